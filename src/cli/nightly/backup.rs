//! The backup of the night: only where something changed, read back before it counts, and the oldest removed.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::context::Context;
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result};
use crate::store::Store;

/// What was copied and what was removed.
#[derive(Debug, Default)]
pub struct Copied {
    /// Name of the new backup.
    pub made: Option<String>,
    pub removed: usize,
}

/// Copies the base into the folder of `backup.folder`, if one is set.
pub fn run(context: &Context, store: &Store, settings: &Settings, dry_run: bool) -> Result<Copied> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else { return Ok(Copied::default()) };
    let school = settings.uai().map_or_else(|| "base".to_owned(), |uai| uai.to_string());
    let kept = list(&folder, &school)?;
    if kept.last().is_some_and(|(_, newest)| is_current(store, newest)) {
        return Ok(Copied::default());
    }
    let name = format!("{}.db", stem(&school, context.today()));
    if dry_run {
        return Ok(Copied { made: Some(name), removed: 0 });
    }
    context.check_interrupt()?;
    let path = folder.join(&name);
    let (staged, seal) = context.stage_with(&path, true, |partial| Ok(store.copy_to(partial)?))?;
    staged.publish()?;
    // As sha256sum writes and reads it.
    context.write(&path.with_extension("db.sha256"), format!("{seal}  {name}\n").as_bytes(), true)?;
    let removed = rotate(&list(&folder, &school)?, usize::from(settings.number(Key::BackupKeep)));
    Ok(Copied { made: Some(name), removed })
}

fn stem(school: &str, day: Date) -> String {
    format!("cpro-{school}-{day}")
}

/// Our backups of this school, oldest first; whatever else is in the folder is nobody's business.
fn list(folder: &Path, school: &str) -> Result<Vec<(Date, PathBuf)>> {
    let unreadable = |error| Error::cannot_write(folder, &error);
    let mut backups = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let day = name.strip_prefix(&format!("cpro-{school}-")).and_then(|rest| rest.strip_suffix(".db"));
        if let Some(day) = day.and_then(|day| day.parse().ok()) {
            backups.push((day, path));
        }
    }
    backups.sort();
    Ok(backups)
}

/// True where nothing was written in the base since the copy was made.
fn is_current(store: &Store, copy: &Path) -> bool {
    let ours = store.last_entry_id().ok();
    ours.is_some() && Store::last_entry_of_copy(copy).ok() == ours
}

/// Removes the oldest; one that resists is tried again next night.
fn rotate(backups: &[(Date, PathBuf)], keep: usize) -> usize {
    let old = &backups[..backups.len().saturating_sub(keep)];
    old.iter()
        .filter(|(_, path)| {
            let _ = fs::remove_file(path.with_extension("db.sha256"));
            fs::remove_file(path).is_ok()
        })
        .count()
}
