//! The list that goes with the slips, for a mail merge.

use super::{Draft, slip};
use crate::domain::slip::SlipPassword;
use crate::targets::spreadsheet::Sheet;

/// Everything that the slips say, a row each.
pub fn list(drafts: &[Draft], marks: &[String], site: &str) -> Sheet {
    let mut listing = Sheet::new([
        "Division",
        "Nom",
        "Prénom",
        "Profil",
        "Identifiant",
        "Mot de passe",
        "Valable jusqu’au",
        "État",
        "Site",
        "Homonyme",
    ]);
    for (draft, mark) in drafts.iter().zip(marks) {
        let slip = slip(draft, mark, String::new());
        let (password, state) = match &slip.password {
            SlipPassword::Provisional { secret, .. } => (secret.expose(), "à remettre"),
            SlipPassword::Hint { .. } => ("", "date de naissance"),
            SlipPassword::Delivered { .. } => ("", "déjà remis"),
            SlipPassword::Personal => ("", "personnel"),
            SlipPassword::Expired => ("", "expiré"),
            SlipPassword::Locked => ("", "verrouillé"),
        };
        let until = draft.valid_until.map_or(String::new(), crate::french::day);
        listing.row([
            slip.division,
            slip.surname,
            slip.first_name,
            slip.profile.to_string(),
            slip.login,
            password.to_owned(),
            until,
            state.to_owned(),
            site.to_owned(),
            slip.mark,
        ]);
    }
    listing
}
