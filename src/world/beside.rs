//! Files beside the base: one that takes its place, and names for those that were there.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::files::{Staged, folder_of, private};
use super::temporary::Waiting;
use super::{Error, Result, World};

/// A piece of work that nobody else does meanwhile. Dropped, it is free.
pub struct Alone {
    _file: File,
    path: PathBuf,
}

impl Drop for Alone {
    /// Whoever opened the file before it went has a lock of its own: two at once find it out at the server.
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// True where a base was: what goes with it, or one that was kept, is still beside.
pub fn was_base(base: &Path) -> bool {
    let stem = base.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let is_of_it = |name: &str| name.strip_prefix(&stem) == Some(".effacements") || is_kept(&stem, name);
    let entries = std::fs::read_dir(folder_of(base)).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).any(|name| is_of_it(&name.to_string_lossy()))
}

/// True for a base that an upgrade or a restore kept beside the one of this stem.
fn is_kept(stem: &str, name: &str) -> bool {
    let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".db"));
    rest.is_some_and(|rest| rest.starts_with(".avant-v") || rest.starts_with(".avant-restauration-"))
}

impl World {
    /// Lets `write` fill a private file beside the base, which takes the place of the base if it is published; the folder
    /// is made if it is not there.
    pub fn stage_base<T, E: From<Error>>(
        &self,
        write: impl FnOnce(&Path) -> std::result::Result<T, E>,
    ) -> std::result::Result<(Staged, T), E> {
        let target = self.real_base()?;
        self.make_folders(folder_of(&target))?;
        self.stage_beside(&target.clone(), target, true, write)
    }

    /// Writes a file of ours that nobody may name, such as the list beside the base.
    pub fn write_ours(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let fill = |partial: &Path| {
            let failed = |error| Error::CannotWrite(path.to_owned(), error);
            io::Write::write_all(&mut self.hand(partial)?, bytes).map_err(failed)
        };
        self.stage_beside(path, self.resolve(path), true, fill)?.0.publish()
    }

    /// Lets `write` fill a private file beside `target`, which errors call `named`; then flushes it.
    pub(super) fn stage_beside<T, E: From<Error>>(
        &self,
        named: &Path,
        target: PathBuf,
        replace: bool,
        write: impl FnOnce(&Path) -> std::result::Result<T, E>,
    ) -> std::result::Result<(Staged, T), E> {
        let failed = |error: io::Error| Error::CannotWrite(named.to_owned(), error);
        let make = |path: &Path| {
            self.note_temporary(path)?;
            private(path)
        };
        let builder = tempfile::Builder::new().prefix(".cpro-").suffix(".tmp").make_in(folder_of(&target), make);
        let temporary = builder.map_err(failed)?;
        let value = write(temporary.path())?;
        temporary.as_file().sync_all().map_err(failed)?;
        Ok((Staged { waiting: Waiting::Named(temporary.into_temp_path()), target, replace }, value))
    }

    /// The base itself, where its name is a link.
    fn real_base(&self) -> Result<PathBuf> {
        let base = self.base_path()?;
        Ok(dunce::canonicalize(&base).unwrap_or(base))
    }

    /// A name beside the base that bears a word and this moment, and is free.
    pub fn beside_base(&self, word: &str) -> Result<PathBuf> {
        let base = self.real_base()?;
        let moment = self.now().strftime("%Y-%m-%d-%H%M%S").to_string();
        let name = |n: u32| {
            let number = if n == 1 { String::new() } else { format!("-{n}") };
            base.with_extension(format!("{word}-{moment}{number}.db"))
        };
        Ok((1..).map(name).find(|path| !path.exists()).unwrap_or_default())
    }

    /// Bases that an upgrade or a restore has kept beside the base, with the day on which each was put there.
    pub fn kept_beside_base(&self) -> Result<Vec<(PathBuf, Date)>> {
        let base = self.real_base()?;
        let stem = base.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let names = self.names(folder_of(&base)).unwrap_or_default().into_iter().filter(|name| is_kept(&stem, name));
        let mut kept: Vec<(PathBuf, Date)> = names
            .filter_map(|name| {
                let path = folder_of(&base).join(&name);
                let written = Timestamp::try_from(path.metadata().ok()?.modified().ok()?).ok()?;
                // A base that a restore kept is as old as its name says, whenever it was written last.
                let named = name.split_once(".avant-restauration-").and_then(|(_, when)| when.get(..10)?.parse().ok());
                Some((path, named.unwrap_or_else(|| written.to_zoned(TimeZone::system()).date())))
            })
            .collect();
        kept.sort();
        Ok(kept)
    }

    /// Keeps others from a piece of work on this base as long as what it returns lives; nothing where somebody is at it.
    pub fn alone(&self, work: &str) -> Result<Option<Alone>> {
        let base = self.real_base()?;
        let path = base.with_extension(format!("{work}.verrou"));
        let failed = |error| Error::CannotWrite(path.clone(), error);
        let file = File::options().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            // A disk without locks lets everybody pass: the server finds it out.
            _ => Ok(Some(Alone { _file: file, path })),
        }
    }

    /// A file that waits, to be filled.
    pub fn hand(&self, waiting: &Path) -> Result<File> {
        let opened = File::options().write(true).open(waiting);
        opened.map_err(|error| Error::CannotWrite(waiting.to_owned(), error))
    }
}
