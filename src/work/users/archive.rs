//! Somebody who has left: the account is closed, the record kept.

use serde::Serialize;

use super::{Refusal, find, refuse_inspector, write};
use crate::domain::roster::{Departure, Known, Outcome};
use crate::domain::setting::Settings;
use crate::store::{BatchId, Store};
use crate::work::{Result, UseCase};
use crate::world::World;

/// Who has left: a login, an INE, or first name and surname.
#[derive(Debug, Clone)]
pub struct Archive {
    pub who: String,
}

/// Who will be archived.
pub struct Plan {
    revision: i64,
    settings: Settings,
    known: Known,
}

/// Who was archived.
#[derive(Debug, Serialize)]
pub struct Archived {
    pub name: String,
    pub batch: Option<BatchId>,
}

impl UseCase for Archive {
    type Plan = Plan;
    type Outcome = Archived;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let revision = store.revision()?;
        let known = find(store, &self.who)?;
        refuse_inspector(&known)?;
        if !known.present {
            return Err(Refusal::AlreadyGone(known.person.full_name()).into());
        }
        Ok(Plan { revision, settings: store.settings()?, known })
    }

    fn foresee(plan: &Plan) -> Archived {
        Archived { name: plan.known.person.full_name(), batch: None }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Archived> {
        let archived = Self::foresee(&plan);
        let departure = Departure { id: plan.known.id, before: plan.known.person, announced: None };
        let outcome = Outcome { departed: vec![departure], ..Outcome::default() };
        let (batch, _) = write(world, store, &plan.settings, &outcome, plan.revision)?;
        Ok(Archived { batch: Some(batch), ..archived })
    }
}
