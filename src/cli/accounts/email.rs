//! `cpro accounts email`: the address to which a forgotten password goes.

use clap::Args;

use crate::cli::Session;
use crate::cli::driver::{Led, Trial, lead};
use crate::domain::setting::email;
use crate::error::{Error, Result, exit};
use crate::terminal::speech::Speech;
use crate::work::accounts::email::{Addressed, Email as Request};

/// Enregistre ou retire l’adresse électronique d’une personne
#[derive(Debug, Clone, Args)]
pub struct Email {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
    /// Adresse professionnelle
    #[arg(value_name = "ADRESSE", required_unless_present = "remove", conflicts_with = "remove")]
    address: Option<String>,
    /// Retire l’adresse
    #[arg(long)]
    remove: bool,
}

impl Email {
    pub fn run(self, session: &mut Session) -> Result {
        let read = |typed: String| email(typed.trim().to_owned());
        let address = self.address.map(read).transpose();
        let address = address.map_err(|refusal| Error::new(exit::USAGE, format!("{}.", refusal.0)))?;
        lead(session, Request { login: self.login, address }, Trial::Never)
    }
}

impl Led for Request {
    fn tell(addressed: &Addressed, say: &mut Speech) {
        let told = addressed.email.as_deref().unwrap_or("adresse retirée.");
        say.tell(format!("{} : {told}", addressed.name));
        if addressed.is_pupil && addressed.email.is_some() {
            say.status("Un élève ne reçoit pas de courriel : cette adresse ne servira pas à l’oubli du mot de passe.");
        }
    }
}
