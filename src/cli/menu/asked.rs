//! What a choice needs to become a command.

use std::path::PathBuf;

use jiff::civil::Date;

use super::paths::{file, folder, new_file, one_or_file};
use super::whom::{division, somebody, whoever};
use super::{Words, answered, chosen, play};
use crate::cli::Session;
use crate::error::Result;
use crate::french::day;
use crate::terminal::Picked;
use crate::work::backup::folder as copies;
use crate::work::status::Standing;
use crate::world::file_name;

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

pub fn slips(session: &mut Session, standing: Option<&Standing>) -> Result<Words> {
    let choices = [
        "Ceux qui n’ont jamais été imprimés",
        "Une division…",
        "Une seule personne…",
        "Tous",
        "Le compte administrateur de l’établissement",
    ];
    let chosen = one_of(session, "Pour qui ?", &choices)?;
    let whom = match chosen {
        Some(0) => Some(spelt(["--never-printed"])),
        Some(1) => division(session, standing)?,
        Some(2) => somebody(session)?.map(operand),
        Some(3) => Some(spelt(["--all"])),
        Some(_) => standing.map(|standing| operand(standing.uai.clone())),
        None => None,
    };
    let Some(whom) = whom else { return Ok(None) };
    let stem = if chosen == Some(choices.len() - 1) { "administrateur" } else { "papillons" };
    let file = new_file(session, "Nom du fichier à imprimer", stem, "-o")?;
    Ok(file.map(|file| [spelt(["slips", "generate"]), file, whom].concat()))
}

pub fn diagnose(session: &mut Session) -> Result<Words> {
    Ok(whoever(session, true)?.map(|who| [spelt(["assistance", "diagnose"]), operand(who)].concat()))
}

pub fn reset(session: &mut Session, standing: Option<&Standing>) -> Result<Words> {
    let choices = ["Une division…", "Une seule personne…", "Ceux qui l’ont demandé"];
    let theirs = "Nom du fichier de leurs nouveaux papillons";
    let (whom, question) = match one_of(session, "Pour qui ?", &choices)? {
        Some(0) => (division(session, standing)?, theirs),
        Some(1) => (only(session)?, "Nom du fichier de son nouveau papillon"),
        Some(_) => (Some(spelt(["--requested"])), theirs),
        None => return Ok(None),
    };
    let Some(whom) = whom else { return Ok(None) };
    let file = new_file(session, question, "reinitialises", "--slips")?;
    Ok(file.map(|file| [spelt(["accounts", "reset"]), file, whom].concat()))
}

/// One person, who will need a new paper: of several the command asks itself.
fn only(session: &mut Session) -> Result<Words> {
    let Some(login) = somebody(session)? else { return Ok(None) };
    let question = format!("Le mot de passe actuel de {login} ne servira plus. Continuer ?");
    let sure = answered(session.terminal.confirm(&question))? == Some(true);
    if !sure {
        session.say(|say| say.status("Annulé : rien n’a été modifié."));
    }
    Ok(sure.then(|| operand(login)))
}

/// Into the folder that is set, or elsewhere; where none is set, that comes first, and the copy is made.
pub fn backup(session: &mut Session, set: Option<&str>) -> Result<Words> {
    let here = set.map(|folder| format!("Dans le dossier réglé, {folder}"));
    let first = here.as_deref().unwrap_or("Choisir le dossier des sauvegardes, celles de chaque nuit comprises…");
    let choice = one_of(session, "Où ?", &[first, "Ailleurs, cette fois-ci (une clé USB…)"])?;
    match (choice, set) {
        (Some(0), Some(_)) => Ok(Some(spelt(["backup"]))),
        (Some(0), None) => {
            let Some(folder) = folder(session, "Quel dossier ?")? else { return Ok(None) };
            let done = play(session, &spelt(["settings", "set", "backup.folder", &folder]));
            Ok(done.then(|| spelt(["backup"])))
        }
        (Some(_), _) => elsewhere(session),
        (None, _) => Ok(None),
    }
}

/// A copy that goes about is better shut.
fn elsewhere(session: &mut Session) -> Result<Words> {
    let Some(folder) = folder(session, "Quel dossier ?")? else { return Ok(None) };
    let locks = ["Oui, avec une phrase de passe (pour une clé USB ou un partage)", "Non, le dossier est à l’abri"];
    Ok(one_of(session, "Chiffrer la copie ?", &locks)?.map(|lock| match lock {
        0 => spelt(["backup", &folder, "--encrypt"]),
        _ => spelt(["backup", &folder]),
    }))
}

/// One of the copies that are known, of those of a folder, or a file.
pub fn restore(session: &mut Session) -> Result<Words> {
    let copies = copies::known(&session.world);
    let file = match copies.is_empty() {
        true => other_copy(session)?,
        false => copy_among(session, &copies)?,
    };
    Ok(file.map(|file| [spelt(["restore"]), operand(file)].concat()))
}

fn copy_among(session: &mut Session, copies: &[(Date, PathBuf)]) -> Result<Option<String>> {
    let mut labels: Vec<String> =
        copies.iter().map(|(made, path)| format!("{}, du {}", file_name(path), day(*made))).collect();
    labels.push("Un autre fichier, ou un autre dossier…".to_owned());
    match one_or_file(session, "Quelle sauvegarde ?", &labels)? {
        Picked::One(at) if at < copies.len() => Ok(Some(copies[at].1.display().to_string())),
        Picked::One(_) => other_copy(session),
        Picked::Typed(path) => copy_at(session, path),
        Picked::None => Ok(None),
    }
}

fn other_copy(session: &mut Session) -> Result<Option<String>> {
    match file(session, "Quelle sauvegarde ?", "la sauvegarde (ou son dossier)")? {
        Some(typed) => copy_at(session, typed),
        None => Ok(None),
    }
}

/// A copy, or one of those of a folder.
fn copy_at(session: &mut Session, typed: String) -> Result<Option<String>> {
    if !session.world.resolve(typed.as_ref()).is_dir() {
        return Ok(Some(typed));
    }
    let copies = copies::within(&session.world, typed.as_ref());
    if copies.is_empty() {
        session.warn(format!("il n’y a pas de sauvegarde dans « {typed} »."));
        return Ok(None);
    }
    copy_among(session, &copies)
}
