//! A known person corrected by a person read, field by field.
//!
//! A missing column or an empty identifier never erases what is known.

use std::fmt;
use std::ops::Deref;

use compact_str::CompactString;
use jiff::civil::Date;

use super::Known;
use crate::domain::date::{self, DateCell};
use crate::domain::enrolment;
use crate::domain::ine;
use crate::domain::name;
use crate::domain::origin::Origin;
use crate::domain::person::details::{self, Row};
use crate::domain::person::{Detail, Person, text};

/// A field that an import may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Attribute {
    FamilyName,
    UsageName,
    FirstName,
    /// A name whose accents, case or punctuation changed.
    Spelling,
    BirthDate,
    Ine,
    Number,
    Mef,
    Division,
    /// A text that few people have; a usage name is [`Attribute::UsageName`].
    Detail(Detail),
    Profile,
    Origin,
}

/// One field before and after, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub field: Attribute,
    pub old: String,
    pub new: String,
}

impl FieldChange {
    /// Before and after under the machine contract: dates are ISO 8601.
    pub fn values(&self) -> [String; 2] {
        let iso = |text: &String| match (self.field, date::read(text)) {
            (Attribute::BirthDate | Attribute::Detail(Detail::LeavesOn), DateCell::Day(day)) => day.to_string(),
            _ => text.clone(),
        };
        [iso(&self.old), iso(&self.new)]
    }
}

/// « division : 2A → 2B ».
impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [old, new] = [&self.old, &self.new].map(|text| if text.is_empty() { "(rien)" } else { text });
        write!(f, "{} : {old} → {new}", self.field.label())
    }
}

impl Attribute {
    /// The word that users read.
    pub fn label(self) -> &'static str {
        match self {
            Self::FamilyName => "nom",
            Self::UsageName => Detail::UsageName.row().label,
            Self::FirstName => "prénom",
            Self::Spelling => "graphie du nom",
            Self::BirthDate => "date de naissance",
            Self::Ine => "INE",
            Self::Number => "n° interne",
            Self::Mef => "MEF",
            Self::Division => "division",
            Self::Detail(detail) => detail.row().label,
            Self::Profile => "profil",
            Self::Origin => "connu par",
        }
    }

    /// The key of the machine contract.
    pub fn key(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::UsageName => Detail::UsageName.row().column,
            Self::FirstName => "first_name",
            Self::Spelling => "spelling",
            Self::BirthDate => "birth_date",
            Self::Ine => "ine",
            Self::Number => "number",
            Self::Mef => "mef",
            Self::Division => "division",
            Self::Detail(detail) => detail.row().column,
            Self::Profile => "profile",
            Self::Origin => "origin",
        }
    }
}

/// What the person will be after the import. Of somebody whom the school's record knows, a list of candidates tells
/// of the examination, another list what the record lacks, and neither anything else.
pub fn merged(known: &Known, read: &Person) -> Person {
    let Known { person: known, present, .. } = known;
    // Whoever the record let go and another list brings back is no longer the record's.
    let is_taken_over = !present && read.origin == Origin::Other;
    if known.is_in_record() && read.origin == Origin::Other && *present {
        return completed(known, read);
    }
    let mut details = known.details.clone();
    let mut learn = |row: &Row| {
        let cell = read.details.get(row.detail).filter(|cell| row.empties || !cell.is_empty());
        if cell.is_some() {
            details.set(row.detail, cell);
        }
    };
    details::ROWS.iter().filter(|row| row.of_candidates).for_each(&mut learn);
    if read.is_only_candidate() && !known.is_only_candidate() {
        let is_taken_over = !present && enrolment::brings_back(read);
        return Person {
            origin: if is_taken_over { read.origin } else { known.origin.and(read.origin) },
            left: if is_taken_over { Some(false) } else { known.left },
            birth_date: known.birth_date.or(read.birth_date),
            ine: filled(&read.ine, &known.ine),
            division: known.division.clone().or_else(|| read.division.clone()),
            details,
            ..known.clone()
        };
    }
    details::ROWS.iter().filter(|row| !row.of_candidates).for_each(&mut learn);
    Person {
        profile: if known.profile.is_adult() && read.is_profile_told { read.profile } else { known.profile },
        is_profile_told: true,
        origin: if is_taken_over { read.origin } else { known.origin.and(read.origin) },
        family_name: named(&known.family_name, &read.family_name),
        first_name: named(&known.first_name, &read.first_name),
        birth_date: read.birth_date.or(known.birth_date),
        ine: known.ine.or_better(&read.ine),
        number: known.number.or_better(&read.number),
        mef: merged_mef(known.mef.as_ref(), read.mef.as_ref()),
        division: read.division.clone().or_else(|| known.division.clone()),
        left: read.left.or(known.left).filter(|left| !left || *present || !enrolment::brings_back(read)),
        details,
    }
}

/// The record's own cells, and the other list's where it has none.
fn completed(known: &Person, read: &Person) -> Person {
    let missing = |known: &Option<CompactString>, read: &Option<CompactString>| match text(known.as_ref()) {
        "" => read.clone().or_else(|| known.clone()),
        _ => known.clone(),
    };
    let mut details = known.details.clone();
    for detail in [Detail::UsageName, Detail::Groups, Detail::Email] {
        let told = read.details.get(detail).filter(|cell| !cell.is_empty());
        let has_own = detail != Detail::Email && known.details.get(detail).is_some_and(|cell| !cell.is_empty());
        if told.is_some() && !has_own {
            details.set(detail, told);
        }
    }
    Person {
        birth_date: known.birth_date.or(read.birth_date),
        ine: filled(&read.ine, &known.ine),
        mef: missing(&known.mef, &read.mef),
        division: missing(&known.division, &read.division),
        details,
        ..known.clone()
    }
}

/// The cell read, or the one known where nothing was read.
fn filled<T: Deref<Target = str> + Clone>(known: &T, read: &T) -> T {
    if read.is_empty() { known.clone() } else { read.clone() }
}

/// A name read, unless it stands for none.
fn named(known: &CompactString, read: &CompactString) -> CompactString {
    let keeps = name::is_placeholder(read) && !known.is_empty();
    if keeps { known.clone() } else { read.clone() }
}

/// The list by division has labels where the other exports have codes: a label does not replace a code.
fn merged_mef(known: Option<&CompactString>, read: Option<&CompactString>) -> Option<CompactString> {
    match (known, read) {
        (Some(known), Some(read)) if is_mef_code(known) && !is_mef_code(read) && !read.is_empty() => {
            Some(known.clone())
        }
        (known, None) => known.cloned(),
        (_, read) => read.cloned(),
    }
}

/// Eleven letters and digits, most of them digits.
fn is_mef_code(mef: &str) -> bool {
    mef.len() == 11
        && mef.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && mef.bytes().take(8).all(|byte| byte.is_ascii_digit())
}

/// True for two equal records, an empty cell being worth a missing one where it tells nothing.
fn is_unchanged(known: &Person, read: &Person) -> bool {
    let alike = |detail| known.details.get(detail).unwrap_or_default() == read.details.get(detail).unwrap_or_default();
    (known.profile == read.profile || !read.is_profile_told)
        && known.origin == read.origin
        && known.family_name == read.family_name
        && known.first_name == read.first_name
        && known.birth_date == read.birth_date
        && known.ine == read.ine
        && known.number == read.number
        && known.division == read.division
        && known.mef == read.mef
        && Detail::all().all(alike)
}

/// The fields that `read` changes in `known`, without writing their values.
pub fn changed_fields(known: &Known, read: &Person) -> Vec<Attribute> {
    if is_unchanged(&known.person, read) {
        return Vec::new();
    }
    differences(&known.person, &merged(known, read)).into_iter().map(|change| change.field).collect()
}

/// Every field that differs between two states of one person; identifiers are masked.
pub fn differences(old: &Person, new: &Person) -> Vec<FieldChange> {
    let cells = [
        (Attribute::FamilyName, old.family_name.as_str(), new.family_name.as_str()),
        (Attribute::FirstName, &old.first_name, &new.first_name),
        (Attribute::Ine, &old.ine, &new.ine),
        (Attribute::Number, &old.number, &new.number),
        (Attribute::Mef, text(old.mef.as_ref()), text(new.mef.as_ref())),
        (Attribute::Division, old.division(), new.division()),
        (Attribute::Profile, old.profile.as_str(), new.profile.as_str()),
        (Attribute::Origin, old.origin.label(), new.origin.label()),
    ];
    let details = Detail::all().map(|detail| {
        let field = if detail == Detail::UsageName { Attribute::UsageName } else { Attribute::Detail(detail) };
        let text = |person: &'_ Person| match person.leaves_on().filter(|_| detail == Detail::LeavesOn) {
            Some(day) => shown(day),
            None => person.details.get(detail).unwrap_or_default().to_owned(),
        };
        (field, text(old), text(new))
    });
    let mut changes: Vec<FieldChange> =
        cells.into_iter().filter(|(_, old, new)| old != new).map(|(field, old, new)| change(field, old, new)).collect();
    changes.extend(details.filter(|(_, old, new)| old != new).map(|(field, old, new)| change(field, &old, &new)));
    if old.birth_date != new.birth_date {
        let day = |person: &Person| person.birth_date.map_or(String::new(), shown);
        changes.push(FieldChange { field: Attribute::BirthDate, old: day(old), new: day(new) });
    }
    changes.sort_by_key(|change| change.field);
    changes
}

fn shown(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

fn change(field: Attribute, old: &str, new: &str) -> FieldChange {
    let is_name = matches!(field, Attribute::FamilyName | Attribute::UsageName | Attribute::FirstName);
    let field = if is_name && name::same(old, new) { Attribute::Spelling } else { field };
    let show =
        |value: &str| if field == Attribute::Ine && !value.is_empty() { ine::masked(value) } else { value.to_owned() };
    FieldChange { field, old: show(old), new: show(new) }
}
