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

    fn ask_secret(&mut self, question: &str) -> io::Result<String> {
        self.waiting.store(true, Ordering::Relaxed);
        let answer = crate::output::ui::ask_terminal_secretly(question);
        self.waiting.store(false, Ordering::Relaxed);
        answer
    }
}

/// Columns of the terminal, or 80.
pub fn width() -> u16 {
    let told = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(crate::output::ui::terminal_width).filter(|width| (40..=400).contains(width)).unwrap_or(80)
}

/// The user of the system, for the journal: the one who runs the program, whatever the environment pretends.
pub fn user() -> String {
    real_user().or_else(told_user).unwrap_or_else(|| "inconnu".to_owned())
}

#[cfg(unix)]
fn real_user() -> Option<String> {
    let uid = rustix::process::getuid().as_raw().to_string();
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then(|| name.to_owned())
    });
    // A user of a directory is not in the file: the environment knows the name, the number is beyond doubt.
    name.or_else(|| Some(told_user().map_or_else(|| format!("uid {uid}"), |told| format!("{told} (uid {uid})"))))
}

#[cfg(not(unix))]
fn real_user() -> Option<String> {
    None
}

fn told_user() -> Option<String> {
    ["LOGNAME", "USER", "USERNAME"].iter().find_map(|name| env::var(name).ok().filter(|user| !user.is_empty()))
}

/// Colours only on a terminal that has them, and not against the user's wish.
pub fn colorful() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var("TERM").is_ok_and(|term| term == "dumb");
    !refused && !dumb && io::stdout().is_terminal()
}
