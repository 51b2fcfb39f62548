//! Everything back as it was before a batch, unless it served since.

use serde::Serialize;

use super::Refusal;
use super::history::find;
use crate::store::{Action, Batch, BatchId, Effect, Obstacle, Store, Summary};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Most later batches that a refusal names.
const NAMED: usize = 5;

/// Which batch; the last that can be undone, and undoes none, where none is named.
#[derive(Debug, Clone)]
pub struct Undo {
    pub batch: Option<i64>,
}

/// What a batch did, which is to be put back.
pub struct Plan {
    pub batch: Batch,
    pub effects: Vec<Effect>,
    revision: i64,
}

/// A batch that was undone.
#[derive(Debug, Clone, Serialize)]
pub struct Undone {
    pub undoes: BatchId,
    pub dry_run: bool,
    #[serde(flatten)]
    pub totals: Totals,
    pub batch: Option<BatchId>,
    #[serde(skip)]
    pub undone: Box<Batch>,
}

/// How many of each were put back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub removed_people: usize,
    pub people: usize,
    pub removed_accounts: usize,
    pub accounts: usize,
    pub documents: usize,
    pub valid_documents: usize,
}

impl Totals {
    fn new(effects: &[Effect]) -> Self {
        let mut totals = Self::default();
        for effect in effects {
            let total = match effect {
                Effect::PersonAdded(_) => &mut totals.removed_people,
                Effect::PersonRemoved(_) | Effect::PersonChanged(_) => &mut totals.people,
                Effect::AccountAdded(_) => &mut totals.removed_accounts,
                Effect::AccountRemoved(_) | Effect::AccountChanged(..) => &mut totals.accounts,
                Effect::Document(..) => &mut totals.documents,
                Effect::DocumentVoided(..) => &mut totals.valid_documents,
            };
            *total += 1;
        }
        totals
    }

    fn summary(&self) -> Summary {
        Summary {
            removed_people: Some(self.removed_people),
            people: Some(self.people),
            removed_accounts: Some(self.removed_accounts),
            accounts: Some(self.accounts),
            documents: Some(self.documents),
            valid_documents: Some(self.valid_documents),
            ..Summary::default()
        }
    }
}

impl UseCase for Undo {
    type Plan = Plan;
    type Outcome = Undone;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let revision = store.revision()?;
        let batch = match self.batch {
            Some(number) => find(store, number)?,
            None => last(store)?,
        };
        check(&batch)?;
        refuse_inspector(store, &batch)?;
        refuse_obstacles(store, &batch, store.obstacles(batch.id)?)?;
        let effects = store.effects(batch.id)?;
        Ok(Plan { batch, effects, revision })
    }

    fn foresee(plan: &Plan) -> Undone {
        Undone {
            undoes: plan.batch.id,
            dry_run: true,
            totals: Totals::new(&plan.effects),
            batch: None,
            undone: Box::new(plan.batch.clone()),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Undone> {
        let foreseen = Self::foresee(&plan);
        let batch = store.transact(base::stamp(world), |tx| {
            tx.expect_revision(plan.revision)?;
            // Somebody may have signed in while the question was asked.
            refuse_obstacles(tx, &plan.batch, tx.obstacles(plan.batch.id)?)?;
            Ok::<_, Error>(tx.undo(&plan.batch, &foreseen.totals.summary())?)
        })?;
        Ok(Undone { dry_run: false, batch: Some(batch), ..foreseen })
    }
}

/// The last batch that is worth proposing.
fn last(store: &Store) -> Result<Batch> {
    let mut batches = store.batches(u32::MAX)?.into_iter();
    let last = batches.find(|batch| batch.undoes.is_none() && check(batch).is_ok());
    Ok(last.ok_or(Refusal::NothingToUndo)?)
}

/// Batches that nobody can undo.
fn check(batch: &Batch) -> Result<()> {
    let refusal = match batch.undone_by {
        Some(by) => Refusal::Undone(batch.id, by),
        None if batch.action == Action::Init.as_str() => Refusal::SetUp(batch.id),
        None if !batch.kept => Refusal::NotKept(batch.id),
        None => return Ok(()),
    };
    Err(refusal.into())
}

/// An access that was taken back is opened again by the head alone.
fn refuse_inspector(store: &Store, batch: &Batch) -> Result<()> {
    let undone = batch.undoes.map(|undone| store.batch(undone)).transpose()?.flatten();
    match undone.filter(|undone| undone.action == Action::OpenInspector.as_str()) {
        None => Ok(()),
        Some(_) => Err(Refusal::Inspector.into()),
    }
}

/// Refuses where later batches touched the same; names the last of these.
fn refuse_obstacles(store: &Store, batch: &Batch, obstacles: Vec<Obstacle>) -> Result<()> {
    if obstacles.is_empty() {
        return Ok(());
    }
    let mut later: Vec<BatchId> = obstacles.iter().filter_map(|obstacle| obstacle.by).collect();
    later.sort_unstable_by(|one, other| other.cmp(one));
    later.dedup();
    let mut named = Vec::new();
    for by in later.into_iter().take(NAMED) {
        named.extend(store.batch(by)?);
    }
    Err(Refusal::InTheWay(Box::new(batch.clone()), obstacles, named).into())
}
