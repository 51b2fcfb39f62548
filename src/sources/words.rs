//! What single cells stand for: somebody who is still here, somebody who is no pupil, a code that another column has.

use crate::domain::name;
use crate::domain::profile::Profile;

/// Age below which nobody leaves a secondary school, in years.
pub const YOUNGEST: i16 = 9;

/// Years after which a departure is one that programs write for « never ».
pub const NEVER: i16 = 20;

/// True for what a column of departures holds of somebody who has not left.
pub fn is_still_here(cell: &str) -> bool {
    cell.is_empty()
        || [
            "0",
            "non",
            "n",
            "false",
            "faux",
            "en cours",
            "en cours de scolarite",
            "present",
            "presente",
            "inscrit",
            "inscrite",
            "scolarise",
            "scolarisee",
            "01 01 1900",
            "00 01 1900",
            "1900 01 00",
        ]
        .contains(&name::fold(cell).as_str())
}

/// True for the word of another program for an account that is out of use.
pub fn is_closed(word: &str) -> bool {
    let closed = [
        "tobedeleted",
        "deleted",
        "inactive",
        "inactif",
        "archive",
        "archivee",
        "suspendu",
        "suspendue",
        "suspended",
        "supprime",
        "supprimee",
        "desactive",
        "desactivee",
        "bloque",
        "bloquee",
        "ferme",
        "fermee",
        "radie",
        "radiee",
        "ancien eleve",
        "ancienne eleve",
        "inscription annulee",
        "annule",
        "annulee",
    ];
    !word.is_empty() && closed.contains(&name::fold(word).as_str())
}

/// True for the word of another program for whoever is no pupil.
pub fn is_no_pupil(word: &str) -> bool {
    !word.is_empty() && (Profile::of_function(word).is_some_and(Profile::is_adult) || Profile::is_outsider(word))
}

/// Eleven digits, of which the last letters may vary: the code of a training.
pub fn is_mef(cell: &str) -> bool {
    cell.len() == 11 && cell.bytes().take(8).all(|byte| byte.is_ascii_digit())
}

/// Eleven characters that end with two letters.
pub fn is_ine(cell: &str) -> bool {
    cell.len() == 11 && cell.bytes().skip(9).all(|byte| byte.is_ascii_alphabetic())
}
