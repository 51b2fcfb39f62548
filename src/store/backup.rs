//! Copies of the base: made whole, read back, and compared with the original before they count.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};

use super::{Error, Result, Store, named, schema};
use crate::domain::hexadecimal::hexadecimal;

/// Tables that a copy must hold as many rows of.
const TABLES: [&str; 9] =
    ["persons", "accounts", "logins", "settings", "documents", "journal", "transfers", "transfer_pupils", "tickets"];

impl Store {
    /// Writes a copy to `path`, an empty file that its owner alone can read, and reads it back. Returns its SHA-256.
    pub fn copy_to(&self, path: &Path) -> Result<String> {
        let failed = |error: rusqlite::Error| match Error::from(error) {
            Error::Io(_, cause) => Error::Io(path.to_owned(), cause),
            error => error,
        };
        let before = self.counts()?;
        self.conn.execute("vacuum into ?1", [path.to_string_lossy()]).map_err(failed)?;
        let quiet = before == self.counts()?;
        let copy = Self { conn: read_only(path)?, file: None };
        // Where somebody wrote meanwhile, the copy may be of either side.
        let is_same = !quiet || copy.counts()? == before && copy.verify_journal()? == self.verify_journal()?;
        if copy.is_sound()? && is_same { Self::digest_of(path) } else { Err(Error::Damaged(path.to_owned())) }
    }

    /// True where SQLite finds every page, every row and every reference in order.
    pub fn is_sound(&self) -> Result<bool> {
        let check: String = self.conn.query_row("pragma integrity_check(1)", [], |row| row.get(0))?;
        let application: i64 = self.conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let dangling = self.conn.prepare("pragma foreign_key_check")?.exists([])?;
        Ok(check == "ok" && !dangling && application == schema::APPLICATION_ID)
    }

    fn counts(&self) -> Result<[i64; TABLES.len()]> {
        let mut counts = [0; TABLES.len()];
        for (table, count) in TABLES.iter().zip(&mut counts) {
            *count = self.conn.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0))?;
        }
        Ok(counts)
    }

    /// The last line of the journal of a copy, and its seal: where they are ours, nothing happened in between.
    pub fn last_seal_of_copy(path: &Path) -> Result<(i64, String)> {
        Self { conn: read_only(path)?, file: None }.last_seal()
    }

    /// SHA-256 of a file, in hexadecimal.
    pub fn digest_of(path: &Path) -> Result<String> {
        let failed = |error| Error::Io(path.to_owned(), error);
        let mut hasher = Sha256::new();
        let mut file = File::open(path).map_err(failed)?;
        let mut block = vec![0; 1 << 16];
        loop {
            match file.read(&mut block).map_err(failed)? {
                0 => return Ok(hexadecimal(&hasher.finalize())),
                read => hasher.update(&block[..read]),
            }
        }
    }
}

pub(super) fn read_only(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|error| named(error, path))?;
    conn.execute_batch("pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0;")?;
    Ok(conn)
}
