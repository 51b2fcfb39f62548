//! Where the establishment stands: set-up, accounts, what to look at, what happened last.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::backup::folder;
use super::rgpd::{self, purge::NOTICE};
use super::{Result, base, nightly};
use crate::domain::account::PasswordState;
use crate::domain::clock::Doubt;
use crate::domain::division::{ByDivision, rank};
use crate::domain::instant::Instant;
use crate::domain::profile::Profile;
use crate::domain::setting::{Key, Settings};
use crate::store::{Action, DocumentState, ExportRun, Store};
use crate::world::{World, Worry};
use tally::Tally;

mod people;
mod tally;

/// Everything that there is to say of an establishment.
#[derive(Debug)]
pub struct Standing {
    pub name: String,
    pub uai: String,
    pub steps: Vec<(Step, bool)>,
    pub profiles: BTreeMap<Profile, usize>,
    pub states: [(PasswordState, usize); 5],
    pub inactive: usize,
    pub divisions: ByDivision<Division>,
    /// Where backups go, where that is set.
    pub backup_folder: Option<String>,
    /// What must be looked at, and how many of it; none is zero.
    pub watches: Vec<(Watch, usize)>,
    /// Monday of each of the last weeks, and how many people signed in last during it.
    pub weeks: Vec<(Date, usize)>,
    pub departed: Option<Departed>,
    pub runs: [(Run, Last); 3],
    /// The last export to each target.
    pub exports: Vec<Exported>,
    pub worries: Vec<Worry>,
    /// The journal contradicts the clock.
    pub clock: Option<Doubt>,
    /// Why the backups could not be looked at.
    pub unreadable_backups: Option<super::Error>,
}

/// One step of the set-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Establishment,
    Pupils,
    Accounts,
    Slips,
    Backup,
    Nightly,
    Staff,
    Mail,
}

impl Step {
    /// The word of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Establishment => "establishment",
            Self::Pupils => "pupils",
            Self::Accounts => "accounts",
            Self::Slips => "slips",
            Self::Backup => "backup",
            Self::Nightly => "nightly",
            Self::Staff => "staff",
            Self::Mail => "mail",
        }
    }

    /// True where a school can do without.
    pub fn is_optional(self) -> bool {
        matches!(self, Self::Staff | Self::Mail)
    }
}

/// Something to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watch {
    Missing,
    Conflicts,
    Locked,
    Expired,
    Expiring,
    /// A password given for longer than the settings allow: the clock was wrong, or the setting has changed.
    Overlong,
    /// An account written in the future.
    Future,
    Requested,
    Tickets,
    Outbox,
    /// Slips that were printed and not noted as handed out, in a school that notes it.
    ToHandOver,
    NeverSignedIn,
}

impl Watch {
    /// The word of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Conflicts => "conflicts",
            Self::Locked => "locked",
            Self::Expired => "expired",
            Self::Expiring => "expiring",
            Self::Overlong => "overlong",
            Self::Future => "future",
            Self::Requested => "requested",
            Self::Tickets => "tickets",
            Self::Outbox => "outbox",
            Self::ToHandOver => "to_hand_over",
            Self::NeverSignedIn => "never_signed_in",
        }
    }

    /// True for what waits for nobody: accounts that nobody used yet are no one's fault.
    fn is_quiet(self) -> bool {
        matches!(self, Self::NeverSignedIn | Self::ToHandOver | Self::Requested | Self::Expiring | Self::Tickets)
    }
}

/// Something that happens now and then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    Import,
    Backup,
    Nightly,
}

impl Run {
    /// The word of the machine contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Backup => "backup",
            Self::Nightly => "nightly",
        }
    }
}

/// When something last happened.
#[derive(Debug, Serialize)]
pub struct Last {
    /// Instant or day, ISO 8601.
    pub at: Option<String>,
    pub days: Option<i32>,
}

/// What last left for another system.
#[derive(Debug, Serialize)]
pub struct Exported {
    pub target: String,
    #[serde(flatten)]
    pub last: Last,
    pub accounts: usize,
    /// How many of them with a password or its hash.
    pub passwords: usize,
}

/// Accounts of one division.
#[derive(Debug, Default, Clone, Copy)]
pub struct Division {
    pub pupils: usize,
    pub accounts: usize,
    pub signed_in: usize,
}

/// How many left, until when the first and the last of them are kept.
#[derive(Debug, Clone, Serialize)]
pub struct Departed {
    pub count: usize,
    pub kept_until_first: Date,
    pub kept_until_last: Date,
    /// How many should have been erased: the night waits for somebody.
    pub overdue: usize,
    /// How many are erased within thirty days.
    pub due_soon: usize,
    /// Their names, the first to go first.
    #[serde(skip)]
    pub soon: Vec<String>,
}

/// Looks at everything.
pub fn standing(world: &World) -> Result<Standing> {
    let store = base::open(world)?;
    let settings = store.settings()?;
    let tally = Tally::of(world, &store, &settings)?;
    let (backup, unreadable_backups) = match folder::newest(world, &settings) {
        Ok(newest) => (newest, None),
        Err(error) => (None, Some(error)),
    };
    Ok(Standing {
        name: settings.value(Key::Name).unwrap_or_default(),
        uai: settings.value(Key::Uai).unwrap_or_default(),
        steps: steps(world, &store, &settings, &tally)?,
        states: PasswordState::ALL.map(|state| (state, tally.states.get(&state).copied().unwrap_or_default())),
        inactive: tally.inactive,
        backup_folder: settings.value(Key::BackupFolder).filter(|folder| !folder.is_empty()),
        weeks: tally.weeks(world.today()),
        watches: watches(&store, &tally)?,
        departed: departed(&store, &settings, world.today())?,
        runs: runs(world, &store, backup)?,
        exports: exports(world, &store)?,
        worries: world.worries(),
        clock: store.doubt(&Instant::from(&world.now()))?,
        unreadable_backups,
        profiles: tally.profiles,
        divisions: tally.divisions.into_iter().map(|(name, division)| (rank(&name), division)).collect(),
    })
}

impl Standing {
    /// True where nothing waits for anybody.
    pub fn is_quiet(&self) -> bool {
        self.steps.iter().all(|(step, done)| *done || step.is_optional())
            && self.watches.iter().all(|(watch, _)| watch.is_quiet())
            && self.warnings() == 0
    }

    /// How many things are wrong outside the base.
    pub fn warnings(&self) -> usize {
        self.worries.len() + usize::from(self.unreadable_backups.is_some()) + usize::from(self.clock.is_some())
    }
}

fn watches(store: &Store, tally: &Tally) -> Result<Vec<(Watch, usize)>> {
    let tickets = store.tickets()?;
    let watches = [
        (Watch::Missing, tally.missing),
        (Watch::Conflicts, store.conflicts(false)?.len()),
        (Watch::Locked, tally.locked),
        (Watch::Expired, tally.states.get(&PasswordState::Expired).copied().unwrap_or_default()),
        (Watch::Expiring, tally.expiring),
        (Watch::Overlong, tally.overlong),
        (Watch::Future, tally.future),
        (Watch::Requested, store.requests()?.len()),
        (Watch::Tickets, tickets.iter().filter(|ticket| ticket.closed_at.is_none()).count()),
        (Watch::Outbox, store.outbox()?.len()),
        (Watch::ToHandOver, tally.to_hand_over),
        (Watch::NeverSignedIn, tally.unused),
    ];
    Ok(watches.into_iter().filter(|(_, count)| *count > 0).collect())
}

fn steps(world: &World, store: &Store, settings: &Settings, tally: &Tally) -> Result<Vec<(Step, bool)>> {
    let printed = store.documents()?.iter().any(|document| document.state != DocumentState::Void);
    let all_printed = printed && !tally.lacks_slip;
    let set = |key: Key| settings.value(key).is_some_and(|value| !value.is_empty() && value != "none");
    Ok(vec![
        (Step::Establishment, settings.missing().is_empty()),
        (Step::Pupils, tally.has_pupils),
        (Step::Accounts, tally.has_accounts && tally.missing == 0),
        (Step::Slips, all_printed),
        (Step::Backup, set(Key::BackupFolder)),
        (Step::Nightly, nightly::stand(store, world.today())? != nightly::Stand::Nobody),
        (Step::Staff, tally.has_adults),
        (Step::Mail, super::mail::is_set(settings)),
    ])
}

fn departed(store: &Store, settings: &Settings, today: Date) -> Result<Option<Departed>> {
    let due = rgpd::due(store, settings)?;
    let near = today.saturating_add(NOTICE.days());
    let overdue = due.iter().take_while(|(_, day)| *day < today).count();
    let soon = due.iter().skip(overdue).take_while(|(_, day)| *day <= near);
    let soon: Vec<String> = soon.map(|(known, _)| known.person.full_name()).collect();
    Ok(due.first().zip(due.last()).map(|((_, first), (_, last))| Departed {
        count: due.len(),
        kept_until_first: *first,
        kept_until_last: *last,
        overdue,
        due_soon: soon.len(),
        soon,
    }))
}

impl Last {
    fn new(at: Option<String>, today: Date) -> Self {
        let day = at.as_deref().and_then(|at| at.get(..10)).and_then(|day| day.parse::<Date>().ok());
        Self { days: day.map(|day| today.since(day).map_or(0, |span| span.get_days())), at }
    }
}

fn exports(world: &World, store: &Store) -> Result<Vec<Exported>> {
    let told = |run: ExportRun| Exported {
        target: run.target,
        last: Last::new(Some(run.at.to_string()), world.today()),
        accounts: run.accounts,
        passwords: run.passwords,
    };
    Ok(store.last_exports()?.into_iter().map(told).collect())
}

fn runs(world: &World, store: &Store, backup: Option<Date>) -> Result<[(Run, Last); 3]> {
    let last = |at: Option<String>| Last::new(at, world.today());
    Ok([
        (Run::Import, last(store.last_of(Action::Import)?.map(|batch| batch.at.to_string()))),
        (Run::Backup, last(backup.map(|day| day.to_string()))),
        (Run::Nightly, last(store.last_run("nightly")?.map(|at| at.to_string()))),
    ])
}
