//! Divisions that differ by a blank, a sign or a capital alone are one, under the spelling that the school knows.

use std::collections::{HashMap, HashSet};

use compact_str::CompactString;

use super::{Known, Read};
use crate::domain::division;

/// Gives the divisions of rows the spelling of those of present people; a new one, that of the first row that has it, where
/// blanks and capitals alone differ. A school that has several spellings keeps them.
pub fn spell_as(known: &[Known], rows: &mut [Read]) {
    let present = known.iter().filter(|known| known.present).map(|known| known.person.division());
    let ours: HashSet<&str> = present.filter(|name| !name.is_empty()).collect();
    let mut by_key: HashMap<String, Option<&str>> = HashMap::new();
    for name in &ours {
        by_key.entry(division::key(name)).and_modify(|several| *several = None).or_insert(Some(name));
    }
    let mut spellings: HashMap<CompactString, Option<CompactString>> = HashMap::new();
    let mut new: HashMap<String, CompactString> = HashMap::new();
    for row in rows {
        let Some(name) = row.person.division.as_mut().filter(|name| !name.is_empty()) else { continue };
        let spelling = match spellings.get(name) {
            Some(spelling) => spelling.clone(),
            None => {
                let known = by_key.get(&division::key(name)).copied().flatten().map(CompactString::from);
                let first = || new.entry(division::spelling(name)).or_insert_with(|| name.clone()).clone();
                let spelling = (!ours.contains(name.as_str())).then(|| known.unwrap_or_else(first));
                let spelling = spelling.filter(|spelling| spelling != name);
                spellings.insert(name.clone(), spelling.clone());
                spelling
            }
        };
        if let Some(spelling) = spelling {
            *name = spelling;
        }
    }
}
