//! A pupil who goes from one school to another: what travels, and who cannot.

use std::str::FromStr;

use serde::Serialize;

use super::instant::Instant;
use super::name;
use super::person::{Detail, Person, text};
use super::profile::Profile;
use super::uai::Uai;

/// What every packet begins with, and the version of its form.
pub const FORMAT: &str = "cpro-transfer";
pub const SCHEMA: u64 = 1;

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
    /// As the other school wrote it.
    pub sent_at: Instant,
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
    /// Words of the machine contract.
    pub password_state: String,
    pub status: String,
    /// Instant of the last sign-in.
    pub last_login_at: Option<Instant>,
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
    WithoutName,
}

impl Stays {
    /// A few words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotPupil => "seul un élève se transfère",
            Self::Gone => "déjà parti(e)",
            Self::WithoutIne => "sans INE",
            Self::WithoutBirthDate => "sans date de naissance",
            Self::WithoutName => "sans nom",
        }
    }
}

/// Whether a person may be sent. The INE and the birth date are what the other school recognises a pupil by.
pub fn may_leave(person: &Person, present: bool) -> Result<(), Stays> {
    if person.profile != Profile::Student {
        return Err(Stays::NotPupil);
    }
    match (present, person.ine.is_empty(), person.birth_date) {
        (false, ..) => Err(Stays::Gone),
        (_, true, _) => Err(Stays::WithoutIne),
        (.., None) => Err(Stays::WithoutBirthDate),
        _ if name::tidy(&person.full_name()).is_empty() => Err(Stays::WithoutName),
        _ => Ok(()),
    }
}

/// What becomes of a pupil at one end of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    Sent,
    Created,
    /// Known here already: what was missing is completed.
    Linked,
    /// Had left this school, and is here again.
    Returned,
    /// May be somebody known: somebody must decide.
    Conflict,
    /// Somebody decided not to use this row.
    Ignored,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Self; 6] = [Self::Sent, Self::Created, Self::Linked, Self::Returned, Self::Conflict, Self::Ignored];

    /// As stored, and as the machine contract has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Created => "created",
            Self::Linked => "linked",
            Self::Returned => "returned",
            Self::Conflict => "conflict",
            Self::Ignored => "ignored",
        }
    }

    /// What people read once it is done.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sent => "parti",
            Self::Created => "créé",
            Self::Linked => "déjà connu",
            Self::Returned => "revenu",
            Self::Conflict => "à décider",
            Self::Ignored => "ignoré",
        }
    }
}

impl FromStr for Fate {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|fate| fate.as_str() == word).ok_or(())
    }
}

impl Traveller {
    /// The personal password that travels, hashed.
    pub fn hash(&self) -> Option<&String> {
        self.account.as_ref().and_then(|left| left.hash.as_ref())
    }

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

    /// Somebody whom this school knows, with what was missing here and nothing else.
    pub fn completing(&self, known: &Person, division: Option<&str>) -> Person {
        let mut person = known.clone();
        if person.division().is_empty() {
            person.division = division.map(Into::into).or(person.division);
        }
        person.origin = self.person.origin;
        person.left = Some(false);
        if person.ine.is_empty() {
            person.ine = self.person.ine.clone();
        }
        person.birth_date = person.birth_date.or(self.person.birth_date);
        if text(person.mef.as_ref()).is_empty() {
            person.mef = self.person.mef.clone();
        }
        for detail in [Detail::UsageName, Detail::Civility, Detail::Email] {
            if person.details.get(detail).unwrap_or_default().is_empty() {
                person.details.set(detail, self.person.details.get(detail));
            }
        }
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
            family_name: "DUPONT".into(),
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
            (pupil(), true, Ok(())),
            (pupil(), false, Err(Stays::Gone)),
            (Person { ine: "".into(), ..pupil() }, true, Err(Stays::WithoutIne)),
            (Person { birth_date: None, ..pupil() }, true, Err(Stays::WithoutBirthDate)),
            (Person { profile: Profile::Teacher, ..pupil() }, true, Err(Stays::NotPupil)),
            (Person { family_name: " ".into(), ..pupil() }, true, Err(Stays::WithoutName)),
        ];
        for (person, present, expected) in cases {
            assert_eq!(may_leave(&person, present), expected);
        }
    }

    #[test]
    fn what_is_known_here_stays() {
        let traveller = Traveller { person: pupil().with(Detail::Email, "a@b.example"), account: None };
        let known = Person { division: Some("1B".into()), mef: Some("MEF".into()), ine: "".into(), ..pupil() };
        let known = known.with(Detail::Email, "ici@b.example");
        let completed = traveller.completing(&known, Some("9Z"));
        assert_eq!(
            (completed.ine.as_str(), completed.division(), completed.email()),
            ("070832327JA", "1B", Some("ici@b.example"))
        );
        assert_eq!(Fate::ALL.map(|fate| fate.as_str().parse()), Fate::ALL.map(Ok));
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
