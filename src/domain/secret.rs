//! Initial and temporary passwords: how they are derived or drawn, and which birth dates can be trusted.

use std::fmt;

use jiff::civil::Date;
use rand::CryptoRng;
use unicode_normalization::UnicodeNormalization;

use super::date::age;
use super::profile::Profile;

/// Letters and digits that nobody takes for another: no 0 o 1 l i.
const ALPHABET: &[u8; 31] = b"23456789abcdefghjkmnpqrstuvwxyz";

/// Ages believed of a pupil and of an adult, in years.
const PUPIL_AGES: std::ops::RangeInclusive<i16> = 8..=30;
const ADULT_AGES: std::ops::RangeInclusive<i16> = 16..=80;

/// A password in clear. It has no `Display` and its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a password as typed, in Unicode's composed form (NFC).
    pub fn new(text: &str) -> Self {
        Self(text.nfc().collect())
    }

    /// The clear text: every caller is a place where a password becomes visible.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How the first password of a profile is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    BirthDate,
    Random,
}

/// Why a birth date cannot be a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distrust {
    Missing,
    Future,
    Age(i16),
}

impl fmt::Display for Distrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("date de naissance absente ou impossible"),
            Self::Future => f.write_str("date de naissance dans le futur"),
            Self::Age(years) => write!(f, "âge peu vraisemblable ({years} ans)"),
        }
    }
}

/// The birth date, if a password may be made of it.
pub fn trusted(birth: Option<Date>, profile: Profile, today: Date) -> Result<Date, Distrust> {
    let birth = birth.ok_or(Distrust::Missing)?;
    if birth > today {
        return Err(Distrust::Future);
    }
    let years = age(birth, today);
    let believed = if profile.is_adult() { ADULT_AGES } else { PUPIL_AGES };
    if believed.contains(&years) { Ok(birth) } else { Err(Distrust::Age(years)) }
}

/// The birth date as a first password: `jjmmaaaa` for pupils, `aaaa-mm-jj` for the others.
pub fn from_birth_date(birth: Date, profile: Profile) -> Secret {
    let (day, month, year) = (birth.day(), birth.month(), birth.year());
    Secret(if profile.is_adult() {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{day:02}{month:02}{year:04}")
    })
}

/// Draws twelve characters in three groups of four (59 bits), by rejection so that every letter is as likely.
pub fn draw(rng: &mut dyn CryptoRng) -> Secret {
    let mut password = String::with_capacity(14);
    let mut drawn = 0;
    while drawn < 12 {
        let bits = rng.next_u32() & 31;
        let Some(letter) = ALPHABET.get(bits as usize) else { continue };
        if drawn > 0 && drawn % 4 == 0 {
            password.push('-');
        }
        password.push(char::from(*letter));
        drawn += 1;
    }
    Secret(password)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use rand::SeedableRng;

    const TODAY: Date = date(2026, 9, 1);

    #[test]
    fn birth_dates_as_passwords() {
        assert_eq!(from_birth_date(date(2010, 2, 1), Profile::Student).expose(), "01022010");
        assert_eq!(from_birth_date(date(1980, 12, 31), Profile::Teacher).expose(), "1980-12-31");
    }

    #[test]
    fn dates_that_are_not_believed() {
        let cases = [
            (None, Profile::Student, Err(Distrust::Missing)),
            (Some(date(2027, 1, 1)), Profile::Student, Err(Distrust::Future)),
            (Some(date(2024, 1, 1)), Profile::Student, Err(Distrust::Age(2))),
            (Some(date(1970, 1, 1)), Profile::Student, Err(Distrust::Age(56))),
            (Some(date(1970, 1, 1)), Profile::Teacher, Ok(date(1970, 1, 1))),
            (Some(date(2010, 2, 28)), Profile::Student, Ok(date(2010, 2, 28))),
        ];
        for (birth, profile, expected) in cases {
            assert_eq!(trusted(birth, profile, TODAY), expected);
        }
    }

    #[test]
    fn drawn_passwords_use_every_letter_evenly() {
        let mut rng = rand_chacha::ChaCha20Rng::seed_from_u64(7);
        let mut counts = [0_u32; 256];
        for _ in 0..3_000 {
            let secret = draw(&mut rng);
            assert_eq!(secret.expose().len(), 14);
            secret.expose().bytes().for_each(|byte| counts[usize::from(byte)] += 1);
        }
        let expected = 3_000 * 12 / 31;
        for letter in ALPHABET {
            let count = counts[usize::from(*letter)];
            assert!(count.abs_diff(expected) < expected / 5, "{} {count}", char::from(*letter));
        }
        assert!(b"0o1li".iter().all(|byte| counts[usize::from(*byte)] == 0));
    }

    #[test]
    fn debug_says_nothing() {
        assert_eq!(format!("{:?}", Secret::new("01022010")), "Secret(…)");
    }
}
