//! SIECLE's CSV exports, and the files of pupils that look like them.
//!
//! A row becomes a person, a repetition of one, or a reject that says why; a doubtful cell becomes a notice.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use compact_str::CompactString;
use csv::ByteRecord;

use super::encoding::{self, Encoding};
use super::header::{self, Family, Header};
use super::{Error, Kind, MAX_BYTES, MAX_ROWS, cell, kind};
use crate::domain::name;
use crate::domain::person::{Person, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::{Intake, Pushed};
use crate::domain::uai::Uai;

mod findings;
mod lines;
mod row;

pub use findings::{About, Notice, Reason, Reject};

use lines::Lines;
use row::Row;

/// Most lines that one row may span before its quotation mark is held to be open.
const MAX_ROW_LINES: u32 = 20;

/// What the reader must know of the world.
pub struct Options<'a> {
    /// The establishment, once it is set: a file of another one is refused.
    pub uai: Option<&'a Uai>,
    /// Looked at now and then: Ctrl-C.
    pub stop: &'a AtomicBool,
    /// Told the number of bytes read.
    pub progress: &'a dyn Fn(u64),
}

/// What one file gave, beside the persons that went into the intake.
#[derive(Debug)]
pub struct Export {
    pub header: Header,
    pub family: Family,
    pub encoding: Encoding,
    pub delimiter: u8,
    /// Rows that were not wholly empty.
    pub rows: usize,
    /// Rows that repeat a pupil.
    pub repeated: usize,
    pub rejects: Vec<Reject>,
    pub notices: Vec<Notice>,
}

/// Reads one file into `intake`; `file` is its position in the run.
pub fn read(bytes: &[u8], file: u16, intake: &mut Intake, options: &Options<'_>) -> Result<Export, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    if let Some(kind) = kind::recognise(bytes) {
        return Err(Error::NotCsv(kind));
    }
    let (text, encoding) = encoding::detect(bytes, &header::known_labels);
    if text.contains(&0) {
        return Err(Error::NotCsv(Kind::Binary));
    }
    let line = header_line(&text);
    let delimiter = header::delimiter(&encoding.decode(line));
    let (text, skipped) = without_separator_line(&text);
    Reader::new(text, skipped, encoding, delimiter)?.run(file, intake, options)
}

/// `sep=;`: a first line that some write for Excel alone.
fn without_separator_line(text: &[u8]) -> (&[u8], u32) {
    if !text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep=")) {
        return (text, 0);
    }
    let end = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(text.len());
    let after = &text[end..];
    (after.strip_prefix(b"\r\n").or_else(|| after.get(1..)).unwrap_or(after), 1)
}

/// The first line that says something.
fn header_line(text: &[u8]) -> &[u8] {
    let (text, _) = without_separator_line(text);
    text.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.trim_ascii().is_empty()).unwrap_or(&[])
}

struct Reader<'a> {
    csv: csv::Reader<&'a [u8]>,
    lines: Lines<'a>,
    export: Export,
    /// Most cells that a row had so far.
    widest: usize,
    /// How many internal numbers end with each school's code.
    schools: HashMap<CompactString, usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8], skipped: u32, encoding: Encoding, delimiter: u8) -> Result<Self, Error> {
        let mut csv =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
        let mut first = ByteRecord::new();
        while csv.read_byte_record(&mut first).unwrap_or(false) && is_blank(&first) {}
        let labels = first.iter().map(|label| name::tidy(cell::unwrap(&encoding.decode(label)))).collect();
        let header = Header::new(labels);
        if let Some(label) = header.labels.iter().find(|label| encoding::is_mojibake(label)) {
            return Err(Error::Mojibake { line: 1, sample: label.clone() });
        }
        if header.is_guardian_list() {
            return Err(Error::Guardians);
        }
        if !header.is_pupil_list() {
            return Err(Error::UnknownHeader { columns: header.labels });
        }
        let family = header.family();
        let export = Export {
            header,
            family,
            encoding,
            delimiter,
            rows: 0,
            repeated: 0,
            rejects: Vec::new(),
            notices: Vec::new(),
        };
        Ok(Self { csv, lines: Lines::new(text, skipped), export, widest: 0, schools: HashMap::new() })
    }

    fn run(mut self, file: u16, intake: &mut Intake, options: &Options<'_>) -> Result<Export, Error> {
        let mut record = ByteRecord::new();
        while self.csv.read_byte_record(&mut record).unwrap_or(false) {
            let line = self.lines.at_row(record.position().map_or(0, csv::Position::byte));
            let last = self.lines.at(self.csv.position().byte());
            let spans_lines = last > line && self.lines.has_odd_quotes(self.csv.position().byte());
            if spans_lines || last - line > MAX_ROW_LINES {
                return Err(Error::UnclosedQuote { line: line.into() });
            }
            if is_blank(&record) {
                continue;
            }
            self.count(options)?;
            let cut = self.lines.ends_without_line_end(self.csv.position().byte()) && record.len() < self.widest;
            self.widest = self.widest.max(record.len());
            self.row(&record, Place { file, line }, cut, intake)?;
        }
        self.finish(options)
    }

    fn count(&mut self, options: &Options<'_>) -> Result<(), Error> {
        self.export.rows += 1;
        if self.export.rows > MAX_ROWS {
            return Err(Error::TooManyRows);
        }
        if self.export.rows.is_multiple_of(1024) {
            (options.progress)(self.csv.position().byte());
            if options.stop.load(Ordering::Relaxed) {
                return Err(Error::Interrupted);
            }
        }
        Ok(())
    }

    fn finish(self, options: &Options<'_>) -> Result<Export, Error> {
        if self.export.rows == 0 {
            return Err(Error::NoRows);
        }
        let numbered: usize = self.schools.values().sum();
        let most = self.schools.iter().max_by_key(|(_, count)| **count);
        match (options.uai, most) {
            (Some(uai), Some((suffix, count))) if suffix != uai.number_suffix() && *count * 2 > numbered => {
                Err(Error::OtherSchool { found: school_of(suffix) })
            }
            _ => Ok(self.export),
        }
    }

    fn row(&mut self, record: &ByteRecord, place: Place, cut: bool, intake: &mut Intake) -> Result<(), Error> {
        let mut row =
            Row { record, export: &self.export, place, person: Person::new(Profile::Student), notices: Vec::new() };
        let reason = row.fill()?.or(cut.then_some(Reason::CutShort));
        let Row { person, notices, .. } = row;
        if let Some(reason) = reason {
            let cells = record.iter().map(<[u8]>::to_vec).collect();
            self.export.rejects.push(Reject { line: place.line, reason, person, cells });
            return Ok(());
        }
        if person.number.len() == 11 && person.number.bytes().all(|byte| byte.is_ascii_digit()) {
            *self.schools.entry(person.number[5..].into()).or_default() += 1;
        }
        let noticed = notices.into_iter().map(|about| Notice { line: place.line, name: person.full_name(), about });
        self.export.notices.extend(noticed);
        self.take(person, place, intake);
        Ok(())
    }

    fn take(&mut self, person: Person, place: Place, intake: &mut Intake) {
        match intake.push(person, place) {
            Pushed::New => {}
            Pushed::Repeated => self.export.repeated += 1,
            Pushed::OtherDivision { name, kept, other } => {
                self.export.repeated += 1;
                self.export.notices.push(Notice {
                    line: place.line,
                    name,
                    about: About::OtherDivision { kept, other },
                });
            }
        }
    }
}

/// The code that a number's suffix stands for, as far as it can be told: mainland codes begin with 0.
fn school_of(suffix: &str) -> String {
    let letter = ('A'..='Z').find_map(|letter| format!("0{suffix}{letter}").parse::<Uai>().ok());
    letter.map_or_else(|| suffix.to_owned(), |uai| uai.to_string())
}

fn is_blank(record: &ByteRecord) -> bool {
    record.iter().all(|cell| cell.trim_ascii().is_empty())
}

#[cfg(test)]
mod tests;
