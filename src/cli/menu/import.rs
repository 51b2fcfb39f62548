//! Which file is imported, and as what: recent downloads that look like exports are proposed.

use super::paths::{file, one_or_file};
use super::{Words, chosen};
use crate::cli::Session;
use crate::error::Result;
use crate::french::day;
use crate::sources::Wanted;
use crate::terminal::Picked;
use crate::work::import::guess::{guess, recent};

/// What a file may be, and the command that reads it.
const KINDS: [(&str, &str); 4] = [
    ("des élèves (SIECLE)", "siecle"),
    ("des personnels (STS-WEB)", "sts"),
    ("des candidats (CYCLADES)", "candidates"),
    ("d’autres personnes", "people"),
];

pub fn words(session: &mut Session) -> Result<Words> {
    let Some(path) = path(session)? else { return Ok(None) };
    let Some(kind) = kind(session, &path)? else { return Ok(None) };
    Ok(Some(vec!["import".to_owned(), kind.to_owned(), path]))
}

/// The same import, once somebody said why so many would leave.
pub fn departures(session: &mut Session, words: &[String]) -> Result<Words> {
    let mut reasons = vec!["Ce fichier n’est qu’une partie de l’établissement : personne ne part".to_owned()];
    if words.iter().any(|word| word == "siecle") {
        reasons.push("C’est une nouvelle année : montrer les départs et les arrivées".to_owned());
    }
    let chosen = chosen(session, "Pourquoi tant de départs ? (Entrée : je vérifie le fichier)", &reasons)?;
    let option = chosen.map(|at| if at == 0 { "--partial" } else { "--new-year" });
    Ok(option.map(|option| [words, &[option.to_owned()]].concat()))
}

fn path(session: &mut Session) -> Result<Option<String>> {
    let recent = recent(&session.world);
    if recent.is_empty() {
        return file(session, "Quel fichier ?", "le fichier");
    }
    let label = |wanted: Wanted| KINDS.iter().find(|(_, word)| *word == noun(wanted)).map_or("", |(label, _)| label);
    let mut labels: Vec<String> = recent
        .iter()
        .map(|found| {
            let again = if found.imported { " (déjà importé)" } else { "" };
            format!("{} : {}, du {}{again}", found.name, label(found.wanted), day(found.modified))
        })
        .collect();
    labels.push("Un autre fichier…".to_owned());
    match one_or_file(session, "Quel fichier ?", &labels)? {
        Picked::One(at) if at < recent.len() => {
            let path = &recent[at].path;
            let near = path.strip_prefix(&session.world.folder).unwrap_or(path);
            Ok(Some(near.display().to_string()))
        }
        Picked::One(_) => file(session, "Quel fichier ?", "le fichier"),
        Picked::Typed(path) => Ok(Some(path)),
        Picked::None => Ok(None),
    }
}

/// What is in a file; somebody is asked where it does not tell.
fn kind(session: &mut Session, path: &str) -> Result<Option<&'static str>> {
    if let Some(wanted) = guess(&session.world, path.as_ref())? {
        return Ok(Some(noun(wanted)));
    }
    let labels: Vec<String> = KINDS.iter().map(|(label, _)| (*label).to_owned()).collect();
    Ok(chosen(session, "Que contient ce fichier ?", &labels)?.map(|at| KINDS[at].1))
}

fn noun(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Pupils => "siecle",
        Wanted::Staff => "sts",
        Wanted::Candidates => "candidates",
        Wanted::People { .. } => "people",
    }
}
