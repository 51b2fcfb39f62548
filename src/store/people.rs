//! Persons: rows, arrivals, corrections, departures.

use std::sync::LazyLock;

use compact_str::CompactString;
use jiff::civil::Date;
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, Row, Statement, params};

use super::{BatchId, Result, Store, Tx};
use crate::domain::person::details;
use crate::domain::person::{Detail, Details, Person, PersonId, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::Known;

/// Columns that everybody has.
const FIXED: [&str; 10] =
    ["profile", "family_name", "first_name", "birth_date", "ine", "number", "mef", "division", "has_left", "origin"];

/// How many columns a person has.
pub const WIDTH: usize = FIXED.len() + details::COUNT;

/// Columns of a person, in the order of [`person_at`] and of [`bind`].
pub fn names() -> impl Iterator<Item = &'static str> {
    FIXED.into_iter().chain(details::ROWS.iter().map(|row| row.column))
}

fn joined(named: impl Fn(&str) -> String) -> String {
    names().map(named).collect::<Vec<_>>().join(", ")
}

/// The columns of a person, as `p` gives them.
pub fn columns() -> &'static str {
    static COLUMNS: LazyLock<String> = LazyLock::new(|| joined(|name| format!("p.{name}")));
    &COLUMNS
}

/// The same, as a JSON object gives them.
pub fn person_in(json: &str) -> String {
    joined(|name| format!("{json} ->> '$.{name}'"))
}

static INSERT: LazyLock<String> = LazyLock::new(|| insert("id, ", "?1, "));

/// The same with the number after the last one, which SQLite need not look for.
static APPEND: LazyLock<String> = LazyLock::new(|| insert("", ""));

fn insert(id: &str, number: &str) -> String {
    let columns = joined(str::to_owned);
    let values: Vec<String> = (2..2 + WIDTH).map(|at| format!("?{at}")).collect();
    let (values, batch, line) = (values.join(", "), WIDTH + 2, WIDTH + 3);
    format!(
        "insert into persons ({id}{columns}, created_batch, changed_batch, changed_line)
        values ({number}{values}, ?{batch}, ?{batch}, ?{line})"
    )
}

static UPDATE: LazyLock<String> = LazyLock::new(|| {
    let set: Vec<String> = (2..).zip(names()).map(|(at, name)| format!("{name} = ?{at}")).collect();
    let (set, batch, line, gone) = (set.join(", "), WIDTH + 2, WIDTH + 3, WIDTH + 4);
    format!(
        "update persons set {set}, changed_batch = ?{batch}, changed_line = ?{line},
        departed_on = case ?{gone} when 'same' then departed_on when '' then null else ?{gone} end where id = ?1"
    )
});

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
    let origin = row.get_ref(at + 9)?.as_str()?;
    let mut details = Details::default();
    for (column, detail) in (at + FIXED.len()..).zip(Detail::all()) {
        details.set(detail, row.get_ref(column)?.as_str_or_null()?);
    }
    Ok(Person {
        is_profile_told: true,
        details,
        origin: origin
            .parse()
            .map_err(|()| rusqlite::Error::InvalidColumnType(at + 9, origin.to_owned(), rusqlite::types::Type::Text))?,
        profile: profile_at(row, at)?,
        family_name: text(1)?.unwrap_or_default(),
        first_name: text(2)?.unwrap_or_default(),
        birth_date: date_at(row, at + 3)?,
        ine: text(4)?.unwrap_or_default().as_str().into(),
        number: text(5)?.unwrap_or_default().into(),
        mef: text(6)?,
        division: text(7)?,
        left: Some(row.get(at + 8)?),
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
        CompactString::from_utf8([a, b, c, d, b'-', e, f, b'-', g, h]).unwrap_or_default()
    })
}

impl Store {
    /// How many people are known, present or gone.
    pub fn count_people(&self) -> Result<usize> {
        let count: i64 = self.conn.query_row("select count(*) from persons", [], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Every division that somebody is in, once.
    pub fn divisions(&self) -> Result<Vec<String>> {
        let sql = "select distinct division from persons where division <> ''";
        let mut statement = self.conn.prepare_cached(sql)?;
        let divisions = statement.query_map([], |row| row.get(0))?;
        Ok(divisions.collect::<rusqlite::Result<_>>()?)
    }

    /// Everybody who left, with the day: that of the import for a row that came with its departure.
    pub fn departed(&self) -> Result<Vec<(Known, Date)>> {
        let sql = format!(
            "select {}, p.id, coalesce(p.departed_on, substr(b.at, 1, 10)) from persons p
            left join batches b on b.id = p.created_batch where p.departed_on is not null or p.has_left = 1 order by p.id",
            columns()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut departed = Vec::new();
        while let Some(row) = rows.next()? {
            let known = Known { person: person_at(row, 0)?, id: PersonId(row.get(WIDTH)?), present: false };
            departed.extend(date_at(row, WIDTH + 1)?.map(|day| (known, day)));
        }
        Ok(departed)
    }

    /// Everybody, in the order of arrival.
    pub fn people(&self) -> Result<Vec<Known>> {
        let sql = format!(
            "select {}, p.id, p.departed_on is null and not p.has_left from persons p order by p.id",
            columns()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut people = Vec::with_capacity(self.count_people()?);
        while let Some(row) = rows.next()? {
            people.push(Known {
                person: person_at(row, 0)?,
                id: PersonId(row.get(WIDTH)?),
                present: row.get(WIDTH + 1)?,
            });
        }
        Ok(people)
    }

    /// People who are present and whose departure was announced for `today` or before.
    pub fn leaving(&self, today: Date) -> Result<Vec<(PersonId, Person)>> {
        let sql = format!(
            "select {}, p.id from persons p where p.leaves_on <= ?1 and p.departed_on is null and not p.has_left order by p.id",
            columns()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let leaving =
            statement.query_map([today.to_string()], |row| Ok((PersonId(row.get(WIDTH)?), person_at(row, 0)?)))?;
        Ok(leaving.collect::<std::result::Result<_, _>>()?)
    }

    /// People who are present and have no account.
    pub fn people_without_account(&self) -> Result<Vec<(PersonId, Person)>> {
        let mut people = Vec::new();
        self.each_without_account(&mut |id, person| people.push((id, person)))?;
        Ok(people)
    }

    /// The same, shown one after the other.
    pub fn each_without_account(&self, show: &mut dyn FnMut(PersonId, Person)) -> Result<()> {
        let sql = format!(
            "select {}, p.id from persons p
             where p.departed_on is null and not exists (select 1 from accounts a where a.person_id = p.id) order by p.id",
            columns()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            show(PersonId(row.get(WIDTH)?), person_at(row, 0)?);
        }
        Ok(())
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

/// Binds the columns of a person, from parameter `first` on, but for those that are null: the statement must hold nothing of
/// the person before. Returns the next parameter.
/// An empty nom d'usage, group or address is none: every export of one school leaves the same base.
pub fn bind(statement: &mut Statement<'_>, person: &Person, first: usize) -> rusqlite::Result<usize> {
    let birth_date = iso(person.birth_date);
    let texts = [
        Some(person.profile.as_str()),
        Some(&person.family_name),
        Some(&person.first_name),
        birth_date.as_deref(),
        Some(&person.ine),
        Some(&person.number),
        person.mef.as_deref(),
        person.division.as_deref(),
    ];
    for (column, text) in (first..).zip(texts).filter_map(|(column, text)| Some((column, text?))) {
        statement.raw_bind_parameter(column, text)?;
    }
    statement.raw_bind_parameter(first + 8, person.has_left())?;
    statement.raw_bind_parameter(first + 9, person.origin.as_str())?;
    for (column, row) in (first + FIXED.len()..).zip(&details::ROWS) {
        if let Some(text) = person.details.get(row.detail).filter(|text| row.kept_empty || !text.is_empty()) {
            statement.raw_bind_parameter(column, text)?;
        }
    }
    Ok(first + WIDTH)
}

impl Store {
    /// The number of the next row of a table: that of a row which an undo removed is not given again.
    pub fn next_number(&self, table: &str) -> Result<i64> {
        let sql = format!(
            "select max(coalesce((select max(id) from {table}), 0),
                coalesce((select last from retired where record = '{table}'), 0)) + 1"
        );
        Ok(self.conn.query_row(&sql, [], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Newcomers. In an empty base, the index is made once they are all there: sorted, it costs less than row by row.
    pub fn add_people<'p>(&self, people: impl Iterator<Item = (&'p Person, Place)>, batch: BatchId) -> Result<()> {
        let is_first: bool = self.conn.query_row("select not exists (select 1 from persons)", [], |row| row.get(0))?;
        if is_first {
            self.conn.execute_batch("drop index persons_by_ine")?;
        }
        let (mut first, mut append) = (self.conn.prepare_cached(&INSERT)?, self.conn.prepare_cached(&APPEND)?);
        for (at, (person, place)) in people.enumerate() {
            let insert = if at == 0 { &mut first } else { &mut append };
            insert.clear_bindings();
            if at == 0 {
                insert.raw_bind_parameter(1, self.next_number("persons")?)?;
            }
            let next = bind(insert, person, 2)?;
            insert.raw_bind_parameter(next, batch.0)?;
            insert.raw_bind_parameter(next + 1, place.line)?;
            insert.raw_execute()?;
        }
        if is_first {
            self.conn.execute_batch(INE_INDEX)?;
        }
        Ok(())
    }

    /// The number of the next person.
    pub fn next_person(&self) -> Result<PersonId> {
        self.next_number("persons").map(PersonId)
    }

    /// Somebody corrected, gone or back.
    pub fn update_person(
        &self,
        id: PersonId,
        person: &Person,
        presence: Presence,
        batch: BatchId,
        line: u32,
    ) -> Result<()> {
        let departed_on = match presence {
            Presence::Same => "same".to_owned(),
            Presence::Back => String::new(),
            Presence::Gone(day) => day.to_string(),
        };
        let mut update = self.conn.prepare_cached(&UPDATE)?;
        update.clear_bindings();
        update.raw_bind_parameter(1, id.0)?;
        let next = bind(&mut update, person, 2)?;
        update.raw_bind_parameter(next, batch.0)?;
        update.raw_bind_parameter(next + 1, line)?;
        update.raw_bind_parameter(next + 2, departed_on)?;
        update.raw_execute()?;
        Ok(())
    }

    /// A person's address, or none.
    pub fn set_email(&self, id: PersonId, address: &str) -> Result<()> {
        self.conn.prepare_cached("update persons set email = ?2 where id = ?1")?.execute(params![id.0, address])?;
        Ok(())
    }
}
