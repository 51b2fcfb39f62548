//! Bases of several schools, found in their folders.

use std::path::{Path, PathBuf};

use super::{Error, Result, World};

/// How many folders deep bases are looked for.
const DEPTH: usize = 3;

impl World {
    /// A file that is named, as it is; of a folder, every file that ends with `.db`, in it and in its folders.
    pub fn bases(&self, path: &Path) -> Result<Vec<PathBuf>> {
        let target = self.resolve(path);
        if !target.is_dir() {
            std::fs::metadata(&target).map_err(|error| Error::CannotRead(path.to_owned(), error))?;
            return Ok(vec![path.to_owned()]);
        }
        let mut found = Vec::new();
        let mut folders = vec![(path.to_owned(), 0)];
        while let Some((folder, depth)) = folders.pop() {
            let unreadable = |error| Error::CannotRead(folder.clone(), error);
            for entry in std::fs::read_dir(self.resolve(&folder)).map_err(unreadable)? {
                let entry = entry.map_err(unreadable)?;
                let (path, kind) = (folder.join(entry.file_name()), entry.file_type().map_err(unreadable)?);
                if kind.is_dir() && depth < DEPTH {
                    folders.push((path, depth + 1));
                } else if !kind.is_dir() && path.extension().is_some_and(|extension| extension == "db") {
                    found.push(path);
                }
            }
        }
        Ok(found)
    }
}
