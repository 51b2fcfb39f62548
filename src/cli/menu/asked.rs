//! What a choice needs to become a command.

use super::paths::{file, folder, new_file};
use super::whom::{division, somebody};
use super::{Words, answered, chosen};
use crate::cli::Session;
use crate::error::Result;
use crate::work::status::Standing;

/// A line that somebody typed, trimmed; none where only Enter was pressed.
pub fn line(session: &mut Session, question: &str) -> Result<Option<String>> {
    let answer = answered(session.terminal.ask(question, None))?.unwrap_or_default();
    Ok(Some(answer).filter(|answer| !answer.is_empty()))
}

/// One of several, by its place.
pub fn one_of(session: &mut Session, question: &str, choices: &[&str]) -> Result<Option<usize>> {
    let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
    chosen(session, question, &choices)
}

/// Words of a command.
pub fn spelt<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

/// A word that is none of the options, however it begins.
pub fn operand(word: String) -> Vec<String> {
    if word.starts_with('-') { vec!["--".to_owned(), word] } else { vec![word] }
}

pub fn restore(session: &mut Session) -> Result<Words> {
    Ok(file(session, "Quelle sauvegarde ?")?.map(|file| spelt(["restore", &file])))
}

pub fn slips(session: &mut Session, standing: Option<&Standing>) -> Result<Words> {
    let choices = ["Ceux qui n’ont jamais été imprimés", "Une division…", "Une seule personne…", "Tous"];
    let whom = match one_of(session, "Pour qui ?", &choices)? {
        Some(0) => Some(spelt(["--never-printed"])),
        Some(1) => division(session, standing)?,
        Some(2) => somebody(session)?.map(operand),
        Some(_) => Some(spelt(["--all"])),
        None => None,
    };
    let Some(whom) = whom else { return Ok(None) };
    let file = new_file(session, "Nom du fichier à imprimer", "papillons")?;
    Ok(file.map(|file| [spelt(["slips", "generate", "-o", &file]), whom].concat()))
}

pub fn diagnose(session: &mut Session) -> Result<Words> {
    Ok(somebody(session)?.map(|login| [spelt(["assistance", "diagnose"]), operand(login)].concat()))
}

pub fn reset(session: &mut Session, standing: Option<&Standing>) -> Result<Words> {
    let whom = match one_of(session, "Pour qui ?", &["Une division…", "Une seule personne…"])? {
        Some(0) => division(session, standing)?,
        Some(_) => somebody(session)?.map(operand),
        None => None,
    };
    let Some(whom) = whom else { return Ok(None) };
    let file = new_file(session, "Nom du fichier de leurs nouveaux papillons", "reinitialises")?;
    Ok(file.map(|file| [spelt(["accounts", "reset", "--slips", &file]), whom].concat()))
}

/// Into the folder that is set, or elsewhere; where none is set, that comes first.
pub fn backup(session: &mut Session, set: Option<&str>) -> Result<Words> {
    let elsewhere = "Quel dossier, sur une clé USB par exemple ?";
    let here = set.map(|folder| format!("Dans le dossier réglé, {folder}"));
    let first = here.as_deref().unwrap_or("Choisir le dossier des sauvegardes, celles de chaque nuit comprises…");
    let choice = one_of(session, "Où ?", &[first, "Ailleurs, cette fois-ci…"])?;
    Ok(match (choice, set) {
        (Some(0), Some(_)) => Some(spelt(["backup"])),
        (Some(0), None) => {
            folder(session, "Quel dossier ?")?.map(|folder| spelt(["settings", "set", "backup.folder", &folder]))
        }
        (Some(_), _) => folder(session, elsewhere)?.map(|folder| spelt(["backup", &folder])),
        (None, _) => None,
    })
}
