//! The file of a transfer given back, to the byte.

use std::path::PathBuf;

use serde::Serialize;

use super::{Refusal, find};
use crate::store::{Entry, Record, Store, Transfer};
use crate::work::{Error, Result, UseCase, base};
use crate::world::{self, World};

/// Which transfer, and where its file goes.
#[derive(Debug, Clone)]
pub struct Export {
    pub number: i64,
    pub output: PathBuf,
    pub replace: bool,
}

/// A file that will be written.
pub struct Plan {
    request: Export,
    transfer: Transfer,
    content: Vec<u8>,
}

/// A file that was written.
#[derive(Debug, Serialize)]
pub struct Exported {
    pub transfer: i64,
    pub path: String,
    #[serde(skip)]
    pub bytes: usize,
    /// The other school.
    #[serde(skip)]
    pub to: String,
    /// Why the complete file did not get its name.
    #[serde(skip)]
    pub unpublished: Option<world::Error>,
}

impl UseCase for Export {
    type Plan = Plan;
    type Outcome = Exported;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let transfer = find(store, self.number)?;
        if transfer.cancelled {
            return Err(Refusal::FileWithdrawn(self.number).into());
        }
        let content = store.transfer_content(self.number)?;
        let content = content.ok_or(Refusal::FileGone(self.number, transfer.direction))?;
        world.check_file(&self.output)?;
        world.check_writable(&self.output, self.replace)?;
        Ok(Plan { request: self, transfer, content })
    }

    fn foresee(plan: &Plan) -> Exported {
        Exported {
            transfer: plan.transfer.id,
            path: plan.request.output.display().to_string(),
            bytes: plan.content.len(),
            to: plan.transfer.uai.clone(),
            unpublished: None,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Exported> {
        let staged = world.stage(&plan.request.output, &plan.content, plan.request.replace)?;
        let entry = Entry::new("transfers.export", Record::Batch, plan.transfer.batch.0, "fichier rendu");
        store.transact(base::stamp(world), |tx| Ok::<_, Error>(tx.log(&entry)?))?;
        Ok(Exported { unpublished: staged.publish().err(), ..Self::foresee(&plan) })
    }
}
