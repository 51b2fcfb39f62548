//! Accounts and the logins ever given.

use compact_str::CompactString;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, Statement, ToSql, params};

use super::people::{columns, date_at, iso, person_at, profile_at};
use super::{BatchId, Entry, Error, Record, Result, Store, Tx};
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::instant::Instant;
use crate::domain::login::{Login, Registry};
use crate::domain::person::PersonId;
use crate::domain::profile::Profile;

/// What replaces a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Password {
    /// The birth date, hashed.
    Initial { hash: String, expires_on: Date },
    /// Drawn at random, hashed.
    Temporary { hash: String, expires_on: Date },
    /// Drawn at random and mailed, good until an instant.
    Mailed { hash: String, expires_on: Date, expires_at: Instant },
    /// None: it will be drawn with the slip.
    Pending,
    /// Chosen by the person at another school, hashed.
    Carried { hash: String },
}

/// An account about to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccountRow<'a> {
    pub person: Option<PersonId>,
    pub login: &'a Login,
    pub profile: Profile,
    pub password: &'a Password,
}

const INSERT: &str =
    "insert into accounts (id, person_id, login, profile, password_state, hash, status, issued_at,
    expires_on, created_at, created_batch, must_change) values (?1, ?2, ?3, ?4, ?5, ?6, 'active', ?7, ?8, ?9, ?10, ?5 <> 'personal')";

const TAKE_LOGIN: &str = "insert into logins (login, given_on) values (?1, ?2)
    on conflict (login) do update set held_by = '' where held_by <> ''";

/// As in the schema.
const INDEXES: &str = "create unique index accounts_by_login on accounts (login);
    create unique index accounts_by_person on accounts (person_id)";

/// A reset does not touch an account whose password changed since the list was made.
const ISSUE: &str =
    "update accounts set password_state = ?3, hash = ?4, must_change = 1, issued_at = ?5, expires_on = ?6,
    expires_at = ?7, failures = 0, locked_until = null, status = case status when 'locked' then 'active' else status end,
    version = version + 1 where id = ?1 and version = ?2";

impl Password {
    /// What the account's password then is.
    pub fn state(&self) -> PasswordState {
        match self {
            Self::Initial { .. } => PasswordState::Initial,
            Self::Temporary { .. } | Self::Mailed { .. } => PasswordState::Temporary,
            Self::Pending => PasswordState::Pending,
            Self::Carried { .. } => PasswordState::Personal,
        }
    }

    fn hash(&self) -> Option<&str> {
        match self {
            Self::Initial { hash, .. }
            | Self::Temporary { hash, .. }
            | Self::Mailed { hash, .. }
            | Self::Carried { hash } => Some(hash),
            Self::Pending => None,
        }
    }

    /// Last day of the password.
    pub fn expires_on(&self) -> Option<Date> {
        match self {
            Self::Initial { expires_on, .. } | Self::Temporary { expires_on, .. } | Self::Mailed { expires_on, .. } => {
                Some(*expires_on)
            }
            Self::Pending | Self::Carried { .. } => None,
        }
    }

    fn expires_at(&self) -> Option<&str> {
        match self {
            Self::Mailed { expires_at, .. } => Some(expires_at),
            _ => None,
        }
    }
}

fn row_to_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let person = match row.get::<_, Option<i64>>(17)? {
        Some(id) => Some((PersonId(id), person_at(row, 18)?)),
        None => None,
    };
    Ok(Account {
        id: AccountId(row.get(0)?),
        login: Login(row.get_ref(1)?.as_str()?.into()),
        profile: profile_at(row, 2)?,
        person,
        stored_state: word_at(row, 3)?,
        must_change: row.get(4)?,
        status: word_at(row, 5)?,
        expires_on: date_at(row, 6)?,
        locked_until: row.get(7)?,
        last_login_at: row.get(8)?,
        created_at: row.get(9)?,
        version: row.get(10)?,
        failures: row.get(11)?,
        expires_at: row.get(12)?,
        issued_at: row.get(13)?,
        erased: row.get(14)?,
        closes_on: date_at(row, 15)?,
        opened_by: row.get::<_, Option<i64>>(16)?.map(AccountId),
    })
}

/// A value stored as its word.
pub fn word_at<T: std::str::FromStr<Err = ()>>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|()| rusqlite::Error::InvalidColumnType(column, text.to_owned(), rusqlite::types::Type::Text))
}

impl Store {
    fn select_accounts(&self, condition: &str, value: &str) -> Result<Vec<Account>> {
        let mut found = Vec::new();
        self.visit_accounts(condition, &mut std::iter::once(value), &mut |account| found.push(account))?;
        Ok(found)
    }

    /// Shows every account once, in the order of creation.
    pub fn each_account(&self, show: &mut dyn FnMut(Account)) -> Result<()> {
        self.visit_accounts("?1 = ''", &mut std::iter::once(""), show)
    }

    /// Shows accounts by their numbers, in that order; those that are no more are passed over.
    pub fn each_numbered(&self, numbers: &[AccountId], show: &mut dyn FnMut(Account)) -> Result<()> {
        // One lock for all of them.
        let _snapshot = self.snapshot()?;
        self.visit_accounts("a.id = ?1", &mut numbers.iter().map(|number| number.0), show)
    }

    /// `condition` is that of the query, which is asked once for each value.
    fn visit_accounts<V: ToSql>(
        &self,
        condition: &str,
        values: &mut dyn Iterator<Item = V>,
        show: &mut dyn FnMut(Account),
    ) -> Result<()> {
        let sql = format!(
            "select a.id, a.login, a.profile, a.password_state, a.must_change, a.status, a.expires_on, a.locked_until,
                    a.last_login_at, a.created_at, a.version, a.failures, a.expires_at, a.issued_at, coalesce(a.hash = '!', 0),
                    a.closes_on, a.opened_by, p.id, {}
             from accounts a left join persons p on p.id = a.person_id where {condition} order by a.id",
            columns()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        for value in values {
            let mut rows = statement.query([value])?;
            while let Some(row) = rows.next()? {
                show(row_to_account(row)?);
            }
        }
        Ok(())
    }

    /// Every account, in the order of creation.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.select_accounts("?1 = ''", "")
    }

    /// The account of a login, whatever its case.
    pub fn account(&self, login: &str) -> Result<Option<Account>> {
        Ok(self.select_accounts("a.login = ?1", login)?.pop())
    }

    /// The account of a number.
    pub fn account_numbered(&self, id: AccountId) -> Result<Option<Account>> {
        Ok(self.select_accounts("a.id = cast(?1 as integer)", &id.0.to_string())?.pop())
    }

    /// Accounts of the people who hold an INE.
    pub fn accounts_of_ine(&self, ine: &str) -> Result<Vec<Account>> {
        self.select_accounts("p.ine = ?1", ine)
    }

    /// The account of a person.
    pub fn account_of(&self, person: PersonId) -> Result<Option<Account>> {
        Ok(self.select_accounts("a.person_id = cast(?1 as integer)", &person.0.to_string())?.pop())
    }

    /// Accounts of inspectors whose last day is past and which are still open, with their owners.
    pub fn accounts_over(&self, today: Date) -> Result<Vec<(AccountId, PersonId)>> {
        let sql = "select id, person_id from accounts
            where closes_on < ?1 and status <> 'inactive' and person_id is not null order by id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let over =
            statement.query_map([today.to_string()], |row| Ok((AccountId(row.get(0)?), PersonId(row.get(1)?))))?;
        Ok(over.collect::<std::result::Result<_, _>>()?)
    }

    /// True once the administrator's account exists.
    pub fn has_administrator(&self) -> Result<bool> {
        let sql = "select exists (select 1 from accounts where profile = 'administrateur')";
        Ok(self.conn.query_row(sql, [], |row| row.get(0))?)
    }

    /// Every login ever given.
    pub fn logins(&self) -> Result<Vec<CompactString>> {
        let mut statement = self.conn.prepare_cached("select login from logins")?;
        let logins = statement.query_map([], |row| Ok(CompactString::from(row.get_ref(0)?.as_str()?)))?;
        Ok(logins.collect::<std::result::Result<_, _>>()?)
    }
}

impl Store {
    /// Logins of accounts that were undone, and whose they were.
    pub fn held_logins(&self) -> Result<Vec<(CompactString, String)>> {
        let mut statement = self.conn.prepare_cached("select login, held_by from logins where held_by <> ''")?;
        let held = statement.query_map([], |row| Ok((row.get_ref(0)?.as_str()?.into(), row.get(1)?)))?;
        Ok(held.collect::<std::result::Result<_, _>>()?)
    }
}

impl Store {
    /// Every login that was ever given, whoever it waits for, whoever was erased.
    pub fn registry(&self) -> Result<Registry> {
        Ok(Registry::new(self.logins()?).with_held(self.held_logins()?).with_erased(self.erased_logins()?))
    }
}

impl Tx<'_> {
    /// New accounts, numbered in the order given; their logins are written in the order of the alphabet, which costs least.
    pub fn add_accounts(&self, accounts: &[NewAccountRow<'_>], batch: BatchId) -> Result<Vec<AccountId>> {
        let known: i64 = self.conn.query_row("select count(*) from accounts", [], |row| row.get(0))?;
        let rebuild = accounts.len() as i64 > known;
        let mut logins: Vec<&str> = accounts.iter().map(|new| new.login.0.as_str()).collect();
        logins.sort_unstable();
        let mut take = self.conn.prepare_cached(TAKE_LOGIN)?;
        logins.into_iter().try_for_each(|login| self.take_login(&mut take, login))?;
        if rebuild {
            self.conn.execute_batch("drop index accounts_by_login; drop index accounts_by_person")?;
        }
        let first = self.next_number("accounts")?;
        let mut insert = self.conn.prepare_cached(INSERT)?;
        let numbers = (first..).zip(accounts).map(|(id, new)| self.insert_account(&mut insert, id, new, batch));
        let numbers = numbers.collect::<Result<_>>()?;
        if rebuild {
            self.conn.execute_batch(INDEXES)?;
        }
        Ok(numbers)
    }

    /// A new account and its login, which nobody else will ever get.
    pub fn add_account(&self, new: &NewAccountRow<'_>, batch: BatchId) -> Result<AccountId> {
        self.take_login(&mut *self.conn.prepare_cached(TAKE_LOGIN)?, &new.login.0)?;
        self.insert_account(&mut *self.conn.prepare_cached(INSERT)?, self.next_number("accounts")?, new, batch)
    }

    /// The administrator's login is the code of the school; the one that it had stays nobody else's.
    pub fn rename_administrator(&self, code: &str) -> Result<()> {
        let sql = "update accounts set login = ?1 where profile = 'administrateur' and login <> ?1 returning id";
        let renamed = self.conn.prepare_cached(sql)?.query_row([code], |row| row.get::<_, i64>(0)).optional()?;
        if let Some(account) = renamed {
            let sql = "insert into logins (login, given_on) values (?1, ?2) on conflict (login) do nothing";
            self.conn.prepare_cached(sql)?.execute([code, &self.stamp.at[..10]])?;
            self.log(&Entry::new("accounts.rename", Record::Account, account, "identifiant suivant le code UAI"))?;
        }
        Ok(())
    }

    fn take_login(&self, take: &mut Statement<'_>, login: &str) -> Result<()> {
        match take.execute([login, &self.stamp.at[..10]])? {
            1 => Ok(()),
            _ => Err(Error::Stale),
        }
    }

    fn insert_account(
        &self,
        insert: &mut Statement<'_>,
        id: i64,
        new: &NewAccountRow<'_>,
        batch: BatchId,
    ) -> Result<AccountId> {
        let hash = new.password.hash();
        insert.execute(params![
            id,
            new.person.map(|person| person.0),
            new.login.0.as_str(),
            new.profile.as_str(),
            new.password.state().as_str(),
            hash,
            hash.map(|_| &self.stamp.at),
            iso(new.password.expires_on()).as_deref(),
            self.stamp.at,
            batch.0,
        ])?;
        Ok(AccountId(id))
    }

    /// Issues a password if the account is still at `version`; tells whether it was.
    pub fn issue_password(&self, account: AccountId, version: i64, password: &Password) -> Result<bool> {
        let hash = password.hash();
        let issued = hash.map(|_| &self.stamp.at);
        let changed = self.conn.prepare_cached(ISSUE)?.execute(params![
            account.0,
            version,
            password.state().as_str(),
            hash,
            issued,
            iso(password.expires_on()).as_deref(),
            password.expires_at(),
        ])?;
        if changed == 1 {
            self.forget_failures(account)?;
            self.remove_request(account)?;
        }
        Ok(changed == 1)
    }

    /// True while the password of an account is the one of `version`.
    pub fn is_at(&self, account: AccountId, version: i64) -> Result<bool> {
        let sql = "select count(*) from accounts where id = ?1 and version = ?2";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![account.0, version], |row| row.get::<_, i64>(0))? == 1)
    }

    /// The profile of a person's account follows the person's.
    pub fn set_profile_of(&self, person: PersonId, profile: Profile) -> Result<()> {
        let sql = "update accounts set profile = ?2 where person_id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![person.0, profile.as_str()])?;
        Ok(())
    }

    /// Until when an inspector may use an account, and which head let the inspector in.
    pub fn set_access(&self, account: AccountId, closes_on: Date, opened_by: AccountId) -> Result<()> {
        let sql = "update accounts set closes_on = ?2, opened_by = ?3 where id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, iso(Some(closes_on)).as_deref(), opened_by.0])?;
        Ok(())
    }

    /// An inspector's access is over: the account is closed, its owner gone.
    pub fn close_access(&self, person: PersonId, today: Date) -> Result<()> {
        self.set_status_of(person, Status::Inactive)?;
        let sql = "update persons set departed_on = ?2 where id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![person.0, iso(Some(today)).as_deref()])?;
        Ok(())
    }

    /// Opens or closes the account of a person, if there is one.
    pub fn set_status_of(&self, person: PersonId, status: Status) -> Result<Option<AccountId>> {
        let sql = "select id from accounts where person_id = ?1";
        let account: Option<i64> = self.conn.prepare_cached(sql)?.query_row([person.0], |row| row.get(0)).optional()?;
        let Some(account) = account.map(AccountId) else { return Ok(None) };
        let sql = "update accounts set status = ?2 where id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![account.0, status.as_str()])?;
        Ok(Some(account))
    }
}
