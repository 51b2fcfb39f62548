//! Files as people name them in a menu: dragged into the window, copied, or typed.

use std::path::Path;

use super::asked::line;
use super::{Words, answered, picked};
use crate::cli::Session;
use crate::error::Result;
use crate::terminal::Picked;

/// A path as it comes when a file is dragged into the window: in quotes, with its spaces escaped, as an address.
pub fn path(typed: &str, home: Option<&Path>) -> String {
    let path = plain(typed.trim());
    let at_home = path.strip_prefix("~/").zip(home).map(|(rest, home)| home.join(rest).display().to_string());
    let path = at_home.unwrap_or(path);
    // What begins like an option is a file all the same.
    if path.starts_with('-') { format!("./{path}") } else { path }
}

fn plain(typed: &str) -> String {
    // PowerShell makes a call of it.
    let typed = typed.strip_prefix("& ").unwrap_or(typed);
    let quoted = |quote: char| typed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(inner) = quoted('\'').or_else(|| quoted('"')) {
        return inner.replace("'\\''", "'");
    }
    if let Some(address) = typed.strip_prefix("file://") {
        let path = unescaped(address);
        // The disk of Windows comes after a bar: `file:///C:/a.csv`.
        let disk = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1) == Some(&b':'));
        return disk.map_or(path.clone(), str::to_owned);
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

/// What somebody typed, as a path.
pub fn meant(session: &Session, typed: &str) -> String {
    path(typed, session.world.home().as_deref())
}

/// A file, or a folder, that is read: `what` says which with its article.
pub fn file(session: &mut Session, question: &str, what: &str) -> Result<Option<String>> {
    session.say(|say| say.status(format!("Faites glisser {what} ici, ou tapez son nom.")));
    Ok(line(session, question)?.map(|typed| meant(session, &typed)))
}

/// One of several that are listed, or a file that is there and that somebody typed or dragged all the same.
pub fn one_or_file(session: &mut Session, question: &str, choices: &[String]) -> Result<Picked> {
    session.terminal.list(choices);
    loop {
        let picked = picked(session, question, choices.len())?;
        let Picked::Typed(typed) = picked else { return Ok(picked) };
        let path = meant(session, &typed);
        let is_named = |choice: &String| choice.strip_prefix(&path).is_some_and(|rest| rest.starts_with([' ', ',']));
        if let Some(at) = choices.iter().position(is_named) {
            return Ok(Picked::One(at));
        }
        if session.world.resolve(path.as_ref()).exists() {
            return Ok(Picked::Typed(path));
        }
        session.warn(format!("il n’y a pas de fichier « {path} » ici."));
        session.terminal.ask_number(choices.len());
    }
}

/// A PDF that is written, as options: a name that nothing has yet where only Enter was pressed; one that is taken is only
/// replaced where somebody says so.
pub fn new_file(session: &mut Session, question: &str, stem: &str, option: &str) -> Result<Words> {
    while let Some(file) = named(session, question, stem)? {
        if !session.world.resolve(file.as_ref()).exists() {
            return Ok(Some(vec![option.to_owned(), file]));
        }
        if answered(session.terminal.confirm(&format!("« {file} » existe déjà. Le remplacer ?")))? == Some(true) {
            return Ok(Some(vec![option.to_owned(), file, "--force".to_owned()]));
        }
    }
    Ok(None)
}

fn named(session: &mut Session, question: &str, stem: &str) -> Result<Option<String>> {
    let numbered = (2_u32..).map(|n| format!("{stem}-{n}.pdf"));
    let mut names = std::iter::once(format!("{stem}.pdf")).chain(numbered);
    let free = names.find(|name| !session.world.resolve(name.as_ref()).exists()).unwrap_or_default();
    let question = format!("{question} (Entrée : {free}) :");
    let Some(typed) = answered(session.terminal.ask(&question, Some(&free)))? else { return Ok(None) };
    let typed = if typed.is_empty() { free.clone() } else { meant(session, &typed) };
    // A folder: there, under the name that was proposed.
    if session.world.resolve(typed.as_ref()).is_dir() {
        return Ok(Some(Path::new(&typed).join(free).display().to_string()));
    }
    let is_pdf = Path::new(&typed).extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    Ok(Some(if is_pdf { typed } else { format!("{typed}.pdf") }))
}

/// A folder that is there already.
pub fn folder(session: &mut Session, question: &str) -> Result<Option<String>> {
    while let Some(folder) = file(session, question, "le dossier")? {
        if session.world.resolve(folder.as_ref()).is_dir() {
            return Ok(Some(folder));
        }
        session.warn(format!("il n’y a pas de dossier « {folder} » : créez-le d’abord, ou tapez-en un autre."));
    }
    Ok(None)
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
            ("file:///C:/a%20b.csv", "C:/a b.csv"),
            ("~/a.csv", "/home/l/a.csv"),
            ("~", "~"),
            ("-a.csv", "./-a.csv"),
            ("", ""),
        ] {
            assert_eq!(path(typed, Some(Path::new("/home/l"))), found, "{typed}");
        }
    }
}
