//! The files of one import, read: persons, rejected rows, rows in conflict.

use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::domain::person::{Person, Place};
use crate::domain::roster::{Clash, Intake, Read, Scope};
use crate::domain::uai::Uai;
use crate::error::{Error, Result};
use crate::sources::header::Family;
use crate::sources::siecle::{Export, Options, read};
use crate::sources::{MAX_BYTES, rejects};

/// One file of the import.
pub struct File {
    pub path: PathBuf,
    /// As messages and batches name it: no folder.
    pub name: String,
    pub export: Export,
}

/// Two pupils of the files who hold one number: neither is imported.
pub struct Clashing {
    pub read: Read,
    pub other: String,
    pub other_place: Place,
    pub ine: bool,
}

/// Everything that the files say.
pub struct Gathered {
    pub files: Vec<File>,
    pub reads: Vec<Read>,
    pub clashing: Vec<Clashing>,
}

/// Reads every file; one that is not a list of pupils stops the import.
pub fn gather(context: &mut Context, paths: &[PathBuf], uai: Option<&Uai>) -> Result<Gathered> {
    let mut intake = Intake::default();
    let mut files = Vec::new();
    for (position, path) in (0..).zip(paths) {
        let bytes = context.read(path, MAX_BYTES)?;
        let name = name(path);
        let progress = context.progress("Lecture", bytes.len() as u64);
        let options = Options { uai, stop: &context.stop, progress: &|done| progress.reach(done) };
        let export = read(&bytes, position, &mut intake, &options).map_err(|error| Error::bad_file(&name, &error))?;
        files.push(File { path: path.clone(), name, export });
    }
    let (reads, clashes) = intake.finish();
    let (reads, clashing) = part(reads, &clashes);
    Ok(Gathered { files, reads, clashing })
}

fn name(path: &Path) -> String {
    if path == Path::new("-") {
        return "entrée standard".to_owned();
    }
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Sets aside those who share a number with somebody else.
fn part(reads: Vec<Read>, clashes: &[Clash]) -> (Vec<Read>, Vec<Clashing>) {
    if clashes.is_empty() {
        return (reads, Vec::new());
    }
    let mut partner: Vec<Option<(usize, bool)>> = vec![None; reads.len()];
    for clash in clashes {
        partner[clash.read].get_or_insert((clash.other, clash.ine));
        partner[clash.other].get_or_insert((clash.read, clash.ine));
    }
    let names: Vec<(String, Place)> = reads.iter().map(|read| (read.person.full_name(), read.place)).collect();
    let mut kept = Vec::with_capacity(reads.len());
    let mut clashing = Vec::new();
    for (read, partner) in reads.into_iter().zip(partner) {
        match partner {
            None => kept.push(read),
            Some((other, ine)) => {
                let (name, other_place) = names[other].clone();
                clashing.push(Clashing { read, other: name, other_place, ine });
            }
        }
    }
    (kept, clashing)
}

impl Gathered {
    /// « ligne 5 », with the file where there are several.
    pub fn place(&self, place: Place) -> String {
        match &self.files[..] {
            [_, _, ..] => format!("{}, ligne {}", self.files[usize::from(place.file)].name, place.line),
            _ => format!("ligne {}", place.line),
        }
    }

    /// Rows read in all.
    pub fn rows(&self) -> usize {
        self.files.iter().map(|file| file.export.rows).sum()
    }

    /// Rows that repeat a pupil.
    pub fn repeated(&self) -> usize {
        self.files.iter().map(|file| file.export.repeated).sum()
    }

    /// Rejected rows.
    pub fn rejected(&self) -> usize {
        self.files.iter().map(|file| file.export.rejects.len()).sum()
    }

    /// A list of candidates or a file of corrected rows never is the whole school.
    pub fn scope(&self, partial: bool) -> Scope {
        let part = |file: &File| file.export.family == Family::Candidates || file.export.header.reason.is_some();
        if partial || self.files.iter().all(part) { Scope::Partial } else { Scope::WholeSchool }
    }

    /// People whose rows are not used: they have not left.
    pub fn set_aside(&self) -> Vec<Person> {
        let rejected = self.files.iter().flat_map(|file| &file.export.rejects).map(|reject| reject.person.clone());
        rejected.chain(self.clashing.iter().map(|clashing| clashing.read.person.clone())).collect()
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
