//! The guard of departures: a file that would empty the school, or a division of it, stops before anything is written.

use std::collections::HashMap;

use super::{Known, Outcome};
use crate::domain::division::rank;
use crate::domain::origin::Origin;

/// Departures of one division.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leavers {
    pub division: String,
    pub departed: usize,
    pub present: usize,
    /// True where the division is nowhere in the file.
    pub missing: bool,
}

/// Why the import was stopped: too many would leave, or a division is missing from the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    pub departed: usize,
    pub present: usize,
    /// Pupils whose division the file would empty.
    pub emptied: usize,
    /// Divisions that lose pupils, those that lose all of them first.
    pub divisions: Vec<Leavers>,
}

impl Alarm {
    /// Divisions of which nobody is left.
    pub fn missing(&self) -> impl Iterator<Item = &Leavers> {
        self.divisions.iter().filter(|division| division.missing)
    }
}

/// Stops an import that would deactivate more than `limit` percent, or take the division of as many, or, where no
/// limit was asked for (`None`: ten percent), deactivate a whole division.
pub fn guard(known: &[Known], outcome: &Outcome, origin: Origin, limit: Option<f64>) -> Result<(), Alarm> {
    let present = known.iter().filter(|known| known.belongs(origin)).count();
    let departed = outcome.departed.len();
    let emptied = outcome.updated.iter().filter(|update| update.empties_division()).count();
    let too_many = |n: usize| n > 0 && n as f64 * 100.0 > limit.unwrap_or(10.0) * present as f64;
    let alarm = Alarm { departed, present, emptied, divisions: leavers(known, outcome, origin) };
    let is_whole = !outcome.divisions.is_empty();
    let missing = departed > 0 && limit.is_none() && is_whole && alarm.missing().next().is_some();
    if too_many(departed) || too_many(emptied) || missing { Err(alarm) } else { Ok(()) }
}

/// Divisions that lose somebody, those that lose everybody first.
fn leavers(known: &[Known], outcome: &Outcome, origin: Origin) -> Vec<Leavers> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for person in known.iter().filter(|known| known.belongs(origin)) {
        counts.entry(person.person.division()).or_default().1 += 1;
    }
    for departure in &outcome.departed {
        counts.entry(departure.before.division()).or_default().0 += 1;
    }
    let mut leavers: Vec<Leavers> = counts
        .into_iter()
        .filter(|(division, (departed, _))| *departed > 0 && !division.is_empty())
        .map(|(division, (departed, present))| {
            let missing = departed == present && !outcome.divisions.contains(division);
            Leavers { division: division.to_owned(), departed, present, missing }
        })
        .collect();
    leavers.sort_by_cached_key(|leavers| (!leavers.missing, rank(&leavers.division)));
    leavers
}
