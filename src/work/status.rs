//! Where the establishment stands: set-up, accounts, what to look at, what happened last.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::backup::folder;
use super::rgpd::{self, purge::NOTICE};
use super::{Result, base, nightly};
use crate::domain::account::{Account, PasswordState, Status as AccountStatus};
use crate::domain::clock::Doubt;
use crate::domain::division::{ByDivision, rank};
use crate::domain::enrolment;
use crate::domain::instant::Instant;
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::domain::setting::{Key, Settings};
use crate::store::{Action, DocumentState, ExportRun, Store};
use crate::world::{World, Worry};

/// Days within which an expiry is near.
const SOON: i64 = 7;

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
    let (people, accounts, now) = (store.people()?, store.accounts()?, world.now());
    let active: Vec<&Account> = accounts.iter().filter(|account| account.status != AccountStatus::Inactive).collect();
    let states =
        PasswordState::ALL.map(|state| (state, active.iter().filter(|account| account.state(&now) == state).count()));
    let mut profiles = BTreeMap::new();
    for account in &active {
        *profiles.entry(account.profile).or_default() += 1;
    }
    let (backup, unreadable_backups) = match folder::newest(world, &settings) {
        Ok(newest) => (newest, None),
        Err(error) => (None, Some(error)),
    };
    let without = store.people_without_account()?;
    let missing = without.iter().filter(|(_, person)| enrolment::may_have_account(person).is_ok()).count();
    Ok(Standing {
        name: settings.value(Key::Name).unwrap_or_default(),
        uai: settings.value(Key::Uai).unwrap_or_default(),
        steps: steps(world, &store, &settings, &people, &accounts, missing)?,
        profiles,
        states,
        inactive: accounts.len() - active.len(),
        divisions: divisions(&people, &active),
        backup_folder: settings.value(Key::BackupFolder).filter(|folder| !folder.is_empty()),
        weeks: weeks(&active, world.today()),
        watches: watches(world, &store, &settings, &active, missing)?,
        departed: departed(&store, &settings, people, world.today())?,
        runs: runs(world, &store, backup)?,
        exports: exports(world, &store)?,
        worries: world.worries(),
        clock: store.doubt(&Instant::from(&now))?,
        unreadable_backups,
    })
}

/// Weeks that are looked back at.
const WEEKS: i64 = 12;

fn weeks(accounts: &[&Account], today: Date) -> Vec<(Date, usize)> {
    let monday = |day: Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    let day_of = |account: &&Account| account.last_login_at.as_ref()?.day();
    let mondays: Vec<Date> = accounts.iter().filter_map(day_of).map(monday).collect();
    let looked_at = (0..WEEKS).rev().map(|back| monday(today).saturating_sub((7 * back).days()));
    looked_at.map(|week| (week, mondays.iter().filter(|monday| **monday == week).count())).collect()
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

fn watches(
    world: &World,
    store: &Store,
    settings: &Settings,
    active: &[&Account],
    missing: usize,
) -> Result<Vec<(Watch, usize)>> {
    let (now, today) = (world.now(), world.today());
    let soon = today.saturating_add(SOON.days());
    let count = |wanted: &dyn Fn(&Account) -> bool| active.iter().filter(|account| wanted(account)).count();
    let expiring = |account: &Account| {
        let issued = matches!(account.state(&now), PasswordState::Initial | PasswordState::Temporary);
        issued && account.expires_on.is_some_and(|last| last <= soon)
    };
    let longest = today.saturating_add(i64::from(settings.number(Key::PasswordDays)).days());
    let overlong = |account: &Account| {
        let issued = matches!(account.state(&now), PasswordState::Initial | PasswordState::Temporary);
        issued && account.expires_on.is_some_and(|last| last > longest)
    };
    let unused = |account: &Account| account.last_login_at.is_none() && account.profile != Profile::Administrator;
    let tickets = store.tickets()?;
    let watches = [
        (Watch::Missing, missing),
        (Watch::Conflicts, store.conflicts(false)?.len()),
        (Watch::Locked, count(&|account| account.status == AccountStatus::Locked)),
        (Watch::Expired, count(&|account| account.state(&now) == PasswordState::Expired)),
        (Watch::Expiring, count(&expiring)),
        (Watch::Overlong, count(&overlong)),
        (Watch::Future, count(&|account| account.is_of_the_future(&now))),
        (Watch::Requested, store.requests()?.len()),
        (Watch::Tickets, tickets.iter().filter(|ticket| ticket.closed_at.is_none()).count()),
        (Watch::Outbox, store.outbox()?.len()),
        (Watch::ToHandOver, to_hand_over(store, active, &now)?),
        (Watch::NeverSignedIn, count(&unused)),
    ];
    Ok(watches.into_iter().filter(|(_, count)| *count > 0).collect())
}

/// Slips that wait to be handed out, where any was ever noted.
fn to_hand_over(store: &Store, active: &[&Account], now: &Zoned) -> Result<usize> {
    if !store.notes_hand_overs()? {
        return Ok(0);
    }
    let slips = store.current_slips()?;
    let waits =
        |account: &&&Account| slips.get(&account.id) == Some(&false) && account.state(now) != PasswordState::Expired;
    Ok(active.iter().filter(waits).count())
}

fn steps(
    world: &World,
    store: &Store,
    settings: &Settings,
    people: &[Known],
    accounts: &[Account],
    missing: usize,
) -> Result<Vec<(Step, bool)>> {
    let any = |adult: bool| people.iter().any(|known| known.person.profile.is_adult() == adult);
    let printed = store.documents()?.iter().any(|document| document.state != DocumentState::Void);
    let all_printed = printed && !lacks_slip(world, store, accounts)?;
    let accounts = accounts.iter().any(|account| account.person.is_some());
    let set = |key: Key| settings.value(key).is_some_and(|value| !value.is_empty() && value != "none");
    Ok(vec![
        (Step::Establishment, settings.missing().is_empty()),
        (Step::Pupils, any(false)),
        (Step::Accounts, accounts && missing == 0),
        (Step::Slips, all_printed),
        (Step::Backup, set(Key::BackupFolder)),
        (Step::Nightly, nightly::stand(store, world.today())? != nightly::Stand::Nobody),
        (Step::Staff, any(true)),
        (Step::Mail, super::mail::is_set(settings)),
    ])
}

/// True where somebody who never signed in waits for a first slip.
fn lacks_slip(world: &World, store: &Store, accounts: &[Account]) -> Result<bool> {
    let (printed, now) = (store.once_printed()?, world.now());
    let waits = |account: &&Account| {
        let is_first = matches!(account.state(&now), PasswordState::Pending | PasswordState::Initial);
        account.person.is_some() && account.status == AccountStatus::Active && is_first
    };
    Ok(accounts.iter().filter(waits).any(|account| account.last_login_at.is_none() && !printed.contains(&account.id)))
}

fn divisions(people: &[Known], active: &[&Account]) -> ByDivision<Division> {
    let mut divisions: ByDivision<Division> = ByDivision::new();
    for known in people.iter().filter(|known| known.present && known.person.profile == Profile::Student) {
        divisions.entry(rank(known.person.division())).or_default().pupils += 1;
    }
    for account in active.iter().filter(|account| account.profile == Profile::Student) {
        let division = divisions.entry(rank(account.division())).or_default();
        division.accounts += 1;
        division.signed_in += usize::from(account.last_login_at.is_some());
    }
    divisions
}

fn departed(store: &Store, settings: &Settings, people: Vec<Known>, today: Date) -> Result<Option<Departed>> {
    let gone = people.into_iter().filter(|known| !known.present);
    let due = rgpd::due_among(store, settings, gone)?;
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
