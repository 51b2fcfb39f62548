//! A column is judged as a whole: whether most of it can be read, and which of day and month it puts first.

use super::Error;
use super::export::ReadOptions;
use super::header::{FIELDS, Field, Header};
use crate::domain::date::{self, DateCell, Order};

/// Fewest cells that make a column unreadable.
const FEWEST: u32 = 3;

/// Fewest equal birth dates that make a column one that nobody filled.
const CONSTANT: u32 = 10;

/// Longest cell shown, in characters.
const LONGEST: usize = 40;

/// What was met so far in the columns of one file.
#[derive(Debug, Default)]
pub struct Tally {
    fields: [Count; FIELDS],
    /// Cells out of which signs that nobody sees were taken.
    pub unseen: usize,
}

/// What was met in the columns of one field.
#[derive(Debug, Default)]
struct Count {
    filled: u32,
    /// The very first of them, and how many are the same.
    sample: String,
    same: u32,
    unread: u32,
    /// The first cell that could not be read, and its line.
    first: Option<(u32, String)>,
    /// The first cell that proves the order in which the file is read, and the first that proves the other.
    proof: Option<(u32, String)>,
    other: Option<(u32, String)>,
}

impl Tally {
    /// Reads a date, in the order that the user says.
    pub fn date(&mut self, field: Field, cell: &str, line: u32, order: Order) -> DateCell {
        let (read, proves) = date::read_in(cell, order);
        let count = &mut self.fields[field as usize];
        let place = match proves {
            None => None,
            Some(proved) if proved == order => Some(&mut count.proof),
            Some(_) => Some(&mut count.other),
        };
        if let Some(place) = place {
            place.get_or_insert_with(|| (line, shown(cell)));
        }
        match read {
            DateCell::Absent => {}
            DateCell::Day(_) => self.met(field, cell, line, true),
            _ => self.met(field, cell, line, false),
        }
        read
    }

    /// Counts a filled cell.
    pub fn met(&mut self, field: Field, cell: &str, line: u32, readable: bool) {
        let count = &mut self.fields[field as usize];
        if count.filled == 0 {
            count.sample = shown(cell);
        }
        count.filled += 1;
        count.same += u32::from(count.sample == cell);
        if !readable {
            count.unread += 1;
            count.first.get_or_insert_with(|| (line, shown(cell)));
        }
    }

    /// How many rows have one birth date, where nearly all of them do: somebody drew a cell down the column.
    pub fn constant_birth(&self) -> Option<(String, usize)> {
        let count = &self.fields[Field::BirthDate as usize];
        let is_constant = count.same >= CONSTANT && count.same * 10 >= count.filled * 9;
        is_constant.then(|| (count.sample.clone(), count.same as usize))
    }

    /// Refuses a file of which a whole column is in the other order, or cannot be read for the most part.
    pub fn check(&self, header: &Header, options: &ReadOptions<'_>) -> Result<(), Error> {
        for field in Field::all() {
            let count = &self.fields[field as usize];
            let column = || {
                let column = header.columns(field).first().and_then(|column| header.labels.get(*column));
                column.cloned().unwrap_or_default()
            };
            if let (None, Some((line, cell))) = (&count.proof, &count.other) {
                let month_first = options.order == Order::DayFirst;
                return Err(Error::OtherOrder { column: column(), line: *line, cell: cell.clone(), month_first });
            }
            // What is no day in a column of departures is one all the same, and told.
            let is_judged = field != Field::LeftOn && count.unread >= FEWEST;
            if let Some((line, cell)) = count.first.as_ref().filter(|_| is_judged)
                && count.unread * 2 > count.filled
            {
                let (unread, filled) = (count.unread as usize, count.filled as usize);
                return Err(Error::UnreadColumn { column: column(), unread, filled, line: *line, cell: cell.clone() });
            }
        }
        Ok(())
    }
}

/// The beginning of a cell, as sentences quote it.
pub fn shown(cell: &str) -> String {
    cell.chars().take(LONGEST).collect()
}
