//! Everything that can be wrong with a base and what surrounds it, looked at one thing after the other.
//!
//! Nothing is written but what [`repair`] does, which harms nobody. What cannot be looked at is said to be unknown.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::mail::PostOffice;
use super::{Error, Result, UseCase};
use super::{nightly, rgpd};
use crate::domain::clock::Doubt;
use crate::domain::instant::Instant;
use crate::domain::setting::{Key, Settings};
use crate::store::{self, Chain, Store};
use crate::work::sync::Server;
use crate::work::sync::ldap::SyncDirectory;
use crate::work::sync::scim::SyncService;
use crate::world::{self, World, Worry};

pub use contents::Contradiction;
use contents::{contradictions, letters};
use copies::{backups, copies};

mod contents;
mod copies;

/// Bytes that must be free, beside three times the base.
const ROOM: u64 = 100 << 20;

/// What is looked at only in a base that can be worked with.
const LATER: [Check; 13] = [
    Check::Pages,
    Check::Journal,
    Check::Clock,
    Check::Copies,
    Check::Backups,
    Check::LastBackup,
    Check::Night,
    Check::Mail,
    Check::Directory,
    Check::Service,
    Check::Letters,
    Check::Retention,
    Check::Erasures,
];

/// Something that is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    Base,
    Rights,
    Folder,
    Owner,
    Disk,
    Room,
    Schema,
    Pages,
    Journal,
    Clock,
    Leftovers,
    Copies,
    Backups,
    LastBackup,
    Night,
    Mail,
    Directory,
    Service,
    Letters,
    Settings,
    Retention,
    Erasures,
}

/// What was found.
#[derive(Debug)]
pub enum Finding {
    Good,
    /// It could not be looked at, because of something above, or was not asked for.
    Unknown,
    Bad(Ill),
}

/// What is wrong.
#[derive(Debug)]
pub enum Ill {
    /// The base cannot be worked with, and why.
    Base(store::Error),
    /// It belongs to somebody else than who runs us.
    Owner(PathBuf, String),
    Worry(Worry),
    /// Bytes that are free, and that should be.
    Room(u64, u64),
    /// The first line that is not as it was written.
    Journal(i64),
    Clock(Doubt),
    Leftovers(Vec<PathBuf>),
    /// Bases kept beside for longer than a backup may be.
    Copies(Vec<PathBuf>),
    /// No folder is set.
    NoBackup,
    /// The folder is in the way of itself: it is that of the base.
    BackupBeside(PathBuf),
    /// Others on the machine can remove what is in it.
    BackupOpen(PathBuf),
    Failed(Error),
    /// The folder of backups is gone.
    NoFolder(PathBuf),
    /// Nothing can be written there by who runs us.
    ReadOnly(PathBuf),
    /// How many tickets are open for longer than closed ones are kept.
    OldTickets(usize),
    /// Settings whose value is none, which another hand wrote.
    Unreadable(Vec<Key>),
    /// Copies that others can read.
    OpenCopies(Vec<PathBuf>),
    /// The day of the last backup, or of the last night.
    Late(Option<Date>),
    /// A copy that could not become the base.
    BadCopy(PathBuf),
    /// How many names have letters that the fonts lack, and the letters.
    Letters(usize, String),
    /// Settings that do not go together.
    Settings(Vec<Contradiction>),
    /// How many people should have been erased.
    Retention(usize),
    /// The list beside the base lacks somebody who was erased.
    Erasures,
}

/// What is looked at, beside the base.
#[derive(Debug, Clone, Copy, Default)]
pub struct Doctor {
    /// The mail server, the directory and the service are called; nothing is sent.
    pub network: bool,
}

/// Something harmless that can be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// For its owner alone.
    Private(PathBuf),
    Remove(PathBuf),
}

impl Doctor {
    /// Looks at everything.
    pub fn look(self, world: &mut World) -> Result<Vec<(Check, Finding)>> {
        let mut found = Vec::new();
        let (store, is_ours) = open(world, &mut found)?;
        // Where there is no base of ours, the folder is somebody else’s affair.
        if is_ours {
            let settings = store.as_ref().and_then(|store| store.settings().ok());
            let backups = settings.and_then(|settings| settings.value(Key::BackupFolder)).map(PathBuf::from);
            found.extend(places(world, backups.as_deref()));
        }
        let Some(store) = store else {
            if is_ours {
                found.extend(LATER.map(|check| (check, Finding::Unknown)));
            }
            return Ok(found);
        };
        let settings = store.settings()?;
        // Every page and every link was looked at when it was opened.
        found.push((Check::Pages, Finding::Good));
        found.push((
            Check::Journal,
            match store.verify_journal()? {
                Chain::Whole(_) => Finding::Good,
                Chain::Broken(line) => bad(Ill::Journal(line)),
            },
        ));
        let doubt = store.doubt(&Instant::from(&world.now()))?;
        found.push((Check::Clock, doubt.map_or(Finding::Good, |doubt| bad(Ill::Clock(doubt)))));
        found.push((Check::Copies, copies(world, &settings)?));
        found.extend(backups(world, &settings)?);
        found.push((Check::Night, night(world, &store)?));
        found.extend(self.servers(world, &store, &settings));
        found.push((Check::Letters, letters(world, &store)?));
        let contradictions = contradictions(&store, &settings)?;
        let unreadable = settings.unreadable();
        let are_settled = match (unreadable.is_empty(), contradictions.is_empty()) {
            (false, _) => bad(Ill::Unreadable(unreadable)),
            (true, false) => bad(Ill::Settings(contradictions)),
            (true, true) => Finding::Good,
        };
        found.push((Check::Settings, are_settled));
        let today = world.today();
        let overdue = rgpd::due(&store, &settings)?.iter().filter(|(_, day)| *day < today).count();
        let old = i64::from(settings.number(Key::TicketDays)).days();
        let since = today.saturating_sub(old).to_string();
        let forgotten =
            store.tickets()?.iter().filter(|ticket| ticket.closed_at.is_none() && *ticket.at < *since).count();
        let retention = match (overdue, forgotten) {
            (0, 0) => Finding::Good,
            (0, n) => bad(Ill::OldTickets(n)),
            (n, _) => bad(Ill::Retention(n)),
        };
        found.push((Check::Retention, retention));
        let erasures = match rgpd::memory::is_kept(world, &store) {
            Ok(true) => asked(rgpd::memory::check(world, &settings)),
            Ok(false) => bad(Ill::Erasures),
            Err(error) => bad(Ill::Failed(error)),
        };
        found.push((Check::Erasures, erasures));
        Ok(found)
    }

    /// Mail, directory and service, where they are set: what their settings name, and with `network` whether they answer.
    fn servers(self, world: &mut World, store: &Store, settings: &Settings) -> Vec<(Check, Finding)> {
        let is_mailing = settings.value(Key::MailTransport).is_some_and(|transport| transport != "none");
        let mail = match is_mailing {
            false => Finding::Good,
            true => asked(PostOffice::open(world, settings).and_then(|office| match self.network {
                true => office.reach(),
                false => Ok(()),
            })),
        };
        let mut answer = |server: Server| match server {
            _ if !server.is_set(settings) => Finding::Good,
            // What is missing is seen without a call.
            _ if !self.network && server.check(settings).is_err() => asked(server.check(settings)),
            _ if !self.network => Finding::Unknown,
            Server::Ldap => asked(SyncDirectory::default().plan(world, store)),
            Server::Scim => asked(SyncService::default().plan(world, store)),
        };
        vec![(Check::Mail, mail), (Check::Directory, answer(Server::Ldap)), (Check::Service, answer(Server::Scim))]
    }
}

fn bad(ill: Ill) -> Finding {
    Finding::Bad(ill)
}

fn asked<T>(answer: Result<T>) -> Finding {
    answer.map_or_else(|error| bad(Ill::Failed(error)), |_| Finding::Good)
}

/// The base itself, as far as it can be opened without a change, and whether it is one of ours.
fn open(world: &World, found: &mut Vec<(Check, Finding)>) -> Result<(Option<Store>, bool)> {
    let path = world.base_path()?;
    if !path.exists() {
        found.push((Check::Base, bad(Ill::Base(store::Error::Missing(path)))));
        return Ok((None, false));
    }
    let rights = match world.check_private(&path) {
        Err(world::Error::Exposed(_)) => bad(Ill::Base(store::Error::Exposed(path.clone()))),
        _ => match world.unwritable(&path) {
            Some(path) => bad(Ill::ReadOnly(path)),
            None => Finding::Good,
        },
    };
    let opened = Store::examine(&path);
    let (base, schema, store) = match opened {
        Ok(store) => (Finding::Good, Finding::Good, Some(store)),
        Err(error @ store::Error::Tampered(..)) => (Finding::Good, bad(Ill::Base(error)), None),
        Err(error @ store::Error::NotOurs(_)) => {
            found.push((Check::Base, bad(Ill::Base(error))));
            return Ok((None, false));
        }
        Err(error) => (bad(Ill::Base(error)), Finding::Unknown, None),
    };
    // One of an older version is brought up to date by the next command.
    let store = store.filter(|store| store.is_latest().unwrap_or(false));
    found.extend([(Check::Base, base), (Check::Rights, rights), (Check::Schema, schema)]);
    Ok((store, true))
}

/// Where the base lives.
fn places(world: &World, backups: Option<&Path>) -> Vec<(Check, Finding)> {
    let Ok(path) = world.base_path() else { return Vec::new() };
    let (mut folder, mut disk) = (Finding::Good, Finding::Good);
    for worry in world.worries() {
        let place = if matches!(worry, Worry::OpenFolder(_)) { &mut folder } else { &mut disk };
        *place = bad(Ill::Worry(worry));
    }
    let owner = match world::owner(&path) {
        Some((seen, owner)) if owner != world::user_name() => bad(Ill::Owner(seen, owner)),
        _ => Finding::Good,
    };
    let room = match (world.free_space(), world.base_size()) {
        (Some(free), Some(size)) if free < 3 * size + ROOM => bad(Ill::Room(free, 3 * size + ROOM)),
        (Some(_), Some(_)) => Finding::Good,
        _ => Finding::Unknown,
    };
    // What a killed command had noted goes first; what stays and was noted is being written now.
    world.sweep();
    let left = world.leftovers(backups);
    let leftovers = if left.is_empty() { Finding::Good } else { bad(Ill::Leftovers(left)) };
    vec![
        (Check::Folder, folder),
        (Check::Owner, owner),
        (Check::Disk, disk),
        (Check::Room, room),
        (Check::Leftovers, leftovers),
    ]
}

/// Whether nights run, or are about to.
fn night(world: &World, store: &Store) -> Result<Finding> {
    let is_sure = nightly::stand(store, world.today())? == nightly::Stand::Sure;
    Ok(if is_sure { Finding::Good } else { bad(Ill::Late(nightly::last(store)?)) })
}

/// What can be done about it without harm. A folder that others use too is not closed to them.
pub fn remedies(world: &World, found: &[(Check, Finding)]) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    for (_, finding) in found {
        match finding {
            Finding::Bad(Ill::Base(store::Error::Exposed(path))) => remedies.push(Remedy::Private(path.clone())),
            Finding::Bad(Ill::Worry(Worry::OpenFolder(path))) if world.has_only_ours(path) => {
                remedies.push(Remedy::Private(path.clone()));
            }
            Finding::Bad(Ill::OpenCopies(paths)) => remedies.extend(paths.iter().cloned().map(Remedy::Private)),
            Finding::Bad(Ill::Leftovers(paths) | Ill::Copies(paths)) => {
                remedies.extend(paths.iter().cloned().map(Remedy::Remove));
            }
            _ => {}
        }
    }
    remedies
}

/// Does it. Returns how many could be done.
pub fn repair(world: &World, remedies: &[Remedy]) -> usize {
    let done = |remedy: &&Remedy| match remedy {
        Remedy::Private(path) => world.make_private(path).is_ok(),
        Remedy::Remove(path) => world.remove(path),
    };
    remedies.iter().filter(done).count()
}
