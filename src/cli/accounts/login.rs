//! `cpro accounts login`: the sign-in of the service, to try an account or to serve at a counter.

use clap::Args;

use super::super::sign_in::{self, New, Try, Typed};
use crate::cli::Context;
use crate::domain::account::Account;
use crate::domain::policy::Fault;
use crate::domain::secret::Secret;
use crate::error::{Error, Result, exit};
use crate::store::Store;

/// Essaie de se connecter avec un compte, comme sur le site
///
/// À la première connexion, un mot de passe personnel est demandé deux fois ; il faut ensuite se reconnecter avec lui.
/// Avec --password-stdin, la première ligne est le mot de passe ; la deuxième et la troisième, s’il le faut, le nouveau.
#[derive(Debug, Args)]
pub struct Login {
    /// Identifiant (demandé sans cet argument)
    #[arg(value_name = "IDENTIFIANT")]
    login: Option<String>,
    /// Mot de passe en clair pendant la saisie
    #[arg(long)]
    clear: bool,
    /// Lit le mot de passe sur l’entrée standard
    #[arg(long)]
    password_stdin: bool,
}

impl Login {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let login = self.login(context)?;
        let typed = if self.password_stdin { Some(Typed::read(context)?) } else { None };
        let password = match &typed {
            Some(typed) => typed.line(0).unwrap_or_default().to_owned(),
            None => {
                sign_in::require_terminal(context)?;
                context.ui().ask_password("Mot de passe\u{a0}:", self.clear)?
            }
        };
        let secret = Secret::new(&password);
        match sign_in::try_password(context, &mut store, &login, &secret)? {
            Try::Refused(refusal) => {
                sign_in::point_out(context, "l’identifiant", &login)?;
                sign_in::point_out(context, "le mot de passe", &password)?;
                sign_in::tell_refusal(context, &refusal)
            }
            Try::Right(account) if account.must_change => {
                self.first_time(context, &mut store, &account, &secret, typed.as_ref())
            }
            Try::Right(account) => {
                context.ui().tell(&format!("Connexion réussie\u{a0}: {}.", account.full_name()))?;
                sign_in::report(context, None, false)?;
                Ok(exit::DONE)
            }
        }
    }

    /// Exactly as typed.
    fn login(&self, context: &mut Context) -> Result<String> {
        match &self.login {
            Some(login) => Ok(login.clone()),
            None if context.terminal.interactive => Ok(context.ui().ask_password("Identifiant\u{a0}:", true)?),
            None => Err(Error::new(exit::USAGE, "il manque un identifiant.").hint("cpro accounts login IDENTIFIANT")),
        }
    }

    /// The provisional password was right: a personal one is demanded.
    fn first_time(
        &self,
        context: &mut Context,
        store: &mut Store,
        account: &Account,
        current: &Secret,
        typed: Option<&Typed>,
    ) -> Result {
        let settings = store.settings()?;
        let new = match typed {
            Some(typed) => sign_in::read_new(context, typed, 1, account, &settings, current)?,
            None => {
                context.ui().status(&welcome(account))?;
                New::Chosen(sign_in::ask_new(context, account, &settings, current, self.clear)?)
            }
        };
        let new = match new {
            New::Chosen(new) => new,
            New::Refused(refusal) => return sign_in::tell_refusal(context, &refusal),
            New::Absent => return absent(context, account),
        };
        sign_in::choose(context, store, account, &new)?;
        context.ui().tell("Mot de passe enregistré\u{a0}: reconnectez-vous avec ce nouveau mot de passe.")?;
        sign_in::report(context, None, false)?;
        Ok(exit::DONE)
    }
}

/// What is demanded, and what it must be.
fn welcome(account: &Account) -> String {
    let least = Fault::least(account.profile.is_adult());
    format!(
        "Première connexion\u{a0}: choisissez un mot de passe personnel.\nIl faut {least}\u{a0}; sans votre nom, votre date de naissance ni l’établissement."
    )
}

/// A script that gave no new password.
fn absent(context: &mut Context, account: &Account) -> Result {
    context.ui().tell("Première connexion\u{a0}: un mot de passe personnel doit être choisi.")?;
    context.ui().hint(&format!("cpro accounts passwd {}", account.login))?;
    sign_in::report(context, None, true)?;
    Ok(exit::DONE)
}
