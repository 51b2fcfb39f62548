//! Somebody absent from the file and somebody new in it who look like one: before the first leaves and the second comes,
//! with a closed account beside a new one, somebody must decide. So must they where two people would exchange their names.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::index::name_key;
use super::{Identifier, Known, Read};
use crate::domain::name;
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
        let Person { family_name, first_name, .. } = &row.person;
        let keys = [names(&row.person), name_key(first_name, family_name)];
        let named = keys.iter().filter_map(|key| by_name.get(key)).flatten();
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

/// What two people, or a few in turn, never give each other.
const KEPT: [Identifier; 5] =
    [Identifier::FamilyName, Identifier::FirstName, Identifier::UsageName, Identifier::BirthDate, Identifier::Email];

/// Longest turn that is looked for: more is a column that moved, which the guard of identities stops.
const LONGEST: usize = 4;

/// Known people, by position, who would take in turn what others of them have, or two who would exchange their whole names:
/// what it is, and of whom.
pub fn exchanged(known: &[Known], rows: &[Read], of_reads: &[Option<usize>]) -> HashMap<usize, (Identifier, usize)> {
    let found = rows.iter().zip(of_reads).filter_map(|(row, found)| Some(((*found)?, &row.person)));
    // Nearly everybody keeps the very letters of all this; an empty cell says as little as none.
    let changed: Vec<(usize, &Person, &Person)> = found
        .map(|(at, after)| (at, &known[at].person, after))
        .filter(|(_, before, after)| {
            before.family_name != after.family_name
                || before.first_name != after.first_name
                || before.birth_date != after.birth_date
                || says(before.usage_name()) != says(after.usage_name())
                || says(before.email()) != says(after.email())
        })
        .collect();
    let mut pairs = HashMap::new();
    if changed.is_empty() {
        return pairs;
    }
    let most = (rows.len().max(FEW) / 20).min(MANY);
    for what in KEPT {
        let turns = turns(&changed, most, &|person| what.value(person));
        pairs.extend(turns.into_iter().map(|(at, other)| (at, (what, other))));
    }
    let whole = |person: &Person| format!("{} {}", name::fold(&person.family_name), name::fold(&person.first_name));
    let turns = turns(&changed, MANY, &whole);
    pairs.extend(turns.into_iter().map(|(at, other)| (at, (Identifier::FamilyName, other))));
    pairs
}

/// A text, nothing where there is none.
fn says(text: Option<&str>) -> &str {
    text.unwrap_or_default()
}

/// True where a row has the first name for the surname, and the other way about.
pub fn is_turned(known: &Person, read: &Person) -> bool {
    names(known) != names(read) && names(known) == name_key(&read.first_name, &read.family_name)
}

/// Known people, by position, whose names a few rows have the other way about: a column that moved is another matter.
pub fn turned(known: &[Known], rows: &[Read], of_reads: &[Option<usize>]) -> HashSet<usize> {
    let found = rows.iter().zip(of_reads).filter_map(|(row, found)| Some(((*found)?, &row.person)));
    let is_other = |known: &Person, read: &Person| known.family_name != read.family_name;
    let turned = found.filter(|(at, read)| is_other(&known[*at].person, read) && is_turned(&known[*at].person, read));
    let turned: HashSet<usize> = turned.map(|(at, _)| at).collect();
    if turned.len() > (rows.len().max(FEW) / 20).min(MANY) { HashSet::new() } else { turned }
}

/// Those who would have a value that goes round, unless more than `most` change it: each with one who has it now.
fn turns(
    changed: &[(usize, &Person, &Person)],
    most: usize,
    value: &dyn Fn(&Person) -> String,
) -> HashMap<usize, usize> {
    let moved = changed.iter().filter_map(|(at, before, after)| {
        let (before, after) = (value(before), value(after));
        (before != after && !before.is_empty() && !after.is_empty()).then_some((*at, before, after))
    });
    let moved: Vec<(usize, String, String)> = moved.collect();
    let mut turns = HashMap::new();
    if moved.len() > most {
        return turns;
    }
    // From what somebody has to what they would have.
    let mut moves: HashMap<&str, Vec<(usize, &str)>> = HashMap::new();
    for (at, before, after) in &moved {
        moves.entry(before).or_default().push((*at, after));
    }
    for (at, before, after) in &moved {
        let mut others = moves.get(after.as_str()).into_iter().flatten();
        if comes_back(&moves, after, before, LONGEST)
            && let Some((other, _)) = others.find(|(other, _)| other != at)
        {
            turns.insert(*at, *other);
        }
    }
    turns
}

/// Most changes among which turns are looked for.
const MANY: usize = 2_000;

/// Fewest rows of which a few may be looked at as turns.
const FEW: usize = 80;

/// True where a value that is taken leads back to the one that is given up.
fn comes_back(moves: &HashMap<&str, Vec<(usize, &str)>>, from: &str, to: &str, steps: usize) -> bool {
    let (mut reached, mut seen) = (vec![from], HashSet::from([from]));
    for _ in 0..steps {
        let next = reached.iter().flat_map(|value| moves.get(value).into_iter().flatten()).map(|(_, after)| *after);
        let next: Vec<&str> = next.collect();
        if next.contains(&to) {
            return true;
        }
        reached = next.into_iter().filter(|value| seen.insert(value)).collect();
    }
    false
}
