//! Documents that were printed, and whose slips they hold.

use rusqlite::params;

use super::{BatchId, Result, Store, Tx};
use crate::domain::account::AccountId;

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

impl Store {
    /// The number that the next document will get.
    pub fn next_document(&self) -> Result<i64> {
        let sql = "select coalesce((select seq from sqlite_sequence where name = 'documents'), 0) + 1";
        Ok(self.conn.query_row(sql, [], |row| row.get(0))?)
    }

    /// How many documents made before `day` still hold their slips.
    pub fn old_documents(&self, day: &str) -> Result<usize> {
        let sql = "select count(*) from documents where created_at < ?1 and content is not null";
        Ok(self.conn.query_row(sql, [day], |row| row.get::<_, i64>(0))? as usize)
    }

    /// Documents in which an account has a slip: number, instant, name.
    pub fn documents_of(&self, account: AccountId) -> Result<Vec<(i64, String, String)>> {
        let sql =
            "select d.id, d.created_at, d.name from document_accounts da join documents d on d.id = da.document_id
            where da.account_id = ?1 order by d.id desc";
        let mut statement = self.conn.prepare_cached(sql)?;
        let documents = statement.query_map([account.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
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
        let sql = "insert into document_accounts (document_id, account_id, version) values (?1, ?2, ?3)";
        let mut statement = self.conn.prepare_cached(sql)?;
        for (account, version) in new.accounts {
            statement.execute(params![document, account.0, version])?;
        }
        Ok(document)
    }
}
