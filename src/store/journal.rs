//! The journal: who did what, when, on which record number. Never a name, a login or a password.
//!
//! Each line carries the SHA-256 of the line before it, and the seal that of the last one: a line changed, removed or
//! slipped in by another hand is found by [`Store::verify_journal`]. Whoever can write the base could make the whole
//! chain anew: the seal, noted elsewhere (it is in each backup), tells.

use std::path::PathBuf;

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::{Error, Result, Store, Tx};
use crate::domain::clock::{self, Doubt};
use crate::domain::hexadecimal::hexadecimal;
use crate::domain::instant::Instant;

/// What a line of the journal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Record {
    /// Nothing that has a number.
    None,
    Person,
    Account,
    Document,
    Setting,
    Batch,
}

impl Record {
    const ALL: [Self; 6] = [Self::None, Self::Person, Self::Account, Self::Document, Self::Setting, Self::Batch];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Person => "person",
            Self::Account => "account",
            Self::Document => "document",
            Self::Setting => "setting",
            Self::Batch => "batch",
        }
    }
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Number and instant, zero and empty until written.
    pub id: i64,
    pub at: Instant,
    pub actor: String,
    pub action: String,
    pub record: Record,
    pub record_id: i64,
    pub result: String,
}

/// Which lines to read.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// First day, `aaaa-mm-jj`.
    pub since: Option<String>,
    pub account: Option<i64>,
    /// The action, or its noun: `accounts` is every `accounts.…`.
    pub action: Option<String>,
}

/// What a look at the whole chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chain {
    /// Number of lines.
    Whole(usize),
    /// The first line that is not as it was written, or after which one is missing.
    Broken(i64),
}

const COLUMNS: &str = "id, at, actor, action, record, coalesce(record_id, 0), result";

impl Entry {
    /// A line to write: the transaction knows when and who.
    pub fn new(action: &str, record: Record, record_id: i64, result: &str) -> Self {
        Self {
            id: 0,
            at: Instant::default(),
            actor: String::new(),
            action: action.to_owned(),
            record,
            record_id,
            result: result.to_owned(),
        }
    }
}

fn row_to_entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let record: String = row.get(4)?;
    Ok(Entry {
        id: row.get(0)?,
        at: row.get(1)?,
        actor: row.get(2)?,
        action: row.get(3)?,
        record: Record::ALL.into_iter().find(|known| known.as_str() == record).unwrap_or(Record::None),
        record_id: row.get(5)?,
        result: row.get(6)?,
    })
}

/// The seal of a line: each field after its length, so that no two lines are written alike.
fn digest(entry: &Entry, chain: &str) -> String {
    let numbers = [entry.id, entry.record_id].map(|number| number.to_string());
    let fields = [
        numbers[0].as_str(),
        &entry.at,
        &entry.actor,
        &entry.action,
        entry.record.as_str(),
        &numbers[1],
        &entry.result,
        chain,
    ];
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hexadecimal(&hasher.finalize())
}

/// Chains the lines of a base that had none, for its migration.
pub fn chain_all(conn: &Connection) -> rusqlite::Result<()> {
    let mut select = conn.prepare(&format!("select {COLUMNS} from journal order by id"))?;
    let entries: Vec<Entry> = select.query_map([], row_to_entry)?.collect::<rusqlite::Result<_>>()?;
    let mut update = conn.prepare("update journal set chain = ?2 where id = ?1")?;
    let mut chain = String::new();
    for entry in &entries {
        update.execute(params![entry.id, chain])?;
        chain = digest(entry, &chain);
    }
    let first = entries.first().map_or(1, |entry| entry.id);
    let last = entries.last().map_or(0, |entry| entry.id);
    conn.execute(
        "insert into journal_seal (one, first, last, hash) values (1, ?1, ?2, ?3)",
        params![first, last, chain],
    )?;
    Ok(())
}

impl Store {
    /// The last `most` lines about one record, latest first.
    pub fn journal_of(&self, record: Record, record_id: i64, most: u32) -> Result<Vec<Entry>> {
        let sql =
            format!("select {COLUMNS} from journal where record = ?1 and record_id = ?2 order by id desc limit ?3");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let entries = statement.query_map(params![record.as_str(), record_id, most], row_to_entry)?;
        Ok(entries.collect::<std::result::Result<_, _>>()?)
    }

    /// Lines in the order in which they were written.
    pub fn journal(&self, filter: &Filter) -> Result<Vec<Entry>> {
        let sql = format!(
            "select {COLUMNS} from journal where at >= coalesce(?1, '')
                and (?2 is null or (record = 'account' and record_id = ?2))
                and (?3 is null or action = ?3 or substr(action, 1, length(?3) + 1) = ?3 || '.') order by id"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let entries = statement.query_map(params![filter.since, filter.account, filter.action], row_to_entry)?;
        Ok(entries.collect::<std::result::Result<_, _>>()?)
    }

    /// Number of the last line ever written, and its SHA-256: nothing is written in the base without them.
    pub fn last_seal(&self) -> Result<(i64, String)> {
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let seal = self.conn.prepare_cached("select last, hash from journal_seal")?.query_row([], row).optional()?;
        seal.ok_or_else(|| Error::Damaged(PathBuf::new()))
    }

    /// Why a moment cannot come after the last line of the journal, where it cannot.
    pub fn doubt(&self, now: &Instant) -> Result<Option<Doubt>> {
        let sql = "select at from journal order by id desc limit 1";
        let last: Option<Instant> = self.conn.prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?;
        Ok(last.and_then(|last| clock::doubt(&last, now)))
    }

    /// Follows the chain from the oldest line kept to the seal.
    pub fn verify_journal(&self) -> Result<Chain> {
        let _snapshot = self.snapshot()?;
        let sql = "select first, last, hash from journal_seal";
        let seal = self.conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        let Some((first, last, hash)): Option<(i64, i64, String)> = seal else { return Ok(Chain::Broken(1)) };
        let mut statement = self.conn.prepare_cached(&format!("select {COLUMNS}, chain from journal order by id"))?;
        let mut rows = statement.query([])?;
        let (mut next, mut expected) = (first, None);
        while let Some(row) = rows.next()? {
            let (entry, chain) = (row_to_entry(row)?, row.get::<_, String>(7)?);
            if entry.id != next {
                return Ok(Chain::Broken(next.min(entry.id)));
            }
            if expected.as_ref().is_some_and(|expected| *expected != chain) {
                return Ok(Chain::Broken(next - 1));
            }
            expected = Some(digest(&entry, &chain));
            next += 1;
        }
        let sealed = expected.is_none_or(|expected| expected == hash);
        let lines = usize::try_from(next - first).unwrap_or_default();
        Ok(if sealed && next == last + 1 { Chain::Whole(lines) } else { Chain::Broken((next - 1).max(first)) })
    }

    /// How many lines were written before `day`.
    pub fn old_entries(&self, day: &str) -> Result<usize> {
        Ok(self.conn.query_row("select count(*) from journal where at < ?1", [day], |row| row.get::<_, i64>(0))?
            as usize)
    }
}

impl Tx<'_> {
    /// Writes a line, and closes the seal over it.
    pub fn log(&self, entry: &Entry) -> Result<()> {
        let (last, chain) = self.last_seal()?;
        let written =
            Entry { id: last + 1, at: self.stamp.at.clone(), actor: self.stamp.actor.clone(), ..entry.clone() };
        let sql = "insert into journal (id, at, actor, action, record, record_id, result, chain)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.conn.prepare_cached(sql)?.execute(params![
            written.id,
            written.at,
            written.actor,
            written.action,
            written.record.as_str(),
            written.record_id,
            written.result,
            chain
        ])?;
        let sql = "update journal_seal set last = ?1, hash = ?2";
        self.conn.prepare_cached(sql)?.execute(params![written.id, digest(&written, &chain)])?;
        Ok(())
    }

    /// Erases the lines written before `day`, up to the first that is younger: the chain keeps its end.
    pub fn purge_journal(&self, day: &str) -> Result<usize> {
        let sql = "select coalesce((select min(id) from journal where at >= ?1), (select last + 1 from journal_seal))";
        let keep: i64 = self.conn.query_row(sql, [day], |row| row.get(0))?;
        let purged = self.conn.execute("delete from journal where id < ?1", [keep])?;
        self.conn.execute("update journal_seal set first = ?1", [keep])?;
        Ok(purged)
    }
}
