//! What a file seems to be, before anybody says it; and the files that somebody may just have downloaded.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::sources::{self, MAX_BYTES, Wanted};
use crate::work::{Error, Result, base};
use crate::world::{World, file_name};

/// Days for which a file is recent.
const RECENT: i64 = 30;

/// Most files that are proposed, and that are looked into.
const MOST: usize = 5;

/// Batches that are looked back at.
const BATCHES: u32 = 50;

/// Ends of names of files that may be exports.
const ENDS: [&str; 7] = ["csv", "txt", "xml", "zip", "xlsx", "xls", "ods"];

/// A file that looks like an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub path: PathBuf,
    pub name: String,
    pub wanted: Wanted,
    pub modified: Date,
    /// True where a file of that name is in the base already.
    pub imported: bool,
}

/// What a file seems to hold; nothing where it does not tell. One that can hold nobody is refused.
pub fn guess(world: &World, path: &Path) -> Result<Option<Wanted>> {
    let guessed = sources::guess(&world.read_file(path, MAX_BYTES)?, world.today());
    let refused = |found| sources::Error::Wrong { found, wanted: Wanted::Pupils };
    guessed.map_err(|found| Error::File(file_name(path), refused(found)))
}

/// Names of the files that were imported last.
fn imported(world: &World) -> Vec<String> {
    let batches = base::open(world).and_then(|store| Ok(store.batches(BATCHES)?)).unwrap_or_default();
    batches.iter().flat_map(|batch| batch.source.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Recent files of the folder at work and of the downloads that look like exports, the newest first, after those that
/// were not imported yet.
pub fn recent(world: &World) -> Vec<Found> {
    let since = world.today().saturating_sub(RECENT.days());
    let folders = std::iter::once(&world.folder).chain(world.downloads.as_ref());
    let mut files: Vec<(Date, PathBuf)> = folders.flat_map(|folder| world.files_of(folder)).collect();
    let ends = |path: &Path| path.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    files.retain(|(day, path)| *day >= since && ENDS.contains(&ends(path).as_str()));
    files.sort_by(|one, other| other.cmp(one));
    files.dedup();
    let known = imported(world);
    let found = files.into_iter().take(4 * MOST).filter_map(|(modified, path)| {
        let name = file_name(&path);
        // What an import left to be corrected is not an export.
        let wanted = guess(world, &path).ok().flatten().filter(|_| !name.contains(".rejets"))?;
        Some(Found { imported: known.contains(&name), path, name, wanted, modified })
    });
    let mut found: Vec<Found> = found.take(MOST).collect();
    found.sort_by_key(|file| file.imported);
    found
}
