//! Batches: one for each run that changed people or accounts.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{Result, Store, Tx, track};
use crate::domain::instant::Instant;

/// Number of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct BatchId(pub i64);

/// What a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Init,
    Import,
    DecideConflict,
    EditUsers,
    Undo,
    CreateAccounts,
    ResetAccounts,
    GenerateSlips,
    OpenInspector,
    SendTransfer,
    CancelTransfer,
    ReceiveTransfer,
    /// Departures that were announced, and whose day has come.
    Depart,
}

impl Action {
    /// As stored, and as the journal names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Import => "import",
            Self::DecideConflict => "import.conflicts",
            Self::EditUsers => "users",
            Self::Undo => "import.undo",
            Self::CreateAccounts => "accounts.create",
            Self::ResetAccounts => "accounts.reset",
            Self::GenerateSlips => "slips.generate",
            Self::OpenInspector => "inspectors.open",
            Self::SendTransfer => "transfers.send",
            Self::CancelTransfer => "transfers.cancel",
            Self::ReceiveTransfer => "transfers.receive",
            Self::Depart => "nightly.departures",
        }
    }
}

/// Totals of a batch, without personal data; what does not concern its action is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unchanged: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returned: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub departed: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaving: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeated: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ignored: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflicts: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailed: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slips: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_people: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_accounts: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_documents: Option<usize>,
    /// Number of the conflict that was decided, and what was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflict: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The other school of a transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// A batch as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub id: BatchId,
    /// Instant, and system user.
    pub at: Instant,
    pub actor: String,
    /// One of [`Action::as_str`].
    pub action: String,
    pub source: String,
    pub summary: Summary,
    /// True while what it takes to undo it is kept.
    pub kept: bool,
    pub undoes: Option<BatchId>,
    pub undone_by: Option<BatchId>,
}

impl std::fmt::Display for BatchId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

const BATCHES: &str = "select id, at, actor, action, source, summary, kept, undoes, undone_by from batches";

fn row_to_batch(row: &Row<'_>) -> rusqlite::Result<Batch> {
    let batch = |column| row.get::<_, Option<i64>>(column).map(|id| id.map(BatchId));
    Ok(Batch {
        id: BatchId(row.get(0)?),
        at: row.get(1)?,
        actor: row.get(2)?,
        action: row.get(3)?,
        source: row.get(4)?,
        // Totals that a later version wrote are left out, those that none wrote are unknown.
        summary: serde_json::from_str(row.get_ref(5)?.as_str()?).unwrap_or_default(),
        kept: row.get(6)?,
        undoes: batch(7)?,
        undone_by: batch(8)?,
    })
}

impl Store {
    /// The last `most` batches, latest first.
    pub fn batches(&self, most: u32) -> Result<Vec<Batch>> {
        let mut statement = self.conn.prepare_cached(&format!("{BATCHES} order by id desc limit ?1"))?;
        let batches = statement.query_map([most], row_to_batch)?;
        Ok(batches.collect::<std::result::Result<_, _>>()?)
    }

    /// One batch.
    pub fn batch(&self, id: BatchId) -> Result<Option<Batch>> {
        let mut statement = self.conn.prepare_cached(&format!("{BATCHES} where id = ?1"))?;
        Ok(statement.query_row([id.0], row_to_batch).optional()?)
    }

    /// The last batch of an action that is not undone.
    pub fn last_of(&self, action: Action) -> Result<Option<Batch>> {
        let sql = format!("{BATCHES} where action = ?1 and undone_by is null order by id desc limit 1");
        Ok(self.conn.prepare_cached(&sql)?.query_row([action.as_str()], row_to_batch).optional()?)
    }

    /// When something last ran that leaves no other trace.
    pub fn last_run(&self, name: &str) -> Result<Option<Instant>> {
        Ok(self.conn.query_row("select at from runs where name = ?1", [name], |row| row.get(0)).optional()?)
    }

    /// How many batches made before `day` could still be undone.
    pub fn old_batches(&self, day: &str) -> Result<usize> {
        let sql = "select count(*) from batches where at < ?1 and kept = 1 and action <> 'init'";
        Ok(self.conn.query_row(sql, [day], |row| row.get::<_, i64>(0))? as usize)
    }

    /// When and from which files a batch was made.
    pub fn batch_source(&self, batch: BatchId) -> Result<(Instant, String)> {
        let sql = "select at, source from batches where id = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([batch.0], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

impl Tx<'_> {
    /// Opens a batch: until it ends, rows are kept as they were before each change.
    pub fn begin_batch(&self, action: Action, source: &str) -> Result<BatchId> {
        let sql = "insert into batches (at, actor, action, source) values (?1, ?2, ?3, ?4)";
        self.conn.execute(sql, params![self.stamp.at, self.stamp.actor, action.as_str(), source])?;
        let batch = BatchId(self.conn.last_insert_rowid());
        track::start(&self.conn, batch, action == Action::Undo)?;
        Ok(batch)
    }

    /// Goes on with a batch that ended, unless another one came since: what is sent letter by letter is undone at once.
    pub fn resume_batch(&self, batch: BatchId) -> Result<bool> {
        let last: Option<i64> = self.conn.query_row("select max(id) from batches", [], |row| row.get(0))?;
        let is_last = last == Some(batch.0);
        if is_last {
            track::start(&self.conn, batch, false)?;
        }
        Ok(is_last)
    }

    /// Ends a batch again, with its new totals; the journal has its line.
    pub fn close_batch(&self, batch: BatchId, summary: &Summary) -> Result<()> {
        track::stop(&self.conn)?;
        self.total(batch, summary)
    }

    fn total(&self, batch: BatchId, summary: &Summary) -> Result<()> {
        let summary = serde_json::to_string(summary).unwrap_or_default();
        self.conn.execute("update batches set summary = ?2 where id = ?1", params![batch.0, summary])?;
        Ok(())
    }

    /// Notes that something ran now.
    pub fn note_run(&self, name: &str) -> Result<()> {
        let sql = "insert into runs (name, at) values (?1, ?2) on conflict (name) do update set at = ?2 where at <> ?2";
        self.conn.execute(sql, params![name, self.stamp.at])?;
        Ok(())
    }

    /// Forgets what batches made before `day` changed: they cannot be undone any more. Returns how many.
    pub fn forget_batches(&self, day: &str) -> Result<usize> {
        let old = "select id from batches where at < ?1 and kept = 1 and action <> 'init'";
        self.conn.execute(&format!("delete from changes where batch_id in ({old})"), [day])?;
        Ok(self.conn.execute("update batches set kept = 0 where at < ?1 and kept = 1 and action <> 'init'", [day])?)
    }

    /// Writes the totals of a batch, and its line of the journal.
    pub fn end_batch(&self, batch: BatchId, action: Action, summary: &Summary) -> Result<()> {
        track::stop(&self.conn)?;
        self.total(batch, summary)?;
        self.log(&super::Entry::new(action.as_str(), super::Record::Batch, batch.0, "fait"))
    }
}
