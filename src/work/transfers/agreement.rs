//! The agreement of the school, and the key that others seal files with.

use serde::Serialize;

use super::{Refusal, School};
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings};
use crate::store::Store;
use crate::targets::sealed;
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Agrees to transfers, under a reference: the one given, or the one that is set.
#[derive(Debug, Clone)]
pub struct Enable {
    pub register: Option<String>,
}

/// An agreement that will be given.
pub struct Plan {
    pub register: String,
    /// The key of the school, where it is given already.
    pub given: Option<Secret>,
}

/// An agreement.
#[derive(Debug, Serialize)]
pub struct Enabled {
    pub enabled: bool,
    pub register: String,
    pub key: String,
    /// True where it was given before.
    #[serde(skip)]
    pub again: bool,
}

impl UseCase for Enable {
    type Plan = Plan;
    type Outcome = Enabled;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        let register = self.register(&settings)?;
        let same = settings.value(Key::Register).as_ref() == Some(&register);
        let present = store.transfer_agreement()?.filter(|agreement| agreement.enabled);
        let given = present.filter(|present| same && present.register == register).map(|present| present.identity);
        Ok(Plan { register, given })
    }

    fn foresee(plan: &Plan) -> Enabled {
        let key = plan.given.as_ref().and_then(sealed::public_key).unwrap_or_default();
        Enabled { enabled: true, register: plan.register.clone(), key, again: plan.given.is_some() }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Enabled> {
        let enabled = Self::foresee(&plan);
        if enabled.again {
            return Ok(enabled);
        }
        let new = sealed::new_identity();
        let identity = store.transact(base::stamp(world), |tx| {
            tx.set(Key::Register, Some(&plan.register))?;
            Ok::<_, Error>(tx.enable_transfers(&plan.register, &new)?)
        })?;
        Ok(Enabled { key: sealed::public_key(&identity).unwrap_or_default(), ..enabled })
    }
}

impl Enable {
    fn register(&self, settings: &Settings) -> Result<String> {
        let typed = self.register.clone().or_else(|| settings.value(Key::Register)).ok_or(Refusal::NoRegister)?;
        Ok(Key::Register.check(&typed).map_err(|refusal| Refusal::BadRegister(refusal.0))?)
    }
}

/// Takes the agreement back.
#[derive(Debug, Clone)]
pub struct Disable;

/// An agreement that was taken back.
#[derive(Debug, Serialize)]
pub struct Disabled {
    pub enabled: bool,
    /// True where there was one.
    #[serde(skip)]
    pub taken: bool,
}

impl UseCase for Disable {
    type Plan = ();
    type Outcome = Disabled;

    fn plan(self, _world: &mut World, _store: &Store) -> Result<()> {
        Ok(())
    }

    fn foresee(_plan: &()) -> Disabled {
        Disabled { enabled: false, taken: true }
    }

    fn carry_out(_plan: (), world: &mut World, store: &mut Store) -> Result<Disabled> {
        let taken = store.transact(base::stamp(world), |tx| Ok::<_, Error>(tx.disable_transfers()?))?;
        Ok(Disabled { enabled: false, taken })
    }
}

/// What a school gives to those who send it pupils.
#[derive(Debug, Serialize)]
pub struct PublicKey {
    pub uai: String,
    pub key: String,
}

/// The key of the school.
pub fn key(world: &World) -> Result<PublicKey> {
    let store = base::open(world)?;
    let school = School::require(&store, &store.settings()?)?;
    let key = sealed::public_key(&school.agreement.identity).unwrap_or_default();
    Ok(PublicKey { uai: school.uai.to_string(), key })
}
