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

/// Words of a title about something else: the address of who pays, of the pupil, of the school of before, of a birth.
const OTHERS: [&str; 9] = ["financ", "prec", "naiss", "nat", "etab", "insee", "mail", "courriel", "eleve"];

/// Words that say that a column is about a responsable, the longest first.
const GUARDIAN: [&str; 10] = [
    "responsablelegal",
    "representantlegal",
    "responsable",
    "representant",
    "resplegal",
    "reprleg",
    "legal",
    "repr",
    "resp",
    "parent",
];

impl Part {
    /// The part that a normalised label names, and of which responsable: 0 where no number says it.
    fn of(label: &str, side_by_side: bool) -> Option<(u8, Self)> {
        if OTHERS.iter().any(|other| label.contains(other)) {
            return None;
        }
        let digits: Vec<u8> = label.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        let mut rest: String = label.chars().filter(|letter| !letter.is_ascii_digit()).collect();
        let mut is_guardian = false;
        for word in GUARDIAN.iter().filter(|word| label.contains(**word)) {
            rest = rest.replace(word, "");
            is_guardian = true;
        }
        let begins = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
        let is_line = rest.contains("ligne") || !(is_guardian || side_by_side);
        let part = match rest.as_str() {
            "" if digits.is_empty() && is_guardian => Self::Rank,
            "cp" => Self::PostalCode,
            _ if begins(&["codepostal"]) => Self::PostalCode,
            _ if begins(&["commune", "ville", "libellepostal", "libpostal", "bureaudistributeur"]) => Self::Town,
            _ if begins(&["pays"]) => Self::Country,
            _ if begins(&["complement"]) => Self::Line(2),
            _ if rest.contains("adresse") => {
                Self::Line(digits.first().filter(|_| is_line).map_or(1, |line| (*line).clamp(1, 4)))
            }
            _ if is_guardian && begins(&["civilite", "titre"]) => Self::Title,
            _ if is_guardian && begins(&["prenom"]) => Self::FirstName,
            _ if is_guardian && begins(&["nom"]) => Self::Surname,
            _ => return None,
        };
        let used = usize::from(matches!(part, Self::Line(_)) && is_line);
        let whose = digits.get(used..).and_then(<[u8]>::last).copied();
        Some((whose.filter(|_| is_guardian || side_by_side).unwrap_or_default(), part))
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
        // What is read is bytes in memory, of whatever form: there is no row that cannot be.
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
    /// Column, responsable, part.
    parts: Vec<(usize, u8, Part)>,
}

impl Columns {
    fn new(labels: Vec<String>) -> Result<Self, Error> {
        let names: Vec<String> = labels.iter().map(|label| normalise(label)).collect();
        // Two families side by side: what ends in 1 is of the first one, in 2 of the other.
        let ends_in_two =
            |name: &String| name.ends_with('2') && (name.starts_with("cp") || name.starts_with("codepostal"));
        let side_by_side = names.iter().any(ends_in_two);
        let part = |(at, name): (usize, &String)| {
            let (whose, part) = Part::of(name, side_by_side)?;
            Some((at, whose, part))
        };
        let parts: Vec<(usize, u8, Part)> = names.iter().enumerate().filter_map(part).collect();
        let header = Header::new(labels, &[]);
        let has = |wanted: fn(&Part) -> bool| parts.iter().any(|(_, _, part)| wanted(part));
        let is_whole = has(|part| matches!(part, Part::Line(_))) && has(|part| matches!(part, Part::Town));
        if !is_whole || !header.has(Field::FamilyName) {
            return Err(Error::NoAddresses { columns: header.labels });
        }
        Ok(Self { header, parts })
    }

    /// The address of the first responsable who has one, from the columns of that one alone.
    fn found(&self, row: &[String]) -> Option<(u8, Found)> {
        let field = |field: Field| {
            let cells = self.header.columns(field).iter().filter_map(|column| row.get(*column));
            cells.map(String::as_str).find(|cell| !cell.is_empty()).unwrap_or_default()
        };
        let child = || Child {
            ine: cell::code(field(Field::Ine)),
            number: cell::code(field(Field::Number)),
            family_name: field(Field::FamilyName).to_owned(),
            first_name: field(Field::FirstName).to_owned(),
            birth_date: match read_date(field(Field::BirthDate)) {
                DateCell::Day(day) => Some(day),
                _ => None,
            },
        };
        (0..=9).find_map(|whose| {
            let address = self.address(row, whose)?;
            let told = self.cell(row, whose, Part::Rank);
            let rank = if told.is_empty() && whose > 0 { whose } else { rank(told)? };
            Some((rank, Found { child: child(), address }))
        })
    }

    fn cell<'r>(&self, row: &'r [String], whose: u8, wanted: Part) -> &'r str {
        let columns = self.parts.iter().filter(|(_, of, part)| (*of, *part) == (whose, wanted));
        let cells = columns.filter_map(|(at, ..)| row.get(*at)).map(String::as_str);
        cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    fn address(&self, row: &[String], whose: u8) -> Option<Address> {
        let part = |wanted| self.cell(row, whose, wanted);
        let streets: Vec<String> = (1..=4).map(|line| part(Part::Line(line)).to_owned()).collect();
        let name = addressee(part(Part::Title), part(Part::FirstName), part(Part::Surname));
        Address::new(&name, &streets, (part(Part::PostalCode), part(Part::Town)), part(Part::Country))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_exports() {
        let cases = [
            ("Ligne 1 Adresse", Some((0, Part::Line(1)))),
            ("Ligne 4 Adresse", Some((0, Part::Line(4)))),
            ("Ligne Adresse 1", Some((0, Part::Line(1)))),
            ("Adresse", Some((0, Part::Line(1)))),
            ("Adresse1", Some((0, Part::Line(1)))),
            ("Complément d’adresse", Some((0, Part::Line(2)))),
            ("Code postal resp.", Some((0, Part::PostalCode))),
            ("Commune resp.", Some((0, Part::Town))),
            ("Lib. Postal", Some((0, Part::Town))),
            ("Commune Naiss.", None),
            ("Ligne 3 Adresse financ.", None),
            ("Adresse mail", None),
            ("Adresse élève", None),
            ("Nom resp.", Some((0, Part::Surname))),
            ("Nom de famille", None),
            ("Prénom Repr. Lég. 1", Some((1, Part::FirstName))),
            ("Resp. légal 2 Nom", Some((2, Part::Surname))),
            ("Adresse resp. 2", Some((2, Part::Line(1)))),
            ("Ligne 3 Adresse resp. 2", Some((2, Part::Line(3)))),
            ("Code postal resp. 1", Some((1, Part::PostalCode))),
            ("Civilité resp.", Some((0, Part::Title))),
            ("Légal", Some((0, Part::Rank))),
            ("Resp. légal", Some((0, Part::Rank))),
            ("Resp. légal 1", None),
            ("Pays Nat.", None),
            ("Pays resp.", Some((0, Part::Country))),
        ];
        for (label, part) in cases {
            assert_eq!(Part::of(&normalise(label), false), part, "{label}");
        }
        assert_eq!(Part::of("adresse2", true), Some((2, Part::Line(1))));
        assert_eq!(Part::of("cp1", true), Some((1, Part::PostalCode)));
    }

    /// What one parent's columns say is never put with what the other's say.
    #[test]
    fn parents_are_not_mixed() {
        let read = |text: &str| {
            let mut rows = Vec::new();
            read(text.as_bytes(), &mut rows).unwrap();
            rows.into_iter()
                .map(|(rank, found)| (rank, found.address.addressee, found.address.lines.join(", ")))
                .collect::<Vec<_>>()
        };
        let head = "Nom;Prénom;Nom resp. 1;Adresse resp. 1;Code postal resp. 1;Commune resp. 1;Nom resp. 2;Adresse resp. 2;Code postal resp. 2;Commune resp. 2";
        let both = format!("{head}\nA;B;Un;1 rue U;10000;TROYES;Deux;2 rue D;75000;PARIS\n");
        assert_eq!(read(&both), [(1, "UN".to_owned(), "1 rue U, 10000 TROYES".to_owned())]);
        let second = format!("{head}\nA;B;Un;;;;Deux;2 rue D;75000;PARIS\n");
        assert_eq!(read(&second), [(2, "DEUX".to_owned(), "2 rue D, 75000 PARIS".to_owned())]);
        let onde = "Nom élève;Prénom élève;Adresse1;Cp1;Commune1;Adresse2;Cp2;Commune2\nA;B;;;;2 rue D;75000;PARIS\n";
        assert_eq!(read(onde), [(2, String::new(), "2 rue D, 75000 PARIS".to_owned())]);
    }
}
