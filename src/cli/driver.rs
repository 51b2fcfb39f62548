//! The one way through a command: show the plan, confirm what it destroys, carry out, tell, advise.
//!
//! Only this file knows what `--dry-run`, `--yes`, `--no-input`, `--format` and `--quiet` do, what a stream that breaks
//! does to a command, and what the exit code then is: a command that shows may stop quietly, one that changes the base
//! finishes its work whatever becomes of standard output, and says so.
//!
//! To add a command, see `work`: here it becomes options, `impl Led`, and one call of [`lead`] or [`answer`].

use std::path::PathBuf;

use jiff::Zoned;
use serde::Serialize;
use serde_json::{Map, Value};

use super::Session;
use crate::advice::Sentence;
use crate::error::{Error, Result, exit};
use crate::store::{self, Store};
use crate::targets::spreadsheet::Sheet;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::terminal::{Format, Terminal};
use crate::work::{self, UseCase, base};

/// A question before something is taken away.
pub struct Question {
    pub ask: String,
    /// What is said where nobody can be asked.
    pub refusal: String,
    /// True where the command goes on if nobody can be asked.
    pub is_courtesy: bool,
    /// What must be typed, where a yes is too easy.
    pub word: Option<String>,
}

impl Question {
    /// A question that must be answered.
    pub fn new(ask: impl Into<String>, refusal: impl Into<String>) -> Self {
        Self { ask: ask.into(), refusal: refusal.into(), is_courtesy: false, word: None }
    }
}

/// A page that is written before anything is asked: somebody may look at it first.
pub struct Page {
    pub path: PathBuf,
    pub text: String,
    pub replace: bool,
    /// True where it is shown at once.
    pub open: bool,
}

/// Whether a command only tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// It has no such option.
    Never,
    /// `--dry-run` was given, or not.
    Asked(bool),
}

/// How a use case is shown and told. Everything is a value: nothing here speaks.
pub trait Led: UseCase {
    /// The base that it works on.
    const NEEDS: base::Needs = base::Needs::Existing;

    /// True where the report is one object of the contract with a `schema`.
    const REPORTS: bool = true;

    /// True where a plan that grew stale is worth making anew: not where it is about a whole file.
    const AGAIN: bool = true;

    /// False where standard output already has the answer itself.
    fn reports(_outcome: &Self::Outcome) -> bool {
        true
    }

    /// The words of a refusal, and what is shown before them.
    fn refuse(error: work::Error, _say: &mut Speech) -> Error {
        error.into()
    }

    /// What must be seen before anything is decided.
    fn show(_plan: &Self::Plan, _say: &mut Speech) {}

    /// The same as a page to look at, where one was asked for.
    fn page(_plan: &Self::Plan, _now: &Zoned) -> Option<Page> {
        None
    }

    /// What is asked before it is done.
    fn question(_plan: &Self::Plan) -> Option<Question> {
        None
    }

    /// Who or what the plan is about, beside what its outcome counts: a plan made again must be about the same.
    fn about(_plan: &Self::Plan) -> Vec<String> {
        Vec::new()
    }

    /// What must be seen before the base changes: if it cannot be said, nothing is done.
    fn reveal(_plan: &Self::Plan, _say: &mut Speech) {}

    /// What would be done, in the future tense.
    fn foretell(_foreseen: &Self::Outcome, _say: &mut Speech) {}

    /// What was done, and what to type next.
    fn tell(outcome: &Self::Outcome, say: &mut Speech);

    /// The answer in CSV where it is not the plain values of the report.
    fn sheet(_outcome: &Self::Outcome) -> Option<Listing> {
        None
    }

    /// The exit code once all is told.
    fn code(_outcome: &Self::Outcome) -> u8 {
        exit::DONE
    }

    /// What was saved and not wholly finished: told after the rest, which it may take apart.
    fn shortfall(_outcome: &mut Self::Outcome) -> Option<Error> {
        None
    }
}

/// Leads a use case from its request to its exit code.
pub fn lead<U: Led>(session: &mut Session, request: U, trial: Trial) -> Result {
    let again = U::AGAIN.then(|| request.clone());
    lead_all(session, request, trial, again, |_, _, _| Ok(None))
}

/// The same, where only somebody at the terminal can `complete` the plan, such as with a password; an exit code where it
/// ends there.
pub fn lead_with<U: Led>(
    session: &mut Session,
    request: U,
    trial: Trial,
    complete: impl FnOnce(&mut U::Plan, &mut Session, &mut Store) -> Result<Option<u8>>,
) -> Result {
    lead_all(session, request, trial, None, complete)
}

/// `again` is the request, where a plan that grew stale may be made anew.
fn lead_all<U: Led>(
    session: &mut Session,
    request: U,
    trial: Trial,
    again: Option<U>,
    complete: impl FnOnce(&mut U::Plan, &mut Session, &mut Store) -> Result<Option<u8>>,
) -> Result {
    let written = trial != Trial::Asked(true);
    let base = session.world.base_path().ok();
    let is_new = written && base.as_ref().is_some_and(|base| !base.exists());
    let mut store = base::opened(&session.world, U::NEEDS, written)?;
    if let Some(base) = base.filter(|_| is_new) {
        session.say(|say| say.status(format!("Base créée : {}", base.display())));
    }
    base::check_clock(&session.world, &store)?;
    session.world.note("base ouverte");
    let mut plan = request.plan(&mut session.world, &store).map_err(|error| session.refuse::<U>(error))?;
    session.world.note("décidé");
    session.say(|say| U::show(&plan, say));
    if let Some(page) = U::page(&plan, &session.world.now()) {
        write_page(session, &page)?;
    }
    if let Some(objection) = U::objection(&plan) {
        return Err(session.refuse::<U>(objection));
    }
    if trial == Trial::Asked(true) {
        let foreseen = U::foresee(&plan);
        session.say(|say| U::foretell(&foreseen, say));
        report::<U>(&mut session.terminal, &foreseen);
        return Ok(U::code(&foreseen));
    }
    if let Some(code) = complete(&mut plan, session, &mut store)? {
        return Ok(code);
    }
    if let Some(question) = U::question(&plan) {
        confirm(session, &question, trial)?;
    }
    session.reveal::<U>(&plan)?;
    let outcome = carry_out(session, plan, again, &mut store);
    session.world.note(if outcome.is_ok() { "enregistré" } else { "refusé" });
    let mut outcome = outcome.map_err(|error| session.refuse::<U>(error))?;
    session.saved = true;
    session.say(|say| U::tell(&outcome, say));
    report::<U>(&mut session.terminal, &outcome);
    U::shortfall(&mut outcome).map_or_else(|| Ok(U::code(&outcome)), Err)
}

/// Writes a page, says where, and opens it where that was asked for.
pub fn write_page(session: &mut Session, page: &Page) -> Result<()> {
    session.world.check_file(&page.path)?;
    session.world.write(&page.path, page.text.as_bytes(), page.replace)?;
    session.say(|say| say.status(format!("Page écrite : {}", page.path.display())));
    if page.open && session.world.system.open(&session.world.resolve(&page.path)).is_err() {
        session.warn(format!("« {} » n’a pas pu être ouvert ici : ouvrez-le vous-même.", page.path.display()));
    }
    Ok(())
}

/// Carries a plan out. Where somebody else wrote in between, a new plan that comes to the same is as good as the one that
/// was shown and confirmed; it is tried as long as a command waits for another.
fn carry_out<U: Led>(
    session: &mut Session,
    plan: U::Plan,
    again: Option<U>,
    store: &mut Store,
) -> work::Result<U::Outcome> {
    // With --yes, or where nothing is asked, a plan made again is the same command, given a moment later.
    let asked = session.terminal.interactive && !session.terminal.yes && U::question(&plan).is_some();
    let shown = again.as_ref().map(|_| promise::<U>(&plan, asked));
    let world = &mut session.world;
    let patience = world.patience();
    let mut done = U::carry_out(plan, world, store);
    while let (Err(work::Error::Store(store::Error::Stale)), Some(again), true) = (&done, &again, patience.holds()) {
        match again.clone().plan(world, store) {
            Ok(plan) if shown.as_ref() == Some(&promise::<U>(&plan, asked)) && U::objection(&plan).is_none() => {
                done = U::carry_out(plan, world, store);
            }
            _ => break,
        }
    }
    done
}

/// What holds a plan to the one before it: who it is about, and, where somebody said yes to it, what it comes to.
fn promise<U: Led>(plan: &U::Plan, asked: bool) -> (Vec<String>, Option<(Value, Option<String>)>) {
    let confirmed = || (value(&U::foresee(plan), false), U::question(plan).map(|question| question.ask));
    (U::about(plan), asked.then(confirmed))
}

/// Something that is only shown.
pub trait Answer: Serialize {
    /// True where the report is one object of the contract with a `schema`.
    const REPORTS: bool = true;

    /// As people read it.
    fn page(&self, say: &mut Speech);

    /// As a spreadsheet, where it is not the plain values of the report.
    fn sheet(&self) -> Option<Listing> {
        None
    }
}

/// Shows an answer in the form that was asked for.
pub fn answer<A: Answer>(session: &mut Session, answer: &A) -> Result {
    match session.terminal.format {
        Format::Table => session.say(|say| answer.page(say)),
        Format::Json => json(&mut session.terminal, &value(answer, A::REPORTS)),
        Format::Csv => csv(&mut session.terminal, answer.sheet(), &value(answer, A::REPORTS)),
    }
    Ok(exit::DONE)
}

/// Hands a report to the machine that asked for it, if one did.
pub fn hand_over(session: &mut Session, report: &impl Serialize) {
    match session.terminal.format {
        Format::Table => {}
        Format::Json => json(&mut session.terminal, &value(report, true)),
        Format::Csv => csv(&mut session.terminal, None, &value(report, true)),
    }
}

/// A question; without anybody to ask, only `--yes` answers it.
pub fn confirm(session: &mut Session, question: &Question, trial: Trial) -> Result<()> {
    let terminal = &mut session.terminal;
    if terminal.yes || (question.is_courtesy && !terminal.interactive) {
        return Ok(());
    }
    if !terminal.interactive {
        let advice = match trial {
            Trial::Never => "ajoutez --yes pour confirmer sans question.",
            Trial::Asked(_) => "ajoutez --yes pour confirmer sans question, ou --dry-run pour voir sans rien changer.",
        };
        return Err(Error::refused(question.refusal.as_str()).hint(advice));
    }
    let is_confirmed = match &question.word {
        Some(word) => terminal.ask(&format!("{} Pour confirmer, tapez {word} :", question.ask), None)? == *word,
        None => terminal.confirm(&question.ask)?,
    };
    if is_confirmed { Ok(()) } else { Err(Error::cancelled()) }
}

/// The report, where a machine reads.
fn report<U: Led>(terminal: &mut Terminal, outcome: &U::Outcome) {
    match terminal.format {
        _ if !U::reports(outcome) => {}
        Format::Table => {}
        Format::Json => json(terminal, &value(outcome, U::REPORTS)),
        Format::Csv => csv(terminal, U::sheet(outcome), &value(outcome, U::REPORTS)),
    }
}

/// A value of the machine contract.
fn value(of: &impl Serialize, reports: bool) -> Value {
    let mut value = serde_json::to_value(of).unwrap_or_default();
    if let (true, Value::Object(object)) = (reports, &mut value) {
        object.insert("schema".to_owned(), 1.into());
    }
    value
}

fn json(terminal: &mut Terminal, value: &Value) {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    terminal.answer_verbatim(&text);
}

fn csv(terminal: &mut Terminal, sheet: Option<Listing>, value: &Value) {
    let listing = sheet.unwrap_or_else(|| plain_values(value));
    let sheet = Sheet { headings: listing.headings, rows: listing.rows };
    terminal.answer_bytes(&sheet.csv());
}

/// The plain values of a report, a row each; of a list, its length.
pub fn plain_values(report: &Value) -> Listing {
    let none = Map::new();
    let mut listing = Listing::new(["cle", "valeur"]);
    for (key, value) in report.as_object().unwrap_or(&none) {
        match value {
            Value::String(text) => listing.row([key.clone(), text.clone()]),
            Value::Array(items) => listing.row([key.clone(), items.len().to_string()]),
            Value::Object(_) | Value::Null => {}
            plain => listing.row([key.clone(), plain.to_string()]),
        }
    }
    listing
}

impl Session {
    /// The words of a refusal, once what goes with it was shown.
    fn refuse<U: Led>(&mut self, error: work::Error) -> Error {
        self.say(|say| U::refuse(error, say))
    }

    /// Lets something be said.
    pub fn say<T>(&mut self, words: impl FnOnce(&mut Speech) -> T) -> T {
        let mut speech = Speech::new(self.terminal.verbose);
        let value = words(&mut speech);
        self.terminal.utter(speech);
        value
    }

    /// One sentence that must be seen.
    pub fn warn(&mut self, text: impl Into<Sentence>) {
        self.terminal.warn(&text.into());
    }

    /// Says what must be seen before the base changes; where it cannot be said, nothing is done.
    fn reveal<U: Led>(&mut self, plan: &U::Plan) -> Result<()> {
        let must_be_seen = self.say(|say| {
            U::reveal(plan, say);
            !say.said.is_empty()
        });
        if !must_be_seen {
            return Ok(());
        }
        self.terminal.settle().map_err(|fault| {
            let why = crate::french::io(&fault);
            Error::new(
                exit::IO,
                format!("ce qui devait être lu avant n’a pas pu être montré : {why}. Rien n’a été fait."),
            )
        })
    }
}
