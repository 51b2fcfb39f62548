//! Documents that were printed, and whose slips they hold.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Row, params};

use super::{BatchId, Result, Store, Tx};
use crate::domain::account::AccountId;
use crate::domain::instant::Instant;

/// A document about to be kept.
pub struct NewDocument<'a> {
    pub name: &'a str,
    pub per_page: u8,
    pub slips: usize,
    pub pages: usize,
    pub content: &'a [u8],
    /// Accounts that have a slip in it, with the version of the password that it shows.
    pub accounts: &'a [(AccountId, i64)],
}

/// A document as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: i64,
    /// Instant.
    pub created_at: Instant,
    pub name: String,
    pub per_page: u8,
    pub slips: usize,
    pub pages: usize,
    pub bytes: usize,
    /// Media type.
    pub media: String,
    pub state: DocumentState,
    /// Slips that show a password which was changed or reset since.
    pub superseded: usize,
    /// Slips that were handed out.
    pub handed: usize,
}

/// One slip of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedSlip {
    pub account: AccountId,
    /// Of the account when it was printed.
    pub version: i64,
    pub handed_at: Option<Instant>,
    /// A later document with the account's present password.
    pub superseded_by: Option<i64>,
}

/// What a document is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentState {
    Valid,
    /// Not to be handed out.
    Void,
    /// Its content was erased.
    Purged,
}

const DOCUMENTS: &str = "select d.id, d.created_at, d.name, d.per_page, d.slips, d.pages, d.bytes, d.type, d.status,
    (select count(*) from document_accounts da join accounts a on a.id = da.account_id
        where da.document_id = d.id and a.version <> da.version),
    (select count(*) from document_accounts da where da.document_id = d.id and da.handed_at is not null)
    from documents d";

fn row_to_document(row: &Row<'_>) -> rusqlite::Result<Document> {
    let state = match row.get_ref(8)?.as_str()? {
        "valid" => DocumentState::Valid,
        "void" => DocumentState::Void,
        _ => DocumentState::Purged,
    };
    let size = |column| row.get::<_, i64>(column).map(|size| usize::try_from(size).unwrap_or_default());
    Ok(Document {
        id: row.get(0)?,
        created_at: row.get(1)?,
        name: row.get(2)?,
        per_page: row.get(3)?,
        slips: size(4)?,
        pages: size(5)?,
        bytes: size(6)?,
        media: row.get(7)?,
        state,
        superseded: size(9)?,
        handed: size(10)?,
    })
}

/// A slip of somebody: the document that it is in, and when it was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub id: i64,
    pub at: Instant,
    pub name: String,
    pub handed_at: Option<Instant>,
}

impl Store {
    /// Every document, oldest first.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let mut statement = self.conn.prepare_cached(&format!("{DOCUMENTS} order by d.id"))?;
        let documents = statement.query_map([], row_to_document)?;
        Ok(documents.collect::<std::result::Result<_, _>>()?)
    }

    /// One document.
    pub fn document(&self, id: i64) -> Result<Option<Document>> {
        let mut statement = self.conn.prepare_cached(&format!("{DOCUMENTS} where d.id = ?1"))?;
        Ok(statement.query_row([id], row_to_document).optional()?)
    }

    /// The very bytes of a document, `None` once they are erased.
    pub fn document_content(&self, id: i64) -> Result<Option<Vec<u8>>> {
        let sql = "select content from documents where id = ?1";
        Ok(self.conn.query_row(sql, [id], |row| row.get(0)).optional()?.flatten())
    }

    /// The number that the next document will get.
    pub fn next_document(&self) -> Result<i64> {
        let sql = "select coalesce((select seq from sqlite_sequence where name = 'documents'), 0) + 1";
        Ok(self.conn.query_row(sql, [], |row| row.get(0))?)
    }

    /// The slips of a document.
    pub fn slips_of(&self, document: i64) -> Result<Vec<PrintedSlip>> {
        let sql = "select da.account_id, da.version, da.handed_at,
                (select max(d.id) from document_accounts later join documents d on d.id = later.document_id
                    where later.account_id = da.account_id and d.id > da.document_id and d.status <> 'void'
                        and later.version = a.version)
            from document_accounts da join accounts a on a.id = da.account_id where da.document_id = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let slips = statement.query_map([document], |row| {
            Ok(PrintedSlip {
                account: AccountId(row.get(0)?),
                version: row.get(1)?,
                handed_at: row.get(2)?,
                superseded_by: row.get(3)?,
            })
        })?;
        Ok(slips.collect::<std::result::Result<_, _>>()?)
    }

    /// Whose slip bears a number, as printed on it, and with which password.
    pub fn slip_numbered(&self, document: i64, rank: i64) -> Result<Option<(AccountId, i64)>> {
        let sql = "select account_id, version from document_accounts where document_id = ?1 and rank = ?2";
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_row([document, rank], |row| Ok((AccountId(row.get(0)?), row.get(1)?))).optional()?)
    }

    /// The latest document from which the slip of an account, with its present password, can still be printed.
    pub fn document_with(&self, account: AccountId) -> Result<Option<i64>> {
        let sql = "select max(d.id) from document_accounts da join documents d on d.id = da.document_id
            join accounts a on a.id = da.account_id
            where da.account_id = ?1 and a.version = da.version and d.status = 'valid' and d.content is not null";
        Ok(self.conn.prepare_cached(sql)?.query_row([account.0], |row| row.get(0))?)
    }

    /// True where the school notes the slips that it hands out.
    pub fn notes_hand_overs(&self) -> Result<bool> {
        let sql = "select exists (select 1 from document_accounts where handed_at is not null)";
        Ok(self.conn.query_row(sql, [], |row| row.get(0))?)
    }

    /// Accounts that have a slip with their present password, and whether it was handed out.
    pub fn current_slips(&self) -> Result<HashMap<AccountId, bool>> {
        let sql = "select da.account_id, max(da.handed_at is not null) from document_accounts da
            join documents d on d.id = da.document_id join accounts a on a.id = da.account_id
            where d.status <> 'void' and a.version = da.version and a.status <> 'inactive' group by da.account_id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let slips = statement.query_map([], |row| Ok((AccountId(row.get(0)?), row.get(1)?)))?;
        Ok(slips.collect::<std::result::Result<_, _>>()?)
    }

    /// Accounts of which a document that is valid has a slip, with the password that they have now.
    pub fn printed_accounts(&self) -> Result<HashSet<AccountId>> {
        self.accounts_by(
            "select da.account_id from document_accounts da join documents d on d.id = da.document_id
            join accounts a on a.id = da.account_id where d.status <> 'void' and a.version = da.version",
        )
    }

    /// Accounts that ever had a slip that was worth something.
    pub fn once_printed(&self) -> Result<HashSet<AccountId>> {
        self.accounts_by(
            "select distinct da.account_id from document_accounts da join documents d on d.id = da.document_id
            where d.status <> 'void'",
        )
    }

    fn accounts_by(&self, sql: &str) -> Result<HashSet<AccountId>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let accounts = statement.query_map([], |row| Ok(AccountId(row.get(0)?)))?;
        Ok(accounts.collect::<std::result::Result<_, _>>()?)
    }

    /// How many documents made before `day` still hold their slips.
    pub fn old_documents(&self, day: &str) -> Result<usize> {
        let sql = "select count(*) from documents where created_at < ?1 and content is not null";
        Ok(self.conn.query_row(sql, [day], |row| row.get::<_, i64>(0))? as usize)
    }

    /// Documents in which an account has a slip.
    pub fn documents_of(&self, account: AccountId) -> Result<Vec<Paper>> {
        let sql =
            "select d.id, d.created_at, d.name, da.handed_at from document_accounts da join documents d on d.id = da.document_id
            where da.account_id = ?1 order by d.id desc";
        let mut statement = self.conn.prepare_cached(sql)?;
        let documents = statement.query_map([account.0], |row| {
            Ok(Paper { id: row.get(0)?, at: row.get(1)?, name: row.get(2)?, handed_at: row.get(3)? })
        })?;
        Ok(documents.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Erases the slips of documents made before `day`, for good; their lines stay. Returns their numbers.
    pub fn purge_documents(&self, day: &str) -> Result<Vec<i64>> {
        let sql = "update documents set content = null, status = 'purged'
            where created_at < ?1 and content is not null returning id";
        let mut statement = self.conn.prepare_cached(sql)?;
        let purged = statement.query_map([day], |row| row.get(0))?;
        Ok(purged.collect::<std::result::Result<_, _>>()?)
    }

    /// Notes that the slip of an account was handed out, or was not: every one that shows its present password. False where
    /// there is none.
    pub fn hand_over(&self, account: AccountId, handed: bool) -> Result<bool> {
        let sql = "update document_accounts set handed_at = ?2 where account_id = ?1
            and version = (select version from accounts where id = ?1)
            and document_id in (select id from documents where status <> 'void')";
        let at = handed.then_some(&self.stamp.at);
        Ok(self.conn.prepare_cached(sql)?.execute(params![account.0, at])? > 0)
    }

    /// Marks a document as not to be handed out.
    pub fn void_document(&self, id: i64) -> Result<()> {
        self.conn.execute("update documents set status = 'void' where id = ?1 and status = 'valid'", [id])?;
        Ok(())
    }

    /// Keeps a document with the list of its accounts.
    pub fn add_document(&self, new: &NewDocument<'_>, batch: BatchId) -> Result<i64> {
        let sql = "insert into documents (batch_id, created_at, kind, name, per_page, slips, pages, bytes, type, status, content)
            values (?1, ?2, 'slips', ?3, ?4, ?5, ?6, ?7, 'application/pdf', 'valid', ?8)";
        self.conn.execute(
            sql,
            params![
                batch.0,
                self.stamp.at,
                new.name,
                new.per_page,
                new.slips as i64,
                new.pages as i64,
                new.content.len() as i64,
                new.content
            ],
        )?;
        let document = self.conn.last_insert_rowid();
        let sql = "insert into document_accounts (document_id, account_id, version, rank) values (?1, ?2, ?3, ?4)";
        let mut statement = self.conn.prepare_cached(sql)?;
        for (rank, (account, version)) in (1_i64..).zip(new.accounts) {
            statement.execute(params![document, account.0, version, rank])?;
        }
        Ok(document)
    }
}
