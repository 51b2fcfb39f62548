//! Files: read whole within a limit, written whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::temporary::{self, Waiting};
use super::{Error, Result, World};
use jiff::civil::Date;

use crate::domain::secret::Secret;
use crate::rights;

/// Longest name of a file, in bytes, on every system that we know.
const LONGEST_NAME: usize = 255;

/// Largest file of which the first line is a secret, in bytes.
const MAX_SECRET: usize = 64 * 1024;

/// A file complete and flushed beside its target, waiting to take its name. Dropped, it is gone.
pub struct Staged {
    pub(super) waiting: Waiting,
    pub(super) target: PathBuf,
    pub(super) replace: bool,
}

/// A file that can be read again from its beginning.
pub enum Opened {
    File(File),
    Memory(Cursor<Vec<u8>>),
}

impl Read for Opened {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Memory(bytes) => bytes.read(buffer),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File(file) => file.seek(to),
            Self::Memory(bytes) => bytes.seek(to),
        }
    }
}

impl World {
    /// The bytes of a file of the user's, or of standard input for `-`; one byte more than `limit` at most.
    pub fn read(&mut self, path: &Path, limit: usize) -> Result<Vec<u8>> {
        if path != Path::new("-") {
            return self.read_file(path, limit);
        }
        let mut bytes = Vec::new();
        let read = self.stdin.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map(|_| bytes).map_err(|error| Error::CannotRead(path.to_owned(), error))
    }

    /// A file of the user's, or standard input for `-`, that can be read again, and its size; what is no ordinary file is
    /// held in memory, one byte more than `limit` at most.
    pub fn input(&mut self, path: &Path, limit: usize) -> Result<(Opened, u64)> {
        let ordinary = self.resolve(path).metadata().is_ok_and(|metadata| metadata.is_file());
        if path != Path::new("-") && ordinary {
            let opened = File::open(self.resolve(path)).and_then(|file| Ok((file.metadata()?.len(), file)));
            return opened
                .map(|(size, file)| (Opened::File(file), size))
                .map_err(|error| Error::CannotRead(path.to_owned(), error));
        }
        let bytes = self.read(path, limit)?;
        let size = bytes.len() as u64;
        Ok((Opened::Memory(Cursor::new(bytes)), size))
    }

    /// The bytes of a file, even of one called `-`; one byte more than `limit` at most.
    pub fn read_file(&self, path: &Path, limit: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = File::open(self.resolve(path)).and_then(|file| {
            if file.metadata()?.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            file.take(limit as u64 + 1).read_to_end(&mut bytes)
        });
        read.map(|_| bytes).map_err(|error| Error::CannotRead(path.to_owned(), error))
    }

    /// A file to be read as it is needed, and its size in bytes.
    pub fn open(&self, path: &Path) -> Result<(File, u64)> {
        let opened = File::open(self.resolve(path)).and_then(|file| {
            let metadata = file.metadata()?;
            if metadata.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok((metadata, file)) }
        });
        let (metadata, file) = opened.map_err(|error| Error::CannotRead(path.to_owned(), error))?;
        if metadata.is_file() { Ok((file, metadata.len())) } else { Err(Error::NotOrdinary(path.to_owned())) }
    }

    /// Fails early where `path` could not be written in the end.
    pub fn check_writable(&self, path: &Path, replace: bool) -> Result<()> {
        let target = self.resolve(path);
        let refused = |kind: io::ErrorKind| Err(Error::CannotWrite(path.to_owned(), kind.into()));
        if target.is_dir() {
            return refused(io::ErrorKind::IsADirectory);
        }
        let is_folder = path.to_string_lossy().ends_with(std::path::is_separator);
        if is_folder && !target.exists() {
            return refused(io::ErrorKind::NotFound);
        }
        if self.is_base(&target) {
            return Err(Error::IsBase(path.to_owned()));
        }
        if target.is_symlink() && !target.exists() {
            return Err(Error::LinkToNothing(path.to_owned()));
        }
        if target.exists() && !target.is_file() {
            return Err(Error::NotOrdinary(path.to_owned()));
        }
        if target.exists() && !replace {
            return refused(io::ErrorKind::AlreadyExists);
        }
        if target.parent().is_some_and(|folder| !folder.is_dir()) {
            return refused(io::ErrorKind::NotFound);
        }
        if target.file_name().is_some_and(|name| name.len() > LONGEST_NAME) {
            return refused(io::ErrorKind::InvalidFilename);
        }
        Ok(())
    }

    /// True for the base, by whatever name, and for the journal that SQLite keeps beside it.
    pub fn is_base(&self, target: &Path) -> bool {
        let Some(base) = self.base.as_ref().map(|base| self.resolve(base)) else { return false };
        let name = base.as_os_str().to_string_lossy().into_owned();
        let companions = ["-journal", "-wal", "-shm"].map(|end| PathBuf::from(format!("{name}{end}")));
        let target = &self.resolve(target);
        same_file(&base, target)
            // What is known of people who were erased goes with it.
            || base.with_extension("effacements") == *target
            || companions.iter().any(|companion| companion == target || same_file(companion, target))
    }

    /// Refuses two outputs of one name.
    pub fn check_distinct(&self, paths: &[&Path]) -> Result<()> {
        let resolved: Vec<PathBuf> = paths.iter().map(|path| self.resolve(path)).collect();
        let twice = resolved.iter().enumerate().find(|(at, path)| resolved[..*at].contains(path));
        twice.map_or(Ok(()), |(at, _)| Err(Error::Twice(paths[at].to_owned())))
    }

    /// Makes a folder that its owner alone can enter, unless it is there.
    pub fn make_folder(&self, folder: &Path) -> Result<()> {
        let target = self.resolve(folder);
        if target.is_dir() {
            return Ok(());
        }
        if target.is_symlink() {
            return Err(Error::LinkToNothing(folder.to_owned()));
        }
        rights::make_folder(&target, false).map_err(|error| Error::CannotWrite(folder.to_owned(), error))
    }

    /// The same, with the folders that it is in.
    pub fn make_folders(&self, folder: &Path) -> Result<()> {
        rights::make_folder(&self.resolve(folder), true).map_err(|error| Error::CannotWrite(folder.to_owned(), error))
    }

    /// Fails early where files could not be put into a folder, which is made if it is not there.
    pub fn check_folder(&self, folder: &Path, replace: bool) -> Result<()> {
        let target = self.resolve(folder);
        let refused = |kind: io::ErrorKind| Err(Error::CannotWrite(folder.to_owned(), kind.into()));
        if !target.exists() {
            return match target.parent().is_some_and(Path::is_dir) {
                true => Ok(()),
                false => refused(io::ErrorKind::NotFound),
            };
        }
        if !target.is_dir() {
            return refused(io::ErrorKind::NotADirectory);
        }
        if !replace && !self.names(folder)?.is_empty() {
            return refused(io::ErrorKind::AlreadyExists);
        }
        Ok(())
    }

    /// Names of the files of a folder.
    pub fn names(&self, folder: &Path) -> Result<Vec<String>> {
        let unreadable = |error: io::Error| Error::CannotRead(folder.to_owned(), error);
        let entries = std::fs::read_dir(self.resolve(folder)).map_err(unreadable)?;
        entries.map(|entry| Ok(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned())).collect()
    }

    /// Files of a folder and the days on which they were last changed; none where it cannot be read.
    pub fn files_of(&self, folder: &Path) -> Vec<(Date, PathBuf)> {
        let entries = std::fs::read_dir(self.resolve(folder)).into_iter().flatten().flatten();
        let day = |entry: &std::fs::DirEntry| {
            let metadata = entry.metadata().ok().filter(std::fs::Metadata::is_file)?;
            let changed = jiff::Timestamp::try_from(metadata.modified().ok()?).ok()?;
            Some((changed.to_zoned(self.now().time_zone().clone()).date(), entry.path()))
        };
        entries.filter_map(|entry| day(&entry)).collect()
    }

    /// Removes a file of ours; tells whether it is gone.
    pub fn remove(&self, path: &Path) -> bool {
        std::fs::remove_file(self.resolve(path)).is_ok()
    }

    /// Refuses standard output where a file must be named.
    pub fn check_file(&self, path: &Path) -> Result<()> {
        if path == Path::new("-") { Err(Error::NeedsName) } else { Ok(()) }
    }

    /// Refuses a file that holds a secret and that others can read.
    pub fn check_private(&self, path: &Path) -> Result<()> {
        let path = self.resolve(path);
        match rights::is_private(&path).map_err(|error| Error::CannotRead(path.clone(), error))? {
            true => Ok(()),
            false => Err(Error::Exposed(path)),
        }
    }

    /// The first line of a file that nobody else can read.
    pub fn secret(&mut self, path: &Path) -> Result<Secret> {
        self.check_private(path)?;
        let bytes = self.read(path, MAX_SECRET)?;
        let text = String::from_utf8_lossy(&bytes);
        Ok(Secret::new(text.lines().next().unwrap_or_default()))
    }

    /// Writes `bytes` beside `path`, private and flushed.
    pub fn stage(&self, path: &Path, bytes: &[u8], replace: bool) -> Result<Staged> {
        let fill =
            |out: &mut dyn Write| out.write_all(bytes).map_err(|error| Error::CannotWrite(path.to_owned(), error));
        self.stage_filled(path, replace, fill).map(|(staged, ())| staged)
    }

    /// Lets `fill` write what is beside `path`, private; then flushes it.
    pub fn stage_filled<T, E: From<Error>>(
        &self,
        path: &Path,
        replace: bool,
        fill: impl FnOnce(&mut dyn Write) -> std::result::Result<T, E>,
    ) -> std::result::Result<(Staged, T), E> {
        let target = self.target(path, replace)?;
        let failed = |error: io::Error| Error::CannotWrite(path.to_owned(), error);
        let pour = |file: &File| -> std::result::Result<T, E> {
            let mut out = BufWriter::new(file);
            let value = fill(&mut out)?;
            out.flush().and_then(|()| file.sync_all()).map_err(failed)?;
            Ok(value)
        };
        let Some((waiting, file)) = Waiting::unnamed(folder_of(&target)) else {
            return self.stage_with(path, replace, |partial| {
                pour(&File::options().write(true).open(partial).map_err(failed)?)
            });
        };
        let value = pour(&file)?;
        if replace {
            self.note_temporary(waiting.step()).map_err(failed)?;
        }
        Ok((Staged { waiting, target, replace }, value))
    }

    /// Lets `write` fill a private file beside `path`, then flushes it.
    pub fn stage_with<T, E: From<Error>>(
        &self,
        path: &Path,
        replace: bool,
        write: impl FnOnce(&Path) -> std::result::Result<T, E>,
    ) -> std::result::Result<(Staged, T), E> {
        self.stage_beside(path, self.target(path, replace)?, replace, write)
    }

    /// Where a file that may be written goes: what a link names, rather than the link.
    fn target(&self, path: &Path, replace: bool) -> Result<PathBuf> {
        self.check_writable(path, replace)?;
        let target = self.resolve(path);
        Ok(if target.is_symlink() { dunce::canonicalize(&target).unwrap_or(target) } else { target })
    }

    /// Notes a name that is about to be taken, where there is a base beside which it can be noted.
    pub(super) fn note_temporary(&self, path: &Path) -> io::Result<()> {
        let base = self.base_path().ok().filter(|base| base.is_file() || path.parent() == Some(folder_of(base)));
        match base.as_deref().map(folder_of) {
            Some(folder) => self.temporaries.note(folder, path),
            None => Ok(()),
        }
    }

    /// Removes what commands that were killed have left behind.
    pub fn sweep(&self) {
        if let Ok(base) = self.base_path() {
            temporary::sweep(&base);
        }
    }

    /// A text for people, its lines ended as this system ends them.
    pub fn write_text(&self, path: &Path, text: &str, replace: bool) -> Result<()> {
        let text = if cfg!(windows) { text.replace('\n', "\r\n") } else { text.to_owned() };
        self.write(path, text.as_bytes(), replace)
    }

    /// Writes a whole file at once.
    pub fn write(&self, path: &Path, bytes: &[u8], replace: bool) -> Result<()> {
        self.stage(path, bytes, replace)?.publish()
    }
}

impl Staged {
    /// Gives every file its name, whatever happens to the others; tells of the first that failed.
    pub fn publish_all(staged: Vec<Self>) -> Result<()> {
        let outcomes: Vec<Result<()>> = staged.into_iter().map(Self::publish).collect();
        outcomes.into_iter().collect()
    }

    /// Where the file is while it waits.
    pub fn path(&self) -> &Path {
        self.waiting.step()
    }

    /// What the file holds.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        self.waiting.bytes().map_err(|error| Error::CannotRead(self.target.clone(), error))
    }

    /// Gives the file its name. If that fails, the complete file stays beside it and the message names it.
    pub fn publish(self) -> Result<()> {
        let Self { waiting, target, replace } = self;
        match waiting.publish(&target, replace) {
            Ok(()) => {
                sync_folder(&target);
                Ok(())
            }
            Err((why, kept)) => Err(Error::Unnamed { target, kept, why }),
        }
    }
}

pub(super) fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file that its owner alone can read.
pub(super) fn private(path: &Path) -> io::Result<File> {
    rights::open(File::options().read(true).write(true).create_new(true), path)
}

/// The name of a file without its folder.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// One file under two names: links and `..` included.
fn same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let identity = |path: &Path| std::fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()));
        identity(one).is_some() && identity(one) == identity(other)
    }
    #[cfg(not(unix))]
    {
        let whole = |path: &Path| dunce::canonicalize(path).ok();
        whole(one).is_some() && whole(one) == whole(other)
    }
}

/// Makes the new name itself survive a power cut; file systems that cannot are left alone.
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}
