//! Which column is what, in a file of a shape that nobody else has: said, saved, taken up again.

use super::Refusal;
use crate::sources::header::Field;
use crate::store::{Mapping, Store};
use crate::work::Result;

/// Columns that the user names.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// Label and field.
    pub named: Vec<(String, Field)>,
    /// Name of a mapping that was saved.
    pub saved: Option<String>,
    /// Name under which they are saved for the next file.
    pub save: Option<String>,
}

impl Columns {
    /// The columns named now and before, those named now first.
    pub fn pairs(&self, store: &Store) -> Result<Vec<(String, Field)>> {
        let mut pairs = self.named.clone();
        if let Some(name) = &self.saved {
            let Some(mapping) = store.mapping(name)? else {
                return Err(Refusal::UnknownMapping(name.clone(), store.mapping_names()?).into());
            };
            for (label, word) in mapping {
                let field: Option<Field> = word.parse().ok();
                if let Some(field) = field.filter(|field| pairs.iter().all(|(_, named)| named != field)) {
                    pairs.push((label, field));
                }
            }
        }
        Ok(pairs)
    }

    /// The name and the pairs to save.
    pub fn to_save(&self, pairs: &[(String, Field)]) -> Option<(String, Mapping)> {
        let name = self.save.clone()?;
        Some((name, pairs.iter().map(|(label, field)| (label.clone(), field.word().to_owned())).collect()))
    }
}
