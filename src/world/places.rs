//! Where things are on this machine: the home of who works here, downloads, the base.

use std::path::{Path, PathBuf};

use directories::{ProjectDirs, UserDirs};

use super::World;

/// The folder where files are downloaded.
pub fn downloads() -> Option<PathBuf> {
    let folders = UserDirs::new()?;
    // Where the system has not said its name, it is one of these.
    let usual = ["Téléchargements", "Downloads"].map(|name| folders.home_dir().join(name));
    folders.download_dir().map(Path::to_owned).or_else(|| usual.into_iter().find(|folder| folder.is_dir()))
}

impl World {
    /// True where the environment names the base.
    pub fn is_base_told(&self) -> bool {
        named_base().is_some() && self.base == named_base()
    }

    /// Where the person who works here keeps everything.
    pub fn home(&self) -> Option<PathBuf> {
        UserDirs::new().map(|folders| folders.home_dir().to_owned())
    }
}

/// The base that `CPRO_DB` names, or the one in the platform's folder for data.
pub fn default_base() -> Option<PathBuf> {
    named_base().or_else(platform_base)
}

fn named_base() -> Option<PathBuf> {
    std::env::var_os("CPRO_DB").filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn platform_base() -> Option<PathBuf> {
    ProjectDirs::from("", "", "cpro").map(|folders| folders.data_local_dir().join("cpro.db"))
}
