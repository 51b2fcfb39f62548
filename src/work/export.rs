//! Accounts leave for other systems, as files.
//!
//! A line of the journal comes before the file; what the other system then has of each account is noted once the file has
//! its name, so that what was never written is sent again. Passwords that are drawn are complete on disk before their
//! hashes are committed.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use serde::Serialize;

use super::Result;
use crate::domain::account::{Account, AccountId};
use crate::domain::directory::Place;
use crate::domain::member::{Before, Column, Held, Member};
use crate::domain::school_year;
use crate::domain::setting::{Key, Settings};
use crate::sources::authelia::NotUsers;
use crate::sources::ldif::NotSnapshot;
use crate::store::{BatchId, Sent, Store};
use crate::targets::systems::{School, Unfit};

pub mod delta;
pub mod files;

/// From when on something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    Batch(i64),
    Day(Date),
}

/// Why nothing leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Settings without which nothing can be written.
    Missing(Vec<Key>),
    UnknownBatch(i64),
    /// A word that is no column and no list of columns.
    UnknownColumn(String),
    /// Clear passwords are for a file.
    DrawNeedsFile,
    /// The target takes no clear password.
    NoDraw(&'static str),
    /// The target says nothing of what it has.
    NoState(&'static str),
    /// Columns were named for what has its own.
    NoColumns(&'static str),
    /// The target wants everybody.
    NeedsEverybody(&'static str),
    /// Several files, where one was named.
    NeedsFolder,
    /// A file that is none of Authelia’s, by its name.
    NotUsers(String, NotUsers),
    /// A file that is no snapshot of a directory, by its name.
    NotSnapshot(String, NotSnapshot),
    /// More entries would be locked or deleted than is believed: how many, of how many, and the most in hundredths.
    TooManyLocks {
        locks: usize,
        of: usize,
        most: u32,
    },
}

/// An account that does not leave.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Left {
    pub login: String,
    pub reason: &'static str,
    /// As people read it.
    #[serde(skip)]
    pub why: String,
    #[serde(skip)]
    pub name: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    pub path: String,
    pub bytes: usize,
}

/// What the files say of the school.
pub fn school(settings: &Settings, today: Date) -> School {
    let text = |key| settings.value(key).unwrap_or_default();
    School {
        uai: text(Key::Uai),
        name: text(Key::Name),
        year: school_year::of(today),
        domain: settings.value(Key::AccountDomain),
        org_unit: text(Key::OrgUnit),
        directory: Place {
            uai: text(Key::Uai),
            suffix: text(Key::DirectorySuffix),
            branch: text(Key::DirectoryBranch),
            login: text(Key::DirectoryLogin),
        },
        columns: Column::USUAL.to_vec(),
        is_raw: false,
        present: Vec::new(),
    }
}

/// What a system had of an account.
pub fn before(account: &Account, sent: Option<&Sent>) -> Before {
    match sent {
        None => Before::Nothing,
        // Choosing a password raises what was sent: only one that was issued here leaves it behind.
        Some(sent) if sent.version < account.version => Before::Reset,
        Some(_) => Before::Same,
    }
}

/// Accounts that changed since a batch or a day.
fn touched(store: &Store, since: Since) -> Result<HashSet<AccountId>> {
    let moment = match since {
        Since::Day(day) => day.to_string(),
        Since::Batch(number) => {
            let batch = store.batch(BatchId(number))?.ok_or(Refusal::UnknownBatch(number))?;
            batch.at.to_string()
        }
    };
    Ok(store.touched_since(&moment)?)
}

impl Left {
    /// An account that does not leave, unless it is nobody’s affair: the administrator’s own, or one that was never told.
    fn held(account: &Account, why: Held) -> Option<Self> {
        (why != Held::Nobody).then(|| Self {
            login: account.login.to_string(),
            reason: why.as_str(),
            why: why.label().to_owned(),
            name: account.full_name(),
        })
    }

    fn unfit(member: &Member, why: &Unfit) -> Self {
        Self { login: member.login.to_string(), reason: why.as_str(), why: why.to_string(), name: member.name() }
    }
}

/// How many of each reason, the most frequent first.
pub fn by_reason(left: &[Left]) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for left in left {
        *counts.entry(left.why.as_str()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    counts
}
