//! A file that was sent is not to be received: its pupils are here again.

use std::collections::HashMap;

use serde::Serialize;

use super::{Refusal, find};
use crate::domain::account::Status;
use crate::domain::person::{PersonId, Place};
use crate::domain::roster::{Known, Outcome, Update};
use crate::store::{Action, Direction, Store, Summary, Transfer};
use crate::work::people::Changes;
use crate::work::{Result, UseCase, base};
use crate::world::World;

/// Which transfer.
#[derive(Debug, Clone)]
pub struct Cancel {
    pub number: i64,
}

/// Who of a transfer is still away.
pub struct Plan {
    pub transfer: Transfer,
    away: Away,
    revision: i64,
}

/// The pupils whom a transfer still keeps away, and the others.
#[derive(Default)]
struct Away {
    /// Those who come back, with the status that the account had.
    back: Vec<(Known, Option<Status>)>,
    /// Names of those to whom something has happened since.
    others: Vec<String>,
}

/// A transfer that was cancelled.
#[derive(Debug, Serialize)]
pub struct Cancelled {
    pub transfer: i64,
    pub returned: usize,
    /// The other school, and the file that it must not receive.
    #[serde(skip)]
    pub to: String,
    #[serde(skip)]
    pub file: String,
}

impl UseCase for Cancel {
    type Plan = Plan;
    type Outcome = Cancelled;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let transfer = find(store, self.number)?;
        if transfer.direction == Direction::Received {
            return Err(Refusal::CameIn(transfer.id, transfer.batch.0).into());
        }
        if transfer.cancelled {
            return Err(Refusal::AlreadyCancelled(transfer.id).into());
        }
        let revision = store.revision()?;
        let away = Away::of(store, transfer.id)?;
        Ok(Plan { transfer, away, revision })
    }

    fn foresee(plan: &Plan) -> Cancelled {
        let Transfer { id, uai, file, .. } = plan.transfer.clone();
        Cancelled { transfer: id, returned: plan.away.back.len(), to: uai, file }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Cancelled> {
        let cancelled = Self::foresee(&plan);
        let outcome = Outcome {
            returned: plan.away.back.iter().map(|(known, _)| returned(known)).collect(),
            ..Outcome::default()
        };
        let changes = Changes { outcome: &outcome, rearmed: &[], action: Action::CancelTransfer };
        let summary = Summary { returned: Some(cancelled.returned), ..Summary::default() };
        let today = world.today();
        store.transact(base::stamp(world), |tx| {
            tx.expect_revision(plan.revision)?;
            let batch = tx.begin_batch(Action::CancelTransfer, &plan.transfer.file)?;
            changes.fill(tx, batch, today)?;
            for (known, status) in &plan.away.back {
                if let Some(status) = status {
                    tx.set_status_of(known.id, *status)?;
                }
            }
            tx.cancel_transfer(plan.transfer.id)?;
            tx.end_batch(batch, Action::CancelTransfer, &summary)?;
            Ok::<_, crate::work::Error>(cancelled)
        })
    }
}

impl Plan {
    /// Names of those to whom something has happened since.
    pub fn others(&self) -> &[String] {
        &self.away.others
    }

    /// Names of those who come back.
    pub fn names(&self) -> Vec<String> {
        self.away.back.iter().map(|(known, _)| known.person.full_name()).collect()
    }
}

/// Somebody who is here again, as they were.
fn returned(known: &Known) -> Update {
    Update {
        id: known.id,
        before: known.person.clone(),
        after: known.person.clone(),
        was_present: known.present,
        place: Place::default(),
        fields: Vec::new(),
    }
}

impl Away {
    fn of(store: &Store, number: i64) -> Result<Self> {
        let mut people: HashMap<PersonId, Known> = store.people()?.into_iter().map(|known| (known.id, known)).collect();
        let mut away = Self::default();
        for passenger in store.passengers(number)? {
            let Some(known) = passenger.person.and_then(|person| people.remove(&person)) else { continue };
            let held = store.sent_away(known.id)?.is_some_and(|transfer| transfer.id == number);
            if held && !known.present {
                away.back.push((known, passenger.status));
            } else {
                away.others.push(known.person.full_name());
            }
        }
        Ok(away)
    }
}
