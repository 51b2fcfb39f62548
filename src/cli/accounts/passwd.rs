//! `cpro accounts passwd`: a new password, chosen by the person who knows the old one, or issued by the administrator.

use clap::Args;

use super::super::sign_in::{self, New, Try, Typed};
use super::reset::Reset;
use crate::cli::Context;
use crate::domain::secret::Secret;
use crate::error::{Error, Result, exit};

/// Change le mot de passe d’un compte
///
/// La personne donne l’ancien et choisit le nouveau. L’administrateur ne choisit jamais : avec --by-admin, il remet le
/// mot de passe initial ou, avec --random, un mot de passe aléatoire. Avec --password-stdin, la première ligne est
/// l’ancien mot de passe, la deuxième le nouveau.
#[derive(Debug, Args)]
pub struct Passwd {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
    /// Remet le mot de passe initial, sans l’ancien
    #[arg(long)]
    by_admin: bool,
    /// Avec --by-admin : mot de passe aléatoire
    #[arg(long, requires = "by_admin")]
    random: bool,
    /// Avec --by-admin : écrit le mot de passe dans la réponse
    #[arg(long, requires = "by_admin")]
    show_passwords: bool,
    /// Mots de passe en clair pendant la saisie
    #[arg(long)]
    clear: bool,
    /// Lit les mots de passe sur l’entrée standard
    #[arg(long, conflicts_with = "by_admin")]
    password_stdin: bool,
}

impl Passwd {
    pub fn run(self, context: &mut Context) -> Result {
        if self.by_admin {
            return Reset::one(self.login, self.random, self.show_passwords).run(context);
        }
        let mut store = context.store()?;
        let settings = store.settings()?;
        let typed = if self.password_stdin { Some(Typed::read(context)?) } else { None };
        let old = match &typed {
            Some(typed) => typed.line(0).unwrap_or_default().to_owned(),
            None => {
                sign_in::require_terminal(context)?;
                context.ui().ask_password("Mot de passe actuel\u{a0}:", self.clear)?
            }
        };
        let current = Secret::new(&old);
        let account = match sign_in::try_password(context, &mut store, &self.login, &current)? {
            Try::Right(account) => account,
            Try::Refused(refusal) => {
                sign_in::point_out(context, "le mot de passe", &old)?;
                return sign_in::tell_refusal(context, &refusal);
            }
        };
        let new = match &typed {
            Some(typed) => sign_in::read_new(context, typed, 1, &account, &settings, &current)?,
            None => New::Chosen(sign_in::ask_new(context, &account, &settings, &current, self.clear)?),
        };
        let new = match new {
            New::Chosen(new) => new,
            New::Refused(refusal) => return sign_in::tell_refusal(context, &refusal),
            New::Absent => {
                let message = "il manque le nouveau mot de passe, sur la deuxième ligne de l’entrée standard.";
                return Err(Error::new(exit::USAGE, message));
            }
        };
        sign_in::choose(context, &mut store, &account, &new)?;
        context.ui().tell(&format!("Mot de passe de {} changé.", account.full_name()))?;
        sign_in::report(context, None, false)?;
        Ok(exit::DONE)
    }
}
