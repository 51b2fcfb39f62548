//! The certificate of an erasure: what was erased, when, and where copies remain. It names nobody.

use super::erase::Erased;
use jiff::civil::Date;

use crate::french::{count, day, typography};

/// What goes, a line each.
pub fn lines(erased: &Erased) -> Vec<String> {
    let numbers = |what: &str, numbers: &[i64]| {
        let all: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| format!("{what} {}", all.join(", ")))
    };
    let some = |n: usize, one: &str, many: &str| (n > 0).then(|| count(n, one, many));
    let lines = [
        Some(if erased.account { "fiche, compte et mot de passe" } else { "fiche" }.to_owned()),
        numbers("documents de papillons, effacés en entier :", &erased.documents),
        numbers("transferts, dont le fichier est effacé :", &erased.transfers),
        numbers("tickets qui la nomment, effacés en entier :", &erased.tickets),
        some(erased.conflicts, "conflit d’import", "conflits d’import"),
        some(erased.undo_rows, "trace d’annulation", "traces d’annulation"),
    ];
    lines.into_iter().flatten().collect()
}

/// The whole text.
pub fn text(erased: &Erased, school: &str) -> String {
    let mut text = vec![
        "ATTESTATION D’EFFACEMENT DE DONNÉES PERSONNELLES".to_owned(),
        String::new(),
        format!("Établissement : {school}"),
        format!("Effacement n° {} du {}", erased.number.unwrap_or_default(), day(erased.date)),
        String::new(),
        "Ont été effacés de la base cpro :".to_owned(),
    ];
    text.extend(lines(erased).into_iter().map(|line| format!("- {line}")));
    text.push(String::new());
    text.push(match erased.verified == Some(true) {
        true => "Le fichier de la base a été réécrit puis relu : l’identifiant et les numéros de la personne n’y sont plus.",
        false => "Le fichier de la base a été réécrit ; la relecture N’A PAS confirmé que rien n’y reste.",
    }.to_owned());
    text.push("Il reste de cette personne une empreinte à clé (HMAC-SHA-256), pour que son identifiant ne soit donné à personne d’autre et qu’une sauvegarde reprise l’efface de nouveau.".to_owned());
    text.push(String::new());
    if erased.copies_unread {
        let words =
            "Le dossier des sauvegardes n’a pas pu être lu : celles qui s’y trouvent contiennent encore la personne.";
        text.push(words.to_owned());
    } else if erased.copies.is_empty() {
        text.push(
            "Ni le dossier réglé ni celui de la base n’ont d’autre copie de la base qui la contienne.".to_owned(),
        );
    } else {
        text.push("Sauvegardes où elle est encore, et jusqu’à quand :".to_owned());
        let until = |until: Option<Date>| match until {
            Some(until) => format!("jusqu’au {}", day(until)),
            None => "à effacer à la main".to_owned(),
        };
        text.extend(erased.copies.iter().map(|copy| format!("- {}, {}", copy.path, until(copy.until))));
    }
    if erased.copies_by_hand > 0 {
        text.push(format!(
            "D’après le journal, {} à la main : celles qui sont gardées ailleurs sont à effacer.",
            count(erased.copies_by_hand, "sauvegarde a été faite", "sauvegardes ont été faites")
        ));
    }
    if !erased.settings.is_empty() {
        let settings = erased.settings.join(", ");
        text.push(format!("Réglages de l’établissement qui la nomment, à changer : {settings}."));
    }
    if !erased.targets.is_empty() {
        text.push(format!("Destinataires à prévenir : {}.", erased.targets.join(", ")));
    }
    text.push("Les fichiers importés, exportés ou imprimés hors de la base sont à effacer à la main.".to_owned());
    let lines: Vec<String> = text.iter().map(|line| typography(line)).collect();
    lines.join("\n") + "\n"
}
