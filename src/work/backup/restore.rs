//! A copy becomes the base again: shown beside what the base holds, then put in its place in one step.
//!
//! The present base stays beside under a dated name. Until the copy takes its name nothing is touched; whoever still works in
//! the base that was there is refused. It works as well where the base is damaged, or gone.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::folder::breaks_seal;
use crate::domain::instant::Instant;
use crate::sources::sealed::{self, OpenedBy};
use crate::store::{self, Batch, Chain, Entry, Glance, Inheritance, Record, Store, forget_journal, keep_beside};
use crate::work::rgpd::memory::{self, Memory};
use crate::work::{Error, Result, base};
use crate::world::{self, Staged, World, file_name};

/// Why a copy does not become the base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A file that is not opened, by its name.
    Shut(String, sealed::Error),
    /// Its seal, beside it, is that of something else.
    Altered(String),
    /// It is no base.
    NotACopy(String),
    /// It is one that cannot be read whole.
    Damaged(String),
    /// It is of another school: theirs, and ours.
    OtherSchool(String, String),
    /// Its journal is not as it was written, from this line on.
    Journal(String, i64),
    /// It is the base itself.
    Itself,
}

/// What is to be restored, before it is opened.
pub struct Source {
    pub path: PathBuf,
    pub is_sealed: bool,
    /// True where a passphrase opens it, rather than a key.
    pub wants_passphrase: bool,
    /// The key of this school, where the base is there and has one.
    pub own_key: Option<OpenedBy>,
}

/// The base as it is now.
pub enum Present {
    Missing,
    /// It cannot be worked with, and why.
    Broken(store::Error),
    Sound(Box<Lost>),
}

/// What the base holds, and what of it the copy does not have.
pub struct Lost {
    pub now: Glance,
    /// Lines of the journal, and batches, written since the copy was made.
    pub lines: i64,
    pub batches: Vec<Batch>,
    /// True where the copy does not come from this base: nothing can be said of what lies between.
    pub is_stranger: bool,
    /// When the copy and the base parted, where each has gone on since.
    pub parted_at: Option<Instant>,
    /// What it has given, and the copy must not give again.
    given: Inheritance,
}

/// A copy that is judged and waits beside the base.
pub struct Plan {
    path: PathBuf,
    staged: Staged,
    pub copy: Glance,
    /// False where its journal was altered by another hand, and that was accepted.
    pub has_whole_journal: bool,
    pub present: Present,
    /// What is known of people who were erased; empty where nothing says that anybody was.
    memories: Vec<Memory>,
    /// Names of those who are in the copy and were erased since.
    pub erased: Vec<String>,
}

/// What a base holds, under the contract.
#[derive(Debug, Serialize)]
pub struct Figures {
    pub uai: String,
    pub name: String,
    pub people: usize,
    pub accounts: usize,
    pub last_batch: i64,
    pub at: Option<Instant>,
}

/// A base that was put back, or would be.
#[derive(Debug, Serialize)]
pub struct Restored {
    pub dry_run: bool,
    pub file: String,
    pub copy: Figures,
    pub present: Option<Figures>,
    /// Batches and lines of the journal that are lost; nothing where the base cannot be read.
    pub lost_batches: Option<usize>,
    pub lost_lines: Option<i64>,
    /// People who were erased since the copy was made, and again now.
    pub erased_again: usize,
    /// Where the base of before is kept.
    pub kept: Option<String>,
}

impl Source {
    /// Looks at the beginning of a file.
    pub fn look(world: &World, path: &Path) -> Result<Self> {
        world.check_file(path)?;
        if world.is_base(path) {
            return Err(super::Refusal::Restore(Refusal::Itself).into());
        }
        let (file, _) = world.open(path)?;
        let mut first = Vec::new();
        let failed = |error| Error::from(world::Error::CannotRead(path.to_owned(), error));
        file.take(1_024).read_to_end(&mut first).map_err(failed)?;
        let is_sealed = sealed::is_sealed(&first);
        let wants_passphrase = is_sealed && first.windows(9).any(|word| word == b"-> scrypt");
        let agreement = base::open(world).ok().and_then(|store| store.transfer_agreement().ok().flatten());
        let own_key = agreement.map(|agreement| OpenedBy::Identity(agreement.identity));
        Ok(Self { path: path.to_owned(), is_sealed, wants_passphrase, own_key })
    }

    /// Judges the copy, and holds it against the base. `key` opens a sealed one; a journal that was altered by another hand
    /// is refused unless `any_journal` will do.
    pub fn plan(self, world: &World, key: Option<&OpenedBy>, any_journal: bool) -> Result<Plan> {
        let (staged, ()) = world.stage_base(|partial| self.pour(world, partial, key))?;
        let unfit = |error| self.unfit(error);
        let copy = Store::examine(staged.path()).map_err(unfit)?;
        let has_whole_journal = match copy.verify_journal() {
            Ok(Chain::Broken(line)) if !any_journal => {
                return Err(super::Refusal::Restore(Refusal::Journal(file_name(&self.path), line)).into());
            }
            // One of before the journal was chained says nothing.
            chain => !matches!(chain, Ok(Chain::Broken(_))),
        };
        drop(copy);
        // It is nobody else’s: brought up to date, it can be read like the base.
        let copy = Store::open_copy(staged.path()).map_err(unfit)?;
        let digest = Store::digest_of(&world.resolve(&self.path))?;
        if breaks_seal(world, &self.path, &digest) {
            return Err(super::Refusal::Restore(Refusal::Altered(file_name(&self.path))).into());
        }
        let glance = copy.overview()?;
        let (present, memory) = Present::look(world, &copy)?;
        let memories = memory::gather(world, memory, &self.path, &copy)?;
        let erased = memory::count(&copy, &memories)?;
        if let Present::Sound(lost) = &present
            && [&glance.uai, &lost.now.uai].iter().all(|uai| !uai.is_empty())
            && glance.uai != lost.now.uai
        {
            let schools = (glance.uai.clone(), lost.now.uai.clone());
            return Err(super::Refusal::Restore(Refusal::OtherSchool(schools.0, schools.1)).into());
        }
        drop(copy);
        Ok(Plan { path: self.path, staged, copy: glance, has_whole_journal, present, memories, erased })
    }

    /// The file, opened, into a private one beside the base.
    fn pour(&self, world: &World, partial: &Path, key: Option<&OpenedBy>) -> Result<()> {
        let (mut from, _) = world.open(&self.path)?;
        let failed = |error: io::Error| Error::from(world::Error::CannotWrite(partial.to_owned(), error));
        let mut out = world.hand(partial)?;
        match key {
            None => io::copy(&mut from, &mut out).map(drop).map_err(failed)?,
            Some(key) => sealed::open_all(&mut from, &mut out, key)
                .map_err(failed)?
                .map_err(|why| super::Refusal::Restore(Refusal::Shut(file_name(&self.path), why)))?,
        }
        out.flush().map_err(failed)
    }

    /// What is wrong with the copy beside the base is wrong with the file that was named.
    fn unfit(&self, error: store::Error) -> Error {
        use store::Error as Cause;
        let name = file_name(&self.path);
        match error {
            Cause::NotOurs(_) => super::Refusal::Restore(Refusal::NotACopy(name)).into(),
            Cause::Tampered(..) | Cause::Damaged(_) | Cause::Sql(_) => {
                super::Refusal::Restore(Refusal::Damaged(name)).into()
            }
            Cause::Newer(_) => Cause::Newer(self.path.clone()).into(),
            error => error.into(),
        }
    }
}

impl Present {
    /// The base, and what it knows of people who were erased.
    fn look(world: &World, copy: &Store) -> Result<(Self, Option<Memory>)> {
        let store = match base::open(world) {
            Ok(store) => store,
            Err(Error::Store(store::Error::Missing(_))) => return Ok((Self::Missing, None)),
            Err(Error::Store(why)) if is_broken(&why) => return Ok((Self::Broken(why), None)),
            Err(error) => return Err(error),
        };
        if !store.is_sound().unwrap_or(false) {
            let memory = Memory::of(&store).unwrap_or_default();
            return Ok((Self::Broken(store::Error::Damaged(world.base_path()?)), memory));
        }
        let (now, then) = (store.overview()?, copy.overview()?);
        let fork = store.last_common_line(copy)?;
        let parted = fork.as_ref().filter(|fork| fork.line < then.last_line);
        let (line, batch) = parted.map_or((then.last_line, then.last_batch), |fork| (fork.line, fork.last_batch));
        let mut batches = store.batches(u32::MAX)?;
        batches.retain(|one| one.id.0 > batch);
        let lost = Lost {
            lines: (now.last_line - line).max(0),
            now,
            batches,
            is_stranger: fork.is_none(),
            parted_at: parted.map(|fork| fork.at.clone()),
            given: store.inheritance()?,
        };
        Ok((Self::Sound(Box::new(lost)), Memory::of(&store)?))
    }
}

/// True for a base that no command can work with.
fn is_broken(why: &store::Error) -> bool {
    matches!(why, store::Error::Damaged(_) | store::Error::NotOurs(_) | store::Error::Tampered(..))
}

impl From<&Glance> for Figures {
    fn from(glance: &Glance) -> Self {
        let Glance { uai, name, people, accounts, last_batch, at, .. } = glance.clone();
        Self { uai, name, people, accounts, last_batch, at }
    }
}

impl Plan {
    /// True where the present base, or a file, says whether anybody was erased.
    pub fn knows_erasures(&self) -> bool {
        matches!(self.present, Present::Sound(_)) || !self.memories.is_empty()
    }

    /// What it would come to.
    pub fn foresee(&self) -> Restored {
        let lost = match &self.present {
            Present::Sound(lost) => Some(lost),
            Present::Missing | Present::Broken(_) => None,
        };
        Restored {
            dry_run: true,
            file: self.path.display().to_string(),
            copy: (&self.copy).into(),
            present: lost.map(|lost| (&lost.now).into()),
            lost_batches: lost.filter(|lost| !lost.is_stranger).map(|lost| lost.batches.len()),
            lost_lines: lost.filter(|lost| !lost.is_stranger).map(|lost| lost.lines),
            erased_again: self.erased.len(),
            kept: None,
        }
    }

    /// Puts the copy in the place of the base.
    pub fn carry_out(self, world: &World) -> Result<Restored> {
        let foreseen = self.foresee();
        let mut copy = Store::open_copy(self.staged.path())?;
        let entry = Entry::new("restore", Record::None, 0, "base reprise d’une sauvegarde");
        copy.transact(base::stamp(world), |tx| {
            if let Present::Sound(lost) = &self.present
                && !lost.is_stranger
            {
                tx.inherit(&lost.given)?;
            }
            Ok::<_, Error>(tx.log(&entry)?)
        })?;
        let erased_again = memory::apply(world, &mut copy, &self.memories)?;
        let restored = Figures::from(&copy.overview()?);
        drop(copy);
        world.check_interrupt()?;
        let base = world.base_path()?;
        let base = dunce::canonicalize(&base).unwrap_or(base);
        let held = match &self.present {
            Present::Sound(lost) => Some(Store::hold(&base, world.wait, &lost.now)?),
            Present::Missing | Present::Broken(_) => None,
        };
        let kept = match self.present {
            // What SQLite left beside a base that is gone would be played back into the new one.
            Present::Missing => {
                forget_journal(&base)?;
                None
            }
            Present::Broken(_) | Present::Sound(_) => {
                let kept = world.beside_base("avant-restauration")?;
                keep_beside(&base, &kept)?;
                Some(kept)
            }
        };
        // Windows gives nobody the name of a file that is open, here either: what is written into it from now on is in the base
        // that is kept.
        let held = held.filter(|_| !cfg!(windows));
        self.staged.publish()?;
        drop(held);
        // It is done: what cannot be written beside it now is written the next night.
        if let Ok(store) = base::open(world) {
            let _ = store.settings().map(|settings| memory::keep(world, &store, &settings));
        }
        let kept = kept.map(|kept| kept.display().to_string());
        Ok(Restored { dry_run: false, copy: restored, kept, erased_again, ..foreseen })
    }
}
