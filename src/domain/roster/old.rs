//! What an import will change, as positions in the two lists: for the imports and transfers that are not moved yet.

use std::collections::{HashMap, HashSet};

use super::super::origin::Origin;
use super::super::person::{Person, text};
use super::index::Index;
use super::{Alarm, Decisions, Field, Known, Leavers, Read, Scope, merge};

/// One known person, changed by one person read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    pub known: usize,
    pub read: usize,
    pub fields: Vec<Field>,
}

/// A person who leaves: announced by a row (`read`), or absent from a whole-school file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departure {
    pub known: usize,
    pub read: Option<usize>,
}

/// A row that may be a known person and may not: nothing is done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    pub read: usize,
    pub known: usize,
}

/// What the import will do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub arrived: Vec<usize>,
    pub updated: Vec<Update>,
    pub returned: Vec<Update>,
    pub departed: Vec<Departure>,
    pub conflicts: Vec<Conflict>,
    pub unchanged: usize,
    /// The known person that each read one is.
    pub matched: Vec<Option<u32>>,
    /// Rows that somebody decided not to use.
    pub ignored: usize,
}

impl Outcome {
    /// True where the base would stay as it is.
    pub fn is_empty(&self) -> bool {
        self.arrived.is_empty() && self.updated.is_empty() && self.returned.is_empty() && self.departed.is_empty()
    }

    /// Departures that a row announces.
    pub fn leaving(&self) -> usize {
        self.departed.iter().filter(|departure| departure.read.is_some()).count()
    }
}

/// Compares the base with the file. `set_aside` are people whose rows were rejected or clash: they have not left.
pub fn compare(known: &[Known], reads: &[Read], set_aside: &[Person], scope: Scope, decisions: &Decisions) -> Outcome {
    if known.is_empty() {
        return Outcome { arrived: (0..reads.len()).collect(), ..Outcome::default() };
    }
    let index = Index::new(known, decisions);
    let matches = index.match_all(reads);
    let mut outcome = Outcome::default();
    let mut seen: Vec<bool> = vec![false; known.len()];
    for (read, found) in matches.of_reads.iter().enumerate() {
        match *found {
            Some(found) => {
                seen[found] = true;
                outcome.settle(known, reads, found, read);
            }
            None if matches.ignored[read] => {
                outcome.ignored += 1;
                index.related(&reads[read].person).for_each(|known| seen[known] = true);
            }
            None => match index.conflict(&reads[read].person, &matches) {
                Some(other) => {
                    seen[other] = true;
                    outcome.conflicts.push(Conflict { read, known: other });
                }
                None => outcome.arrived.push(read),
            },
        }
    }
    outcome.matched = matches.of_reads.iter().map(|found| found.and_then(|known| u32::try_from(known).ok())).collect();
    if let Scope::Whole(origin) = scope {
        for person in set_aside {
            index.related(person).for_each(|known| seen[known] = true);
        }
        outcome.depart(known, &seen, origin);
    }
    outcome
}

impl Outcome {
    fn settle(&mut self, known: &[Known], reads: &[Read], found: usize, read: usize) {
        let (old, new) = (&known[found], &reads[read].person);
        let fields = merge::changed_fields(old, new);
        let update = Update { known: found, read, fields };
        let left = new.left.or(old.person.left) == Some(true);
        match (old.present, left) {
            (false, false) if new.is_only_candidate() => self.correct(update),
            (true, true) => self.departed.push(Departure { known: found, read: Some(read) }),
            (false, false) => self.returned.push(update),
            _ => self.correct(update),
        }
    }

    fn correct(&mut self, update: Update) {
        if update.fields.is_empty() {
            self.unchanged += 1;
        } else {
            self.updated.push(update);
        }
    }

    fn depart(&mut self, known: &[Known], seen: &[bool], origin: Origin) {
        let absent = known.iter().zip(seen).enumerate().filter(|(_, (known, seen))| known.belongs(origin) && !**seen);
        self.departed.extend(absent.map(|(known, _)| Departure { known, read: None }));
    }
}

/// Stops an import that would deactivate more than `limit` percent, or take the division of as many, or, where no
/// limit was asked for (`None`: ten percent), deactivate a whole division.
pub fn guard(
    known: &[Known],
    reads: &[Read],
    outcome: &Outcome,
    origin: Origin,
    limit: Option<f64>,
) -> Result<(), Alarm> {
    let present = known.iter().filter(|known| known.belongs(origin)).count();
    let departed = outcome.departed.len();
    let emptied = emptied(known, reads, outcome);
    let too_many = |n: usize| n > 0 && n as f64 * 100.0 > limit.unwrap_or(10.0) * present as f64;
    let alarm = Alarm { departed, present, emptied, divisions: leavers(known, reads, outcome, origin) };
    let missing = departed > 0 && limit.is_none() && alarm.missing().next().is_some();
    if too_many(departed) || too_many(emptied) || missing { Err(alarm) } else { Ok(()) }
}

fn emptied(known: &[Known], reads: &[Read], outcome: &Outcome) -> usize {
    let empties = |update: &&Update| {
        let read = &reads[update.read].person;
        read.division.is_some() && read.division().is_empty() && !known[update.known].person.division().is_empty()
    };
    outcome.updated.iter().filter(empties).count()
}

/// Divisions that lose somebody, those that lose everybody first.
pub fn leavers(known: &[Known], reads: &[Read], outcome: &Outcome, origin: Origin) -> Vec<Leavers> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for person in known.iter().filter(|known| known.belongs(origin)) {
        counts.entry(person.person.division()).or_default().1 += 1;
    }
    for departure in &outcome.departed {
        counts.entry(known[departure.known].person.division()).or_default().0 += 1;
    }
    let in_file: HashSet<&str> = reads.iter().map(|read| text(read.person.division.as_ref())).collect();
    let mut leavers: Vec<Leavers> = counts
        .into_iter()
        .filter(|(division, (departed, _))| *departed > 0 && !division.is_empty())
        .map(|(division, (departed, present))| {
            let missing = departed == present && !in_file.contains(division);
            Leavers { division: division.to_owned(), departed, present, missing }
        })
        .collect();
    leavers.sort_by(|one, other| (!one.missing, &one.division).cmp(&(!other.missing, &other.division)));
    leavers
}
