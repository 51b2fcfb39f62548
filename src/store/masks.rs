//! The establishment's own labels on the scenario forms: only those that were changed.

use rusqlite::params;

use super::{Entry, Record, Result, Store, Tx};

impl Store {
    /// Every label that was changed: diploma, field, label.
    pub fn masks(&self) -> Result<Vec<(String, String, String)>> {
        let mut statement =
            self.conn.prepare_cached("select diploma, field, label from masks order by diploma, field")?;
        let masks = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(masks.collect::<std::result::Result<_, _>>()?)
    }
}

impl Tx<'_> {
    /// Changes a label, or puts back the one that ships.
    pub fn set_mask(&self, diploma: &str, field: &str, label: Option<&str>) -> Result<()> {
        match label {
            Some(label) => {
                let sql = "insert into masks (diploma, field, label) values (?1, ?2, ?3)
                    on conflict (diploma, field) do update set label = ?3";
                self.conn.execute(sql, params![diploma, field, label])?;
            }
            None => {
                self.conn.execute("delete from masks where diploma = ?1 and field = ?2", params![diploma, field])?;
            }
        }
        let result = format!("{diploma} {field} : {}", if label.is_some() { "libellé changé" } else { "remis" });
        self.log(&Entry::new("settings.masks", Record::Setting, 0, &result))
    }
}
