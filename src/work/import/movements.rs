//! What a new school year does to each division.

use std::collections::HashSet;

use crate::domain::division::{ByDivision, rank};
use crate::domain::person::PersonId;
use crate::domain::roster::{Known, Outcome};

/// The movements of every division; those without one stand under an empty name.
pub type Movements = ByDivision<Movement>;

/// What happens to one division, in people.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    pub before: usize,
    pub stay: usize,
    /// From another division.
    pub come: usize,
    /// Newcomers, and those who return.
    pub arrive: usize,
    /// To another division.
    pub go: usize,
    pub depart: usize,
}

/// Counts the movements of an import.
pub fn of(known: &[Known], outcome: &Outcome) -> Movements {
    let mut movements = Movements::new();
    let mut of = |division: &str, change: &dyn Fn(&mut Movement)| change(movements.entry(rank(division)).or_default());
    let mut moved: HashSet<PersonId> = HashSet::new();
    for update in outcome.updated.iter().filter(|update| update.was_present) {
        let (old, new) = (update.before.division(), update.after.division());
        if old != new {
            moved.insert(update.id);
            of(old, &|movement| movement.go += 1);
            of(new, &|movement| movement.come += 1);
        }
    }
    for departure in &outcome.departed {
        moved.insert(departure.id);
        of(departure.before.division(), &|movement| movement.depart += 1);
    }
    let arrived = outcome.arrived.iter().map(|row| &row.person);
    for person in arrived.chain(outcome.returned.iter().map(|update| &update.after)) {
        of(person.division(), &|movement| movement.arrive += 1);
    }
    for known in known.iter().filter(|known| known.present) {
        of(known.person.division(), &|movement| {
            movement.before += 1;
            movement.stay += usize::from(!moved.contains(&known.id));
        });
    }
    movements
}
