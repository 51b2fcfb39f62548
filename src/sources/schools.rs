//! Whose pupils a file has: a column of codes, the end of internal numbers, the file's own name. Rows of another school are
//! left out and counted under its code; a file that is mostly another school's is refused.

use std::collections::BTreeMap;

use super::Error;
use crate::domain::person::Person;
use crate::domain::profile::Profile;
use crate::domain::uai::Uai;

/// What was met so far.
#[derive(Debug, Default)]
pub struct Schools {
    /// Rows that say that they are ours, and rows that say nothing.
    ours: usize,
    silent: usize,
    /// Rows of others, by the code of each.
    others: BTreeMap<String, usize>,
    /// Who they are: whoever of them we know has not left by being left out.
    people: Vec<Person>,
}

impl Schools {
    /// The code of another school, where a row is its own: by what the file says of the row, or else by the number.
    pub fn other(&mut self, said: Option<&str>, person: &Person, ours: &Uai) -> Option<String> {
        let said = said.and_then(|code| code.parse::<Uai>().ok());
        let other = match &said {
            Some(code) => (code != ours).then(|| code.to_string()),
            None if person.profile == Profile::Student && person.number.is_whole() => {
                let suffix = &person.number[5..];
                (suffix != ours.number_suffix()).then(|| school_of(suffix))
            }
            None => {
                self.silent += 1;
                return None;
            }
        };
        self.ours += usize::from(other.is_none());
        other
    }

    /// Counts a row that is left out.
    pub fn leave(&mut self, school: String, person: Person) {
        *self.others.entry(school).or_default() += 1;
        self.people.push(person);
    }

    /// The schools of the rows left out, and who they are. Refuses a file that has more of them than of ours, and one that
    /// names another school where no row says better.
    pub fn finish(self, name: &str, ours: &Uai) -> Result<(BTreeMap<String, usize>, Vec<Person>), Error> {
        let refused = |found: &str| Error::OtherSchool { found: found.to_owned(), ours: ours.to_string() };
        let left: usize = self.others.values().sum();
        if left > self.ours + self.silent {
            let most = self.others.iter().max_by_key(|(_, rows)| **rows).map(|(school, _)| school.as_str());
            return Err(refused(most.unwrap_or_default()));
        }
        match named(name) {
            Some(other) if self.ours == 0 && other != *ours => Err(refused(other.as_str())),
            _ => Ok((self.others, self.people)),
        }
    }
}

/// The only code that the name of a file holds.
fn named(name: &str) -> Option<Uai> {
    let mut codes = name.split(|sign: char| !sign.is_ascii_alphanumeric()).filter_map(|word| word.parse::<Uai>().ok());
    let first = codes.next()?;
    codes.all(|other| other == first).then_some(first)
}

/// The code that a number's suffix stands for: of the mainland, whose codes begin with 0. Overseas they begin otherwise, and
/// only the suffix is sure.
fn school_of(suffix: &str) -> String {
    let letter = ('A'..='Z').find_map(|letter| format!("0{suffix}{letter}").parse::<Uai>().ok());
    let is_mainland =
        suffix.get(..2).is_some_and(|department| ("01".."96").contains(&department) && department != "20");
    letter.filter(|_| is_mainland).map_or_else(|| format!("…{suffix}"), |uai| uai.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        for (name, code) in [
            ("sts_emp_0990001N_2026.xml", Some("0990001N")),
            ("eleves-0932048w.csv", Some("0932048W")),
            ("0990001N et 0932048W.csv", None),
            ("exportCSVExtraction.csv", None),
            ("0990001X.csv", None),
        ] {
            assert_eq!(named(name).as_ref().map(Uai::as_str), code, "{name}");
        }
    }
}
