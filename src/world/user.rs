//! The user of the system, for the journal: the one who runs the program, whatever the environment pretends.

use std::env;

/// The name of the user.
pub fn name() -> String {
    real().or_else(told).unwrap_or_else(|| "inconnu".to_owned())
}

#[cfg(unix)]
fn real() -> Option<String> {
    let uid = rustix::process::getuid().as_raw().to_string();
    let users = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = users.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then(|| name.to_owned())
    });
    // A user of a directory is not in the file: the environment knows the name, the number is beyond doubt.
    name.or_else(|| Some(told().map_or_else(|| format!("uid {uid}"), |told| format!("{told} (uid {uid})"))))
}

#[cfg(not(unix))]
fn real() -> Option<String> {
    None
}

fn told() -> Option<String> {
    ["LOGNAME", "USER", "USERNAME"].iter().find_map(|name| env::var(name).ok().filter(|user| !user.is_empty()))
}
