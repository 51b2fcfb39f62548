//! `cpro` alone in a terminal, or double-clicked: what there is to do, in words. Each choice becomes a command, which is shown
//! before it runs: people learn the commands. No rule lives here.

use std::io::ErrorKind;
use std::sync::atomic::Ordering;

use super::{Session, guarded};
use crate::advice;
use crate::error::{Result, exit};
use crate::french::count;
use crate::store;
use crate::terminal::Picked;
use crate::terminal::wrap::wrap;
use crate::work::status::{Standing, Step, Watch, standing};

mod asked;
mod import;
mod paths;
mod settings;
mod whom;

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
    Night,
    Doctor,
}

/// Where no base is yet.
const FIRST: [Choice; 3] = [Choice::SetUp, Choice::Restore, Choice::Demo];

/// Always in this order: who learned a number keeps it.
const USUAL: [Choice; 11] = [
    Choice::Import,
    Choice::Accounts,
    Choice::Slips,
    Choice::Diagnose,
    Choice::Reset,
    Choice::Status,
    Choice::Settings,
    Choice::Backup,
    Choice::Restore,
    Choice::Night,
    Choice::Doctor,
];

/// The number of each, and the commands that it runs.
const PLACES: [(usize, &[&str]); USUAL.len()] = {
    let mut places: [(usize, &[&str]); USUAL.len()] = [(0, &[]); USUAL.len()];
    let mut at = 0;
    while at < places.len() {
        places[at] = (at + 1, USUAL[at].commands());
        at += 1;
    }
    places
};

/// Asks, runs, and asks again, until Enter or the end of what is typed.
pub fn run(session: &mut Session) -> Result {
    loop {
        let standing = match standing(&session.world) {
            Ok(standing) => Some(standing),
            Err(crate::work::Error::Store(store::Error::Missing(_))) => None,
            Err(error) => return Err(error.into()),
        };
        let choices = choices(standing.as_ref());
        let labels: Vec<String> = choices.iter().map(|choice| choice.label(standing.as_ref())).collect();
        greet(session, standing.as_ref(), &choices, &labels);
        let Some(words) = wanted(session, &choices, &labels, standing.as_ref())? else { return Ok(exit::DONE) };
        // Before there is a base, the menu has other numbers; setting one up leads to these.
        let leads_there = |words: &Result<Words>| words.iter().flatten().any(|words| words[0] == "init");
        session.terminal.menu = if standing.is_some() || leads_there(&words) { &PLACES } else { &[] };
        match words {
            Ok(Some(words)) => {
                if let Some(again) = play_out(session, &words)? {
                    play(session, &again);
                }
            }
            Ok(None) => {}
            Err(error) => session.terminal.failure(&error.message, &error.hints),
        }
    }
}

/// The command of a choice, or one that was typed whole; nothing where the menu is left.
fn wanted(
    session: &mut Session,
    choices: &[Choice],
    labels: &[String],
    standing: Option<&Standing>,
) -> Result<Option<Result<Words>>> {
    session.terminal.list(labels);
    loop {
        let question = "Que voulez-vous faire ? (un nombre, ou Entrée pour quitter)";
        match picked(session, question, labels.len())? {
            Picked::None => return Ok(None),
            Picked::One(at) => return Ok(Some(choices[at].words(session, standing))),
            Picked::Typed(typed) => match advice::read(&typed) {
                Some(words) => return Ok(Some(Ok(Some(words)))),
                None => session.terminal.ask_number(labels.len()),
            },
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

/// An answer to choices that are listed already; none where no more is typed.
fn picked(session: &mut Session, question: &str, most: usize) -> Result<Picked> {
    Ok(answered(session.terminal.pick(question, most))?.unwrap_or(Picked::None))
}

/// One of several, by its place; none where somebody changed their mind.
fn chosen(session: &mut Session, question: &str, choices: &[String]) -> Result<Option<usize>> {
    Ok(answered(session.terminal.choose(question, choices))?.flatten())
}

/// Where the school stands, and what is missing first.
fn greet(session: &mut Session, standing: Option<&Standing>, choices: &[Choice], labels: &[String]) {
    let words = match standing {
        Some(standing) if !standing.name.is_empty() => {
            let accounts = standing.profiles.values().sum();
            let open = count(accounts, "compte ouvert", "comptes ouverts");
            format!("{} ({}) : {open}.", standing.name, standing.uai)
        }
        _ => "cpro prépare les comptes des élèves et leurs papillons de connexion, sur cette machine.".to_owned(),
    };
    let next = standing.and_then(next);
    let place = choices.iter().position(|choice| Some(*choice) == next);
    session.say(|say| {
        say.status("");
        say.status(words);
        if let Some(place) = place {
            let label = labels[place].trim_end_matches('…');
            say.status(format!("À faire maintenant, le {} : {label}.", place + 1));
        }
    });
}

/// What can be done; what a base without an establishment lacks comes last, so that all the others keep their numbers.
fn choices(standing: Option<&Standing>) -> Vec<Choice> {
    match standing {
        None => FIRST.to_vec(),
        Some(standing) if next(standing) == Some(Choice::SetUp) => [&USUAL[..], &[Choice::SetUp]].concat(),
        Some(_) => USUAL.to_vec(),
    }
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
        Step::Nightly => Some(Choice::Night),
        Step::Mail => None,
    }
}

impl Choice {
    /// The commands that it runs, as far as what is asked may make them.
    const fn commands(self) -> &'static [&'static str] {
        match self {
            Self::SetUp => &["init"],
            Self::Demo => &["demo"],
            Self::Import => &["import siecle", "import sts", "import candidates", "import people"],
            Self::Accounts => &["accounts create"],
            Self::Slips => &["slips generate"],
            Self::Diagnose => &["assistance diagnose"],
            Self::Reset => &["accounts reset"],
            Self::Status => &["status"],
            Self::Settings => &["settings set", "settings show", "settings logo", "settings stamp"],
            Self::Backup => &["backup"],
            Self::Restore => &["restore"],
            Self::Night => &["schedule install"],
            Self::Doctor => &["doctor"],
        }
    }

    /// Its number in the usual menu, from 1.
    fn number(self) -> usize {
        USUAL.iter().take_while(|choice| **choice != self).count() + 1
    }

    fn label(self, standing: Option<&Standing>) -> String {
        let missing = standing.and_then(|standing| {
            standing.watches.iter().find(|(watch, n)| *watch == Watch::Missing && *n > 0).map(|(_, n)| *n)
        });
        match (self, missing) {
            (Self::SetUp, _) => "Préparer la base de l’établissement".to_owned(),
            (Self::Restore, _) => "Reprendre une sauvegarde…".to_owned(),
            (Self::Demo, _) => "Essayer d’abord, sur un établissement inventé".to_owned(),
            (Self::Import, _) => "Importer un fichier…".to_owned(),
            (Self::Accounts, Some(n)) => format!("Créer les comptes ({n} sans compte)"),
            (Self::Accounts, None) => "Créer les comptes".to_owned(),
            (Self::Slips, _) => "Imprimer les papillons…".to_owned(),
            (Self::Diagnose, _) => "Quelqu’un ne peut pas se connecter…".to_owned(),
            (Self::Reset, _) => "Réinitialiser des mots de passe…".to_owned(),
            (Self::Status, _) => "Voir l’état".to_owned(),
            (Self::Settings, _) => "Réglages…".to_owned(),
            (Self::Backup, _) => "Sauvegarder…".to_owned(),
            (Self::Night, _) => "Confier le travail de chaque nuit à cette machine".to_owned(),
            (Self::Doctor, _) => "Vérifier que tout va bien".to_owned(),
        }
    }

    /// The command, once what it needs was asked.
    fn words(self, session: &mut Session, standing: Option<&Standing>) -> Result<Words> {
        let words = |words: &[&str]| Ok(Some(words.iter().map(|word| (*word).to_owned()).collect()));
        match self {
            Self::SetUp => words(&["init"]),
            Self::Demo => words(&["demo"]),
            Self::Accounts => words(&["accounts", "create"]),
            Self::Status => words(&["status"]),
            Self::Doctor => words(&["doctor"]),
            Self::Import => import::words(session),
            Self::Night => words(&["schedule", "install"]),
            Self::Restore => asked::restore(session),
            Self::Slips => asked::slips(session, standing),
            Self::Diagnose => asked::diagnose(session),
            Self::Reset => asked::reset(session, standing),
            Self::Settings => settings::words(session),
            Self::Backup => asked::backup(session, standing.and_then(|standing| standing.backup_folder.as_deref())),
        }
    }
}

/// Runs a command; where an import is refused because many would leave, asks whether that is what is wanted.
fn play_out(session: &mut Session, words: &[String]) -> Result<Words> {
    let outcome = outcome(session, words);
    let would_leave = matches!(&outcome, Err(error) if error.advises("--partial"));
    if ended(session, outcome) {
        open(session, words);
    }
    if would_leave && words.first().is_some_and(|word| word == "import") {
        return import::departures(session, words);
    }
    Ok(None)
}

/// Shows a command, then runs it. What fails is told, and the menu goes on; tells whether it did what it should.
fn play(session: &mut Session, words: &[String]) -> bool {
    let outcome = outcome(session, words);
    ended(session, outcome)
}

/// Opens the document that a command just made, for somebody to print it; tells where it is in any case.
fn open(session: &mut Session, words: &[String]) {
    if words.iter().any(|word| ["-n", "--dry-run"].contains(&word.as_str())) {
        return;
    }
    let names = |pair: &&[String]| ["-o", "--slips"].contains(&pair[0].as_str());
    let Some(made) = words.windows(2).find(names).map(|pair| session.world.resolve(pair[1].as_ref())) else { return };
    if made.is_file() {
        let opened = session.world.system.open(&made).is_ok();
        let verb = if opened { "Le document s’ouvre" } else { "Le document est là" };
        session.say(|say| say.status(format!("{verb} : {}", made.display())));
    }
}

fn outcome(session: &mut Session, words: &[String]) -> Result {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let shown = advice::spelt_in(session.terminal.base.as_deref(), &words);
    let shown = wrap(&format!("→ {shown}"), session.terminal.width);
    session.terminal.status_verbatim(&format!("\n{shown}\n"));
    guarded(session, |session| super::run_again(&words, session))
}

/// Tells what failed, and makes ready for the next command.
fn ended(session: &mut Session, outcome: Result) -> bool {
    let is_done = super::finish(outcome, session) == exit::DONE;
    session.saved = false;
    // Ctrl-C stopped that command, not the menu.
    session.world.stop.store(false, Ordering::Relaxed);
    is_done
}
