//! Cells that are not where they should be: beyond the titles, missing, or under those of others.

use compact_str::CompactString;

use super::Row;
use crate::domain::date::{self, DateCell};
use crate::domain::person::Person;
use crate::sources::MAX_FIELD;
use crate::sources::findings::{About, Reason};
use crate::sources::header::Field;
use crate::sources::words::{is_ine, is_mef};

/// Fewest letters of a day with its year: `1/9/2026`. A division may be « 1-2 ».
const SHORTEST_DAY: usize = 8;

impl Row<'_> {
    /// A date or a number where a name should be, a training where the division should be, one identifier under the title of
    /// another, no digit where a birth date should be: the cells are out of place.
    pub(super) fn misplaced(&self) -> Option<Reason> {
        let Person { family_name, first_name, ine, number, division, .. } = &self.person;
        let begins_with_digit = |cell: &&CompactString| cell.starts_with(|first: char| first.is_ascii_digit());
        let is_no_division = |cell: &&CompactString| {
            let is_day = || cell.len() >= SHORTEST_DAY && matches!(date::read(cell), DateCell::Day(_));
            begins_with_digit(cell) && (is_mef(cell) || cell.contains(['/', '-']) && is_day())
                || matches!(cell.as_str(), "VRAI" | "FAUX" | "TRUE" | "FALSE")
                || self.export.has_numbered_divisions && matches!(cell.as_str(), "F" | "M" | "G")
        };
        let usage = self.person.usage_name().map(CompactString::from);
        let names = [Some(family_name), Some(first_name), usage.as_ref()]
            .into_iter()
            .flatten()
            .find(begins_with_digit)
            .map(CompactString::to_string);
        let division = division.as_ref().filter(is_no_division).map(CompactString::to_string);
        let ine = Some(ine.as_str()).filter(|ine| ine.len() == 1 && !ine.bytes().any(|byte| byte.is_ascii_digit()));
        let number = Some(number.as_str()).filter(|number| is_ine(number));
        let found = names.or(division).or(ine.map(str::to_owned)).or(number.map(str::to_owned));
        found.map(Reason::Misplaced).or_else(|| self.misplaced_birth())
    }

    /// A birth date that is none: without a digit, or in a row that is too short.
    fn misplaced_birth(&self) -> Option<Reason> {
        let is_short = self.notices.iter().any(|about| matches!(about, About::FewCells { .. }));
        self.notices.iter().find_map(|about| match about {
            About::ImpossibleBirthDate(cell)
                if is_short || is_ine(cell) || !cell.bytes().any(|byte| byte.is_ascii_digit()) =>
            {
                Some(Reason::Misplaced(cell.clone()))
            }
            _ => None,
        })
    }

    /// What does not fit under the titles: cells beyond them, or fewer, of which what we read is absent rather than empty.
    pub(super) fn shape(&mut self) -> Option<Reason> {
        let (found, expected) = (self.record.len(), self.export.header.labels.len());
        if self.record.iter().any(|cell| cell.len() > MAX_FIELD) {
            return Some(Reason::FieldTooLong);
        }
        let filled = self.record.iter().rposition(|cell| !cell.trim_ascii().is_empty()).map_or(0, |last| last + 1);
        if filled > expected || found > self.export.width {
            self.offset = found.saturating_sub(self.export.width);
            return Some(Reason::TooManyCells { found, expected });
        }
        let lacks = |field: Field| self.export.header.columns(field).iter().any(|column| *column >= found);
        if found < expected && Field::all().any(lacks) {
            self.notices.push(About::FewCells { found, expected });
        }
        None
    }
}
