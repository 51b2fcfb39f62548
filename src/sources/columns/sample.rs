//! The first rows of a list: how wide they usually are, and what kind of thing a column holds.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::over;
use crate::domain::date::{self, DateCell};
use crate::domain::ine::{self, IneCell};
use crate::sources::cell;
use crate::sources::encoding::Encoding;
use crate::sources::header::Field;
use crate::sources::words;

/// Rows that are looked at.
const ROWS: usize = 50;

/// Fewest cells that make a column another one.
const FEWEST: usize = 3;

/// Fewest cells by which a column is known.
const MANY: usize = 10;

/// Ages of nearly all pupils.
const AGES: RangeInclusive<i16> = 9..=30;

/// Longest code of a division, in characters.
const LONGEST_CODE: usize = 20;

/// The first rows.
#[derive(Debug, Default)]
pub struct Sample(Vec<Vec<String>>);

impl Sample {
    /// Those of a text that begins with its titles.
    pub fn of(text: &[u8], delimiter: u8, encoding: Encoding) -> Self {
        let rows = over(text, delimiter).into_byte_records().skip(1).take(ROWS).flatten();
        Self(rows.map(|row| row.iter().map(|cell| encoding.decode(cell).trim().to_owned()).collect()).collect())
    }

    /// How many cells most rows have.
    pub fn width(&self) -> usize {
        let mut widths: HashMap<usize, usize> = HashMap::new();
        self.0.iter().for_each(|row| *widths.entry(row.len()).or_default() += 1);
        widths.into_iter().max_by_key(|(width, rows)| (*rows, Reverse(*width))).map_or(0, |(width, _)| width)
    }

    /// A cell that a column cannot hold, where most of its cells are such: titles and columns are not in the same order.
    pub fn contradiction(&self, column: usize, field: Field) -> Option<&str> {
        let filled: Vec<&str> = self.filled(column);
        let wrong: Vec<&&str> = filled.iter().filter(|cell| cannot_be(cell, field)).collect();
        // A few words in a column that is nearly empty are remarks.
        let is_most = wrong.len() >= FEWEST && wrong.len() * 2 > filled.len() && wrong.len() * 4 > self.0.len();
        wrong.first().copied().copied().filter(|_| is_most)
    }

    fn filled(&self, column: usize) -> Vec<&str> {
        let cells = self.0.iter().filter_map(|row| row.get(column)).map(|cell| cell::unwrap(cell));
        cells.filter(|cell| !cell.is_empty() && !cell::is_placeholder(cell.as_bytes())).collect()
    }

    /// True where nine cells in ten of a column, and ten at least, are such.
    pub fn are_mostly(&self, columns: &[usize], is: &dyn Fn(&str) -> bool) -> bool {
        let filled: Vec<&str> = columns.iter().flat_map(|column| self.filled(*column)).collect();
        let such = filled.iter().filter(|cell| is(cell)).count();
        such >= MANY && such * 10 >= filled.len() * 9
    }

    /// True where two rows in three, and three at least, fill one of some columns; rows that are half empty are not counted.
    pub fn fills(&self, columns: &[usize]) -> bool {
        let fills = |row: &&Vec<String>| {
            columns.iter().any(|column| row.get(*column).is_some_and(|cell| !cell::unwrap(cell).is_empty()))
        };
        let said = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
        let most = self.0.iter().map(said).max().unwrap_or_default();
        let full: Vec<&Vec<String>> = self.0.iter().filter(|row| said(row) * 2 >= most).collect();
        let filled = full.iter().copied().filter(fills).count();
        filled >= FEWEST && filled * 3 >= full.len() * 2
    }

    /// A cell of a column whose cells are, two in three and three at least, days on which pupils may be born.
    pub fn birth_date(&self, column: usize, today: Date) -> Option<&str> {
        let filled = self.filled(column);
        let is_birth =
            |cell: &&&str| matches!(date::read(cell), DateCell::Day(day) if AGES.contains(&date::age(day, today)));
        let births = filled.iter().filter(is_birth).count();
        filled.first().copied().filter(|_| births >= FEWEST && births * 3 >= filled.len() * 2)
    }

    /// True where most cells of a column are words such as names.
    pub fn holds_names(&self, column: usize) -> bool {
        let filled = self.filled(column);
        let is_name = |cell: &&&str| cell.chars().count() > 3 && !cell.bytes().any(|byte| byte.is_ascii_digit());
        filled.iter().filter(is_name).count() * 2 > filled.len()
    }

    /// True where most cells of a column have the form of what a field holds; a column of which nothing is filled has no form.
    pub fn suits(&self, column: usize, field: Field) -> bool {
        let filled = self.filled(column);
        let suited = filled.iter().filter(|cell| has_form(cell, field)).count();
        suited * 2 > filled.len()
    }
}

/// True for a cell that no school would write there, however oddly it names things.
fn cannot_be(cell: &str, field: Field) -> bool {
    let is_day =
        || matches!(date::read(cell), DateCell::Day(_) | DateCell::OtherOrder) && cell.contains(['/', '-', '.']);
    let has_digit = cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_number = || has_digit && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    match field {
        Field::FamilyName | Field::UsageName | Field::FirstName => {
            is_day() || is_number() || cell.contains('@') || words::is_mef(cell)
        }
        Field::Division => {
            is_day() || words::is_mef(cell) || cell.contains('@') || cell.chars().count() > LONGEST_CODE * 3
        }
        Field::Ine => !has_digit || is_day() || cell.contains('@'),
        // An INE ends with two letters.
        Field::Number => !has_digit || is_day() || cell.contains('@') || words::is_ine(cell),
        Field::Email => !cell.contains('@') && (is_day() || has_digit),
        _ => false,
    }
}

/// True for a cell that could be one of that field.
fn has_form(cell: &str, field: Field) -> bool {
    let has_digit = cell.chars().any(|sign| sign.is_ascii_digit());
    let is_day = || matches!(date::read(cell), DateCell::Day(_) | DateCell::TwoDigitYear | DateCell::OtherOrder);
    match field {
        Field::BirthDate | Field::LeftOn => is_day(),
        Field::Ine => matches!(ine::read(cell), IneCell::Number { usual: true, .. }),
        Field::Number => cell.chars().all(|sign| sign.is_ascii_digit() || sign == ' '),
        Field::Email => cell.contains('@'),
        Field::FamilyName | Field::UsageName | Field::FirstName | Field::Civility => !has_digit && !cell.contains('@'),
        Field::Division | Field::Groups | Field::Mef => cell.chars().count() <= LONGEST_CODE && !is_day(),
        _ => !is_day(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_a_form() {
        let text = "A;B;C;D;E\n01/02/2010;081234501AB;DUPONT;a@b.fr;\n02/03/2010;081234502BC;MARTIN;c@d.fr;\nNC;;;;\n";
        let sample = Sample::of(text.as_bytes(), b';', Encoding::Utf8 { bom: false });
        for (column, field) in
            [(0, Field::BirthDate), (1, Field::Ine), (2, Field::FamilyName), (3, Field::Email), (1, Field::Division)]
        {
            assert!(sample.suits(column, field), "{column} {field:?}");
        }
        for (column, field) in [
            (2, Field::BirthDate),
            (0, Field::Division),
            (0, Field::FirstName),
            (2, Field::Ine),
            (4, Field::FamilyName),
        ] {
            assert!(!sample.suits(column, field), "{column} {field:?}");
        }
        assert_eq!(sample.width(), 5);
    }
}
