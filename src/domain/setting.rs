//! The establishment's settings: every key, its meaning, its default and what it accepts.

use std::collections::BTreeMap;

use super::hashing::Cost;
use super::person::Person;
use super::profile::Profile;
use super::secret::Mode;
use super::uai::Uai;
use table::{Otherwise, Takes};

mod key;
mod table;
mod value;

pub use key::{Group, Key, Words};
pub use table::MAX_DAYS;
pub use value::{email, is_loopback, masked_email, read_millimetres};

/// Why a value was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Key {
    /// The value as it will be kept, or why it is refused.
    pub fn check(self, value: &str) -> Result<String, Refusal> {
        // A path keeps its spaces and its accents as they are.
        let value = if self.is_path() { value.trim().to_owned() } else { super::name::tidy(value) };
        if value.is_empty() {
            return Err(Refusal("il manque une valeur".to_owned()));
        }
        if value.chars().any(super::name::is_forbidden) {
            return Err(Refusal("la valeur contient des caractères de contrôle".to_owned()));
        }
        match self.row().takes {
            Takes::Text(most) | Takes::Printed(most) => value::at_most(value, most),
            Takes::Path => value::at_most(value, 500),
            Takes::Uai => value.parse::<Uai>().map(|uai| uai.to_string()).map_err(|error| Refusal(error.to_string())),
            Takes::Email => email(value),
            Takes::Site => value::site(value),
            Takes::PostalCode => value::postal_code(value),
            Takes::Phone => value::phone(&value),
            Takes::Number(of, from, to) => value::number(&value, from..=to, of),
            Takes::Port => value::number(&value, 1..=u16::MAX, ""),
            Takes::Mode => match self {
                Self::Password(profile) => value::mode(profile, value),
                _ => Ok(value),
            },
            Takes::Cost => value::cost(&value).map(|cost| cost.to_string()),
            Takes::Host => value::host(value),
            Takes::OneOf(words) => value::one_of(value, words),
            Takes::Dn => value::dn(value),
            Takes::Attribute => value::attribute(value),
            Takes::Directory => value::directory(value),
            Takes::AgeKey => value::age_key(value),
            Takes::Service => value::service(value),
            Takes::Presets => value::presets(value),
            Takes::Millimetres(from, to) => value::millimetres(&value, from..=to),
        }
    }
}

/// The settings of one establishment: what was set, and defaults for the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings(pub BTreeMap<Key, String>);

impl Settings {
    /// The value set, or the default.
    pub fn value(&self, key: Key) -> Option<String> {
        self.0.get(&key).cloned().or_else(|| self.default_value(key))
    }

    /// What applies where nothing was set.
    pub fn default_value(&self, key: Key) -> Option<String> {
        match key.row().otherwise {
            Otherwise::Nothing => None,
            Otherwise::Value(value) => Some(value.to_owned()),
            Otherwise::SiteOfUai => self.uai().map(|uai| cpro_sti(&uai)),
            Otherwise::BranchOfUai => self.uai().map(|uai| format!("ou={uai}")),
            Otherwise::PortOfSecurity => {
                let tls = self.value(Key::MailSecurity).as_deref() == Some("tls");
                Some(if tls { "465" } else { "587" }.to_owned())
            }
            Otherwise::As(other) => self.value(other),
            Otherwise::StandardCost => Some(Cost::STANDARD.to_string()),
        }
    }

    /// The establishment's code.
    pub fn uai(&self) -> Option<Uai> {
        self.0.get(&Key::Uai).and_then(|code| code.parse().ok())
    }

    /// How the first password of a profile is made.
    pub fn mode(&self, profile: Profile) -> Mode {
        match self.value(Key::Password(profile)).as_deref() {
            Some("random") => Mode::Random,
            _ => Mode::BirthDate,
        }
    }

    /// The same for one person: a candidate's is drawn, whatever the profile's is.
    pub fn mode_of(&self, profile: Profile, person: Option<&Person>) -> Mode {
        if person.is_some_and(Person::is_only_candidate) { Mode::Random } else { self.mode(profile) }
    }

    /// The number under a key that holds one; its default where the base holds what is none.
    pub fn number(&self, key: Key) -> u16 {
        let kept = self.0.get(&key).filter(|value| key.check(value).is_ok());
        let number = kept.cloned().or_else(|| self.default_value(key));
        number.and_then(|number| number.parse().ok()).unwrap_or_default()
    }

    /// Keys whose value, which another hand wrote, is none of theirs.
    pub fn unreadable(&self) -> Vec<Key> {
        self.0.iter().filter(|(key, value)| key.check(value).is_err()).map(|(key, _)| *key).collect()
    }

    /// The cost of a hash, where one was set.
    pub fn cost(&self) -> Option<Cost> {
        self.0.get(&Key::Argon2).and_then(|cost| value::cost(cost).ok())
    }

    /// The keys without which no account can be created.
    pub fn missing(&self) -> Vec<Key> {
        [Key::Name, Key::Uai, Key::Email].into_iter().filter(|key| self.value(*key).is_none()).collect()
    }
}

/// Address of the C-Pro STI site of an establishment.
pub fn cpro_sti(uai: &Uai) -> String {
    format!("https://www.cpro-sti.fr/{}", uai.as_str().to_lowercase())
}

/// Address of the CPRO éducation (CERISE Pro) site of an establishment.
pub fn cerise_pro(uai: &Uai) -> String {
    format!("https://www.cerise-pro.fr/{uai}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_goes_unencrypted() {
        for (url, own) in [
            ("ldap://127.0.0.1:389", true),
            ("http://localhost", true),
            ("ldap://[::1]:389/", true),
            ("ldap://127.0.0.1.example", false),
            ("http://annuaire.example:389/scim", false),
            ("ldaps://localhost.example", false),
            ("http://127.0.0.1:80@ailleurs.example/", false),
        ] {
            assert_eq!(is_loopback(url), own, "{url}");
        }
    }

    #[test]
    fn values() {
        let cases = [
            (Key::Uai, "0932048w", Some("0932048W")),
            (Key::Uai, "0932048A", None),
            (Key::Email, "secretariat@lycee.example", Some("secretariat@lycee.example")),
            (Key::Email, "secretariat", None),
            (Key::Email, "a@b@c.fr", None),
            (Key::Site, "https://www.cpro-sti.fr/0932048w", Some("https://www.cpro-sti.fr/0932048w")),
            (Key::Site, "www.cpro-sti.fr/0932048w", Some("https://www.cpro-sti.fr/0932048w")),
            (Key::Site, "www.", None),
            (Key::Site, "cpro-sti.fr", None),
            (Key::Site, "ftp://www.cpro-sti.fr", None),
            (Key::PasswordDays, "92", Some("92")),
            (Key::PasswordDays, "93", None),
            (Key::PasswordDays, "0", None),
            (Key::Password(Profile::Student), "random", Some("random")),
            (Key::Password(Profile::Student), "azerty", None),
            (Key::Password(Profile::Administrator), "birthdate", None),
            (Key::Name, "  Lycée   des Tilleuls ", Some("Lycée des Tilleuls")),
            (Key::Name, " ", None),
            (Key::Name, "a\u{1b}[31m", None),
            (Key::Argon2, "19456,2,1", Some("19456,2,1")),
            (Key::Argon2, " 65536, 3, 4 ", Some("65536,3,4")),
            (Key::Argon2, "19455,2,1", None),
            (Key::Argon2, "65536,1,1", None),
            (Key::Argon2, "4194304,2,1", None),
            (Key::Argon2, "19456,2", None),
            (Key::MailTransport, "pigeon", None),
            (Key::MailSecurity, "none", None),
            (Key::MailHost, "smtp.ac-lyon.example", Some("smtp.ac-lyon.example")),
            (Key::MailHost, "smtp://ac-lyon.example", None),
            (Key::MailHost, "127.0.0.1", Some("127.0.0.1")),
            (Key::MailPort, "0", None),
            (Key::MailPort, "2525", Some("2525")),
            (Key::JournalDays, "1095", Some("1095")),
            (Key::JournalDays, "1096", None),
            (Key::BackupKeep, "0", None),
            (Key::PostalCode, "75001", Some("75001")),
            (Key::PostalCode, "7500", None),
            (Key::Phone, "01.23.45.67.89", Some("01 23 45 67 89")),
            (Key::Phone, "+33 1 23 45 67 89", Some("+33 1 23 45 67 89")),
            (Key::Phone, "12", None),
            (Key::DirectorySuffix, "dc=reseau,dc=example", Some("dc=reseau,dc=example")),
            (Key::DirectorySuffix, "reseau", None),
            (Key::DirectorySuffix, "dc=reseau,", None),
            (Key::DirectoryUrl, "ldaps://annuaire.example:636", Some("ldaps://annuaire.example:636")),
            (Key::DirectoryUrl, "https://annuaire.example", None),
            (Key::DirectoryUrl, "ldap://", None),
            (Key::ServiceUrl, "https://scim.example:8443/v2/", Some("https://scim.example:8443/v2")),
            (Key::ServiceUrl, "http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            (Key::ServiceUrl, "http://scim.example", None),
            (Key::ServiceUrl, "http://127.0.0.1:80@scim.example", None),
            (Key::ServiceUrl, "https://scim.example/?a=b", None),
            (Key::ServiceUrl, "https:///v2", None),
            (Key::DirectoryLogin, "uid", Some("uid")),
            (Key::DirectoryLogin, "1uid", None),
            (Key::Presets, "cdi=nom,prenom; pronote=NOM, Naissance", Some("cdi=nom,prenom; pronote=NOM, Naissance")),
            (Key::Presets, "cdi=nom,chat", None),
            (Key::Presets, "nom=nom", None),
            (Key::ShiftRight, "-1.5", Some("-1,5")),
            (Key::ShiftRight, "2 mm", Some("2")),
            (Key::ShiftRight, "0,25", None),
            (Key::ShiftDown, "−3", Some("-3")),
            (Key::ShiftDown, "6", None),
            (Key::ShiftDown, "nan", None),
            (Key::PrinterMargin, "4", None),
            (Key::PrinterMargin, "12,5", Some("12,5")),
        ];
        for (key, value, kept) in cases {
            assert_eq!(key.check(value).ok().as_deref(), kept, "{} {value}", key.as_str());
        }
    }

    #[test]
    fn keys_are_found_again() {
        for key in Key::all() {
            assert_eq!(Key::find(key.as_str()), Some(key));
            assert_eq!(key.row().key, key);
            let default = Settings::default().default_value(key);
            assert!(default.is_none_or(|value| key.check(&value).is_ok()), "{}", key.as_str());
        }
        let mut names: Vec<&str> = Key::all().map(Key::as_str).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Key::all().count());
        assert_eq!(Key::find("cnil.declaration"), Some(Key::Register));
    }

    #[test]
    fn the_site_follows_the_code() {
        let settings = Settings([(Key::Uai, "0990001N".to_owned())].into());
        assert_eq!(settings.value(Key::Site).as_deref(), Some("https://www.cpro-sti.fr/0990001n"));
        assert_eq!(settings.missing(), [Key::Name, Key::Email]);
    }
}
