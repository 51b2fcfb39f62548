//! Copies of the base: whether they are made, by whom they can be read, and whether the last one could become the base.

use std::path::{Path, PathBuf};

use super::{Check, Finding, Ill, bad};
use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::work::backup::folder;
use crate::work::{Result, nightly};
use crate::world::{self, World};

/// Days after which a backup is missing.
const BACKUP: i32 = 8;

/// Bases that an upgrade or a restore had kept beside, and that the night would remove.
pub fn copies(world: &World, settings: &Settings) -> Result<Finding> {
    let old = nightly::old_copies(world, settings)?;
    Ok(if old.is_empty() { Finding::Good } else { bad(Ill::Copies(old)) })
}

/// Whether copies are made, how old the last one is, and whether it could become the base.
pub fn backups(world: &World, settings: &Settings) -> Result<[(Check, Finding); 2]> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else {
        return Ok([(Check::Backups, bad(Ill::NoBackup)), (Check::LastBackup, Finding::Unknown)]);
    };
    let copies = match folder::list(world, &folder, settings) {
        Ok(copies) => copies,
        Err(_) if !world.resolve(&folder).exists() => {
            return Ok([(Check::Backups, bad(Ill::NoFolder(folder))), (Check::LastBackup, Finding::Unknown)]);
        }
        Err(error) => return Ok([(Check::Backups, bad(Ill::Failed(error))), (Check::LastBackup, Finding::Unknown)]),
    };
    let beside = world.base_path()?.parent().is_some_and(|own| folder.starts_with(own));
    let place = match (beside, world.lets_others_write(&folder)) {
        (true, _) => bad(Ill::BackupBeside(folder)),
        (false, true) => bad(Ill::BackupOpen(folder)),
        (false, false) => Finding::Good,
    };
    let open: Vec<PathBuf> = copies.iter().map(|(_, path)| path.clone()).filter(|path| is_open(world, path)).collect();
    let place = match place {
        Finding::Good if !open.is_empty() => bad(Ill::OpenCopies(open)),
        place => place,
    };
    let last = match copies.last() {
        None => bad(Ill::Late(None)),
        Some((day, _)) if world.today().since(*day).map_or(0, |span| span.get_days()) > BACKUP => {
            bad(Ill::Late(Some(*day)))
        }
        Some((_, path)) if !could_be_restored(world, path) => bad(Ill::BadCopy(path.clone())),
        Some(_) => Finding::Good,
    };
    Ok([(Check::Backups, place), (Check::LastBackup, last)])
}

/// True for a copy that only a key or a passphrase opens.
fn is_shut(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "age")
}

/// True for a copy in clear that others can read.
fn is_open(world: &World, path: &Path) -> bool {
    !is_shut(path) && matches!(world.check_private(path), Err(world::Error::Exposed(_)))
}

/// True for a copy that is what its seal says and, unless it is shut, whole.
fn could_be_restored(world: &World, path: &Path) -> bool {
    let is_sealed = Store::digest_of(path).is_ok_and(|digest| !folder::breaks_seal(world, path, &digest));
    is_sealed && (is_shut(path) || Store::examine(path).is_ok())
}
