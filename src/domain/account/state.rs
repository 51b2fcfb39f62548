//! The state of a password, what it is worth at an instant, and whether an account may be used.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

/// What the password of an account is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PasswordState {
    /// The birth date, to be changed at the first sign-in.
    Initial,
    /// None yet: it is drawn when the slip is made.
    Pending,
    /// Drawn at random, to be changed at the first sign-in.
    Temporary,
    /// Chosen by the person.
    Personal,
    /// Initial or temporary, and past its date: it opens nothing any more. Never stored, always deduced.
    Expired,
}

impl PasswordState {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Initial, Self::Pending, Self::Temporary, Self::Personal, Self::Expired];

    /// The word of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Pending => "pending",
            Self::Temporary => "temporary",
            Self::Personal => "personal",
            Self::Expired => "expired",
        }
    }

    /// The word that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Pending => "à remettre",
            Self::Temporary => "provisoire",
            Self::Personal => "personnel",
            Self::Expired => "expiré",
        }
    }
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    Active,
    Inactive,
    Locked,
}

impl Status {
    pub const ALL: [Self; 3] = [Self::Active, Self::Inactive, Self::Locked];

    /// The word of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Locked => "locked",
        }
    }

    /// The word that people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "actif",
            Self::Inactive => "désactivé",
            Self::Locked => "verrouillé",
        }
    }
}

impl fmt::Display for PasswordState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for PasswordState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(())
    }
}

/// What a password of a state is worth: one that was issued is expired once its last day or its last moment is past, or the
/// night has erased it.
pub fn worth(
    stored: PasswordState,
    last_day: Option<Date>,
    last_moment: Option<Timestamp>,
    erased: bool,
    now: &Zoned,
) -> PasswordState {
    let fragile = matches!(stored, PasswordState::Initial | PasswordState::Temporary);
    let past =
        last_day.is_some_and(|last| last < now.date()) || last_moment.is_some_and(|last| last <= now.timestamp());
    if fragile && (past || erased) { PasswordState::Expired } else { stored }
}
