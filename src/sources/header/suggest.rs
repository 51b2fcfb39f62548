//! A file that is not recognised: what it lacks, and what its columns may be.

use super::Header;
use super::field::{ALIASES, Field, normalise};
use crate::domain::{date, name};
use crate::sources::columns::Sample;

impl Header {
    /// What a list of people must have and this one lacks, in words.
    pub fn lacking(&self) -> Vec<&'static str> {
        let identifying = [Field::BirthDate, Field::Ine, Field::Number, Field::Division];
        let needed = [
            (self.has(Field::FamilyName), "nom"),
            (self.has(Field::FirstName), "prénom"),
            (identifying.into_iter().any(|field| self.has(field)), "date de naissance, INE, numéro ou division"),
        ];
        needed.into_iter().filter(|(has, _)| !has).map(|(_, word)| word).collect()
    }

    /// Columns that are not known, each with the field whose name is nearest and whose form its cells have; no field is proposed twice, nor one that
    /// another column gives already.
    pub fn nearest(&self, sample: &Sample) -> Vec<(String, Field)> {
        let unknown =
            self.labels.iter().enumerate().filter(|(column, label)| {
                self.field_of_column(*column).is_none() && !is_of_guardians(&normalise(label))
            });
        let mut pairs: Vec<(f64, &String, Field)> = unknown
            .flat_map(|(column, label)| Field::all().map(move |field| (column, likeness(label, field), label, field)))
            .filter(|(_, likeness, _, field)| *likeness > 0.75 && !self.has(*field))
            .filter(|(column, _, label, field)| sample.suits(*column, *field) && !is_of_the_record(label, *field))
            .map(|(_, likeness, label, field)| (likeness, label, field))
            .collect();
        pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut nearest: Vec<(String, Field)> = Vec::new();
        for (_, label, field) in pairs {
            if !nearest.iter().any(|(known, given)| known == label || *given == field) {
                nearest.push((label.clone(), field));
            }
        }
        nearest.sort_by_key(|(label, _)| self.labels.iter().position(|other| other == label));
        nearest
    }
}

/// A label that is nearly one that we know, or a slip of the fingers away from it.
const SLIP: f64 = 0.93;

impl Header {
    /// Columns that are not read although their label is nearly one of a field that the file lacks.
    pub fn unread(&self, sample: &Sample) -> Vec<(String, Field)> {
        let is_slip = |(label, field): &(String, Field)| {
            let label = normalise(label);
            let names = ALIASES.iter().filter(|(known, _)| known == field).flat_map(|(_, names)| names.iter());
            label.len() > 3 && names.map(|name| name::likeness(&label, name)).fold(0.0, f64::max) > SLIP
        };
        self.nearest(sample).into_iter().filter(is_slip).collect()
    }
}

/// A day on which the record was changed is nobody's birth nor departure.
fn is_of_the_record(label: &str, field: Field) -> bool {
    let label = normalise(label);
    matches!(field, Field::BirthDate | Field::LeftOn)
        && ["modif", "maj", "entree", "debut", "creation", "inscription", "saisie", "stage"]
            .iter()
            .any(|word| label.contains(word))
}

/// What a list says of the guardians is not the pupil's.
fn is_of_guardians(label: &str) -> bool {
    ["resp", "repr", "parent", "legal", "tuteur", "mere", "pere", "frere", "soeur", "fratrie"]
        .iter()
        .any(|word| label.contains(word))
}

/// How much a label is like one of the names of a field, or holds it.
fn likeness(label: &str, field: Field) -> f64 {
    let label = normalise(label);
    if label.is_empty() {
        return 0.0;
    }
    let names = ALIASES.iter().filter(|(known, _)| *known == field).flat_map(|(_, names)| names.iter());
    let of = |name: &&str| {
        let inside = if name.len() > 2 && label.contains(*name) { 0.8 + name.len() as f64 / 100.0 } else { 0.0 };
        name::likeness(&label, name).max(inside)
    };
    names.map(of).fold(0.0, f64::max)
}

/// True for a row of GEPI's `g_eleves.csv`, which may come without its header.
pub fn is_row_of_gepi(cells: &[String]) -> bool {
    let is = |at: usize, words: &[&str]| cells.get(at).is_some_and(|cell| words.contains(&cell.as_str()));
    let is_day = cells.get(2).is_some_and(|cell| matches!(date::read(cell), date::DateCell::Day(_)));
    is_day && is(8, &["F", "M"]) && is(6, &["OUI", "NON", ""])
}
