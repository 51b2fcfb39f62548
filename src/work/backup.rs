//! The base copied, whole and read back; and a copy put back in its place ([`restore`]).

use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::transfers::lock::{self, Unfit};
use super::transfers::send;
use super::{Error, Result, UseCase, base};
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings};
use crate::store::{Entry, Record, Store};
use crate::targets::sealed::{self, SealedFor};
use crate::world::{self, World};

pub mod folder;
pub mod restore;

/// Why the base was not copied, or not put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The key is that of this school, which is in the base alone.
    OwnKey,
    /// No folder is set, and no file was named.
    Nowhere,
    Restore(restore::Refusal),
}

/// Where the copy goes, and how it is shut.
#[derive(Debug, Clone, Default)]
pub struct Backup {
    /// A file, or a folder where it takes a name of the moment; `None` for the folder of the settings.
    pub output: Option<PathBuf>,
    pub replace: bool,
    /// What it is to be shut with, where that was asked for.
    pub wish: Option<Wish>,
}

/// What a copy is to be shut with.
#[derive(Debug, Clone)]
pub enum Wish {
    /// `age1…`
    Key(String),
    Phrase(Secret),
    /// A passphrase that is drawn.
    Chance,
}

/// A copy that will be made.
pub struct Plan {
    path: PathBuf,
    replace: bool,
    lock: Option<SealedFor>,
    /// A passphrase that was drawn: it is kept nowhere.
    pub drawn: Option<Secret>,
    uai: Option<String>,
    people: usize,
    accounts: usize,
}

/// A copy that was made, or would be.
#[derive(Debug, Serialize)]
pub struct Saved {
    pub dry_run: bool,
    pub uai: Option<String>,
    pub path: String,
    pub encrypted: bool,
    pub people: usize,
    pub accounts: usize,
    /// Of the file, in bytes, and its SHA-256; nothing until it is made.
    pub bytes: u64,
    pub sha256: Option<String>,
}

impl UseCase for Backup {
    type Plan = Plan;
    type Outcome = Saved;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        if let Some(Wish::Key(key)) = &self.wish {
            refuse_own(store, key)?;
        }
        let (lock, drawn) = shut(world, &settings, self.wish)?;
        let path = path(world, &settings, self.output, lock.is_some())?;
        world.check_file(&path)?;
        world.check_writable(&path, self.replace)?;
        let glance = store.overview()?;
        let (people, accounts) = (glance.people, glance.accounts);
        Ok(Plan { path, replace: self.replace, lock, drawn, uai: base::uai(&settings), people, accounts })
    }

    fn foresee(plan: &Plan) -> Saved {
        Saved {
            dry_run: true,
            uai: plan.uai.clone(),
            path: plan.path.display().to_string(),
            encrypted: plan.lock.is_some(),
            people: plan.people,
            accounts: plan.accounts,
            bytes: 0,
            sha256: None,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Saved> {
        // In the copy too: whoever reads it knows when it was made.
        let entry = Entry::new("backup", Record::None, 0, "sauvegarde commencée");
        store.transact(base::stamp(world), |tx| Ok::<_, Error>(tx.log(&entry)?))?;
        let (bytes, digest) = copy(world, store, &plan.path, plan.lock.as_ref(), plan.replace)?;
        Ok(Saved { dry_run: false, bytes, sha256: Some(digest), ..Self::foresee(&plan) })
    }
}

/// Refuses the key of this school: its secret half is in the base alone, and lost with it.
pub fn refuse_own(store: &Store, key: &str) -> Result<()> {
    let own = store.transfer_agreement()?.and_then(|agreement| sealed::public_key(&agreement.identity));
    if own.as_deref() == Some(key.trim()) { Err(Refusal::OwnKey.into()) } else { Ok(()) }
}

/// What shuts the copy: what was asked for, else the key of the settings.
fn shut(world: &mut World, settings: &Settings, wish: Option<Wish>) -> Result<(Option<SealedFor>, Option<Secret>)> {
    let unfit = |unfit| Error::from(send::Refusal::Lock(unfit));
    match wish {
        Some(Wish::Key(text)) => Ok((Some(SealedFor::Key(sealed::read_key(&text).ok_or(unfit(Unfit::Key))?)), None)),
        Some(Wish::Phrase(phrase)) => {
            lock::check(&phrase).map_err(|weakness| unfit(Unfit::Phrase(weakness)))?;
            Ok((Some(SealedFor::Passphrase(phrase)), None))
        }
        Some(Wish::Chance) => {
            let drawn = lock::draw(world);
            Ok((Some(SealedFor::Passphrase(drawn.clone())), Some(drawn)))
        }
        None => Ok((recipient(settings)?, None)),
    }
}

/// The key that every copy is shut for, where one is set.
fn recipient(settings: &Settings) -> Result<Option<SealedFor>> {
    let Some(text) = settings.value(Key::BackupRecipient) else { return Ok(None) };
    let key = sealed::read_key(&text).ok_or_else(|| Error::from(send::Refusal::Lock(Unfit::Key)))?;
    Ok(Some(SealedFor::Key(key)))
}

/// Where the copy goes.
fn path(world: &World, settings: &Settings, output: Option<PathBuf>, is_shut: bool) -> Result<PathBuf> {
    let is_named = output.is_some();
    let output = output.or_else(|| settings.value(Key::BackupFolder).map(PathBuf::from)).ok_or(Refusal::Nowhere)?;
    match world.resolve(&output).is_dir() {
        true => {}
        false if is_named => return Ok(output),
        // A disk that is not there must not become a file of that name.
        false => {
            let why = std::io::ErrorKind::NotFound.into();
            return Err(world::Error::CannotWrite(output, why).into());
        }
    }
    let moment = world.now().strftime("%Y-%m-%d-%H%M%S").to_string();
    Ok(output.join(folder::name(settings, &moment, is_shut)))
}

/// Copies the base to `path`, whole or not at all, with its seal beside it. Returns its size and its SHA-256. A copy that is
/// shut is never there in clear, but for a moment beside the base.
fn copy(world: &World, store: &Store, path: &Path, lock: Option<&SealedFor>, replace: bool) -> Result<(u64, String)> {
    world.check_interrupt()?;
    let copied = |partial: &Path| -> Result<(i64, String)> {
        store.copy_to(partial)?;
        Ok(Store::last_seal_of_copy(partial)?)
    };
    let (staged, line) = match lock {
        None => world.stage_with(path, replace, copied)?,
        Some(lock) => {
            let (clear, line) = world.stage_base(copied)?;
            let failed = |error| Error::from(world::Error::CannotWrite(path.to_owned(), error));
            let fill = |mut out: &mut dyn Write| {
                sealed::seal_all(&mut world.open(clear.path())?.0, &mut out, lock).map_err(failed)
            };
            (world.stage_filled(path, replace, fill)?.0, line)
        }
    };
    // A copy without its seal is made again; a copy beside the seal of another would look damaged.
    let seal = folder::seal(path);
    world.remove(&seal);
    staged.publish()?;
    // Read back under its name: what is on the disk is what is sealed.
    let digest = Store::digest_of(&world.resolve(path))?;
    world.write(&seal, folder::sealed(path, &digest, &line).as_bytes(), true)?;
    let bytes = world.open(path)?.1;
    Ok((bytes, digest))
}
