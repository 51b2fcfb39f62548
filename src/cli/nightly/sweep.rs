//! What time undoes: provisional passwords past their date, old slips, old lines of the journal.

use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::slips::documents;
use crate::context::Context;
use crate::domain::account::Status;
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result};
use crate::output::french::count;
use crate::store::{Entry, Record, Store};

/// Erases provisional passwords past their date: the accounts stay, and wait for a reset.
pub fn expire(context: &Context, store: &mut Store, dry_run: bool) -> Result<usize> {
    let (today, now) = (context.today().to_string(), context.now().timestamp());
    let due = store.past_passwords(&today, now)?;
    if dry_run || due == 0 {
        return Ok(due);
    }
    context.check_interrupt()?;
    store.transact(context.stamp(), |tx| {
        let erased = tx.erase_past_passwords(&today, now)?;
        for account in &erased {
            tx.log(&Entry::new("nightly.expire", Record::Account, account.0, "mot de passe expiré"))?;
        }
        Ok::<_, Error>(erased.len())
    })
}

/// Closes the access of inspectors whose last day is past.
pub fn close_inspectors(context: &Context, store: &mut Store, dry_run: bool) -> Result<usize> {
    let today = context.today();
    let mut due = store.accounts()?;
    due.retain(|account| account.status != Status::Inactive && account.is_over(today));
    if dry_run || due.is_empty() {
        return Ok(due.len());
    }
    context.check_interrupt()?;
    store.transact(context.stamp(), |tx| {
        for account in &due {
            if let Some((person, _)) = &account.person {
                tx.close_access(account.id, *person, today)?;
                tx.log(&Entry::new("nightly.inspectors", Record::Account, account.id.0, "accès terminé"))?;
            }
        }
        Ok::<_, Error>(due.len())
    })
}

/// Erases the files of transfers as slips are, and closed tickets as the journal is.
pub fn purge_exchanges(
    context: &Context,
    store: &mut Store,
    settings: &Settings,
    dry_run: bool,
) -> Result<(usize, usize)> {
    let today = context.today();
    let files = days_ago(today, settings.number(Key::DocumentDays));
    let tickets = days_ago(today, settings.number(Key::JournalDays));
    let due = (store.old_transfer_files(&files)?, store.old_tickets(&tickets)?);
    if dry_run || due == (0, 0) {
        return Ok(due);
    }
    context.check_interrupt()?;
    store.transact(context.stamp(), |tx| {
        let purged = (tx.purge_transfer_files(&files)?, tx.purge_tickets(&tickets)?);
        tx.log(&Entry::new("nightly.purge", Record::None, 0, "fichiers de transfert et tickets anciens effacés"))?;
        Ok::<_, Error>(purged)
    })
}

/// Erases the slips that were kept long enough.
pub fn purge_documents(context: &Context, store: &mut Store, settings: &Settings, dry_run: bool) -> Result<usize> {
    let day = days_ago(context.today(), settings.number(Key::DocumentDays));
    let due = store.old_documents(&day)?;
    if dry_run || due == 0 {
        return Ok(due);
    }
    documents::erase(context, store, &day, "nightly.purge").map(|erased| erased.len())
}

/// Erases the lines of the journal that were kept long enough.
pub fn purge_journal(context: &Context, store: &mut Store, settings: &Settings, dry_run: bool) -> Result<usize> {
    let day = days_ago(context.today(), settings.number(Key::JournalDays));
    let due = store.old_entries(&day)?;
    if dry_run || due == 0 {
        return Ok(due);
    }
    context.check_interrupt()?;
    store.transact(context.stamp(), |tx| {
        let purged = tx.purge_journal(&day)?;
        if purged > 0 {
            let result = format!("{} du journal", count(purged, "ligne effacée", "lignes effacées"));
            tx.log(&Entry::new("nightly.purge", Record::None, 0, &result))?;
        }
        Ok::<_, Error>(purged)
    })
}

/// Forgets what it would take to undo batches that are old enough: copies of people and of hashes.
pub fn forget_batches(context: &Context, store: &mut Store, settings: &Settings, dry_run: bool) -> Result<usize> {
    let day = days_ago(context.today(), settings.number(Key::UndoDays));
    let due = store.old_batches(&day)?;
    if dry_run || due == 0 {
        return Ok(due);
    }
    context.check_interrupt()?;
    store.transact(context.stamp(), |tx| {
        let forgotten = tx.forget_batches(&day)?;
        let result = count(forgotten, "lot devenu définitif", "lots devenus définitifs");
        tx.log(&Entry::new("nightly.purge", Record::None, 0, &result))?;
        Ok::<_, Error>(forgotten)
    })
}

/// Removes the files that `--slips` wrote in this folder on earlier nights: their passwords are in clear.
pub fn remove_files(context: &Context, folder: &Path, settings: &Settings, dry_run: bool) -> Result<usize> {
    let day = days_ago(context.today(), settings.number(Key::DocumentDays));
    let old = context.names(folder)?.into_iter().filter(|name| made_on(name).is_some_and(|made| made < day.as_str()));
    Ok(old.filter(|name| dry_run || context.remove(&folder.join(name))).count())
}

/// The day in `papillons-AAAA-MM-JJ.pdf` or `papillons-AAAA-MM-JJ-2.pdf`.
fn made_on(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("papillons-")?.strip_suffix(".pdf")?;
    let day = rest.get(..10).filter(|day| day.parse::<Date>().is_ok())?;
    let number = &rest[10..];
    let numbered = number.strip_prefix('-').is_some_and(|number| number.parse::<u32>().is_ok());
    (number.is_empty() || numbered).then_some(day)
}

fn days_ago(today: Date, days: u16) -> String {
    today.saturating_sub(i64::from(days).days()).to_string()
}
