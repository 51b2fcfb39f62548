//! Who holds the base while a command waits for it, where the system tells (`/proc/locks`).

use std::path::{Path, PathBuf};

use jiff::{Timestamp, Zoned};

use super::World;

/// A process that is writing into the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    pub process: u32,
    /// Name of its program.
    pub program: String,
    /// When it began.
    pub since: Option<Zoned>,
}

impl World {
    /// Who holds the base, if anybody does and the system tells.
    pub fn holder(&self) -> Option<Holder> {
        let base = self.base_path().ok()?;
        let shared = PathBuf::from(format!("{}-shm", base.display()));
        let locks = std::fs::read_to_string("/proc/locks").ok()?;
        let process = [base, shared].iter().find_map(|file| writer(&locks, &key(file)?))?;
        let folder = Path::new("/proc").join(process.to_string());
        Some(Holder {
            process,
            program: std::fs::read_to_string(folder.join("comm")).unwrap_or_default().trim().to_owned(),
            since: began(&folder).map(|at| at.to_zoned(self.now().time_zone().clone())),
        })
    }
}

/// When a process began: so many ticks after the machine did.
#[cfg(unix)]
fn began(folder: &Path) -> Option<Timestamp> {
    let machine = std::fs::read_to_string("/proc/stat").ok()?;
    let booted: i64 = machine.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    let process = std::fs::read_to_string(folder.join("stat")).ok()?;
    // The name of the program, in brackets, may hold spaces.
    let ticks: u64 = process.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    Timestamp::from_second(booted + (ticks / rustix::param::clock_ticks_per_second()) as i64).ok()
}

/// Nobody tells there.
#[cfg(not(unix))]
fn began(_folder: &Path) -> Option<Timestamp> {
    None
}

/// A file as `/proc/locks` names it: `08:02:1234`.
#[cfg(unix)]
fn key(file: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(file).ok()?;
    let [major, minor] = [rustix::fs::major(metadata.dev()), rustix::fs::minor(metadata.dev())];
    Some(format!("{major:02x}:{minor:02x}:{}", metadata.ino()))
}

/// No table of locks there.
#[cfg(not(unix))]
fn key(_file: &Path) -> Option<String> {
    None
}

/// The other process that writes into a file.
fn writer(locks: &str, key: &str) -> Option<u32> {
    let ours = std::process::id();
    let processes = locks.lines().filter_map(|line| {
        // Whoever waits for a lock is behind an arrow.
        let mut words =
            line.split_whitespace().filter(|_| !line.contains("->")).skip_while(|word| *word != "WRITE").skip(1);
        let process = words.next()?.parse().ok()?;
        (words.next()? == key).then_some(process)
    });
    processes.into_iter().find(|process| ![0, ours].contains(process))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_writer_is_named() {
        let locks = "1: POSIX  ADVISORY  READ  77 08:02:12 128 128\n\
                     2: POSIX  ADVISORY  WRITE 0 08:02:12 120 120\n\
                     2: -> POSIX  ADVISORY  WRITE 41 08:02:12 120 120\n\
                     3: POSIX  ADVISORY  WRITE 42 08:02:12 120 120\n";
        assert_eq!(writer(locks, "08:02:12"), Some(42));
        assert_eq!(writer(locks, "08:02:14"), None);
    }
}
