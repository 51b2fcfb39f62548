//! What one file gives, and what its reader must know of the world.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;

use super::aside::Aside;
use super::encoding::Encoding;
use super::findings::{About, Notice, Reason, Reject};
use super::header::{Family, Field, Header};
use super::{Error, MAX_ROWS};
use crate::domain::date::Order;
use crate::domain::person::Person;
use crate::domain::school_year;
use crate::domain::uai::Uai;

/// The people that a command imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Pupils of SIECLE, as columns or as XML.
    Pupils,
    /// Staff of STS-WEB.
    Staff,
    /// Candidates to an examination.
    Candidates,
    /// People whom no record knows: pupils, or staff where no column says.
    People { staff: bool },
}

impl Wanted {
    /// True where everybody must be of our establishment: candidates and other people may come from anywhere.
    pub fn is_of_one_school(self) -> bool {
        matches!(self, Self::Pupils | Self::Staff)
    }

    /// What the command reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pupils => "un export d’élèves de SIECLE",
            Self::Staff => "un export XML de STS-WEB (personnels)",
            Self::Candidates => "une liste de candidats",
            Self::People { .. } => "une liste de personnes en CSV",
        }
    }
}

/// What the reader must know of the world.
pub struct ReadOptions<'a> {
    pub wanted: Wanted,
    /// The file's name, which may say whose it is.
    pub name: &'a str,
    /// The establishment, once it is set: a file of another one is refused.
    pub uai: Option<&'a Uai>,
    pub today: Date,
    /// The school year that the user insists on.
    pub year: Option<i16>,
    /// Columns that the user named: label and field.
    pub mapping: &'a [(String, Field)],
    /// Which of day and month stands first, as the user says.
    pub order: Order,
    /// Sheet of a workbook that is read, where it has several lists.
    pub sheet: Option<&'a str>,
    /// Line to explain.
    pub watched: Option<u32>,
    /// Looked at now and then: Ctrl-C.
    pub stop: &'a AtomicBool,
    /// Told the number of bytes read.
    pub progress: &'a dyn Fn(u64),
}

impl<'a> ReadOptions<'a> {
    /// A file of which only its kind is known: of no establishment in particular, and nobody looks on.
    pub fn new(wanted: Wanted, today: Date, stop: &'a AtomicBool) -> Self {
        Self {
            wanted,
            name: "",
            uai: None,
            today,
            year: None,
            mapping: &[],
            order: Order::default(),
            sheet: None,
            watched: None,
            stop,
            progress: &|_| {},
        }
    }

    /// Tells how far the reading is; stops it where the user does.
    pub fn reach(&self, bytes: u64) -> Result<(), Error> {
        (self.progress)(bytes);
        if self.stop.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
    }

    /// Refuses a file of none of whose establishments ours is one.
    pub fn check_schools(&self, codes: &[String]) -> Result<(), Error> {
        let Some(ours) = self.uai else { return Ok(()) };
        let found: Vec<Uai> = codes.iter().filter_map(|code| code.parse().ok()).collect();
        match found.first() {
            Some(first) if !found.contains(ours) => {
                Err(Error::OtherSchool { found: first.to_string(), ours: ours.to_string() })
            }
            _ => Ok(()),
        }
    }

    /// Refuses a file of another year, as it says of itself.
    pub fn check_year(&self, year: &str) -> Result<(), Error> {
        let Ok(year) = year.trim().parse() else { return Ok(()) };
        let accepted = match self.year {
            Some(insisted) => insisted == year,
            None => school_year::is_current(year, self.today),
        };
        let expected = self.year.unwrap_or(school_year::of(self.today));
        if accepted { Ok(()) } else { Err(Error::OtherYear { found: year, expected }) }
    }
}

/// How the rows of a file are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Lines, as an editor counts them.
    #[default]
    Line,
    /// Elements, where a whole XML file stands on one line.
    Element,
}

impl Unit {
    /// The word before the number.
    pub fn label(self) -> &'static str {
        match self {
            Self::Line => "ligne",
            Self::Element => "fiche n°",
        }
    }
}

/// What one file gave, beside the persons that went into the intake.
#[derive(Debug)]
pub struct Export {
    pub header: Header,
    pub family: Family,
    /// In which the cells of its rejected rows are.
    pub encoding: Encoding,
    /// Of a workbook, the sheet that was read.
    pub sheet: Option<String>,
    /// The usual name of the alphabet of the file.
    pub alphabet: &'static str,
    /// Between cells, in the file or in the file of its rejected rows.
    pub delimiter: u8,
    pub unit: Unit,
    /// Most cells of a row: as many as there are titles, or more where every row ends with a separator.
    pub width: usize,
    /// True where the divisions have numbers in their names.
    pub has_numbered_divisions: bool,
    /// True where nearly every row has a birth date or a number.
    pub is_numbered: bool,
    /// True where numbers that are days are counted from 1904.
    pub from_1904: bool,
    /// Rows that were not wholly empty.
    pub rows: usize,
    /// Rows that are not people, by what they are.
    pub aside: BTreeMap<Aside, usize>,
    /// Cells out of which signs that nobody sees were taken.
    pub unseen: usize,
    /// Rows of other establishments, by the code of each.
    pub elsewhere: BTreeMap<String, usize>,
    /// Who they are, and who was commented out: they are not taken in, and have not left.
    pub strangers: Vec<Person>,
    /// Rows that repeat a person, and rows that tell more of one.
    pub repeated: usize,
    pub completed: usize,
    pub rejects: Vec<Reject>,
    pub notices: Vec<Notice>,
    /// Columns that are not read, although their title and their cells are nearly those of a field that the file lacks.
    pub unread: Vec<(String, Field)>,
    pub explained: Option<Explained>,
}

impl Export {
    /// An export of which nothing is read yet.
    pub fn new(header: Header, family: Family, encoding: Encoding, delimiter: u8) -> Self {
        Self {
            width: header.labels.len(),
            header,
            family,
            encoding,
            sheet: None,
            alphabet: encoding.as_str(),
            delimiter,
            unit: Unit::Line,
            has_numbered_divisions: false,
            is_numbered: false,
            from_1904: false,
            rows: 0,
            aside: BTreeMap::new(),
            unseen: 0,
            elsewhere: BTreeMap::new(),
            strangers: Vec::new(),
            repeated: 0,
            completed: 0,
            rejects: Vec::new(),
            notices: Vec::new(),
            unread: Vec::new(),
            explained: None,
        }
    }

    /// A division that several pupils have is one, however it is called.
    pub fn forget_shared_divisions(&mut self) {
        let mut times: HashMap<String, usize> = HashMap::new();
        for notice in &self.notices {
            if let About::OddDivision(division) = &notice.about {
                *times.entry(division.clone()).or_default() += 1;
            }
        }
        self.notices.retain(|notice| match &notice.about {
            About::OddDivision(division) => times.get(division) == Some(&1),
            _ => true,
        });
    }

    /// True for the ministry's XML, whose rows are elements.
    pub fn is_xml(&self) -> bool {
        matches!(self.family, Family::Xml | Family::Staff)
    }

    /// Counts a row; refuses one too many.
    pub fn count(&mut self) -> Result<(), Error> {
        self.rows += 1;
        if self.rows > MAX_ROWS { Err(Error::TooManyRows) } else { Ok(()) }
    }
}

/// How the line asked for was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    pub line: u32,
    /// Label of each filled cell, field that it gives, and the cell.
    pub cells: Vec<(String, Option<Field>, String)>,
    pub used: LineUse,
}

impl Explained {
    /// Position of the line's person in the intake.
    pub fn position(&self) -> Option<usize> {
        match self.used {
            LineUse::Read(position) | LineUse::Repeats(position) => Some(position),
            LineUse::Rejected(_) | LineUse::Aside(_) | LineUse::Elsewhere(_) => None,
        }
    }
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineUse {
    Rejected(Reason),
    /// It is nobody.
    Aside(Aside),
    /// It is of another establishment.
    Elsewhere(String),
    /// Position of the person in the intake.
    Read(usize),
    /// A further row of the person at this position.
    Repeats(usize),
}
