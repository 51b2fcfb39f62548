//! Files: read whole within a limit, written whole or not at all.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use tempfile::NamedTempFile;

use super::Context;
use crate::error::{Error, Result, exit};

/// The base that `CPRO_DB` names, or the one in the platform's folder for data.
pub fn default_base() -> Option<PathBuf> {
    let named = std::env::var_os("CPRO_DB").filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(platform_base)
}

fn platform_base() -> Option<PathBuf> {
    ProjectDirs::from("", "", "cpro").map(|folders| folders.data_local_dir().join("cpro.db"))
}

/// A file complete and flushed beside its target, waiting to take its name. Dropped, it is gone.
pub struct Staged {
    temporary: NamedTempFile,
    target: PathBuf,
    replace: bool,
}

impl Context {
    /// The bytes of a file of the user's, or of standard input for `-`; one byte more than `limit` at most.
    pub fn read(&mut self, path: &Path, limit: usize) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let limit = limit as u64 + 1;
        let read = if path == Path::new("-") {
            self.stdin.by_ref().take(limit).read_to_end(&mut bytes)
        } else {
            let resolved = self.resolve(path);
            File::open(&resolved).and_then(|file| {
                if file.metadata()?.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                file.take(limit).read_to_end(&mut bytes)
            })
        };
        read.map(|_| bytes).map_err(|error| Error::cannot_read(path, &error))
    }

    /// Fails early where `path` could not be written in the end.
    pub fn check_writable(&self, path: &Path, replace: bool) -> Result<()> {
        let target = self.resolve(path);
        let refused = |kind: io::ErrorKind| Err(Error::cannot_write(path, &kind.into()));
        if target.is_dir() {
            return refused(io::ErrorKind::IsADirectory);
        }
        if target.exists() && !target.is_file() {
            return Err(Error::new(
                exit::CANNOT_WRITE,
                format!("«\u{a0}{}\u{a0}» n’est pas un fichier ordinaire.", path.display()),
            ));
        }
        if target.exists() && !replace {
            return refused(io::ErrorKind::AlreadyExists);
        }
        if target.parent().is_some_and(|folder| !folder.is_dir()) {
            return refused(io::ErrorKind::NotFound);
        }
        Ok(())
    }

    /// Refuses standard output where a file must be named.
    pub fn check_file(&self, path: &Path) -> Result<()> {
        if path == Path::new("-") {
            return Err(Error::new(
                exit::USAGE,
                "il faut un nom de fichier\u{a0}: la sortie standard reçoit déjà la réponse.",
            ));
        }
        Ok(())
    }

    /// Writes `bytes` beside `path`, private and flushed.
    pub fn stage(&self, path: &Path, bytes: &[u8], replace: bool) -> Result<Staged> {
        self.check_writable(path, replace)?;
        let target = self.resolve(path);
        let folder = target.parent().unwrap_or(Path::new("."));
        let write = || {
            let mut temporary = tempfile::Builder::new().prefix(".cpro-").suffix(".tmp").tempfile_in(folder)?;
            temporary.write_all(bytes)?;
            temporary.as_file().sync_all()?;
            Ok(temporary)
        };
        let temporary = write().map_err(|error| Error::cannot_write(path, &error))?;
        Ok(Staged { temporary, target, replace })
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

    /// Gives the file its name. If that fails, the complete file stays beside it and the message names it.
    pub fn publish(self) -> Result<()> {
        let Self { temporary, target, replace } = self;
        let persisted = if replace { temporary.persist(&target) } else { temporary.persist_noclobber(&target) };
        match persisted {
            Ok(_) => {
                sync_folder(&target);
                Ok(())
            }
            Err(failed) => {
                let why = crate::output::french::io(&failed.error);
                let kept = failed.file.into_temp_path().keep().unwrap_or_default();
                let message = format!("impossible de nommer «\u{a0}{}\u{a0}»\u{a0}: {why}.", target.display());
                Err(Error::new(exit::CANNOT_WRITE, message)
                    .hint(format!("le fichier complet est resté sous le nom {} ; renommez-le.", kept.display())))
            }
        }
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
