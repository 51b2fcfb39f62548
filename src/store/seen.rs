//! A look at every account without holding any: what counts need of it.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use rusqlite::Row;

use super::accounts::word_at;
use super::people::{date_at, profile_at};
use super::{Result, Store};
use crate::domain::account::{AccountId, PasswordState, Status, worth};
use crate::domain::profile::Profile;

/// What of an account is counted: no name.
pub struct Seen<'r> {
    pub id: AccountId,
    pub profile: Profile,
    pub status: Status,
    /// What the person is and whether present, unless the account belongs to nobody.
    pub person: Option<(Profile, bool)>,
    /// Division of the person, empty for those who have none.
    pub division: &'r str,
    pub expires_on: Option<Date>,
    pub last_login_at: Option<&'r str>,
    stored_state: PasswordState,
    expires_at: Option<&'r str>,
    issued_at: Option<&'r str>,
    created_at: &'r str,
    erased: bool,
}

impl<'r> Seen<'r> {
    fn new(row: &'r Row<'_>) -> rusqlite::Result<Self> {
        let text = |column: usize| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str_or_null()?);
        let person = match row.get::<_, Option<bool>>(11)? {
            Some(present) => Some((profile_at(row, 10)?, present)),
            None => None,
        };
        Ok(Self {
            id: AccountId(row.get(0)?),
            profile: profile_at(row, 1)?,
            stored_state: word_at(row, 2)?,
            status: word_at(row, 3)?,
            expires_on: date_at(row, 4)?,
            expires_at: text(5)?,
            last_login_at: text(6)?,
            issued_at: text(7)?,
            created_at: text(8)?.unwrap_or_default(),
            erased: row.get(9)?,
            person,
            division: text(12)?.unwrap_or_default(),
        })
    }

    /// What the password is worth now.
    pub fn state(&self, now: &Zoned) -> PasswordState {
        let last_moment = self.expires_at.and_then(|at| at.parse().ok());
        worth(self.stored_state, self.expires_on, last_moment, self.erased, now)
    }

    /// True where something was written after an instant.
    pub fn is_after(&self, latest: Timestamp) -> bool {
        let stamps = [self.issued_at, self.last_login_at, Some(self.created_at)].into_iter().flatten();
        stamps.filter_map(|at| at.parse::<Timestamp>().ok()).any(|at| at > latest)
    }
}

impl Store {
    /// Shows every account once, in the order of creation.
    pub fn see_accounts(&self, each: &mut dyn FnMut(&Seen<'_>)) -> Result<()> {
        let sql = "select a.id, a.profile, a.password_state, a.status, a.expires_on, a.expires_at, a.last_login_at, a.issued_at,
                a.created_at, coalesce(a.hash = '!', 0), p.profile, p.departed_on is null and not p.has_left, p.division
            from accounts a left join persons p on p.id = a.person_id order by a.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(&Seen::new(row)?);
        }
        Ok(())
    }
}
