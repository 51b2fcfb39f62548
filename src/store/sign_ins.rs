//! Sign-ins: passwords to compare with, failures that count, locks, and passwords that people choose.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::{Entry, Record, Result, Store, Tx};
use crate::domain::account::{AccountId, Status};
use crate::domain::person::PersonId;

/// What no password hashes to: an expired password is erased, not only out of date.
const ERASED: &str = "!";

/// Initial and temporary passwords that are past `?1` (a day) or `?2` (seconds since 1970), and not erased yet.
const PAST: &str = "password_state in ('initial', 'temporary') and hash <> '!'
    and (expires_on < ?1 or unixepoch(expires_at) <= ?2)";

impl Store {
    /// The hash of an account, where it has a password.
    pub fn hash_of(&self, account: AccountId) -> Result<Option<String>> {
        let sql = "select hash from accounts where id = ?1";
        Ok(self.conn.prepare_cached(sql)?.query_row([account.0], |row| row.get(0)).optional()?.flatten())
    }

    /// Failures of an account after `since`, oldest first.
    pub fn failures_since(&self, account: AccountId, since: Timestamp) -> Result<Vec<Timestamp>> {
        let sql = "select at from sign_in_failures where account_id = ?1 and at > ?2 order by at";
        let mut statement = self.conn.prepare_cached(sql)?;
        let seconds = statement.query_map(params![account.0, since.as_second()], |row| row.get::<_, i64>(0))?;
        let instants = seconds.map(|second| Ok(Timestamp::from_second(second?).unwrap_or(Timestamp::MIN)));
        instants.collect()
    }

    /// How many passwords are past their date and can still be compared with.
    pub fn past_passwords(&self, today: &str, now: Timestamp) -> Result<usize> {
        let sql = format!("select count(*) from accounts where {PAST}");
        Ok(self.conn.query_row(&sql, params![today, now.as_second()], |row| row.get::<_, i64>(0))? as usize)
    }
}

impl Store {
    /// True where a password that was mailed to a person still opens something, or a letter waits.
    pub fn was_mailed(&self, person: PersonId) -> Result<bool> {
        let sql = format!(
            "select exists (select 1 from accounts a left join outbox o on o.account_id = a.id where a.person_id = ?1 and
                (o.id is not null or a.password_state = 'temporary' and a.expires_at is not null and a.hash <> '{ERASED}'))"
        );
        Ok(self.conn.prepare_cached(&sql)?.query_row([person.0], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Counts a wrong password; older ones than `since` are forgotten.
    pub fn add_failure(&self, account: AccountId, now: Timestamp, since: Timestamp) -> Result<()> {
        let sql = "delete from sign_in_failures where at <= ?1";
        self.conn.prepare_cached(sql)?.execute([since.as_second()])?;
        let sql = "insert into sign_in_failures (account_id, at) values (?1, ?2)";
        self.conn.prepare_cached(sql)?.execute(params![account.0, now.as_second()])?;
        let sql = "update accounts set failures = failures + 1 where id = ?1";
        self.conn.prepare_cached(sql)?.execute([account.0])?;
        Ok(())
    }

    /// Makes an account wait until an instant.
    pub fn lock_until(&self, account: AccountId, until: &str) -> Result<()> {
        let sql = "update accounts set locked_until = ?2 where id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, until])?;
        Ok(())
    }

    /// Opens or closes an account; opening forgets its failures. That of somebody who left stays as it is: tells
    /// whether there was anything to do.
    pub fn set_status(&self, account: AccountId, status: Status) -> Result<bool> {
        let sql = "update accounts set status = ?2 where id = ?1 and status <> 'inactive'";
        let changed = self.conn.prepare_cached(sql)?.execute(params![account.0, status.as_str()])? == 1;
        if changed && status == Status::Active {
            self.conn
                .prepare_cached("update accounts set failures = 0, locked_until = null where id = ?1")?
                .execute([account.0])?;
            self.forget_failures(account)?;
        }
        Ok(changed)
    }

    /// Forgets the tries of the day.
    pub fn forget_failures(&self, account: AccountId) -> Result<()> {
        self.conn.prepare_cached("delete from sign_in_failures where account_id = ?1")?.execute([account.0])?;
        Ok(())
    }

    /// A right password: the failures in a row are over, and where nothing is left to do the person is signed in.
    pub fn right_password(&self, account: AccountId, signed_in: bool) -> Result<()> {
        let sql = "update accounts set failures = 0, locked_until = null,
            last_login_at = case when ?2 then ?3 else last_login_at end where id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, signed_in, self.stamp.at])?;
        Ok(())
    }

    /// The same password under a stronger hash; the account's version stays.
    pub fn rehash(&self, account: AccountId, hash: &str) -> Result<()> {
        let sql = "update accounts set hash = ?2 where id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, hash])?;
        Ok(())
    }

    /// A password chosen by the person, if the account is still at `version`; tells whether it was.
    pub fn choose_password(&self, account: AccountId, version: i64, hash: &str) -> Result<bool> {
        let sql = "update accounts set password_state = 'personal', hash = ?3, must_change = 0, issued_at = ?4,
            expires_on = null, expires_at = null, failures = 0, locked_until = null, version = version + 1
            where id = ?1 and version = ?2";
        let changed = self.conn.prepare_cached(sql)?.execute(params![account.0, version, hash, self.stamp.at])?;
        if changed == 1 {
            self.remove_request(account)?;
            self.keep_sent(account, version)?;
        }
        Ok(changed == 1)
    }

    /// Erases the initial and temporary passwords that are past their date; returns whose they were.
    pub fn erase_past_passwords(&self, today: &str, now: Timestamp) -> Result<Vec<AccountId>> {
        let sql = format!("update accounts set hash = '{ERASED}' where {PAST} returning id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let erased = statement.query_map(params![today, now.as_second()], |row| Ok(AccountId(row.get(0)?)))?;
        let erased: Vec<AccountId> = erased.collect::<std::result::Result<_, _>>()?;
        erased.iter().try_for_each(|account| self.erase_traced_passwords(*account, false))?;
        Ok(erased)
    }

    /// Takes back what was mailed to a person, whose address is no longer that one: the password opens nothing any more, and
    /// no letter leaves. Tells whether there was anything, of which the journal then speaks under `action`.
    pub fn revoke_mailed(&self, person: PersonId, action: &str) -> Result<bool> {
        let sql = format!(
            "update accounts set hash = '{ERASED}', version = version + 1, expires_at = ?2, expires_on = substr(?2, 1, 10)
                where person_id = ?1 and password_state = 'temporary' and expires_at is not null and hash <> '{ERASED}'
                returning id"
        );
        let of_account = |row: &Row<'_>| Ok(AccountId(row.get(0)?));
        let revoked =
            self.conn.prepare_cached(&sql)?.query_row(params![person.0, self.stamp.at], of_account).optional()?;
        if let Some(account) = revoked {
            self.erase_traced_passwords(account, true)?;
        }
        let sql = "delete from outbox where account_id in (select id from accounts where person_id = ?1) returning account_id";
        let unposted = self.conn.prepare_cached(sql)?.query_row([person.0], of_account).optional()?;
        let Some(account) = revoked.or(unposted) else { return Ok(false) };
        self.log(&Entry::new(action, Record::Account, account.0, "mot de passe envoyé à l’ancienne adresse retiré"))?;
        Ok(true)
    }

    /// The same passwords, as the batches that can be undone keep them, or those that were `mailed` alone.
    fn erase_traced_passwords(&self, account: AccountId, mailed: bool) -> Result<()> {
        for side in ["before", "after"] {
            let which = if mailed { format!("and {side} ->> '$.expires_at' is not null") } else { String::new() };
            let sql = format!(
                "update changes set {side} = json_set({side}, '$.hash', '{ERASED}') where record = 'accounts'
                    and record_id = ?1 and {side} ->> '$.password_state' in ('initial', 'temporary') {which}"
            );
            self.conn.prepare_cached(&sql)?.execute([account.0])?;
        }
        Ok(())
    }
}
