//! Mappings of columns, saved under a name for the next file of the same shape.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, Tx};

impl Store {
    /// The pairs of a mapping, a JSON object label → field; `None` where there is none of that name.
    pub fn mapping(&self, name: &str) -> Result<Option<String>> {
        let sql = "select pairs from mappings where name = ?1";
        Ok(self.conn.query_row(sql, [name], |row| row.get(0)).optional()?)
    }

    /// The names of every mapping.
    pub fn mapping_names(&self) -> Result<Vec<String>> {
        let mut statement = self.conn.prepare_cached("select name from mappings order by name")?;
        let names = statement.query_map([], |row| row.get(0))?;
        Ok(names.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Saves a mapping, in place of the one of that name.
    pub fn save_mapping(&self, name: &str, pairs: &str) -> Result<()> {
        let sql = "insert into mappings (name, pairs) values (?1, ?2) on conflict (name) do update set pairs = ?2";
        self.conn.execute(sql, params![name, pairs])?;
        Ok(())
    }
}
