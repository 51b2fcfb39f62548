//! `cpro accounts email`: the address to which a forgotten password goes.

use clap::Args;

use crate::advice::accounts;
use crate::cli::Session;
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::domain::setting::email;
use crate::error::{Error, Result, exit};
use crate::french::list;
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::accounts::email::{Addressed, Email as Request, Plan};

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

/// Asked where an address is somebody else's too: whoever reads it would receive both passwords.
pub fn shared(name: &str, sharing: &[String]) -> Option<Question> {
    let others = list(sharing);
    let refusal = format!("cette adresse est déjà celle de {others} : rien n’a été enregistré.");
    let ask = format!("Cette adresse est déjà celle de {others}. L’enregistrer aussi pour {name} ?");
    (!sharing.is_empty()).then(|| Question::new(ask, refusal))
}

impl Led for Request {
    fn question(plan: &Plan) -> Option<Question> {
        let foreseen = Self::foresee(plan);
        shared(&foreseen.name, &foreseen.sharing)
    }

    fn tell(addressed: &Addressed, say: &mut Speech) {
        let told = addressed.email.as_deref().unwrap_or("adresse retirée.");
        say.tell(format!("{} : {told}", addressed.name));
        if addressed.revoked {
            say.warn("le mot de passe provisoire envoyé à l’ancienne adresse n’ouvre plus rien.");
            say.next(match addressed.email {
                Some(_) => accounts::forgot(&addressed.login),
                None => accounts::reset_with_slip(&addressed.login),
            });
        }
        if addressed.is_pupil && addressed.email.is_some() {
            say.status("Un élève ne reçoit pas de courriel : cette adresse ne servira pas à l’oubli du mot de passe.");
        }
    }
}
