//! Every batch, and what it changed.

use super::Refusal;
use crate::store::{Batch, BatchId, Effect, Store};
use crate::work::{Result, base};
use crate::world::World;

/// The last `most` batches, latest first.
pub fn list(world: &World, most: u32) -> Result<Vec<Batch>> {
    Ok(base::open(world)?.batches(most)?)
}

/// One batch, and what it did.
pub fn show(world: &World, number: i64) -> Result<(Batch, Vec<Effect>)> {
    let store = base::open(world)?;
    let batch = find(&store, number)?;
    let effects = store.effects(batch.id)?;
    Ok((batch, effects))
}

/// A batch by its number.
pub fn find(store: &Store, number: i64) -> Result<Batch> {
    Ok(store.batch(BatchId(number))?.ok_or(Refusal::UnknownBatch(number))?)
}
