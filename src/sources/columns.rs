//! Lists in columns: SIECLE's CSV exports, and the files of people that look like them.
//!
//! A row becomes a person, a repetition of one, or a reject that says why; a doubtful cell becomes a notice.

use csv::ByteRecord;

use super::aside::Aside;
use super::encoding::{self, Encoding};
use super::export::{Export, ReadOptions, Wanted};
use super::header::{self, Field, Header};
use super::taking::Taking;
use super::tally::shown;
use super::workbook::Sheet;
use super::{Error, Kind, MAX_ROWS, cell};
use crate::domain::name;
use crate::domain::person::Place;
use crate::domain::roster::Intake;

pub mod head;
mod lines;
mod sample;

pub use head::Head;
use lines::Lines;
pub use sample::Sample;

/// Most lines that one row may span before its quotation mark is held to be open.
const MAX_ROW_LINES: u32 = 20;

/// Reads one list into `intake`; `file` is its position in the run.
pub fn read(bytes: &[u8], file: u16, intake: &mut Intake, options: &ReadOptions<'_>) -> Result<Export, Error> {
    read_as(Ends::Told, bytes, file, intake, options)
}

/// Reads one sheet of a workbook, whose rows end at their last filled cell: what comes after is empty.
pub fn read_sheet(sheet: &Sheet, file: u16, intake: &mut Intake, options: &ReadOptions<'_>) -> Result<Export, Error> {
    read_as(Ends::Empty { from_1904: sheet.from_1904 }, &sheet.text, file, intake, options)
}

/// What a row says of the cells that come after its last one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Nothing: they are not told.
    Told,
    /// That they are empty. Numbers that are days may be counted from 1904.
    Empty { from_1904: bool },
}

fn read_as(
    ends: Ends,
    bytes: &[u8],
    file: u16,
    intake: &mut Intake,
    options: &ReadOptions<'_>,
) -> Result<Export, Error> {
    let (text, encoding) = encoding::detect(bytes, &|start: &str| head::score(start, options.mapping));
    if text.contains(&0) {
        return Err(Error::Wrong { found: Kind::Binary, wanted: options.wanted });
    }
    let head = head::find(&text, encoding, options.mapping);
    let text = &text[head.start..];
    let mut reader = Reader {
        csv: over(text, head.delimiter),
        lines: Lines::new(text, head.before),
        ends,
        widest: 0,
        titles: ByteRecord::new(),
        initials: [false; 256],
    };
    let header = reader.header(text, encoding, head.delimiter, options)?;
    let sample = Sample::of(text, head.delimiter, encoding);
    check(&header, &sample, options)?;
    let (family, unread) = (header.family(), header.unread(&sample));
    let mut taking = Taking::new(Export::new(header, family, encoding, head.delimiter), options);
    taking.export.width = taking.export.width.max(sample.width());
    taking.export.unread = unread;
    taking.export.from_1904 = ends == Ends::Empty { from_1904: true };
    let columns =
        |fields: &[Field]| fields.iter().flat_map(|field| header_columns(&taking.export, *field)).collect::<Vec<_>>();
    let (divisions, numbers) = (columns(&[Field::Division]), columns(&[Field::BirthDate, Field::Ine, Field::Number]));
    taking.export.has_numbered_divisions =
        sample.are_mostly(&divisions, &|cell| cell.bytes().any(|byte| byte.is_ascii_digit()));
    taking.export.is_numbered = sample.fills(&numbers);
    taking.leave_above(head);
    intake.make_room(reader.lines.count_all().min(MAX_ROWS));
    reader.run(file, taking, intake)
}

fn header_columns(export: &Export, field: Field) -> Vec<usize> {
    export.header.columns(field).to_vec()
}

/// The labels of GEPI's `g_eleves.csv`, which may come without them.
const GEPI: [&str; 9] =
    ["Nom", "Prénom", "Date de naissance", "N° interne", "INE", "UAI préc.", "Doublement", "Régime", "Sexe"];

/// Refuses a file whose columns are not those of the people wanted.
fn check(header: &Header, sample: &Sample, options: &ReadOptions<'_>) -> Result<(), Error> {
    if let Some(label) = header.labels.iter().find(|label| encoding::is_mojibake(label) || encoding::is_dos(label)) {
        return Err(Error::Mojibake { line: 1, sample: label.clone() });
    }
    let missing = header.missing(options.mapping);
    if !missing.is_empty() {
        return Err(Error::UnknownColumns { missing, columns: header.labels.clone() });
    }
    for field in Field::all() {
        for column in header.columns(field) {
            if let Some(cell) = sample.contradiction(*column, field) {
                let (column, cell) = (header.labels[*column].clone(), shown(cell));
                return Err(Error::OtherColumn { column, cell });
            }
        }
    }
    if let Some((column, cell)) = unnamed_births(header, sample, options) {
        return Err(Error::UnnamedBirthDates { column, cell });
    }
    if header.is_guardian_list() || header.child().is_some_and(|column| sample.holds_names(column)) {
        return Err(Error::Guardians);
    }
    if matches!(options.wanted, Wanted::People { .. }) && header.is_record() {
        return Err(Error::Record(header.family()));
    }
    let fits = match options.wanted {
        Wanted::Pupils => header.is_pupil_list(),
        Wanted::Candidates => header.is_pupil_list() && header.is_candidate_list(),
        Wanted::People { .. } => header.is_list_of_people(),
        Wanted::Staff => return Err(Error::Wrong { found: Kind::Columns, wanted: options.wanted }),
    };
    match fits {
        true => Ok(()),
        false if options.wanted == Wanted::Candidates && header.is_pupil_list() => {
            Err(Error::NoCandidates { columns: header.labels.clone() })
        }
        false => Err(Error::UnknownHeader {
            near: header.nearest(sample),
            lacking: header.lacking(),
            columns: header.labels.clone(),
        }),
    }
}

/// A column of pupils without birth dates that seems to hold them, and a cell of it.
fn unnamed_births(header: &Header, sample: &Sample, options: &ReadOptions<'_>) -> Option<(String, String)> {
    let is_of_pupils = matches!(options.wanted, Wanted::Pupils | Wanted::Candidates) && header.is_pupil_list();
    if !is_of_pupils || header.has(Field::BirthDate) {
        return None;
    }
    let is_unread = |column: usize| header.field_of_column(column).is_none();
    let labels = header.labels.iter().enumerate().filter(|(column, _)| is_unread(*column));
    let mut labels = labels.filter(|(_, label)| header::may_begin_birth_date(label));
    labels.find_map(|(column, label)| Some((label.clone(), shown(sample.birth_date(column, options.today)?))))
}

fn over(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text)
}

struct Reader<'a> {
    csv: csv::Reader<&'a [u8]>,
    lines: Lines<'a>,
    ends: Ends,
    /// Most cells that a row had so far.
    widest: usize,
    /// The titles, as the file has them, and the bytes with which they begin.
    titles: ByteRecord,
    initials: [bool; 256],
}

impl<'a> Reader<'a> {
    /// The header; where a file of GEPI has none, its first row is left to be read.
    fn header(
        &mut self,
        text: &'a [u8],
        encoding: Encoding,
        delimiter: u8,
        options: &ReadOptions<'_>,
    ) -> Result<Header, Error> {
        let mut first = ByteRecord::new();
        while self.csv.read_byte_record(&mut first).unwrap_or(false) && is_blank(&first) {}
        let labels: Vec<String> = first.iter().map(|label| name::tidy(cell::unwrap(&encoding.decode(label)))).collect();
        if header::is_row_of_gepi(&labels) {
            self.csv = over(text, delimiter);
            return Ok(Header::new(GEPI.map(str::to_owned).to_vec(), options.mapping));
        }
        for initial in first.iter().filter_map(|title| title.trim_ascii().first()) {
            self.initials[usize::from(*initial)] = true;
        }
        self.titles = first;
        Ok(Header::new(labels, options.mapping))
    }

    /// True for the titles again; other titles are another list.
    fn is_titles(&self, record: &ByteRecord, line: u32, export: &Export) -> Result<bool, Error> {
        let first = record.iter().map(<[u8]>::trim_ascii).find(|cell| !cell.is_empty()).unwrap_or_default();
        // Nearly every row stops here: few names begin as a title does.
        let may_be = first.first().is_some_and(|byte| self.initials[usize::from(*byte)])
            && self.titles.iter().any(|title| title.trim_ascii() == first);
        let speaks_of_names = first.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(b"nom"));
        if !may_be && !speaks_of_names {
            return Ok(false);
        }
        let filled = |record: &ByteRecord| {
            let cells = record.iter().map(|cell| header::normalise(&export.encoding.decode(cell)));
            cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
        };
        let (cells, titles) = (filled(record), filled(&self.titles));
        if cells == titles {
            return Ok(true);
        }
        let fields: Vec<Field> = cells.iter().filter_map(|cell| Some(header::field_of(cell)?.0)).collect();
        let names_people = fields.contains(&Field::FamilyName) && fields.contains(&Field::FirstName);
        if names_people || fields.len() >= 3 { Err(Error::OtherTitles { line }) } else { Ok(false) }
    }

    fn run(mut self, file: u16, mut taking: Taking<'_>, intake: &mut Intake) -> Result<Export, Error> {
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
            if is_rule(&record) {
                taking.leave_out(Aside::Remark, &record, line);
                continue;
            }
            if self.is_titles(&record, line, &taking.export)? {
                taking.leave_out(Aside::Titles, &record, line);
                continue;
            }
            if let Ends::Empty { .. } = self.ends {
                (record.len()..taking.export.header.labels.len()).for_each(|_| record.push_field(b""));
            }
            let cut = self.lines.ends_without_line_end(self.csv.position().byte()) && record.len() < self.widest;
            self.widest = self.widest.max(record.len());
            taking.row(&record, Place { file, line }, cut, intake)?;
            taking.reach(self.csv.position().byte())?;
        }
        taking.finish()
    }
}

fn is_blank(record: &ByteRecord) -> bool {
    record.iter().all(|cell| cell.trim_ascii().is_empty())
}

/// True for a line drawn with signs: `---;---;---`.
fn is_rule(record: &ByteRecord) -> bool {
    // Nearly every row stops at its first letter.
    record.iter().all(|cell| cell.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests;
