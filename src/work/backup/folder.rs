//! The folder of backups: which are ours, which is the newest, which go; and the copy of the night.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;

use super::{copy, recipient};
use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::work::{Result, base};
use crate::world::{self, World};

/// Largest seal of a copy, in bytes.
const MAX_SEAL: usize = 4_096;

/// Most copies that are proposed.
const MOST: usize = 8;

/// What was copied and what was removed.
#[derive(Debug, Default)]
pub struct Copied {
    /// Name of the new backup.
    pub made: Option<String>,
    pub removed: usize,
}

/// Copies the base into the folder of `backup.folder`, if one is set and something changed since the last copy.
pub fn run(world: &World, store: &Store, settings: &Settings, dry_run: bool, copied: &mut Copied) -> Result<()> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else { return Ok(()) };
    let kept = list(world, &folder, settings)?;
    if kept.last().is_some_and(|(_, newest)| is_current(world, store, newest)) {
        return Ok(());
    }
    if dry_run {
        copied.made = Some(name(settings, &world.today().to_string(), recipient(settings)?.is_some()));
        return Ok(());
    }
    copied.made = renew(world, store, settings)?.map(|path| world::file_name(&path));
    let keep = usize::from(settings.number(Key::BackupKeep));
    copied.removed = rotate(world, &list(world, &folder, settings)?, keep, settings.number(Key::BackupDays));
    Ok(())
}

/// Copies the base into the folder of `backup.folder`, if one is set, in place of that of today. Returns where it is.
pub fn renew(world: &World, store: &Store, settings: &Settings) -> Result<Option<PathBuf>> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else { return Ok(None) };
    let lock = recipient(settings)?;
    let path = folder.join(name(settings, &world.today().to_string(), lock.is_some()));
    copy(world, store, &path, lock.as_ref(), true)?;
    Ok(Some(path))
}

fn school(settings: &Settings) -> String {
    settings.uai().map_or_else(|| "base".to_owned(), |uai| uai.to_string())
}

/// The name of a copy of a day, or of a moment.
pub fn name(settings: &Settings, when: &str, is_shut: bool) -> String {
    let end = if is_shut { ".age" } else { "" };
    format!("cpro-{}-{when}.db{end}", school(settings))
}

/// Where the seal of a copy is.
pub fn seal(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(".sha256");
    name.into()
}

/// The seal of a copy: as `sha256sum` writes and reads it, then how far its journal goes, in a comment.
pub fn sealed(copy: &Path, digest: &str, (line, hash): &(i64, String)) -> String {
    format!("{digest}  {}\n# journal {line} {hash}\n", world::file_name(copy))
}

/// Our backups of this school, oldest first; whatever else is in the folder is nobody's business, and the base itself,
/// should it be there, is no copy.
pub fn list(world: &World, folder: &Path, settings: &Settings) -> Result<Vec<(Date, PathBuf)>> {
    let beginning = format!("cpro-{}-", school(settings));
    let mut backups = Vec::new();
    // Made by nobody but somebody who decides who may read it.
    let names = world.names(folder).map_err(|error| match error {
        world::Error::CannotRead(folder, why) => world::Error::CannotWrite(folder, why),
        error => error,
    });
    for name in names? {
        let when = name.strip_prefix(&beginning);
        let when = when.and_then(|rest| rest.strip_suffix(".db").or_else(|| rest.strip_suffix(".db.age")));
        let path = folder.join(&name);
        // A copy of the future was dated by a clock that was wrong: it says nothing, and pushes no other out.
        let day = when.and_then(day_of).filter(|day| *day <= world.today());
        if let Some(day) = day.filter(|_| !world.is_base(&path)) {
            backups.push((day, path));
        }
    }
    backups.sort();
    Ok(backups)
}

/// Every copy of ours in a folder, of whatever school, newest first.
pub fn within(world: &World, folder: &Path) -> Vec<(Date, PathBuf)> {
    let names = world.names(folder).unwrap_or_default().into_iter();
    let mut copies: Vec<(Date, PathBuf)> = names.filter_map(|name| Some((day_in(&name)?, folder.join(name)))).collect();
    copies.sort_by(|one, other| other.cmp(one));
    copies
}

/// The last copies that are known without asking: those of the folder that is set, and bases kept beside the base.
pub fn known(world: &World) -> Vec<(Date, PathBuf)> {
    let settings = base::open(world).ok().and_then(|store| store.settings().ok());
    let folder = settings.and_then(|settings| settings.value(Key::BackupFolder));
    let mut copies = folder.map(|folder| within(world, Path::new(&folder))).unwrap_or_default();
    copies.extend(world.kept_beside_base().unwrap_or_default().into_iter().map(|(path, day)| (day, path)));
    copies.sort_by(|one, other| other.cmp(one));
    copies.truncate(MOST);
    copies
}

/// The day of a copy of ours, by its name.
fn day_in(name: &str) -> Option<Date> {
    let rest = name.strip_prefix("cpro-")?;
    let rest = rest.strip_suffix(".db").or_else(|| rest.strip_suffix(".db.age"))?;
    day_of(rest.split_once('-')?.1)
}

/// `2026-09-01`, or `2026-09-01-143000`.
fn day_of(when: &str) -> Option<Date> {
    let (day, rest) = (when.get(..10)?, when.get(10..)?);
    let is_moment =
        rest.strip_prefix('-').is_some_and(|time| time.len() == 6 && time.bytes().all(|b| b.is_ascii_digit()));
    (rest.is_empty() || is_moment).then(|| day.parse().ok())?
}

/// The day of the newest backup, where a folder is set and can be read.
pub fn newest(world: &World, settings: &Settings) -> Result<Option<Date>> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else { return Ok(None) };
    Ok(list(world, &folder, settings)?.last().map(|(day, _)| *day))
}

/// True where nothing was written in the base since the copy was made, and the copy is still what its seal says.
fn is_current(world: &World, store: &Store, copy: &Path) -> bool {
    let text = world.read_file(&seal(copy), MAX_SEAL).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let whole = Store::digest_of(copy).is_ok_and(|digest| text.starts_with(&digest));
    let Ok((line, hash)) = store.last_seal() else { return false };
    let told = text.lines().find_map(|line| line.strip_prefix("# journal "));
    let same = match told {
        Some(told) => told == format!("{line} {hash}"),
        // Seals of before said nothing of the journal.
        None => Store::last_seal_of_copy(copy).is_ok_and(|last| last == (line, hash)),
    };
    whole && same
}

/// Removes the oldest beyond so many and those of more than so many days before the newest, but the newest; one that
/// resists is tried again next night. What was erased from the base must not live on in them.
fn rotate(world: &World, backups: &[(Date, PathBuf)], keep: usize, days: u16) -> usize {
    let Some(((newest, _), others)) = backups.split_last() else { return 0 };
    let oldest = newest.saturating_sub(i64::from(days).days());
    let many = backups.len().saturating_sub(keep);
    let old = others.iter().enumerate().filter(|(at, (day, _))| *at < many || *day < oldest);
    old.filter(|(_, (_, path))| {
        world.remove(&seal(path));
        world.remove(path)
    })
    .count()
}

/// True where a seal stands beside a copy and says something else than what the copy is.
pub fn breaks_seal(world: &World, copy: &Path, digest: &str) -> bool {
    let text = world.read_file(&seal(copy), MAX_SEAL).unwrap_or_default();
    !text.is_empty() && !text.starts_with(digest.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::day_of;

    #[test]
    fn copies_are_known_by_their_day() {
        for (when, known) in [
            ("2026-09-01", true),
            ("2026-09-01-143000", true),
            ("2026-09-01-1430", false),
            ("2026-09-01-avant", false),
            ("2026-13-01", false),
            ("2026", false),
        ] {
            assert_eq!(day_of(when).is_some(), known, "{when}");
        }
    }
}
