//! What a command does, step by step, in a file for whoever looks for a fault: neither names nor values, and how long it took.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use super::World;
use crate::rights;

/// The file, and since when its times count.
#[derive(Debug, Clone)]
pub struct Log {
    pub path: PathBuf,
    since: Instant,
}

impl Log {
    /// A file that lines are added to, from now on.
    pub fn new(path: PathBuf) -> Self {
        Self { path, since: Instant::now() }
    }

    /// The file that the environment names.
    pub fn told() -> Option<Self> {
        std::env::var_os("CPRO_LOG").filter(|path| !path.is_empty()).map(|path| Self::new(path.into()))
    }
}

impl World {
    /// Adds a line to the log, where there is one; false where it cannot be written. What is logged names nobody.
    pub fn note(&self, text: &str) -> bool {
        let Some(log) = &self.log else { return true };
        let moment = self.now().strftime("%Y-%m-%dT%H:%M:%S%:z");
        let line = format!("{moment} [{}] +{} ms {text}\n", std::process::id(), log.since.elapsed().as_millis());
        let opened = rights::open(OpenOptions::new().append(true).create(true), &self.resolve(&log.path));
        opened.and_then(|mut file| file.write_all(line.as_bytes())).is_ok()
    }
}
