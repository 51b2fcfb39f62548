//! The files of one import, read: persons, rejected rows, rows in conflict.

use std::path::{Path, PathBuf};

use crate::cli::old::Context;
use crate::domain::name;
use crate::domain::person::{Person, Place};
use crate::domain::roster::{Clash, Decision, Decisions, Intake, Known, Over, Read, complete, subject};
use crate::domain::uai::Uai;
use crate::error::{Error, Result};
use crate::sources::export::Explained;
use crate::sources::header::{Family, Field};
use crate::sources::{Export, MAX_BYTES, Options, Wanted, read, rejects};
use crate::world::file_name;

/// What is looked for in the files.
pub struct Wish<'a> {
    pub wanted: Wanted,
    pub uai: Option<Uai>,
    pub year: Option<i16>,
    pub mapping: &'a [(String, Field)],
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
    pub read: Read,
    pub other: Read,
    pub over: Over,
}

/// Everything that the files say.
pub struct Gathered {
    pub files: Vec<File>,
    pub reads: Vec<Read>,
    /// Pairs of rows, and everybody who is in one.
    pub clashing: Vec<Clashing>,
    pub disputed: Vec<Read>,
    /// Rows that a decision joined to another one.
    pub joined: usize,
    /// Rows that somebody decided not to use.
    pub ignored: Vec<Read>,
    /// First row of the person whose line is to be explained.
    pub watched: Option<Place>,
    clashes: Vec<Clash>,
}

/// Reads every file; one that is not what is wanted stops the import.
pub fn gather(context: &mut Context, paths: &[PathBuf], wish: &Wish<'_>) -> Result<Gathered> {
    let mut intake = Intake::default();
    let mut files = Vec::new();
    for (position, path) in (0..).zip(paths) {
        let (mut input, size) = context.input(path, MAX_BYTES)?;
        let name = name(path);
        let progress = context.progress("Lecture", size);
        let options = Options {
            wanted: wish.wanted,
            uai: wish.uai.as_ref(),
            today: context.today(),
            year: wish.year,
            mapping: wish.mapping,
            watched: wish.watched,
            stop: &context.stop,
            progress: &|done| progress.reach(done.min(size)),
        };
        let export =
            read(&mut input, position, &mut intake, &options).map_err(|error| Error::bad_file(&name, &error))?;
        files.push(File { path: path.clone(), name, export });
    }
    let (reads, clashes) = intake.finish();
    let watched = files.iter().filter_map(|file| file.export.explained.as_ref()).find_map(Explained::position);
    Ok(Gathered {
        watched: watched.map(|position| reads[position].place),
        files,
        reads,
        clashing: Vec::new(),
        disputed: Vec::new(),
        joined: 0,
        ignored: Vec::new(),
        clashes,
    })
}

fn name(path: &Path) -> String {
    if path == Path::new("-") {
        return "entrée standard".to_owned();
    }
    file_name(path)
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

/// What becomes of a row that shares a number with another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Disputed,
    Joined,
    Ignored,
}

impl Gathered {
    /// Settles the pairs that somebody decided or that the base tells apart, and sets the others aside.
    pub fn settle(&mut self, decisions: &Decisions, known: &[Known]) {
        if self.clashes.is_empty() {
            return;
        }
        let mut clashes = std::mem::take(&mut self.clashes);
        clashes.retain(|clash| clash.over != Over::Name || homonyms(known, &self.reads[clash.read].person) < 2);
        // Decisions know the rows as they were read: all of them are looked up before any row changes.
        let decided: Vec<Option<Decision>> = clashes
            .iter()
            .map(|clash| decisions.between(&self.reads[clash.read].person, &self.reads[clash.other].person))
            .collect();
        let mut fates = vec![Fate::Kept; self.reads.len()];
        for (clash, decision) in clashes.iter().zip(&decided) {
            match decision {
                None => {
                    [clash.read, clash.other].into_iter().for_each(|at| fates[at] = Fate::Disputed);
                    let (read, other) = (self.reads[clash.read].clone(), self.reads[clash.other].clone());
                    self.clashing.push(Clashing { read, other, over: clash.over });
                }
                Some(Decision::Ignore) => fates[self.first_of(clash)] = Fate::Ignored,
                Some(Decision::Same | Decision::Two) => {}
            }
        }
        for (clash, decision) in clashes.iter().zip(decided) {
            match decision {
                Some(Decision::Same) if fates[clash.read] == Fate::Kept => {
                    let row = self.reads[clash.read].person.clone();
                    complete(&mut self.reads[clash.other].person, &row);
                    fates[clash.read] = Fate::Joined;
                }
                Some(Decision::Two) => {
                    [clash.read, clash.other].into_iter().for_each(|at| self.take_number_off(at, clash.over));
                }
                _ => {}
            }
        }
        for (read, fate) in std::mem::take(&mut self.reads).into_iter().zip(fates) {
            match fate {
                Fate::Kept => self.reads.push(read),
                Fate::Disputed => self.disputed.push(read),
                Fate::Ignored => self.ignored.push(read),
                Fate::Joined => self.joined += 1,
            }
        }
    }

    /// The row of a pair that its conflict is about: the same one whatever the order of the file.
    fn first_of(&self, clash: &Clash) -> usize {
        let [read, other] = [clash.read, clash.other].map(|at| subject(&self.reads[at].person));
        if other < read { clash.other } else { clash.read }
    }

    /// Two persons under one number: nobody knows whose it is.
    fn take_number_off(&mut self, at: usize, over: Over) {
        let person = &mut self.reads[at].person;
        match over {
            Over::Ine => person.ine = Default::default(),
            Over::Number => person.number = Default::default(),
            Over::Name => {}
        }
    }

    /// « ligne 5 », with the file where there are several.
    pub fn place(&self, place: Place) -> String {
        match &self.files[..] {
            [_, _, ..] => {
                let file = &self.files[usize::from(place.file)];
                format!("{}, {} {}", file.name, file.export.unit.label(), place.line)
            }
            [file] => format!("{} {}", file.export.unit.label(), place.line),
            [] => String::new(),
        }
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
        self.files.iter().map(|file| file.export.repeated).sum::<usize>() + self.joined
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
        let disputed = self.disputed.iter().chain(&self.ignored).map(|read| read.person.clone());
        rejected.chain(disputed).collect()
    }

    /// The files of rejected rows to write: where, and what.
    pub fn reject_files(&self, context: &Context, asked: Option<&Path>, replace: bool) -> Vec<(PathBuf, Vec<u8>)> {
        let with_rejects = self.files.iter().filter(|file| !file.export.rejects.is_empty());
        with_rejects
            .map(|file| {
                let path = asked.map_or_else(|| beside(context, &file.path, replace), Path::to_owned);
                (path, rejects::write(&file.export, file.export.rejects.iter()))
            })
            .collect()
    }
}

/// `<file>.rejets.csv`, or the first `<file>.rejets-N.csv` that does not exist: one may be under correction.
fn beside(context: &Context, path: &Path, replace: bool) -> PathBuf {
    let stem = if path == Path::new("-") { "entree-standard".into() } else { path.as_os_str().to_owned() };
    let named = |number: u32| {
        let mut name = stem.clone();
        name.push(if number == 1 { ".rejets.csv".to_owned() } else { format!(".rejets-{number}.csv") });
        PathBuf::from(name)
    };
    let free = (1..=u32::MAX).map(named).find(|path| replace || !context.resolve(path).exists());
    free.unwrap_or_else(|| named(1))
}
