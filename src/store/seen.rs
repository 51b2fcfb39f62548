//! A look at everybody and at every account without holding any: what counts need of them.

use jiff::Zoned;
use jiff::civil::Date;
use rusqlite::Row;

use super::accounts::word_at;
use super::people::{date_at, profile_at};
use super::{Result, Store};
use crate::domain::account::{AccountId, PasswordState, Status, worth};
use crate::domain::person::PersonId;
use crate::domain::profile::Profile;

/// What of a person is counted: no name.
pub struct Met<'r> {
    pub id: PersonId,
    pub profile: Profile,
    pub present: bool,
    /// True for somebody absent from the files; a row that announced a departure is another matter.
    pub departed: bool,
    /// Empty for those who have none.
    pub division: &'r str,
}

/// What of an account is counted: no name.
pub struct Seen<'r> {
    pub id: AccountId,
    pub profile: Profile,
    pub status: Status,
    /// Whose, unless the account belongs to nobody.
    pub person: Option<PersonId>,
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
            person: row.get::<_, Option<i64>>(10)?.map(PersonId),
        })
    }

    /// What the password is worth now.
    pub fn state(&self, now: &Zoned) -> PasswordState {
        let last_moment = self.expires_at.and_then(|at| at.parse().ok());
        worth(self.stored_state, self.expires_on, last_moment, self.erased, now)
    }

    /// When something was written.
    pub fn stamps(&self) -> impl Iterator<Item = &'r str> {
        [self.issued_at, self.last_login_at, Some(self.created_at)].into_iter().flatten()
    }
}

impl Store {
    /// Shows everybody once, in the order of their numbers.
    pub fn see_people(&self, each: &mut dyn FnMut(&Met<'_>)) -> Result<()> {
        let sql = "select id, profile, departed_on is not null, has_left, division from persons order by id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let departed: bool = row.get(2)?;
            each(&Met {
                id: PersonId(row.get(0)?),
                profile: profile_at(row, 1)?,
                present: !departed && !row.get::<_, bool>(3)?,
                departed,
                division: row.get_ref(4)?.as_str_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default(),
            });
        }
        Ok(())
    }

    /// Shows every account once, in the order of creation.
    pub fn see_accounts(&self, each: &mut dyn FnMut(&Seen<'_>)) -> Result<()> {
        let sql = "select a.id, a.profile, a.password_state, a.status, a.expires_on, a.expires_at, a.last_login_at, a.issued_at,
                a.created_at, coalesce(a.hash = '!', 0), a.person_id
            from accounts a order by a.id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            each(&Seen::new(row)?);
        }
        Ok(())
    }
}
