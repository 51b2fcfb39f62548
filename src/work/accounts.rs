//! Accounts: made, reset, locked, asked for, looked at.

use jiff::civil::Date;

use crate::domain::account::{Account, Status};

pub mod create;
pub mod email;
pub mod forgot;
pub mod letter;
pub mod list;
pub mod lock;
pub mod request;
pub mod reset;
pub mod send;
pub mod show;

/// Why nothing was done with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody was named, of whom something would be taken away.
    NobodyNamed(Verb),
    /// The administrator uses the address of the establishment.
    AdministratorsAddress,
    /// Its login.
    Closed(String),
    Locked(String),
    /// An inspector's access is over.
    Over,
    /// A last day that is past, or too far away.
    BadDay {
        until: Date,
        last: Date,
    },
    /// A reason longer than may be, in characters, or with control characters.
    BadReason(usize),
}

/// What is done with accounts that must be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    Reset,
    Lock,
    Unlock,
    /// Takes requests off the list.
    Unrequest,
    Transfer,
}

/// Refuses an account that cannot be signed in to, whatever its password.
fn require_open(account: &Account, today: Date) -> Result<(), Refusal> {
    let login = account.login.to_string();
    match account.status {
        Status::Inactive => Err(Refusal::Closed(login)),
        Status::Locked => Err(Refusal::Locked(login)),
        Status::Active if account.is_over(today) => Err(Refusal::Over),
        Status::Active => Ok(()),
    }
}
