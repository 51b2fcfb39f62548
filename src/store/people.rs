//! Persons: rows, arrivals, corrections, departures.

use compact_str::CompactString;
use jiff::civil::Date;
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, Statement, params};

use super::{BatchId, Result, Store, Tx};
use crate::domain::person::{Person, PersonId, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::Known;

/// Columns of a person, in the order of [`person_at`]; `p` is the table.
pub const COLUMNS: &str = "p.profile, p.family_name, p.usage_name, p.first_name, p.birth_date, p.ine, p.number, p.mef,
    p.division, p.groups, p.has_left, p.diploma, p.enrolment, p.email";

const INSERT: &str = "insert into persons (profile, family_name, usage_name, first_name, birth_date, ine, number, mef,
    division, groups, has_left, diploma, enrolment, email, created_batch, changed_batch, changed_line)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?15, ?16)";

const UPDATE: &str = "update persons set family_name = ?2, usage_name = ?3, first_name = ?4, birth_date = ?5, ine = ?6,
    number = ?7, mef = ?8, division = ?9, groups = ?10, has_left = ?11, diploma = ?12, enrolment = ?13, email = ?14,
    departed_on = case ?15 when 'same' then departed_on when '' then null else ?15 end, changed_batch = ?16, changed_line = ?17 where id = ?1";

/// Whether a correction also opens or closes the person's presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    Same,
    Back,
    Gone(Date),
}

/// The person in columns `at…` of a row.
pub fn person_at(row: &Row<'_>, at: usize) -> rusqlite::Result<Person> {
    let text = |column: usize| text_at(row, at + column);
    Ok(Person {
        profile: profile_at(row, at)?,
        family_name: text(1)?.unwrap_or_default(),
        usage_name: text(2)?,
        first_name: text(3)?.unwrap_or_default(),
        birth_date: date_at(row, at + 4)?,
        ine: text(5)?.unwrap_or_default(),
        number: text(6)?.unwrap_or_default(),
        mef: text(7)?,
        division: text(8)?,
        groups: text(9)?,
        left: Some(row.get(at + 10)?),
        diploma: text(11)?,
        enrolment: text(12)?,
        email: text(13)?,
    })
}

fn text_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<CompactString>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        value => Ok(Some(value.as_str()?.into())),
    }
}

/// A date stored as text, `None` where null.
pub fn date_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    let Some(text) = text_at(row, column)? else { return Ok(None) };
    let unreadable =
        |error| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error));
    text.parse().map(Some).map_err(unreadable)
}

/// A profile stored as its word.
pub fn profile_at(row: &Row<'_>, column: usize) -> rusqlite::Result<Profile> {
    let text = row.get_ref(column)?.as_str()?;
    let unreadable =
        |error: String| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, error.into());
    text.parse().map_err(unreadable)
}

/// A date as stored.
pub fn iso(date: Option<Date>) -> Option<CompactString> {
    let digit = |value: i16| b'0' + (value % 10).unsigned_abs() as u8;
    date.map(|date| {
        let (year, month, day) = (date.year(), i16::from(date.month()), i16::from(date.day()));
        let [a, b, c, d] = [year / 1000, year / 100, year / 10, year].map(digit);
        let [e, f, g, h] = [month / 10, month, day / 10, day].map(digit);
        CompactString::from_utf8_lossy(&[a, b, c, d, b'-', e, f, b'-', g, h])
    })
}

impl Store {
    /// Everybody, in the order of arrival.
    pub fn people(&self) -> Result<Vec<Known>> {
        let count: i64 = self.conn.query_row("select count(*) from persons", [], |row| row.get(0))?;
        let sql =
            format!("select {COLUMNS}, p.id, p.departed_on is null and not p.has_left from persons p order by p.id");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut people = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
        while let Some(row) = rows.next()? {
            people.push(Known { person: person_at(row, 0)?, id: PersonId(row.get(14)?), present: row.get(15)? });
        }
        Ok(people)
    }

    /// People who are present and have no account.
    pub fn people_without_account(&self) -> Result<Vec<(PersonId, Person)>> {
        let sql = format!(
            "select {COLUMNS}, p.id from persons p
             where p.departed_on is null and not exists (select 1 from accounts a where a.person_id = p.id) order by p.id"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let people = statement.query_map([], |row| Ok((PersonId(row.get(14)?), person_at(row, 0)?)))?;
        Ok(people.collect::<std::result::Result<_, _>>()?)
    }

    /// Batch and line that last touched a person.
    pub fn last_change(&self, person: PersonId) -> Result<Option<(BatchId, u32)>> {
        let sql = "select changed_batch, changed_line from persons where id = ?1";
        let row = |row: &Row<'_>| Ok((BatchId(row.get(0)?), row.get(1)?));
        Ok(self.conn.query_row(sql, [person.0], row).optional()?)
    }
}

/// As in the schema.
const INE_INDEX: &str = "create index persons_by_ine on persons (ine) where ine <> ''";

fn add(insert: &mut Statement<'_>, person: &Person, batch: BatchId, place: Place) -> Result<()> {
    insert.execute(params![
        person.profile.as_str(),
        person.family_name.as_str(),
        person.usage_name.as_deref(),
        person.first_name.as_str(),
        iso(person.birth_date).as_deref(),
        person.ine.as_str(),
        person.number.as_str(),
        person.mef.as_deref(),
        person.division.as_deref(),
        person.groups.as_deref(),
        person.has_left(),
        person.diploma.as_deref(),
        person.enrolment.as_deref(),
        person.email.as_deref(),
        batch.0,
        place.line,
    ])?;
    Ok(())
}

impl Tx<'_> {
    /// Newcomers. In an empty base, the index is made once they are all there.
    pub fn add_people<'p>(&self, people: impl Iterator<Item = (&'p Person, Place)>, batch: BatchId) -> Result<()> {
        let empty: bool = self.conn.query_row("select not exists (select 1 from persons)", [], |row| row.get(0))?;
        if empty {
            self.conn.execute_batch("drop index persons_by_ine")?;
        }
        let mut insert = self.conn.prepare_cached(INSERT)?;
        for (person, place) in people {
            add(&mut insert, person, batch, place)?;
        }
        if empty {
            self.conn.execute_batch(INE_INDEX)?;
        }
        Ok(())
    }

    /// Somebody corrected, gone or back; the row as it was is kept first.
    pub fn update_person(
        &self,
        id: PersonId,
        person: &Person,
        presence: Presence,
        batch: BatchId,
        line: u32,
    ) -> Result<()> {
        self.keep_person(batch, id)?;
        let departed_on = match presence {
            Presence::Same => "same".to_owned(),
            Presence::Back => String::new(),
            Presence::Gone(day) => day.to_string(),
        };
        self.conn.prepare_cached(UPDATE)?.execute(params![
            id.0,
            person.family_name.as_str(),
            person.usage_name.as_deref(),
            person.first_name.as_str(),
            iso(person.birth_date).as_deref(),
            person.ine.as_str(),
            person.number.as_str(),
            person.mef.as_deref(),
            person.division.as_deref(),
            person.groups.as_deref(),
            person.has_left(),
            person.diploma.as_deref(),
            person.enrolment.as_deref(),
            person.email.as_deref(),
            departed_on,
            batch.0,
            line,
        ])?;
        Ok(())
    }

    /// A person's address, or none.
    pub fn set_email(&self, id: PersonId, address: &str) -> Result<()> {
        self.conn.prepare_cached("update persons set email = ?2 where id = ?1")?.execute(params![id.0, address])?;
        Ok(())
    }
}
