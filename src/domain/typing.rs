//! What was typed, looked at as it is: signs that cannot be seen and that copying and pasting brings along.
//!
//! Nothing is removed here or anywhere: a password is taken exactly as it was typed.

use std::fmt;

/// Something in a text that its author probably did not mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    Before,
    After,
    /// A sign that shows nothing, and where it stands, from 1.
    Invisible(char, usize),
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before => f.write_str("il y a un espace avant le premier caractère"),
            Self::After => f.write_str("il y a un espace après le dernier caractère"),
            Self::Invisible(sign, at) => write!(f, "le caractère n° {at} ne se voit pas ({})", called(*sign)),
        }
    }
}

fn called(sign: char) -> String {
    match sign {
        '\t' => "tabulation".to_owned(),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => "espace insécable".to_owned(),
        '\u{ad}' => "trait d’union conditionnel".to_owned(),
        '\u{feff}' => "marque d’ordre des octets".to_owned(),
        other => format!("U+{:04X}", u32::from(other)),
    }
}

fn is_invisible(sign: char) -> bool {
    sign.is_control()
        || (sign.is_whitespace() && sign != ' ')
        || matches!(sign, '\u{ad}' | '\u{feff}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Every oddity of a text, in order.
pub fn oddities(typed: &str) -> Vec<Oddity> {
    let before = typed.starts_with(' ').then_some(Oddity::Before);
    let after = (typed.ends_with(' ') && !typed.trim().is_empty()).then_some(Oddity::After);
    let invisible = (1..).zip(typed.chars()).filter(|(_, sign)| is_invisible(*sign));
    before.into_iter().chain(invisible.map(|(at, sign)| Oddity::Invisible(sign, at))).chain(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pasting_brings() {
        let cases: [(&str, &[Oddity]); 7] = [
            ("01022010", &[]),
            ("une phrase de passe", &[]),
            ("01022010 ", &[Oddity::After]),
            (" 01022010", &[Oddity::Before]),
            ("01022010\u{a0}", &[Oddity::Invisible('\u{a0}', 9)]),
            ("0102\u{200b}2010\t", &[Oddity::Invisible('\u{200b}', 5), Oddity::Invisible('\t', 10)]),
            ("É\u{e9}", &[]),
        ];
        for (typed, expected) in cases {
            assert_eq!(oddities(typed), expected, "{typed:?}");
        }
        assert_eq!(oddities("a\u{a0}")[0].to_string(), "le caractère n° 2 ne se voit pas (espace insécable)");
    }
}
