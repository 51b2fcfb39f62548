//! Rows that may be somebody known, kept until somebody decides, and what was decided.

use rusqlite::{OptionalExtension, Row, params};

use super::people::{WIDTH, bind, names, person_at, person_in};
use super::{BatchId, Result, Store, Tx};
use crate::domain::person::{Person, PersonId};
use crate::domain::roster::{Decision, Decisions, subject};

/// A conflict that an import met.
pub struct NewConflict<'a> {
    pub source: &'a str,
    pub line: u32,
    pub row: &'a Person,
    /// The person of the base that the row may be…
    pub known: Option<PersonId>,
    /// …or the other row of the file.
    pub other: Option<&'a Person>,
}

/// A conflict as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub id: i64,
    pub batch: BatchId,
    pub source: String,
    pub line: u32,
    pub row: Person,
    pub known: Option<PersonId>,
    pub other: Option<Person>,
    pub decision: Option<Decision>,
}

const CONFLICTS: &str = "select id, batch_id, source, line, known_id, decision, other_row is not null";

fn row_to_conflict(row: &Row<'_>) -> rusqlite::Result<Conflict> {
    let known: i64 = row.get(4)?;
    let other: bool = row.get(6)?;
    Ok(Conflict {
        id: row.get(0)?,
        batch: BatchId(row.get(1)?),
        source: row.get(2)?,
        line: row.get(3)?,
        known: (known != 0).then_some(PersonId(known)),
        decision: row.get_ref(5)?.as_str()?.parse().ok(),
        row: person_at(row, 7)?,
        other: if other { Some(person_at(row, 7 + WIDTH)?) } else { None },
    })
}

impl Store {
    fn select_conflicts(&self, condition: &str, id: i64) -> Result<Vec<Conflict>> {
        let sql = format!(
            "{CONFLICTS}, {}, {} from conflicts where {condition} order by id",
            person_in("row"),
            person_in("other_row")
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let conflicts = statement.query_map([id], row_to_conflict)?;
        Ok(conflicts.collect::<std::result::Result<_, _>>()?)
    }

    /// Every conflict, the oldest first; those that nobody decided, or all of them.
    pub fn conflicts(&self, decided_too: bool) -> Result<Vec<Conflict>> {
        self.select_conflicts(if decided_too { "?1 = 0" } else { "?1 = 0 and decision = ''" }, 0)
    }

    /// One conflict.
    pub fn conflict(&self, id: i64) -> Result<Option<Conflict>> {
        Ok(self.select_conflicts("id = ?1", id)?.pop())
    }

    /// Everything that was decided.
    pub fn decisions(&self) -> Result<Decisions> {
        let sql = "select subject, known_id, other, decision from conflicts where decision <> ''";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut decisions = Decisions::default();
        while let Some(row) = rows.next()? {
            let (subject, known, other): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let Ok(decision) = row.get::<_, String>(3)?.parse() else { continue };
            if known == 0 {
                decisions.of_rows(&subject, &other, decision);
            } else {
                decisions.of_known(&subject, PersonId(known), decision);
            }
        }
        Ok(decisions)
    }

    /// True where the same conflict is kept already.
    pub fn knows_conflict(&self, new: &NewConflict<'_>) -> Result<bool> {
        let sql = "select 1 from conflicts where subject = ?1 and known_id = ?2 and other = ?3";
        let key = params![subject(new.row), new.known.map_or(0, |id| id.0), new.other.map(subject).unwrap_or_default()];
        Ok(self.conn.prepare_cached(sql)?.query_row(key, |_| Ok(())).optional()?.is_some())
    }
}

impl Tx<'_> {
    /// Keeps a conflict, unless it is kept already.
    pub fn add_conflict(&self, new: &NewConflict<'_>, batch: BatchId) -> Result<()> {
        let sql = format!(
            "insert into conflicts (batch_id, source, line, subject, row, known_id, other, other_row)
             values (?1, ?2, ?3, ?4, {}, ?5, ?6, {}) on conflict do nothing",
            json(7),
            new.other.map_or("null".to_owned(), |_| json(7 + WIDTH)),
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        statement.clear_bindings();
        statement.raw_bind_parameter(1, batch.0)?;
        statement.raw_bind_parameter(2, new.source)?;
        statement.raw_bind_parameter(3, new.line)?;
        statement.raw_bind_parameter(4, subject(new.row))?;
        statement.raw_bind_parameter(5, new.known.map_or(0, |id| id.0))?;
        statement.raw_bind_parameter(6, new.other.map(subject).unwrap_or_default())?;
        let next = bind(&mut statement, new.row, 7)?;
        if let Some(other) = new.other {
            bind(&mut statement, other, next)?;
        }
        statement.raw_execute()?;
        Ok(())
    }

    /// Forgets a conflict that is none any more.
    pub fn close_conflict(&self, id: i64) -> Result<()> {
        self.conn.prepare_cached("delete from conflicts where id = ?1 and decision = ''")?.execute([id])?;
        Ok(())
    }

    /// Writes what was decided.
    pub fn decide(&self, id: i64, decision: Decision) -> Result<()> {
        let sql = "update conflicts set decision = ?2, decided_at = ?3 where id = ?1";
        self.conn.execute(sql, params![id, decision.as_str(), self.stamp.at])?;
        Ok(())
    }
}

/// A person as a JSON object, bound from `first` on.
fn json(first: usize) -> String {
    let pairs: Vec<String> =
        (first..).zip(names()).map(|(parameter, column)| format!("'{column}', ?{parameter}")).collect();
    format!("json_object({})", pairs.join(", "))
}
