//! The guard of identities: a file that would give many people another INE, birth date or name is plausibly wrong, and
//! papers would go to the wrong hands. It stops before anything is written, and says what the column looks like.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{Doubt, Known, Outcome, Why, alike};
use crate::domain::name;
use crate::domain::person::{Person, PersonId, Place};

/// What somebody is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identifier {
    Ine,
    /// SIECLE's internal number.
    Number,
    BirthDate,
    FamilyName,
    FirstName,
    /// Only where it is somebody else's name: it may come for many at once.
    UsageName,
    /// Only where it is somebody else's: a school may give everybody another one.
    Email,
}

/// What a column whose values changed looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The values are there, on other people's rows: one column was sorted, or moved, alone.
    Shifted,
    /// Family names stand where first names were.
    Swapped,
    /// The month stands before the day.
    MonthFirst,
    /// Values that nobody here had.
    Unknown,
}

/// Why the import was stopped: too many people would be known by something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    pub identifier: Identifier,
    /// So many people, of so many whom the file knows.
    pub changed: usize,
    pub known: usize,
    pub look: Look,
    /// One of them: where in the file, the name known, the value before and after, not masked.
    pub example: (Place, String, [String; 2]),
}

/// Fewest people for whom a change is many, whatever the limit.
const FEWEST: usize = 3;

/// Share of the people beyond which it is many, in percent, where no limit was asked for.
const MOST: f64 = 5.0;

/// One person known, and as the file has them.
struct Pair<'a> {
    before: &'a Person,
    after: &'a Person,
    place: Place,
}

/// Stops an import after which more than `limit` percent of the people of the file, and at least three, would have
/// another INE, internal number, birth date, family name or first name, or a usage name that is somebody else's family name.
/// What was empty and is filled in is no other value.
pub fn guard_identities(known: &[Known], outcome: &Outcome, limit: Option<f64>) -> Result<(), Shift> {
    let pairs = pairs(outcome);
    let limit = limit.unwrap_or(MOST);
    // What is a civil matter for some is no civil matter where the names are other people’s.
    let all = Identifier::ALL.map(|identifier| (identifier, false)).into_iter().chain([(Identifier::FamilyName, true)]);
    for (identifier, civil_too) in all {
        let differs = |pair: &&Pair<'_>| match civil_too {
            true => identifier.differs_at_all(pair.before, pair.after),
            false => identifier.differs(pair.before, pair.after),
        };
        let changed: Vec<&Pair<'_>> = pairs.iter().filter(differs).collect();
        if changed.len() < FEWEST {
            continue;
        }
        let matched = matched(outcome).max(changed.len());
        if changed.len() as f64 * 100.0 > limit * matched as f64 {
            let look = identifier.look(known, &changed);
            if (civil_too || identifier.may_change_at_once()) && look != Look::Shifted {
                continue;
            }
            let Some(first) = changed.first() else { continue };
            let values = [first.before, first.after].map(|person| identifier.shown(person));
            let example = (first.place, first.before.full_name(), values);
            return Err(Shift { identifier, changed: changed.len(), known: matched, look, example });
        }
    }
    misaddressed(outcome, limit)
}

/// Stops a file in which more than `limit` percent of the addresses, and at least three, spell the name of somebody else of it.
fn misaddressed(outcome: &Outcome, limit: f64) -> Result<(), Shift> {
    let updates = outcome.updated.iter().chain(&outcome.returned).map(|update| (&update.after, update.place));
    let all = outcome.arrived.iter().map(|read| (&read.person, read.place)).chain(updates);
    let written: Vec<(&Person, Place, String)> =
        all.filter_map(|(person, place)| Some((person, place, spelt(person.email()?)?))).collect();
    let own = |person: &Person| name::fold(&format!("{}{}", person.first_name, person.surname())).replace(' ', "");
    let owners: HashSet<String> = written.iter().map(|(person, ..)| own(person)).collect();
    let wrong: Vec<_> =
        written.iter().filter(|(person, _, address)| *address != own(person) && owners.contains(address)).collect();
    let Some((person, place, _)) = wrong.first().filter(|_| wrong.len() >= FEWEST) else { return Ok(()) };
    if wrong.len() as f64 * 100.0 <= limit * written.len() as f64 {
        return Ok(());
    }
    let values = [person.full_name(), person.email().unwrap_or_default().to_owned()];
    Err(Shift {
        identifier: Identifier::Email,
        changed: wrong.len(),
        known: written.len(),
        look: Look::Shifted,
        example: (*place, person.full_name(), values),
    })
}

/// The letters before the `@` of an address such as `prenom.nom@…`.
fn spelt(address: &str) -> Option<String> {
    let (local, _) = address.split_once('@')?;
    Some(name::fold(local).replace(' ', "")).filter(|_| local.contains('.'))
}

/// How many people of the base the file is about.
fn matched(outcome: &Outcome) -> usize {
    let doubted = outcome.conflicts.iter().map(|doubt| doubt.known.id);
    outcome.matched.iter().flatten().copied().chain(doubted).collect::<HashSet<PersonId>>().len()
}

/// True where somebody known would have another INE or another birth date: the paper that they hold, or the next one, may
/// be somebody else's.
pub fn changes_identity(before: &Person, after: &Person) -> bool {
    [Identifier::Ine, Identifier::BirthDate].iter().any(|identifier| identifier.differs(before, after))
}

/// Everybody whom the file knows and changes; of those in conflict, the ones whose name is theirs, and those who would have
/// what is somebody else's, or be somebody new.
fn pairs(outcome: &Outcome) -> Vec<Pair<'_>> {
    let updates = outcome.updated.iter().chain(&outcome.returned);
    let updates = updates.map(|update| Pair { before: &update.before, after: &update.after, place: update.place });
    let same_name = |one: &Person, other: &Person| {
        name::same(&one.family_name, &other.family_name) && name::same(&one.first_name, &other.first_name)
    };
    let is_counted = |doubt: &&Doubt| match doubt.why {
        Why::Taken(..) | Why::Absent => true,
        Why::Alike => {
            let (known, read) = (&doubt.known.person, &doubt.row.person);
            same_name(known, read) || alike::is_turned(known, read)
        }
    };
    let doubts = outcome.conflicts.iter().filter(is_counted);
    let doubts =
        doubts.map(|doubt| Pair { before: &doubt.known.person, after: &doubt.row.person, place: doubt.row.place });
    let overruled = outcome.overruled.iter();
    let overruled = overruled.map(|one| Pair { before: &one.known, after: &one.row.person, place: one.row.place });
    updates.chain(doubts).chain(overruled).collect()
}

impl Identifier {
    const ALL: [Self; 7] =
        [Self::Ine, Self::Number, Self::BirthDate, Self::FamilyName, Self::FirstName, Self::UsageName, Self::Email];

    /// True for what many people may change at once, unless they take each other's.
    fn may_change_at_once(self) -> bool {
        matches!(self, Self::UsageName | Self::Email)
    }

    /// The column, as sentences name it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Ine => "INE",
            Self::Number => "n° interne",
            Self::BirthDate => "date de naissance",
            Self::FamilyName => "nom",
            Self::FirstName => "prénom",
            Self::UsageName => "nom d’usage",
            Self::Email => "courriel",
        }
    }

    /// The value to compare, empty where there is none.
    pub(super) fn value(self, person: &Person) -> String {
        match self {
            Self::Ine => person.ine.as_str().to_owned(),
            Self::Number if person.number.is_whole() => person.number.as_str().to_owned(),
            Self::Number => String::new(),
            Self::BirthDate => person.birth_date.map_or_else(String::new, |day| day.to_string()),
            Self::FamilyName => name::fold(&person.family_name),
            Self::FirstName => name::fold(&person.first_name),
            Self::UsageName => name::fold(person.usage_name().unwrap_or_default()),
            Self::Email => person.email().unwrap_or_default().to_lowercase(),
        }
    }

    /// The value as it is written.
    fn shown(self, person: &Person) -> String {
        match self {
            Self::FamilyName => person.family_name.to_string(),
            Self::FirstName => person.first_name.to_string(),
            Self::UsageName => person.usage_name().unwrap_or_default().to_owned(),
            Self::Ine | Self::Number | Self::BirthDate | Self::Email => self.value(person),
        }
    }

    fn differs(self, before: &Person, after: &Person) -> bool {
        // A usage name that becomes the family name is a civil matter, not another person.
        let is_civil =
            name::same(before.surname(), &after.family_name) || name::same(&before.family_name, after.surname());
        if self == Self::FamilyName && is_civil {
            return false;
        }
        self.differs_at_all(before, after)
    }

    /// The same, where no change is a civil matter.
    fn differs_at_all(self, before: &Person, after: &Person) -> bool {
        let own = name::fold(&before.family_name);
        let [before, after] = [before, after].map(|person| self.value(person));
        if self == Self::UsageName {
            return !after.is_empty() && after != before && after != own;
        }
        !before.is_empty() && !after.is_empty() && before != after
    }

    /// What more than half of the changes look like.
    fn look(self, known: &[Known], changed: &[&Pair<'_>]) -> Look {
        let half = changed.len() / 2;
        let most = |is: &dyn Fn(&Pair<'_>) -> bool| changed.iter().filter(|pair| is(pair)).count() > half;
        if matches!(self, Self::FamilyName | Self::FirstName) && most(&is_swapped) {
            return Look::Swapped;
        }
        if self == Self::BirthDate && most(&is_month_first) {
            return Look::MonthFirst;
        }
        let mut values: HashSet<String> = known.iter().map(|known| self.value(&known.person)).collect();
        if self == Self::UsageName {
            values.extend(known.iter().map(|known| Self::FamilyName.value(&known.person)));
        }
        if most(&|pair| values.contains(&self.value(pair.after))) { Look::Shifted } else { Look::Unknown }
    }
}

fn is_swapped(pair: &Pair<'_>) -> bool {
    name::same(&pair.before.family_name, &pair.after.first_name)
        && name::same(&pair.before.first_name, &pair.after.family_name)
}

fn is_month_first(pair: &Pair<'_>) -> bool {
    let turned = |day: Date| Date::new(day.year(), day.day(), day.month()).ok();
    pair.before.birth_date.is_some_and(|before| turned(before) == pair.after.birth_date)
}
