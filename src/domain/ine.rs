//! The national pupil number (INE): tolerated in any shape, shown only in part.
//!
//! The key of the present number is not public and other bodies issue other shapes, so an odd one is a warning.

use std::fmt;
use std::ops::Deref;

use compact_str::CompactString;

/// Longest identifier met (CNED).
const LONGEST: usize = 17;

/// A national number as it is kept, capitals and digits; empty for whoever has none. It never is shown whole by chance.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ine(CompactString);

impl Ine {
    /// The whole number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is read, where it is anything; a number of an odd shape does not replace one of a usual shape.
    pub fn or_better(&self, read: &Self) -> Self {
        let keeps = read.is_empty() || (is_usual(&self.0) && !is_usual(&read.0));
        if keeps { self.clone() } else { read.clone() }
    }

    /// Its last four characters.
    pub fn masked(&self) -> String {
        masked(&self.0)
    }
}

impl Deref for Ine {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A number that was read before: as the base, a packet or a test has it.
impl From<&str> for Ine {
    fn from(kept: &str) -> Self {
        Self(kept.into())
    }
}

impl fmt::Debug for Ine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

/// What a cell that should hold an INE holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IneCell {
    /// Nothing, or a placeholder.
    Absent,
    /// A number of a known shape, or at least of a plausible one (`usual` says which).
    Number { ine: Ine, usual: bool },
    /// Excel rewrote it as `1,23E+10`: digits are lost.
    Scientific,
}

/// Reads an INE: spaces dropped, capitals.
pub fn read(cell: &str) -> IneCell {
    if is_scientific(cell) {
        return IneCell::Scientific;
    }
    let plain = cell.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let ine: CompactString = if plain {
        cell.into()
    } else {
        cell.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
    };
    if ine.is_empty() || stands_for_nothing(&ine) {
        return IneCell::Absent;
    }
    let usual = is_usual(&ine);
    IneCell::Number { ine: Ine(ine), usual }
}

/// One sign alone, nothing but zeros before a letter or two, or every digit in turn.
fn stands_for_nothing(ine: &str) -> bool {
    let first = ine.bytes().next();
    let zeros = ine.trim_start_matches('0').len();
    ine.len() > 1 && ine.bytes().all(|byte| Some(byte) == first)
        || ine == "0"
        || ine.len() >= 9 && zeros <= 2 && ine.bytes().skip(ine.len() - zeros).all(|byte| byte.is_ascii_uppercase())
        || ine.starts_with("1234567890") && ine.len() >= 11
}

/// `1,23E+10`: what a spreadsheet makes of a long number.
pub fn is_scientific(cell: &str) -> bool {
    if !cell.contains('+') {
        return false;
    }
    let cell = cell.trim().to_ascii_uppercase();
    cell.split_once("E+").is_some_and(|(mantissa, power)| {
        !power.is_empty()
            && power.bytes().all(|b| b.is_ascii_digit())
            && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
            && mantissa.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Eleven characters of one of the shapes issued so far, or a longer CNED one.
fn is_usual(ine: &str) -> bool {
    let bytes = ine.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match bytes.len() {
        11 => digits >= 4 || bytes[10].is_ascii_digit(),
        12..=LONGEST => digits >= 7,
        _ => false,
    }
}

/// The last four characters, enough to recognise a number on a list, too few to know it.
pub fn masked(ine: &str) -> String {
    let hidden = ine.chars().count().saturating_sub(4);
    format!("…{}", ine.chars().skip(hidden).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        for (cell, usual) in [
            ("070832327JA", true),
            (" 0113014881m", true),
            ("0751234K204567891", true),
            ("ABC", false),
            ("12345", false),
        ] {
            assert!(matches!(read(cell), IneCell::Number { usual: found, .. } if found == usual), "{cell}");
        }
        for cell in ["", " ", "-", "00000000000"] {
            assert_eq!(read(cell), IneCell::Absent, "{cell}");
        }
        for cell in ["1,23E+10", "1.23456e+10", "2E+9"] {
            assert_eq!(read(cell), IneCell::Scientific, "{cell}");
        }
    }

    #[test]
    fn a_full_number_is_never_shown() {
        assert_eq!(masked("070832327JA"), "…27JA");
        assert_eq!(Ine::from("070832327JA").masked(), "…27JA");
        assert_eq!(format!("{:?}", Ine::from("070832327JA")), "…27JA");
    }
}
