//! A known person corrected by a person read, field by field.
//!
//! A missing column or an empty identifier never erases what is known.

use compact_str::CompactString;

use crate::domain::ine;
use crate::domain::name;
use crate::domain::origin::Origin;
use crate::domain::person::{Person, text};

/// A field that an import may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
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
    Groups,
    Diploma,
    Enrolment,
    Email,
    Profile,
    Origin,
}

/// One field before and after, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub field: Field,
    pub old: String,
    pub new: String,
}

impl Field {
    /// The word that users read.
    pub fn label(self) -> &'static str {
        match self {
            Self::FamilyName => "nom",
            Self::UsageName => "nom d’usage",
            Self::FirstName => "prénom",
            Self::Spelling => "graphie du nom",
            Self::BirthDate => "date de naissance",
            Self::Ine => "INE",
            Self::Number => "n° interne",
            Self::Mef => "MEF",
            Self::Division => "division",
            Self::Groups => "groupes",
            Self::Diploma => "examen",
            Self::Enrolment => "état d’inscription",
            Self::Email => "courriel",
            Self::Profile => "profil",
            Self::Origin => "connu par",
        }
    }

    /// The key of the machine contract.
    pub fn key(self) -> &'static str {
        match self {
            Self::FamilyName => "family_name",
            Self::UsageName => "usage_name",
            Self::FirstName => "first_name",
            Self::Spelling => "spelling",
            Self::BirthDate => "birth_date",
            Self::Ine => "ine",
            Self::Number => "number",
            Self::Mef => "mef",
            Self::Division => "division",
            Self::Groups => "groups",
            Self::Diploma => "diploma",
            Self::Enrolment => "enrolment",
            Self::Email => "email",
            Self::Profile => "profile",
            Self::Origin => "origin",
        }
    }
}

/// What the person will be after the import. Of somebody whom the school's record knows, a list of candidates tells
/// of the examination, another list what the record lacks, and neither anything else.
pub fn merged(known: &Person, read: &Person) -> Person {
    if known.is_in_record() && read.origin == Origin::Other {
        return completed(known, read);
    }
    if read.is_only_candidate() && !known.is_only_candidate() {
        return Person {
            origin: known.origin.and(read.origin),
            birth_date: known.birth_date.or(read.birth_date),
            ine: if known.ine.is_empty() { read.ine.clone() } else { known.ine.clone() },
            division: known.division.clone().or_else(|| read.division.clone()),
            diploma: read.diploma.clone().or_else(|| known.diploma.clone()),
            enrolment: read.enrolment.clone(),
            email: kept_email(known.email.as_ref(), read.email.as_ref()),
            ..known.clone()
        };
    }
    Person {
        profile: if known.profile.is_adult() { read.profile } else { known.profile },
        origin: known.origin.and(read.origin),
        family_name: filled(&known.family_name, &read.family_name),
        usage_name: read.usage_name.clone().or_else(|| known.usage_name.clone()),
        first_name: filled(&known.first_name, &read.first_name),
        birth_date: read.birth_date.or(known.birth_date),
        ine: filled(&known.ine, &read.ine),
        number: filled(&known.number, &read.number),
        mef: merged_mef(known.mef.as_ref(), read.mef.as_ref()),
        division: read.division.clone().or_else(|| known.division.clone()),
        groups: read.groups.clone().or_else(|| known.groups.clone()),
        left: read.left.or(known.left),
        diploma: read.diploma.clone().or_else(|| known.diploma.clone()),
        enrolment: read.enrolment.clone().or_else(|| known.enrolment.clone()),
        email: kept_email(known.email.as_ref(), read.email.as_ref()),
    }
}

/// The record's own cells, and the other list's where it has none.
fn completed(known: &Person, read: &Person) -> Person {
    let missing = |known: &Option<CompactString>, read: &Option<CompactString>| match text(known.as_ref()) {
        "" => read.clone().or_else(|| known.clone()),
        _ => known.clone(),
    };
    Person {
        birth_date: known.birth_date.or(read.birth_date),
        ine: if known.ine.is_empty() { read.ine.clone() } else { known.ine.clone() },
        usage_name: missing(&known.usage_name, &read.usage_name),
        mef: missing(&known.mef, &read.mef),
        division: missing(&known.division, &read.division),
        groups: missing(&known.groups, &read.groups),
        email: kept_email(known.email.as_ref(), read.email.as_ref()),
        ..known.clone()
    }
}

fn filled(known: &CompactString, read: &CompactString) -> CompactString {
    if read.is_empty() { known.clone() } else { read.clone() }
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

fn kept_email(known: Option<&CompactString>, read: Option<&CompactString>) -> Option<CompactString> {
    if text(read).is_empty() { known.or(read).cloned() } else { read.cloned() }
}

/// The fields that `read` changes in `known`, without writing their values.
pub fn changed_fields(known: &Person, read: &Person) -> Vec<Field> {
    if known == read {
        return Vec::new();
    }
    differences(known, &merged(known, read)).into_iter().map(|change| change.field).collect()
}

/// Every field that differs between two states of one person; identifiers are masked.
pub fn differences(old: &Person, new: &Person) -> Vec<FieldChange> {
    let cells = [
        (Field::FamilyName, old.family_name.as_str(), new.family_name.as_str()),
        (Field::UsageName, text(old.usage_name.as_ref()), text(new.usage_name.as_ref())),
        (Field::FirstName, &old.first_name, &new.first_name),
        (Field::Ine, &old.ine, &new.ine),
        (Field::Number, &old.number, &new.number),
        (Field::Mef, text(old.mef.as_ref()), text(new.mef.as_ref())),
        (Field::Division, old.division(), new.division()),
        (Field::Groups, text(old.groups.as_ref()), text(new.groups.as_ref())),
        (Field::Diploma, text(old.diploma.as_ref()), text(new.diploma.as_ref())),
        (Field::Enrolment, text(old.enrolment.as_ref()), text(new.enrolment.as_ref())),
        (Field::Email, text(old.email.as_ref()), text(new.email.as_ref())),
        (Field::Profile, old.profile.as_str(), new.profile.as_str()),
        (Field::Origin, old.origin.label(), new.origin.label()),
    ];
    let mut changes: Vec<FieldChange> =
        cells.into_iter().filter(|(_, old, new)| old != new).map(|(field, old, new)| change(field, old, new)).collect();
    if old.birth_date != new.birth_date {
        let day =
            |person: &Person| person.birth_date.map_or(String::new(), |date| date.strftime("%d/%m/%Y").to_string());
        changes.push(FieldChange { field: Field::BirthDate, old: day(old), new: day(new) });
    }
    changes.sort_by_key(|change| change.field);
    changes
}

fn change(field: Field, old: &str, new: &str) -> FieldChange {
    let is_name = matches!(field, Field::FamilyName | Field::UsageName | Field::FirstName);
    let field = if is_name && name::same(old, new) { Field::Spelling } else { field };
    let show =
        |value: &str| if field == Field::Ine && !value.is_empty() { ine::masked(value) } else { value.to_owned() };
    FieldChange { field, old: show(old), new: show(new) }
}
