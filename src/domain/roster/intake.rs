//! Rows of a file collapsed into persons, while they are read.
//!
//! A pupil stands on several rows as soon as responsables or groups are exported; two pupils never share an INE
//! or an internal number, and if the file says so somebody must look.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use hashbrown::HashTable;

use super::index::{self, key};
use super::{Read, identity};

use crate::domain::enrolment;
use crate::domain::person::{Detail, Person, Place, text};

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pushed {
    New,
    /// A further row of a person already met, which says the same.
    Repeated,
    /// A further row, which tells more, and what of it contradicts what is kept.
    Completed(Vec<Contradiction>),
}

/// What two rows of one person say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contradiction {
    Division {
        kept: String,
        other: String,
    },
    /// One row has the person gone, the other not: who is here is here.
    Exit,
    /// Another value of what this word names.
    Cell {
        what: &'static str,
        kept: String,
        other: String,
    },
}

/// Two persons of one file that share what only one can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    pub read: usize,
    pub other: usize,
    pub over: Over,
}

/// What two persons of one file share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    Ine,
    /// SIECLE's internal number.
    Number,
    /// Names, without a number that would tell one pupil from two.
    Name,
}

/// Persons read so far.
#[derive(Debug, Default)]
pub struct Intake {
    reads: Vec<Read>,
    /// Of each, its name and birth date when it came, as one number.
    names: Vec<u64>,
    /// Positions by name and birth date, by INE, by internal number: five bytes a person and a table.
    by_name: HashTable<u32>,
    by_ine: HashTable<u32>,
    by_number: HashTable<u32>,
    clashes: Vec<Clash>,
}

impl Intake {
    /// Makes room for as many rows as a file may have.
    pub fn make_room(&mut self, rows: usize) {
        self.reads.reserve(rows);
        self.names.reserve(rows);
        let Self { reads, names, by_name, by_ine, by_number, .. } = self;
        let person = |position: &u32| &reads[*position as usize].person;
        by_name.reserve(rows, |position| names[*position as usize]);
        by_ine.reserve(rows, |held| key(&[&person(held).ine]));
        by_number.reserve(rows, |held| key(&[&person(held).number]));
    }

    /// Takes a row in; tells what became of it, and the position of its person.
    pub fn push(&mut self, person: Person, place: Place) -> (Pushed, usize) {
        let name = birth_name_key(&person);
        let homonyms = self.find(name, &person);
        let is_here = |first: &&usize| !are_in_two_divisions(&self.reads[**first].person, &person);
        if let Some(first) = homonyms.iter().find(is_here).copied() {
            let pushed = complete(&mut self.reads[first].person, &person);
            self.learn(first);
            return (pushed, first);
        }
        let position = self.reads.len();
        self.reads.push(Read { person, place });
        self.names.push(name);
        self.learn(position);
        let homonym = homonyms.first().copied().or_else(|| self.twin(name, &self.reads[position].person, position));
        self.clashes.extend(homonym.map(|other| Clash { read: position, other, over: Over::Name }));
        let rehash = |position: &u32| self.names[*position as usize];
        self.by_name.insert_unique(name, small(position), rehash);
        (Pushed::New, position)
    }

    /// The name of the person at a position.
    pub fn name(&self, position: usize) -> String {
        self.reads.get(position).map(|read| read.person.full_name()).unwrap_or_default()
    }

    /// Everybody read, and those who hold somebody else's number.
    pub fn finish(mut self) -> (Vec<Read>, Vec<Clash>) {
        self.clash_bare();
        (self.reads, self.clashes)
    }

    /// In a file whose people have numbers, a row without any, and of another birth date or of none, may be somebody who is
    /// there already.
    fn clash_bare(&mut self) {
        let is_bare = |read: &Read| read.person.ine.is_empty() && read.person.number.is_empty();
        let bare: Vec<usize> = (0..self.reads.len()).filter(|at| is_bare(&self.reads[*at])).collect();
        if bare.is_empty() || bare.len() * 2 > self.reads.len() {
            return;
        }
        self.clash_alike(&bare);
        let names = |at: usize| {
            let person = &self.reads[at].person;
            index::name_key(&person.family_name, &person.first_name)
        };
        let sought: HashSet<u64> = bare.iter().map(|at| names(*at)).collect();
        let mut holders: HashMap<u64, usize> = HashMap::new();
        for at in (0..self.reads.len()).filter(|at| !is_bare(&self.reads[*at])) {
            let names = names(at);
            if sought.contains(&names) {
                holders.entry(names).or_insert(at);
            }
        }
        for at in bare {
            let Some(other) = holders.get(&names(at)).copied() else { continue };
            let [one, two] = [at, other].map(|at| &self.reads[at].person);
            let same_place = one.birth_date.is_none() || one.division() == two.division();
            let clash = Clash { read: at.max(other), other: at.min(other), over: Over::Name };
            if same_place && one.birth_date != two.birth_date && !self.clashes.contains(&clash) {
                self.clashes.push(clash);
            }
        }
    }

    /// A row without any number, whose name is nearly that of somebody born on the same day.
    fn clash_alike(&mut self, bare: &[usize]) {
        let born = |at: usize| self.reads[at].person.birth_date;
        let sought: HashSet<Date> = bare.iter().filter_map(|at| born(*at)).collect();
        let mut by_birth: HashMap<Date, Vec<usize>> = HashMap::new();
        for at in 0..self.reads.len() {
            if let Some(birth) = born(at).filter(|birth| sought.contains(birth)) {
                by_birth.entry(birth).or_default().push(at);
            }
        }
        let is_bare: HashSet<usize> = bare.iter().copied().collect();
        for at in bare {
            let others = born(*at).and_then(|birth| by_birth.get(&birth)).into_iter().flatten();
            let person = &self.reads[*at].person;
            let alike = |other: &&usize| {
                let known = &self.reads[**other].person;
                !is_bare.contains(other) && known.division() == person.division() && identity::is_nearly(known, person)
            };
            if let Some(other) = others.into_iter().find(alike) {
                self.clashes.push(Clash { read: *at.max(other), other: *at.min(other), over: Over::Name });
            }
        }
    }

    /// Those of whom a row may be a further one, in the order in which they came.
    fn find(&self, name: u64, person: &Person) -> Vec<usize> {
        let found = self.by_name.iter_hash(name).map(|position| *position as usize);
        let mut found: Vec<usize> =
            found.filter(|position| identity::is_repetition(&self.reads[*position].person, person)).collect();
        found.sort_unstable();
        found
    }

    /// Somebody of one name, one birth date and one division, under other numbers.
    fn twin(&self, name: u64, person: &Person, position: usize) -> Option<usize> {
        person.birth_date?;
        let is_twin = |at: &usize| {
            let other = &self.reads[*at].person;
            let (one, two) = (person.division(), other.division());
            *at != position && person.birth_date == other.birth_date && (one == two || one.is_empty() || two.is_empty())
        };
        let named = self.by_name.iter_hash(name).map(|at| *at as usize);
        named.filter(is_twin).find(|at| self.names[*at] == name)
    }

    /// Two pupils under one internal number are two pupils if each has an INE and a name of one's own.
    fn told_apart(&self, holder: usize, position: usize) -> bool {
        let [one, other] = [holder, position].map(|at| &self.reads[at].person);
        let named = |person: &Person| index::name_key(&person.family_name, &person.first_name);
        // Nearly every two names begin with another letter.
        let first = |person: &Person| person.family_name.bytes().next().filter(u8::is_ascii_alphabetic);
        let begin_otherwise =
            || first(one).zip(first(other)).is_some_and(|(one, other)| !one.eq_ignore_ascii_case(&other));
        let has_other_ine = !one.ine.is_empty() && !other.ine.is_empty() && one.ine != other.ine;
        has_other_ine && (begin_otherwise() || named(one) != named(other))
    }

    /// Remembers the numbers of the person at `position`, and notes who held them already.
    fn learn(&mut self, position: usize) {
        for over in [Over::Ine, Over::Number] {
            let Some(holder) = self.holder(over, position).filter(|holder| *holder != position) else { continue };
            let clash = Clash { read: position, other: holder, over };
            let is_new = || self.clashes.last() != Some(&clash) && !self.clashes.contains(&clash);
            if (over == Over::Ine || !self.told_apart(holder, position)) && is_new() {
                self.clashes.push(clash);
            }
        }
    }

    /// Who held a number of the person at `position` first: that very person where nobody did.
    fn holder(&mut self, over: Over, position: usize) -> Option<usize> {
        let Self { reads, by_ine, by_number, .. } = self;
        let of = |at: usize| {
            let person = &reads[at].person;
            if over == Over::Ine { person.ine.as_str() } else { person.number.as_str() }
        };
        let number = of(position);
        if number.is_empty() {
            return None;
        }
        let holders = if over == Over::Ine { by_ine } else { by_number };
        let is_held = |held: &u32| of(*held as usize) == number;
        let entry = holders.entry(key(&[number]), is_held, |held| key(&[of(*held as usize)]));
        Some(*entry.or_insert(small(position)).get() as usize)
    }
}

/// Two rows alike in all but the division, and no number that says that they are one pupil.
fn are_in_two_divisions(first: &Person, next: &Person) -> bool {
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    let (one, other) = (first.division(), next.division());
    let known = same(&first.ine, &next.ine) || same(&first.number, &next.number);
    !known && !one.is_empty() && !other.is_empty() && one != other
}

fn birth_name_key(person: &Person) -> u64 {
    let day = |date: Date| (i64::from(date.year()) << 16) + (i64::from(date.month()) << 8) + i64::from(date.day());
    let birth = person.birth_date.map_or(0, day).cast_unsigned();
    index::name_key(&person.family_name, &person.first_name) ^ birth.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Adds to the first row what a further one knows. A row of somebody who is here is worth more than one of somebody gone,
/// whatever their order.
pub fn complete(first: &mut Person, next: &Person) -> Pushed {
    let before = first.clone();
    let mut told = Vec::new();
    let mut next = next.clone();
    if first.left == Some(true) && next.left == Some(false) {
        std::mem::swap(first, &mut next);
    }
    let leaves = |person: &Person| person.details.get(Detail::LeavesOn).map(|day| !day.is_empty());
    let announced =
        first.left == next.left && leaves(first).zip(leaves(&next)).is_some_and(|(one, other)| one != other);
    if first.left == Some(false) && next.left == Some(true) || announced {
        told.push(Contradiction::Exit);
    }
    if announced {
        // Who is here without a departure is here without one.
        first.details.set(Detail::LeavesOn, Some(""));
        next.details.set(Detail::LeavesOn, Some(""));
    }
    let next = &next;
    told.extend(contradictions(first, next));
    if first.ine.is_empty() {
        first.ine = next.ine.clone();
    }
    first.number = next.number.or_better(&first.number);
    if text(first.mef.as_ref()).is_empty() {
        first.mef = next.mef.clone().or(first.mef.take());
    }
    if text(first.division.as_ref()).is_empty() {
        first.division = next.division.clone().or(first.division.take());
    }
    first.birth_date = first.birth_date.or(next.birth_date);
    first.origin = first.origin.and(next.origin);
    for detail in [Detail::UsageName, Detail::Email, Detail::LeavesOn] {
        let (known, read) = (first.details.get(detail), next.details.get(detail));
        if known.unwrap_or_default().is_empty() && read.is_some() {
            first.details.set(detail, read);
        }
    }
    first.left = first.left.or(next.left);
    told.extend(add_candidatures(first, next));
    add_groups(first, next.groups().unwrap_or_default());
    if told.is_empty() && *first == before { Pushed::Repeated } else { Pushed::Completed(told) }
}

/// Cells that both rows fill, and fill otherwise.
fn contradictions(first: &Person, next: &Person) -> Vec<Contradiction> {
    let mut told = Vec::new();
    let differ = |one: &str, other: &str| !one.is_empty() && !other.is_empty() && one != other;
    let (kept, other) = (text(first.division.as_ref()), text(next.division.as_ref()));
    if differ(kept, other) {
        told.push(Contradiction::Division { kept: kept.to_owned(), other: other.to_owned() });
    }
    let detail = |person: &Person, detail| person.details.get(detail).unwrap_or_default().to_owned();
    let cells = [
        ("MEF", text(first.mef.as_ref()).to_owned(), text(next.mef.as_ref()).to_owned()),
        ("courriel", detail(first, Detail::Email), detail(next, Detail::Email)),
        ("départ annoncé", detail(first, Detail::LeavesOn), detail(next, Detail::LeavesOn)),
    ];
    let cells = cells.into_iter().filter(|(_, kept, other)| differ(kept, other));
    told.extend(cells.map(|(what, kept, other)| Contradiction::Cell { what, kept, other }));
    told
}

/// Keeps every examination of a candidate, each with its state; of two states of one examination, the one that opens an
/// account, or the first.
fn add_candidatures(first: &mut Person, next: &Person) -> Vec<Contradiction> {
    let (mut all, mut told) = (enrolment::candidatures(first), Vec::new());
    let more: Vec<_> = enrolment::candidatures(next).into_iter().filter(|one| !all.contains(one)).collect();
    if more.is_empty() {
        return told;
    }
    for mut one in more {
        match all.iter_mut().find(|known| known.diploma == one.diploma && !known.is_empty()) {
            None => all.push(one),
            Some(known) => {
                if known.state.is_empty() || enrolment::is_admitted(&one) && !enrolment::is_admitted(known) {
                    std::mem::swap(known, &mut one);
                }
                let (kept, other) = (known.state.clone(), one.state);
                if !kept.is_empty() && !other.is_empty() {
                    told.push(Contradiction::Cell { what: "état d’inscription", kept, other });
                }
            }
        }
    }
    all.retain(|one| !one.is_empty());
    enrolment::set_candidatures(first, &all);
    told
}

fn add_groups(person: &mut Person, more: &str) {
    if more.is_empty() {
        return;
    }
    let known = person.groups().unwrap_or_default();
    let mut groups: Vec<&str> = known.split(", ").chain(more.split(", ")).filter(|group| !group.is_empty()).collect();
    groups.sort_unstable();
    groups.dedup();
    let groups = groups.join(", ");
    person.details.set(Detail::Groups, Some(&groups));
}
