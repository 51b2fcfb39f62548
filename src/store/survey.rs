//! One base among many, looked at without a change: a few sums, in one read.

use std::path::Path;

use jiff::Zoned;
use rusqlite::Row;

use super::{Error, Result, Store, backup, schema};
use crate::domain::instant::Instant;

/// What there is to see of a school from afar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    pub uai: String,
    pub name: String,
    /// People who are present.
    pub people: usize,
    /// Accounts that are not closed.
    pub accounts: usize,
    pub initial: usize,
    pub pending: usize,
    pub expired: usize,
    pub locked: usize,
    pub conflicts: usize,
    pub requests: usize,
    pub last_import: Option<Instant>,
    pub last_night: Option<Instant>,
    pub last_sync: Option<Instant>,
}

/// Day and second of now are `?1` and `?2`.
const SUMS: &str = "with passwords as (
        select password_state as state, status,
            password_state in ('initial', 'temporary')
                and (hash = '!' or expires_on < ?1 or coalesce(unixepoch(expires_at) <= ?2, 0)) as past
        from accounts where status <> 'inactive')
    select coalesce((select value from settings where key = 'establishment.uai'), ''),
        coalesce((select value from settings where key = 'establishment.name'), ''),
        (select count(*) from persons where departed_on is null and not has_left),
        (select count(*) from passwords),
        (select count(*) from passwords where state = 'initial' and not past),
        (select count(*) from passwords where state = 'pending'),
        (select count(*) from passwords where past),
        (select count(*) from passwords where status = 'locked'),
        (select count(*) from conflicts where decision = ''),
        (select count(*) from requests),
        (select max(at) from batches where action = 'import'),
        (select max(at) from runs where name = 'nightly'),
        (select max(at) from runs where name in ('ldap', 'scim'))";

fn row_to_survey(row: &Row<'_>) -> rusqlite::Result<Survey> {
    let count = |column| row.get::<_, i64>(column).map(|n| n as usize);
    Ok(Survey {
        uai: row.get(0)?,
        name: row.get(1)?,
        people: count(2)?,
        accounts: count(3)?,
        initial: count(4)?,
        pending: count(5)?,
        expired: count(6)?,
        locked: count(7)?,
        conflicts: count(8)?,
        requests: count(9)?,
        last_import: row.get(10)?,
        last_night: row.get(11)?,
        last_sync: row.get(12)?,
    })
}

impl Store {
    /// Opens a base to look at it: nothing is written, no older one is brought up to date.
    pub fn glance(path: &Path) -> Result<Self> {
        if !super::looks_like_ours(path) {
            return Err(Error::NotOurs(path.to_owned()));
        }
        let store = Self { conn: backup::read_only(path)?, file: None };
        let version: i64 = store.conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
        super::refuse_exposed(path)?;
        match version.cmp(&schema::LATEST) {
            std::cmp::Ordering::Less => Err(Error::Older(path.to_owned())),
            std::cmp::Ordering::Equal => Ok(store),
            std::cmp::Ordering::Greater => Err(Error::Newer(path.to_owned())),
        }
    }

    /// What there is to see from afar.
    pub fn survey(&self, now: &Zoned) -> Result<Survey> {
        let values = (now.date().to_string(), now.timestamp().as_second());
        Ok(self.conn.query_row(SUMS, values, row_to_survey)?)
    }
}
