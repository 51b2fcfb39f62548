//! What is worrying about where the base lives.

use std::path::PathBuf;

use super::World;

/// NFS, the dialects of SMB, and FUSE (sshfs and the like).
#[cfg(target_os = "linux")]
const REMOTE: [u32; 5] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x6573_5546];

/// What is worrying about where the base lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worry {
    /// Others can enter its folder.
    OpenFolder(PathBuf),
    /// A share of the network.
    RemoteDisk,
}

impl World {
    /// What is worrying about where the base lives.
    pub fn worries(&self) -> Vec<Worry> {
        let Ok(base) = self.base_path() else { return Vec::new() };
        let mut worries = Vec::new();
        #[cfg(unix)]
        if let Some(folder) = base.parent() {
            use std::os::unix::fs::PermissionsExt;
            if folder.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0) {
                worries.push(Worry::OpenFolder(folder.to_owned()));
            }
        }
        #[cfg(target_os = "linux")]
        if rustix::fs::statfs(&base).is_ok_and(|filesystem| REMOTE.contains(&(filesystem.f_type as u32))) {
            worries.push(Worry::RemoteDisk);
        }
        worries
    }
}
