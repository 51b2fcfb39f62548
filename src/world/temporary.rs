//! Files on their way to a name: nobody can find them, or the next command removes them.
//!
//! Where the system has files without a name, a document that is being made is one. What must be named, a copy that
//! SQLite writes or the step of a replacement, is noted beforehand in a list beside the base, which its command keeps
//! locked: a list that can be locked belongs to a command that was killed, and what it names is removed.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tempfile::TempPath;

const PREFIX: &str = ".cpro-";
const LIST: &str = ".liste";

/// The list of what this command has named, once there is something in it. Whoever leaves at once, at Ctrl-C, has it too.
#[derive(Debug, Default)]
pub struct Temporaries(Arc<Mutex<Option<List>>>);

/// What is left of it to whoever leaves at once.
#[derive(Debug, Clone)]
pub struct Abandoned(Weak<Mutex<Option<List>>>);

#[derive(Debug)]
struct List {
    file: File,
    path: PathBuf,
    named: Vec<PathBuf>,
}

impl Temporaries {
    /// Notes that `path` is about to be made by a command that works on the base of `folder`.
    pub fn note(&self, folder: &Path, path: &Path) -> io::Result<()> {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let List { file, named, .. } = match &mut *list {
            Some(list) => list,
            list => list.insert(List::new(folder)?),
        };
        writeln!(file, "{}", path.display())?;
        named.push(path.to_owned());
        file.sync_data()
    }

    /// For whoever leaves at once, while the command goes on.
    pub fn watched(&self) -> Abandoned {
        Abandoned(Arc::downgrade(&self.0))
    }
}

impl Abandoned {
    /// Removes what has been named and has no name of its own yet, then the list: nothing else will run in this command.
    pub fn remove(&self) {
        let Some(list) = self.0.upgrade() else { return };
        if let Some(list) = list.lock().unwrap_or_else(PoisonError::into_inner).take() {
            list.named.iter().for_each(|path| {
                let _ = fs::remove_file(path);
            });
        }
    }
}

impl List {
    fn new(folder: &Path) -> io::Result<Self> {
        loop {
            let made = tempfile::Builder::new().prefix(PREFIX).suffix(LIST).tempfile_in(folder)?;
            // Another command may be looking whether this list was left.
            if made.as_file().try_lock().is_err() {
                continue;
            }
            let (file, path) = made.keep().map_err(|failed| failed.error)?;
            // Between its making and its lock, another command may have taken it for one that was left.
            if path.exists() {
                return Ok(Self { file, path, named: Vec::new() });
            }
        }
    }
}

impl Drop for List {
    /// What could not be removed, SQLite’s own or a file that this system keeps shut, leaves the list to the next command.
    fn drop(&mut self) {
        let stays = |path: &PathBuf| {
            let journal = journal_of(path);
            path.exists() || journal.exists() && fs::remove_file(&journal).is_err()
        };
        if self.named.iter().filter(|path| stays(path)).count() == 0 {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Removes what commands that were killed have left, of those that worked on `base`.
pub fn sweep(base: &Path) {
    let base = dunce::canonicalize(base).unwrap_or_else(|_| base.to_owned());
    let Some(entries) = base.parent().and_then(|folder| fs::read_dir(folder).ok()) else { return };
    let stem = base.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(PREFIX) && name.ends_with(LIST) {
            follow(&entry.path());
        } else if is_left_by_upgrade(&stem, &name) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// What commands that still work have noted.
pub fn noted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let lists = entries.filter(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with(PREFIX) && name.ends_with(LIST)
    });
    let texts = lists.filter_map(|list| fs::read_to_string(list).ok());
    texts.flat_map(|text| text.lines().map(PathBuf::from).collect::<Vec<_>>()).collect()
}

/// Removes what a list names, and the list, unless its command still works.
fn follow(list: &Path) {
    // A share locks only what may be written.
    let Ok(mut file) = File::options().read(true).write(true).open(list) else { return };
    if file.try_lock().is_err() {
        return;
    }
    let mut text = String::new();
    if file.read_to_string(&mut text).is_ok() {
        for path in text.lines().map(Path::new).filter(|path| is_ours(path)) {
            let _ = fs::remove_file(path);
            let _ = fs::remove_file(journal_of(path));
        }
    }
    let _ = fs::remove_file(list);
}

/// SQLite’s own, of a copy that it is writing.
fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    name.into()
}

/// A list beside the base is no reason to remove anything else.
fn is_ours(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX))
}

/// The unfinished copy that an upgrade makes of a base: `cpro.avant-v4.partiel-1234`, 1234 being its process.
fn is_left_by_upgrade(stem: &str, name: &str) -> bool {
    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix(".avant-v"));
    let process = rest.and_then(|rest| rest.split_once(".partiel-")).and_then(|(_, process)| {
        let process = process.strip_suffix("-journal").unwrap_or(process);
        process.parse().ok()
    });
    process.is_some_and(|process| !is_alive(process))
}

#[cfg(unix)]
fn is_alive(process: i32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let gone = |pid| test_kill_process(pid) == Err(rustix::io::Errno::SRCH);
    !Pid::from_raw(process).is_some_and(gone)
}

#[cfg(not(unix))]
fn is_alive(process: i32) -> bool {
    process == std::process::id().cast_signed()
}

/// A private file that is complete and waits for its name. Dropped, it is gone.
pub enum Waiting {
    /// It has no name at all; `step` is where it is linked before it replaces another.
    #[cfg(target_os = "linux")]
    Unnamed { file: File, step: PathBuf },
    /// Closed: a school may have more divisions than a program may have open files.
    Named(TempPath),
}

/// Highest number of an open file that is left to files without a name: others need some too.
#[cfg(target_os = "linux")]
const MOST_OPEN: i32 = 500;

impl Waiting {
    /// An empty file without a name in `folder`, and the hand that writes it; none where the system has no such files.
    #[cfg(target_os = "linux")]
    pub fn unnamed(folder: &Path) -> Option<(Self, File)> {
        use rustix::fs::{Mode, OFlags};
        use std::os::fd::AsRawFd;
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::open(folder, flags, Mode::RUSR | Mode::WUSR).ok()?);
        if file.as_raw_fd() > MOST_OPEN || !Path::new("/proc/self/fd").exists() {
            return None;
        }
        let step = folder.join(format!("{PREFIX}{:x}-{}.tmp", std::process::id(), file.as_raw_fd()));
        let hand = file.try_clone().ok()?;
        Some((Self::Unnamed { file, step }, hand))
    }

    #[cfg(not(target_os = "linux"))]
    pub fn unnamed(_folder: &Path) -> Option<(Self, File)> {
        None
    }

    /// The name that it takes on the way, to be noted before it is given one.
    pub fn step(&self) -> &Path {
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed { step, .. } => step,
            Self::Named(path) => path,
        }
    }

    /// What it holds.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed { file, .. } => {
                use std::io::{Seek, SeekFrom};
                let (mut file, mut bytes) = (file, Vec::new());
                file.seek(SeekFrom::Start(0))?;
                file.read_to_end(&mut bytes)?;
                Ok(bytes)
            }
            Self::Named(path) => fs::read(path),
        }
    }

    /// Takes its name; where it cannot, stays complete under another one, if it can have one at all.
    pub fn publish(self, target: &Path, replace: bool) -> Result<(), (io::Error, Option<PathBuf>)> {
        let named = match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed { file, step } => match link(&file, target) {
                Ok(()) => return Ok(()),
                Err(why) if !replace || why.kind() != io::ErrorKind::AlreadyExists => {
                    return Err((why, link(&file, &step).ok().map(|()| step)));
                }
                Err(_) => {
                    link(&file, &step).map_err(|why| (why, None))?;
                    TempPath::try_from_path(step).map_err(|why| (why, None))?
                }
            },
            Self::Named(path) => path,
        };
        let persisted = if replace { named.persist(target) } else { named.persist_noclobber(target) };
        persisted.map_err(|failed| (failed.error, failed.path.keep().ok()))
    }
}

/// Gives a file without a name its name.
#[cfg(target_os = "linux")]
fn link(file: &File, name: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd;
    let number = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, number, CWD, name, AtFlags::SYMLINK_FOLLOW)?)
}
