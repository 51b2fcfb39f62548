//! Mappings of columns, saved under a name for the next file of the same shape.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, Tx};

/// Labels of columns, and the words of their fields.
pub type Mapping = BTreeMap<String, String>;

impl Store {
    /// A mapping; `None` where there is none of that name.
    pub fn mapping(&self, name: &str) -> Result<Option<Mapping>> {
        let sql = "select pairs from mappings where name = ?1";
        let pairs: Option<String> = self.conn.query_row(sql, [name], |row| row.get(0)).optional()?;
        Ok(pairs.map(|pairs| serde_json::from_str(&pairs).unwrap_or_default()))
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
    pub fn save_mapping(&self, name: &str, mapping: &Mapping) -> Result<()> {
        let pairs = serde_json::to_string(mapping).unwrap_or_default();
        let sql = "insert into mappings (name, pairs) values (?1, ?2) on conflict (name) do update set pairs = ?2";
        self.conn.execute(sql, params![name, pairs])?;
        Ok(())
    }
}
