//! What somebody decided of rows that could not be told apart from somebody else, so that they are asked once.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::domain::name;
use crate::domain::person::{Person, PersonId};

/// What was decided of a row and of whoever it resembles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// One person: the row corrects what is known.
    Same,
    /// Two persons.
    Two,
    /// The row is not to be used.
    Ignore,
}

impl Decision {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Two => "two",
            Self::Ignore => "ignore",
        }
    }

    /// The word that users read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Same => "même personne",
            Self::Two => "deux personnes",
            Self::Ignore => "ligne ignorée",
        }
    }
}

impl std::str::FromStr for Decision {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Same, Self::Two, Self::Ignore].into_iter().find(|decision| decision.as_str() == word).ok_or(())
    }
}

/// Everything decided so far.
#[derive(Debug, Default)]
pub struct Decisions {
    subjects: HashSet<String>,
    known: HashMap<(String, PersonId), Decision>,
    rows: HashMap<(String, String), Decision>,
}

impl Decisions {
    /// A row, and the person of the base that it may be.
    pub fn of_known(&mut self, subject: &str, known: PersonId, decision: Decision) {
        self.subjects.insert(subject.to_owned());
        self.known.insert((subject.to_owned(), known), decision);
    }

    /// Two rows of one file.
    pub fn of_rows(&mut self, subject: &str, other: &str, decision: Decision) {
        self.rows.insert(pair(subject, other), decision);
    }

    /// What was decided of a row and a known person.
    pub fn with_known(&self, subject: &str, known: PersonId) -> Option<Decision> {
        self.known.get(&(subject.to_owned(), known)).copied()
    }

    /// Everybody of the base about whom something was decided of a row.
    pub fn of_subject(&self, subject: &str) -> Vec<(PersonId, Decision)> {
        let about = self.known.iter().filter(|((decided, _), _)| decided == subject);
        about.map(|((_, known), decision)| (*known, *decision)).collect()
    }

    /// What was decided of two rows.
    pub fn between(&self, one: &Person, other: &Person) -> Option<Decision> {
        if self.rows.is_empty() {
            return None;
        }
        self.rows.get(&pair(&subject(one), &subject(other))).copied()
    }

    /// The row's key, where something was decided about it and a known person.
    pub fn subject(&self, person: &Person) -> Option<String> {
        if self.subjects.is_empty() {
            return None;
        }
        Some(subject(person)).filter(|subject| self.subjects.contains(subject))
    }
}

fn pair(one: &str, other: &str) -> (String, String) {
    if one <= other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) }
}

/// Who a row is, as decisions remember it: everything by which two records are compared.
pub fn subject(person: &Person) -> String {
    let birth = person.birth_date.map_or(String::new(), |date| date.to_string());
    let names = [&person.family_name, &person.first_name].map(|part| name::fold(part));
    [person.number.as_str(), person.ine.as_str(), birth.as_str(), &names[0], &names[1]].join("|")
}
