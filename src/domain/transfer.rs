//! A pupil who goes from one school to another: what travels, and who cannot.

use jiff::civil::Date;

use super::person::{Detail, Person};
use super::profile::Profile;
use super::uai::Uai;

/// Most pupils in one file.
pub const MOST_PUPILS: usize = 5_000;

/// What one school sends to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packet {
    /// Drawn by the sender: 32 hexadecimal digits. A packet is received once.
    pub id: String,
    pub from: Uai,
    /// Name of the school that sends.
    pub from_name: String,
    pub to: Uai,
    /// Instant, ISO 8601.
    pub sent_at: String,
    /// Entry of the sender's register of processing.
    pub register: String,
    pub pupils: Vec<Traveller>,
}

/// One pupil of a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Traveller {
    pub person: Person,
    /// As it was at the school that sends.
    pub account: Option<Left>,
}

/// The account that a pupil leaves behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub login: String,
    /// The word of the machine contract.
    pub password_state: String,
    /// Instant of the last sign-in.
    pub last_login_at: Option<String>,
    /// PHC string of a personal password, where the sender was asked to join it.
    pub hash: Option<String>,
}

/// Why somebody cannot be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    NotPupil,
    Gone,
    WithoutIne,
    WithoutBirthDate,
}

impl Stays {
    /// A few words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotPupil => "seul un élève se transfère",
            Self::Gone => "déjà parti(e)",
            Self::WithoutIne => "sans INE",
            Self::WithoutBirthDate => "sans date de naissance",
        }
    }
}

/// Whether a person may be sent. The INE and the birth date are what the other school recognises a pupil by.
pub fn may_leave(person: &Person, present: bool) -> Result<Date, Stays> {
    match (person.profile, present, person.ine.is_empty(), person.birth_date) {
        (Profile::Student, true, false, Some(birth)) => Ok(birth),
        (Profile::Student, true, true, _) => Err(Stays::WithoutIne),
        (Profile::Student, true, _, None) => Err(Stays::WithoutBirthDate),
        (Profile::Student, false, ..) => Err(Stays::Gone),
        _ => Err(Stays::NotPupil),
    }
}

impl Traveller {
    /// Division and groups at the school that sends: « 2MELEC1, 2MELEC1 G1 ».
    pub fn schooling(&self) -> String {
        let parts = [self.person.division(), self.person.groups().unwrap_or_default()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The person as this school will know them: the division and the groups of another school mean nothing here.
    pub fn arriving(&self, division: Option<&str>) -> Person {
        let mut person = self.person.clone();
        person.division = division.map(Into::into);
        person.details.set(Detail::Groups, None);
        person
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::origin::Origin;
    use jiff::civil::date;

    fn pupil() -> Person {
        Person {
            ine: "070832327JA".into(),
            birth_date: Some(date(2010, 2, 1)),
            division: Some("2A".into()),
            origin: Origin::Other,
            ..Person::new(Profile::Student)
        }
        .with(Detail::Groups, "2A G1")
    }

    #[test]
    fn who_may_leave() {
        let cases = [
            (pupil(), true, Ok(date(2010, 2, 1))),
            (pupil(), false, Err(Stays::Gone)),
            (Person { ine: "".into(), ..pupil() }, true, Err(Stays::WithoutIne)),
            (Person { birth_date: None, ..pupil() }, true, Err(Stays::WithoutBirthDate)),
            (Person { profile: Profile::Teacher, ..pupil() }, true, Err(Stays::NotPupil)),
        ];
        for (person, present, expected) in cases {
            assert_eq!(may_leave(&person, present), expected);
        }
    }

    #[test]
    fn a_division_stays_where_it_is() {
        let traveller = Traveller { person: pupil(), account: None };
        assert_eq!(traveller.schooling(), "2A, 2A G1");
        let here = traveller.arriving(None);
        assert_eq!((here.division(), here.groups()), ("", None));
        assert_eq!(traveller.arriving(Some("1B")).division(), "1B");
    }
}
