//! What a row may be reproached with: rejects, of which nothing is used, and notices.

use std::fmt;

use jiff::civil::Date;

use crate::domain::name::MAX_NAME;
use crate::domain::person::Person;
use crate::domain::roster::Contradiction;

/// A row of which nothing was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    pub line: u32,
    pub reason: Reason,
    /// Whatever could be read of the person: such a person has not left.
    pub person: Person,
    /// The cells as they were, ready to be written again.
    pub cells: Vec<Vec<u8>>,
}

/// Why a row is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Nameless,
    /// A name, and nothing else of a person.
    Alone,
    /// A cell that is where another should be.
    Misplaced(String),
    NameTooLong,
    /// A quotation mark swallowed the next line.
    LineBreak,
    ForbiddenCharacter,
    LostCharacter,
    TwoDigitYear(String),
    /// A birth date whose month would come before the day, in a file where the day does; or the other way about.
    OtherOrder(String),
    ScientificIne,
    /// A day of departure that cannot be read: it may be one to come.
    OddLeaving(String),
    TooManyCells {
        found: usize,
        expected: usize,
    },
    FieldTooLong,
    /// A word that is no profile.
    UnknownProfile(String),
    /// What a spreadsheet leaves where a formula failed, in place of a name.
    FailedFormula(String),
    /// A word that is no pupil's.
    NotPupil(String),
    /// The last line of a file that stops in the middle.
    CutShort,
}

impl Reason {
    /// True where what was read of the person is not theirs.
    pub fn is_out_of_place(&self) -> bool {
        matches!(self, Self::Alone | Self::Misplaced(_) | Self::TooManyCells { .. } | Self::LineBreak | Self::CutShort)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nameless => f.write_str("nom et prénom absents"),
            Self::Alone => f.write_str("ni prénom, ni date de naissance, ni numéro : rien ne dit que c’est quelqu’un"),
            Self::Misplaced(cell) => write!(f, "les cellules sont décalées : « {cell} » n’est pas à sa place"),
            Self::NameTooLong => write!(f, "nom ou prénom de plus de {MAX_NAME} caractères"),
            Self::LineBreak => {
                f.write_str("retour à la ligne dans le nom, le prénom ou la division : un guillemet est de trop")
            }
            Self::ForbiddenCharacter => f.write_str("caractère de contrôle dans le nom, le prénom ou la division"),
            Self::LostCharacter => f.write_str("caractère illisible (\u{fffd}) dans le nom, le prénom ou la division"),
            Self::TwoDigitYear(cell) => write!(f, "date de naissance « {cell} » : l’année doit avoir quatre chiffres"),
            Self::OtherOrder(cell) => {
                write!(f, "date de naissance « {cell} » : jour et mois dans l’autre ordre que le reste du fichier")
            }
            Self::ScientificIne => f.write_str("INE transformé en nombre par le tableur (notation E+)"),
            Self::OddLeaving(cell) => {
                write!(f, "date de sortie « {cell} » illisible : écrivez jj/mm/aaaa, ou rien si l’élève est là")
            }
            Self::TooManyCells { found, expected } => {
                write!(f, "{found} cellules pour {expected} colonnes : un séparateur est de trop")
            }
            Self::CutShort => f.write_str("la dernière ligne du fichier est coupée : reprenez l’export"),
            Self::UnknownProfile(word) => {
                write!(f, "profil « {word} » inconnu : écrivez eleve, enseignant, personnel ou chef-etablissement")
            }
            Self::FailedFormula(cell) => write!(f, "« {cell} » au lieu d’un nom : une formule du tableur a échoué"),
            Self::NotPupil(word) => write!(f, "« {word} » : ce n’est pas un élève"),
            Self::FieldTooLong => f.write_str("une cellule dépasse 10 000 caractères"),
        }
    }
}

/// Something to look at, in a row that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub line: u32,
    pub name: String,
    pub about: About,
}

/// What a notice is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    NoBirthDate,
    ImpossibleBirthDate(String),
    /// A day to come, or an age that nobody here has.
    UnlikelyBirthDate(Date),
    LostLetter,
    /// What a formula that failed left in place of a division or of an INE.
    FailedFormula(String),
    /// Only one of the two names; the word of the other.
    HalfName(&'static str),
    /// A name that names nobody.
    EmptyName(String),
    /// Nearly every row has this birth date.
    OneBirthDate(String, usize),
    /// A division unlike every other one of the file.
    OddDivision(String),
    OddIne,
    NumberLost,
    NoFunction,
    /// A departure that is announced for that day.
    LeavesLater(Date),
    OddLeaving(String),
    OddEmail(String),
    OtherDivision {
        kept: String,
        other: String,
    },
    /// One row says that the person left, another does not.
    OtherExit,
    /// Another value, of a column that this word names, on a further row.
    OtherCell {
        what: &'static str,
        kept: String,
        other: String,
    },
    /// A row that stops before a column that is read.
    FewCells {
        found: usize,
        expected: usize,
    },
}

impl From<Contradiction> for About {
    fn from(contradiction: Contradiction) -> Self {
        match contradiction {
            Contradiction::Division { kept, other } => Self::OtherDivision { kept, other },
            Contradiction::Exit => Self::OtherExit,
            Contradiction::Cell { what, kept, other } => Self::OtherCell { what, kept, other },
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBirthDate => {
                f.write_str("date de naissance absente (sans elle, un mot de passe initial est aléatoire)")
            }
            Self::ImpossibleBirthDate(cell) => {
                write!(f, "date de naissance « {cell} » impossible (sans elle, un mot de passe initial est aléatoire)")
            }
            Self::UnlikelyBirthDate(day) => {
                write!(f, "date de naissance peu vraisemblable ({})", day.strftime("%d/%m/%Y"))
            }
            Self::EmptyName(name) => write!(f, "« {name} » ne dit pas comment s’appelle cette personne"),
            Self::FailedFormula(cell) => {
                write!(f, "« {cell} » : une formule du tableur a échoué, la cellule est ignorée")
            }
            Self::HalfName(lacking) => write!(f, "{lacking} absent"),
            Self::OneBirthDate(day, rows) => {
                write!(f, "{rows} lignes ont la même date de naissance, {day} : une cellule recopiée vers le bas ?")
            }
            Self::OddDivision(division) => {
                write!(f, "division « {division} », qui ne ressemble à aucune autre du fichier : cellules décalées ?")
            }
            Self::LostLetter => f.write_str("un « ? » dans le nom : une lettre a été perdue à l’export"),
            Self::OddIne => f.write_str("INE de forme inhabituelle"),
            Self::LeavesLater(day) => {
                write!(f, "départ annoncé pour le {} : le compte reste ouvert jusque-là", day.strftime("%d/%m/%Y"))
            }
            Self::FewCells { found, expected } => {
                write!(f, "{found} cellules pour {expected} colonnes : ce qui manque est laissé comme il était")
            }
            Self::OtherExit => f.write_str(
                "une ligne avec date de sortie et une autre sans : la personne est considérée comme présente",
            ),
            Self::OtherCell { what, kept, other } => {
                write!(f, "deux valeurs dans le fichier ({what}) : {kept} est gardé, {other} ignoré")
            }
            Self::OddLeaving(cell) => {
                write!(f, "date de sortie « {cell} » illisible : la personne est considérée comme partie")
            }
            Self::OddEmail(cell) => write!(f, "adresse électronique « {cell} » impossible, ignorée"),
            Self::NoFunction => f.write_str("fonction absente, profil « personnel »"),
            Self::NumberLost => f.write_str("numéro interne abîmé par le tableur (notation E+), ignoré"),
            Self::OtherDivision { kept, other } => {
                write!(f, "deux divisions dans le fichier : {kept} est gardée, {other} ignorée")
            }
        }
    }
}
