//! What left for other systems: runs, and what each system has of each account.

use std::collections::{HashMap, HashSet};

use rusqlite::{Row, params};
use sha2::{Digest, Sha256};

use super::{Entry, Record, Result, Store, Tx};
use crate::domain::account::AccountId;
use crate::domain::hexadecimal::hexadecimal;
use crate::domain::instant::Instant;

/// One run that let accounts leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRun {
    pub at: Instant,
    pub target: String,
    pub accounts: usize,
    /// How many of them with a password or its hash.
    pub passwords: usize,
}

/// What another system has of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Of the account's password.
    pub version: i64,
    /// [`fingerprint`] of what left, where it is known to have arrived.
    pub told: Option<String>,
    pub is_open: bool,
}

/// What stands for everything that was told of an account.
pub fn fingerprint(told: &str) -> String {
    hexadecimal(&Sha256::digest(told.as_bytes()))
}

fn row_to_run(row: &Row<'_>) -> rusqlite::Result<ExportRun> {
    Ok(ExportRun {
        at: row.get(0)?,
        target: row.get(1)?,
        accounts: row.get::<_, i64>(2)? as usize,
        passwords: row.get::<_, i64>(3)? as usize,
    })
}

impl Store {
    /// What a system has of each account that it was given.
    pub fn sent(&self, target: &str) -> Result<HashMap<AccountId, Sent>> {
        let sql = "select account_id, version, told, open from exported where target = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let sent = statement.query_map([target], |row| {
            let sent = Sent { version: row.get(1)?, told: row.get(2)?, is_open: row.get(3)? };
            Ok((AccountId(row.get(0)?), sent))
        })?;
        Ok(sent.collect::<std::result::Result<_, _>>()?)
    }

    /// Every run, oldest first.
    pub fn exports(&self) -> Result<Vec<ExportRun>> {
        let mut statement = self.conn.prepare("select at, target, accounts, passwords from exports order by id")?;
        let runs = statement.query_map([], row_to_run)?;
        Ok(runs.collect::<std::result::Result<_, _>>()?)
    }

    /// The last run of each target, in the order of their names.
    pub fn last_exports(&self) -> Result<Vec<ExportRun>> {
        let sql = "select at, target, accounts, passwords from exports
            where id in (select max(id) from exports group by target) order by target";
        let mut statement = self.conn.prepare_cached(sql)?;
        let runs = statement.query_map([], row_to_run)?;
        Ok(runs.collect::<std::result::Result<_, _>>()?)
    }

    /// The hash of every account that has a password.
    pub fn hashes(&self) -> Result<HashMap<AccountId, String>> {
        let mut statement = self.conn.prepare_cached("select id, hash from accounts where hash <> '!'")?;
        let hashes = statement.query_map([], |row| Ok((AccountId(row.get(0)?), row.get(1)?)))?;
        Ok(hashes.collect::<std::result::Result<_, _>>()?)
    }

    /// Accounts of which something changed, or of whose owner, from a moment (`aaaa-mm-jj…`) on: by a batch, or by a
    /// command on the account.
    pub fn touched_since(&self, moment: &str) -> Result<HashSet<AccountId>> {
        let sql = "with first (batch) as (select coalesce(min(id), 9e18) from batches where at >= ?1)
            select a.id from first, accounts a left join persons p on p.id = a.person_id
                where a.created_batch >= batch or p.created_batch >= batch or p.changed_batch >= batch
            union select record_id from first, changes where record = 'accounts' and batch_id >= batch
            union select record_id from journal where record = 'account' and at >= ?1
                and action in ('accounts.lock', 'accounts.unlock', 'accounts.reset', 'accounts.passwd', 'accounts.email')";
        let mut statement = self.conn.prepare_cached(sql)?;
        let accounts = statement.query_map([moment], |row| Ok(AccountId(row.get(0)?)))?;
        Ok(accounts.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Notes that accounts leave: a run, and a line of the journal.
    pub fn add_export(&self, target: &str, accounts: usize, passwords: usize) -> Result<i64> {
        let sql = "insert into exports (at, actor, target, accounts, passwords) values (?1, ?2, ?3, ?4, ?5)";
        let values = params![self.stamp.at, self.stamp.actor, target, accounts as i64, passwords as i64];
        self.conn.prepare_cached(sql)?.execute(values)?;
        let run = self.conn.last_insert_rowid();
        let result = format!("{accounts} comptes, {passwords} mots de passe");
        self.log(&Entry::new(&format!("export.{target}"), Record::None, run, &result))?;
        Ok(run)
    }

    /// Notes what a system now has of an account.
    pub fn mark_sent(&self, target: &str, account: AccountId, sent: &Sent) -> Result<()> {
        // Somebody may have been erased since the list was made.
        let sql = "insert into exported (target, account_id, version, told, open) select ?1, ?2, ?3, ?4, ?5
            where exists (select 1 from accounts where id = ?2)
            on conflict (target, account_id) do update
            set version = excluded.version, told = excluded.told, open = excluded.open";
        let values = params![target, account.0, sent.version, sent.told, sent.is_open];
        self.conn.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// Somebody chose a password here. Systems that had the one before keep theirs, which may be chosen too; those that did
    /// not yet have it still wait for it.
    pub fn keep_sent(&self, account: AccountId, version: i64) -> Result<()> {
        let sql = "update exported set version = version + 1 where account_id = ?1 and version = ?2";
        self.conn.prepare_cached(sql)?.execute(params![account.0, version])?;
        Ok(())
    }

    /// A system is about to be given everybody anew.
    pub fn forget_all_sent(&self, target: &str) -> Result<()> {
        self.conn.prepare_cached("delete from exported where target = ?1")?.execute([target])?;
        Ok(())
    }

    /// After a batch was taken back: passwords of before are to be sent again, and accounts that are gone are forgotten.
    pub fn lower_sent(&self) -> Result<()> {
        let sql = "delete from exported where account_id not in (select id from accounts);
            update exported set told = null, version = (select a.version from accounts a where a.id = account_id) - 1
                where version > (select a.version from accounts a where a.id = account_id)";
        Ok(self.conn.execute_batch(sql)?)
    }
}
