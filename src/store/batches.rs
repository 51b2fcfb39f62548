//! Batches: one for each run that changed people or accounts, and the rows as they were before.

use rusqlite::params;

use super::{Result, Store, Tx};
use crate::domain::account::AccountId;
use crate::domain::person::PersonId;

/// Number of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BatchId(pub i64);

/// What a batch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Init,
    Import,
    CreateAccounts,
    ResetAccounts,
    GenerateSlips,
}

impl Action {
    /// As stored, and as the journal names it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Import => "import",
            Self::CreateAccounts => "accounts.create",
            Self::ResetAccounts => "accounts.reset",
            Self::GenerateSlips => "slips.generate",
        }
    }
}

const KEEP_PERSON: &str = "insert into changes (batch_id, record, record_id, before)
    select ?1, 'person', id, json_object('family_name', family_name, 'usage_name', usage_name, 'first_name', first_name,
        'birth_date', birth_date, 'ine', ine, 'number', number, 'mef', mef, 'division', division, 'groups', groups,
        'has_left', has_left, 'diploma', diploma, 'enrolment', enrolment, 'email', email, 'departed_on', departed_on,
        'changed_batch', changed_batch, 'changed_line', changed_line)
    from persons where id = ?2";

const KEEP_ACCOUNT: &str = "insert into changes (batch_id, record, record_id, before)
    select ?1, 'account', id, json_object('password_state', password_state, 'hash', hash, 'must_change', must_change,
        'status', status, 'issued_at', issued_at, 'expires_on', expires_on, 'expires_at', expires_at, 'failures', failures,
        'locked_until', locked_until, 'version', version)
    from accounts where id = ?2 and version = coalesce(?3, version)";

impl Store {
    /// When and from which files a batch was made.
    pub fn batch_source(&self, batch: BatchId) -> Result<(String, String)> {
        let sql = "select at, source from batches where id = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([batch.0], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

impl Tx<'_> {
    /// Opens a batch.
    pub fn begin_batch(&self, action: Action, source: &str) -> Result<BatchId> {
        let sql = "insert into batches (at, actor, action, source) values (?1, ?2, ?3, ?4)";
        self.conn.execute(sql, params![self.stamp.at, self.stamp.actor, action.as_str(), source])?;
        Ok(BatchId(self.conn.last_insert_rowid()))
    }

    /// Writes the totals of a batch (`summary`, a JSON object without personal data), and its line of the journal.
    pub fn end_batch(&self, batch: BatchId, action: Action, summary: &str) -> Result<()> {
        self.conn.execute("update batches set summary = ?2 where id = ?1", params![batch.0, summary])?;
        self.log(&super::Entry::new(action.as_str(), super::Record::Batch, batch.0, "fait"))
    }

    /// Keeps a person as it is now, before the batch changes it.
    pub fn keep_person(&self, batch: BatchId, person: PersonId) -> Result<()> {
        self.conn.prepare_cached(KEEP_PERSON)?.execute(params![batch.0, person.0])?;
        Ok(())
    }

    /// Keeps an account as it is now, before the batch changes it; only if it is at `version`, where one is given.
    pub fn keep_account(&self, batch: BatchId, account: AccountId, version: Option<i64>) -> Result<()> {
        self.conn.prepare_cached(KEEP_ACCOUNT)?.execute(params![batch.0, account.0, version])?;
        Ok(())
    }
}
