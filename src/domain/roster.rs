//! What an import will change: rows collapsed into persons, persons compared with those known.
//!
//! Everything is decided here and nothing is written: the outcome names its people itself, and stands on its own.

use std::collections::HashSet;

use compact_str::CompactString;

use super::enrolment;
use super::identity::{self, Verdict};
use super::origin::Origin;

use super::person::{Person, PersonId, Place};

mod alike;
mod decision;
mod departures;
mod divisions;
mod identities;
mod index;
mod intake;
mod merge;

pub use decision::{Decision, Decisions, subject};
pub use departures::{Alarm, Leavers, guard};
pub use identities::{Identifier, Look, Shift, changes_identity, guard_identities};
pub use intake::{Clash, Contradiction, Intake, Over, Pushed, complete};
pub use merge::{Attribute, FieldChange, differences, merged};

use index::Index;

/// A person read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub person: Person,
    pub place: Place,
}

/// A person of the base; `present` until a departure is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub id: PersonId,
    pub person: Person,
    pub present: bool,
}

impl Known {
    /// True for somebody whom the whole record of `origin` must hold: others never were in it.
    fn belongs(&self, origin: Origin) -> bool {
        self.present && self.person.origin == origin
    }
}

/// Whether whoever is absent from the file has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The whole record of this origin.
    Whole(Origin),
    Partial,
}

/// One known person, changed by one person read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    pub id: PersonId,
    pub before: Person,
    pub after: Person,
    pub was_present: bool,
    /// Where the person was read.
    pub place: Place,
    pub fields: Vec<Attribute>,
}

/// A person who leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    pub id: PersonId,
    pub before: Person,
    /// The row that announces it and the person as it has them; `None` for somebody absent from a whole-school file.
    pub announced: Option<(Place, Person)>,
}

/// A row that may be a known person and may not: nothing is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub row: Read,
    pub known: Known,
    pub why: Why,
}

/// A row of a list that does not say who people are, and says it otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    pub row: Read,
    pub known: Person,
}

/// « date de naissance 03/09/2009 dans la liste, 04/09/2009 ici, qui reste ».
impl std::fmt::Display for Overruled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = |person: &Person| person.birth_date.map(|day| day.strftime("%d/%m/%Y").to_string());
        let (read, kept) = (day(&self.row.person).unwrap_or_default(), day(&self.known).unwrap_or_default());
        write!(f, "date de naissance {read} dans la liste, {kept} ici, qui reste.")
    }
}

/// Why a row is in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It cannot be told from the person known.
    Alike,
    /// It brings what is somebody else's: an INE, an internal number, a name, a birth date, an address.
    Taken(Identifier, Box<Known>),
    /// The person known is absent, and the row would be somebody new who looks like them.
    Absent,
}

/// What the import will do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub arrived: Vec<Read>,
    pub updated: Vec<Update>,
    pub returned: Vec<Update>,
    pub departed: Vec<Departure>,
    pub conflicts: Vec<Doubt>,
    /// Rows of candidates whose birth date is not that of the school's record, which stays.
    pub overruled: Vec<Overruled>,
    pub unchanged: usize,
    /// The known person that each row is, in the order of the rows; nothing where nobody was known.
    pub matched: Vec<Option<PersonId>>,
    /// Rows that somebody decided not to use.
    pub ignored: usize,
    /// The divisions that a whole record names; none where it has no such column.
    pub divisions: HashSet<CompactString>,
}

impl Outcome {
    /// True where the base would stay as it is.
    pub fn is_empty(&self) -> bool {
        self.arrived.is_empty() && self.updated.is_empty() && self.returned.is_empty() && self.departed.is_empty()
    }

    /// Whom the row at a position is, or may be.
    pub fn whom<'a>(&'a self, at: usize, row: &Read, known: &'a [Known]) -> Option<&'a Known> {
        if let Some(doubt) = self.conflicts.iter().find(|doubt| doubt.row.place == row.place) {
            return Some(&doubt.known);
        }
        let id = self.matched.get(at).copied().flatten()?;
        known.iter().find(|known| known.id == id)
    }

    /// Departures that a row announces.
    pub fn leaving(&self) -> usize {
        self.departed.iter().filter(|departure| departure.announced.is_some()).count()
    }
}

/// Compares the base with the file. `set_aside` are people whose rows were rejected or clash: they have not left.
pub fn compare(
    known: &[Known],
    mut rows: Vec<Read>,
    set_aside: &[Person],
    scope: Scope,
    decisions: &Decisions,
) -> Outcome {
    divisions::spell_as(known, &mut rows);
    if known.is_empty() {
        return Outcome { arrived: rows, ..Outcome::default() };
    }
    let index = Index::new(known, decisions);
    let matches = index.match_all(&rows);
    let matched = matches.of_reads.iter().map(|found| found.map(|at| known[at].id)).collect();
    let mut outcome = Outcome { matched, ..Outcome::default() };
    if let Scope::Whole(_) = scope {
        let named = rows.iter().map(|row| row.person.division()).filter(|division| !division.is_empty());
        outcome.divisions = named.map(CompactString::from).collect();
    }
    let exchanged = alike::exchanged(known, &rows, &matches.of_reads);
    let turned = alike::turned(known, &rows, &matches.of_reads);
    let mut seen: Vec<bool> = vec![false; known.len()];
    for (at, row) in rows.into_iter().enumerate() {
        match matches.of_reads[at] {
            Some(found) => {
                seen[found] = true;
                if turned.contains(&found) && !index.are_one(found, &row.person) {
                    outcome.doubt(row, &known[found], Why::Alike);
                    continue;
                }
                let taken = index.holder(found, &row.person).or_else(|| exchanged.get(&found).copied());
                match taken.filter(|_| !index.are_one(found, &row.person)) {
                    Some((what, holder)) => {
                        seen[holder] = true;
                        outcome.doubt(row, &known[found], Why::Taken(what, Box::new(known[holder].clone())));
                    }
                    None => {
                        if contradicts_record(&known[found].person, &row.person) {
                            let overruled = Overruled { row: row.clone(), known: known[found].person.clone() };
                            outcome.overruled.push(overruled);
                        }
                        outcome.settle(&known[found], row);
                    }
                }
            }
            None if matches.ignored[at] => {
                outcome.ignored += 1;
                index.related(&row.person).for_each(|known| seen[known] = true);
                index.decided(&row.person).iter().for_each(|(known, _)| seen[*known] = true);
            }
            None => {
                // Nobody who is in question leaves.
                let mut first = None;
                for other in index.in_question(&row.person, &matches) {
                    seen[other] = true;
                    first = first.or(Some(other));
                }
                match first {
                    Some(other) => outcome.doubt(row, &known[other], Why::Alike),
                    None => outcome.arrived.push(row),
                }
            }
        }
    }
    for person in set_aside {
        index.related(person).for_each(|known| seen[known] = true);
    }
    outcome.doubt_arrivals(known, &mut seen, &index, scope);
    if let Scope::Whole(origin) = scope {
        outcome.depart(known, &seen, origin);
    }
    outcome
}

/// True for a candidate whose birth date the school's record has otherwise: the row may be somebody else's.
fn contradicts_record(known: &Person, read: &Person) -> bool {
    let other_birth = known.birth_date.zip(read.birth_date).is_some_and(|(one, other)| one != other);
    read.is_only_candidate() && !known.is_only_candidate() && other_birth
}

impl Outcome {
    fn settle(&mut self, known: &Known, row: Read) {
        let is_candidate_again = !known.present && enrolment::brings_back(&row.person);
        let left = !is_candidate_again && row.person.left.or(known.person.left) == Some(true);
        if known.present && left {
            let announced = Some((row.place, merged(known, &row.person)));
            return self.departed.push(Departure { id: known.id, before: known.person.clone(), announced });
        }
        let returns = !known.present && !left && (is_candidate_again || !row.person.is_only_candidate());
        let fields = merge::changed_fields(known, &row.person);
        if fields.is_empty() && !returns {
            self.unchanged += 1;
            return;
        }
        let update = Update {
            id: known.id,
            before: known.person.clone(),
            after: merged(known, &row.person),
            was_present: known.present,
            place: row.place,
            fields,
        };
        if returns { self.returned.push(update) } else { self.updated.push(update) }
    }

    fn doubt(&mut self, row: Read, known: &Known, why: Why) {
        self.conflicts.push(Doubt { row, known: known.clone(), why });
    }

    /// Whoever comes and looks like somebody who would leave, or is nowhere in the file, or had left, is in doubt.
    fn doubt_arrivals(&mut self, known: &[Known], seen: &mut [bool], index: &Index<'_>, scope: Scope) {
        let is_absent = |at: &usize| !seen[*at];
        let absent: Vec<usize> = (0..known.len()).filter(is_absent).collect();
        if absent.is_empty() || self.arrived.is_empty() {
            return;
        }
        let whole = matches!(scope, Scope::Whole(_));
        let pairs = alike::pairs(known, &absent, &self.arrived, &|at, read| {
            let Known { person, present, .. } = &known[at];
            let alike =
                if *present { identity::looks_like(person, read, whole) } else { identity::is_back(person, read) };
            alike && !index.are_two(at, read)
        });
        if pairs.is_empty() {
            return;
        }
        for (position, row) in std::mem::take(&mut self.arrived).into_iter().enumerate() {
            match pairs.get(&position) {
                Some(at) => {
                    seen[*at] = true;
                    self.doubt(row, &known[*at], Why::Absent);
                }
                None => self.arrived.push(row),
            }
        }
    }

    fn depart(&mut self, known: &[Known], seen: &[bool], origin: Origin) {
        let absent = known.iter().zip(seen).filter(|(known, seen)| known.belongs(origin) && !**seen);
        let departures =
            absent.map(|(known, _)| Departure { id: known.id, before: known.person.clone(), announced: None });
        self.departed.extend(departures);
    }
}

impl Update {
    /// True where a name changes.
    pub fn renames(&self) -> bool {
        self.fields
            .iter()
            .any(|field| matches!(field, Attribute::FamilyName | Attribute::UsageName | Attribute::FirstName))
    }

    fn empties_division(&self) -> bool {
        self.after.division().is_empty() && !self.before.division().is_empty()
    }
}

#[cfg(test)]
mod tests;
