//! A list in columns with pupils and the addresses of their responsables: one row for each of the two, as SIECLE writes it.

use csv::ByteRecord;

use super::{Child, Found, rank};
use crate::domain::date::{DateCell, read as read_date};
use crate::domain::letter::{Address, addressee};
use crate::sources::columns::head;
use crate::sources::header::{Field, Header, normalise};
use crate::sources::{Error, cell, encoding};

/// What a column says of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Title,
    Surname,
    FirstName,
    /// First to fourth.
    Line(u8),
    PostalCode,
    Town,
    Country,
    /// 1 for the first responsable in law.
    Rank,
}

/// Words of a title about something else: the address of who pays, of the school of before, of a birth.
const OTHERS: [&str; 8] = ["financ", "prec", "naiss", "nat", "etab", "insee", "mail", "courriel"];

impl Part {
    /// The part that a normalised label names.
    fn of(label: &str) -> Option<Self> {
        if OTHERS.iter().any(|other| label.contains(other)) {
            return None;
        }
        let is_guardian = ["resp", "repr", "parent", "tuteur", "legal"].iter().any(|word| label.contains(word));
        let begins = |words: &[&str]| words.iter().any(|word| label.starts_with(word));
        match label {
            _ if label == "legal" || begins(&["resplegal", "legalresp"]) => Some(Self::Rank),
            _ if begins(&["codepostal", "cp"]) && !label.starts_with("cpe") => Some(Self::PostalCode),
            _ if begins(&["commune", "ville", "libellepostal", "libpostal", "bureaudistributeur"]) => Some(Self::Town),
            _ if label.starts_with("pays") => Some(Self::Country),
            _ if label.contains("adresse") => {
                let line = label.chars().find(char::is_ascii_digit).and_then(|digit| digit.to_digit(10));
                let line = line.map_or(1, |line| line as u8).min(4);
                Some(Self::Line(if begins(&["complement"]) { 2 } else { line.max(1) }))
            }
            _ if is_guardian && begins(&["civilite", "titre"]) => Some(Self::Title),
            _ if is_guardian && label.starts_with("prenom") => Some(Self::FirstName),
            _ if is_guardian && label.starts_with("nom") => Some(Self::Surname),
            _ => None,
        }
    }
}

/// Reads a list into `rows`, each with the rank of its responsable.
pub fn read(bytes: &[u8], rows: &mut Vec<(u8, Found)>) -> Result<(), Error> {
    let (text, alphabet) = encoding::detect(bytes, &|start: &str| head::score(start, &[]));
    let head = head::find(&text, alphabet, &[]);
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(head.delimiter)
        .from_reader(&text[head.start..]);
    let mut record = ByteRecord::new();
    let mut cells = move || -> Option<Vec<String>> {
        // A row that cannot be read is a row without address.
        let read = csv.read_byte_record(&mut record).unwrap_or(false);
        read.then(|| record.iter().map(|bytes| cell::text(&alphabet.decode(bytes)).to_string()).collect())
    };
    let columns = Columns::new(cells().unwrap_or_default())?;
    while let Some(row) = cells() {
        rows.extend(columns.found(&row));
    }
    Ok(())
}

/// Which column says what.
struct Columns {
    header: Header,
    parts: Vec<(usize, Part)>,
}

impl Columns {
    fn new(labels: Vec<String>) -> Result<Self, Error> {
        let names: Vec<String> = labels.iter().map(|label| normalise(label)).collect();
        // Two families side by side, as ONDE writes them: the first one is meant.
        let side_by_side = names.iter().any(|name| name == "cp2" || name == "codepostal2");
        let part = |name: &String| Part::of(name).filter(|_| !(side_by_side && name.ends_with('2')));
        let parts: Vec<(usize, Part)> =
            names.iter().enumerate().filter_map(|(at, name)| Some((at, part(name)?))).collect();
        let header = Header::new(labels, &[]);
        let has = |wanted: fn(&Part) -> bool| parts.iter().any(|(_, part)| wanted(part));
        let is_whole = has(|part| matches!(part, Part::Line(_))) && has(|part| matches!(part, Part::Town));
        if !is_whole || !header.has(Field::FamilyName) {
            return Err(Error::NoAddresses { columns: header.labels });
        }
        Ok(Self { header, parts })
    }

    fn found(&self, row: &[String]) -> Option<(u8, Found)> {
        let field = |field: Field| {
            let cells = self.header.columns(field).iter().filter_map(|column| row.get(*column));
            cells.map(String::as_str).find(|cell| !cell.is_empty()).unwrap_or_default()
        };
        let part = |wanted: Part| {
            let cells = self.parts.iter().filter(|(_, part)| *part == wanted).filter_map(|(at, _)| row.get(*at));
            cells.map(String::as_str).find(|cell| !cell.is_empty()).unwrap_or_default()
        };
        let streets: Vec<String> = (1..=4).map(|line| part(Part::Line(line)).to_owned()).collect();
        let (code, country) = (part(Part::PostalCode), part(Part::Country));
        // A spreadsheet takes a zero for nothing.
        let is_french = country.is_empty() || country.eq_ignore_ascii_case("france");
        let code = if is_french && code.len() == 4 { format!("0{code}") } else { code.to_owned() };
        let town = format!("{code} {}", part(Part::Town));
        let town = if part(Part::Town).is_empty() { String::new() } else { town };
        let name = addressee(part(Part::Title), part(Part::FirstName), part(Part::Surname));
        let address = Address::new(&name, &streets, &town, country)?;
        let child = Child {
            ine: cell::code(field(Field::Ine)),
            number: cell::code(field(Field::Number)),
            family_name: field(Field::FamilyName).to_owned(),
            first_name: field(Field::FirstName).to_owned(),
            birth_date: match read_date(field(Field::BirthDate)) {
                DateCell::Day(day) => Some(day),
                _ => None,
            },
        };
        Some((rank(part(Part::Rank))?, Found { child, address }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_exports() {
        let cases = [
            ("Ligne 1 Adresse", Some(Part::Line(1))),
            ("Ligne 4 Adresse", Some(Part::Line(4))),
            ("Adresse", Some(Part::Line(1))),
            ("Adresse1", Some(Part::Line(1))),
            ("Complément d’adresse", Some(Part::Line(2))),
            ("Code postal resp.", Some(Part::PostalCode)),
            ("Commune resp.", Some(Part::Town)),
            ("Commune Naiss.", None),
            ("Ligne 3 Adresse financ.", None),
            ("Adresse mail", None),
            ("Nom resp.", Some(Part::Surname)),
            ("Nom de famille", None),
            ("Prénom Repr. Lég. 1", Some(Part::FirstName)),
            ("Civilité resp.", Some(Part::Title)),
            ("Légal", Some(Part::Rank)),
            ("Pays Nat.", None),
            ("Lib. Postal", Some(Part::Town)),
            ("Ligne Adresse 1", Some(Part::Line(1))),
            ("Pays resp.", Some(Part::Country)),
        ];
        for (label, part) in cases {
            assert_eq!(Part::of(&normalise(label)), part, "{label}");
        }
    }
}
