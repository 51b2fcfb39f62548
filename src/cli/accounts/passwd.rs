//! `cpro accounts passwd`: a new password, chosen by the person who knows the old one, or issued by the administrator.

use clap::Args;

use crate::cli::Session;
use crate::cli::driver::{Trial, lead};
use crate::cli::sign_in::{self, New, Tried, Typed};
use crate::domain::secret::Secret;
use crate::error::{Error, Result, exit};
use crate::work::accounts::reset::Reset;
use crate::work::base;
use crate::work::selection::Selectors;
use crate::work::sign_in::{Try, choose, try_password};

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
    pub fn run(self, session: &mut Session) -> Result {
        if self.by_admin {
            let selectors = Selectors::of_login(self.login);
            let (random, show_passwords) = (self.random, self.show_passwords);
            return lead(session, Reset { selectors, random, show_passwords, ..Reset::default() }, Trial::Never);
        }
        let mut store = base::open(&session.world)?;
        let settings = store.settings()?;
        let typed = if self.password_stdin { Some(Typed::read(session)?) } else { None };
        let old = match &typed {
            Some(typed) => typed.line(0).unwrap_or_default().to_owned(),
            None => {
                sign_in::require_terminal(session)?;
                session.terminal.ask_password("Mot de passe actuel :", self.clear)?
            }
        };
        let current = Secret::new(&old);
        let account = match try_password(&mut session.world, &mut store, &self.login, &current)? {
            Try::Right(account) => account,
            Try::Refused(denial) => {
                sign_in::point_out(session, "le mot de passe", &old);
                return Tried::denied(&self.login, &denial, &session.world.now()).tell(session);
            }
        };
        let new = match &typed {
            Some(typed) => sign_in::read_new(session, typed, 1, &account, &settings, &current),
            None => New::Chosen(sign_in::ask_new(session, &account, &settings, &current, self.clear)?),
        };
        let new = match new {
            New::Chosen(new) => new,
            New::Refused(sentence) => return Tried::bad_choice(sentence).tell(session),
            New::Absent => {
                let message = "il manque le nouveau mot de passe, sur la deuxième ligne de l’entrée standard.";
                return Err(Error::new(exit::USAGE, message));
            }
        };
        choose(&mut session.world, &mut store, &account, &new)?;
        session.say(|say| say.tell(format!("Mot de passe de {} changé.", account.full_name())));
        Tried::right(false).tell(session)
    }
}
