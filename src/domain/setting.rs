//! The establishment's settings: every key, its meaning, its default and what it accepts.

use std::collections::BTreeMap;

use super::profile::Profile;
use super::secret::Mode;
use super::uai::Uai;

/// Longest life of a birth-date password, in days (a letter of EduConnect lives three months).
pub const MAX_DAYS: u16 = 92;

/// A setting that holds a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Name,
    Uai,
    Email,
    Site,
    PasswordDays,
    Password(Profile),
}

/// Why a value was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Key {
    /// Every key, in the order of the page.
    pub const ALL: [Self; 11] = [
        Self::Name,
        Self::Uai,
        Self::Email,
        Self::Site,
        Self::PasswordDays,
        Self::Password(Profile::Student),
        Self::Password(Profile::Teacher),
        Self::Password(Profile::Staff),
        Self::Password(Profile::Head),
        Self::Password(Profile::Inspector),
        Self::Password(Profile::Administrator),
    ];

    /// What users type.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "establishment.name",
            Self::Uai => "establishment.uai",
            Self::Email => "establishment.email",
            Self::Site => "establishment.site",
            Self::PasswordDays => "passwords.days",
            Self::Password(Profile::Student) => "passwords.eleve",
            Self::Password(Profile::Teacher) => "passwords.enseignant",
            Self::Password(Profile::Staff) => "passwords.personnel",
            Self::Password(Profile::Head) => "passwords.chef-etablissement",
            Self::Password(Profile::Inspector) => "passwords.inspecteur",
            Self::Password(Profile::Administrator) => "passwords.administrateur",
        }
    }

    /// One line for the page of settings.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Name => "Nom de l’établissement, tel qu’il figure sur les papillons",
            Self::Uai => "Code UAI (ex-RNE)",
            Self::Email => "Adresse électronique de l’établissement",
            Self::Site => "Adresse du site C-Pro, imprimée sur les papillons",
            Self::PasswordDays => "Durée de vie d’un mot de passe initial, en jours (1 à 92)",
            Self::Password(Profile::Student) => "Mot de passe initial des élèves : birthdate ou random",
            Self::Password(Profile::Teacher) => "Mot de passe initial des enseignants : birthdate ou random",
            Self::Password(Profile::Staff) => "Mot de passe initial des personnels : birthdate ou random",
            Self::Password(Profile::Head) => "Mot de passe initial du chef d’établissement : birthdate ou random",
            Self::Password(Profile::Inspector) => "Mot de passe initial des inspecteurs : birthdate ou random",
            Self::Password(Profile::Administrator) => "Mot de passe initial de l’administrateur : toujours random",
        }
    }

    /// The key that users typed.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.as_str() == text)
    }

    /// The value as it will be kept, or why it is refused.
    pub fn check(self, value: &str) -> Result<String, Refusal> {
        let value = super::name::tidy(value);
        if value.is_empty() {
            return Err(Refusal(format!("« {} » ne peut pas être vide", self.as_str())));
        }
        if value.chars().any(super::name::is_forbidden) {
            return Err(Refusal("la valeur contient des caractères de contrôle".to_owned()));
        }
        match self {
            Self::Name => at_most(value, 120),
            Self::Uai => value.parse::<Uai>().map(|uai| uai.to_string()).map_err(|error| Refusal(error.to_string())),
            Self::Email => email(value),
            Self::Site => site(value),
            Self::PasswordDays => days(&value),
            Self::Password(profile) => mode(profile, value),
        }
    }
}

fn at_most(value: String, most: usize) -> Result<String, Refusal> {
    let length = value.chars().count();
    if length > most { Err(Refusal(format!("{length} caractères : c’est trop, {most} au plus"))) } else { Ok(value) }
}

fn email(value: String) -> Result<String, Refusal> {
    let good = value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
            && !domain.contains("..")
    });
    if good && !value.contains(char::is_whitespace) && value.is_ascii() {
        at_most(value, 254)
    } else {
        Err(Refusal(format!("« {value} » n’est pas une adresse électronique")))
    }
}

fn site(value: String) -> Result<String, Refusal> {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    match rest {
        Some(rest) if rest.contains('.') && value.is_ascii() && !value.contains(char::is_whitespace) => {
            at_most(value, 200)
        }
        _ => Err(Refusal(format!("« {value} » n’est pas une adresse de site : elle commence par https://"))),
    }
}

fn days(value: &str) -> Result<String, Refusal> {
    match value.parse::<u16>() {
        Ok(days) if (1..=MAX_DAYS).contains(&days) => Ok(days.to_string()),
        _ => Err(Refusal(format!("« {value} » n’est pas un nombre de jours entre 1 et {MAX_DAYS}"))),
    }
}

fn mode(profile: Profile, value: String) -> Result<String, Refusal> {
    match (profile, value.as_str()) {
        (Profile::Administrator, "birthdate") => {
            Err(Refusal("l’administrateur n’a pas de date de naissance : random seulement".to_owned()))
        }
        (_, "birthdate" | "random") => Ok(value),
        _ => Err(Refusal(format!("« {value} » : il faut birthdate ou random"))),
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
        match key {
            Key::Site => self.uai().map(|uai| cpro_sti(&uai)),
            Key::PasswordDays => Some("30".to_owned()),
            Key::Password(Profile::Administrator | Profile::Inspector) => Some("random".to_owned()),
            Key::Password(_) => Some("birthdate".to_owned()),
            Key::Name | Key::Uai | Key::Email => None,
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

    /// Life of an initial or temporary password, in days.
    pub fn password_days(&self) -> u16 {
        self.value(Key::PasswordDays).and_then(|days| days.parse().ok()).unwrap_or(30)
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
    fn values() {
        let cases = [
            (Key::Uai, "0932048w", Some("0932048W")),
            (Key::Uai, "0932048A", None),
            (Key::Email, "secretariat@lycee.example", Some("secretariat@lycee.example")),
            (Key::Email, "secretariat", None),
            (Key::Email, "a@b@c.fr", None),
            (Key::Site, "https://www.cpro-sti.fr/0932048w", Some("https://www.cpro-sti.fr/0932048w")),
            (Key::Site, "www.cpro-sti.fr", None),
            (Key::PasswordDays, "92", Some("92")),
            (Key::PasswordDays, "93", None),
            (Key::PasswordDays, "0", None),
            (Key::Password(Profile::Student), "random", Some("random")),
            (Key::Password(Profile::Student), "azerty", None),
            (Key::Password(Profile::Administrator), "birthdate", None),
            (Key::Name, "  Lycée   des Tilleuls ", Some("Lycée des Tilleuls")),
            (Key::Name, " ", None),
            (Key::Name, "a\u{1b}[31m", None),
        ];
        for (key, value, kept) in cases {
            assert_eq!(key.check(value).ok().as_deref(), kept, "{} {value}", key.as_str());
        }
    }

    #[test]
    fn keys_are_found_again() {
        for key in Key::ALL {
            assert_eq!(Key::find(key.as_str()), Some(key));
        }
    }

    #[test]
    fn the_site_follows_the_code() {
        let settings = Settings([(Key::Uai, "0990001N".to_owned())].into());
        assert_eq!(settings.value(Key::Site).as_deref(), Some("https://www.cpro-sti.fr/0990001n"));
        assert_eq!(settings.missing(), [Key::Name, Key::Email]);
    }
}
