//! What stays of somebody who was erased: seals that recognise the person if a copy or a list brings them back, and tell
//! nothing to whoever lacks the key.

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use rand::CryptoRng;
use sha2::Sha256;

use super::login::holder;
use super::person::{Person, PersonId};

/// Length of a key, in bytes.
pub const KEY: usize = 32;

/// The key of a base, under which its seals are made.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(pub [u8; KEY]);

/// Why somebody was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Somebody asked for it.
    Asked,
    /// The person left long enough ago.
    Due,
    /// The person was erased before, and came back in a copy.
    Restored,
}

/// Seals of somebody who was erased, in hexadecimal; empty for what was not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Trace {
    /// Number that the person had.
    pub person: PersonId,
    pub login: String,
    pub ine: String,
    /// Of birth date and names.
    pub identity: String,
}

impl Reason {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Due => "due",
            Self::Restored => "restored",
        }
    }
}

impl Key {
    /// A new key.
    pub fn draw(rng: &mut dyn CryptoRng) -> Self {
        let mut key = [0; KEY];
        rng.fill_bytes(&mut key);
        Self(key)
    }

    /// As it is written in a file.
    pub fn written(&self) -> String {
        hexadecimal(&self.0)
    }

    /// A key that was written.
    pub fn read(text: &str) -> Option<Self> {
        let byte = |at: usize| u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok();
        let bytes: Option<Vec<u8>> = (0..KEY).map(byte).collect();
        (text.len() == 2 * KEY).then_some(())?;
        bytes?.try_into().ok().map(Self)
    }

    /// The seal of a text, whatever its case.
    pub fn seal(&self, what: &str, text: &str) -> String {
        if text.is_empty() {
            return String::new();
        }
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return String::new() };
        mac.update(what.as_bytes());
        mac.update(b"\0");
        mac.update(text.to_lowercase().as_bytes());
        hexadecimal(&mac.finalize().into_bytes())
    }

    /// The seals of somebody.
    pub fn trace(&self, number: PersonId, person: &Person, login: Option<&str>) -> Trace {
        Trace {
            person: number,
            login: self.seal("login", login.unwrap_or_default()),
            ine: self.seal("ine", &person.ine),
            identity: self.seal("identity", &holder(person)),
        }
    }
}

impl Trace {
    /// True where both are of one person: the same number and anything else in common, or the same INE.
    pub fn is_of(&self, other: &Self) -> bool {
        let both = |one: &str, two: &str| !one.is_empty() && one == two;
        let in_common = both(&self.login, &other.login) || both(&self.identity, &other.identity);
        both(&self.ine, &other.ine) || self.person == other.person && in_common
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::profile::Profile;

    fn person(name: &str, ine: &str) -> Person {
        Person { family_name: name.into(), first_name: "Léa".into(), ine: ine.into(), ..Person::new(Profile::Student) }
    }

    #[test]
    fn one_person_is_recognised_and_others_are_not() {
        let key = Key([7; KEY]);
        let trace = key.trace(PersonId(4), &person("DUPONT", "120000000AA"), Some("lea.dupont"));
        for (number, name, ine, login, same) in [
            (4, "DUPONT", "120000000AA", Some("lea.dupont"), true),
            (4, "DUPONT", "", Some("LEA.DUPONT"), true),
            (4, "DURAND", "", Some("lea.dupont"), true),
            (9, "DURAND", "120000000AA", None, true),
            (9, "DUPONT", "", Some("lea.dupont"), false),
            (4, "DURAND", "", None, false),
        ] {
            let other = key.trace(PersonId(number), &person(name, ine), login);
            assert_eq!(trace.is_of(&other), same, "{number} {name} {ine}");
        }
    }

    #[test]
    fn a_seal_tells_nothing_and_depends_on_the_key() {
        let (one, two) = (Key([1; KEY]), Key([2; KEY]));
        assert_eq!(one.seal("login", "lea.dupont"), one.seal("login", "Lea.Dupont"));
        assert_ne!(one.seal("login", "lea.dupont"), two.seal("login", "lea.dupont"));
        assert_ne!(one.seal("login", "lea.dupont"), one.seal("ine", "lea.dupont"));
        assert!(Key::read(&one.written()) == Some(one.clone()) && Key::read("ff").is_none());
        assert_eq!((one.seal("login", "x").len(), one.seal("ine", "")), (64, String::new()));
    }
}
