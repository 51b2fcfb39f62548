//! The journal: who did what, when, on which record number. Never a name, a login or a password.

use rusqlite::params;

use super::{Result, Store, Tx};

/// What a line of the journal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    Account,
    Setting,
    Batch,
}

impl Record {
    fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Setting => "setting",
            Self::Batch => "batch",
        }
    }
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Instant, empty until written.
    pub at: String,
    pub actor: String,
    pub action: String,
    pub record: Record,
    pub record_id: i64,
    pub result: String,
}

impl Entry {
    /// A line to write: the transaction knows when and who.
    pub fn new(action: &str, record: Record, record_id: i64, result: &str) -> Self {
        Self {
            at: String::new(),
            actor: String::new(),
            action: action.to_owned(),
            record,
            record_id,
            result: result.to_owned(),
        }
    }
}

impl Store {
    /// The last `most` lines about one record, latest first.
    pub fn journal_of(&self, record: Record, record_id: i64, most: u32) -> Result<Vec<Entry>> {
        let sql = "select at, actor, action, result from journal where record = ?1 and record_id = ?2
            order by id desc limit ?3";
        let mut statement = self.conn.prepare_cached(sql)?;
        let entries = statement.query_map(params![record.as_str(), record_id, most], |row| {
            Ok(Entry {
                at: row.get(0)?,
                actor: row.get(1)?,
                action: row.get(2)?,
                record,
                record_id,
                result: row.get(3)?,
            })
        })?;
        Ok(entries.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Writes a line.
    pub fn log(&self, entry: &Entry) -> Result<()> {
        let sql = "insert into journal (at, actor, action, record, record_id, result) values (?1, ?2, ?3, ?4, ?5, ?6)";
        self.conn.prepare_cached(sql)?.execute(params![
            self.stamp.at,
            self.stamp.actor,
            entry.action,
            entry.record.as_str(),
            entry.record_id,
            entry.result
        ])?;
        Ok(())
    }
}
