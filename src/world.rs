//! The outside world, handed to whatever works: clock, chance, folders, files, signals, who looks on. No terminal.
//!
//! The program that ships builds it from the system alone; tests build their own, field by field.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::Zoned;
use jiff::civil::Date;
use rand::CryptoRng;
use rand::rngs::SysRng;

use crate::domain::hashing::{self, Cost, HashError, HashJob};
use crate::domain::secret::Secret;
use crate::domain::setting::Settings;

mod bases;
mod beside;
mod files;
mod fonts;
pub mod holder;
mod log;
mod places;
mod preferences;
mod schedulers;
mod signals;
mod temporary;
mod user;
mod worries;

pub use beside::{Alone, was_base};
pub use files::{Opened, Staged, file_name};
pub use log::Log;
pub use places::default_base;
pub use preferences::Level;
pub use schedulers::{Machine, Ran, System};
pub use temporary::Temporaries;
pub use user::{name as user_name, owner, system};
pub use worries::Worry;

/// Somebody who looks on while something long is done.
pub trait Onlooker {
    /// A piece of work begins.
    fn begins(&self, what: &'static str, steps: u64) -> Box<dyn Steps>;
}

/// The steps of a piece of work that somebody looks at; it ends when this is dropped.
pub trait Steps: Sync {
    /// One more step is done.
    fn step(&self);

    /// `done` steps are done in all.
    fn reach(&self, done: u64);
}

/// Nobody looks on.
pub struct Nobody;

impl Onlooker for Nobody {
    fn begins(&self, _what: &'static str, _steps: u64) -> Box<dyn Steps> {
        Box::new(Self)
    }
}

impl Steps for Nobody {
    fn step(&self) {}

    fn reach(&self, _done: u64) {}
}

/// Everything that a use case may know of the world.
pub struct World {
    pub clock: Box<dyn Fn() -> Zoned>,
    pub rng: Box<dyn CryptoRng>,
    /// Folder to which relative paths belong.
    pub folder: PathBuf,
    /// Folder where files are downloaded, where one is known.
    pub downloads: Option<PathBuf>,
    /// Folders of fonts, ours first.
    pub fonts: Vec<PathBuf>,
    /// The base, where one is known.
    pub base: Option<PathBuf>,
    /// Somebody vouches for the clock, even where the journal contradicts it.
    pub trust_clock: bool,
    /// How long to wait for another command.
    pub wait: Duration,
    /// System user, for the journal.
    pub actor: String,
    /// Threads that hash and draw.
    pub workers: usize,
    /// Cost of a hash where the establishment has set none.
    pub cost: Cost,
    /// True once Ctrl-C was pressed.
    pub stop: Arc<AtomicBool>,
    pub stdin: Box<dyn Read>,
    pub onlooker: Box<dyn Onlooker>,
    /// Where this program is, where that is known.
    pub program: Option<PathBuf>,
    pub system: Box<dyn System>,
    /// Where steps are told, for whoever looks for a fault.
    pub log: Option<Log>,
    /// Files that may say what is preferred here, the nearest first.
    pub preferences: Vec<(Level, PathBuf)>,
    /// What is on its way to a name.
    pub temporaries: Temporaries,
}

/// Why the world did not do what was asked.
#[derive(Debug)]
pub enum Error {
    CannotRead(PathBuf, io::Error),
    CannotWrite(PathBuf, io::Error),
    /// The output would be the base itself.
    IsBase(PathBuf),
    /// The output is there and is no file.
    NotOrdinary(PathBuf),
    /// Two outputs of one name.
    Twice(PathBuf),
    /// Standard output, where a file must be named.
    NeedsName,
    /// A file with a secret, which others can read.
    Exposed(PathBuf),
    /// A complete file that could not get its name, and where it is.
    Unnamed {
        target: PathBuf,
        /// Where it is meanwhile, unless it could have no name at all.
        kept: Option<PathBuf>,
        why: io::Error,
    },
    /// No folder for the base is known.
    NoBase,
    /// A link to a file that is not there.
    LinkToNothing(PathBuf),
    Hash(HashError),
    /// Ctrl-C, before anything was written.
    Interrupted,
}

/// What the world answers.
pub type Result<T> = std::result::Result<T, Error>;

impl World {
    /// The world as it is; Ctrl-C leaves at once while `waiting` for an answer, and says `farewell`.
    pub fn system(waiting: &Arc<AtomicBool>, farewell: String) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let temporaries = Temporaries::default();
        signals::listen(&stop, waiting, &temporaries, farewell);
        Self {
            clock: Box::new(Zoned::now),
            rng: Box::new(rand::rand_core::UnwrapErr(SysRng)),
            folder: std::env::current_dir().unwrap_or_default(),
            downloads: places::downloads(),
            fonts: fonts::folders(),
            base: default_base(),
            trust_clock: false,
            wait: Duration::from_secs(10),
            actor: user::name(),
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            cost: Cost::STANDARD,
            stop,
            stdin: Box::new(io::stdin()),
            onlooker: Box::new(Nobody),
            program: std::env::current_exe().ok(),
            system: Box::new(Machine),
            log: Log::told(),
            preferences: preferences::files(),
            temporaries,
        }
    }

    /// How long it is worth trying again: as long as one waits for another command.
    pub fn patience(&self) -> Patience {
        Patience { since: Instant::now(), wait: self.wait }
    }

    /// This instant, on the clock of the establishment.
    pub fn now(&self) -> Zoned {
        (self.clock)()
    }

    /// Today, where the establishment is.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// A path that the user typed.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// Where the base is.
    pub fn base_path(&self) -> Result<PathBuf> {
        self.base.as_ref().map(|base| self.resolve(base)).ok_or(Error::NoBase)
    }

    /// Fails if Ctrl-C was pressed: called before each write.
    pub fn check_interrupt(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) { Err(Error::Interrupted) } else { Ok(()) }
    }

    /// Waits as long as it is told, unless Ctrl-C is pressed meanwhile: false then.
    pub fn waiting(&self) -> Box<dyn Fn(Duration) -> bool + Send> {
        let stop = Arc::clone(&self.stop);
        Box::new(move |long| {
            let until = Instant::now() + long;
            while Instant::now() < until && !stop.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50).min(long));
            }
            !stop.load(Ordering::Relaxed)
        })
    }

    /// Cost of a hash: what the establishment has set, or ours.
    pub fn cost_under(&self, settings: &Settings) -> Cost {
        settings.cost().unwrap_or(self.cost)
    }

    /// Hashes passwords on all cores, in their order.
    pub fn hash(&mut self, secrets: Vec<Secret>, cost: Cost) -> Result<Vec<String>> {
        let jobs: Vec<HashJob> = secrets
            .into_iter()
            .map(|secret| {
                let mut salt = [0; hashing::SALT];
                self.rng.fill_bytes(&mut salt);
                HashJob { secret, salt }
            })
            .collect();
        let steps = self.onlooker.begins("Mots de passe", jobs.len() as u64);
        hashing::hash_all(&jobs, cost, self.workers, &self.stop, &|| steps.step()).map_err(Error::from)
    }

    /// Hashes one password.
    pub fn hash_one(&mut self, secret: Secret, cost: Cost) -> Result<String> {
        let missing = || Error::Hash(HashError::Refused("aucun résultat".to_owned()));
        self.hash(vec![secret], cost)?.pop().ok_or_else(missing)
    }
}

/// How long something may be tried again.
#[derive(Debug)]
pub struct Patience {
    since: Instant,
    wait: Duration,
}

impl Patience {
    /// True until the time is up.
    pub fn holds(&self) -> bool {
        self.since.elapsed() < self.wait
    }
}

impl From<HashError> for Error {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Interrupted => Self::Interrupted,
            refused => Self::Hash(refused),
        }
    }
}

/// For programmers: what people read is written where errors are shown.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Error {}
