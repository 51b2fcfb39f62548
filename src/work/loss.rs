//! What a batch would destroy that no paper and no import brings back: counted before it is confirmed.

use std::collections::HashSet;

use jiff::Zoned;
use serde::Serialize;

use super::Result;
use crate::domain::account::{Account, AccountId, PasswordState};
use crate::domain::lockout;
use crate::store::Store;

/// How much of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// Passwords that people chose.
    pub personal_passwords: usize,
    /// Accounts that somebody, or wrong passwords, had locked.
    pub locks: usize,
    /// Slips that were printed, and whose password will be another one.
    pub slips: usize,
}

/// What is printed now.
pub struct Papers(HashSet<AccountId>);

impl Papers {
    /// As the base knows them.
    pub fn new(store: &Store) -> Result<Self> {
        Ok(Self(store.printed_accounts()?))
    }
}

impl Loss {
    /// Adds what the end of an account's password would cost; `after` is what it becomes.
    pub fn add(&mut self, account: &Account, after: PasswordState, papers: &Papers, now: &Zoned) {
        // The birth date stays what it is.
        let same = account.state(now) == PasswordState::Initial && after == PasswordState::Initial;
        self.add_end(account, same, papers, now);
    }

    /// The same; `same` where the new password is the old one.
    pub fn add_end(&mut self, account: &Account, same: bool, papers: &Papers, now: &Zoned) {
        let before = account.state(now);
        let usable = matches!(before, PasswordState::Initial | PasswordState::Temporary);
        self.personal_passwords += usize::from(before == PasswordState::Personal);
        self.locks += usize::from(lockout::standing(account, now.timestamp()).is_some());
        self.slips += usize::from(usable && !same && papers.0.contains(&account.id));
    }

    /// True where nothing is lost.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
