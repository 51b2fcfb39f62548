//! Rows that are not people: what stands above the titles, titles again, totals, footers, remarks. They are left out and
//! counted; what only may be nobody is rejected, never left out.

use csv::ByteRecord;

use super::cell;
use super::encoding::Encoding;
use crate::domain::name;

/// What a row is that is nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aside {
    /// Above the titles.
    Above,
    /// The titles again: two files were put one after the other.
    Titles,
    Total,
    /// « Page 1/3 », « Édité le… ».
    Footer,
    /// A line that begins with `#`.
    Remark,
}

/// First words of a row that counts others.
const TOTALS: [&str; 8] = ["total", "totaux", "sous total", "effectif", "effectifs", "nombre", "nb", "moyenne"];

/// First words of a row that speaks of the list.
const FOOTERS: [&str; 16] = [
    "page",
    "edite",
    "edition",
    "imprime",
    "impression",
    "source",
    "liste",
    "tableau",
    "export",
    "extraction",
    "extrait",
    "genere",
    "fin de",
    "annee scolaire",
    "etablissement",
    "mise a jour",
];

/// Whom a total counts.
const COUNTED: [&str; 8] =
    ["filles", "garcons", "eleves", "effectif", "inscrits", "presents", "absents", "demi pensionnaires"];

/// First words of a row that speaks of a class or of the list, in a file whose people have birth dates or numbers.
const NOTES: [&str; 39] = [
    "moyenne",
    "effectif",
    "effectifs",
    "somme",
    "min",
    "max",
    "visa",
    "observation",
    "observations",
    "pp",
    "prof principal",
    "cpe",
    "delegue",
    "delegues",
    "deleguee",
    "deleguees",
    "classe",
    "division",
    "niveau",
    "garcons",
    "filles",
    "source",
    "lycee",
    "college",
    "ecole",
    "legende",
    "regroupement",
    "mme la proviseure",
    "m le proviseur",
    "pour le chef",
    "total",
    "page",
    "fin",
    "eleve",
    "nb",
    "option",
    "groupe",
    "suppleant",
    "suppleants",
];

/// First words of a row that somebody signs, or that names whom the list is for.
const SIGNATURES: [&str; 14] = [
    "le proviseur",
    "la proviseure",
    "le principal",
    "la principale",
    "le chef d etablissement",
    "la cheffe d etablissement",
    "le directeur",
    "la directrice",
    "le secretariat",
    "professeur principal",
    "professeure principale",
    "professeurs principaux",
    "signature",
    "fait a",
];

/// Most filled cells of a row that counts others, and of one that speaks of the list.
const TOTAL_CELLS: usize = 6;
const FOOTER_CELLS: usize = 2;

impl Aside {
    /// The words for so many.
    pub fn label(self) -> [&'static str; 2] {
        match self {
            Self::Above => ["au-dessus des titres", "au-dessus des titres"],
            Self::Titles => ["ligne de titres répétée", "lignes de titres répétées"],
            Self::Total => ["total", "totaux"],
            Self::Footer => ["pied de page", "pieds de page"],
            Self::Remark => ["commentaire", "commentaires"],
        }
    }

    /// True for a line that begins with `#`, which is not a rank: `#12`.
    pub fn is_remark(record: &ByteRecord) -> bool {
        let first = record.iter().next().filter(|cell| !cell::is_failed_formula(cell));
        let rest = first.and_then(|cell| cell.trim_ascii_start().strip_prefix(b"#"));
        rest.is_some_and(|rest| rest.is_empty() || !rest.iter().all(u8::is_ascii_digit))
    }

    /// What a row is that has no birth date and no number, if its words tell that it is nobody.
    pub fn of(record: &ByteRecord, encoding: Encoding) -> Option<Self> {
        let cells = record.iter().filter(|cell| !cell.trim_ascii().is_empty()).take(TOTAL_CELLS + 1);
        let is_label = cells.clone().next().is_some_and(|first| first.trim_ascii_end().ends_with(b":"));
        let filled: Vec<String> = cells.map(|cell| name::fold(&encoding.decode(cell))).collect();
        let begins = |word: &str, words: &[&str]| {
            words
                .iter()
                .any(|start| word.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        };
        let is_count = |cell: &String| cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
        let (words, counts): (Vec<&String>, Vec<&String>) = filled.iter().partition(|cell| !is_count(cell));
        // « Filles : 6 », « 12 élèves »: a number beside words; not « 2D ».
        let counts_something = words.iter().skip(1).any(|word| word.split(' ').any(|part| is_count(&part.to_owned())));
        let counts_whom = words.iter().skip(1).any(|word| COUNTED.contains(&word.as_str()));
        // By somebody, « Jean MARTIN », or on a day.
        let is_signed = words.iter().skip(1).chain(&counts).any(|word| word.contains(' '));
        match (&words[..], filled.len()) {
            ([], 1..=TOTAL_CELLS) => Some(Self::Total),
            // « Total ; 28 », « Total 2NDE1 ; 28 », « Total élèves ; Filles ; 14 ».
            ([first, ..], 1..=TOTAL_CELLS)
                if begins(first, &TOTALS)
                    && (words.len() == 1 || counts_something || counts_whom && !counts.is_empty()) =>
            {
                Some(Self::Total)
            }
            ([first, ..], 1..=TOTAL_CELLS) if is_label || is_signed && begins(first, &SIGNATURES) => Some(Self::Footer),
            ([first, ..], 1..=FOOTER_CELLS) if begins(first, &FOOTERS) && words.len() == 1 => Some(Self::Footer),
            _ => None,
        }
    }
}

/// True for a row that speaks of a class or of the list, or that names nobody, where others have birth dates or numbers.
pub fn is_note(record: &ByteRecord, encoding: Encoding) -> bool {
    let first = record.iter().find(|cell| !cell.trim_ascii().is_empty()).map(|cell| encoding.decode(cell));
    let first = first.map(|cell| name::fold(&cell)).unwrap_or_default();
    let words = record.iter().map(|cell| name::fold(&encoding.decode(cell)));
    let is_title = |word: &str| word.starts_with("mme ") || word.starts_with("m ") || word.ends_with(" proviseur");
    NOTES.iter().any(|note| first.strip_prefix(note).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        || name::is_placeholder(&first)
        || words.into_iter().any(|word| is_title(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_nobody() {
        let cases = [
            ("Total;60;;", Some(Aside::Total)),
            ("TOTAL 2NDE1;;28", Some(Aside::Total)),
            ("Nombre d'élèves : 60", Some(Aside::Total)),
            (";;;28", Some(Aside::Total)),
            ("Page 1/3", Some(Aside::Footer)),
            ("Édité le 12/09/2026 à 10:12", Some(Aside::Footer)),
            ("Tableau 1", Some(Aside::Footer)),
            ("Page;Léa;2NDE1", None),
            ("Page;Léa", None),
            ("Total;Lou;NDE", None),
            ("Totale;12", None),
            ("TOTAL;Marie;2D", None),
            ("TOTAL;Marie;6", None),
            ("Total;Filles;14", Some(Aside::Total)),
            ("LE PRINCIPAL;Eve;2D", None),
            ("Total élèves;;Filles : 6;;;Garçons : 6", Some(Aside::Total)),
            ("Effectif total :;2 élèves", Some(Aside::Total)),
            ("Professeur principal :;M. DURAND;2B", Some(Aside::Footer)),
            ("Le Proviseur;;Jean MARTIN", Some(Aside::Footer)),
            ("DUPONT;Léa;;", None),
        ];
        for (row, expected) in cases {
            let record = ByteRecord::from(row.split(';').collect::<Vec<_>>());
            assert_eq!(Aside::of(&record, Encoding::Utf8 { bom: false }), expected, "{row}");
        }
    }
}
