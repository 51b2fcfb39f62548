//! A copy that is to become the base: judged before anything is touched, brought up to date, and put in its place.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::{Error, Result, Store, Tx, backup, file, named, prepare, schema};
use crate::domain::instant::Instant;
use crate::domain::login::holder;

/// What a base holds, in a few figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    pub uai: String,
    pub name: String,
    /// Who is present, and accounts that are not closed.
    pub people: usize,
    pub accounts: usize,
    /// Numbers of the last batch and of the last line of the journal, zero where there is none.
    pub last_batch: i64,
    pub last_line: i64,
    /// Instant of that line.
    pub at: Option<Instant>,
}

/// Where two bases were the same for the last time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// Line of the journal, and its instant.
    pub line: i64,
    pub at: Instant,
    /// Number of the last batch that the journal tells of until then.
    pub last_batch: i64,
}

/// What a base has given, and a copy that takes its place must not give again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inheritance {
    /// Highest numbers of people and of accounts.
    numbers: [i64; 2],
    /// Logins, the day on which each was given, and whom it waits for.
    logins: Vec<(String, String, String)>,
}

/// Tables whose numbers other systems know.
const NUMBERED: [&str; 2] = ["persons", "accounts"];

/// Nobody else writes in the base as long as this lives.
pub struct Held(Connection);

impl Store {
    /// Opens a copy, whatever its version, to look at it: refuses one that is none of ours, newer, or damaged.
    pub fn examine(path: &Path) -> Result<Self> {
        if !super::looks_like_ours(path) {
            return Err(Error::NotOurs(path.to_owned()));
        }
        let store = Self { conn: backup::read_only(path)?, file: None };
        schema::recognise(&store.conn, path, false)?;
        let is_sound = store.is_sound().map_err(|error| match error {
            Error::Damaged(_) | Error::Sql(_) => Error::Damaged(path.to_owned()),
            error => error,
        })?;
        if is_sound { Ok(store) } else { Err(Error::Damaged(path.to_owned())) }
    }

    /// Opens a base for a word or two, nothing more: it is neither judged nor brought up to date, and nobody waits.
    pub fn glimpse(path: &Path) -> Result<Self> {
        if !super::looks_like_ours(path) {
            return Err(Error::NotOurs(path.to_owned()));
        }
        let store = Self { conn: backup::read_only(path)?, file: None };
        if store.is_latest()? { Ok(store) } else { Err(Error::Older(path.to_owned())) }
    }

    /// True for a base of the present schema.
    pub fn is_latest(&self) -> Result<bool> {
        let version: i64 = self.conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok(version == schema::LATEST)
    }

    /// Opens a copy of nobody else’s to write in it, and brings it up to date.
    pub fn open_copy(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(|error| named(error, path))?;
        prepare(&conn, Duration::ZERO)?;
        schema::upgrade(&mut conn)?;
        Ok(Self { conn, file: file::Identity::of(path) })
    }

    /// What it holds; works in every version of the schema.
    pub fn overview(&self) -> Result<Glance> {
        let count = |sql: &str| self.conn.query_row(sql, [], |row| row.get::<_, i64>(0));
        let setting = |key: &str| -> rusqlite::Result<String> {
            let value = self.conn.query_row("select value from settings where key = ?1", [key], |row| row.get(0));
            Ok(value.optional()?.unwrap_or_default())
        };
        let last = self
            .conn
            .query_row("select id, at from journal order by id desc limit 1", [], |row| Ok((row.get(0)?, row.get(1)?)));
        let (last_line, at) = last.optional()?.map_or((0, None), |(line, at)| (line, Some(at)));
        Ok(Glance {
            uai: setting("establishment.uai")?,
            name: setting("establishment.name")?,
            people: count("select count(*) from persons where departed_on is null and not has_left")? as usize,
            accounts: count("select count(*) from accounts where status <> 'inactive'")? as usize,
            last_batch: count("select coalesce(max(id), 0) from batches")?,
            last_line,
            at,
        })
    }

    /// What it has given: numbers, and logins with those whom they wait for.
    pub fn inheritance(&self) -> Result<Inheritance> {
        let number = |table: &str| self.next_number(table).map(|next| next - 1);
        let numbers = [number(NUMBERED[0])?, number(NUMBERED[1])?];
        let accounts = self.accounts()?.into_iter();
        let holders: HashMap<String, String> =
            accounts.filter_map(|account| Some((account.login.to_string(), holder(&account.person?.1)))).collect();
        let mut statement = self.conn.prepare("select login, given_on, held_by from logins")?;
        let logins = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut logins: Vec<(String, String, String)> = logins.collect::<std::result::Result<_, _>>()?;
        for (login, _, held_by) in &mut logins {
            if let Some(holder) = holders.get(login) {
                held_by.clone_from(holder);
            }
        }
        Ok(Inheritance { numbers, logins })
    }

    /// The last line of the journal that both have: there one comes from the other, or both from a third.
    pub fn last_common_line(&self, other: &Self) -> Result<Option<Fork>> {
        let lines = |store: &Self| -> Result<Vec<(i64, [String; 3])>> {
            let mut statement = store.conn.prepare("select id, at, result, chain from journal order by id desc")?;
            let lines = statement.query_map([], |row| Ok((row.get(0)?, [row.get(1)?, row.get(2)?, row.get(3)?])))?;
            Ok(lines.collect::<std::result::Result<_, _>>()?)
        };
        let theirs: HashMap<i64, [String; 3]> = lines(other)?.into_iter().collect();
        let common = lines(self)?.into_iter().find(|(line, told)| theirs.get(line) == Some(told));
        let Some((line, [at, ..])) = common else { return Ok(None) };
        let sql = "select coalesce(max(record_id), 0) from journal where record = 'batch' and id <= ?1";
        let last_batch = self.conn.query_row(sql, [line], |row| row.get(0))?;
        Ok(Some(Fork { line, at: at.into(), last_batch }))
    }

    /// Keeps everybody else from writing, once the base is still what was looked at.
    pub fn hold(path: &Path, wait: Duration, seen: &Glance) -> Result<Held> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(|error| named(error, path))?;
        prepare(&conn, wait)?;
        conn.execute_batch("begin exclusive")?;
        let store = Self { conn, file: None };
        if store.overview()? == *seen { Ok(Held(store.conn)) } else { Err(Error::Stale) }
    }
}

impl Tx<'_> {
    /// Gives no number of a table up to `last` again.
    pub fn retire(&self, table: &str, last: i64) -> Result<()> {
        let sql = "insert into retired (record, last) values (?1, ?2)
            on conflict (record) do update set last = max(last, excluded.last)";
        self.conn.execute(sql, params![table, last])?;
        Ok(())
    }

    /// Gives none of the numbers and logins that the base of before has given, but to those who had them.
    pub fn inherit(&self, from: &Inheritance) -> Result<()> {
        for (table, last) in NUMBERED.into_iter().zip(from.numbers) {
            self.retire(table, last)?;
        }
        let sql = "insert into logins (login, given_on, held_by) values (?1, ?2, ?3) on conflict do nothing";
        let mut statement = self.conn.prepare(sql)?;
        for (login, given_on, held_by) in &from.logins {
            statement.execute(params![login, given_on, held_by])?;
        }
        Ok(())
    }
}

/// Lets others write again: what they would have written in the base that was there is refused to them.
impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.0.execute_batch("rollback");
    }
}

/// Gives the present base a second name, under which it stays, with the journal that SQLite may have left beside it.
pub fn keep_beside(base: &Path, kept: &Path) -> Result<()> {
    let failed = |error| Error::Io(kept.to_owned(), error);
    if kept.exists() {
        return Err(failed(std::io::ErrorKind::AlreadyExists.into()));
    }
    // A file system without links gets a copy.
    fs::hard_link(base, kept).or_else(|_| fs::copy(base, kept).map(drop)).map_err(failed)?;
    let (old, new) = (journal(base), journal(kept));
    if old.exists() { fs::rename(old, new).map_err(failed) } else { Ok(()) }
}

/// Removes the journal that SQLite left beside a base that is gone.
pub fn forget_journal(base: &Path) -> Result<()> {
    match fs::remove_file(journal(base)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::Io(base.to_owned(), error)),
        _ => Ok(()),
    }
}

fn journal(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}
