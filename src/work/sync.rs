//! A directory follows the accounts, live: read, compared, and only what differs is written. Two runs in a row write once.

use std::collections::HashSet;
use std::path::PathBuf;

use serde::Serialize;

use super::export::delta::{
    Conflict, LIVE, LeftOut, Totals, accounts, conflicts, guard, left_out, mark, sent, settled, wanted,
};
use super::export::{Refusal as Unsent, school};
use super::selection::{Missed, Selectors};
use super::{Error, Result, UseCase, base};
use crate::domain::directory::{Change, Clash, Delta, Place, Wanted, reconcile};
use crate::domain::member::Member;
use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::targets::directory::{Applied, Server, Session, Trouble};
use crate::world::World;

/// Largest file of certificates that is read, in bytes.
const MAX_AUTHORITY: usize = 1 << 20;

/// Changes between two notes of what the directory has: what a broken link takes is less than this.
const STEP: usize = 200;

/// Which accounts a directory is to follow.
#[derive(Debug, Clone, Default)]
pub struct SyncDirectory {
    pub selectors: Selectors,
    /// Most entries that may be locked or deleted, in hundredths of those that are ours; `None` for a tenth.
    pub max_locks: Option<f64>,
}

/// Why a directory does not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Trouble(Trouble),
    /// The link broke after so many changes of so many, which are noted.
    Stopped {
        done: usize,
        of: usize,
        why: Trouble,
    },
}

/// What will be written.
pub struct Plan {
    settings: Settings,
    place: Place,
    session: Option<Session>,
    wanted: Vec<Wanted>,
    delta: Delta,
    objection: Option<Unsent>,
    unknown: Missed,
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

/// True once a directory is set.
pub fn is_set(settings: &Settings) -> bool {
    settings.value(Key::DirectoryUrl).is_some()
}

impl UseCase for SyncDirectory {
    type Plan = Plan;
    type Outcome = Synced;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        let server = server(world, &settings)?;
        let place = school(&settings, world.today()).directory;
        let mut session = Session::open(&server).map_err(Refusal::Trouble)?;
        let snapshot = session.read(&place.base(), &place.login).map_err(Refusal::Trouble)?;
        let (accounts, everybody, unknown) = accounts(&self.selectors, None, world, store)?;
        let wanted = wanted(store, &accounts, &world.now())?;
        let delta = reconcile(&place, &wanted, everybody, &snapshot);
        let objection = guard(&delta, self.max_locks);
        Ok(Plan { settings, place, session: Some(session), wanted, delta, objection, unknown })
    }

    fn objection(plan: &Plan) -> Option<Error> {
        plan.objection.clone().map(Error::from)
    }

    fn foresee(plan: &Plan) -> Synced {
        Synced {
            dry_run: true,
            target: LIVE,
            totals: Totals::new(&plan.delta),
            left_out: left_out(&plan.delta),
            conflicts: conflicts(&plan.delta),
            foreseen: plan.delta.clashes.len(),
            uai: base::uai(&plan.settings),
            unknown: plan.unknown.clone(),
            whom: plan.delta.changes.iter().map(|(login, change)| named(login, change)).collect(),
        }
    }

    fn carry_out(mut plan: Plan, world: &mut World, store: &mut Store) -> Result<Synced> {
        let foreseen = Synced { dry_run: false, ..Self::foresee(&plan) };
        let Some(session) = plan.session.take() else { return Ok(foreseen) };
        if plan.delta.is_empty() {
            plan.note(world, store, plan.delta.changes.len(), &[])?;
            plan.finish(world, store)?;
            return Ok(foreseen);
        }
        let totals = &foreseen.totals;
        let (changed, passwords) = (plan.delta.changes.len(), totals.added + totals.reset);
        store.transact(base::stamp(world), |tx| tx.add_export(LIVE, changed, passwords))?;
        let refused = plan.write(world, store, session)?;
        plan.finish(world, store)?;
        plan.delta.refuse(refused);
        Ok(Synced { totals: Totals::new(&plan.delta), conflicts: conflicts(&plan.delta), ..foreseen })
    }
}

/// What the settings say of the server.
fn server(world: &mut World, settings: &Settings) -> Result<Server> {
    let needed = [Key::DirectoryUrl, Key::DirectorySuffix, Key::DirectoryBindDn, Key::DirectoryPasswordFile];
    let missing: Vec<Key> = needed.into_iter().filter(|key| settings.value(*key).is_none()).collect();
    if !missing.is_empty() {
        return Err(Unsent::Missing(missing).into());
    }
    let text = |key| settings.value(key).unwrap_or_default();
    let password = world.secret(&PathBuf::from(text(Key::DirectoryPasswordFile)))?;
    let authority = match settings.value(Key::DirectoryAuthority) {
        Some(path) => Some(world.read_file(&PathBuf::from(path), MAX_AUTHORITY)?),
        None => None,
    };
    Ok(Server { url: text(Key::DirectoryUrl), bind_dn: text(Key::DirectoryBindDn), password, authority })
}

impl Plan {
    /// Writes every change, and notes now and then what the directory has. Gives those that the server refused, by their place.
    fn write(&self, world: &World, store: &mut Store, mut session: Session) -> Result<Vec<(usize, Clash)>> {
        let of = self.delta.changes.len();
        let progress = world.onlooker.begins("Annuaire", of as u64);
        let mut refused = Vec::new();
        for (at, (login, change)) in self.delta.changes.iter().enumerate() {
            let stopped = match world.check_interrupt() {
                Err(interrupted) => Some(Error::from(interrupted)),
                Ok(()) => match session.apply(change) {
                    Ok(Applied::Done) => None,
                    Ok(Applied::Taken) => {
                        refused.push((at, self.clash(&mut session, login)));
                        None
                    }
                    Err(Trouble::Refused(code, why)) => {
                        let why = format!("code {code} : {why}");
                        refused.push((at, Clash::Refused { login: login.clone(), why }));
                        None
                    }
                    Err(why) => Some(Refusal::Stopped { done: at, of, why }.into()),
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

    /// Notes what the directory has once so many changes are made, where that is news.
    fn note(&self, world: &World, store: &mut Store, done: usize, refused: &[(usize, Clash)]) -> Result<()> {
        let waiting = self.delta.changes[done..].iter().map(|(login, _)| login.as_str());
        let waiting: HashSet<&str> = waiting.chain(refused.iter().map(|(_, clash)| clash.login())).collect();
        let known = store.sent(LIVE)?;
        let is_news = |member: &&Member| {
            !waiting.contains(member.login.0.as_str()) && known.get(&member.account) != Some(&sent(member, true))
        };
        let news: Vec<&Member> = settled(&self.wanted, &self.delta).into_iter().filter(is_news).collect();
        if news.is_empty() {
            return Ok(());
        }
        store.transact(base::stamp(world), |tx| news.iter().try_for_each(|member| mark(tx, LIVE, member, true)))
    }

    /// Notes that the directory was followed to the end.
    fn finish(&self, world: &World, store: &mut Store) -> Result<()> {
        store.transact(base::stamp(world), |tx| Ok(tx.note_run(LIVE)?))
    }

    /// Whose a login is already, where the server lets it be seen.
    fn clash(&self, session: &mut Session, login: &str) -> Clash {
        let holders = session.holders(&self.place.suffix, &self.place.login, login).unwrap_or_default();
        match holders.is_empty() {
            true => Clash::Refused { login: login.to_owned(), why: "l’annuaire refuse cette entrée".to_owned() },
            false => Clash::Taken { login: login.to_owned(), dn: holders.join(" ") },
        }
    }
}

/// What happens to somebody.
fn named(login: &str, change: &Change) -> (String, Kind) {
    use crate::domain::directory::Why;
    let kind = match change {
        Change::Add(_) => Kind::Added,
        Change::Delete(_) => Kind::Deleted,
        Change::Modify { why, .. } if why.contains(&Why::Lock) => Kind::Locked,
        Change::Modify { why, .. } if why.contains(&Why::Reset) => Kind::Reset,
        Change::Modify { why, .. } if why.contains(&Why::Unlock) => Kind::Unlocked,
        Change::Modify { .. } => Kind::Changed,
    };
    let whom = match change {
        Change::Delete(dn) => dn.clone(),
        _ => login.to_owned(),
    };
    (whom, kind)
}
