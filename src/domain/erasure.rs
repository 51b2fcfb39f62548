//! What stays of somebody who was erased: seals that recognise the person if a copy or a list brings them back, and tell
//! nothing to whoever lacks the key.

use hmac::{Hmac, KeyInit, Mac};
use rand::CryptoRng;
use sha2::Sha256;

use super::hexadecimal::hexadecimal;
use super::instant::Instant;
use super::login::holder;
use super::name;
use super::person::{Person, PersonId};

/// Length of a key, in bytes.
pub const KEY: usize = 32;

/// The key of a base, under which its seals are made.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey(pub [u8; KEY]);

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

/// An erasure that is remembered: whose, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    pub trace: Trace,
    /// Of the first time, where a copy was rid of the person again.
    pub at: Instant,
    pub reason: Reason,
}

impl Erasure {
    /// True where it comes after somebody `arrived`, or nothing tells.
    pub fn follows(&self, arrived: Option<&Instant>) -> bool {
        let (erased, arrived) = (self.at.timestamp(), arrived.and_then(Instant::timestamp));
        !matches!((erased, arrived), (Some(erased), Some(arrived)) if erased < arrived)
    }
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

    /// From what is stored; what is none tells nothing more than that a copy was rid of somebody.
    pub fn read(text: &str) -> Self {
        [Self::Asked, Self::Due].into_iter().find(|reason| reason.as_str() == text).unwrap_or(Self::Restored)
    }
}

impl SealKey {
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

/// True for a text that tells one person from another who bears the same names: by login, or by INE in any writing.
pub fn identifies(text: &str, ine: &str, login: Option<&str>) -> bool {
    let is_of_word = |letter: char| letter.is_alphanumeric() || ".-_@".contains(letter);
    let mut words = text.split(|letter| !is_of_word(letter)).map(|word| word.trim_matches(['.', '-']));
    let login = login.filter(|login| !login.is_empty());
    let ine = name::fold(ine);
    login.is_some_and(|login| words.any(|word| word.eq_ignore_ascii_case(login)))
        || !ine.is_empty() && name::fold(text).replace(' ', "").contains(&ine)
}

/// True for a text that names somebody: by login, by INE in any writing, or by both names, as whole words.
pub fn names(text: &str, person: &Person, login: Option<&str>) -> bool {
    let words = |text: &str| format!(" {} ", name::fold(text).split_whitespace().collect::<Vec<_>>().join(" "));
    let is_identified = identifies(text, &person.ine, login);
    let text = words(text);
    let has = |part: &str| !part.trim().is_empty() && text.contains(&words(part));
    let (first, last) = (person.first_name.as_str(), person.surname());
    let both = !first.is_empty() && !last.is_empty();
    is_identified
        || both && (has(&format!("{first} {last}")) || has(&format!("{last} {first}")))
        || both && has(&format!("{first} {}", person.family_name))
        || both && has(&format!("{} {first}", person.family_name))
}

/// True for the name of a file that tells of somebody: login, INE, both names, or a surname that nobody else here bears.
pub fn is_told_by_file(file: &str, person: &Person, login: Option<&str>, is_alone: bool) -> bool {
    let bare: String = name::fold(file).chars().filter(char::is_ascii_alphanumeric).collect();
    let has = |part: &str| {
        let part: String = name::fold(part).chars().filter(char::is_ascii_alphanumeric).collect();
        part.len() > 4 && bare.contains(&part)
    };
    let surname = has(person.surname()) || has(&person.family_name);
    has(login.unwrap_or_default()) || has(&person.ine) || surname && (is_alone || has(&person.first_name))
}

/// True for a record that is of the same person: the same INE, or the same names and birth date.
pub fn is_same(one: &Person, other: &Person) -> bool {
    let same_ine = !one.ine.is_empty() && one.ine.eq_ignore_ascii_case(&other.ine);
    let same_names = name::same(&one.family_name, &other.family_name) && name::same(&one.first_name, &other.first_name);
    same_ine || same_names && one.birth_date.is_some() && one.birth_date == other.birth_date
}

impl Trace {
    /// True where both are of one person: the same number and anything else in common, or the same INE.
    pub fn is_of(&self, other: &Self) -> bool {
        let both = |one: &str, two: &str| !one.is_empty() && one == two;
        let in_common = both(&self.login, &other.login) || both(&self.identity, &other.identity);
        both(&self.ine, &other.ine) || self.person == other.person && in_common
    }
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
        let key = SealKey([7; KEY]);
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
    fn a_text_names_somebody_by_whole_words() {
        let lea = Person { ine: "088888888YB".into(), ..person("VIN", "") };
        for (text, named) in [
            ("Léa Vin a perdu son papillon", true),
            ("VIN Lea", true),
            ("Léa Vincent a perdu son papillon", false),
            ("le compte lea.vin ne s’ouvre pas", true),
            ("le compte lea.vincent ne s’ouvre pas", false),
            ("INE 088 888 888 YB", true),
            ("Léa est venue, Vin aussi", false),
            ("", false),
        ] {
            assert_eq!(names(text, &lea, Some("lea.vin")), named, "{text}");
        }
    }

    #[test]
    fn a_seal_tells_nothing_and_depends_on_the_key() {
        let (one, two) = (SealKey([1; KEY]), SealKey([2; KEY]));
        assert_eq!(one.seal("login", "lea.dupont"), one.seal("login", "Lea.Dupont"));
        assert_ne!(one.seal("login", "lea.dupont"), two.seal("login", "lea.dupont"));
        assert_ne!(one.seal("login", "lea.dupont"), one.seal("ine", "lea.dupont"));
        assert!(SealKey::read(&one.written()) == Some(one.clone()) && SealKey::read("ff").is_none());
        assert_eq!((one.seal("login", "x").len(), one.seal("ine", "")), (64, String::new()));
    }
}
