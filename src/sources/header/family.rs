//! The lists that schools have, each known by its titles.

use super::{Field, Header, normalise};

/// The families of export that schools have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// A: the fixed list by division.
    ByDivision,
    /// B: the extraction whose columns the user chose.
    Extraction,
    /// C: `ElevesComplete`, saved again by a spreadsheet.
    Complete,
    /// Candidates to an examination (CYCLADES « hors BEE »).
    Candidates,
    /// ONDE, the record of primary schools.
    Onde,
    C2i,
    Koha,
    /// `users.csv` of OneRoster.
    OneRoster,
    /// UCS@school.
    Ucs,
    /// Moodle's upload of users.
    Moodle,
    Pronote,
    /// Another list of people that has what is needed.
    Other,
    /// D: the XML of the pupils.
    Xml,
    /// The XML of the staff.
    Staff,
}

/// Lists that are known by a few titles which only they have together.
const SIGNATURES: [(Family, &[&str]); 8] = [
    (Family::Onde, &["nomeleve", "prenomeleve", "libelleclasse"]),
    (Family::C2i, &["sexemmlle", "rne", "nom", "prenom"]),
    (Family::Koha, &["cardnumber", "surname", "firstname"]),
    (Family::OneRoster, &["sourcedid", "givenname", "familyname"]),
    (Family::Ucs, &["schule", "vorname", "nachname"]),
    (Family::Moodle, &["username", "firstname", "lastname", "email"]),
    (Family::Pronote, &["nom", "prenom", "nele", "classe", "identifiant"]),
    (Family::Pronote, &["eleve", "neele", "classe", "regime"]),
];

/// Titles that speak of an examination, beside those of fields.
const EXAMINATION: [&str; 8] =
    ["serie", "session", "numcandidat", "numerocandidat", "ncandidat", "centreexamen", "voie", "specialite"];

impl Family {
    /// The word of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ByDivision => "A",
            Self::Extraction => "B",
            Self::Complete => "C",
            Self::Candidates => "candidats",
            Self::Onde => "onde",
            Self::C2i => "c2i",
            Self::Koha => "koha",
            Self::OneRoster => "oneroster",
            Self::Ucs => "ucs",
            Self::Moodle => "moodle",
            Self::Pronote => "pronote",
            Self::Other => "autre",
            Self::Xml => "D",
            Self::Staff => "STS",
        }
    }

    /// The words of a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::ByDivision => "liste des élèves par division",
            Self::Extraction => "extraction personnalisée",
            Self::Complete => "export « ElevesComplete »",
            Self::Candidates => "liste de candidats à un examen",
            Self::Onde => "export d’ONDE (premier degré)",
            Self::C2i => "liste de c2i-annu",
            Self::Koha => "lecteurs de Koha",
            Self::OneRoster => "utilisateurs OneRoster",
            Self::Ucs => "liste d’UCS@school",
            Self::Moodle => "liste d’utilisateurs de Moodle",
            Self::Pronote => "liste de Pronote",
            Self::Other => "liste en colonnes",
            Self::Xml => "export XML des élèves",
            Self::Staff => "export XML des personnels (STS-WEB)",
        }
    }
}

impl Header {
    /// Which export this is. One column is not enough to take pupils for candidates: a state may be that of anything.
    pub fn family(&self) -> Family {
        let labels: Vec<String> = self.labels.iter().map(|label| normalise(label)).collect();
        let has = |label: &str| labels.iter().any(|other| other == label);
        let told = [Field::Enrolment, Field::Diploma, Field::Category].into_iter().filter(|field| self.has(*field));
        let witnesses = told.count() + EXAMINATION.iter().filter(|label| has(label)).count();
        let signed = SIGNATURES.iter().find(|(_, signature)| signature.iter().all(|label| has(label)));
        if witnesses >= 2 && (self.has(Field::Enrolment) || self.has(Field::Diploma)) {
            Family::Candidates
        } else if self.has(Field::StructureType) || has("codestructure") {
            Family::Complete
        } else if has("neele") && has("div") {
            Family::ByDivision
        } else if let Some((family, _)) = signed {
            *family
        } else if ["prenom1", "ninterne", "datedenaissance"].iter().any(|label| has(label)) {
            Family::Extraction
        } else {
            Family::Other
        }
    }
}
