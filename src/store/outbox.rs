//! Mails that could not leave: whose temporary password is to be sent again. The password itself is nowhere.

use rusqlite::params;

use super::{Result, Store, Tx};
use crate::domain::account::{Account, AccountId};

/// A mail to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub account: AccountId,
    /// Instant of the request.
    pub at: String,
    /// Version of the account then: a password given since makes the mail pointless.
    pub version: i64,
    pub tries: u32,
    pub last_error: String,
}

impl Store {
    /// Every mail to send, oldest first.
    pub fn outbox(&self) -> Result<Vec<Letter>> {
        let sql = "select account_id, at, version, tries, last_error from outbox order by id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let letters = statement.query_map([], |row| {
            Ok(Letter {
                account: AccountId(row.get(0)?),
                at: row.get(1)?,
                version: row.get(2)?,
                tries: row.get(3)?,
                last_error: row.get(4)?,
            })
        })?;
        Ok(letters.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Puts a mail in the outbox before it is tried; a second request restarts the first.
    pub fn post(&self, account: &Account) -> Result<()> {
        let sql = "insert into outbox (account_id, at, version) values (?1, ?2, ?3)
            on conflict (account_id) do update set at = ?2, version = ?3, tries = 0, last_error = ''";
        self.conn.prepare_cached(sql)?.execute(params![account.id.0, self.stamp.at, account.version])?;
        Ok(())
    }

    /// A try that failed, and why.
    pub fn postpone(&self, account: AccountId, why: &str) -> Result<()> {
        let sql = "update outbox set tries = tries + 1, last_error = ?2 where account_id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, why])?;
        Ok(())
    }

    /// Takes a mail out of the outbox: sent, pointless or refused for good.
    pub fn unpost(&self, account: AccountId) -> Result<()> {
        self.conn.prepare_cached("delete from outbox where account_id = ?1")?.execute([account.0])?;
        Ok(())
    }
}
