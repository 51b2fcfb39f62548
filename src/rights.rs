//! Who may read a file: its owner alone. Rights on Unix; on Windows an access list, through the system's own `icacls`.
//!
//! On Windows the system and the administrators of the machine keep their access, as `root` does elsewhere; a disk that keeps
//! nobody out (FAT) is left as it is.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

#[cfg(any(windows, test))]
mod windows;

/// Opens a file; one that must be made can be read by its owner alone.
pub fn open(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(windows)]
    let is_there = path.exists();
    let file = options.open(path)?;
    #[cfg(windows)]
    if !is_there {
        windows::restrict(path);
    }
    Ok(file)
}

/// Makes a folder that its owner alone can enter, with the folders that it is in if need be.
pub fn make_folder(path: &Path, with_parents: bool) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(with_parents);
    #[cfg(windows)]
    let is_there = path.exists();
    builder.create(path)?;
    #[cfg(windows)]
    if !is_there {
        windows::restrict(path);
    }
    Ok(())
}

/// True where nobody else on the machine can read a file, or enter a folder.
pub fn is_private(path: &Path) -> io::Result<bool> {
    let metadata = std::fs::metadata(path)?;
    #[cfg(unix)]
    return Ok(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o077 == 0);
    #[cfg(not(unix))]
    {
        drop(metadata);
        Ok(!windows::is_exposed(path))
    }
}

/// True where others on the machine can remove or replace the files of a folder.
pub fn lets_others_write(folder: &Path) -> bool {
    #[cfg(unix)]
    return std::fs::metadata(folder).is_ok_and(|metadata| {
        let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions());
        let (others, sticky) = (0o022, 0o1000);
        mode & others != 0 && mode & sticky == 0
    });
    // A stick, or a folder that is shared on purpose, would look open on Windows.
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

/// Lets the owner alone read a file, or enter a folder.
pub fn make_private(path: &Path) -> io::Result<()> {
    let metadata = std::fs::metadata(path)?;
    #[cfg(unix)]
    {
        let mode = if metadata.is_dir() { 0o700 } else { 0o600 };
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
    }
    #[cfg(not(unix))]
    {
        drop(metadata);
        match windows::restrict(path) {
            true => Ok(()),
            false => Err(io::ErrorKind::PermissionDenied.into()),
        }
    }
}
