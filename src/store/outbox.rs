//! Mails that could not leave: whose temporary password is to be sent again. The password itself is nowhere.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, params};

use super::people::{date_at, iso};
use super::{Result, Store, Tx};
use crate::domain::account::{Account, AccountId};
use crate::domain::instant::Instant;

/// A try is believed to be over after this many seconds.
const PATIENCE: i64 = 600;

/// A mail to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub account: AccountId,
    /// Instant of the request.
    pub at: Instant,
    /// Version of the account then: a password given since makes the mail pointless.
    pub version: i64,
    pub tries: u32,
    /// True for a first password, which nobody asked for; its last day, where it is not the usual one.
    pub first: bool,
    pub until: Option<Date>,
}

impl Store {
    /// Every mail to send, oldest first.
    pub fn outbox(&self) -> Result<Vec<Letter>> {
        let sql = "select account_id, at, version, tries, first, until from outbox order by id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let letters = statement.query_map([], |row| {
            Ok(Letter {
                account: AccountId(row.get(0)?),
                at: row.get(1)?,
                version: row.get(2)?,
                tries: row.get(3)?,
                first: row.get(4)?,
                until: date_at(row, 5)?,
            })
        })?;
        Ok(letters.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Puts a mail in the outbox before it is tried, and gives the ticket of this try; a second request restarts the
    /// first. `first` for a first password, with its last day where it is not the usual one.
    pub fn post(&self, account: &Account, first: Option<Option<Date>>, now: Timestamp) -> Result<i64> {
        let sql = "insert into outbox (account_id, at, version, claimed_at, first, until) values (?1, ?2, ?3, ?4, ?5, ?6)
            on conflict (account_id) do update set at = ?2, version = ?3, claimed_at = ?4, first = ?5, until = ?6, tries = 0,
                last_error = '', ticket = ticket + 1
            returning ticket";
        let (is_first, until) = (first.is_some(), iso(first.flatten()));
        let until = until.as_deref();
        let row = params![account.id.0, self.stamp.at, account.version, now.as_second(), is_first, until];
        Ok(self.conn.prepare_cached(sql)?.query_row(row, |row| row.get(0))?)
    }

    /// A ticket to try a mail of the outbox again, unless somebody else is trying.
    pub fn claim(&self, account: AccountId, now: Timestamp) -> Result<Option<i64>> {
        let sql = "update outbox set ticket = ticket + 1, claimed_at = ?2
            where account_id = ?1 and abs(?2 - claimed_at) > ?3 returning ticket";
        let row = params![account.0, now.as_second(), PATIENCE];
        Ok(self.conn.prepare_cached(sql)?.query_row(row, |row| row.get(0)).optional()?)
    }

    /// A mail of this ticket has left: true unless a later one left before. The mail is out of the outbox, unless a
    /// later one is on its way.
    pub fn sent(&self, account: AccountId, ticket: i64) -> Result<bool> {
        let sql = "select ticket from outbox where account_id = ?1";
        let last: Option<i64> = self.conn.prepare_cached(sql)?.query_row([account.0], |row| row.get(0)).optional()?;
        let sql = "delete from outbox where account_id = ?1 and ticket = ?2";
        self.conn.prepare_cached(sql)?.execute([account.0, ticket])?;
        Ok(last.is_some())
    }

    /// A try that failed, and why; `counted` where it was the letter's.
    pub fn postpone(&self, account: AccountId, why: &str, counted: bool) -> Result<()> {
        let sql = "update outbox set tries = tries + ?3, last_error = ?2, claimed_at = 0 where account_id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, why, counted])?;
        Ok(())
    }

    /// Takes a mail out of the outbox: sent, pointless or refused for good.
    pub fn unpost(&self, account: AccountId) -> Result<()> {
        self.conn.prepare_cached("delete from outbox where account_id = ?1")?.execute([account.0])?;
        Ok(())
    }
}
