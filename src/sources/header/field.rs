//! What a column may hold, and the labels under which exports and people name it.

use crate::domain::name;

/// Labels of each field, best first; several columns of one field are tried in this order.
pub const ALIASES: [(Field, &[&str]); 22] = [
    (
        Field::FamilyName,
        &[
            "nomeleve",
            "nomdeleleve",
            "nomdefamilleeleve",
            "elenom",
            "nomdefamille",
            "nomfamille",
            "nom",
            "familyname",
            "lastname",
            "surname",
            "nachname",
        ],
    ),
    (Field::UsageName, &["nomdusageeleve", "nomdusage", "nomusage"]),
    (
        Field::FirstName,
        &[
            "prenomeleve",
            "prenomdeleleve",
            "elepre",
            "prenom1",
            "premierprenom",
            "prenom",
            "prenoms",
            "givenname",
            "firstname",
            "vorname",
        ],
    ),
    (
        Field::BirthDate,
        &[
            "datedenaissance",
            "datenaissance",
            "neele",
            "nele",
            "nee",
            "naissance",
            "ddn",
            "datedenaiss",
            "dtnaissance",
            "datenaiss",
            "datedenaissancejjmmaaaa",
            "eledatnais",
            "jjmmaaaa",
            "dateofbirth",
            "geburtstag",
            "geburtsdatum",
        ],
    ),
    (
        Field::Ine,
        &[
            "ine",
            "inernie",
            "idnational",
            "identifiantnational",
            "identifiantunique",
            "numeroine",
            "numine",
            "nine",
            "elenonat",
            "inebea",
        ],
    ),
    (
        Field::Number,
        &["ninterne", "numinterne", "numerointerne", "numeleveetab", "ideleveetab", "elenoet", "numero", "elevenoetab"],
    ),
    (
        Field::Division,
        &[
            "division",
            "div",
            "codestructure",
            "classe",
            "labelclasse",
            "libelleclasse",
            "divisionclasse",
            "divcod",
            "classeouregroupement",
            "klassen",
            "libstructure",
        ],
    ),
    (Field::StructureType, &["typestructure"]),
    (Field::Groups, &["groupe", "groupes", "cohort1"]),
    (Field::Mef, &["codemef", "mefcode", "mef", "libmef"]),
    (
        Field::LeftOn,
        &[
            "datesortie",
            "datedesortie",
            "datefin",
            "datedepart",
            "datededepart",
            "dateradiation",
            "datederadiation",
            "datedemission",
            "datededemission",
            "partile",
            "radiele",
            "sortile",
        ],
    ),
    (Field::LeftWhy, &["motifsortie", "motifdesortie"]),
    (Field::Email, &["email", "courriel", "mel", "adressemail", "adresseelectronique"]),
    (Field::Diploma, &["examen", "diplome"]),
    (Field::Enrolment, &["etat", "etatinscription", "etatdinscription"]),
    (
        Field::Category,
        &[
            "categorie",
            "categoriecandidat",
            "categorieducandidat",
            "typecandidat",
            "typedecandidat",
            "statut",
            "statutcandidat",
            "statutducandidat",
        ],
    ),
    (Field::Profile, &["profil", "profile", "fonction", "role"]),
    (Field::Kind, &["role1", "roles", "type", "categorycode", "qualite", "typedecompte", "usertype", "typepersonne"]),
    (
        Field::Closed,
        &[
            "deleted",
            "suspended",
            "enableduser",
            "enabled",
            "status",
            "active",
            "actif",
            "compteactif",
            "desactive",
            "archive",
            "present",
            "etatducompte",
            "statutducompte",
            "compte",
            "situation",
        ],
    ),
    (Field::Civility, &["civilite"]),
    (Field::Discipline, &["discipline", "matiere"]),
    (
        Field::School,
        &[
            "uai",
            "rne",
            "codeuai",
            "coderne",
            "uaietablissement",
            "rneetablissement",
            "codeetablissement",
            "etablissement",
        ],
    ),
];

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    FamilyName,
    UsageName,
    FirstName,
    BirthDate,
    Ine,
    Number,
    Division,
    StructureType,
    Groups,
    Mef,
    LeftOn,
    LeftWhy,
    Email,
    Diploma,
    Enrolment,
    /// Status or category of a candidate: who is one on one's own.
    Category,
    Profile,
    /// What another program says that somebody is: only looked at where pupils are wanted.
    Kind,
    /// Whether another program has the account closed.
    Closed,
    Civility,
    Discipline,
    /// Code of the establishment.
    School,
}

impl Field {
    /// The word by which a user names the field.
    pub fn word(self) -> &'static str {
        match self {
            Self::FamilyName => "nom",
            Self::UsageName => "nom-usage",
            Self::FirstName => "prenom",
            Self::BirthDate => "naissance",
            Self::Ine => "ine",
            Self::Number => "numero",
            Self::Division => "division",
            Self::StructureType => "type-structure",
            Self::Groups => "groupes",
            Self::Mef => "mef",
            Self::LeftOn => "date-sortie",
            Self::LeftWhy => "motif-sortie",
            Self::Email => "courriel",
            Self::Diploma => "examen",
            Self::Enrolment => "etat",
            Self::Category => "categorie",
            Self::Profile => "profil",
            Self::Kind => "qualite",
            Self::Closed => "ferme",
            Self::Civility => "civilite",
            Self::Discipline => "discipline",
            Self::School => "uai",
        }
    }

    /// Every field.
    pub fn all() -> impl Iterator<Item = Self> {
        ALIASES.iter().map(|(field, _)| *field)
    }
}

impl std::str::FromStr for Field {
    type Err = ();

    /// The word, or any label that an export gives the field.
    fn from_str(word: &str) -> Result<Self, ()> {
        let label = normalise(word);
        let named = Self::all().find(|field| normalise(field.word()) == label);
        named.or_else(|| field_of(&label).map(|(field, _)| field)).ok_or(())
    }
}

/// Number of fields, for tables indexed by field.
pub const FIELDS: usize = 22;

/// The label as it is compared.
pub fn normalise(label: &str) -> String {
    let label: String = label.chars().filter(|c| !matches!(c, '°' | 'º' | 'ª')).collect();
    name::transliterate(&label).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The field that a normalised label names, and the rank of the label among its names: a title that says whose it is, « Date de
/// naissance élève », comes before one that does not.
pub fn field_of(label: &str) -> Option<(Field, usize)> {
    let named = |label: &str| {
        ALIASES.iter().find_map(|(field, aliases)| Some((*field, aliases.iter().position(|alias| *alias == label)?)))
    };
    let label = label.strip_suffix("jjmmaaaa").filter(|label| !label.is_empty()).unwrap_or(label);
    if let Some((field, rank)) = named(label) {
        return Some((field, rank + 1));
    }
    let whose = ["deleleve", "eleve"].iter().find_map(|word| label.strip_suffix(word));
    named(whose.filter(|label| label.len() > 2)?).map(|(field, _)| (field, 0))
}
