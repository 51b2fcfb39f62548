//! SIECLE's internal number of a pupil (`N° interne`): unique within a school, eleven digits where its code is in it.

use std::ops::Deref;

use compact_str::CompactString;

/// An internal number as it is kept; empty for whoever has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InternalNumber(CompactString);

impl InternalNumber {
    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for InternalNumber {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A number that was read before.
impl From<&str> for InternalNumber {
    fn from(kept: &str) -> Self {
        Self(kept.into())
    }
}

impl From<CompactString> for InternalNumber {
    fn from(kept: CompactString) -> Self {
        Self(kept)
    }
}
