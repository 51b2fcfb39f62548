//! `cpro accounts lock` and `unlock`: closing accounts by hand, and opening them again.

use clap::Args;

use super::{code, missed};
use crate::cli::Session;
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::cli::options::{DryRun, Selectors};
use crate::error::Result;
use crate::french::{agree, count};
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::accounts::lock::{Lock as Request, Plan, Turn, Turned};

/// Verrouille des comptes : plus aucun mot de passe ne les ouvre
#[derive(Debug, Clone, Args)]
pub struct Lock {
    #[command(flatten)]
    selectors: Selectors,
    #[command(flatten)]
    trial: DryRun,
}

/// Déverrouille des comptes, et oublie leurs essais manqués
///
/// Le mot de passe reste ce qu’il est : s’il est oublié, réinitialisez plutôt le compte.
#[derive(Debug, Args)]
pub struct Unlock {
    #[command(flatten)]
    selectors: Selectors,
    #[command(flatten)]
    trial: DryRun,
}

impl Lock {
    pub fn run(self, session: &mut Session) -> Result {
        turn(session, Turn::Lock, self.selectors, self.trial.into())
    }
}

impl Unlock {
    pub fn run(self, session: &mut Session) -> Result {
        turn(session, Turn::Unlock, self.selectors, self.trial.into())
    }
}

fn turn(session: &mut Session, turn: Turn, selectors: Selectors, trial: Trial) -> Result {
    lead(session, Request { turn, selectors: selectors.into() }, trial)
}

impl Led for Request {
    fn question(plan: &Plan) -> Option<Question> {
        let foreseen = Self::foresee(plan);
        let n = count(foreseen.logins.len(), "compte", "comptes");
        let ask = match foreseen.turn {
            Turn::Lock => format!("Verrouiller {n} ?"),
            Turn::Unlock => format!("Déverrouiller {n} ?"),
        };
        let refusal = format!("{n} seraient {}s : il faut une confirmation.", done(foreseen.turn));
        (foreseen.logins.len() > 1).then(|| Question::new(ask, refusal))
    }

    fn foretell(turned: &Turned, say: &mut Speech) {
        let (n, done) = counted(turned);
        let will = agree(turned.logins.len(), "sera", "seront");
        say.tell(format!("{n} {will} {done} (simulation : rien n’a été modifié)."));
        tell_rest(turned, say);
    }

    fn tell(turned: &Turned, say: &mut Speech) {
        let (n, done) = counted(turned);
        match (turned.logins.is_empty(), turned.turn) {
            (true, Turn::Lock) => say.tell("Aucun compte à verrouiller."),
            (true, Turn::Unlock) => say.tell("Aucun compte à déverrouiller."),
            (false, _) => say.tell(format!("{n} {done}.")),
        }
        tell_rest(turned, say);
    }

    fn code(turned: &Turned) -> u8 {
        code(&turned.unknown)
    }
}

fn done(turn: Turn) -> &'static str {
    match turn {
        Turn::Lock => "verrouillé",
        Turn::Unlock => "déverrouillé",
    }
}

fn counted(turned: &Turned) -> (String, String) {
    let n = turned.logins.len();
    let done = done(turned.turn);
    (count(n, "compte", "comptes"), agree(n, done, &format!("{done}s")).to_owned())
}

fn tell_rest(turned: &Turned, say: &mut Speech) {
    if turned.unchanged > 0 {
        say.status(count(turned.unchanged, "compte inchangé.", "comptes inchangés."));
    }
    missed(&turned.unknown, say);
}
