//! A list of any length: its order is held, and of its rows so many at once.

use std::cmp::Ordering;

use super::{Missed, Selectors};
use crate::domain::account::{Account, AccountId};
use crate::store::Store;
use crate::work::Result;
use crate::world::World;

/// Accounts that are read again in one look.
const AT_ONCE: usize = 4096;

/// Names by which accounts are put in order, one after the other.
#[derive(Default)]
struct Keys {
    text: String,
    /// Where each name begins and ends, and whose it is.
    of: Vec<(u32, u32, AccountId)>,
}

impl Keys {
    fn add(&mut self, account: &Account) {
        let (surname, first_name) = account.sort_key();
        let start = self.text.len() as u32;
        // What ends a surname comes before every letter.
        self.text.extend([&surname, "\0", first_name.as_str()]);
        self.of.push((start, self.text.len() as u32, account.id));
    }

    /// Where each account of the French list is among those that were added.
    fn order(&self) -> Vec<u32> {
        let text = self.text.as_bytes();
        let key = |at: &u32| {
            let (start, end, of) = self.of[*at as usize];
            (&text[start as usize..end as usize], of)
        };
        let mut order: Vec<u32> = (0..self.of.len() as u32).collect();
        order.sort_by(|one, other| key(one).cmp(&key(other)));
        order
    }
}

/// Shows the accounts that are selected, in the order of a French list, as `render` makes them. At most `held` at once are in
/// memory: where there are more, each is read again in its turn, and one that has gone meanwhile is not shown.
pub fn stream<R>(
    world: &mut World,
    store: &Store,
    selectors: &Selectors,
    held: usize,
    render: &mut dyn FnMut(Account) -> R,
    show: &mut dyn FnMut(R),
) -> Result<Missed> {
    let (mut keys, mut rows) = (Keys::default(), Vec::new());
    let unknown = selectors.each(world, store, &mut |account| {
        keys.add(&account);
        // As long as there are few, once is enough.
        match keys.of.len().cmp(&(held + 1)) {
            Ordering::Less => rows.push(Some(render(account))),
            _ => rows = Vec::new(),
        }
    })?;
    let order = keys.order();
    if order.len() <= held {
        order.iter().filter_map(|at| rows.get_mut(*at as usize)?.take()).for_each(show);
        return Ok(unknown);
    }
    let numbers: Vec<AccountId> = order.iter().map(|at| keys.of[*at as usize].2).collect();
    drop((keys, order));
    for chunk in numbers.chunks(held.clamp(1, AT_ONCE)) {
        // Shown once they are read: whoever takes them slowly keeps nobody from writing.
        let mut again = Vec::with_capacity(chunk.len());
        store.each_numbered(chunk, &mut |account| again.push(render(account)))?;
        again.into_iter().for_each(&mut *show);
    }
    Ok(unknown)
}

impl Selectors {
    /// The accounts that satisfy every selector, each shown once, in no order.
    fn each(&self, world: &mut World, store: &Store, show: &mut dyn FnMut(Account)) -> Result<Missed> {
        if self.lists() || !self.ine.is_empty() {
            let selection = self.accounts(world, store)?;
            selection.accounts.into_iter().for_each(show);
            return Ok(selection.unknown);
        }
        let now = world.now();
        let tests = self.tests(store, &now)?;
        let (mut counts, mut meant, mut found) = (vec![0; tests.len()], 0, 0);
        store.each_account(&mut |account| {
            if !self.is_meant(&account) {
                return;
            }
            meant += 1;
            let passed: Vec<bool> = tests.iter().map(|(_, test)| test(&account)).collect();
            counts.iter_mut().zip(&passed).for_each(|(count, passed)| *count += usize::from(*passed));
            if passed.iter().all(|passed| *passed) {
                found += 1;
                show(account);
            }
        })?;
        super::check_divisions(store, &self.division)?;
        let told = tests.iter().zip(counts).map(|((criterion, _), count)| (*criterion, count));
        let criteria = if found == 0 && meant > 0 { told.collect() } else { Vec::new() };
        Ok(Missed { words: Vec::new(), criteria })
    }
}
