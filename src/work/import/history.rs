//! Every batch, and what it changed.

use super::Refusal;
use crate::store::{Action, Batch, BatchId, Effect, Store};
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

/// What a batch is, in a few words.
pub fn word(batch: &Batch) -> String {
    let action = [
        (Action::Init, "mise en place"),
        (Action::Import, "import"),
        (Action::DecideConflict, "décision d’un conflit"),
        (Action::EditUsers, "saisie d’un utilisateur"),
        (Action::CreateAccounts, "création de comptes"),
        (Action::ResetAccounts, "réinitialisation"),
        (Action::GenerateSlips, "papillons"),
        (Action::OpenInspector, "accès d’un inspecteur"),
        (Action::SendTransfer, "transfert envoyé"),
        (Action::CancelTransfer, "transfert annulé"),
        (Action::ReceiveTransfer, "transfert reçu"),
        (Action::Depart, "départs annoncés"),
    ];
    match batch.undoes {
        Some(undone) => format!("annulation du lot {}", undone.0),
        None => action
            .iter()
            .find(|(action, _)| action.as_str() == batch.action)
            .map_or_else(|| batch.action.clone(), |(_, word)| (*word).to_owned()),
    }
}
