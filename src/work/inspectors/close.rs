//! An access ended before its day.

use serde::Serialize;

use super::Refusal;
use crate::domain::account::{Account, Status};
use crate::domain::person::PersonId;
use crate::domain::profile::Profile;
use crate::store::{Entry, Record, Store};
use crate::work::selection::account;
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Whose: a login.
#[derive(Debug, Clone)]
pub struct Close {
    pub login: String,
}

/// Whose access will be closed.
pub struct Plan {
    account: Account,
    person: PersonId,
}

/// Whose access is closed.
#[derive(Debug, Serialize)]
pub struct Closed {
    pub login: String,
    pub status: &'static str,
    #[serde(skip)]
    pub name: String,
    #[serde(skip)]
    pub was_closed: bool,
}

impl UseCase for Close {
    type Plan = Plan;
    type Outcome = Closed;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let account = account(store, &self.login)?;
        match (account.profile, &account.person) {
            (Profile::Inspector, Some((person, _))) => Ok(Plan { person: *person, account }),
            _ => Err(Refusal::NotInspector(account.full_name()).into()),
        }
    }

    fn foresee(plan: &Plan) -> Closed {
        Closed {
            login: plan.account.login.to_string(),
            status: "closed",
            name: plan.account.full_name(),
            was_closed: plan.account.status == Status::Inactive,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Closed> {
        let closed = Self::foresee(&plan);
        if !closed.was_closed {
            let today = world.today();
            store.transact(base::stamp(world), |tx| {
                tx.close_access(plan.person, today)?;
                tx.log(&Entry::new("inspectors.close", Record::Account, plan.account.id.0, "accès fermé"))?;
                Ok::<_, Error>(())
            })?;
        }
        Ok(closed)
    }
}
