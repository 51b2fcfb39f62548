//! SIECLE's internal number of a pupil (`N° interne`): unique within a school, eleven digits where its code is in it.
//!
//! Some exports have only the shorter number of the pupil in the school (ELENOET): it stands in where nothing better is known,
//! is compared with its like alone, and never replaces the internal number, of which it is not always a part.

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

    /// True for an internal number, false for whatever stands in for it.
    pub fn is_whole(&self) -> bool {
        self.0.len() == 11 && self.0.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The better of what is known and what is read: a number that is read, unless it only stands in for one.
    pub fn or_better(&self, read: &Self) -> Self {
        let keeps = read.is_empty() || (self.is_whole() && !read.is_whole());
        if keeps { self.clone() } else { read.clone() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_replaces_nothing() {
        let cases = [
            ("05386252387", "5496", "05386252387"),
            ("5496", "05386252387", "05386252387"),
            ("5496", "5497", "5497"),
            ("05386252387", "", "05386252387"),
            ("", "5496", "5496"),
        ];
        for (known, read, kept) in cases {
            assert_eq!(InternalNumber::from(known).or_better(&read.into()).as_str(), kept, "{known} {read}");
        }
    }
}
