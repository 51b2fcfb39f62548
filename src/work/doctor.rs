//! Everything that can be wrong with a base and what surrounds it, looked at one thing after the other.
//!
//! Nothing is written but what [`repair`] does, which harms nobody. What cannot be looked at is said to be unknown.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use super::backup::folder;
use super::mail::PostOffice;
use super::{Error, Result, UseCase};
use super::{nightly, rgpd};
use crate::domain::clock::Doubt;
use crate::domain::instant::Instant;
use crate::domain::setting::{Key, Settings};
use crate::paper::canvas::{Face, Measure};
use crate::paper::pdf::Fonts;
use crate::store::{self, Chain, Store};
use crate::work::sync::Server;
use crate::work::sync::ldap::SyncDirectory;
use crate::work::sync::scim::SyncService;
use crate::world::{self, World, Worry};

/// Days after which a backup is missing.
const BACKUP: i32 = 8;

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

/// Two settings that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// Transfers are of personal data, and nobody is named who watches over them.
    TransfersWithoutDpo,
    /// Slips are kept longer than the password that they show.
    SlipsOutliveSecrets,
    /// Traces of undo keep people longer than they are kept themselves.
    UndoOutlivesPeople,
    /// Backups keep people longer than three months after they are erased.
    BackupsOutlivePeople,
    /// Mails are to leave, and nobody’s address is theirs.
    MailWithoutSender,
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
        found.push((Check::Letters, letters(&store)?));
        let contradictions = contradictions(&store, &settings)?;
        let are_sound = contradictions.is_empty();
        found.push((Check::Settings, if are_sound { Finding::Good } else { bad(Ill::Settings(contradictions)) }));
        let today = world.today();
        let overdue = rgpd::due(&store, &settings)?.iter().filter(|(_, day)| *day < today).count();
        let night = if overdue == 0 { Finding::Good } else { bad(Ill::Retention(overdue)) };
        found.push((Check::Retention, night));
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
        _ => Finding::Good,
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

/// Bases that an upgrade or a restore had kept beside, and that the night would remove.
fn copies(world: &World, settings: &Settings) -> Result<Finding> {
    let old = nightly::old_copies(world, settings)?;
    Ok(if old.is_empty() { Finding::Good } else { bad(Ill::Copies(old)) })
}

/// Whether copies are made, how old the last one is, and whether it could become the base.
fn backups(world: &World, settings: &Settings) -> Result<[(Check, Finding); 2]> {
    let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) else {
        return Ok([(Check::Backups, bad(Ill::NoBackup)), (Check::LastBackup, Finding::Unknown)]);
    };
    let copies = match folder::list(world, &folder, settings) {
        Ok(copies) => copies,
        Err(error) => return Ok([(Check::Backups, bad(Ill::Failed(error))), (Check::LastBackup, Finding::Unknown)]),
    };
    let beside = world.base_path()?.parent().is_some_and(|own| own == folder);
    let place = match (beside, world.lets_others_write(&folder)) {
        (true, _) => bad(Ill::BackupBeside(folder)),
        (false, true) => bad(Ill::BackupOpen(folder)),
        (false, false) => Finding::Good,
    };
    let last = match copies.last() {
        None => bad(Ill::Late(None)),
        Some((day, _)) if world.today().since(*day).map_or(0, |span| span.get_days()) > BACKUP => {
            bad(Ill::Late(Some(*day)))
        }
        Some((_, path)) if !could_be_restored(world, path) => bad(Ill::BadCopy(path.clone())),
        Some(_) => Finding::Good,
    };
    Ok([(Check::Backups, place), (Check::LastBackup, last)])
}

/// True for a copy that is what its seal says and, unless it is shut, whole.
fn could_be_restored(world: &World, path: &Path) -> bool {
    let is_shut = path.extension().is_some_and(|extension| extension == "age");
    let is_sealed = Store::digest_of(path).is_ok_and(|digest| !folder::breaks_seal(world, path, &digest));
    is_sealed && (is_shut || Store::examine(path).is_ok())
}

/// When the last night was.
fn night(world: &World, store: &Store) -> Result<Finding> {
    let night = nightly::last(store)?;
    let is_late = !night.is_some_and(|day| nightly::is_recent(day, world.today()));
    Ok(if is_late { bad(Ill::Late(night)) } else { Finding::Good })
}

/// Names that could not be printed as they are.
fn letters(store: &Store) -> Result<Finding> {
    let fonts = Fonts::load()?;
    let mut lacking: Vec<char> = Vec::new();
    let mut names = 0;
    for known in store.people()?.into_iter().filter(|known| known.present) {
        let name = known.person.full_name();
        let missing: Vec<char> = name.chars().filter(|letter| fonts.advance(Face::Bold, *letter).is_none()).collect();
        names += usize::from(!missing.is_empty());
        lacking.extend(missing);
    }
    lacking.sort_unstable();
    lacking.dedup();
    let shown = lacking.into_iter().take(12).collect();
    Ok(if names == 0 { Finding::Good } else { bad(Ill::Letters(names, shown)) })
}

/// Settings that do not go together.
fn contradictions(store: &Store, settings: &Settings) -> Result<Vec<Contradiction>> {
    let number = |key| settings.number(key);
    let sends = store.transfer_agreement()?.is_some_and(|agreement| agreement.enabled);
    let mails = settings.value(Key::MailTransport).is_some_and(|transport| transport != "none");
    let all = [
        (sends && settings.value(Key::Dpo).is_none(), Contradiction::TransfersWithoutDpo),
        (number(Key::DocumentDays) > number(Key::PasswordDays), Contradiction::SlipsOutliveSecrets),
        (number(Key::UndoDays) > number(Key::DepartedDays) + 2, Contradiction::UndoOutlivesPeople),
        (number(Key::BackupDays) > 92, Contradiction::BackupsOutlivePeople),
        (mails && settings.value(Key::MailFrom).is_none(), Contradiction::MailWithoutSender),
    ];
    Ok(all.into_iter().filter_map(|(is_so, what)| is_so.then_some(what)).collect())
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
