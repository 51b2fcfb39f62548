//! Somebody absent from the file and somebody new in it who look like one: before the first leaves and the second comes,
//! with a closed account beside a new one, somebody must decide. So must they where two people would exchange their names.

use std::collections::HashMap;

use jiff::civil::Date;

use super::index::name_key;
use super::{Known, Read};
use crate::domain::person::Person;

/// For each row that is new, by its position: whom it looks like, of those who are absent, born on one day or of one name. A pair in one division is one;
/// elsewhere it must be the only one of its kind.
pub fn pairs(
    known: &[Known],
    absent: &[usize],
    rows: &[Read],
    looks_like: &dyn Fn(usize, &Person) -> bool,
) -> HashMap<usize, usize> {
    let (mut by_birth, mut by_name): (HashMap<Date, Vec<usize>>, HashMap<u64, Vec<usize>>) = Default::default();
    for at in absent {
        let person = &known[*at].person;
        if let Some(birth) = person.birth_date {
            by_birth.entry(birth).or_default().push(*at);
        }
        by_name.entry(names(person)).or_default().push(*at);
    }
    let (mut found, mut times): (Vec<(usize, usize)>, HashMap<usize, usize>) = (Vec::new(), HashMap::new());
    for (position, row) in rows.iter().enumerate() {
        let born = row.person.birth_date.and_then(|birth| by_birth.get(&birth)).into_iter().flatten();
        let named = by_name.get(&names(&row.person)).into_iter().flatten();
        let mut alike: Vec<usize> = born.chain(named).copied().collect();
        alike.sort_unstable();
        alike.dedup();
        alike.retain(|at| looks_like(*at, &row.person));
        for at in alike {
            found.push((position, at));
            *times.entry(at).or_default() += 1;
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

fn names(person: &Person) -> u64 {
    name_key(&person.family_name, &person.first_name)
}

/// Known people, by position, each of whom would take the whole name of the other.
pub fn exchanged(known: &[Known], rows: &[Read], of_reads: &[Option<usize>]) -> HashMap<usize, usize> {
    let mut renamed: HashMap<u64, Vec<(usize, u64)>> = HashMap::new();
    for (row, found) in rows.iter().zip(of_reads) {
        let Some(found) = *found else { continue };
        let (before, after) = (&known[found].person, &row.person);
        // Nearly everybody keeps the very letters of their name.
        if before.family_name == after.family_name && before.first_name == after.first_name {
            continue;
        }
        let (before, after) = (names(before), names(after));
        if before != after {
            renamed.entry(before).or_default().push((found, after));
        }
    }
    let mut pairs = HashMap::new();
    for (before, people) in &renamed {
        for (found, after) in people {
            let others = renamed.get(after).into_iter().flatten();
            let other = others.filter(|(other, theirs)| other != found && theirs == before).map(|(other, _)| *other);
            pairs.extend(other.min().map(|other| (*found, other)));
        }
    }
    pairs
}
