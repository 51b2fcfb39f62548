//! Finding, among the people of the base, those who may be a person read.

use std::cell::OnceCell;
use std::hash::BuildHasher;
use std::sync::LazyLock;

use hashbrown::DefaultHashBuilder;

use super::{Decision, Decisions, Identifier, Known, Read, Verdict, identity};
use crate::domain::name;
use crate::domain::person::Person;

/// Positions of known people by number, by INE and by name.
pub struct Index<'a> {
    known: &'a [Known],
    decisions: &'a Decisions,
    by_number: Sorted,
    by_ine: Sorted,
    /// Made for the first person whom no number finds: in most years nobody.
    by_name: OnceCell<Sorted>,
}

/// Positions under their keys, in the order of the keys: half the memory of a map of lists.
struct Sorted(Vec<(u64, u32)>);

impl Sorted {
    fn new(mut entries: Vec<(u64, u32)>) -> Self {
        entries.sort_unstable();
        Self(entries)
    }

    fn under(&self, key: Option<u64>) -> Positions<'_> {
        let Some(key) = key else { return Positions([].iter()) };
        let from = self.0.partition_point(|entry| entry.0 < key);
        let count = self.0[from..].iter().take_while(|entry| entry.0 == key).count();
        Positions(self.0[from..from + count].iter())
    }
}

/// Which known person each read one is, and which reads took a known person.
pub struct Matches {
    pub of_reads: Vec<Option<usize>>,
    /// Reads that somebody decided not to use.
    pub ignored: Vec<bool>,
    taken: Vec<bool>,
}

/// A number for what is compared, so that 300 000 names do not live twice.
pub fn key(parts: &[&str]) -> u64 {
    static KEYS: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);
    KEYS.hash_one(parts)
}

/// The same for names, however they are written.
pub fn name_key(surname: &str, first_name: &str) -> u64 {
    key(&[&name::fold(surname), &name::fold(first_name)])
}

impl<'a> Index<'a> {
    pub fn new(known: &'a [Known], decisions: &'a Decisions) -> Self {
        let numbered = positions(known).filter(|(_, person)| !person.number.is_empty());
        let national = positions(known).filter(|(_, person)| !person.ine.is_empty());
        Self {
            known,
            decisions,
            by_number: Sorted::new(numbered.map(|(position, person)| (key(&[&person.number]), position)).collect()),
            by_ine: Sorted::new(national.map(|(position, person)| (key(&[&person.ine]), position)).collect()),
            by_name: OnceCell::new(),
        }
    }

    /// What was decided, then the cascade: everybody by number, then the rest by INE, then the rest by name.
    pub fn match_all(&self, reads: &[Read]) -> Matches {
        let mut matches = Matches {
            of_reads: vec![None; reads.len()],
            ignored: vec![false; reads.len()],
            taken: vec![false; self.known.len()],
        };
        for (position, read) in reads.iter().enumerate() {
            self.apply_decisions(position, &read.person, &mut matches);
        }
        // By name twice: homonyms whose division tells them apart first, then whoever is left.
        for find in [Self::numbered, Self::national, Self::named, Self::named] {
            for (position, read) in reads.iter().enumerate() {
                if matches.of_reads[position].is_none() && !matches.ignored[position] {
                    let found = find(self, &read.person)
                        .filter(|known| !matches.taken[*known] && self.is(*known, &read.person));
                    if let Some(known) = self.the_one(found, &read.person) {
                        matches.taken[known] = true;
                        matches.of_reads[position] = Some(known);
                    }
                }
            }
        }
        matches
    }

    fn apply_decisions(&self, position: usize, read: &Person, matches: &mut Matches) {
        for (known, decision) in self.decided(read) {
            match decision {
                Decision::Same if !matches.taken[known] && matches.of_reads[position].is_none() => {
                    matches.taken[known] = true;
                    matches.of_reads[position] = Some(known);
                }
                Decision::Ignore => matches.ignored[position] = true,
                _ => {}
            }
        }
    }

    /// Whom something was decided about, of the person read.
    pub fn decided(&self, read: &Person) -> Vec<(usize, Decision)> {
        let Some(subject) = self.decisions.subject(read) else { return Vec::new() };
        let of_subject = self.decisions.of_subject(&subject).into_iter();
        let position = |id| self.known.iter().position(|known| known.id == id);
        of_subject.filter_map(|(id, decision)| position(id).map(|at| (at, decision))).collect()
    }

    /// Among several who may be the person read, the one of the same division; none where that does not tell.
    fn the_one(&self, mut found: impl Iterator<Item = usize>, read: &Person) -> Option<usize> {
        let first = found.next()?;
        let others: Vec<usize> = found.filter(|other| *other != first).collect();
        if others.is_empty() {
            return Some(first);
        }
        let here =
            |known: &usize| !read.division().is_empty() && self.known[*known].person.division() == read.division();
        let mut same = std::iter::once(first).chain(others).filter(here);
        same.next().filter(|_| same.next().is_none())
    }

    /// True where somebody decided that these are two persons.
    pub fn are_two(&self, known: usize, read: &Person) -> bool {
        let subject = self.decisions.subject(read);
        subject.is_some_and(|subject| self.decisions.with_known(&subject, self.known[known].id) == Some(Decision::Two))
    }

    fn is(&self, known: usize, read: &Person) -> bool {
        if self.are_two(known, read) {
            return false;
        }
        match identity::judge(&self.known[known].person, read) {
            Verdict::Same => true,
            Verdict::SameName => self.named(read).count() == 1,
            Verdict::Conflict | Verdict::Different => false,
        }
    }

    /// The known people from whom the person read cannot be told. One who has found its own row stays in question only where
    /// the INE is the same.
    pub fn in_question(&self, read: &Person, matches: &Matches) -> impl Iterator<Item = usize> {
        self.related(read).filter(|known| {
            let person = &self.known[*known].person;
            let disputed = !read.ine.is_empty() && person.ine == read.ine;
            let verdict = identity::judge(person, read);
            let open = verdict != Verdict::Different && (disputed || !matches.taken[*known]);
            open && !self.are_two(*known, read)
        })
    }

    /// Who has the INE, or the internal number, that the person read, who was found, brings: two exchange theirs, or a column
    /// moved. A number may be given again once its holder has left.
    pub fn holder(&self, found: usize, read: &Person) -> Option<(Identifier, usize)> {
        let own = &self.known[found].person;
        // Nearly everybody brings what is theirs.
        if own.ine == read.ine && own.number == read.number {
            return None;
        }
        let held_ine = |holder: &usize| *holder != found && self.known[*holder].person.ine == read.ine;
        let ine = if own.ine == read.ine { None } else { self.national(read).find(held_ine) };
        let held_number = |holder: &usize| {
            let Known { person, present, .. } = &self.known[*holder];
            *holder != found && *present && person.number == read.number
        };
        let brings_number = read.number.is_whole() && own.number != read.number;
        let number = if brings_number { self.numbered(read).find(held_number) } else { None };
        ine.map(|holder| (Identifier::Ine, holder)).or(number.map(|holder| (Identifier::Number, holder)))
    }

    /// True where somebody decided that these are one person.
    pub fn are_one(&self, known: usize, read: &Person) -> bool {
        let subject = self.decisions.subject(read);
        let decided = subject.and_then(|subject| self.decisions.with_known(&subject, self.known[known].id));
        decided == Some(Decision::Same)
    }

    /// Everybody who shares a number, an INE or a name with `person`.
    pub fn related(&self, person: &Person) -> impl Iterator<Item = usize> {
        self.numbered(person).chain(self.national(person)).chain(self.named(person))
    }

    fn numbered<'b>(&'b self, person: &Person) -> Positions<'b> {
        self.by_number.under((!person.number.is_empty()).then(|| key(&[&person.number])))
    }

    fn national<'b>(&'b self, person: &Person) -> Positions<'b> {
        self.by_ine.under((!person.ine.is_empty()).then(|| key(&[&person.ine])))
    }

    fn named<'b>(&'b self, person: &Person) -> Positions<'b> {
        if self.known.is_empty() {
            return Positions([].iter());
        }
        let by_name = self.by_name.get_or_init(|| {
            let named = positions(self.known).flat_map(|(position, person)| {
                surnames(person).map(move |surname| (name_key(surname, &person.first_name), position))
            });
            Sorted::new(named.collect())
        });
        let by_family = by_name.under(Some(name_key(&person.family_name, &person.first_name)));
        if by_family.0.len() > 0 || person.surname() == person.family_name {
            return by_family;
        }
        by_name.under(Some(name_key(person.surname(), &person.first_name)))
    }
}

/// Positions of known people, as found under one key.
pub struct Positions<'a>(std::slice::Iter<'a, (u64, u32)>);

impl Iterator for Positions<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.0.next().map(|(_, position)| *position as usize)
    }
}

fn positions(known: &[Known]) -> impl Iterator<Item = (u32, &Person)> {
    (0_u32..).zip(known).map(|(position, known)| (position, &known.person))
}

/// Family name, and usage name where there is another one.
fn surnames(person: &Person) -> impl Iterator<Item = &str> {
    let usage = person.usage_name().unwrap_or_default();
    let usage = (!usage.is_empty() && usage != person.family_name).then_some(usage);
    std::iter::once(person.family_name.as_str()).chain(usage)
}
