//! Divisions and groups of each pupil, which stand after the pupils in the file.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use super::elements::Element;
use crate::sources::{Error, MAX_ROWS};

/// Divisions (type D) and groups (type G), found by `ELEVE_ID`.
#[derive(Debug, Default)]
pub struct Structures {
    /// Each text once: a school has few divisions and many pupils.
    texts: Vec<String>,
    positions: HashMap<String, u32>,
    /// Pupil, division, groups.
    pupils: Vec<(u64, u32, u32)>,
    /// Pupils who have a further division, which is not used.
    others: Vec<(u64, u32)>,
}

impl Structures {
    /// Learns one `STRUCTURES_ELEVE`.
    pub fn learn(&mut self, element: &Element) -> Result<(), Error> {
        let Some(pupil) = element.text("@ELEVE_ID") else { return Ok(()) };
        if self.pupils.len() >= MAX_ROWS {
            return Err(Error::TooManyRows);
        }
        let (mut division, mut other, mut groups) = (String::new(), String::new(), Vec::new());
        let mut code = "";
        let mut file = |code: &str, kind: &str| match kind {
            "G" => groups.push(code.to_owned()),
            _ if division.is_empty() => code.clone_into(&mut division),
            _ if division != code => code.clone_into(&mut other),
            _ => {}
        };
        for (path, text) in element.texts() {
            match path {
                "STRUCTURE/CODE_STRUCTURE" => code = text.trim(),
                "STRUCTURE/TYPE_STRUCTURE" => file(code, text.trim()),
                _ => {}
            }
        }
        groups.sort_unstable();
        groups.dedup();
        let (division, groups) = (self.text(division), self.text(groups.join(", ")));
        if !other.is_empty() {
            let other = self.text(other);
            self.others.push((key(pupil), other));
        }
        self.pupils.push((key(pupil), division, groups));
        Ok(())
    }

    fn text(&mut self, text: String) -> u32 {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let position = *self.positions.entry(text.clone()).or_insert(next);
        if position == next {
            self.texts.push(text);
        }
        position
    }

    /// Everything is learnt: pupils can be found. One who stands twice keeps the first division and the first groups.
    pub fn sort(&mut self) {
        // An export is in order already: nothing moves, and nothing is copied.
        if !self.pupils.is_sorted_by_key(|(pupil, ..)| *pupil) {
            self.pupils.sort_by_key(|(pupil, ..)| *pupil);
        }
        let Self { texts, pupils, others, .. } = self;
        pupils.dedup_by(|(pupil, division, groups), (first, kept, kept_groups)| {
            if pupil != first {
                return false;
            }
            if texts[*kept as usize].is_empty() {
                *kept = *division;
            } else if !texts[*division as usize].is_empty() && kept != division {
                others.push((*pupil, *division));
            }
            if texts[*kept_groups as usize].is_empty() {
                *kept_groups = *groups;
            }
            true
        });
        self.others.sort_unstable();
    }

    /// A further division of a pupil, which is not used.
    pub fn other(&self, pupil: &str) -> Option<&str> {
        let at = self.others.binary_search_by_key(&key(pupil), |(known, _)| *known).ok()?;
        Some(&self.texts[self.others[at].1 as usize])
    }

    /// Division and groups of a pupil, empty where the file names none.
    pub fn of(&self, pupil: &str) -> (&str, &str) {
        let found = self.pupils.binary_search_by_key(&key(pupil), |(known, ..)| *known);
        found.map_or(("", ""), |at| {
            let (_, division, groups) = self.pupils[at];
            (&self.texts[division as usize], &self.texts[groups as usize])
        })
    }
}

/// `ELEVE_ID` is a number; anything else is made one.
fn key(pupil: &str) -> u64 {
    pupil.parse().unwrap_or_else(|_| {
        let mut hasher = std::hash::DefaultHasher::new();
        pupil.hash(&mut hasher);
        hasher.finish() | 1 << 63
    })
}
