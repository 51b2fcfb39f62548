//! What is kept: one SQLite file. All SQL lives in this room.
//!
//! Reads are on [`Store`], writes only on [`Tx`] inside [`Store::transact`]: dropping a transaction rolls it back.

use std::fmt;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::domain::clock::Doubt;
use crate::domain::instant::Instant;
use crate::rights;

mod accounts;
mod addresses;
mod backup;
mod batches;
mod conflicts;
mod documents;
mod erasure;
mod exports;
mod file;
mod journal;
mod mappings;
mod masks;
mod obstacles;
mod outbox;
mod people;
mod requests;
mod restore;
mod schema;
mod seen;
mod settings;
mod sign_ins;
mod survey;
mod tickets;
mod track;
mod transfers;
mod undo;

pub use accounts::{NewAccountRow, Password};
pub use batches::{Action, Batch, BatchId, Summary};
pub use conflicts::{Conflict, NewConflict};
pub use documents::{Document, DocumentState, NewDocument, Paper, PrintedSlip};
pub use erasure::{Kept, Past, Subject, Traces};
pub use exports::{ExportRun, Sent, fingerprint};
pub use journal::{Chain, Entry, Filter, Record};
pub use mappings::Mapping;
pub use obstacles::Obstacle;
pub use outbox::Letter;
pub use people::Presence;
pub use requests::Request;
pub use restore::{Fork, Glance, Held, Inheritance, forget_journal, keep_beside};
pub use schema::LATEST;
pub use seen::{Met, Seen};
pub use settings::{Image, ImageKind};
pub use survey::Survey;
pub use tickets::{KeptFile, MOST_BYTES, NewFile, NewTicket, Reply, Ticket};
pub use transfers::{Agreement, Direction, NewTransfer, Passenger, Transfer};
pub use undo::Effect;

/// Kibibytes that the page cache may have while accounts are written.
const LARGE_CACHE: i64 = 64 << 10;

/// The base of one establishment.
pub struct Store {
    conn: Connection,
    /// The file that was opened: another one may take its name.
    file: Option<file::Identity>,
}

/// A transaction: what reads can do, and the writes.
pub struct Tx<'a> {
    store: &'a Store,
    /// Instant and system user of everything written.
    pub stamp: Stamp,
}

/// When and by whom.
#[derive(Debug, Clone)]
pub struct Stamp {
    pub at: Instant,
    pub actor: String,
    /// Somebody vouches for the clock, even where the journal contradicts it.
    pub is_trusted: bool,
}

/// Why the base could not be used.
#[derive(Debug)]
pub enum Error {
    Missing(PathBuf),
    /// Readable by other users of the machine.
    Exposed(PathBuf),
    /// A file of another program.
    NotOurs(PathBuf),
    /// Written by a later version.
    Newer(PathBuf),
    /// A base of an older version, which is only looked at.
    Older(PathBuf),
    Damaged(PathBuf),
    /// Another hand put something in its schema, or took something away: kind and name.
    Tampered(PathBuf, String, String),
    Locked,
    DiskFull,
    ReadOnly(PathBuf),
    /// Somebody else wrote since the decision was taken.
    Stale,
    /// The journal contradicts the clock.
    Clock(Doubt),
    Io(PathBuf, std::io::Error),
    Sql(rusqlite::Error),
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        String::column_result(value).map(Self::from)
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.as_str().to_sql()
    }
}

/// What a room of this house returns.
pub type Result<T> = std::result::Result<T, Error>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(PathBuf::new()),
            Some(ErrorCode::SystemIoFailure) => Self::Io(PathBuf::new(), std::io::ErrorKind::Other.into()),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Self::Io(PathBuf::new(), std::io::ErrorKind::PermissionDenied.into())
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(PathBuf::new()),
            _ => Self::Sql(error),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "la base « {} » n’existe pas", path.display()),
            Self::Exposed(path) => {
                write!(f, "la base « {} » peut être lue par d’autres utilisateurs de cette machine", path.display())
            }
            Self::NotOurs(path) => write!(f, "« {} » n’est pas une base cpro", path.display()),
            Self::Older(path) => write!(f, "« {} » est d’une version antérieure de cpro", path.display()),
            Self::Newer(path) => {
                write!(f, "la base « {} » a été écrite par une version plus récente de cpro", path.display())
            }
            Self::Damaged(path) if path.as_os_str().is_empty() => f.write_str("la base est endommagée"),
            Self::Damaged(path) => write!(f, "la base « {} » est endommagée", path.display()),
            Self::Tampered(path, kind, name) => {
                let kind = match kind.as_str() {
                    "trigger" => "le déclencheur",
                    "view" => "la vue",
                    "index" => "l’index",
                    _ => "la table",
                };
                write!(f, "la base « {} » a été modifiée par un autre programme ({kind} « {name} »)", path.display())
            }
            Self::Locked => f.write_str("la base est en cours d’utilisation par une autre commande cpro"),
            Self::DiskFull => f.write_str("le disque est plein : rien n’a été enregistré"),
            Self::ReadOnly(_) => f.write_str("la base ou son dossier est en lecture seule"),
            Self::Stale => f.write_str("la base a changé pendant la préparation : rien n’a été enregistré"),
            Self::Clock(_) => f.write_str("l’horloge de la machine contredit le journal"),
            Self::Io(path, _) if path.as_os_str().is_empty() => f.write_str("la base n’a pas pu être lue ou écrite"),
            Self::Io(path, _) => write!(f, "impossible d’ouvrir la base « {} »", path.display()),
            Self::Sql(error) => match error.sqlite_error() {
                Some(code) => write!(f, "la base a refusé une opération (code {} de SQLite)", code.extended_code),
                None => f.write_str("la base contient une valeur que cpro n’y met pas"),
            },
        }
    }
}

/// Whether a base that does not exist is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    Existing,
    OrCreate,
}

impl Store {
    /// Opens a base, migrates an older one, recognises what is not one before anything is written.
    pub fn open(path: &Path, opening: Opening, wait: Duration) -> Result<Self> {
        let exists = fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0);
        match (exists, opening) {
            (false, Opening::Existing) => return Err(Error::Missing(path.to_owned())),
            (false, Opening::OrCreate) => create_file(path).map_err(|error| Error::Io(path.to_owned(), error))?,
            (true, _) => {}
        }
        if exists && !looks_like_ours(path) {
            return Err(Error::NotOurs(path.to_owned()));
        }
        refuse_exposed(path)?;
        let path = dunce::canonicalize(path).map_err(|error| Error::Io(path.to_owned(), error))?;
        // Before it is opened: one that takes its name in between is not the one that is opened.
        let file = file::Identity::of(&path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(&path, flags).map_err(|error| named(error, &path))?;
        prepare(&conn, wait).map_err(|error| named(error, &path))?;
        schema::recognise(&conn, &path, !exists)?;
        roll_back_journal(&conn).map_err(|error| named(error, &path))?;
        schema::migrate(&mut conn, &path)?;
        Ok(Self { conn, file })
    }

    /// An empty base that is nowhere on disk: what a base that does not exist yet would be.
    pub fn nowhere() -> Result<Self> {
        let mut conn = Connection::open_in_memory()?;
        prepare(&conn, Duration::ZERO)?;
        schema::migrate(&mut conn, Path::new(""))?;
        Ok(Self { conn, file: None })
    }

    /// A copy in memory, for what is only tried.
    pub fn rehearsal(&self) -> Result<Self> {
        let mut conn = Connection::open_in_memory()?;
        match Backup::new(&self.conn, &mut conn)?.step(-1)? {
            StepResult::Busy | StepResult::Locked => return Err(Error::Locked),
            _ => {}
        }
        prepare(&conn, Duration::ZERO)?;
        Ok(Self { conn, file: None })
    }

    /// Runs `write` in one immediate transaction: committed if it succeeds, otherwise the base is as before. Nothing is
    /// dated by a clock that the journal contradicts, unless somebody vouches for it, which is written down.
    pub fn transact<T, E: From<Error>>(
        &mut self,
        stamp: Stamp,
        write: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let transaction =
            Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate).map_err(Error::from)?;
        // A copy was put in its place meanwhile: what would be written now would be lost.
        if self.file.as_ref().is_some_and(file::Identity::was_replaced) {
            return Err(Error::Stale.into());
        }
        let tx = Tx { store: self, stamp };
        tx.vouch_for_clock()?;
        let value = write(&tx)?;
        transaction.commit().map_err(Error::from)?;
        Ok(value)
    }

    /// Number of the last batch: two equal revisions mean that nothing of persons and accounts changed in between.
    pub fn revision(&self) -> Result<i64> {
        Ok(self.conn.query_row("select coalesce(max(id), 0) from batches", [], |row| row.get(0))?)
    }

    /// As long as it is kept, every read sees the base as the first one did.
    pub fn snapshot(&self) -> Result<impl Sized + '_> {
        Ok(self.conn.unchecked_transaction()?)
    }

    /// Gives the page cache what many accounts need, whose logins and owners are looked up all over the base.
    pub fn grow_cache(&self) -> Result<()> {
        Ok(self.conn.pragma_update(None, "cache_size", -LARGE_CACHE)?)
    }
}

impl Deref for Tx<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

impl Tx<'_> {
    fn vouch_for_clock(&self) -> Result<()> {
        match self.doubt(&self.stamp.at)? {
            Some(_) if self.stamp.is_trusted => self.log(&Entry::new("clock", Record::None, 0, "horloge confirmée")),
            Some(doubt) => Err(Error::Clock(doubt)),
            None => Ok(()),
        }
    }

    /// Refuses to go on where somebody else wrote since `revision` was read.
    pub fn expect_revision(&self, revision: i64) -> Result<()> {
        if self.revision()? == revision { Ok(()) } else { Err(Error::Stale) }
    }
}

/// The header of a cpro base, read without SQLite: a stranger's file deserves no advice about its rights.
fn looks_like_ours(path: &Path) -> bool {
    match header(path) {
        Ok(is_ours) => is_ours,
        // What cannot be read is for the system to explain.
        Err(error) => !matches!(error.kind(), std::io::ErrorKind::UnexpectedEof | std::io::ErrorKind::IsADirectory),
    }
}

/// True for a file that is a base, whatever its name.
pub fn is_base(path: &Path) -> bool {
    header(path).unwrap_or(false)
}

fn header(path: &Path) -> std::io::Result<bool> {
    use std::io::Read;
    let mut header = [0_u8; 72];
    fs::File::open(path)?.read_exact(&mut header)?;
    Ok(header.starts_with(b"SQLite format 3\0") && header[68..72] == schema::APPLICATION_ID.to_be_bytes()[4..])
}

fn named(error: rusqlite::Error, path: &Path) -> Error {
    match Error::from(error) {
        Error::ReadOnly(_) => Error::ReadOnly(path.to_owned()),
        Error::Damaged(_) => Error::Damaged(path.to_owned()),
        error => error,
    }
}

/// The opening recipe: refuse tricks of a foreign file, wait for others, and make every commit survive a power cut.
fn prepare(conn: &Connection, wait: Duration) -> rusqlite::Result<()> {
    conn.busy_timeout(wait)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch(
        "pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0; pragma foreign_keys = on;
         pragma secure_delete = on; pragma temp_store = memory; pragma synchronous = full;",
    )?;
    Ok(())
}

/// The journal that survives on a school's share; only once the file is known to be ours.
fn roll_back_journal(conn: &Connection) -> rusqlite::Result<()> {
    let mode: String = conn.query_row("pragma journal_mode", [], |row| row.get(0))?;
    if mode != "delete" {
        conn.query_row("pragma journal_mode = delete", [], |_| Ok(()))?;
    }
    Ok(())
}

/// An empty file that only its owner can read, in a folder that only its owner can enter if it must be made.
fn create_file(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        rights::make_folder(folder, true)?;
    }
    rights::open(fs::OpenOptions::new().write(true).create(true).truncate(false), path)?.sync_all()
}

fn refuse_exposed(path: &Path) -> Result<()> {
    match rights::is_private(path).map_err(|error| Error::Io(path.to_owned(), error))? {
        true => Ok(()),
        false => Err(Error::Exposed(path.to_owned())),
    }
}

#[cfg(test)]
mod tests;
