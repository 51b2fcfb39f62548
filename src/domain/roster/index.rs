//! Finding, among the people of the base, those who may be a person read.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Known, Read, Verdict, identity};
use crate::domain::name;
use crate::domain::person::{Person, text};

/// Positions of known people by number, by INE and by name.
pub struct Index<'a> {
    known: &'a [Known],
    by_number: HashMap<u64, Vec<u32>>,
    by_ine: HashMap<u64, Vec<u32>>,
    by_name: HashMap<u64, Vec<u32>>,
}

/// Which known person each read one is, and which reads took a known person.
pub struct Matches {
    pub of_reads: Vec<Option<usize>>,
    taken: Vec<bool>,
}

/// A number for what is compared, so that 300 000 names do not live twice.
pub fn key(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

fn name_key(surname: &str, first_name: &str) -> u64 {
    key(&[&name::fold(surname), &name::fold(first_name)])
}

impl<'a> Index<'a> {
    pub fn new(known: &'a [Known]) -> Self {
        let mut index = Self {
            known,
            by_number: HashMap::with_capacity(known.len()),
            by_ine: HashMap::with_capacity(known.len()),
            by_name: HashMap::with_capacity(known.len()),
        };
        for (position, Known { person, .. }) in (0..).zip(known) {
            if !person.number.is_empty() {
                index.by_number.entry(key(&[&person.number])).or_default().push(position);
            }
            if !person.ine.is_empty() {
                index.by_ine.entry(key(&[&person.ine])).or_default().push(position);
            }
            for surname in surnames(person) {
                index.by_name.entry(name_key(surname, &person.first_name)).or_default().push(position);
            }
        }
        index
    }

    /// The cascade: everybody by number, then the rest by INE, then the rest by name.
    pub fn match_all(&self, reads: &[Read]) -> Matches {
        let mut matches = Matches { of_reads: vec![None; reads.len()], taken: vec![false; self.known.len()] };
        for find in [Self::numbered, Self::national, Self::named] {
            for (position, read) in reads.iter().enumerate() {
                if matches.of_reads[position].is_none() {
                    let found =
                        find(self, &read.person).find(|known| !matches.taken[*known] && self.is(*known, &read.person));
                    if let Some(known) = found {
                        matches.taken[known] = true;
                        matches.of_reads[position] = Some(known);
                    }
                }
            }
        }
        matches
    }

    fn is(&self, known: usize, read: &Person) -> bool {
        match identity::judge(&self.known[known].person, read) {
            Verdict::Same => true,
            Verdict::SameName => self.named(read).count() == 1,
            Verdict::Conflict | Verdict::Different => false,
        }
    }

    /// A known person with whom the person read cannot be told apart. One who has found its own row stays in
    /// question only where the INE is the same.
    pub fn conflict(&self, read: &Person, matches: &Matches) -> Option<usize> {
        self.related(read).find(|known| {
            let person = &self.known[*known].person;
            let disputed = !read.ine.is_empty() && person.ine == read.ine;
            let verdict = identity::judge(person, read);
            matches!(verdict, Verdict::Conflict | Verdict::SameName) && (disputed || !matches.taken[*known])
                || (verdict == Verdict::Same && disputed)
        })
    }

    /// Everybody who shares a number, an INE or a name with `person`.
    pub fn related(&self, person: &Person) -> impl Iterator<Item = usize> {
        self.numbered(person).chain(self.national(person)).chain(self.named(person))
    }

    fn numbered<'b>(&'b self, person: &Person) -> Positions<'b> {
        positions(&self.by_number, (!person.number.is_empty()).then(|| key(&[&person.number])))
    }

    fn national<'b>(&'b self, person: &Person) -> Positions<'b> {
        positions(&self.by_ine, (!person.ine.is_empty()).then(|| key(&[&person.ine])))
    }

    fn named<'b>(&'b self, person: &Person) -> Positions<'b> {
        let by_family = self.by_name.get(&name_key(&person.family_name, &person.first_name));
        let found = by_family.or_else(|| self.by_name.get(&name_key(person.surname(), &person.first_name)));
        Positions(found.map_or([].iter(), |found| found.iter()))
    }
}

/// Positions of known people, as found under one key.
pub struct Positions<'a>(std::slice::Iter<'a, u32>);

impl Iterator for Positions<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.0.next().map(|position| *position as usize)
    }
}

fn positions(map: &HashMap<u64, Vec<u32>>, key: Option<u64>) -> Positions<'_> {
    Positions(key.and_then(|key| map.get(&key)).map_or([].iter(), |found| found.iter()))
}

/// Family name, and usage name where there is another one.
fn surnames(person: &Person) -> impl Iterator<Item = &str> {
    let usage = text(person.usage_name.as_ref());
    let usage = (!usage.is_empty() && usage != person.family_name).then_some(usage);
    std::iter::once(person.family_name.as_str()).chain(usage)
}
