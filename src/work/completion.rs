//! Words that a shell may complete from what is in the base.

use std::collections::BTreeMap;
use std::path::Path;

use super::Result;
use crate::domain::division;
use crate::store::Store;

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Login,
    Division,
    Document,
    Batch,
}

/// Most that are proposed: nobody reads more.
const MOST: usize = 200;

/// The words of a kind that begin so, each with what it means; none where the base cannot be read at once.
pub fn words(base: &Path, kind: Kind, start: &str) -> Vec<(String, String)> {
    let mut words = found(base, kind, start).unwrap_or_default();
    words.truncate(MOST);
    words
}

fn found(base: &Path, kind: Kind, start: &str) -> Result<Vec<(String, String)>> {
    let store = Store::glimpse(base)?;
    Ok(match kind {
        Kind::Login => {
            let accounts = store.accounts()?;
            let meant = accounts.iter().filter(|account| account.login.0.starts_with(start));
            meant.map(|account| (account.login.to_string(), account.full_name())).collect()
        }
        Kind::Division => {
            let people = store.people()?;
            let present = people.iter().filter(|known| known.present && !known.person.division().is_empty());
            let mut pupils: BTreeMap<_, usize> = BTreeMap::new();
            present.for_each(|known| *pupils.entry(division::rank(known.person.division())).or_default() += 1);
            let named = pupils.into_iter().map(|((_, _, name), n)| (name, format!("{n}")));
            named.filter(|(name, _)| name.to_lowercase().starts_with(&start.to_lowercase())).collect()
        }
        Kind::Document => {
            let documents = store.documents()?.into_iter().rev();
            let named = documents.map(|document| (document.id.to_string(), document.name));
            named.filter(|(id, _)| id.starts_with(start)).collect()
        }
        Kind::Batch => {
            let batches = store.batches(u32::MAX)?.into_iter();
            let named = batches.map(|batch| (batch.id.to_string(), batch.source));
            named.filter(|(id, _)| id.starts_with(start)).collect()
        }
    })
}
