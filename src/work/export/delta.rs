//! What a directory lacks: from a snapshot that somebody took of it, as LDIF changes; and what is kept of systems that follow.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde::Serialize;

use super::{Refusal, Since, Written, before, school, touched};
use crate::domain::account::{Account, AccountId};
use crate::domain::directory::{self, reconcile};
use crate::domain::following::{Clash, Crowd, Delta, Wanted, Why};
use crate::domain::member::{Accepts, Before, Carried, Held, Member, Terms};
use crate::domain::setting::{Key, Settings};
use crate::sources::ldif;
use crate::store::{Sent, Store, fingerprint};
use crate::targets::systems::ldif::changes;
use crate::work::selection::{Missed, Selectors};
use crate::work::{Error, Result, UseCase, base};
use crate::world::{self, World, file_name};

/// Where what a system has of each account is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ledger {
    pub target: &'static str,
    /// True where passwords go along.
    pub passwords: bool,
}

/// A directory that is written to live, a file that somebody loads into it, and a service on the web.
pub const LIVE: Ledger = Ledger { target: "ldap", passwords: true };
pub const FILE: Ledger = Ledger { target: "ldif", passwords: true };
pub const SERVICE: Ledger = Ledger { target: "scim", passwords: false };

/// A snapshot, and where the changes go.
#[derive(Debug, Clone)]
pub struct ExportDelta {
    pub selectors: Selectors,
    pub since: Option<Since>,
    pub state: PathBuf,
    /// `-` for standard output.
    pub output: PathBuf,
    pub force: bool,
    /// Most entries that may be locked or deleted, in hundredths of those that are ours; `None` for a tenth.
    pub max_locks: Option<f64>,
}

/// Changes that will be written.
pub struct Plan {
    settings: Settings,
    wanted: Vec<Wanted>,
    delta: directory::Delta,
    objection: Option<Refusal>,
    unknown: Missed,
    has_states: bool,
    output: PathBuf,
    force: bool,
}

/// What a directory lacks, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub added: usize,
    pub changed: usize,
    pub reset: usize,
    pub locked: usize,
    pub unlocked: usize,
    pub deleted: usize,
    pub same: usize,
    /// Entries that are not ours, left as they are.
    pub foreign: usize,
}

/// An account that is not as it should be there, and stays so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    pub login: String,
    pub reason: &'static str,
    /// The entry, or entries.
    pub entry: String,
}

/// An account that has no entry, and why none is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    pub login: String,
    pub reason: Held,
}

/// Changes that were written, or would be.
#[derive(Debug, Serialize)]
pub struct Exported {
    pub dry_run: bool,
    pub target: &'static str,
    #[serde(flatten)]
    pub totals: Totals,
    pub left_out: Vec<LeftOut>,
    pub conflicts: Vec<Conflict>,
    pub files: Vec<Written>,
    pub uai: Option<String>,
    /// False where the snapshot says nothing of locks and of passwords to be changed.
    pub has_states: bool,
    #[serde(skip)]
    pub output: PathBuf,
    #[serde(skip)]
    pub unknown: Missed,
    #[serde(skip)]
    pub to_stdout: Option<Vec<u8>>,
    #[serde(skip)]
    pub unpublished: Option<world::Error>,
}

/// Most entries that may be locked or deleted, in hundredths.
pub const MOST: f64 = 10.0;

/// Fewest that are many: one lock of one person is what was asked for.
const FEWEST: usize = 3;

impl UseCase for ExportDelta {
    type Plan = Plan;
    type Outcome = Exported;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        if settings.value(Key::DirectorySuffix).is_none() {
            return Err(Refusal::Missing(vec![Key::DirectorySuffix]).into());
        }
        if self.output != Path::new("-") {
            world.check_writable(&self.output, self.force)?;
        }
        let place = school(&settings, world.today()).directory;
        let bytes = world.read(&self.state, ldif::MAX_BYTES)?;
        let snapshot = ldif::read(&bytes).map_err(|why| Refusal::NotSnapshot(file_name(&self.state), why))?;
        let (accounts, everybody, unknown) = accounts(&self.selectors, self.since, world, store)?;
        let wanted = for_directory(store, &accounts, &world.now())?;
        let erased = store.erased_numbers()?;
        let crowd = Crowd { wanted: &wanted, everybody, erased: &erased };
        let delta = reconcile(&place, crowd, &snapshot);
        let objection = guard(&delta, self.max_locks);
        Ok(Plan {
            settings,
            wanted,
            delta,
            objection,
            unknown,
            has_states: snapshot.has_states,
            output: self.output,
            force: self.force,
        })
    }

    fn objection(plan: &Plan) -> Option<Error> {
        plan.objection.clone().map(Error::from)
    }

    fn foresee(plan: &Plan) -> Exported {
        Exported {
            dry_run: true,
            target: FILE.target,
            totals: Totals::new(&plan.delta),
            left_out: left_out(&plan.delta),
            conflicts: conflicts(&plan.delta),
            files: Vec::new(),
            uai: base::uai(&plan.settings),
            has_states: plan.has_states,
            output: plan.output.clone(),
            unknown: plan.unknown.clone(),
            to_stdout: None,
            unpublished: None,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Exported> {
        let foreseen = Exported { dry_run: false, ..Self::foresee(&plan) };
        let bytes = changes(plan.delta.changes.iter().map(|(_, change)| change));
        let to_stdout = (plan.output == Path::new("-")).then(|| bytes.clone());
        let staged = match to_stdout {
            Some(_) => None,
            None => Some(world.stage(&plan.output, &bytes, plan.force)?),
        };
        let totals = &foreseen.totals;
        let (accounts, passwords) = (totals.added + totals.changed, totals.added + totals.reset);
        store.transact(base::stamp(world), |tx| tx.add_export(FILE.target, accounts, passwords))?;
        let unpublished = staged.and_then(|staged| staged.publish().err());
        if unpublished.is_none() {
            let arrived = to_stdout.is_none();
            store.transact(base::stamp(world), |tx| {
                settled(&plan.wanted, &plan.delta).into_iter().try_for_each(|member| {
                    Ok::<_, Error>(tx.mark_sent(FILE.target, member.account, &FILE.sent(member, arrived))?)
                })
            })?;
        }
        let files = match to_stdout {
            Some(_) => Vec::new(),
            None => vec![Written { path: plan.output.display().to_string(), bytes: bytes.len() }],
        };
        Ok(Exported { files, to_stdout, unpublished, ..foreseen })
    }
}

/// The accounts that are meant, and whether they are all there are.
pub fn accounts(
    selectors: &Selectors,
    since: Option<Since>,
    world: &mut World,
    store: &Store,
) -> Result<(Vec<Account>, bool, Missed)> {
    let everybody = selectors.is_empty() && since.is_none();
    let selection = selectors.accounts(world, store)?;
    let mut accounts = selection.accounts;
    if let Some(since) = since {
        let touched = touched(store, since)?;
        accounts.retain(|account| touched.contains(&account.id));
    }
    Ok((accounts, everybody, selection.unknown))
}

/// Everybody as a directory should have them.
pub fn for_directory(store: &Store, accounts: &[Account], now: &Zoned) -> Result<Vec<Wanted>> {
    // What a server was told live and what a file took there are one: the newer counts.
    let mut sent = store.sent(FILE.target)?;
    for (account, live) in store.sent(LIVE.target)? {
        let is_newer = sent.get(&account).is_none_or(|file| file.version <= live.version);
        if is_newer {
            sent.insert(account, live);
        }
    }
    let terms = Terms { accepts: Accepts::Hash, forces_change: true, ..SILENT };
    Ok(wanted(accounts, &sent, &store.hashes()?, terms, now))
}

/// Everybody as a service on the web should have them.
pub fn for_service(store: &Store, accounts: &[Account], now: &Zoned) -> Result<Vec<Wanted>> {
    Ok(wanted(accounts, &store.sent(SERVICE.target)?, &HashMap::new(), SILENT, now))
}

/// Who exists, and whether they are active: no password.
const SILENT: Terms = Terms {
    accepts: Accepts::Nothing,
    forces_change: false,
    closes: true,
    needs_clear: false,
    with_initial: false,
    draws: false,
};

fn wanted(
    accounts: &[Account],
    sent: &HashMap<AccountId, Sent>,
    hashes: &HashMap<AccountId, String>,
    terms: Terms,
    now: &Zoned,
) -> Vec<Wanted> {
    let wanted = accounts.iter().filter_map(|account| {
        let past = sent.get(&account.id);
        let before = before(account, past);
        let was_closed = past.is_some_and(|past| !past.is_open);
        let (member, held) = match Member::new(account, hashes.get(&account.id).map(String::as_str), before, terms, now)
        {
            Ok(member) => (member, None),
            Err(held) => (Member::told_only(account, before)?, Some(held)),
        };
        let member = Member { was_closed, ..member };
        let told = past.and_then(|past| past.told.as_deref());
        let is_told = told == Some(&fingerprint(&member.told(terms.accepts != Accepts::Nothing)));
        Some(Wanted { member, held, is_told })
    });
    wanted.collect()
}

/// Stops a change after which more than a tenth of our entries would be locked or gone: an empty base must lock no school.
pub fn guard<E, M>(delta: &Delta<E, M>, max_locks: Option<f64>) -> Option<Refusal> {
    let (locks, of, most) = (delta.count(Why::Lock) + delta.deleted(), delta.ours, max_locks.unwrap_or(MOST));
    let is_many = locks >= FEWEST && locks as f64 * 100.0 > most * of as f64;
    is_many.then_some(Refusal::TooManyLocks { locks, of, most: most as u32 })
}

impl Ledger {
    /// What the system has of somebody who has an entry, once it is as it should be. A password that does not go along, or
    /// may not have arrived, is not known there.
    pub fn sent(self, member: &Member, arrived: bool) -> Sent {
        let is_carried = arrived && matches!(member.carried, Carried::Hash(_));
        let waits = self.passwords && member.before == Before::Reset && !is_carried;
        let version = if waits { member.version - 1 } else { member.version };
        let told = arrived.then(|| fingerprint(&member.told(self.passwords)));
        Sent { version, told, is_open: member.is_open }
    }
}

/// Those whose entry is as it should be once everything is written: who has none, or whose entry is in question, waits.
pub fn settled<'a, E, M>(wanted: &'a [Wanted], delta: &Delta<E, M>) -> Vec<&'a Member> {
    let held = delta.held.iter().map(|(login, _)| login.as_str());
    let clashing = delta.clashes.iter().filter(|clash| !matches!(clash, Clash::Renamed { .. })).map(Clash::login);
    let waiting: HashSet<&str> = held.chain(clashing).collect();
    let members = wanted.iter().map(|wanted| &wanted.member);
    members.filter(|member| !waiting.contains(member.login.0.as_str())).collect()
}

impl Totals {
    /// True where nothing is written.
    pub fn is_empty(&self) -> bool {
        self.added + self.changed + self.reset + self.locked + self.unlocked + self.deleted == 0
    }

    /// Of what a directory lacks.
    pub fn new<E, M>(delta: &Delta<E, M>) -> Self {
        Self {
            added: delta.added(),
            changed: delta.changed(),
            reset: delta.count(Why::Reset),
            locked: delta.count(Why::Lock),
            unlocked: delta.count(Why::Unlock),
            deleted: delta.deleted(),
            same: delta.same,
            foreign: delta.foreign,
        }
    }
}

/// Accounts that have no entry.
pub fn left_out<E, M>(delta: &Delta<E, M>) -> Vec<LeftOut> {
    let known = delta.held.iter().filter(|(_, held)| *held != Held::Closed);
    known.map(|(login, reason)| LeftOut { login: login.clone(), reason: *reason }).collect()
}

/// Accounts that stay as they are there.
pub fn conflicts<E, M>(delta: &Delta<E, M>) -> Vec<Conflict> {
    let conflict = |clash: &Clash| {
        let (login, reason, entry) = match clash {
            Clash::Taken { login, entry } => (login, "taken", entry.clone()),
            Clash::Several { login, entries } => (login, "several", entries.join(" ")),
            Clash::Renamed { login, entry } => (login, "renamed", entry.clone()),
            Clash::Other { login, entry } => (login, "other", entry.clone()),
            Clash::Refused { login, why } => (login, "refused", why.clone()),
        };
        Conflict { login: login.clone(), reason, entry }
    };
    delta.clashes.iter().map(conflict).collect()
}
