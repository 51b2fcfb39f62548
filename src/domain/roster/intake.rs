//! Rows of a file collapsed into persons, while they are read.
//!
//! A pupil stands on several rows as soon as responsables or groups are exported; two pupils never share an INE
//! or an internal number, and if the file says so somebody must look.

use compact_str::CompactString;
use jiff::civil::Date;

use super::index::{KeyMap, key};
use super::{Read, identity};
use crate::domain::name;
use crate::domain::person::{Person, Place, text};

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    New,
    /// A further row of a person already met.
    Repeated,
    /// A further row, which names another division: the first one is kept.
    OtherDivision {
        name: String,
        kept: String,
        other: String,
    },
}

/// Two persons of one file that hold the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    pub read: usize,
    pub other: usize,
    /// True for an INE, false for SIECLE's internal number.
    pub ine: bool,
}

/// Persons read so far.
#[derive(Debug, Default)]
pub struct Intake {
    reads: Vec<Read>,
    /// Last person under a name and birth date, and for each person the one before under the same.
    by_name: KeyMap,
    before: Vec<Option<u32>>,
    by_ine: KeyMap,
    by_number: KeyMap,
    clashes: Vec<Clash>,
}

impl Intake {
    /// Takes a row in; tells what became of it, and the position of its person.
    pub fn push(&mut self, person: Person, place: Place) -> (Pushed, usize) {
        let name = name_key(&person);
        if let Some(first) = self.find(name, &person) {
            self.learn(first, &person);
            return (complete(&mut self.reads[first].person, person), first);
        }
        let position = self.reads.len();
        self.learn(position, &person);
        self.before.push(self.by_name.insert(name, small(position)));
        self.reads.push(Read { person, place });
        (Pushed::New, position)
    }

    /// Everybody read, and those who hold somebody else's number.
    pub fn finish(self) -> (Vec<Read>, Vec<Clash>) {
        (self.reads, self.clashes)
    }

    fn find(&self, name: u64, person: &Person) -> Option<usize> {
        let mut next = self.by_name.get(&name).copied();
        while let Some(position) = next {
            let position = position as usize;
            if identity::is_repetition(&self.reads[position].person, person) {
                return Some(position);
            }
            next = self.before[position];
        }
        None
    }

    /// Two pupils under one internal number are two pupils if each has an INE of one's own.
    fn told_apart(&self, holder: usize, person: &Person) -> bool {
        let other = &self.reads[holder].person.ine;
        !other.is_empty() && !person.ine.is_empty() && *other != person.ine
    }

    /// Remembers the numbers of the person at `position`, and notes who held them already.
    fn learn(&mut self, position: usize, person: &Person) {
        for (number, ine) in [(&person.ine, true), (&person.number, false)] {
            if number.is_empty() {
                continue;
            }
            let holders = if ine { &mut self.by_ine } else { &mut self.by_number };
            let holder = *holders.entry(key(&[number])).or_insert(small(position)) as usize;
            if holder != position && (ine || !self.told_apart(holder, person)) {
                self.clashes.push(Clash { read: position, other: holder, ine });
            }
        }
    }
}

fn name_key(person: &Person) -> u64 {
    let day = |date: Date| (i64::from(date.year()) << 16) + (i64::from(date.month()) << 8) + i64::from(date.day());
    let birth = person.birth_date.map_or(0, day).cast_unsigned();
    key(&[&name::fold(&person.family_name), &name::fold(&person.first_name)])
        ^ birth.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Adds to the first row what a further one knows.
pub fn complete(first: &mut Person, next: Person) -> Pushed {
    if first.ine.is_empty() {
        first.ine = next.ine;
    }
    if first.number.is_empty() {
        first.number = next.number;
    }
    if text(first.mef.as_ref()).is_empty() {
        first.mef = next.mef.or(first.mef.take());
    }
    first.origin = first.origin.and(next.origin);
    fill(&mut first.usage_name, next.usage_name);
    fill(&mut first.email, next.email);
    fill(&mut first.diploma, next.diploma);
    fill(&mut first.enrolment, next.enrolment);
    first.left = match (first.left, next.left) {
        (Some(one), Some(other)) => Some(one || other),
        (one, other) => one.or(other),
    };
    add_groups(first, text(next.groups.as_ref()));
    match (text(first.division.as_ref()), text(next.division.as_ref())) {
        ("", _) => first.division = next.division.or(first.division.take()),
        (kept, other) if !other.is_empty() && kept != other => {
            return Pushed::OtherDivision { name: first.full_name(), kept: kept.to_owned(), other: other.to_owned() };
        }
        _ => {}
    }
    Pushed::Repeated
}

/// Learns a cell that was empty or had no column.
fn fill(cell: &mut Option<CompactString>, next: Option<CompactString>) {
    if text(cell.as_ref()).is_empty() && next.is_some() {
        *cell = next;
    }
}

fn add_groups(person: &mut Person, more: &str) {
    if more.is_empty() {
        return;
    }
    let known = text(person.groups.as_ref());
    let mut groups: Vec<&str> = known.split(", ").chain(more.split(", ")).filter(|group| !group.is_empty()).collect();
    groups.sort_unstable();
    groups.dedup();
    person.groups = Some(groups.join(", ").into());
}
