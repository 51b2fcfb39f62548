//! First set-up: the establishment, and its one administrator account.

use std::path::PathBuf;

use serde::Serialize;

use crate::domain::login::Login;
use crate::domain::profile::Profile;
use crate::domain::setting::{Key, Settings};
use crate::domain::uai::Uai;
use crate::store::{self, Action, NewAccountRow, Password, Store, Summary};
use crate::work::rgpd::memory;
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Why the base is not set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is the base of another establishment: its code, and the one given.
    OtherSchool(Uai, Uai),
}

/// The establishment.
#[derive(Debug, Clone)]
pub struct Init {
    pub uai: Uai,
    /// Checked values, the code included.
    pub values: Vec<(Key, String)>,
}

/// What will be written.
pub struct Plan {
    init: Init,
    missing_administrator: bool,
    base: PathBuf,
    /// What was set otherwise: key, before, after.
    pub changes: Vec<(Key, String, String)>,
}

/// What was written.
#[derive(Debug, Serialize)]
pub struct SetUp {
    pub uai: String,
    pub base: PathBuf,
    /// True where the administrator's account was made.
    pub administrator: bool,
}

/// What is set already; nothing where there is no base yet.
pub fn present(world: &World) -> Result<Settings> {
    match base::open(world) {
        Ok(store) => Ok(store.settings()?),
        Err(Error::Store(store::Error::Missing(_))) => Ok(Settings::default()),
        Err(error) => Err(error),
    }
}

impl UseCase for Init {
    type Plan = Plan;
    type Outcome = SetUp;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let missing_administrator = !store.has_administrator()?;
        let known = store.settings()?.uai().filter(|known| *known != self.uai && !missing_administrator);
        match known {
            Some(known) => Err(Refusal::OtherSchool(known, self.uai).into()),
            None => {
                // A first set-up says it all: settings copied from another school may stand there already.
                let changes =
                    if missing_administrator { Vec::new() } else { changes(&store.settings()?, &self.values) };
                let base = world.base.clone().unwrap_or_default();
                Ok(Plan { init: self, missing_administrator, base, changes })
            }
        }
    }

    fn foresee(plan: &Plan) -> SetUp {
        SetUp { uai: plan.init.uai.to_string(), base: plan.base.clone(), administrator: plan.missing_administrator }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<SetUp> {
        let erased = if plan.missing_administrator { memory::beside_base(world)? } else { Vec::new() };
        store.transact(base::stamp(world), |tx| {
            for (key, value) in &plan.init.values {
                tx.set(*key, Some(value))?;
            }
            if plan.missing_administrator && !tx.has_administrator()? {
                let batch = tx.begin_batch(Action::Init, "")?;
                let login = Login(plan.init.uai.as_str().into());
                let (profile, password) = (Profile::Administrator, &Password::Pending);
                tx.add_account(&NewAccountRow { person: None, login: &login, profile, password }, batch)?;
                tx.end_batch(batch, Action::Init, &Summary::default())?;
                memory::adopt(tx, &erased)?;
            }
            Ok::<_, Error>(())
        })?;
        Ok(Self::foresee(&plan))
    }
}

/// The settings that would not stay what somebody set.
fn changes(present: &Settings, values: &[(Key, String)]) -> Vec<(Key, String, String)> {
    let before = |key: &Key| present.0.get(key).cloned();
    let differs =
        |(key, after): &(Key, String)| Some((*key, before(key).filter(|before| before != after)?, after.clone()));
    values.iter().filter_map(differs).collect()
}
