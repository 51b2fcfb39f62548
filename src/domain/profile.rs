//! The six profiles of C-Pro and what depends on them.

use std::fmt;
use std::str::FromStr;

use super::name;

/// What a person is in the establishment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Profile {
    Student,
    Teacher,
    Staff,
    Head,
    Inspector,
    Administrator,
}

impl Profile {
    /// Every profile, in the order of the service.
    pub const ALL: [Self; 6] =
        [Self::Student, Self::Teacher, Self::Staff, Self::Head, Self::Inspector, Self::Administrator];

    /// The word that users type and read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Student => "eleve",
            Self::Teacher => "enseignant",
            Self::Staff => "personnel",
            Self::Head => "chef-etablissement",
            Self::Inspector => "inspecteur",
            Self::Administrator => "administrateur",
        }
    }

    /// The word on a card or a slip.
    pub fn label(self) -> &'static str {
        match self {
            Self::Student => "Élève",
            Self::Teacher => "Enseignant",
            Self::Staff => "Personnel",
            Self::Head => "Chef d’établissement",
            Self::Inspector => "Inspecteur",
            Self::Administrator => "Administrateur",
        }
    }

    /// The profile that a word of a file names: ours, the ministry's codes, or what schools write. Inspectors and the
    /// administrator never come from a file.
    pub fn of_function(word: &str) -> Option<Self> {
        let profile = match name::fold(word).as_str() {
            "eleve" | "apprenant" | "apprenante" | "apprenti" | "apprentie" | "stagiaire" | "student" => Self::Student,
            "enseignant"
            | "enseignante"
            | "ens"
            | "professeur"
            | "professeure"
            | "prof"
            | "formateur"
            | "formatrice"
            | "teacher"
            | "editingteacher"
            | "professeur principal"
            | "professeure principale"
            | "faculty" => Self::Teacher,
            "chef etablissement"
            | "chef d etablissement"
            | "dir"
            | "direction"
            | "proviseur"
            | "proviseure"
            | "principal"
            | "principale" => Self::Head,
            "personnel" | "doc" | "edu" | "adm" | "aed" | "cpe" | "agent" | "administratif" | "aesh" | "avs"
            | "accompagnant" | "accompagnante" | "manager" | "coursecreator" | "staff" | "adulte" | "pers" => {
                Self::Staff
            }
            _ => return None,
        };
        Some(profile)
    }

    /// True for the word of a file that names a pupil’s family, or somebody who comes from outside.
    pub fn is_outsider(word: &str) -> bool {
        let words = [
            "responsable",
            "responsables",
            "responsable legal",
            "parent",
            "parents",
            "pere",
            "mere",
            "tuteur",
            "tutrice",
            "guardian",
            "representant legal",
            "maitre de stage",
            "tuteur de stage",
            "guest",
            "invite",
            "contact",
        ];
        words.contains(&name::fold(word).as_str())
    }

    /// True for everybody who is not a pupil.
    pub fn is_adult(self) -> bool {
        self != Self::Student
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|profile| profile.as_str() == text)
            .ok_or_else(|| format!("le profil « {text} » n’existe pas"))
    }
}

serialize_as_word!(Profile);
