//! `cpro accounts login`: the sign-in of the service, to try an account or to serve at a counter.

use clap::Args;

use crate::advice::accounts;
use crate::cli::Session;
use crate::cli::sign_in::{self, New, Tried, Typed};
use crate::domain::account::Account;
use crate::domain::policy::Fault;
use crate::domain::secret::Secret;
use crate::domain::setting::Key;
use crate::error::{Error, Result, exit};
use crate::store::Store;
use crate::work::base;
use crate::work::sign_in::{Try, choose, try_password};

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
    pub fn run(self, session: &mut Session) -> Result {
        let mut store = base::open(&session.world)?;
        self.show_school(session, &store)?;
        let login = self.login(session)?;
        let typed = if self.password_stdin { Some(Typed::read(session)?) } else { None };
        let password = match &typed {
            Some(typed) => typed.line(0).unwrap_or_default().to_owned(),
            None => {
                sign_in::require_terminal(session)?;
                session.terminal.ask_password("Mot de passe :", self.clear)?
            }
        };
        let secret = Secret::new(&password);
        match try_password(&mut session.world, &mut store, &login, &secret)? {
            Try::Refused(denial) => {
                sign_in::point_out(session, "l’identifiant", &login);
                sign_in::point_out(session, "le mot de passe", &password);
                Tried::denied(&login, &denial, &session.world.now()).tell(session)
            }
            Try::Right(account) if account.must_change => {
                self.first_time(session, &mut store, &account, &secret, typed.as_ref())
            }
            Try::Right(account) => {
                session.say(|say| say.tell(format!("Connexion réussie : {}.", account.full_name())));
                Tried::right(false).tell(session)
            }
        }
    }

    /// Whose page this is: another school's is the first cause of a failure.
    fn show_school(&self, session: &mut Session, store: &Store) -> Result<()> {
        let name = store.settings().map_err(Error::from)?.value(Key::Name).filter(|_| session.terminal.interactive);
        if let Some(name) = name {
            session.say(|say| say.status(name));
        }
        Ok(())
    }

    /// Exactly as typed.
    fn login(&self, session: &mut Session) -> Result<String> {
        match &self.login {
            Some(login) => Ok(login.clone()),
            None if session.terminal.interactive => Ok(session.terminal.ask_password("Identifiant :", true)?),
            None => Err(Error::new(exit::USAGE, "il manque un identifiant.").hint(accounts::login_somebody())),
        }
    }

    /// The provisional password was right: a personal one is demanded.
    fn first_time(
        &self,
        session: &mut Session,
        store: &mut Store,
        account: &Account,
        current: &Secret,
        typed: Option<&Typed>,
    ) -> Result {
        let settings = store.settings()?;
        let new = match typed {
            Some(typed) => sign_in::read_new(session, typed, 1, account, &settings, current),
            None => {
                session.say(|say| say.status(welcome(account)));
                New::Chosen(sign_in::ask_new(session, account, &settings, current, self.clear)?)
            }
        };
        match new {
            New::Chosen(new) => {
                choose(&mut session.world, store, account, &new)?;
                let told = "Mot de passe enregistré : reconnectez-vous avec ce nouveau mot de passe.";
                session.say(|say| say.tell(told));
                Tried::right(false).tell(session)
            }
            New::Refused(sentence) => Tried::bad_choice(sentence).tell(session),
            New::Absent => absent(session, account),
        }
    }
}

/// What is demanded, and what it must be.
fn welcome(account: &Account) -> String {
    let least = Fault::least(account.profile.is_adult());
    format!(
        "Première connexion : choisissez un mot de passe personnel.\nIl faut {least} ; sans votre nom, votre date de naissance ni l’établissement."
    )
}

/// A script that gave no new password.
fn absent(session: &mut Session, account: &Account) -> Result {
    session.say(|say| {
        say.tell("Première connexion : un mot de passe personnel doit être choisi.");
        say.next(accounts::passwd(&account.login));
    });
    Tried::right(true).tell(session)
}
