//! The user of the system, for the journal: the one who runs the program, whatever the environment pretends.

use std::env;
use std::path::{Path, PathBuf};

/// The name of the user.
pub fn name() -> String {
    real().or_else(told).unwrap_or_else(|| "inconnu".to_owned())
}

/// The nearest thing of a path that can be seen, and the name of its owner.
#[cfg(unix)]
pub fn owner(path: &Path) -> Option<(PathBuf, String)> {
    use std::os::unix::fs::MetadataExt;
    let seen = path.ancestors().find_map(|seen| Some((seen.to_owned(), std::fs::metadata(seen).ok()?.uid())));
    seen.map(|(seen, uid)| (seen, named(uid).unwrap_or_else(|| format!("l’utilisateur {uid}"))))
}

#[cfg(not(unix))]
pub fn owner(_path: &Path) -> Option<(PathBuf, String)> {
    None
}

#[cfg(unix)]
fn real() -> Option<String> {
    let uid = rustix::process::getuid().as_raw();
    // A user of a directory is not in the file: the environment knows the name, the number is beyond doubt.
    named(uid).or_else(|| Some(told().map_or_else(|| format!("uid {uid}"), |told| format!("{told} (uid {uid})"))))
}

/// The name of a number, as this machine's own list has it.
#[cfg(unix)]
fn named(uid: u32) -> Option<String> {
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid.to_string()).then(|| name.to_owned())
    })
}

#[cfg(not(unix))]
fn real() -> Option<String> {
    None
}

fn told() -> Option<String> {
    ["LOGNAME", "USER", "USERNAME"].iter().find_map(|name| env::var(name).ok().filter(|user| !user.is_empty()))
}

/// The system of this machine, in a word.
pub fn system() -> &'static str {
    env::consts::OS
}
