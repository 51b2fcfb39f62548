//! What time undoes: provisional passwords and accesses past their date, old slips, transfers, tickets and lines of the
//! journal.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::person::{Detail, Person, PersonId, Place};
use crate::domain::roster::{Departure, Outcome};
use crate::domain::setting::{Key, Settings};
use crate::french::count;
use crate::store::{Action, Entry, Record, Store, Summary, Tx};
use crate::work::people::Changes;
use crate::work::slips::documents;
use crate::work::{Result, base};
use crate::world::World;

/// Does what is due in a transaction of its own.
fn when_due(
    world: &World,
    store: &mut Store,
    due: usize,
    write: impl FnOnce(&Tx<'_>) -> Result<usize>,
) -> Result<usize> {
    if due == 0 {
        return Ok(due);
    }
    world.check_interrupt()?;
    store.transact(base::stamp(world), write)
}

/// Does the departures that were announced for today, or for a day since the last night.
pub fn depart(world: &World, store: &mut Store, _settings: &Settings) -> Result<usize> {
    let today = world.today();
    let due = store.leaving(today)?.len();
    when_due(world, store, due, |tx| {
        let gone = |(id, before): (PersonId, Person)| {
            let after = Person { left: Some(true), ..before.clone().with(Detail::LeavesOn, "") };
            Departure { id, before, announced: Some((Place::default(), after)) }
        };
        let departed: Vec<Departure> = tx.leaving(today)?.into_iter().map(gone).collect();
        let count = departed.len();
        let outcome = Outcome { departed, ..Outcome::default() };
        let changes = Changes { outcome: &outcome, rearmed: &[], action: Action::Depart };
        let batch = tx.begin_batch(Action::Depart, "")?;
        changes.fill(tx, batch, today)?;
        tx.end_batch(batch, Action::Depart, &Summary { departed: Some(count), ..Summary::default() })?;
        Ok(count)
    })
}

/// Erases provisional passwords past their date: the accounts stay, and wait for a reset.
pub fn expire(world: &World, store: &mut Store, _settings: &Settings) -> Result<usize> {
    let (today, now) = (world.today().to_string(), world.now().timestamp());
    let due = store.past_passwords(&today, now)?;
    when_due(world, store, due, |tx| {
        let erased = tx.erase_past_passwords(&today, now)?;
        for account in &erased {
            tx.log(&Entry::new("nightly.expire", Record::Account, account.0, "mot de passe expiré"))?;
        }
        Ok(erased.len())
    })
}

/// Closes the access of inspectors whose last day is past.
pub fn close_inspectors(world: &World, store: &mut Store, _settings: &Settings) -> Result<usize> {
    let today = world.today();
    let due = store.accounts_over(today)?.len();
    when_due(world, store, due, |tx| {
        let due = tx.accounts_over(today)?;
        for (account, person) in &due {
            tx.close_access(*person, today)?;
            tx.log(&Entry::new("nightly.inspectors", Record::Account, account.0, "accès terminé"))?;
        }
        Ok(due.len())
    })
}

/// Erases the files of transfers that were kept long enough.
pub fn purge_transfers(world: &World, store: &mut Store, settings: &Settings) -> Result<usize> {
    let day = base::days_before(world.today(), settings.number(Key::TransferDays));
    let due = store.old_transfers(&day)?;
    when_due(world, store, due, |tx| {
        let purged = tx.purge_transfers(&day)?;
        tx.log(&Entry::new("nightly.purge", Record::None, 0, "anciens transferts effacés"))?;
        Ok(purged)
    })
}

/// Erases the tickets that were closed long enough ago.
pub fn purge_tickets(world: &World, store: &mut Store, settings: &Settings) -> Result<usize> {
    let day = base::days_before(world.today(), settings.number(Key::TicketDays));
    let due = store.old_tickets(&day)?;
    when_due(world, store, due, |tx| {
        let purged = tx.purge_tickets(&day)?;
        tx.log(&Entry::new("nightly.purge", Record::None, 0, "anciens tickets effacés"))?;
        Ok(purged)
    })
}

/// Erases the slips that were kept long enough.
pub fn purge_documents(world: &World, store: &mut Store, settings: &Settings) -> Result<usize> {
    let day = base::days_before(world.today(), settings.number(Key::DocumentDays));
    let due = store.old_documents(&day)?;
    if due == 0 {
        return Ok(due);
    }
    documents::erase(world, store, &day, "nightly.purge").map(|erased| erased.len())
}

/// Erases the lines of the journal that were kept long enough.
pub fn purge_journal(world: &World, store: &mut Store, settings: &Settings) -> Result<usize> {
    let day = base::days_before(world.today(), settings.number(Key::JournalDays));
    let due = store.old_entries(&day)?;
    when_due(world, store, due, |tx| {
        let purged = tx.purge_journal(&day)?;
        if purged > 0 {
            let result = format!("{} du journal", count(purged, "ligne effacée", "lignes effacées"));
            tx.log(&Entry::new("nightly.purge", Record::None, 0, &result))?;
        }
        Ok(purged)
    })
}

/// Forgets what it would take to undo batches that are old enough: copies of people and of hashes.
pub fn forget_batches(world: &World, store: &mut Store, settings: &Settings) -> Result<usize> {
    let day = base::days_before(world.today(), settings.number(Key::UndoDays));
    let due = store.old_batches(&day)?;
    when_due(world, store, due, |tx| {
        let forgotten = tx.forget_batches(&day)?;
        let result = count(forgotten, "lot devenu définitif", "lots devenus définitifs");
        tx.log(&Entry::new("nightly.purge", Record::None, 0, &result))?;
        Ok(forgotten)
    })
}

/// Bases that an upgrade or a restore had kept beside, as old as no backup may be.
pub fn old_copies(world: &World, settings: &Settings) -> Result<Vec<PathBuf>> {
    let oldest = world.today().saturating_sub(i64::from(settings.number(Key::BackupDays)).days());
    let old = world.kept_beside_base()?.into_iter().filter(|(_, written)| *written < oldest);
    Ok(old.map(|(path, _)| path).collect())
}

/// Removes them.
pub fn remove_copies(world: &World, settings: &Settings, dry_run: bool) -> Result<usize> {
    let old = old_copies(world, settings)?.into_iter();
    Ok(old.filter(|path| dry_run || world.remove(path)).count())
}

/// Removes the files that `--slips` wrote in this folder on earlier nights: their passwords are in clear.
pub fn remove_files(world: &World, folder: &Path, settings: &Settings, dry_run: bool) -> Result<usize> {
    let day = base::days_before(world.today(), settings.number(Key::DocumentDays));
    let old = world.names(folder)?.into_iter().filter(|name| made_on(name).is_some_and(|made| made < day.as_str()));
    Ok(old.filter(|name| dry_run || world.remove(&folder.join(name))).count())
}

/// The day in `papillons-AAAA-MM-JJ.pdf` or `papillons-AAAA-MM-JJ-2.pdf`.
fn made_on(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("papillons-")?.strip_suffix(".pdf")?;
    let day = rest.get(..10).filter(|day| day.parse::<Date>().is_ok())?;
    let number = &rest[10..];
    let numbered = number.strip_prefix('-').is_some_and(|number| number.parse::<u32>().is_ok());
    (number.is_empty() || numbered).then_some(day)
}
