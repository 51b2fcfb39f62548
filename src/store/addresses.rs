//! Where families live, for letters alone, and only where the establishment wants it kept.

use std::collections::HashMap;

use rusqlite::params;

use super::{Result, Store, Tx};
use crate::domain::letter::Address;
use crate::domain::person::PersonId;

impl Store {
    /// Every address that is kept.
    pub fn addresses(&self) -> Result<HashMap<PersonId, Address>> {
        let mut statement = self.conn.prepare("select person_id, addressee, lines from addresses")?;
        let rows = statement.query_map([], |row| {
            let lines: String = row.get(2)?;
            let lines = lines.lines().map(str::to_owned).collect();
            Ok((PersonId(row.get(0)?), Address { addressee: row.get(1)?, lines }))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Keeps where the families of some pupils live, instead of what was known: who has no address any more has none.
    pub fn keep_addresses<'a>(&self, addresses: impl Iterator<Item = (PersonId, &'a Address)>) -> Result<()> {
        self.forget_addresses()?;
        let sql = "insert into addresses (person_id, addressee, lines) values (?1, ?2, ?3)";
        let mut statement = self.conn.prepare(sql)?;
        for (person, address) in addresses {
            statement.execute(params![person.0, address.addressee, address.lines.join("\n")])?;
        }
        Ok(())
    }

    /// Forgets them all.
    pub(super) fn forget_addresses(&self) -> Result<()> {
        self.conn.execute("delete from addresses", [])?;
        Ok(())
    }
}
