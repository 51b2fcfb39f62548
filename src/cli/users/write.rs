//! One person changed by hand, as a batch of its own that can be undone.

use serde_json::json;

use crate::cli::Context;
use crate::cli::import::{Batch, Rearmed};
use crate::domain::person::{Person, Place};
use crate::domain::roster::{Departure, Field, Known, Outcome, Read, Update};
use crate::error::Result;
use crate::store::{Action, BatchId, Store};

/// Adds somebody.
pub fn add(context: &mut Context, store: &mut Store, person: Person) -> Result<BatchId> {
    let outcome = Outcome { arrived: vec![0], ..Outcome::default() };
    write(context, store, &[], person, &outcome, "created")
}

/// Corrects somebody; the new initial password that a corrected birth date makes comes back too.
pub fn update(
    context: &mut Context,
    store: &mut Store,
    known: Known,
    person: Person,
    fields: Vec<Field>,
) -> Result<BatchId> {
    let outcome = Outcome { updated: vec![Update { known: 0, read: 0, fields }], ..Outcome::default() };
    write(context, store, &[known], person, &outcome, "updated")
}

/// Somebody leaves: the account is closed, the record kept.
pub fn depart(context: &mut Context, store: &mut Store, known: Known) -> Result<BatchId> {
    let person = known.person.clone();
    let outcome = Outcome { departed: vec![Departure { known: 0, read: None }], ..Outcome::default() };
    write(context, store, &[known], person, &outcome, "departed")
}

fn write(
    context: &mut Context,
    store: &mut Store,
    known: &[Known],
    person: Person,
    outcome: &Outcome,
    total: &str,
) -> Result<BatchId> {
    let (revision, settings) = (store.revision()?, store.settings()?);
    let reads = [Read { person, place: Place::default() }];
    let import = Batch::by_hand(known, &reads, outcome, json!({ total: 1 }).to_string(), revision, Action::EditUsers);
    let rearmed: Vec<Rearmed> = import.rearm(context, store, &settings)?;
    let today = context.today();
    store.transact(context.stamp(), |tx| {
        tx.expect_revision(revision)?;
        let batch = tx.begin_batch(Action::EditUsers, "")?;
        import.fill(tx, batch, today, &rearmed)?;
        tx.end_batch(batch, Action::EditUsers, &import.summary)?;
        Ok(batch)
    })
}
