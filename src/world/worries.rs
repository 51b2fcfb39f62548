//! What is worrying about where the base lives.

use std::path::PathBuf;

use super::World;
use crate::rights;

/// NFS, the dialects of SMB, and FUSE (sshfs and the like).
#[cfg(target_os = "linux")]
const REMOTE: [u32; 5] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546];

/// FAT and exFAT: every file is everybody’s.
#[cfg(target_os = "linux")]
const RIGHTLESS: [u32; 2] = [0x4d44, 0x2011_bab0];

/// Folders that a program copies elsewhere while files are written.
const SYNCED: [&str; 8] =
    ["onedrive", "nextcloud", "owncloud", "dropbox", "google drive", "googledrive", "icloud", "seafile"];

/// What is worrying about where the base lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worry {
    /// Others can enter its folder.
    OpenFolder(PathBuf),
    /// A share of the network.
    RemoteDisk,
    /// A file system that keeps nobody out.
    Rightless,
    /// A folder that a program copies elsewhere, by its name.
    Synced(String),
}

impl World {
    /// What is worrying about where the base lives.
    pub fn worries(&self) -> Vec<Worry> {
        let Ok(base) = self.base_path() else { return Vec::new() };
        let mut worries = Vec::new();
        let open = base.parent().filter(|folder| rights::is_private(folder).is_ok_and(|is_private| !is_private));
        worries.extend(open.map(|folder| Worry::OpenFolder(folder.to_owned())));
        #[cfg(target_os = "linux")]
        if let Ok(filesystem) = rustix::fs::statfs(&base) {
            let kind = filesystem.f_type as u32;
            worries.extend(REMOTE.contains(&kind).then_some(Worry::RemoteDisk));
            worries.extend(RIGHTLESS.contains(&kind).then_some(Worry::Rightless));
        }
        // A letter that stands for a share is read as the share.
        #[cfg(windows)]
        if dunce::canonicalize(&base).is_ok_and(|base| is_share(&base)) {
            worries.push(Worry::RemoteDisk);
        }
        let parts = dunce::canonicalize(&base).unwrap_or(base);
        let mut parts = parts.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        let is_synced = |part: &String| SYNCED.iter().any(|name| part.to_lowercase().starts_with(name));
        worries.extend(parts.find(is_synced).map(Worry::Synced));
        worries
    }

    /// The base or its folder, where who runs us cannot write.
    pub fn unwritable(&self, base: &std::path::Path) -> Option<PathBuf> {
        #[cfg(unix)]
        {
            use rustix::fs::{Access, access};
            let places = [Some(base), base.parent()].into_iter().flatten();
            places.map(std::path::Path::to_owned).find(|place| access(place, Access::WRITE_OK).is_err())
        }
        #[cfg(not(unix))]
        base.metadata().is_ok_and(|metadata| metadata.permissions().readonly()).then(|| base.to_owned())
    }

    /// Bytes that are free where the base is.
    pub fn free_space(&self) -> Option<u64> {
        #[cfg(unix)]
        {
            let base = self.base_path().ok()?;
            let space = rustix::fs::statvfs(base.parent()?).ok()?;
            Some(space.f_bavail.saturating_mul(space.f_frsize))
        }
        #[cfg(not(unix))]
        None
    }

    /// The size of the base, in bytes.
    pub fn base_size(&self) -> Option<u64> {
        Some(self.base_path().ok()?.metadata().ok()?.len())
    }

    /// Files that commands of ours have left beside the base, or in the folder of its backups, unfinished.
    pub fn leftovers(&self, backups: Option<&std::path::Path>) -> Vec<PathBuf> {
        let Ok(base) = self.base_path() else { return Vec::new() };
        let folder = base.parent().unwrap_or(std::path::Path::new(".")).to_owned();
        let noted = super::temporary::noted(&folder);
        let is_left = |name: &String| name.starts_with(".cpro-") && name.ends_with(".tmp");
        let left_in = |folder: &std::path::Path| {
            let names = self.names(folder).unwrap_or_default().into_iter();
            names.filter(is_left).map(|name| folder.join(name)).collect::<Vec<_>>()
        };
        let elsewhere = backups.filter(|backups| *backups != folder).map(left_in).unwrap_or_default();
        let left = left_in(&folder).into_iter().chain(elsewhere);
        left.filter(|path| !noted.contains(path)).collect()
    }

    /// True for a folder where nothing is but a base and what goes with it.
    pub fn has_only_ours(&self, folder: &std::path::Path) -> bool {
        let Ok(base) = self.base_path() else { return false };
        let stem = base.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_ours = |name: &String| name.starts_with(&stem) || name.starts_with("cpro") || name.starts_with(".cpro-");
        self.names(folder).is_ok_and(|names| names.iter().all(is_ours))
    }

    /// True where others on the machine can remove or replace the files of a folder.
    pub fn lets_others_write(&self, folder: &std::path::Path) -> bool {
        rights::lets_others_write(&self.resolve(folder))
    }

    /// Lets its owner alone read a file, or enter a folder.
    pub fn make_private(&self, path: &std::path::Path) -> super::Result<()> {
        rights::make_private(path).map_err(|error| super::Error::CannotWrite(path.to_owned(), error))
    }
}

#[cfg(windows)]
fn is_share(base: &std::path::Path) -> bool {
    use std::path::{Component, Prefix};
    let Some(Component::Prefix(prefix)) = base.components().next() else { return false };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
}
