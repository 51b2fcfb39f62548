//! The terminal of the machine: its width, its user, its questions.

use std::env;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::output::ui::Prompter;

/// Questions through dialoguer, on standard error.
pub struct Terminal {
    /// True while an answer is awaited.
    pub waiting: Arc<AtomicBool>,
}

impl Prompter for Terminal {
    fn ask(&mut self, question: &str, default: Option<&str>) -> io::Result<String> {
        self.waiting.store(true, Ordering::Relaxed);
        let answer = crate::output::ui::ask_terminal(question, default);
        self.waiting.store(false, Ordering::Relaxed);
        answer
    }
}

/// Columns of the terminal, or 80.
pub fn width() -> u16 {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(crate::output::ui::terminal_width).filter(|width| (40..=400).contains(width)).unwrap_or(80)
}

/// The user of the system, for the journal.
pub fn user() -> String {
    ["LOGNAME", "USER", "USERNAME"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|user| !user.is_empty()))
        .unwrap_or_else(|| "inconnu".to_owned())
}

/// Colours only on a terminal that has them, and not against the user's wish.
pub fn colorful() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var("TERM").is_ok_and(|term| term == "dumb");
    !refused && !dumb && io::stdout().is_terminal()
}
