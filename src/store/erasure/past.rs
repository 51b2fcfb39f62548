//! What undo still knows of somebody: the record and the account as they were before each batch.

use rusqlite::{Row, params_from_iter};

use super::{CHANGES, Subject};
use crate::domain::instant::Instant;
use crate::domain::person::Person;
use crate::store::people::{WIDTH, person_at, person_in};
use crate::store::{Result, Store};

/// Something that a batch changed, and when.
#[derive(Debug, Clone)]
pub struct Past {
    pub at: Instant,
    pub what: Kept,
}

/// Before and after; nothing after for what was taken away.
#[derive(Debug, Clone)]
pub enum Kept {
    Record(Box<Person>, Option<Box<Person>>),
    /// Login, password state and status.
    Account([String; 3], Option<[String; 3]>),
}

impl Store {
    /// What batches changed of somebody, oldest first, as far as that can still be undone.
    pub fn past_of(&self, subject: &Subject) -> Result<Vec<Past>> {
        let account = |side: &str| ["login", "password_state", "status"].map(|key| format!("{side} ->> '$.{key}'"));
        let sql = format!(
            "select b.at, c.record, after is not null, {}, {}, {}, {} from changes c join batches b on b.id = c.batch_id
                where before is not null and record in ('persons', 'accounts') and ({CHANGES}) order by c.id",
            person_in("before"),
            person_in("after"),
            account("before").join(", "),
            account("after").join(", "),
        );
        let mut statement = self.conn.prepare(&sql)?;
        let past = statement.query_map(params_from_iter(subject.values()), read)?;
        Ok(past.collect::<std::result::Result<_, _>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Past> {
    let (record, has_after): (String, bool) = (row.get(1)?, row.get(2)?);
    let what = if record == "persons" {
        let person = |at: usize| person_at(row, at).map(Box::new);
        Kept::Record(person(3)?, has_after.then(|| person(3 + WIDTH)).transpose()?)
    } else {
        let words = |at: usize| Ok::<_, rusqlite::Error>([row.get(at)?, row.get(at + 1)?, row.get(at + 2)?]);
        let first = 3 + 2 * WIDTH;
        Kept::Account(words(first)?, has_after.then(|| words(first + 3)).transpose()?)
    };
    Ok(Past { at: row.get(0)?, what })
}
