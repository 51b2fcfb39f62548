//! Who did what, when, on which record; and whether anybody changed the journal itself.

use jiff::civil::Date;
use serde::Serialize;

use super::selection::account;
use super::{Result, base};
use crate::domain::instant::Instant;
use crate::store::{Chain, Filter, Record};
use crate::world::World;

/// Which lines to read; each field narrows.
#[derive(Debug, Default)]
pub struct Lines {
    pub since: Option<Date>,
    /// Login of the account that they are about.
    pub account: Option<String>,
    /// The action, or its noun.
    pub action: Option<String>,
}

/// A line of the journal.
#[derive(Debug, Serialize)]
pub struct Line {
    pub id: i64,
    pub at: Instant,
    pub actor: String,
    pub action: String,
    pub record: &'static str,
    pub record_id: Option<i64>,
    pub result: String,
    #[serde(skip)]
    pub about: Record,
}

impl Lines {
    /// The lines, in the order in which they were written.
    pub fn read(self, world: &World) -> Result<Vec<Line>> {
        let store = base::open(world)?;
        let account = self.account.map(|login| account(&store, &login)).transpose()?;
        let filter = Filter {
            since: self.since.map(|day| day.to_string()),
            account: account.map(|account| account.id.0),
            action: self.action,
        };
        let entries = store.journal(&filter)?.into_iter();
        let lines = entries.map(|entry| Line {
            id: entry.id,
            at: entry.at,
            actor: entry.actor,
            action: entry.action,
            record: entry.record.as_str(),
            record_id: (entry.record != Record::None).then_some(entry.record_id),
            result: entry.result,
            about: entry.record,
        });
        Ok(lines.collect())
    }
}

/// What a look at the whole chain found.
#[derive(Debug, Serialize)]
pub struct Verified {
    pub intact: bool,
    pub lines: Option<usize>,
    /// The first line that is not as it was written, or after which one is missing.
    pub broken_at: Option<i64>,
    /// SHA-256 of the last line.
    pub seal: Option<String>,
}

/// Follows the chain from the oldest line kept to the last.
pub fn verify(world: &World) -> Result<Verified> {
    let store = base::open(world)?;
    let verdict = store.verify_journal()?;
    let seal = store.last_seal().ok().map(|(_, hash)| hash);
    Ok(match verdict {
        Chain::Whole(lines) => Verified { intact: true, lines: Some(lines), broken_at: None, seal },
        Chain::Broken(at) => Verified { intact: false, lines: None, broken_at: Some(at), seal },
    })
}
