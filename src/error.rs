//! What went wrong, as the person who typed the command is told: sentence, remedies, exit code.
//!
//! Rooms and use cases return errors that are data; `cli` turns them into this, once.

use crate::advice::Sentence;

/// Every exit code of the program.
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// Refused by a rule.
    pub const REFUSED: u8 = 1;
    /// The command line is wrong.
    pub const USAGE: u8 = 2;
    /// Done, with rejected rows.
    pub const REJECTS: u8 = 3;
    /// Unusable data.
    pub const DATA: u8 = 65;
    /// A file does not exist.
    pub const NOT_FOUND: u8 = 66;
    /// A fault of the program.
    pub const INTERNAL: u8 = 70;
    /// The output cannot be written.
    pub const CANNOT_WRITE: u8 = 73;
    /// Input or output failed, or the disk is full.
    pub const IO: u8 = 74;
    /// The base is locked: try later.
    pub const LOCKED: u8 = 75;
    /// Not permitted.
    pub const NOT_PERMITTED: u8 = 77;
    /// Settings are missing.
    pub const SETTINGS: u8 = 78;
    /// Interrupted by Ctrl-C.
    pub const INTERRUPTED: u8 = 130;
}

/// An error ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub code: u8,
    pub message: Sentence,
    /// What to do.
    pub hints: Vec<Sentence>,
    /// True where nothing went wrong: somebody said no.
    pub is_choice: bool,
}

/// What a command returns: its exit code.
pub type Result<T = u8> = std::result::Result<T, Error>;

impl Error {
    /// An error with its exit code.
    pub fn new(code: u8, message: impl Into<Sentence>) -> Self {
        Self { code, message: message.into().capitalised(), hints: Vec::new(), is_choice: false }
    }

    /// Refused by a rule.
    pub fn refused(message: impl Into<Sentence>) -> Self {
        Self::new(exit::REFUSED, message)
    }

    /// Somebody said no, or went away, before anything was written.
    pub fn cancelled() -> Self {
        Self { is_choice: true, ..Self::refused("annulé : rien n’a été modifié.") }
    }

    /// True where a remedy names this option.
    pub fn advises(&self, option: &str) -> bool {
        self.hints.iter().any(|hint| hint.to_string().contains(option))
    }

    /// With one more remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Sentence>) -> Self {
        self.hints.push(hint.into());
        self
    }
}
