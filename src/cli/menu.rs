//! `cpro` alone in a terminal, or double-clicked: what there is to do, in words. Each choice becomes a command, which is shown
//! before it runs: people learn the commands. No rule lives here.

use std::io::ErrorKind;
use std::sync::atomic::Ordering;

use super::Session;
use crate::advice;
use crate::error::{Result, exit};
use crate::french::count;
use crate::store;
use crate::work::status::{Standing, Step, Watch, standing};

mod asked;
mod import;

/// Words of a command; none where somebody changed their mind.
type Words = Option<Vec<String>>;

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    SetUp,
    Restore,
    Demo,
    Import,
    Accounts,
    Slips,
    Diagnose,
    Reset,
    Status,
    Settings,
    Backup,
    Doctor,
}

/// Where no base is yet.
const FIRST: [Choice; 3] = [Choice::SetUp, Choice::Restore, Choice::Demo];

const USUAL: [Choice; 9] = [
    Choice::Import,
    Choice::Accounts,
    Choice::Slips,
    Choice::Diagnose,
    Choice::Reset,
    Choice::Status,
    Choice::Settings,
    Choice::Backup,
    Choice::Doctor,
];

/// Asks, runs, and asks again, until Enter or the end of what is typed.
pub fn run(session: &mut Session) -> Result {
    loop {
        let standing = match standing(&session.world) {
            Ok(standing) => Some(standing),
            Err(crate::work::Error::Store(store::Error::Missing(_))) => None,
            Err(error) => return Err(error.into()),
        };
        greet(session, standing.as_ref());
        let choices = choices(standing.as_ref());
        let labels: Vec<String> = choices.iter().map(|choice| choice.label(standing.as_ref())).collect();
        let question = "Que voulez-vous faire ? (un nombre, ou Entrée pour quitter)";
        let Some(chosen) = chosen(session, question, &labels)? else { return Ok(exit::DONE) };
        match choices[chosen].words(session) {
            Ok(Some(words)) => play(session, &words),
            Ok(None) => {}
            Err(error) => session.terminal.failure(&error.message, &error.hints),
        }
    }
}

/// An answer; none where no more is typed (Ctrl-D).
fn answered<T>(answer: std::io::Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// One of several, by its place; none where somebody changed their mind.
fn chosen(session: &mut Session, question: &str, choices: &[String]) -> Result<Option<usize>> {
    Ok(answered(session.terminal.choose(question, choices))?.flatten())
}

fn greet(session: &mut Session, standing: Option<&Standing>) {
    let words = match standing {
        Some(standing) if !standing.name.is_empty() => {
            let accounts = standing.profiles.values().sum();
            let open = count(accounts, "compte ouvert", "comptes ouverts");
            format!("{} ({}) : {open}.", standing.name, standing.uai)
        }
        _ => "cpro prépare les comptes des élèves et leurs papillons de connexion, sur cette machine.".to_owned(),
    };
    session.say(|say| {
        say.status("");
        say.status(words);
    });
}

/// What can be done, what is missing first.
fn choices(standing: Option<&Standing>) -> Vec<Choice> {
    let Some(standing) = standing else { return FIRST.to_vec() };
    let mut choices = USUAL.to_vec();
    if let Some(next) = next(standing) {
        choices.retain(|choice| *choice != next);
        choices.insert(0, next);
    }
    choices
}

/// The first step of the set-up that is not done, as a choice.
fn next(standing: &Standing) -> Option<Choice> {
    let step = standing.steps.iter().find(|(step, done)| !done && !step.is_optional())?.0;
    match step {
        Step::Establishment => Some(Choice::SetUp),
        Step::Pupils | Step::Staff => Some(Choice::Import),
        Step::Accounts => Some(Choice::Accounts),
        Step::Slips => Some(Choice::Slips),
        Step::Backup => Some(Choice::Backup),
        Step::Nightly | Step::Mail => None,
    }
}

impl Choice {
    fn label(self, standing: Option<&Standing>) -> String {
        let missing = standing.and_then(|standing| {
            standing.watches.iter().find(|(watch, n)| *watch == Watch::Missing && *n > 0).map(|(_, n)| *n)
        });
        let label = match (self, missing) {
            (Self::SetUp, _) => "Préparer la base de l’établissement",
            (Self::Restore, _) => "Reprendre une sauvegarde…",
            (Self::Demo, _) => "Essayer d’abord, sur un établissement inventé",
            (Self::Import, _) => "Importer un fichier…",
            (Self::Accounts, Some(n)) => &format!("Créer les comptes ({n} sans compte)"),
            (Self::Accounts, None) => "Créer les comptes",
            (Self::Slips, _) => "Imprimer les papillons…",
            (Self::Diagnose, _) => "Quelqu’un ne peut pas se connecter…",
            (Self::Reset, _) => "Réinitialiser des mots de passe…",
            (Self::Status, _) => "Voir l’état",
            (Self::Settings, _) => "Réglages…",
            (Self::Backup, _) => "Sauvegarder…",
            (Self::Doctor, _) => "Vérifier que tout va bien",
        };
        let is_next = standing.and_then(next) == Some(self);
        if is_next { format!("{label} (à faire maintenant)") } else { label.to_owned() }
    }

    /// The command, once what it needs was asked.
    fn words(self, session: &mut Session) -> Result<Words> {
        let words = |words: &[&str]| Ok(Some(words.iter().map(|word| (*word).to_owned()).collect()));
        match self {
            Self::SetUp => words(&["init"]),
            Self::Demo => words(&["demo"]),
            Self::Accounts => words(&["accounts", "create"]),
            Self::Status => words(&["status"]),
            Self::Doctor => words(&["doctor"]),
            Self::Import => import::words(session),
            Self::Restore => asked::restore(session),
            Self::Slips => asked::slips(session),
            Self::Diagnose => asked::diagnose(session),
            Self::Reset => asked::reset(session),
            Self::Settings => asked::settings(session),
            Self::Backup => asked::backup(session),
        }
    }
}

/// Shows a command, then runs it. What fails is told, and the menu goes on.
fn play(session: &mut Session, words: &[String]) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let shown = advice::spelt_in(session.terminal.base.as_deref(), &words);
    session.terminal.status_verbatim(&format!("\n→ {shown}\n"));
    let outcome = super::run_again(&words, session);
    super::finish(outcome, session);
    session.saved = false;
    // Ctrl-C stopped that command, not the menu.
    session.world.stop.store(false, Ordering::Relaxed);
}
