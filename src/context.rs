//! The outside world, handed to commands: clock, chance, folders, files, terminal, signals.
//!
//! The program that ships builds it from the system alone; tests build their own, field by field.

use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Zoned;
use jiff::civil::Date;
use rand::CryptoRng;
use rand::rngs::SysRng;

use crate::domain::date::iso;
use crate::domain::hashing::{self, Cost, Job};
use crate::domain::secret::Secret;
use crate::domain::setting::Settings;
use crate::error::{Error, Result};
use crate::output::progress::Progress;
use crate::output::ui::{Format, Ui};
use crate::store::{Opening, Stamp, Store};

mod files;
mod signals;
mod terminal;

pub use files::{Staged, file_name};

/// Everything that a command may know of the world.
pub struct Context {
    pub clock: Box<dyn Fn() -> Zoned>,
    pub rng: Box<dyn CryptoRng>,
    /// Folder to which relative paths belong.
    pub folder: PathBuf,
    /// The base, unless `--db` names another.
    pub base: Option<PathBuf>,
    /// How long to wait for another command.
    pub wait: Duration,
    /// System user, for the journal.
    pub actor: String,
    /// Threads that hash.
    pub workers: usize,
    /// Cost of a hash where the establishment has set none.
    pub cost: Cost,
    /// True once Ctrl-C was pressed.
    pub stop: Arc<AtomicBool>,
    pub stdin: Box<dyn Read>,
    pub ui: Ui,
    /// `--yes`: do not ask.
    pub yes: bool,
}

impl Context {
    /// The world as it is.
    pub fn system() -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let waiting = Arc::new(AtomicBool::new(false));
        signals::listen(&stop, &waiting);
        let interactive = io::stdin().is_terminal() && io::stderr().is_terminal();
        let ui = Ui {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            prompter: Box::new(terminal::Terminal { waiting }),
            interactive,
            animated: io::stderr().is_terminal(),
            folds: io::stdout().is_terminal(),
            width: terminal::width(),
            again: None,
            color: false,
            colorful: terminal::colorful(),
            quiet: false,
            verbose: false,
            format: Format::Table,
        };
        Self {
            clock: Box::new(Zoned::now),
            rng: Box::new(rand::rand_core::UnwrapErr(SysRng)),
            folder: std::env::current_dir().unwrap_or_default(),
            base: files::default_base(),
            wait: Duration::from_secs(10),
            actor: terminal::user(),
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            cost: Cost::STANDARD,
            stop,
            stdin: Box::new(io::stdin()),
            ui,
            yes: false,
        }
    }

    /// This instant, on the clock of the establishment.
    pub fn now(&self) -> Zoned {
        (self.clock)()
    }

    /// Today, where the establishment is.
    pub fn today(&self) -> Date {
        self.now().date()
    }

    /// When and by whom things are written.
    pub fn stamp(&self) -> Stamp {
        let now = self.now();
        Stamp { at: iso(now.timestamp(), now.time_zone()), actor: self.actor.clone() }
    }

    /// A path that the user typed.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The base, which must exist.
    pub fn store(&self) -> Result<Store> {
        self.open(Opening::Existing)
    }

    /// The base, made on first use.
    pub fn store_or_new(&self) -> Result<Store> {
        self.open(Opening::OrCreate)
    }

    fn open(&self, opening: Opening) -> Result<Store> {
        let base = self.base.as_ref().ok_or_else(|| {
            Error::new(crate::error::exit::NOT_FOUND, "aucun dossier personnel n’est connu sur cette machine.")
                .hint("indiquez la base avec --db FICHIER")
        })?;
        Ok(Store::open(&self.resolve(base), opening, self.wait)?)
    }

    /// Fails if Ctrl-C was pressed: called before each write.
    pub fn check_interrupt(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) { Err(Error::interrupted()) } else { Ok(()) }
    }

    /// A question before something is taken away. Without a terminal, only `--yes` answers it.
    pub fn confirm(&mut self, question: &str, refusal: &str) -> Result<()> {
        self.settle(question, refusal, "ajoutez --yes pour confirmer sans question.")
    }

    /// The same, for a command that has `--dry-run`.
    pub fn confirm_or_try(&mut self, question: &str, refusal: &str) -> Result<()> {
        let advice = "ajoutez --yes pour confirmer sans question, ou --dry-run pour voir sans rien changer.";
        self.settle(question, refusal, advice)
    }

    fn settle(&mut self, question: &str, refusal: &str, advice: &str) -> Result<()> {
        if self.yes {
            return Ok(());
        }
        if !self.ui.interactive {
            return Err(Error::refused(refusal).hint(advice));
        }
        if self.ui.confirm(question)? {
            Ok(())
        } else {
            Err(Error::refused("annulé\u{a0}: rien n’a été modifié."))
        }
    }

    /// Cost of a hash: what the establishment has set, or ours.
    pub fn cost_under(&self, settings: &Settings) -> Cost {
        settings.cost().unwrap_or(self.cost)
    }

    /// Hashes passwords on all cores, with progress.
    pub fn hash(&mut self, secrets: Vec<Secret>, cost: Cost) -> Result<Vec<String>> {
        let jobs: Vec<Job> = secrets
            .into_iter()
            .map(|secret| {
                let mut salt = [0; hashing::SALT];
                self.rng.fill_bytes(&mut salt);
                Job { secret, salt }
            })
            .collect();
        let progress = self.progress("Mots de passe", jobs.len() as u64);
        Ok(hashing::hash_all(&jobs, cost, self.workers, &self.stop, &|| progress.step())?)
    }

    /// Hashes one password.
    pub fn hash_one(&mut self, secret: Secret, cost: Cost) -> Result<String> {
        let missing = || Error::new(crate::error::exit::INTERNAL, "le calcul d’un mot de passe n’a rien donné.");
        self.hash(vec![secret], cost)?.pop().ok_or_else(missing)
    }

    /// A bar that only a terminal shows.
    pub fn progress(&self, label: &str, total: u64) -> Progress {
        Progress::new(label, total, self.ui.animated && !self.ui.quiet)
    }
}
