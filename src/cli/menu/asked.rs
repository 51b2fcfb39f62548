//! What a choice needs to become a command.

use super::{Words, answered, chosen};
use crate::cli::Session;
use crate::error::Result;

/// A line that somebody typed, trimmed; none where only Enter was pressed.
pub fn line(session: &mut Session, question: &str) -> Result<Option<String>> {
    let answer = answered(session.terminal.ask(question, None))?.unwrap_or_default();
    Ok(Some(answer).filter(|answer| !answer.is_empty()))
}

fn one_of(session: &mut Session, question: &str, choices: &[&str]) -> Result<Option<usize>> {
    let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
    chosen(session, question, &choices)
}

fn spelt<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

/// A path as it comes when a file is dragged into the window: in quotes, with its spaces escaped, as an address.
pub fn path(typed: &str) -> String {
    let typed = typed.trim();
    // PowerShell makes a call of it.
    let typed = typed.strip_prefix("& ").unwrap_or(typed);
    let quoted = |quote: char| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(inner) = quoted('\'').or_else(|| quoted('"')) {
        return inner.replace("'\\''", "'");
    }
    if let Some(address) = typed.strip_prefix("file://") {
        return unescaped(address);
    }
    if cfg!(windows) { typed.to_owned() } else { without_backslashes(typed) }
}

fn without_backslashes(typed: &str) -> String {
    let (mut path, mut letters) = (String::new(), typed.chars());
    while let Some(letter) = letters.next() {
        path.extend(if letter == '\\' { letters.next() } else { Some(letter) });
    }
    path
}

/// `%C3%A9` is `é`.
fn unescaped(address: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), address.as_bytes());
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A file that is read.
pub fn file(session: &mut Session, question: &str) -> Result<Option<String>> {
    let question = format!("{question} (faites-le glisser dans cette fenêtre, ou tapez son nom) :");
    Ok(line(session, &question)?.map(|typed| path(&typed)))
}

/// A file that is written: a name that nothing has yet where only Enter was pressed.
fn new_file(session: &mut Session, question: &str, stem: &str) -> Result<Option<String>> {
    let numbered = (2_u32..).map(|n| format!("{stem}-{n}.pdf"));
    let mut names = std::iter::once(format!("{stem}.pdf")).chain(numbered);
    let free = names.find(|name| !session.world.resolve(name.as_ref()).exists()).unwrap_or_default();
    let question = format!("{question} (Entrée : {free}) :");
    let Some(typed) = answered(session.terminal.ask(&question, Some(&free)))? else { return Ok(None) };
    let typed = if typed.is_empty() { free } else { path(&typed) };
    Ok(Some(if typed.contains('.') { typed } else { format!("{typed}.pdf") }))
}

pub fn restore(session: &mut Session) -> Result<Words> {
    Ok(file(session, "Quelle sauvegarde ?")?.map(|file| spelt(["restore", &file])))
}

/// Whom a command is about: a division, or one person.
fn whom(session: &mut Session, choice: Option<usize>) -> Result<Words> {
    Ok(match choice {
        Some(0) => line(session, "Quelle division ?")?.map(|division| spelt(["--division", &division])),
        Some(_) => line(session, "Son identifiant, ou son nom entier :")?.map(|person| vec![person]),
        None => None,
    })
}

pub fn slips(session: &mut Session) -> Result<Words> {
    let choices = ["Ceux qui n’ont jamais été imprimés", "Une division", "Une seule personne", "Tous"];
    let whom = match one_of(session, "Pour qui ?", &choices)? {
        None => None,
        Some(0) => Some(spelt(["--never-printed"])),
        Some(3) => Some(spelt(["--all"])),
        Some(other) => whom(session, Some(other - 1))?,
    };
    let Some(whom) = whom else { return Ok(None) };
    let file = new_file(session, "Nom du fichier à imprimer", "papillons")?;
    Ok(file.map(|file| [spelt(["slips", "generate"]), whom, spelt(["-o", &file])].concat()))
}

pub fn diagnose(session: &mut Session) -> Result<Words> {
    let person = line(session, "Qui ? (identifiant, ou nom) :")?;
    Ok(person.map(|person| spelt(["assistance", "diagnose", &person])))
}

pub fn reset(session: &mut Session) -> Result<Words> {
    let choice = one_of(session, "Pour qui ?", &["Une division", "Une seule personne"])?;
    let Some(whom) = whom(session, choice)? else { return Ok(None) };
    let file = new_file(session, "Nom du fichier de leurs nouveaux papillons", "reinitialises")?;
    Ok(file.map(|file| [spelt(["accounts", "reset"]), whom, spelt(["--slips", &file])].concat()))
}

pub fn settings(session: &mut Session) -> Result<Words> {
    let choices = ["Voir tous les réglages", "En changer un", "Choisir le logo", "Choisir le cachet"];
    Ok(match one_of(session, "Quel réglage ?", &choices)? {
        Some(0) => Some(spelt(["settings", "show"])),
        Some(1) => {
            let Some(key) = line(session, "Lequel ? (tel qu’il est écrit dans la liste) :")? else {
                return Ok(None);
            };
            line(session, "Sa nouvelle valeur :")?.map(|value| spelt(["settings", "set", &key, &value]))
        }
        Some(2) => file(session, "Quelle image ?")?.map(|file| spelt(["settings", "logo", &file])),
        Some(_) => file(session, "Quelle image ?")?.map(|file| spelt(["settings", "stamp", &file])),
        None => None,
    })
}

pub fn backup(session: &mut Session) -> Result<Words> {
    let question = "Où ? (un dossier, par exemple une clé USB, ou Entrée pour le dossier réglé) :";
    let Some(typed) = answered(session.terminal.ask(question, Some("")))? else { return Ok(None) };
    let place = path(&typed);
    Ok(Some(if place.is_empty() { spelt(["backup"]) } else { spelt(["backup", &place]) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_file_that_is_dragged_is_found() {
        for (typed, found) in [
            ("liste.csv", "liste.csv"),
            (" '/home/l/Mes documents/é.csv' ", "/home/l/Mes documents/é.csv"),
            ("'l'\\''école.csv'", "l'école.csv"),
            ("\"C:\\Mes documents\\a.csv\"", "C:\\Mes documents\\a.csv"),
            ("& 'C:\\a b.csv'", "C:\\a b.csv"),
            ("/home/l/Mes\\ documents/a.csv", "/home/l/Mes documents/a.csv"),
            ("file:///home/l/%C3%A9l%C3%A8ves%20100%25.csv", "/home/l/élèves 100%.csv"),
            ("file:///a%2", "/a%2"),
            ("", ""),
        ] {
            assert_eq!(path(typed), found, "{typed}");
        }
    }
}
