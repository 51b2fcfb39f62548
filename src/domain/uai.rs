//! The establishment's code (UAI, formerly RNE): seven digits and a check letter.

use std::fmt;
use std::str::FromStr;

/// The 23 letters of the check, in the order of the remainder (no I, O, Q).
const LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

/// A UAI whose letter has been verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uai(String);

/// Why a text is not a UAI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UaiError {
    /// Not seven digits and a letter.
    Shape(String),
    /// The letter is not the one that the digits demand.
    Letter { given: String, expected: char },
}

impl Uai {
    /// The code in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The six digits by which SIECLE's eleven-digit internal numbers end: the code without its first character and letter.
    pub fn number_suffix(&self) -> &str {
        &self.0[1..7]
    }
}

impl fmt::Display for Uai {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Uai {
    type Err = UaiError;

    /// Accepts lower case and spaces.
    fn from_str(text: &str) -> Result<Self, UaiError> {
        let code: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        let shape = || UaiError::Shape(text.trim().to_owned());
        if code.len() != 8 || !code.is_ascii() || !code.as_bytes()[7].is_ascii_uppercase() {
            return Err(shape());
        }
        let number: usize = code[..7]
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| code[..7].parse().ok())
            .flatten()
            .ok_or_else(shape)?;
        let expected = char::from(LETTERS[number % LETTERS.len()]);
        if code.ends_with(expected) { Ok(Self(code)) } else { Err(UaiError::Letter { given: code, expected }) }
    }
}

impl fmt::Display for UaiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(text) => write!(
                f,
                "« {text} » n’est pas un code UAI : il faut sept chiffres et une lettre, par exemple 0932048W"
            ),
            Self::Letter { given, expected } => {
                write!(f, "le code UAI « {given} » est faux : la lettre devrait être {expected}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn true_codes_are_accepted() {
        for code in ["0932048W", "0441993C", "0750680G", "6200003J", "7200011Z", "0990001N", " 0932048w ", "093 2048 W"]
        {
            assert!(code.parse::<Uai>().is_ok(), "{code}");
        }
    }

    #[test]
    fn the_right_letter_is_said() {
        for (code, letter) in [("0932048A", 'W'), ("0123456X", 'S'), ("0750001A", 'U')] {
            assert!(
                matches!(code.parse::<Uai>(), Err(UaiError::Letter { expected, .. }) if expected == letter),
                "{code}"
            );
        }
    }

    #[test]
    fn other_texts_are_not_codes() {
        for code in ["", "0932048", "09320481", "O932048W", "0932048WW", "é932048W"] {
            assert!(matches!(code.parse::<Uai>(), Err(UaiError::Shape(_))), "{code}");
        }
    }

    #[test]
    fn numbers_end_with_the_school() {
        assert_eq!("0990001N".parse::<Uai>().map(|uai| uai.number_suffix().to_owned()), Ok("990001".to_owned()));
    }
}
