//! A server follows the accounts, live: read, compared, and only what differs is written. Two runs in a row write once.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use serde::Serialize;

use super::export::delta::{Conflict, Ledger, LeftOut, Totals, conflicts, guard, left_out, settled};
use super::export::{Refusal as Unsent, delta};
use super::selection::{Missed, Selectors};
use super::{Error, Result, base};
use crate::domain::account::AccountId;
use crate::domain::following::{Change, Clash, Delta, Wanted, Why};
use crate::domain::setting::{Key, Settings};
use crate::store::{Sent, Store};
use crate::targets::link::{Applied, Link, Trouble};
use crate::world::{Alone, World};

pub mod ldap;
pub mod scim;

/// Largest file of certificates that is read, in bytes.
const MAX_AUTHORITY: usize = 1 << 20;

/// Changes between two notes of what the server has: what a broken link takes is less than this.
const STEP: usize = 200;

/// A kind of server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Server {
    Ldap,
    Scim,
}

/// A login, as changes are told by it.
type Login = String;

/// Whose accounts a server is to have.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub selectors: Selectors,
    /// Most entries that may be locked or deleted, in hundredths of those that are ours; `None` for a tenth.
    pub max_locks: Option<f64>,
}

/// Why a server does not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Another command follows the same server from this base.
    Busy(Server),
    Trouble(Server, Trouble),
    /// The link broke after so many changes of so many, which are noted.
    Stopped {
        server: Server,
        done: usize,
        of: usize,
        why: Trouble,
    },
}

/// What will be written through a link.
pub struct Plan<L: Link> {
    server: Server,
    settings: Settings,
    link: Option<L>,
    delta: Delta<L::Entry, L::Mod>,
    objection: Option<Unsent>,
    unknown: Missed,
    /// What it will have of each account, where that is news: login, account, what.
    unnoted: Vec<(Login, AccountId, Sent)>,
    /// Nobody else follows the same server from this base meanwhile.
    _alone: Alone,
}

/// What was written, or would be.
#[derive(Debug, Serialize)]
pub struct Synced {
    pub dry_run: bool,
    pub target: &'static str,
    #[serde(flatten)]
    pub totals: Totals,
    pub left_out: Vec<LeftOut>,
    pub conflicts: Vec<Conflict>,
    pub uai: Option<String>,
    #[serde(skip)]
    pub unknown: Missed,
    /// How many of the conflicts were known before anything was written.
    #[serde(skip)]
    pub foreseen: usize,
    /// Names of those who are concerned, for whoever wants to see them.
    #[serde(skip)]
    pub whom: Vec<(String, Kind)>,
}

/// What happens to an entry, as a preview names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Added,
    Changed,
    Reset,
    Locked,
    Unlocked,
    Deleted,
}

impl Server {
    /// Where what it has of each account is kept.
    fn ledger(self) -> Ledger {
        match self {
            Self::Ldap => delta::LIVE,
            Self::Scim => delta::SERVICE,
        }
    }

    /// The setting without which there is none.
    fn address(self) -> Key {
        match self {
            Self::Ldap => Key::DirectoryUrl,
            Self::Scim => Key::ServiceUrl,
        }
    }

    /// Lets nobody else follow it from this base meanwhile.
    fn alone(self, world: &World) -> Result<Alone> {
        Ok(world.alone(self.ledger().target)?.ok_or(Refusal::Busy(self))?)
    }

    /// True once one is set.
    pub fn is_set(self, settings: &Settings) -> bool {
        settings.value(self.address()).is_some()
    }

    /// Refuses, naming the settings that are missing.
    pub fn check(self, settings: &Settings) -> Result<()> {
        match self {
            Self::Ldap => require(settings, &ldap::NEEDED),
            Self::Scim => require(settings, &scim::NEEDED),
        }
    }
}

/// Refuses, naming the settings that are missing.
fn require(settings: &Settings, needed: &[Key]) -> Result<()> {
    let missing: Vec<Key> = needed.iter().copied().filter(|key| settings.value(*key).is_none()).collect();
    if missing.is_empty() { Ok(()) } else { Err(Unsent::Missing(missing).into()) }
}

/// The file of certificates under a setting.
fn authority(world: &mut World, settings: &Settings, key: Key) -> Result<Option<Vec<u8>>> {
    let path = settings.value(key).map(PathBuf::from);
    Ok(path.map(|path| world.read_file(&path, MAX_AUTHORITY)).transpose()?)
}

impl<L: Link> Plan<L> {
    fn objection(&self) -> Option<Error> {
        self.objection.clone().map(Error::from)
    }

    fn foresee(&self) -> Synced {
        Synced {
            dry_run: true,
            target: self.server.ledger().target,
            totals: Totals::new(&self.delta),
            left_out: left_out(&self.delta),
            conflicts: conflicts(&self.delta),
            foreseen: self.delta.clashes.len(),
            uai: base::uai(&self.settings),
            unknown: self.unknown.clone(),
            whom: self.delta.changes.iter().map(|(login, change)| named(login, change)).collect(),
        }
    }

    fn carry_out(mut self, world: &mut World, store: &mut Store) -> Result<Synced> {
        let foreseen = Synced { dry_run: false, ..self.foresee() };
        let Some(link) = self.link.take() else { return Ok(foreseen) };
        let (ledger, changed) = (self.server.ledger(), self.delta.changes.len());
        if changed > 0 {
            let passwords = if ledger.passwords { foreseen.totals.added + foreseen.totals.reset } else { 0 };
            store.transact(base::stamp(world), |tx| tx.add_export(ledger.target, changed, passwords))?;
        }
        let refused = self.write(world, store, link)?;
        store.transact(base::stamp(world), |tx| Ok::<_, Error>(tx.note_run(ledger.target)?))?;
        self.delta.refuse(refused);
        Ok(Synced { totals: Totals::new(&self.delta), conflicts: conflicts(&self.delta), ..foreseen })
    }

    /// Writes every change, and notes now and then what the server has. Gives those that it refused, by their place.
    fn write(&mut self, world: &World, store: &mut Store, mut link: L) -> Result<Vec<(usize, Clash)>> {
        let of = self.delta.changes.len();
        let progress = world.onlooker.begins(self.server.work(), of as u64);
        let mut refused = Vec::new();
        for at in 0..of {
            let (login, change) = &self.delta.changes[at];
            let stopped = match world.check_interrupt() {
                Err(_) => Some(self.server.stopped(at, of, Trouble::Interrupted)),
                Ok(()) => match link.apply(change) {
                    Ok(Applied::Done) => None,
                    Ok(Applied::AllBut) => {
                        self.delta.clashes.push(clash(&mut link, login));
                        None
                    }
                    Ok(Applied::Taken) => {
                        refused.push((at, clash(&mut link, &named(login, change).0)));
                        None
                    }
                    Err(Trouble::Refused(code, why)) => {
                        let why = if why.is_empty() { format!("code {code}") } else { format!("code {code} : {why}") };
                        refused.push((at, Clash::Refused { login: named(login, change).0, why }));
                        None
                    }
                    Err(why) => Some(self.server.stopped(at, of, why)),
                },
            };
            if let Some(stopped) = stopped {
                self.note(world, store, at, &refused)?;
                return Err(stopped);
            }
            progress.step();
            if (at + 1) % STEP == 0 {
                self.note(world, store, at + 1, &refused)?;
            }
        }
        self.note(world, store, of, &refused)?;
        Ok(refused)
    }

    /// Notes what the server has of those whose change is made, or who needed none, where that is news.
    fn note(&mut self, world: &World, store: &mut Store, done: usize, refused: &[(usize, Clash)]) -> Result<()> {
        let ledger = self.server.ledger();
        let waiting = self.delta.changes[done..].iter().map(|(login, _)| login.as_str());
        let waiting: HashSet<&str> = waiting.chain(refused.iter().map(|(_, clash)| clash.login())).collect();
        let is_due = |(login, ..): &(Login, AccountId, Sent)| !waiting.contains(login.as_str());
        let (news, later) = std::mem::take(&mut self.unnoted).into_iter().partition::<Vec<_>, _>(is_due);
        self.unnoted = later;
        if news.is_empty() {
            return Ok(());
        }
        store.transact(base::stamp(world), |tx| {
            news.iter()
                .try_for_each(|(_, account, sent)| Ok::<_, Error>(tx.mark_sent(ledger.target, *account, sent)?))
        })
    }
}

impl Server {
    /// What is done, as progress calls it.
    fn work(self) -> &'static str {
        match self {
            Self::Ldap => "Annuaire",
            Self::Scim => "Service",
        }
    }

    fn stopped(self, done: usize, of: usize, why: Trouble) -> Error {
        match why {
            Trouble::Interrupted if done == 0 => crate::world::Error::Interrupted.into(),
            why => Refusal::Stopped { server: self, done, of, why }.into(),
        }
    }

    fn trouble(self, why: Trouble) -> Error {
        match why {
            Trouble::Interrupted => crate::world::Error::Interrupted.into(),
            why => Refusal::Trouble(self, why).into(),
        }
    }
}

/// Whose a login is already, where the server lets it be seen.
fn clash(link: &mut impl Link, login: &str) -> Clash {
    Clash::Taken { login: login.to_owned(), entry: link.holders(login).join(" ") }
}

/// What a plan against a server is made of, once it was read and compared.
fn plan<L: Link>(
    (server, settings, link): (Server, Settings, L),
    wanted: &[Wanted],
    delta: Delta<L::Entry, L::Mod>,
    max_locks: Option<f64>,
    (known, unknown, alone): (HashMap<AccountId, Sent>, Missed, Alone),
) -> Plan<L> {
    let objection = guard(&delta, max_locks);
    let ledger = server.ledger();
    let there = settled(wanted, &delta).into_iter().map(|member| (member, ledger.sent(member, true)));
    let news = there.filter(|(member, sent)| known.get(&member.account) != Some(sent));
    let unnoted = news.map(|(member, sent)| (member.login.to_string(), member.account, sent)).collect();
    Plan { server, settings, link: Some(link), delta, objection, unknown, unnoted, _alone: alone }
}

/// What happens to somebody.
fn named<E, M>(login: &str, change: &Change<E, M>) -> (String, Kind) {
    let kind = match change {
        Change::Add(_) => Kind::Added,
        Change::Delete(_) => Kind::Deleted,
        Change::Modify { why, .. } if why.contains(&Why::Lock) => Kind::Locked,
        Change::Modify { why, .. } if why.contains(&Why::Reset) => Kind::Reset,
        Change::Modify { why, .. } if why.contains(&Why::Unlock) => Kind::Unlocked,
        Change::Modify { .. } => Kind::Changed,
    };
    let whom = match change {
        // Nobody’s: what the system calls it is all there is.
        Change::Delete(entry) | Change::Modify { entry, .. } if login.is_empty() => entry.clone(),
        _ => login.to_owned(),
    };
    (whom, kind)
}
