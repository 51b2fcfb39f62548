//! Words of others that name somebody who is erased: reasons of requests, names of files.

use rusqlite::params;

use super::Subject;
use crate::domain::erasure;
use crate::store::{Result, Tx};

impl Tx<'_> {
    /// Reasons of requests that name somebody.
    pub(super) fn hide_reasons(&self, subject: &Subject) -> Result<()> {
        let login = subject.account.as_ref().map(|(_, login)| login.as_str());
        let people = subject.names();
        let is_named = |text: &str| people.iter().any(|person| erasure::names(text, person, login));
        let texts = |sql: &str| -> Result<Vec<(i64, String)>> {
            let mut statement = self.conn.prepare(sql)?;
            let texts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(texts.collect::<std::result::Result<_, _>>()?)
        };
        let reasons = texts("select account_id, reason from requests where reason <> ''")?;
        for (account, _) in reasons.iter().filter(|(_, reason)| is_named(reason)) {
            self.conn.execute("update requests set reason = '' where account_id = ?1", [account])?;
        }
        let reasons = texts(
            "select id, coalesce(before ->> '$.reason', '') || ' ' || coalesce(after ->> '$.reason', '') from changes
                where record = 'requests'",
        )?;
        for (id, _) in reasons.iter().filter(|(_, reason)| is_named(reason)) {
            self.conn.execute("delete from changes where id = ?1", [id])?;
        }
        Ok(())
    }

    /// Names of files that tell of somebody: `celia.age`, `papillon-abadie.pdf`.
    pub(super) fn hide_file_names(&self, subject: &Subject) -> Result<()> {
        let login = subject.account.as_ref().map(|(_, login)| login.as_str());
        let sql = "select not exists (select 1 from persons where family_name = ?1 collate nocase and id <> ?2)";
        let values = params![subject.person.family_name.as_str(), subject.id.0];
        let is_alone: bool = self.conn.query_row(sql, values, |row| row.get(0))?;
        let people = subject.names();
        for (table, column) in
            [("documents", "name"), ("batches", "source"), ("transfers", "file"), ("conflicts", "source")]
        {
            let mut statement = self.conn.prepare(&format!("select distinct {column} from {table}"))?;
            let names = statement.query_map([], |row| row.get(0))?;
            let names: Vec<String> = names.collect::<std::result::Result<_, _>>()?;
            let tells =
                |name: &String| people.iter().any(|person| erasure::is_told_by_file(name, person, login, is_alone));
            for name in names.into_iter().filter(tells) {
                let sql = format!("update {table} set {column} = ?2 where {column} = ?1");
                self.conn.execute(&sql, params![name, hidden(&name)])?;
            }
        }
        Ok(())
    }
}

/// What stays of the name of a file that told of somebody: its end.
fn hidden(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, end)) if end.len() <= 5 => format!("effacé.{end}"),
        _ => "effacé".to_owned(),
    }
}
