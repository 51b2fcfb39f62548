//! Somebody absent from the file and somebody new in it who look like one: before the first leaves and the second comes,
//! with a closed account beside a new one, somebody must decide.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Known, Read};
use crate::domain::identity;

/// For each row that is new, by its position: whom it looks like, of those who are absent. A pair in one division is one;
/// elsewhere it must be the only one of its kind.
pub fn pairs(known: &[Known], absent: &[usize], rows: &[Read], whole: bool) -> HashMap<usize, usize> {
    let mut by_birth: HashMap<Option<Date>, Vec<usize>> = HashMap::new();
    for at in absent {
        by_birth.entry(known[*at].person.birth_date).or_default().push(*at);
    }
    let none = Vec::new();
    let (mut found, mut times): (Vec<(usize, usize)>, HashMap<usize, usize>) = (Vec::new(), HashMap::new());
    for (position, row) in rows.iter().enumerate() {
        let birth = row.person.birth_date;
        let born = by_birth.get(&birth).unwrap_or(&none);
        // Without a date on one side, names must be equal.
        let undated = if birth.is_some() { by_birth.get(&None).unwrap_or(&none) } else { &none };
        let looks = |at: &&usize| identity::looks_like(&known[**at].person, &row.person, whole);
        for at in born.iter().chain(undated).filter(looks) {
            found.push((position, *at));
            *times.entry(*at).or_default() += 1;
        }
    }
    let mut of_rows: HashMap<usize, usize> = HashMap::new();
    found.iter().for_each(|(position, _)| *of_rows.entry(*position).or_default() += 1);
    let mut pairs = HashMap::new();
    for (position, at) in found {
        let here = known[at].person.division();
        let same = !here.is_empty() && rows[position].person.division() == here;
        let only = of_rows.get(&position) == Some(&1) && times.get(&at) == Some(&1);
        if same || only {
            pairs.entry(position).or_insert(at);
        }
    }
    pairs
}
