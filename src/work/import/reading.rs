//! The files of one import, read: persons, rejected rows, rows that share a number.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::domain::date::Order;
use crate::domain::name;
use crate::domain::person::{Person, Place};
use crate::domain::roster::{Clash, Decision, Decisions, Intake, Known, Over, Read, complete, subject};
use crate::domain::uai::Uai;
use crate::sources::export::Explained;
use crate::sources::header::{Family, Field};
use crate::sources::{Export, MAX_BYTES, ReadOptions, Wanted, read, rejects};
use crate::work::{Error, Result};
use crate::world::{World, file_name};

/// What is looked for in the files.
pub struct Look<'a> {
    pub wanted: Wanted,
    pub uai: Option<Uai>,
    pub year: Option<i16>,
    pub mapping: &'a [(String, Field)],
    pub order: Order,
    pub sheet: Option<&'a str>,
    pub watched: Option<u32>,
}

/// One file of the import.
pub struct File {
    pub path: PathBuf,
    /// As messages and batches name it: no folder.
    pub name: String,
    pub export: Export,
}

/// Two people of the files who hold one number: neither is imported until somebody decides.
pub struct Clashing {
    pub row: Read,
    pub other: Read,
    pub over: Over,
}

/// Everything that the files say, beside the rows that are used.
pub struct Reading {
    pub files: Vec<File>,
    /// Pairs of rows.
    pub clashing: Vec<Clashing>,
    /// Everybody who is in one.
    pub disputed: Vec<Read>,
    /// Rows that a decision joined to another one.
    joined: usize,
    /// Rows that somebody decided not to use.
    pub ignored: Vec<Read>,
    /// First row of the person whose line is to be explained.
    pub watched: Option<Place>,
    clashes: Vec<Clash>,
}

/// What becomes of a row that shares a number with another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Kept,
    Disputed,
    Joined,
    Ignored,
}

impl Reading {
    /// Reads every file; one that is not what is wanted stops the import. Gives the rows apart.
    pub fn of(world: &mut World, paths: &[PathBuf], look: &Look<'_>) -> Result<(Self, Vec<Read>)> {
        let mut intake = Intake::default();
        let mut files = Vec::new();
        for (position, path) in (0..).zip(paths) {
            files.push(File::read(world, path, position, look, &mut intake)?);
        }
        let (rows, clashes) = intake.finish();
        let watched = files.iter().filter_map(|file| file.export.explained.as_ref()).find_map(Explained::position);
        let reading = Self {
            watched: watched.map(|position| rows[position].place),
            files,
            clashing: Vec::new(),
            disputed: Vec::new(),
            joined: 0,
            ignored: Vec::new(),
            clashes,
        };
        Ok((reading, rows))
    }

    /// Settles the pairs that somebody decided or that the base tells apart, and sets the others aside.
    pub fn settle(&mut self, rows: &mut Vec<Read>, decisions: &Decisions, known: &[Known]) {
        if self.clashes.is_empty() {
            return;
        }
        let mut clashes = std::mem::take(&mut self.clashes);
        clashes.retain(|clash| clash.over != Over::Name || homonyms(known, &rows[clash.read].person) < 2);
        // Decisions know the rows as they were read: all of them are looked up before any row changes.
        let decided: Vec<Option<Decision>> = clashes
            .iter()
            .map(|clash| decisions.between(&rows[clash.read].person, &rows[clash.other].person))
            .collect();
        let mut uses = vec![Use::Kept; rows.len()];
        for (clash, decision) in clashes.iter().zip(&decided) {
            match decision {
                None => {
                    [clash.read, clash.other].into_iter().for_each(|at| uses[at] = Use::Disputed);
                    let (row, other) = (rows[clash.read].clone(), rows[clash.other].clone());
                    self.clashing.push(Clashing { row, other, over: clash.over });
                }
                Some(Decision::Ignore) => uses[first_of(rows, clash)] = Use::Ignored,
                Some(Decision::Same | Decision::Two) => {}
            }
        }
        for (clash, decision) in clashes.iter().zip(decided) {
            match decision {
                Some(Decision::Same) if uses[clash.read] == Use::Kept => {
                    let row = rows[clash.read].person.clone();
                    complete(&mut rows[clash.other].person, &row);
                    uses[clash.read] = Use::Joined;
                }
                Some(Decision::Two) => {
                    [clash.read, clash.other].into_iter().for_each(|at| take_number_off(&mut rows[at], clash.over));
                }
                _ => {}
            }
        }
        for (row, fate) in std::mem::take(rows).into_iter().zip(uses) {
            match fate {
                Use::Kept => rows.push(row),
                Use::Disputed => self.disputed.push(row),
                Use::Ignored => self.ignored.push(row),
                Use::Joined => self.joined += 1,
            }
        }
    }

    /// « ligne 5 », with the file where there are several.
    pub fn place(&self, place: Place) -> String {
        match &self.files[..] {
            [_, _, ..] => {
                let file = self.file(place);
                format!("{}, {} {}", file.name, file.export.unit.label(), place.line)
            }
            [file] => format!("{} {}", file.export.unit.label(), place.line),
            [] => String::new(),
        }
    }

    /// The file of a place.
    pub fn file(&self, place: Place) -> &File {
        &self.files[usize::from(place.file)]
    }

    /// Names of the files.
    pub fn names(&self) -> String {
        let names: Vec<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        names.join(", ")
    }

    /// True where a file is XML, which may be larger than the memory.
    pub fn is_xml(&self) -> bool {
        self.files.iter().any(|file| matches!(file.export.family, Family::Xml | Family::Staff))
    }

    /// Rows read in all.
    pub fn rows(&self) -> usize {
        self.files.iter().map(|file| file.export.rows).sum()
    }

    /// Rows that repeat a person.
    pub fn repeated(&self) -> usize {
        self.files.iter().map(|file| file.export.repeated).sum()
    }

    /// Rows that tell more of a person.
    pub fn completed(&self) -> usize {
        self.files.iter().map(|file| file.export.completed).sum::<usize>() + self.joined
    }

    /// Rows that are not people, or are of another establishment.
    pub fn left_out(&self) -> usize {
        let of = |file: &File| file.export.aside.values().chain(file.export.elsewhere.values()).sum::<usize>();
        self.files.iter().map(of).sum()
    }

    /// Rejected rows.
    pub fn rejected(&self) -> usize {
        self.files.iter().map(|file| file.export.rejects.len()).sum()
    }

    /// A list of candidates or a file of corrected rows never is the whole school.
    pub fn is_part(&self) -> bool {
        let part = |file: &File| file.export.family == Family::Candidates || file.export.header.reason.is_some();
        self.files.iter().all(part)
    }

    /// People whose rows are not used: they have not left.
    pub fn set_aside(&self) -> Vec<Person> {
        let rejected = self.files.iter().flat_map(|file| &file.export.rejects).map(|reject| reject.person.clone());
        let disputed = self.disputed.iter().chain(&self.ignored).map(|row| row.person.clone());
        let strangers = self.files.iter().flat_map(|file| &file.export.strangers).cloned();
        rejected.chain(disputed).chain(strangers).collect()
    }

    /// People of whom a row may speak whose cells are out of place: they have not left.
    pub fn near_rejects(&self, known: &[Known]) -> Vec<Person> {
        let mut cells: HashSet<String> = HashSet::new();
        for file in &self.files {
            for reject in file.export.rejects.iter().filter(|reject| reject.reason.is_out_of_place()) {
                // A row that was quoted as a whole is one cell.
                let decoded = reject.cells.iter().map(|cell| file.export.encoding.decode(cell).into_owned());
                cells.extend(decoded.flat_map(|cell| cell.split([';', ',', '\t']).map(name::fold).collect::<Vec<_>>()));
            }
        }
        cells.retain(|cell| cell.len() > 1);
        if cells.is_empty() {
            return Vec::new();
        }
        let is_near = |person: &Person| {
            let words = [person.family_name.as_str(), &person.ine, &person.number];
            words.iter().any(|word| cells.contains(&name::fold(word)))
        };
        known.iter().filter(|known| known.present && is_near(&known.person)).map(|known| known.person.clone()).collect()
    }

    /// The files of rejected rows to write: where, and what.
    pub fn reject_files(&self, world: &World, asked: Option<&Path>, replace: bool) -> Vec<(PathBuf, Vec<u8>)> {
        let with_rejects = self.files.iter().filter(|file| !file.export.rejects.is_empty());
        with_rejects
            .map(|file| {
                let path = asked.map_or_else(|| beside(world, &file.path, replace), Path::to_owned);
                (path, rejects::write(&file.export, file.export.rejects.iter()))
            })
            .collect()
    }
}

impl File {
    fn read(world: &mut World, path: &Path, position: u16, look: &Look<'_>, intake: &mut Intake) -> Result<Self> {
        let (mut input, size) = world.input(path, MAX_BYTES)?;
        let name = if path == Path::new("-") { "entrée standard".to_owned() } else { file_name(path) };
        let progress = world.onlooker.begins("Lecture", size);
        let options = ReadOptions {
            wanted: look.wanted,
            name: &name,
            uai: look.uai.as_ref(),
            today: world.today(),
            year: look.year,
            mapping: look.mapping,
            order: look.order,
            sheet: look.sheet,
            watched: look.watched,
            stop: &world.stop,
            progress: &|done| progress.reach(done.min(size)),
        };
        let export = read(&mut input, position, intake, &options).map_err(|why| Error::File(name.clone(), why))?;
        Ok(Self { path: path.to_owned(), name, export })
    }
}

/// How many people of the base bear the same names and were born the same day.
fn homonyms(known: &[Known], person: &Person) -> usize {
    let same = |other: &Person| {
        other.birth_date == person.birth_date
            && name::same(&other.family_name, &person.family_name)
            && name::same(&other.first_name, &person.first_name)
    };
    known.iter().filter(|known| same(&known.person)).count()
}

/// The row of a pair that its conflict is about: the same one whatever the order of the file.
fn first_of(rows: &[Read], clash: &Clash) -> usize {
    let [row, other] = [clash.read, clash.other].map(|at| subject(&rows[at].person));
    if other < row { clash.other } else { clash.read }
}

/// Two persons under one number: nobody knows whose it is.
fn take_number_off(row: &mut Read, over: Over) {
    match over {
        Over::Ine => row.person.ine = Default::default(),
        Over::Number => row.person.number = Default::default(),
        Over::Name => {}
    }
}

/// `<file>.rejets.csv`, or the first `<file>.rejets-N.csv` that does not exist: one may be under correction.
fn beside(world: &World, path: &Path, replace: bool) -> PathBuf {
    let stem = if path == Path::new("-") { "entree-standard".into() } else { path.as_os_str().to_owned() };
    let named = |number: u32| {
        let mut name = stem.clone();
        name.push(if number == 1 { ".rejets.csv".to_owned() } else { format!(".rejets-{number}.csv") });
        PathBuf::from(name)
    };
    let free = (1..=u32::MAX).map(named).find(|path| replace || !world.resolve(path).exists());
    free.unwrap_or_else(|| named(1))
}
