//! The backup of the night: only where something changed, read back before it counts, and the oldest removed.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::work::{Error, Result};
use crate::world::{self, World};

/// Days after which a copy is removed whatever their number: what was erased from the base must not live on in them.
const OLDEST: i64 = 90;

/// What was copied and what was removed.
#[derive(Debug, Default)]
pub struct Copied {
    /// Name of the new backup.
    pub made: Option<String>,
    pub removed: usize,
}

/// Copies the base into the folder of `backup.folder`, if one is set.
pub fn run(world: &World, store: &Store, settings: &Settings, dry_run: bool, copied: &mut Copied) -> Result<()> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else { return Ok(()) };
    let school = settings.uai().map_or_else(|| "base".to_owned(), |uai| uai.to_string());
    let kept = list(world, &folder, &school)?;
    if kept.last().is_some_and(|(_, newest)| is_current(world, store, newest)) {
        return Ok(());
    }
    let name = format!("cpro-{school}-{}.db", world.today());
    if dry_run {
        copied.made = Some(name);
        return Ok(());
    }
    world.check_interrupt()?;
    let path = folder.join(&name);
    let (staged, digest) = world.stage_with(&path, true, |partial| Ok::<_, Error>(store.copy_to(partial)?))?;
    // A copy without its seal is made again; a copy beside the seal of another would look damaged.
    world.remove(&seal(&path));
    staged.publish()?;
    copied.made = Some(name.clone());
    // As sha256sum writes and reads it.
    world.write(&seal(&path), format!("{digest}  {name}\n").as_bytes(), true)?;
    let keep = usize::from(settings.number(Key::BackupKeep));
    copied.removed = rotate(world, &list(world, &folder, &school)?, keep);
    Ok(())
}

fn seal(copy: &Path) -> PathBuf {
    copy.with_extension("db.sha256")
}

/// Our backups of this school, oldest first; whatever else is in the folder is nobody's business, and the base itself,
/// should it be there, is no copy.
fn list(world: &World, folder: &Path, school: &str) -> Result<Vec<(Date, PathBuf)>> {
    let mut backups = Vec::new();
    // Made by nobody but somebody who decides who may read it.
    let names = world.names(folder).map_err(|error| match error {
        world::Error::CannotRead(folder, why) => world::Error::CannotWrite(folder, why),
        error => error,
    });
    for name in names? {
        let day = name.strip_prefix(&format!("cpro-{school}-")).and_then(|rest| rest.strip_suffix(".db"));
        let path = folder.join(&name);
        // A copy of the future was dated by a clock that was wrong: it says nothing, and pushes no other out.
        let day = day.and_then(|day| day.parse().ok()).filter(|day| *day <= world.today());
        if let Some(day) = day.filter(|_| !world.is_base(&path)) {
            backups.push((day, path));
        }
    }
    backups.sort();
    Ok(backups)
}

/// The day of the newest backup, where a folder is set and can be read.
pub fn newest(world: &World, settings: &Settings) -> Result<Option<Date>> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else { return Ok(None) };
    let school = settings.uai().map_or_else(|| "base".to_owned(), |uai| uai.to_string());
    Ok(list(world, &folder, &school)?.last().map(|(day, _)| *day))
}

/// True where nothing was written in the base since the copy was made, and the copy is still what its seal says.
fn is_current(world: &World, store: &Store, copy: &Path) -> bool {
    let sealed = world.read_file(&seal(copy), 4_096).unwrap_or_default();
    let sealed = String::from_utf8_lossy(&sealed);
    let whole = Store::digest_of(copy).is_ok_and(|digest| sealed.starts_with(&digest));
    let ours = store.last_seal().ok();
    whole && ours.is_some() && Store::last_seal_of_copy(copy).ok() == ours
}

/// Removes the oldest and those of another season, but the newest; one that resists is tried again next night.
fn rotate(world: &World, backups: &[(Date, PathBuf)], keep: usize) -> usize {
    let Some(((newest, _), others)) = backups.split_last() else { return 0 };
    let oldest = newest.saturating_sub(OLDEST.days());
    let many = backups.len().saturating_sub(keep);
    let old = others.iter().enumerate().filter(|(at, (day, _))| *at < many || *day < oldest);
    old.filter(|(_, (_, path))| {
        world.remove(&seal(path));
        world.remove(path)
    })
    .count()
}
