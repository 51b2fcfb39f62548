//! Rows taken one by one, from columns or from XML: persons into the intake, rejects and notices beside.

use std::borrow::Cow;

use csv::ByteRecord;
use jiff::civil::Date;

use super::Error;
use super::aside::{self, Aside};
use super::columns::Head;
use super::export::{Explained, Export, LineUse, ReadOptions};
use super::findings::{About, Notice, Reason, Reject};
use super::header::Field;
use super::row::Row;
use super::schools::Schools;
use super::tally::Tally;
use crate::domain::person::{Person, Place};
use crate::domain::roster::{Intake, Pushed};
use crate::domain::secret;

/// Most digits of a number that may count people rather than name one.
const COUNT_DIGITS: usize = 4;

/// True where what stands for birth date and numbers, if anything does, may be counts, as below a column, or the day of a list:
/// 28 is shown as 28/01/1900 below a column of days.
fn has_at_most_counts(person: &Person, today: Date) -> bool {
    // Nearly every row stops at its number.
    person.ine.as_str().len() <= COUNT_DIGITS
        && person.number.as_str().len() <= COUNT_DIGITS
        && person.birth_date.is_none_or(|day| secret::trusted(Some(day), person.profile, today).is_err())
}

/// One file being taken in.
pub struct Taking<'a> {
    pub export: Export,
    options: &'a ReadOptions<'a>,
    /// The school of the part of the file that is read.
    pub school: Option<String>,
    schools: Schools,
    tally: Tally,
}

impl<'a> Taking<'a> {
    /// Starts with an export of which nothing is read yet.
    pub fn new(export: Export, options: &'a ReadOptions<'a>) -> Self {
        Self { export, options, school: None, schools: Schools::default(), tally: Tally::default() }
    }

    /// Tells now and then how far the reading is.
    pub fn reach(&self, bytes: u64) -> Result<(), Error> {
        if self.export.rows.is_multiple_of(1024) { self.options.reach(bytes) } else { Ok(()) }
    }

    /// Leaves out what stands above the titles.
    pub fn leave_above(&mut self, head: Head) {
        if head.above > 0 {
            self.export.aside.insert(Aside::Above, head.above);
        }
        if let Some(line) = self.options.watched.filter(|line| *line <= head.before) {
            let used = LineUse::Aside(Aside::Above);
            self.export.explained = Some(Explained { line, cells: Vec::new(), used });
        }
    }

    /// Leaves out a row that is nobody.
    pub fn leave_out(&mut self, aside: Aside, record: &ByteRecord, line: u32) {
        *self.export.aside.entry(aside).or_default() += 1;
        self.watch(record, line, LineUse::Aside(aside));
    }

    /// Takes one row; `cut` where the file stops in it.
    pub fn row(&mut self, record: &ByteRecord, place: Place, cut: bool, intake: &mut Intake) -> Result<(), Error> {
        let mut row = Row::new(record, &self.export, place, self.options, &mut self.tally);
        let mut reason = row.fill()?.or(cut.then_some(Reason::CutShort));
        let said = row.school().map(Cow::into_owned).or_else(|| self.school.clone());
        let Row { person, notices, .. } = row;
        if Aside::is_remark(record) {
            // Whoever was commented out has not left.
            self.export.strangers.push(person);
            self.leave_out(Aside::Remark, record, place.line);
            return Ok(());
        }
        if !self.export.is_xml() {
            if has_at_most_counts(&person, self.options.today)
                && let Some(aside) = Aside::of(record, self.export.encoding)
            {
                self.leave_out(aside, record, place.line);
                return Ok(());
            }
            if self.may_be_nobody(record, &person) {
                reason = reason.or(Some(Reason::Alone));
            }
        }
        // Whose cells are out of place says nothing of a school.
        let is_placed = !matches!(reason, Some(Reason::Misplaced(_) | Reason::TooManyCells { .. }));
        let ours = self.options.uai.filter(|_| is_placed && self.options.wanted.is_of_one_school());
        if let Some(school) = ours.and_then(|ours| self.schools.other(said.as_deref(), &person, ours)) {
            self.schools.leave(school.clone(), person);
            self.watch(record, place.line, LineUse::Elsewhere(school));
            return Ok(());
        }
        self.export.count()?;
        let used = match reason {
            Some(reason) => {
                let cells = record.iter().map(<[u8]>::to_vec).collect();
                self.export.rejects.push(Reject { line: place.line, reason: reason.clone(), person, cells });
                LineUse::Rejected(reason)
            }
            None => {
                let noticed =
                    notices.into_iter().map(|about| Notice { line: place.line, name: person.full_name(), about });
                self.export.notices.extend(noticed);
                self.take(person, place, intake)
            }
        };
        self.watch(record, place.line, used);
        Ok(())
    }

    /// True where nothing but a name, or a remark, is told of somebody without a number.
    fn may_be_nobody(&self, record: &ByteRecord, person: &Person) -> bool {
        if !person.ine.is_empty() || !person.number.is_empty() {
            return false;
        }
        let has = |field: Field| self.export.header.has(field);
        let no_email = person.email().unwrap_or_default().is_empty();
        let is_nowhere = (has(Field::Division) || has(Field::Mef))
            && person.division().is_empty()
            && person.mef.as_deref().unwrap_or_default().is_empty();
        let is_note = || self.export.is_numbered && aside::is_note(record, self.export.encoding);
        if person.birth_date.is_some() {
            return is_nowhere && is_note();
        }
        let filled = record.iter().filter(|cell| !cell.trim_ascii().is_empty()).count();
        let is_bare = person.first_name.is_empty() && has(Field::FirstName) && no_email;
        let is_unlike = self.export.is_numbered && is_nowhere && no_email;
        is_bare || is_unlike || is_note() || filled == 1 && self.export.header.labels.len() > 2
    }

    /// Keeps how the line that is to be explained was used.
    fn watch(&mut self, record: &ByteRecord, line: u32, used: LineUse) {
        if self.options.watched == Some(line) {
            self.export.explained = Some(self.explain(record, line, used));
        }
    }

    fn take(&mut self, person: Person, place: Place, intake: &mut Intake) -> LineUse {
        let (pushed, position) = intake.push(person, place);
        match pushed {
            Pushed::New => return LineUse::Read(position),
            Pushed::Repeated => self.export.repeated += 1,
            Pushed::Completed(contradictions) => {
                self.export.completed += 1;
                let name = intake.name(position);
                self.export.notices.extend(contradictions.into_iter().map(|contradiction| Notice {
                    line: place.line,
                    name: name.clone(),
                    about: contradiction.into(),
                }));
            }
        }
        LineUse::Repeats(position)
    }

    fn explain(&self, record: &ByteRecord, line: u32, used: LineUse) -> Explained {
        let header = &self.export.header;
        let filled =
            record.iter().zip(&header.labels).enumerate().filter(|(_, (cell, _))| !cell.trim_ascii().is_empty());
        let cells = filled.map(|(column, (cell, label))| {
            (label.clone(), header.field_of_column(column), self.export.encoding.decode(cell).trim().to_owned())
        });
        Explained { line, cells: cells.collect(), used }
    }

    /// The export, unless it is another establishment's, or has a column that cannot be read.
    pub fn finish(mut self) -> Result<Export, Error> {
        if let Some(ours) = self.options.uai.filter(|_| self.options.wanted.is_of_one_school()) {
            let (elsewhere, people) = self.schools.finish(self.options.name, ours)?;
            self.export.elsewhere = elsewhere;
            self.export.strangers.extend(people);
        }
        if self.export.rows == 0 {
            return Err(Error::NoRows);
        }
        self.tally.check(&self.export.header, self.options)?;
        self.export.forget_shared_divisions();
        if let Some((day, rows)) = self.tally.constant_birth() {
            let about = About::OneBirthDate(day, rows);
            self.export.notices.push(Notice { line: 1, name: "toute la colonne".to_owned(), about });
        }
        self.export.unseen = self.tally.unseen;
        Ok(self.export)
    }
}
