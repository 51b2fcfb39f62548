//! Accounts closed by hand, and opened again.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{Refusal, Verb};
use crate::domain::account::{Account, Status};
use crate::domain::lockout;
use crate::store::{Entry, Record, Store};
use crate::work::selection::{Missed, Selectors};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// One direction or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Lock,
    Unlock,
}

/// Which accounts, which way.
#[derive(Debug, Clone)]
pub struct Lock {
    pub turn: Turn,
    pub selectors: Selectors,
}

/// Accounts that will turn.
pub struct Plan {
    turn: Turn,
    due: Vec<Account>,
    /// Selected, the others included.
    all: usize,
    unknown: Missed,
}

/// Accounts that turned.
#[derive(Debug)]
pub struct Turned {
    pub dry_run: bool,
    pub turn: Turn,
    pub logins: Vec<String>,
    pub unchanged: usize,
    pub unknown: Missed,
}

/// The count stands under the name of what was done.
impl Serialize for Turned {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("dry_run", &self.dry_run)?;
        map.serialize_entry("logins", &self.logins)?;
        map.serialize_entry("unchanged", &self.unchanged)?;
        map.serialize_entry("unknown", &self.unknown)?;
        map.serialize_entry(self.turn.done(), &self.logins.len())?;
        map.end()
    }
}

impl Turn {
    fn done(self) -> &'static str {
        match self {
            Self::Lock => "locked",
            Self::Unlock => "unlocked",
        }
    }

    fn status(self) -> Status {
        match self {
            Self::Lock => Status::Locked,
            Self::Unlock => Status::Active,
        }
    }

    /// A departed person's account stays closed, whatever is asked.
    fn concerns(self, account: &Account, now: jiff::Timestamp) -> bool {
        match (self, account.status) {
            (_, Status::Inactive) | (Self::Lock, Status::Locked) => false,
            (Self::Lock, _) => true,
            (Self::Unlock, _) => lockout::standing(account, now).is_some() || account.failures > 0,
        }
    }

    /// Action of the journal, and its result.
    fn in_journal(self) -> (&'static str, &'static str) {
        match self {
            Self::Lock => ("accounts.lock", "verrouillé"),
            Self::Unlock => ("accounts.unlock", "déverrouillé"),
        }
    }
}

impl UseCase for Lock {
    type Plan = Plan;
    type Outcome = Turned;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        if self.selectors.is_empty() {
            let verb = if self.turn == Turn::Lock { Verb::Lock } else { Verb::Unlock };
            return Err(Refusal::NobodyNamed(verb).into());
        }
        let selection = self.selectors.accounts(world, store)?;
        let (all, now) = (selection.accounts.len(), world.now().timestamp());
        let due = selection.accounts.into_iter().filter(|account| self.turn.concerns(account, now)).collect();
        Ok(Plan { turn: self.turn, due, all, unknown: selection.unknown })
    }

    fn foresee(plan: &Plan) -> Turned {
        Turned {
            dry_run: true,
            turn: plan.turn,
            logins: plan.due.iter().map(|account| account.login.to_string()).collect(),
            unchanged: plan.all - plan.due.len(),
            unknown: plan.unknown.clone(),
        }
    }

    /// Somebody may have left meanwhile: only those who turned are told of.
    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Turned> {
        let foreseen = Turned { dry_run: false, ..Self::foresee(&plan) };
        if plan.due.is_empty() {
            return Ok(foreseen);
        }
        world.check_interrupt()?;
        let (action, result) = plan.turn.in_journal();
        let logins: Vec<String> = store.transact(base::stamp(world), |tx| {
            let mut turned = Vec::with_capacity(plan.due.len());
            for account in &plan.due {
                if tx.set_status(account.id, plan.turn.status())? {
                    tx.log(&Entry::new(action, Record::Account, account.id.0, result))?;
                    turned.push(account.login.to_string());
                }
            }
            Ok::<_, Error>(turned)
        })?;
        Ok(Turned { unchanged: plan.all - logins.len(), logins, ..foreseen })
    }
}
