//! Resets asked for at the counter, made by the next night.

use serde::Serialize;

use super::{Refusal, Verb};
use crate::domain::account::{Account, Status};
use crate::domain::instant::Instant;
use crate::domain::name;
use crate::store::{Entry, Record, Store};
use crate::work::selection::{Missed, Selectors};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Longest reason, in characters.
const MAX_REASON: usize = 200;

/// Which resets are asked for, or taken off the list.
#[derive(Debug, Clone)]
pub struct Request {
    pub selectors: Selectors,
    pub reason: String,
    pub cancel: bool,
}

/// Requests that will be written or removed.
pub struct Plan {
    reason: String,
    cancel: bool,
    due: Vec<Account>,
    /// Accounts that are open, the others included.
    all: usize,
    closed: Vec<Skipped>,
    unknown: Missed,
}

/// Requests written or removed.
#[derive(Debug, Serialize)]
pub struct Requested {
    pub dry_run: bool,
    pub requested: usize,
    pub cancelled: usize,
    pub unchanged: usize,
    pub skipped: Vec<Skipped>,
    pub unknown: Missed,
    #[serde(skip)]
    pub cancel: bool,
}

/// An account of which nothing is asked.
#[derive(Debug, Clone, Serialize)]
pub struct Skipped {
    pub login: String,
    pub reason: &'static str,
    #[serde(skip)]
    pub name: String,
}

impl Requested {
    /// How many requests changed.
    pub fn done(&self) -> usize {
        self.requested + self.cancelled
    }
}

impl UseCase for Request {
    type Plan = Plan;
    type Outcome = Requested;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        if self.selectors.is_empty() {
            let verb = if self.cancel { Verb::Unrequest } else { Verb::Reset };
            return Err(Refusal::NobodyNamed(verb).into());
        }
        let reason = name::tidy(&self.reason);
        if reason.chars().count() > MAX_REASON || reason.chars().any(name::is_forbidden) {
            return Err(Refusal::BadReason(MAX_REASON).into());
        }
        let selection = self.selectors.accounts(world, store)?;
        let cancel = self.cancel;
        let (accounts, closed): (Vec<Account>, Vec<Account>) =
            selection.accounts.into_iter().partition(|account| cancel || account.status != Status::Inactive);
        let known = store.requests_by_account()?;
        // A request that was overtaken by a new password is no request for that one.
        let waits = |one: &Account| known.get(&one.id).is_some_and(|request| cancel || request.version == one.version);
        let all = accounts.len();
        let due = accounts.into_iter().filter(|one| waits(one) == cancel).collect();
        let closed = closed.iter().map(|account| Skipped {
            login: account.login.to_string(),
            reason: "compte désactivé",
            name: account.full_name(),
        });
        Ok(Plan { reason, cancel, due, all, closed: closed.collect(), unknown: selection.unknown })
    }

    fn foresee(plan: &Plan) -> Requested {
        plan.outcome(true, plan.due.len())
    }

    /// Somebody else may have asked for the same meanwhile: only what changed is told of.
    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Requested> {
        if plan.due.is_empty() {
            return Ok(plan.outcome(false, 0));
        }
        world.check_interrupt()?;
        let done = store.transact(base::stamp(world), |tx| {
            let mut done = 0;
            for account in &plan.due {
                let (changed, result) = if plan.cancel {
                    (tx.remove_request(account.id)?, "demande retirée")
                } else {
                    (tx.add_request(account.id, &plan.reason)?, "réinitialisation demandée")
                };
                if changed {
                    tx.log(&Entry::new("accounts.request", Record::Account, account.id.0, result))?;
                    done += 1;
                }
            }
            Ok::<_, Error>(done)
        })?;
        Ok(plan.outcome(false, done))
    }
}

impl Plan {
    fn outcome(&self, dry_run: bool, done: usize) -> Requested {
        Requested {
            dry_run,
            requested: if self.cancel { 0 } else { done },
            cancelled: if self.cancel { done } else { 0 },
            unchanged: self.all - done,
            skipped: self.closed.clone(),
            unknown: self.unknown.clone(),
            cancel: self.cancel,
        }
    }
}

/// A request that waits.
#[derive(Debug, Serialize)]
pub struct Waiting {
    pub login: String,
    pub requested_at: Instant,
    pub requested_by: String,
    pub reason: String,
    #[serde(skip)]
    pub name: String,
    #[serde(skip)]
    pub division: String,
}

/// Requests that wait, among the accounts that are selected; and the words that named nobody.
pub fn waiting(world: &mut World, selectors: &Selectors) -> Result<(Vec<Waiting>, Missed)> {
    let store = base::open(world)?;
    let selection = selectors.accounts(world, &store)?;
    let mut requests = store.requests_by_account()?;
    let rows = selection.accounts.iter().filter_map(|account| {
        let request = requests.remove(&account.id)?;
        Some(Waiting {
            login: account.login.to_string(),
            requested_at: request.at,
            requested_by: request.actor,
            reason: request.reason,
            name: account.full_name(),
            division: account.division().to_owned(),
        })
    });
    Ok((rows.collect(), selection.unknown))
}
