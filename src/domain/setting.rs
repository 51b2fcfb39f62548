//! The establishment's settings: every key, its meaning, its default and what it accepts.

use std::collections::BTreeMap;

use super::hashing::Cost;
use super::person::Person;
use super::profile::Profile;
use super::secret::Mode;
use super::slip::Audience;
use super::uai::Uai;

mod value;

pub use value::email;

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
    Argon2,
    MailTransport,
    MailHost,
    MailPort,
    MailSecurity,
    MailUser,
    MailPasswordFile,
    MailAuthority,
    MailFrom,
    MailFolder,
    MailSendmail,
    BackupFolder,
    BackupKeep,
    DocumentDays,
    JournalDays,
    UndoDays,
    DepartedDays,
    /// The establishment's own words on slips: for one audience, or for all.
    Slip(Words, Option<Audience>),
    SlipLanguages,
}

/// Words of a slip that the establishment may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Words {
    Title,
    Message,
    Contact,
}

/// Why a value was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Key {
    /// Every key, in the order of the page.
    pub const ALL: [Self; 41] = [
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
        Self::Argon2,
        Self::MailTransport,
        Self::MailHost,
        Self::MailPort,
        Self::MailSecurity,
        Self::MailUser,
        Self::MailPasswordFile,
        Self::MailAuthority,
        Self::MailFrom,
        Self::MailFolder,
        Self::MailSendmail,
        Self::BackupFolder,
        Self::BackupKeep,
        Self::DocumentDays,
        Self::JournalDays,
        Self::UndoDays,
        Self::DepartedDays,
        Self::Slip(Words::Title, None),
        Self::Slip(Words::Title, Some(Audience::Pupil)),
        Self::Slip(Words::Title, Some(Audience::Staff)),
        Self::Slip(Words::Title, Some(Audience::Candidate)),
        Self::Slip(Words::Message, None),
        Self::Slip(Words::Message, Some(Audience::Pupil)),
        Self::Slip(Words::Message, Some(Audience::Staff)),
        Self::Slip(Words::Message, Some(Audience::Candidate)),
        Self::Slip(Words::Contact, None),
        Self::Slip(Words::Contact, Some(Audience::Pupil)),
        Self::Slip(Words::Contact, Some(Audience::Staff)),
        Self::Slip(Words::Contact, Some(Audience::Candidate)),
        Self::SlipLanguages,
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
            Self::Argon2 => "argon2",
            Self::MailTransport => "mail.transport",
            Self::MailHost => "mail.host",
            Self::MailPort => "mail.port",
            Self::MailSecurity => "mail.security",
            Self::MailUser => "mail.user",
            Self::MailPasswordFile => "mail.password-file",
            Self::MailAuthority => "mail.ca",
            Self::MailFrom => "mail.from",
            Self::MailFolder => "mail.folder",
            Self::MailSendmail => "mail.sendmail",
            Self::BackupFolder => "backup.folder",
            Self::BackupKeep => "backup.keep",
            Self::DocumentDays => "documents.days",
            Self::JournalDays => "journal.days",
            Self::UndoDays => "undo.days",
            Self::DepartedDays => "departed.days",
            Self::Slip(Words::Title, None) => "slips.title",
            Self::Slip(Words::Title, Some(Audience::Pupil)) => "slips.title.eleve",
            Self::Slip(Words::Title, Some(Audience::Staff)) => "slips.title.staff",
            Self::Slip(Words::Title, Some(Audience::Candidate)) => "slips.title.candidat",
            Self::Slip(Words::Message, None) => "slips.message",
            Self::Slip(Words::Message, Some(Audience::Pupil)) => "slips.message.eleve",
            Self::Slip(Words::Message, Some(Audience::Staff)) => "slips.message.staff",
            Self::Slip(Words::Message, Some(Audience::Candidate)) => "slips.message.candidat",
            Self::Slip(Words::Contact, None) => "slips.contact",
            Self::Slip(Words::Contact, Some(Audience::Pupil)) => "slips.contact.eleve",
            Self::Slip(Words::Contact, Some(Audience::Staff)) => "slips.contact.staff",
            Self::Slip(Words::Contact, Some(Audience::Candidate)) => "slips.contact.candidat",
            Self::SlipLanguages => "slips.languages",
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
            Self::Argon2 => "Coût du hachage : mémoire en Kio, passes, voies (au moins 19456,2,1)",
            Self::MailTransport => "Envoi des courriels : none, smtp, sendmail ou folder (fichiers .eml, à blanc)",
            Self::MailHost => "Serveur d’envoi (SMTP)",
            Self::MailPort => "Port du serveur : 587 avec starttls, 465 avec tls",
            Self::MailSecurity => "Chiffrement de la liaison : starttls ou tls, jamais sans",
            Self::MailUser => "Nom d’utilisateur sur le serveur d’envoi",
            Self::MailPasswordFile => "Fichier qui contient le mot de passe du serveur d’envoi",
            Self::MailAuthority => "Certificat de l’autorité du serveur (fichier PEM), si elle est privée",
            Self::MailFrom => "Adresse de l’expéditeur (par défaut, celle de l’établissement)",
            Self::MailFolder => "Dossier des fichiers .eml",
            Self::MailSendmail => "Programme d’envoi de mail.transport sendmail",
            Self::BackupFolder => "Dossier des sauvegardes de la nuit",
            Self::BackupKeep => "Nombre de sauvegardes gardées (1 à 366)",
            Self::DocumentDays => "Jours après lesquels les papillons gardés sont effacés (1 à 92)",
            Self::JournalDays => "Durée de conservation du journal, en jours (1 à 1095)",
            Self::UndoDays => "Jours pendant lesquels un lot peut être annulé (1 à 366)",
            Self::DepartedDays => "Jours pendant lesquels une personne partie est gardée (30 à 1095)",
            Self::Slip(Words::Title, None) => "Titre des papillons (40 caractères)",
            Self::Slip(Words::Message, None) => "Message imprimé sur les papillons (300 caractères)",
            Self::Slip(Words::Contact, None) => "À qui s’adresser, sur les papillons (150 caractères)",
            Self::Slip(_, Some(Audience::Pupil)) => "Le même, pour les élèves seulement",
            Self::Slip(_, Some(Audience::Staff)) => "Le même, pour les personnels seulement",
            Self::Slip(_, Some(Audience::Candidate)) => "Le même, pour les candidats seulement",
            Self::SlipLanguages => "Dossier des textes de papillons en d’autres langues (xx.txt)",
        }
    }

    /// True for the name of a file or of a folder.
    pub fn is_path(self) -> bool {
        matches!(
            self,
            Self::MailPasswordFile
                | Self::MailAuthority
                | Self::MailFolder
                | Self::MailSendmail
                | Self::BackupFolder
                | Self::SlipLanguages
        )
    }

    /// The key that users typed.
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.as_str() == text)
    }

    /// The value as it will be kept, or why it is refused.
    pub fn check(self, value: &str) -> Result<String, Refusal> {
        // A path keeps its spaces and its accents as they are.
        let value = if self.is_path() { value.trim().to_owned() } else { super::name::tidy(value) };
        if value.is_empty() {
            return Err(Refusal(format!("« {} » ne peut pas être vide", self.as_str())));
        }
        if value.chars().any(super::name::is_forbidden) {
            return Err(Refusal("la valeur contient des caractères de contrôle".to_owned()));
        }
        match self {
            Self::Name => value::at_most(value, 120),
            Self::Uai => value.parse::<Uai>().map(|uai| uai.to_string()).map_err(|error| Refusal(error.to_string())),
            Self::Email | Self::MailFrom => email(value),
            Self::Site => value::site(value),
            Self::PasswordDays | Self::DocumentDays => value::number(&value, 1..=MAX_DAYS, "de jours"),
            Self::Password(profile) => value::mode(profile, value),
            Self::Argon2 => value::cost(&value).map(|cost| cost.to_string()),
            Self::MailTransport => value::one_of(value, &["none", "smtp", "sendmail", "folder"]),
            Self::MailSecurity => value::one_of(value, &["starttls", "tls"]),
            Self::MailHost => value::host(value),
            Self::MailPort => value::number(&value, 1..=u16::MAX, ""),
            Self::MailUser
            | Self::MailPasswordFile
            | Self::MailAuthority
            | Self::MailFolder
            | Self::MailSendmail
            | Self::BackupFolder
            | Self::SlipLanguages => value::at_most(value, 500),
            Self::Slip(Words::Title, _) => value::at_most(value, 40),
            Self::Slip(Words::Message, _) => value::at_most(value, 300),
            Self::Slip(Words::Contact, _) => value::at_most(value, 150),
            Self::BackupKeep => value::number(&value, 1..=366, "de sauvegardes"),
            Self::UndoDays => value::number(&value, 1..=366, "de jours"),
            Self::DepartedDays => value::number(&value, 30..=1_095, "de jours"),
            Self::JournalDays => value::number(&value, 1..=1_095, "de jours"),
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
        match key {
            Key::Site => self.uai().map(|uai| cpro_sti(&uai)),
            Key::PasswordDays | Key::DocumentDays => Some("30".to_owned()),
            Key::Argon2 => Some(Cost::STANDARD.to_string()),
            Key::MailTransport => Some("none".to_owned()),
            Key::MailSecurity => Some("starttls".to_owned()),
            Key::MailPort => {
                Some(if self.value(Key::MailSecurity).as_deref() == Some("tls") { "465" } else { "587" }.to_owned())
            }
            Key::MailFrom => self.value(Key::Email),
            Key::MailSendmail => Some("/usr/sbin/sendmail".to_owned()),
            Key::BackupKeep => Some("14".to_owned()),
            Key::JournalDays | Key::DepartedDays => Some("365".to_owned()),
            Key::UndoDays => Some("92".to_owned()),
            Key::Password(Profile::Administrator | Profile::Inspector) => Some("random".to_owned()),
            Key::Password(_) => Some("birthdate".to_owned()),
            Key::Name
            | Key::Uai
            | Key::Email
            | Key::MailHost
            | Key::MailUser
            | Key::MailPasswordFile
            | Key::MailAuthority
            | Key::MailFolder
            | Key::BackupFolder
            | Key::Slip(..)
            | Key::SlipLanguages => None,
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

    /// The number under a key that holds one.
    pub fn number(&self, key: Key) -> u16 {
        self.value(key).and_then(|number| number.parse().ok()).unwrap_or_default()
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
