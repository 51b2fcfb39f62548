//! Divisions that differ by a blank, a sign or a capital alone are one, under the spelling that the school knows.

use std::collections::{HashMap, HashSet};

use compact_str::CompactString;

use super::{Known, Read};
use crate::domain::division;

/// Gives the divisions of rows the spelling of those of present people. A school that has several spellings keeps them.
pub fn spell_as(known: &[Known], rows: &mut [Read]) {
    let present = known.iter().filter(|known| known.present).map(|known| known.person.division());
    let ours: HashSet<&str> = present.filter(|name| !name.is_empty()).collect();
    let mut by_key: HashMap<String, Option<&str>> = HashMap::new();
    for name in &ours {
        by_key.entry(division::key(name)).and_modify(|several| *several = None).or_insert(Some(name));
    }
    let mut spellings: HashMap<CompactString, Option<&str>> = HashMap::new();
    for row in rows {
        let Some(name) = row.person.division.as_mut().filter(|name| !name.is_empty()) else { continue };
        let spelling = match spellings.get(name) {
            Some(spelling) => *spelling,
            None => {
                let spelling = by_key.get(&division::key(name)).copied().flatten();
                let spelling = spelling.filter(|_| !ours.contains(name.as_str()));
                spellings.insert(name.clone(), spelling);
                spelling
            }
        };
        if let Some(spelling) = spelling {
            *name = spelling.into();
        }
    }
}
