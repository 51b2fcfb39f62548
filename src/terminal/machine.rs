//! The terminal of this machine: its width, its colours, its questions through dialoguer.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Format, Painted, Prompter, Terminal};

/// Questions on standard error.
struct Questions {
    /// True while an answer is awaited.
    waiting: Arc<AtomicBool>,
}

impl Questions {
    fn await_answer<T>(&self, ask: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.waiting.store(true, Ordering::Relaxed);
        let answer = ask();
        self.waiting.store(false, Ordering::Relaxed);
        answer
    }
}

impl Prompter for Questions {
    fn ask(&mut self, question: &str, default: Option<&str>) -> io::Result<String> {
        self.await_answer(|| ask(question, default))
    }

    fn ask_secret(&mut self, question: &str) -> io::Result<String> {
        self.await_answer(|| ask_secretly(question))
    }
}

impl Terminal {
    /// The streams of this process; `waiting` tells others while an answer is awaited.
    pub fn system(waiting: Arc<AtomicBool>) -> Self {
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            prompter: Box::new(Questions { waiting }),
            interactive: io::stdin().is_terminal() && io::stderr().is_terminal(),
            animated: io::stderr().is_terminal(),
            folds: io::stdout().is_terminal(),
            width: width(),
            base: None,
            menu: &[],
            color: Painted::default(),
            colorful: colorful(),
            quiet: false,
            verbose: false,
            format: Format::Table,
            yes: false,
            fault: None,
        }
    }
}

/// Shows a text through the pager of this machine; false where there is none.
pub fn leaf_through(text: &str) -> bool {
    let told = ["MANPAGER", "PAGER"].iter().find_map(|name| env::var(name).ok().filter(|pager| !pager.is_empty()));
    let known = if cfg!(windows) { ["more.com", "more"] } else { ["less", "more"] };
    told.iter().map(String::as_str).chain(known).any(|pager| fed(pager, text))
}

/// Gives a text to a pager, which may be left before its end.
fn fed(pager: &str, text: &str) -> bool {
    let mut words = pager.split_whitespace();
    let Some(program) = words.next() else { return false };
    let mut pager = Command::new(program);
    // A text of one screen is left on it.
    if env::var_os("LESS").is_none() {
        pager.env("LESS", "FRX");
    }
    let started = pager.args(words).stdin(Stdio::piped()).spawn();
    let Ok(mut child) = started else { return false };
    if let Some(mut input) = child.stdin.take() {
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().is_ok()
}

/// Words, never single keys: what is typed is seen before it counts. The terminal edits the line, so that Ctrl-D ends it, and
/// a terminal that can do nothing else is enough.
fn ask(question: &str, default: Option<&str>) -> io::Result<String> {
    let mut err = io::stderr();
    write!(err, "{question} ")?;
    err.flush()?;
    let mut line = String::new();
    if io::stdin().read_line(&mut line)? == 0 {
        writeln!(err)?;
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let line = line.trim_end_matches(['\r', '\n']);
    Ok(if line.is_empty() { default.unwrap_or_default().to_owned() } else { line.to_owned() })
}

/// For what nobody should read over a shoulder. Nothing typed, or Ctrl-D, gives up: no password is empty.
fn ask_secretly(question: &str) -> io::Result<String> {
    let prompt = dialoguer::Password::with_theme(&FrenchTheme).with_prompt(question).allow_empty_password(true);
    let typed = prompt.report(false).interact().map_err(|dialoguer::Error::IO(error)| error)?;
    if typed.is_empty() { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(typed) }
}

/// Fewest columns that a sentence is folded to.
const NARROWEST: u16 = 20;

/// Columns of the terminal, or 80.
fn width() -> u16 {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    // A line that fills the last column is followed by an empty one in the older consoles of Windows.
    let shown = || real_width().map(|width| width.saturating_sub(cfg!(windows).into()));
    told.or_else(shown).filter(|width| *width > 0).map_or(80, |width| width.clamp(NARROWEST, 400))
}

fn real_width() -> Option<u16> {
    let term = dialoguer::console::Term::stdout();
    term.is_term().then(|| term.size().1)
}

/// Colours only on a terminal that has them, and not against the user's wish.
fn colorful() -> Painted {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let refused = is_set("NO_COLOR") || is_set("CPRO_NO_COLOR");
    let dumb = env::var("TERM").is_ok_and(|term| term == "dumb");
    let wanted = !refused && !dumb;
    Painted { out: wanted && io::stdout().is_terminal(), err: wanted && io::stderr().is_terminal() }
}

/// Prompts as a French sentence has them.
struct FrenchTheme;

impl dialoguer::theme::Theme for FrenchTheme {
    fn format_password_prompt(&self, f: &mut dyn std::fmt::Write, prompt: &str) -> std::fmt::Result {
        write!(f, "{prompt} ")
    }
}
