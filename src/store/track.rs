//! What a batch changes, kept row by row while it writes, so that it can be undone.
//!
//! Temporary triggers write every updated or removed row into `changes`, whatever command changes it: none can forget
//! to. SQLite's session extension would do as much, but cannot be built with a C compiler alone, and its blobs could
//! not be searched for the rows of a person to erase.

use rusqlite::Connection;

use super::BatchId;

/// A table that batches change.
pub struct Table {
    pub name: &'static str,
    /// Columns by which a row is found again.
    pub keys: &'static [&'static str],
    /// Columns that are kept; none: all of them.
    only: &'static [&'static str],
    /// Columns that change by themselves and tell nothing of what a batch did.
    pub fleeting: &'static [&'static str],
    /// True for rows that come and go by themselves: one that is there again, or gone, is as good.
    pub is_passing: bool,
}

const fn table(name: &'static str, keys: &'static [&'static str]) -> Table {
    Table { name, keys, only: &[], fleeting: &[], is_passing: false }
}

/// Every table that a batch may change, those that others refer to first.
pub const TABLES: [Table; 10] = [
    table("persons", &["id"]),
    Table { fleeting: &["failures", "locked_until"], ..table("accounts", &["id"]) },
    table("logins", &["login"]),
    table("conflicts", &["id"]),
    Table { only: &["id", "status"], is_passing: true, ..table("documents", &["id"]) },
    table("document_accounts", &["document_id", "account_id"]),
    Table { only: &["id", "cancelled_at"], ..table("transfers", &["id"]) },
    Table { is_passing: true, ..table("requests", &["account_id"]) },
    Table { is_passing: true, ..table("outbox", &["id"]) },
    Table { is_passing: true, ..table("sign_in_failures", &["id"]) },
];

impl Table {
    /// The table of a name found in `changes`.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// The columns that are kept, in the order of the table.
    pub fn columns(&self, conn: &Connection) -> rusqlite::Result<Vec<String>> {
        let mut statement = conn.prepare_cached("select name from pragma_table_info(?1) order by cid")?;
        let mut columns: Vec<String> =
            statement.query_map([self.name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        columns.retain(|column| self.only.is_empty() || self.only.contains(&column.as_str()));
        Ok(columns)
    }

    /// A row as a JSON object: `of` is `old`, `new` or an alias.
    pub fn json(&self, of: &str, columns: &[String]) -> String {
        let pairs: Vec<String> = columns.iter().map(|column| format!("'{column}', {of}.\"{column}\"")).collect();
        format!("json_object({})", pairs.join(", "))
    }

    fn number(&self, of: &str) -> String {
        match self.keys {
            ["login"] => "0".to_owned(),
            keys => format!("{of}.\"{}\"", keys[keys.len() - 1]),
        }
    }

    fn triggers(&self, conn: &Connection, batch: BatchId, arrivals: bool) -> rusqlite::Result<String> {
        let columns = self.columns(conn)?;
        let (old, new) = (self.json("old", &columns), self.json("new", &columns));
        let trigger = |event: &str, number: String, before: &str, after: &str| {
            format!(
                "create temp trigger track_{name}_{event} after {event} on main.{name} begin
                    insert into changes (batch_id, record, record_id, before, after)
                        select {batch}, '{name}', {number}, b, a from (select {before} as b, {after} as a) where b is not a;
                end;",
                name = self.name,
                batch = batch.0
            )
        };
        let mut sql = trigger("update", self.number("new"), &old, &new);
        sql.push_str(&trigger("delete", self.number("old"), &old, "null"));
        if arrivals {
            sql.push_str(&trigger("insert", self.number("new"), "null", &new));
        }
        Ok(sql)
    }
}

/// From now on, what changes belongs to `batch`; `arrivals` where added rows must be kept as well.
pub fn start(conn: &Connection, batch: BatchId, arrivals: bool) -> rusqlite::Result<()> {
    TABLES.iter().try_for_each(|table| conn.execute_batch(&table.triggers(conn, batch, arrivals)?))
}

/// The batch is over.
pub fn stop(conn: &Connection) -> rusqlite::Result<()> {
    for table in &TABLES {
        for event in ["update", "delete", "insert"] {
            conn.execute_batch(&format!("drop trigger if exists temp.track_{}_{event}", table.name))?;
        }
    }
    Ok(())
}
