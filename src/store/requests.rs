//! Resets that were asked for: one a person, until it is made, cancelled or pointless.

use std::collections::HashMap;

use rusqlite::params;

use super::{Result, Store, Tx};
use crate::domain::account::AccountId;
use crate::domain::instant::Instant;

/// A reset to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub account: AccountId,
    /// Instant, and system user who asked.
    pub at: Instant,
    pub actor: String,
    pub reason: String,
    /// Version of the account when it was asked.
    pub version: i64,
}

impl Store {
    /// Every request, oldest first.
    pub fn requests(&self) -> Result<Vec<Request>> {
        let sql = "select account_id, at, actor, reason, version from requests order by at, account_id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let requests = statement.query_map([], |row| {
            Ok(Request {
                account: AccountId(row.get(0)?),
                at: row.get(1)?,
                actor: row.get(2)?,
                reason: row.get(3)?,
                version: row.get(4)?,
            })
        })?;
        Ok(requests.collect::<std::result::Result<_, _>>()?)
    }

    /// The same, by account.
    pub fn requests_by_account(&self) -> Result<HashMap<AccountId, Request>> {
        Ok(self.requests()?.into_iter().map(|request| (request.account, request)).collect())
    }
}

impl Tx<'_> {
    /// Puts a request in the queue, for the password that the account has now; tells whether there was none for it.
    pub fn add_request(&self, account: AccountId, reason: &str) -> Result<bool> {
        let sql = "insert into requests (account_id, at, actor, reason, version)
            select id, ?2, ?3, ?4, version from accounts where id = ?1 and status <> 'inactive'
            on conflict (account_id) do update
                set at = excluded.at, actor = excluded.actor, reason = excluded.reason, version = excluded.version
                where excluded.version > requests.version";
        let added =
            self.conn.prepare_cached(sql)?.execute(params![account.0, self.stamp.at, self.stamp.actor, reason])?;
        Ok(added == 1)
    }

    /// Takes a request out of the queue; tells whether there was one.
    pub fn remove_request(&self, account: AccountId) -> Result<bool> {
        Ok(self.conn.prepare_cached("delete from requests where account_id = ?1")?.execute([account.0])? == 1)
    }
}
