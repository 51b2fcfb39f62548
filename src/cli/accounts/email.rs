//! `cpro accounts email`: the address to which a forgotten password goes.

use clap::Args;
use serde_json::json;

use super::super::print;
use super::super::select::unknown_login;
use crate::cli::Context;
use crate::domain::setting::email;
use crate::error::{Error, Result, exit};
use crate::store::{Entry, Record};

/// Enregistre ou retire l’adresse électronique d’une personne
#[derive(Debug, Args)]
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
    pub fn run(self, context: &mut Context) -> Result {
        let address = match &self.address {
            Some(typed) => {
                email(typed.trim().to_owned()).map_err(|refusal| Error::new(exit::USAGE, format!("{}.", refusal.0)))?
            }
            None => String::new(),
        };
        let mut store = context.store()?;
        let account = store.account(&self.login)?.ok_or_else(|| unknown_login(&self.login))?;
        let Some((person, _)) = &account.person else {
            return Err(Error::refused("le compte de l’administrateur utilise l’adresse de l’établissement.")
                .hint("cpro settings set establishment.email ADRESSE"));
        };
        let result = if self.remove { "adresse retirée" } else { "adresse enregistrée" };
        store.transact(context.stamp(), |tx| {
            tx.set_email(*person, &address)?;
            tx.log(&Entry::new("accounts.email", Record::Account, account.id.0, result))?;
            Ok::<_, Error>(())
        })?;
        let told = if self.remove { "adresse retirée.".to_owned() } else { address };
        context.ui().tell(&format!("{}\u{a0}: {told}", account.full_name()))?;
        if !self.remove && !account.profile.is_adult() {
            context.ui().status(
                "Un élève ne reçoit pas de courriel\u{a0}: cette adresse ne servira pas à l’oubli du mot de passe.",
            )?;
        }
        let address = self.address.as_deref().filter(|_| !self.remove);
        print::report(context, || json!({ "schema": 1, "login": account.login.to_string(), "email": address }))?;
        Ok(exit::DONE)
    }
}
