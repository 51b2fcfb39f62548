//! Which file a base is, whatever its name: another one may take its place while a command works.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// A file, and the name under which it was opened.
pub struct Identity {
    path: PathBuf,
    file: (u64, u64),
}

impl Identity {
    /// The file under a name, where the system tells files apart.
    pub fn of(path: &Path) -> Option<Self> {
        let file = std::fs::metadata(path).ok().and_then(|metadata| numbers(&metadata))?;
        Some(Self { path: path.to_owned(), file })
    }

    /// True where another file has the name now. One whose name is gone is for SQLite to judge.
    pub fn was_replaced(&self) -> bool {
        Self::of(&self.path).is_some_and(|now| now.file != self.file)
    }
}

#[cfg(unix)]
fn numbers(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

/// A file that is open cannot be replaced there.
#[cfg(not(unix))]
fn numbers(_metadata: &Metadata) -> Option<(u64, u64)> {
    None
}
