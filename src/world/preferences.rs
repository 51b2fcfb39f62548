//! Where preferences are: a file of who works here, and one of the machine.

use std::path::PathBuf;

use directories::ProjectDirs;

/// Whose preferences a file has; the first wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    User,
    Machine,
}

/// Every file of preferences that may be, the nearest first.
pub fn files() -> Vec<(Level, PathBuf)> {
    let user = ProjectDirs::from("", "", "cpro").map(|folders| folders.config_dir().join("cpro.toml"));
    let machine = match cfg!(windows) {
        true => std::env::var_os("PROGRAMDATA").map(|folder| PathBuf::from(folder).join("cpro")),
        false => Some(PathBuf::from("/etc/cpro")),
    };
    let user = user.map(|path| (Level::User, path));
    user.into_iter().chain(machine.map(|folder| (Level::Machine, folder.join("cpro.toml")))).collect()
}
