//! The files of one import, read: persons, rejected rows, rows in conflict.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::domain::person::{Person, Place};
use crate::domain::roster::{Clash, Decision, Decisions, Intake, Read, complete};
use crate::domain::uai::Uai;
use crate::error::{Error, Result};
use crate::sources::header::{Family, Field};
use crate::sources::{Export, MAX_BYTES, Options, Wanted, read, rejects};

/// What is looked for in the files.
pub struct Wish<'a> {
    pub wanted: Wanted,
    pub uai: Option<Uai>,
    pub year: Option<i16>,
    pub mapping: &'a [(String, Field)],
    pub watched: Option<u32>,
    pub decisions: &'a Decisions,
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
    pub ine: bool,
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
            read(&mut *input, position, &mut intake, &options).map_err(|error| Error::bad_file(&name, &error))?;
        files.push(File { path: path.clone(), name, export });
    }
    let (reads, clashes) = intake.finish();
    let watched =
        files.iter().filter_map(|file| file.export.explained.as_ref()).find_map(|explained| explained.position());
    let mut gathered = Gathered {
        watched: watched.map(|position| reads[position].place),
        files,
        reads,
        clashing: Vec::new(),
        disputed: Vec::new(),
        joined: 0,
        ignored: Vec::new(),
    };
    if !clashes.is_empty() {
        gathered.part(&clashes, wish.decisions);
    }
    Ok(gathered)
}

fn name(path: &Path) -> String {
    if path == Path::new("-") {
        return "entrée standard".to_owned();
    }
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
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
    /// Settles the pairs that somebody decided, and sets the others aside.
    fn part(&mut self, clashes: &[Clash], decisions: &Decisions) {
        // Decisions know the rows as they were read: all of them are looked up before any row changes.
        let decided: Vec<Option<Decision>> = clashes
            .iter()
            .map(|clash| decisions.between(&self.reads[clash.read].person, &self.reads[clash.other].person))
            .collect();
        let mut fates = vec![Fate::Kept; self.reads.len()];
        for (Clash { read, other, ine }, decision) in clashes.iter().copied().zip(&decided) {
            match decision {
                None => {
                    [read, other].into_iter().for_each(|at| fates[at] = Fate::Disputed);
                    let (read, other) = (self.reads[read].clone(), self.reads[other].clone());
                    self.clashing.push(Clashing { read, other, ine });
                }
                Some(Decision::Ignore) => [read, other].into_iter().for_each(|at| fates[at] = Fate::Ignored),
                Some(Decision::Same | Decision::Two) => {}
            }
        }
        for (Clash { read, other, ine }, decision) in clashes.iter().copied().zip(decided) {
            match decision {
                Some(Decision::Same) if fates[read] == Fate::Kept => {
                    let row = self.reads[read].person.clone();
                    complete(&mut self.reads[other].person, &row);
                    fates[read] = Fate::Joined;
                }
                Some(Decision::Two) => [read, other].into_iter().for_each(|at| self.take_number_off(at, ine)),
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

    /// Two persons under one number: nobody knows whose it is.
    fn take_number_off(&mut self, at: usize, ine: bool) {
        let person = &mut self.reads[at].person;
        let number = if ine { &mut person.ine } else { &mut person.number };
        *number = Default::default();
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
    pub fn reject_files(&self, context: &Context, asked: Option<&Path>) -> Vec<(PathBuf, Vec<u8>)> {
        let with_rejects = self.files.iter().filter(|file| !file.export.rejects.is_empty());
        with_rejects
            .map(|file| {
                let path = asked.map_or_else(|| beside(context, &file.path), Path::to_owned);
                (path, rejects::write(&file.export, file.export.rejects.iter()))
            })
            .collect()
    }
}

/// `<file>.rejets.csv`, or the first `<file>.rejets-N.csv` that does not exist: one may be under correction.
fn beside(context: &Context, path: &Path) -> PathBuf {
    let stem = if path == Path::new("-") { "entree-standard".into() } else { path.as_os_str().to_owned() };
    let named = |number: u32| {
        let mut name = stem.clone();
        name.push(if number == 1 { ".rejets.csv".to_owned() } else { format!(".rejets-{number}.csv") });
        PathBuf::from(name)
    };
    let free = (1..=u32::MAX).map(named).find(|path| !context.resolve(path).exists());
    free.unwrap_or_else(|| named(1))
}
