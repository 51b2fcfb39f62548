//! The night: parts, each a transaction of its own. One that fails leaves the others their turn, and is told for itself.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use crate::domain::account::Account;
use crate::domain::clock::Doubt;
use crate::domain::instant::Instant;
use crate::domain::setting::Settings;
use crate::store::{self, Filter, Store};
use crate::work::accounts::reset::{Due, Files, Manner, Plan, Skipped};
use crate::work::backup::folder;
use crate::work::export::delta::{Conflict, Totals};
use crate::work::passwords::Drawing;
use crate::work::rgpd::memory;
use crate::work::rgpd::purge::Purge;
use crate::work::sync::ldap::SyncDirectory;
use crate::work::sync::scim::SyncService;
use crate::work::sync::{Server, Synced};
use crate::work::{Error, Result, UseCase, base};
use crate::world::{self, World};

mod mails;
mod sweep;

pub use mails::Stayed;
pub use sweep::old_copies;

/// Days after which a night is missing.
const LATE: i32 = 2;

/// The day of the last night.
pub fn last(store: &Store) -> Result<Option<Date>> {
    Ok(store.last_run("nightly")?.and_then(|at| at.day()))
}

/// True unless another night should have come since that of `night`.
pub fn is_recent(night: Date, today: Date) -> bool {
    today.since(night).map_or(0, |span| span.get_days()) <= LATE
}

/// How the night stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It ran lately, or the scheduler was given it and it has not had its time.
    Sure,
    /// It ran once, and not lately.
    Late,
    /// The scheduler no longer has it, or never had it.
    Nobody,
}

/// How the night stands, by what the journal tells.
pub fn stand(store: &Store, today: Date) -> Result<Stand> {
    let is_lately = |at: &Instant| at.day().is_some_and(|day| is_recent(day, today));
    let told = store.journal(&Filter { action: Some("schedule".to_owned()), ..Filter::default() })?;
    let told = told.last().map(|entry| (entry.action == "schedule.install", &entry.at));
    let last = store.last_run("nightly")?;
    Ok(match (told, last) {
        (Some((true, at)), _) if is_lately(at) => Stand::Sure,
        (Some((false, at)), Some(night)) if *night < **at => Stand::Nobody,
        (_, Some(night)) if is_lately(&night) => Stand::Sure,
        (_, Some(_)) => Stand::Late,
        (_, None) => Stand::Nobody,
    })
}

/// What the night is told to do.
#[derive(Debug, Default)]
pub struct Nightly {
    /// Where the slips of the accounts that are reset go: a file, or a folder.
    pub slips: Option<PathBuf>,
    /// Where the list of them goes.
    pub report: Option<PathBuf>,
    pub force: bool,
    /// Nothing is changed: what would be done is counted.
    pub dry_run: bool,
}

/// What the night came to.
#[derive(Debug, Default, Serialize)]
pub struct Night {
    pub dry_run: bool,
    pub requested: usize,
    pub reset: usize,
    /// Logins that were reset, or would be.
    pub logins: Vec<String>,
    pub skipped: Vec<Skipped>,
    /// Departures that were announced, and whose day has come.
    pub departed: usize,
    pub expired: usize,
    pub closed_inspectors: usize,
    pub purged_documents: usize,
    pub purged_transfer_files: usize,
    pub purged_tickets: usize,
    pub removed_files: usize,
    pub purged_journal: usize,
    pub settled_batches: usize,
    /// People who left long enough ago.
    pub erased_people: usize,
    /// Bases that an upgrade or a restore had kept beside, too old now.
    pub removed_copies: usize,
    /// What was written to the directory, where one is set.
    pub directory: Option<Totals>,
    /// What was written to the service on the web, where one is set.
    pub service: Option<Totals>,
    pub mails_sent: usize,
    pub mails_postponed: usize,
    pub mails_dropped: usize,
    pub backup: Option<String>,
    pub backups_removed: usize,
    pub slips: Option<String>,
    pub uai: Option<String>,
    /// Requests that are still in the list, because their part failed.
    #[serde(skip)]
    pub waiting: usize,
    /// What must be said of it, in the order in which it was met.
    #[serde(skip)]
    pub notes: Vec<Note>,
    /// True where Ctrl-C stopped it.
    #[serde(skip)]
    pub interrupted: bool,
}

/// Something that must be said of a night.
#[derive(Debug)]
pub enum Note {
    Clock(Doubt),
    /// Who is reset and who is left aside.
    Reset(Vec<Due>, Vec<Skipped>),
    /// Whose password changed meanwhile.
    Late(Vec<Skipped>),
    Letter(Stayed),
    /// Accounts that a server has otherwise, and keeps so.
    Conflicts(Vec<Conflict>),
    Failed(Part, Error),
}

/// A folder for slips that does not exist.
#[derive(Debug)]
pub struct NoFolder(pub PathBuf);

/// One part of the night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Resets,
    Departures,
    Expiries,
    Inspectors,
    Documents,
    Files,
    Transfers,
    Tickets,
    Journal,
    Batches,
    Copies,
    Erasure,
    Directory,
    Service,
    Mails,
    Mark,
    Backup,
}

/// A part that counts what it did.
type Sweep = fn(&World, &mut Store, &Settings) -> Result<usize>;
/// Where that is written down.
type Total = fn(&mut Night) -> &mut usize;

/// Where what was written to a server is written down.
type Written = fn(&mut Night) -> &mut Option<Totals>;

impl Nightly {
    const SERVERS: [(Part, Server, Written); 2] = [
        (Part::Directory, Server::Ldap, |night| &mut night.directory),
        (Part::Service, Server::Scim, |night| &mut night.service),
    ];

    /// One part after the other; only Ctrl-C stops the night. One that is only tried is spent on a copy of the base, so
    /// that each part finds what the ones before it would have left.
    pub fn spend(self, world: &mut World, store: &mut Store) -> Result<Night> {
        let mut rehearsal = if self.dry_run { Some(store.rehearsal()?) } else { None };
        let store = rehearsal.as_mut().unwrap_or(store);
        let settings = store.settings()?;
        let mut night = Night { dry_run: self.dry_run, uai: base::uai(&settings), ..Night::default() };
        match self.parts(world, store, &settings, &mut night) {
            Err(error) if !error.is_interruption() => Err(error),
            gone => {
                night.interrupted = gone.is_err();
                Ok(night)
            }
        }
    }

    fn parts(&self, world: &mut World, store: &mut Store, settings: &Settings, night: &mut Night) -> Result<()> {
        match base::check_clock(world, store) {
            Err(Error::Store(store::Error::Clock(doubt))) => night.doubt(doubt, store)?,
            sound => {
                sound?;
                self.dated_parts(world, store, settings, night)?;
            }
        }
        Ok(())
    }

    /// What is written under the date of today, and the copy that bears it.
    fn dated_parts(&self, world: &mut World, store: &mut Store, settings: &Settings, night: &mut Night) -> Result<()> {
        let reset = self.reset(world, store, settings, night);
        if reset.is_err() && night.logins.is_empty() {
            night.waiting = night.requested;
        }
        night.reset = night.logins.len();
        night.keep(Part::Resets, reset)?;
        self.sweep(world, store, settings, night)?;
        let copies = sweep::remove_copies(world, settings, self.dry_run);
        night.count(Part::Copies, copies, |night| &mut night.removed_copies)?;
        let erased = self.erase(world, store, night);
        night.keep(Part::Erasure, erased)?;
        for (part, server, total) in Self::SERVERS {
            if server.is_set(settings) {
                let synced = self.sync(server, world, store).map(|done| {
                    *total(night) = Some(done.totals);
                    night.notes.push(Note::Conflicts(done.conflicts));
                });
                night.keep(part, synced)?;
            }
        }
        let mut tally = mails::Tally::default();
        let sent = mails::send(world, store, settings, self.dry_run, &mut tally);
        (night.mails_sent, night.mails_postponed, night.mails_dropped) = (tally.sent, tally.postponed, tally.dropped);
        night.notes.extend(tally.stayed.into_iter().map(Note::Letter));
        night.keep(Part::Mails, sent)?;
        let noted = store.transact(base::stamp(world), |tx| Ok::<_, Error>(tx.note_run("nightly")?));
        night.keep(Part::Mark, noted)?;
        let mut copied = folder::Copied::default();
        let saved = folder::run(world, store, settings, self.dry_run, &mut copied);
        (night.backup, night.backups_removed) = (copied.made, copied.removed);
        night.keep(Part::Backup, saved)
    }

    /// What time undoes.
    fn sweep(&self, world: &mut World, store: &mut Store, settings: &Settings, night: &mut Night) -> Result<()> {
        let sweeps: [(Part, Sweep, Total); 5] = [
            (Part::Departures, sweep::depart, |night| &mut night.departed),
            (Part::Expiries, sweep::expire, |night| &mut night.expired),
            (Part::Inspectors, sweep::close_inspectors, |night| &mut night.closed_inspectors),
            (Part::Documents, sweep::purge_documents, |night| &mut night.purged_documents),
            (Part::Transfers, sweep::purge_transfers, |night| &mut night.purged_transfer_files),
        ];
        for (part, sweep, total) in sweeps {
            night.count(part, sweep(world, store, settings), total)?;
        }
        if let Some(folder) = self.slips.as_ref().filter(|path| world.resolve(path).is_dir()) {
            let removed = sweep::remove_files(world, folder, settings, self.dry_run);
            night.count(Part::Files, removed, |night| &mut night.removed_files)?;
        }
        let sweeps: [(Part, Sweep, Total); 3] = [
            (Part::Tickets, sweep::purge_tickets, |night| &mut night.purged_tickets),
            (Part::Journal, sweep::purge_journal, |night| &mut night.purged_journal),
            (Part::Batches, sweep::forget_batches, |night| &mut night.settled_batches),
        ];
        for (part, sweep, total) in sweeps {
            night.count(part, sweep(world, store, settings), total)?;
        }
        Ok(())
    }

    /// Whoever left long enough ago goes; many at once wait for somebody.
    fn erase(&self, world: &mut World, store: &mut Store, night: &mut Night) -> Result<()> {
        if !self.dry_run {
            memory::keep(world, store, &store.settings()?)?;
        }
        let plan = Purge.plan(world, store)?;
        plan.refuse_many()?;
        // What is only tried is tried on a copy in memory, and leaves no file.
        let purged = if self.dry_run { plan.erase(world, store)? } else { Purge::carry_out(plan, world, store)? };
        night.erased_people = purged.erased;
        Ok(())
    }

    /// A server follows.
    fn sync(&self, server: Server, world: &mut World, store: &mut Store) -> Result<Synced> {
        match server {
            Server::Ldap => self.follow(SyncDirectory::default(), world, store),
            Server::Scim => self.follow(SyncService::default(), world, store),
        }
    }

    fn follow<U: UseCase<Outcome = Synced>>(&self, sync: U, world: &mut World, store: &mut Store) -> Result<Synced> {
        let plan = sync.plan(world, store)?;
        U::objection(&plan).map_or(Ok(()), Err)?;
        if self.dry_run { Ok(U::foresee(&plan)) } else { U::carry_out(plan, world, store) }
    }

    fn reset(&self, world: &mut World, store: &mut Store, settings: &Settings, night: &mut Night) -> Result<()> {
        let requests = store.requests_by_account()?;
        if requests.is_empty() {
            return Ok(());
        }
        night.requested = requests.len();
        let slips = self.slips_path(world)?;
        let mut files = Files { slips: slips.clone(), report: self.report_path(world), force: self.force };
        files.check(world, settings)?;
        if self.dry_run {
            files = Files::default();
        }
        let mut accounts = store.accounts()?;
        accounts.retain(|account| requests.contains_key(&account.id));
        accounts.sort_by_cached_key(Account::sort_key);
        let drawing = if slips.is_some() { Drawing::Now } else { Drawing::WithSlip };
        let manner = Manner { random: false, drawing, unlock: false };
        let plan = Plan::new(world, settings.clone(), accounts, &requests, manner, files);
        night.notes.push(Note::Reset(plan.due().to_vec(), plan.skipped().to_vec()));
        let done = plan.carry_out(world, store)?;
        let printed = !self.dry_run && !done.logins.is_empty() && done.unpublished.is_none();
        night.slips = slips.filter(|_| printed).map(|path| path.display().to_string());
        night.notes.push(Note::Late(done.skipped.clone()));
        (night.logins, night.skipped) = (done.logins, done.skipped);
        done.unpublished.map_or(Ok(()), Err)
    }

    /// A file named .pdf, or in a folder a name of the day that is free.
    fn slips_path(&self, world: &World) -> Result<Option<PathBuf>> {
        let Some(path) = self.slips.clone() else { return Ok(None) };
        if world.resolve(&path).is_dir() {
            return Ok(self.of_the_day(world, &path, "papillons", "pdf"));
        }
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            return Ok(Some(path));
        }
        Err(NoFolder(path).into())
    }

    /// The list's file; in a folder, a name of the day that is free.
    fn report_path(&self, world: &World) -> Option<PathBuf> {
        let path = self.report.clone()?;
        let folder = world.resolve(&path).is_dir();
        if folder { self.of_the_day(world, &path, "reinitialises", "csv") } else { Some(path) }
    }

    fn of_the_day(&self, world: &World, folder: &Path, stem: &str, extension: &str) -> Option<PathBuf> {
        let today = world.today();
        let first = folder.join(format!("{stem}-{today}.{extension}"));
        let others = (2_u32..).map(|n| folder.join(format!("{stem}-{today}-{n}.{extension}")));
        std::iter::once(first).chain(others).find(|path| self.force || !world.resolve(path).exists())
    }
}

impl Night {
    /// The journal contradicts the clock: nobody is reset, nobody expires, nothing is erased and no copy is dated.
    fn doubt(&mut self, doubt: Doubt, store: &Store) -> Result<()> {
        self.requested = store.requests_by_account()?.len();
        self.waiting = self.requested;
        self.notes.push(Note::Clock(doubt));
        Ok(())
    }

    /// Notes that a part failed and lets the others go on.
    fn keep(&mut self, part: Part, done: Result<()>) -> Result<()> {
        match done {
            Ok(()) => Ok(()),
            Err(error) if error.is_interruption() => Err(world::Error::Interrupted.into()),
            Err(error) => {
                self.notes.push(Note::Failed(part, error));
                Ok(())
            }
        }
    }

    fn count(&mut self, part: Part, done: Result<usize>, total: Total) -> Result<()> {
        let done = done.map(|n| *total(self) = n);
        self.keep(part, done)
    }
}
