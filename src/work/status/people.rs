//! Everybody in sixteen bytes each, so that accounts find their division without a look in the base for each.

use std::collections::HashMap;

use super::Division;
use crate::domain::person::PersonId;
use crate::domain::profile::Profile;
use crate::store::{Met, Seen, Store};
use crate::work::Result;

/// Everybody, in the order of their numbers.
pub struct People {
    all: Vec<Somebody>,
    /// The first is that of people who are in none.
    divisions: Vec<(String, Division)>,
    /// Where each division is among them.
    places: HashMap<String, u32>,
}

/// What is held of a person.
struct Somebody {
    id: PersonId,
    division: u32,
    profile: Profile,
    present: bool,
    departed: bool,
    has_account: bool,
}

const _: () = assert!(size_of::<Somebody>() == 16);

impl People {
    /// Looks at everybody once.
    pub fn of(store: &Store) -> Result<Self> {
        let none = String::new();
        let mut people = Self {
            all: Vec::with_capacity(store.count_people()?),
            places: HashMap::from([(none.clone(), 0)]),
            divisions: vec![(none, Division::default())],
        };
        store.see_people(&mut |met| people.add(met))?;
        Ok(people)
    }

    fn add(&mut self, met: &Met<'_>) {
        let Met { id, profile, present, departed, .. } = *met;
        let division = self.place(met.division);
        if present && profile == Profile::Student {
            self.divisions[division as usize].1.pupils += 1;
        }
        self.all.push(Somebody { id, division, profile, present, departed, has_account: false });
    }

    fn place(&mut self, division: &str) -> u32 {
        if let Some(place) = self.places.get(division) {
            return *place;
        }
        let place = u32::try_from(self.divisions.len()).unwrap_or(u32::MAX);
        self.places.insert(division.to_owned(), place);
        self.divisions.push((division.to_owned(), Division::default()));
        place
    }

    /// Notes that somebody has an account, and gives their division.
    pub fn meet_account(&mut self, seen: &Seen<'_>) -> &mut Division {
        let at = seen.person.and_then(|id| self.find(id));
        let somebody = at.map(|at| &mut self.all[at]);
        let place = somebody.map_or(0, |somebody| {
            somebody.has_account = true;
            somebody.division
        });
        &mut self.divisions[place as usize].1
    }

    /// Numbers follow each other where nobody was erased; elsewhere they are sought.
    fn find(&self, id: PersonId) -> Option<usize> {
        let first = self.all.first()?.id;
        let guess = usize::try_from(id.0.checked_sub(first.0)?).ok()?;
        match self.all.get(guess) {
            Some(somebody) if somebody.id == id => Some(guess),
            _ => self.all.binary_search_by_key(&id, |somebody| somebody.id).ok(),
        }
    }

    /// True where somebody who is present has no account.
    pub fn lack_accounts(&self) -> bool {
        self.all.iter().any(|somebody| somebody.present && !somebody.has_account)
    }

    /// True where somebody is of such a profile, and here or known by an account.
    pub fn are_some(&self, is_wanted: impl Fn(Profile) -> bool) -> bool {
        self.all.iter().any(|somebody| is_wanted(somebody.profile) && (!somebody.departed || somebody.has_account))
    }

    /// The divisions that have pupils or accounts.
    pub fn divisions(self) -> Vec<(String, Division)> {
        let mut divisions = self.divisions;
        divisions.retain(|(_, division)| division.pupils > 0 || division.accounts > 0);
        divisions
    }
}
