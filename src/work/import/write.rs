//! An import written: its people in one transaction, then the rejected rows, accounts and slips.

use std::path::{Path, PathBuf};

use super::report::{Followed, Following, Imported, Totals};
use super::{Plan, Refusal, Then};
use crate::domain::person::Place;
use crate::domain::roster::{Scope, subject};
use crate::store::{Action, BatchId, NewConflict, Store};
use crate::work::accounts::create::Create;
use crate::work::people::{Changes, Renewed, rearm};
use crate::work::slips::compose::Printing;
use crate::work::slips::generate::{Generate, Generated, Whose};
use crate::work::{Error, Result, UseCase, base};
use crate::world::{Staged, World};

/// Writes everything that is to be written, if anything is, and goes on.
pub fn write(plan: &Plan, world: &mut World, store: &mut Store) -> Result<Imported> {
    let staged = stage_rejects(plan, world)?;
    let (batch, renewed) = write_people(plan, world, store)?;
    let (mut reject_files, mut unpublished) = (Vec::new(), None);
    for (path, file) in staged {
        match file.publish() {
            Ok(()) => reject_files.push(path),
            Err(why) => unpublished = unpublished.or(Some(why)),
        }
    }
    let followed = match unpublished {
        Some(why) => Followed { failed: Some(why.into()), ..Followed::default() },
        None => plan.then.go_on(plan.replace, world, store),
    };
    Ok(Imported {
        dry_run: false,
        batch,
        renewed,
        reject_files,
        accounts_created: followed.accounts.as_ref().map_or(0, |created| created.created),
        followed,
        ..Imported::new(plan)
    })
}

/// What would follow: the import is made on a copy of the base in memory, and its accounts are counted there.
pub fn rehearse(plan: &Plan, world: &mut World, store: &Store) -> Result<Following> {
    let (accounts, slips) = (plan.then.accounts, plan.then.slips.is_some());
    if !accounts && !slips {
        return Ok(Following::default());
    }
    let mut copy = store.rehearsal()?;
    write_people(plan, world, &mut copy)?;
    if accounts {
        let created = Create::foresee(&Create::default().plan(world, &copy)?).created;
        return Ok(Following { accounts: created, slips: if slips { created } else { 0 } });
    }
    let whose = Whose::Selected(Box::default());
    let everybody = Generate { whose, ..Generate::default() };
    Ok(Following { accounts: 0, slips: Generate::foresee(&everybody.plan(world, &copy)?).slips })
}

/// The files of rejected rows, flushed, and where they go.
fn stage_rejects(plan: &Plan, world: &World) -> Result<Vec<(PathBuf, Staged)>> {
    let mut staged = Vec::new();
    for (path, bytes) in &plan.rejects {
        let file = world.stage(path, bytes, plan.replace).map_err(Refusal::Rejects)?;
        staged.push((path.clone(), file));
    }
    Ok(staged)
}

/// The people, and the conflicts that are new or none any more.
fn write_people(plan: &Plan, world: &mut World, store: &mut Store) -> Result<(Option<BatchId>, Vec<Renewed>)> {
    let met = conflicts(plan);
    let settled = settled(store, plan, &met)?;
    let mut new = Vec::new();
    for conflict in met {
        if !store.knows_conflict(&conflict)? {
            new.push(conflict);
        }
    }
    let rearmed = rearm(world, store, &plan.settings, &plan.outcome)?;
    world.check_interrupt()?;
    let changed = !plan.outcome.is_empty() || !new.is_empty() || !settled.is_empty();
    if !changed && plan.mapping.is_none() {
        return Ok((None, Vec::new()));
    }
    let changes = Changes { outcome: &plan.outcome, rearmed: &rearmed, action: Action::Import };
    let (today, source) = (world.today(), plan.reading.names());
    let summary = Totals::new(plan).summary();
    store.transact(base::stamp(world), |tx| {
        tx.expect_revision(plan.revision)?;
        if let Some((name, mapping)) = &plan.mapping {
            tx.save_mapping(name, mapping)?;
        }
        if !changed {
            return Ok((None, Vec::new()));
        }
        let batch = tx.begin_batch(Action::Import, &source)?;
        let renewed = changes.fill(tx, batch, today)?;
        settled.iter().try_for_each(|conflict| tx.close_conflict(*conflict))?;
        new.iter().try_for_each(|conflict| tx.add_conflict(conflict, batch))?;
        tx.end_batch(batch, Action::Import, &summary)?;
        Ok::<_, Error>((Some(batch), renewed))
    })
}

/// Every conflict of this import, as the base keeps it.
fn conflicts(plan: &Plan) -> Vec<NewConflict<'_>> {
    let reading = &plan.reading;
    let file = |place: Place| reading.file(place).name.as_str();
    let with_base = plan.outcome.conflicts.iter().map(|doubt| {
        let place = doubt.row.place;
        let known = Some(doubt.known.id);
        NewConflict { source: file(place), line: place.line, row: &doubt.row.person, known, other: None }
    });
    let in_files = reading.clashing.iter().map(|pair| {
        // In the same order whatever the order of the file: a pair is one conflict.
        let turn = subject(&pair.other.person) < subject(&pair.row.person);
        let (one, other) = if turn { (&pair.other, &pair.row) } else { (&pair.row, &pair.other) };
        let (source, line) = (file(one.place), one.place.line);
        NewConflict { source, line, row: &one.person, known: None, other: Some(&other.person) }
    });
    with_base.chain(in_files).collect()
}

/// Open conflicts that the whole record does not raise any more.
fn settled(store: &Store, plan: &Plan, met: &[NewConflict<'_>]) -> Result<Vec<i64>> {
    let Scope::Whole(origin) = plan.scope else { return Ok(Vec::new()) };
    let met: Vec<_> = met.iter().map(|new| (subject(new.row), new.known, new.other.map(subject))).collect();
    let open = store.conflicts(false)?.into_iter().filter(|conflict| conflict.row.origin == origin);
    let gone = open.filter(|open| {
        let key = (subject(&open.row), open.known, open.other.as_ref().map(subject));
        !met.contains(&key)
    });
    Ok(gone.map(|conflict| conflict.id).collect())
}

impl Then {
    /// The accounts and the slips; what stops them leaves the import as it is.
    fn go_on(&self, replace: bool, world: &mut World, store: &mut Store) -> Followed {
        let mut followed = Followed::default();
        let mut whose = Whose::Selected(Box::default());
        if self.accounts {
            match Create::default().run(world, store) {
                Ok(created) => {
                    whose = Whose::Of(created.numbers.clone());
                    followed.accounts = Some(created);
                }
                Err(why) => return Followed { failed: Some(why), ..followed },
            }
        }
        if let Some(path) = &self.slips {
            match print(whose, path, replace, world, store) {
                Ok(generated) => followed.slips = Some(generated),
                Err(why) => followed.failed = Some(why),
            }
        }
        followed
    }
}

/// Two slips a page.
fn print(whose: Whose, path: &Path, replace: bool, world: &mut World, store: &mut Store) -> Result<Generated> {
    let printing = Printing { output: Some(path.to_owned()), force: replace, ..Printing::default() };
    Generate { whose, printing, ..Generate::default() }.run(world, store)
}
