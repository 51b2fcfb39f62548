//! SIECLE's CSV exports, and the files of pupils that look like them.
//!
//! A row becomes a person, a repetition of one, or a reject that says why; a doubtful cell becomes a notice.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};

use compact_str::CompactString;
use csv::ByteRecord;

use super::encoding::{self, Encoding};
use super::header::{self, Family, Field, Header};
use super::{Error, Kind, MAX_BYTES, MAX_FIELD, MAX_ROWS, cell, kind};
use crate::domain::date::{self, DateCell};
use crate::domain::ine::{self, IneCell};
use crate::domain::name::{self, MAX_NAME};
use crate::domain::person::{Person, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::{Intake, Pushed};
use crate::domain::uai::Uai;

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

/// A row of which nothing was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    pub line: u32,
    pub reason: Reason,
    /// Whatever could be read of the person: such a person has not left.
    pub person: Person,
    /// The cells as they were, ready to be written again.
    pub cells: Vec<Vec<u8>>,
}

/// Why a row is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Nameless,
    NameTooLong,
    ForbiddenCharacter,
    LostCharacter,
    TwoDigitYear(String),
    ScientificIne,
    TooManyCells { found: usize, expected: usize },
    FieldTooLong,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nameless => f.write_str("nom et prénom absents"),
            Self::NameTooLong => write!(f, "nom ou prénom de plus de {MAX_NAME} caractères"),
            Self::ForbiddenCharacter => f.write_str("caractère de contrôle dans le nom, le prénom ou la division"),
            Self::LostCharacter => f.write_str("caractère illisible (\u{fffd}) dans le nom, le prénom ou la division"),
            Self::TwoDigitYear(cell) => write!(f, "date de naissance « {cell} » : l’année doit avoir quatre chiffres"),
            Self::ScientificIne => f.write_str("INE transformé en nombre par le tableur (notation E+)"),
            Self::TooManyCells { found, expected } => write!(f, "{found} cellules pour {expected} colonnes : un séparateur est de trop"),
            Self::FieldTooLong => f.write_str("une cellule dépasse 10 000 caractères"),
        }
    }
}

/// Something to look at, in a row that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub line: u32,
    pub name: String,
    pub about: About,
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    NoBirthDate,
    ImpossibleBirthDate(String),
    LostLetter,
    OddIne,
    NumberLost,
    OtherDivision { kept: String, other: String },
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBirthDate => f.write_str("date de naissance absente : son mot de passe initial sera aléatoire"),
            Self::ImpossibleBirthDate(cell) => {
                write!(f, "date de naissance « {cell} » impossible : son mot de passe initial sera aléatoire")
            }
            Self::LostLetter => f.write_str("un « ? » dans le nom : une lettre a été perdue à l’export"),
            Self::OddIne => f.write_str("INE de forme inhabituelle"),
            Self::NumberLost => f.write_str("numéro interne abîmé par le tableur (notation E+), ignoré"),
            Self::OtherDivision { kept, other } => write!(f, "deux divisions dans le fichier : {kept} est gardée, {other} ignorée"),
        }
    }
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
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.trim_ascii().is_empty()).unwrap_or(&[]);
    let delimiter = header::delimiter(&encoding.decode(line));
    Reader::new(&text, encoding, delimiter)?.run(file, intake, options)
}

struct Reader<'a> {
    csv: csv::Reader<&'a [u8]>,
    lines: Lines<'a>,
    export: Export,
    /// How many internal numbers end with each school's code.
    schools: HashMap<CompactString, usize>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8], encoding: Encoding, delimiter: u8) -> Result<Self, Error> {
        let mut csv = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text);
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
        let export =
            Export { header, family, encoding, delimiter, rows: 0, repeated: 0, rejects: Vec::new(), notices: Vec::new() };
        Ok(Self { csv, lines: Lines::new(text), export, schools: HashMap::new() })
    }

    fn run(mut self, file: u16, intake: &mut Intake, options: &Options<'_>) -> Result<Export, Error> {
        let mut record = ByteRecord::new();
        while self.csv.read_byte_record(&mut record).unwrap_or(false) {
            let line = self.lines.at_row(record.position().map_or(0, csv::Position::byte));
            let last = self.lines.at(self.csv.position().byte());
            if last - line > MAX_ROW_LINES {
                return Err(Error::UnclosedQuote { line: line.into() });
            }
            if is_blank(&record) {
                continue;
            }
            self.count(options)?;
            self.row(&record, Place { file, line }, intake)?;
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

    fn row(&mut self, record: &ByteRecord, place: Place, intake: &mut Intake) -> Result<(), Error> {
        let mut row = Row { record, export: &self.export, place, person: Person::new(Profile::Student), notices: Vec::new() };
        let reason = row.fill()?;
        let Row { person, notices, .. } = row;
        if let Some(reason) = reason {
            let cells = record.iter().map(<[u8]>::to_vec).collect();
            self.export.rejects.push(Reject { line: place.line, reason, person, cells });
            return Ok(());
        }
        if person.number.len() == 11 && person.number.bytes().all(|byte| byte.is_ascii_digit()) {
            *self.schools.entry(person.number[5..].into()).or_default() += 1;
        }
        let name = person.full_name();
        self.export.notices.extend(notices.into_iter().map(|about| Notice { line: place.line, name: name.clone(), about }));
        self.take(person, place, intake);
        Ok(())
    }

    fn take(&mut self, person: Person, place: Place, intake: &mut Intake) {
        let (name, other) = (person.full_name(), person.division().to_owned());
        match intake.push(person, place) {
            Pushed::New => {}
            Pushed::Repeated => self.export.repeated += 1,
            Pushed::OtherDivision { kept } => {
                self.export.repeated += 1;
                self.export.notices.push(Notice { line: place.line, name, about: About::OtherDivision { kept, other } });
            }
        }
    }
}

/// Line numbers by position in the text, whatever ends the lines and however many are blank.
struct Lines<'a> {
    text: &'a [u8],
    end: u8,
    position: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    fn new(text: &'a [u8]) -> Self {
        Self { text, end: if text.contains(&b'\n') { b'\n' } else { b'\r' }, position: 0, line: 1 }
    }

    /// Line of the first byte of a row; `byte` may still be in the blank lines before it.
    fn at_row(&mut self, byte: u64) -> u32 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let blank = self.text[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        self.line = self.count(from + blank);
        self.position = from + blank;
        self.line
    }

    /// Line of a byte further on.
    fn at(&self, byte: u64) -> u32 {
        self.count(usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len()))
    }

    fn count(&self, to: usize) -> u32 {
        let passed = self.text[self.position.min(to)..to].iter().filter(|byte| **byte == self.end).count();
        self.line + u32::try_from(passed).unwrap_or(u32::MAX - self.line)
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

/// One row being read.
struct Row<'a> {
    record: &'a ByteRecord,
    export: &'a Export,
    place: Place,
    person: Person,
    notices: Vec<About>,
}

impl Row<'_> {
    /// Fills the person in; tells why the row is rejected, or that the whole file is damaged.
    fn fill(&mut self) -> Result<Option<Reason>, Error> {
        let damaged = self.names()?;
        let reason = damaged.or(self.shape());
        let reason = reason.or_else(|| self.identifiers());
        let birth = self.birth();
        self.schooling();
        Ok(reason.or(birth))
    }

    /// The first filled cell of a field, `None` where the file has no such column.
    fn cell(&self, field: Field) -> Option<std::borrow::Cow<'_, str>> {
        let columns = self.export.header.columns(field);
        let filled = columns.iter().filter_map(|column| self.record.get(*column)).find(|cell| !cell.trim_ascii().is_empty());
        if columns.is_empty() { None } else { Some(self.export.encoding.decode(filled.unwrap_or(&[]))) }
    }

    fn text(&self, field: Field) -> Option<CompactString> {
        self.cell(field).map(|cell| cell::text(&cell))
    }

    fn names(&mut self) -> Result<Option<Reason>, Error> {
        self.person.family_name = self.text(Field::FamilyName).unwrap_or_default();
        self.person.usage_name = self.text(Field::UsageName);
        self.person.first_name = name::first_of(&self.text(Field::FirstName).unwrap_or_default()).into();
        self.person.division = self.cell(Field::Division).map(|cell| cell::code(&cell));
        let Person { family_name, first_name, usage_name, division, .. } = &self.person;
        let shown = [Some(family_name), Some(first_name), usage_name.as_ref(), division.as_ref()];
        let mut reason = None;
        for cell in shown.into_iter().flatten().filter(|cell| !cell.is_ascii() || cell.bytes().any(|b| b.is_ascii_control())) {
            if encoding::is_mojibake(cell) {
                return Err(Error::Mojibake { line: self.place.line.into(), sample: cell.to_string() });
            }
            if cell.contains('\u{fffd}') {
                reason = Some(Reason::LostCharacter);
            } else if cell.contains(name::is_forbidden) {
                reason = Some(Reason::ForbiddenCharacter);
            }
        }
        let too_long = |name: &str| name.chars().count() > MAX_NAME;
        if family_name.is_empty() && first_name.is_empty() && self.person.surname().is_empty() {
            reason = reason.or(Some(Reason::Nameless));
        } else if too_long(family_name) || too_long(first_name) || too_long(self.person.surname()) {
            reason = reason.or(Some(Reason::NameTooLong));
        }
        if [family_name, first_name].into_iter().any(|name| name.contains('?')) {
            self.notices.push(About::LostLetter);
        }
        Ok(reason)
    }

    fn shape(&self) -> Option<Reason> {
        let expected = self.export.header.labels.len();
        let found = self.record.iter().rposition(|cell| !cell.trim_ascii().is_empty()).map_or(0, |last| last + 1);
        if self.record.iter().any(|cell| cell.len() > MAX_FIELD) {
            Some(Reason::FieldTooLong)
        } else if found > expected {
            Some(Reason::TooManyCells { found, expected })
        } else {
            None
        }
    }

    fn identifiers(&mut self) -> Option<Reason> {
        match cell::number(&self.cell(Field::Number).unwrap_or_default()) {
            Some(number) => self.person.number = number,
            None => self.notices.push(About::NumberLost),
        }
        match ine::read(cell::unwrap(&self.cell(Field::Ine).unwrap_or_default())) {
            IneCell::Absent => {}
            IneCell::Number { ine, usual } => {
                self.person.ine = ine;
                if !usual {
                    self.notices.push(About::OddIne);
                }
            }
            IneCell::Scientific => return Some(Reason::ScientificIne),
        }
        None
    }

    fn birth(&mut self) -> Option<Reason> {
        let cell = self.cell(Field::BirthDate)?;
        let cell = cell::unwrap(&cell);
        let about = match date::read(cell) {
            DateCell::Day(birth) => {
                self.person.birth_date = Some(birth);
                return None;
            }
            DateCell::TwoDigitYear => return Some(Reason::TwoDigitYear(cell.to_owned())),
            DateCell::Absent => About::NoBirthDate,
            DateCell::Impossible => About::ImpossibleBirthDate(cell.chars().take(20).collect()),
        };
        self.notices.push(about);
        None
    }

    fn schooling(&mut self) {
        self.person.mef = self.cell(Field::Mef).map(|cell| cell::code(&cell));
        self.person.groups = self.text(Field::Groups);
        let kind = self.text(Field::StructureType).unwrap_or_default();
        if kind.eq_ignore_ascii_case("G") {
            self.person.groups = self.person.division.replace(CompactString::default());
        } else if self.person.division().eq_ignore_ascii_case("inactifs") {
            self.person.division = Some(CompactString::default());
        }
        let filled = |field| self.cell(field).map(|cell| !cell::unwrap(&cell).is_empty());
        self.person.left = match (filled(Field::LeftOn), filled(Field::LeftWhy)) {
            (Some(one), Some(other)) => Some(one || other),
            (None, None) if self.export.family == Family::ByDivision => Some(false),
            (one, other) => one.or(other),
        };
        self.person.diploma = self.text(Field::Diploma);
        self.person.enrolment = self.text(Field::Enrolment);
        self.person.email = self.text(Field::Email).filter(|email| !email.contains(name::is_forbidden));
    }
}

#[cfg(test)]
mod tests;
