//! Whom a word means: the words where it means nobody, or several, and those who are near.

use crate::advice::{self, Call};
use crate::domain::ine::masked;
use crate::error::{Error, exit};
use crate::work::search::Near;
use crate::work::selection;

/// Who was perhaps meant, or where to look.
pub fn meant(error: Error, near: &[Near], list: Call) -> Error {
    if near.is_empty() { error.hint(list) } else { error.hint(format!("vouliez-vous dire {} ?", those(near))) }
}

/// « Léa VIN (lea.vin, 2A), Lia VIN (lia.vin, 2B) ».
pub fn those(near: &[Near]) -> String {
    let one = |near: &Near| {
        let former = near.former.as_ref().map(|name| format!("anciennement {name}"));
        let known = [near.login.clone(), Some(near.division.clone()), former].into_iter().flatten();
        let known: Vec<String> = known.filter(|word| !word.is_empty()).collect();
        format!("{} ({})", near.name, known.join(", "))
    };
    near.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl From<selection::Refusal> for Error {
    fn from(refusal: selection::Refusal) -> Self {
        use selection::Refusal as Cause;
        match refusal {
            Cause::Unknown(typed, near) => meant(
                Self::refused(format!("le compte « {} » n’existe pas.", selection::shown(&typed))),
                &near,
                advice::accounts::list(),
            ),
            Cause::Several(typed, several) => {
                Self::refused(format!("« {typed} » désigne {} comptes : donnez l’identifiant.", several.len()))
                    .hint(those(&several))
            }
            Cause::UnknownIne(ine) => {
                Self::refused(format!("aucun compte ne porte l’INE {}.", masked(&ine))).hint(advice::accounts::list())
            }
            Cause::UnknownDivision { asked, known } => {
                let error = Self::refused(format!("la division « {asked} » n’existe pas."));
                if known.is_empty() { error } else { error.hint(format!("divisions connues : {}", known.join(", "))) }
            }
            Cause::Nobody => Self::new(exit::USAGE, "il manque un identifiant."),
        }
    }
}
