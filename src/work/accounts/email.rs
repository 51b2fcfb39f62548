//! The address to which a forgotten password goes.

use serde::Serialize;

use super::Refusal;
use crate::domain::account::Account;
use crate::domain::person::PersonId;
use crate::store::{Entry, Record, Store};
use crate::work::selection::account;
use crate::work::{Error, Result, UseCase, base, people};
use crate::world::World;

/// Whose address, and which; `None` removes it.
#[derive(Debug, Clone)]
pub struct Email {
    pub login: String,
    pub address: Option<String>,
}

/// Whose address will change.
pub struct Plan {
    account: Account,
    person: PersonId,
    address: Option<String>,
    sharing: Vec<String>,
}

/// An address that changed.
#[derive(Debug, Serialize)]
pub struct Addressed {
    pub login: String,
    pub email: Option<String>,
    /// The temporary password that was mailed to the old address opens nothing any more.
    pub revoked: bool,
    #[serde(skip)]
    pub name: String,
    /// Who else has this address.
    #[serde(skip)]
    pub sharing: Vec<String>,
    /// True for a pupil, to whom nothing is mailed.
    #[serde(skip)]
    pub is_pupil: bool,
}

impl UseCase for Email {
    type Plan = Plan;
    type Outcome = Addressed;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let account = account(store, &self.login)?;
        let person = account.person.as_ref().map(|(person, _)| *person).ok_or(Refusal::AdministratorsAddress)?;
        let sharing = people::sharing(store, self.address.as_deref().unwrap_or_default(), Some(person))?;
        Ok(Plan { account, person, address: self.address, sharing })
    }

    fn foresee(plan: &Plan) -> Addressed {
        Addressed {
            login: plan.account.login.to_string(),
            email: plan.address.clone(),
            revoked: false,
            name: plan.account.full_name(),
            sharing: plan.sharing.clone(),
            is_pupil: !plan.account.profile.is_adult(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Addressed> {
        let result = if plan.address.is_some() { "adresse enregistrée" } else { "adresse retirée" };
        let address = plan.address.as_deref().unwrap_or_default();
        let revoked = store.transact(base::stamp(world), |tx| {
            let present = tx.account_numbered(plan.account.id)?.and_then(|account| account.person);
            let changes = present.is_some_and(|(_, person)| person.email().unwrap_or_default() != address);
            tx.set_email(plan.person, address)?;
            tx.log(&Entry::new("accounts.email", Record::Account, plan.account.id.0, result))?;
            Ok::<_, Error>(changes && tx.revoke_mailed(plan.person, "accounts.email")?)
        })?;
        Ok(Addressed { revoked, ..Self::foresee(&plan) })
    }
}
