//! A list of any length: its order is held, and of its rows so many at once.

use std::cmp::Ordering;

use super::{Missed, Selectors};
use crate::domain::account::{Account, AccountId};
use crate::store::Store;
use crate::work::Result;
use crate::world::World;

/// The accounts that are selected, and their places in a French list.
pub struct Roll {
    /// In the order of their numbers.
    places: Vec<(AccountId, u32)>,
    /// What found nobody.
    pub unknown: Missed,
}

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

    fn places(mut self) -> Vec<(AccountId, u32)> {
        let text = self.text.as_bytes();
        let key = |(start, end, _): &(u32, u32, AccountId)| &text[*start as usize..*end as usize];
        self.of.sort_by(|one, other| match key(one).cmp(key(other)) {
            Ordering::Equal => one.2.cmp(&other.2),
            unequal => unequal,
        });
        let mut places: Vec<(AccountId, u32)> = (0..).zip(self.of).map(|(place, (_, _, of))| (of, place)).collect();
        places.sort_unstable();
        places
    }
}

impl Roll {
    /// Puts the accounts of a selection in order.
    pub fn new(world: &mut World, store: &Store, selectors: &Selectors) -> Result<Self> {
        let mut keys = Keys::default();
        let unknown = selectors.each(world, store, &mut |account| keys.add(account))?;
        Ok(Self { places: keys.places(), unknown })
    }

    /// Shows them in their order, as `render` makes them; at most `held` at once are in memory, and everybody is read again
    /// for each so many. One that has gone meanwhile is not shown.
    pub fn show<R>(
        &self,
        store: &Store,
        held: usize,
        render: &mut dyn FnMut(Account) -> R,
        show: &mut dyn FnMut(R),
    ) -> Result<()> {
        for start in (0..self.places.len()).step_by(held.max(1)) {
            let mut rows: Vec<Option<R>> = Vec::new();
            rows.resize_with(held.min(self.places.len() - start), || None);
            let place = |of: AccountId| {
                let at = self.places.binary_search_by_key(&of, |(account, _)| *account).ok()?;
                (self.places[at].1 as usize).checked_sub(start).filter(|place| *place < rows.len())
            };
            let mut found = Vec::with_capacity(rows.len());
            store.each_account_of(&|of| place(of).is_some(), &mut |account| {
                found.push((place(account.id), render(account)));
            })?;
            for (place, row) in found {
                if let Some(place) = place {
                    rows[place] = Some(row);
                }
            }
            rows.into_iter().flatten().for_each(&mut *show);
        }
        Ok(())
    }
}

impl Selectors {
    /// The accounts that satisfy every selector, each shown once, in no order.
    fn each(&self, world: &mut World, store: &Store, show: &mut dyn FnMut(&Account)) -> Result<Missed> {
        if self.lists() || !self.ine.is_empty() {
            let selection = self.accounts(world, store)?;
            selection.accounts.iter().for_each(show);
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
                show(&account);
            }
        })?;
        super::check_divisions(store, &self.division)?;
        let told = tests.iter().zip(counts).map(|((criterion, _), count)| (*criterion, count));
        let criteria = if found == 0 && meant > 0 { told.collect() } else { Vec::new() };
        Ok(Missed { words: Vec::new(), criteria })
    }
}
