//! The keys of the settings: their names, their meanings, and where they stand on the page.

use crate::domain::profile::Profile;
use crate::domain::slip::Audience;

/// A setting that holds a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Name,
    Uai,
    Email,
    Site,
    /// First, second and third line.
    Address(u8),
    PostalCode,
    Town,
    Phone,
    Academy,
    /// Name of the head.
    HeadName,
    /// Who answers for personal data.
    Dpo,
    /// Entry of the school's register of processing.
    Register,
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
    /// Where tickets go.
    Assistance,
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

impl Key {
    /// Every key, in the order of the page.
    pub const ALL: [Self; 52] = [
        Self::Name,
        Self::Uai,
        Self::Email,
        Self::Site,
        Self::Address(1),
        Self::Address(2),
        Self::Address(3),
        Self::PostalCode,
        Self::Town,
        Self::Phone,
        Self::Academy,
        Self::HeadName,
        Self::Dpo,
        Self::Register,
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
        Self::Assistance,
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
            Self::Address(2) => "establishment.address2",
            Self::Address(3) => "establishment.address3",
            Self::Address(_) => "establishment.address",
            Self::PostalCode => "establishment.postal-code",
            Self::Town => "establishment.town",
            Self::Phone => "establishment.phone",
            Self::Academy => "establishment.academy",
            Self::HeadName => "establishment.head",
            Self::Dpo => "dpo",
            Self::Register => "register.reference",
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
            Self::Assistance => "assistance.email",
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
            Self::Address(2) => "Adresse postale, deuxième ligne",
            Self::Address(3) => "Adresse postale, troisième ligne",
            Self::Address(_) => "Adresse postale, première ligne",
            Self::PostalCode => "Code postal",
            Self::Town => "Commune",
            Self::Phone => "Téléphone",
            Self::Academy => "Académie",
            Self::HeadName => "Nom du chef d’établissement",
            Self::Dpo => "Délégué à la protection des données (nom ou adresse)",
            Self::Register => "Référence au registre des traitements (depuis mai 2018, au lieu de la déclaration CNIL)",
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
            Self::Assistance => "Adresse de l’assistance du service, à laquelle partent les tickets",
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
        Self::ALL.into_iter().find(|key| key.as_str() == text || key.former_name() == Some(text))
    }

    /// A name under which users may still know it.
    pub fn former_name(self) -> Option<&'static str> {
        (self == Self::Register).then_some("cnil.declaration")
    }

    /// The part of the page where it stands.
    pub fn group(self) -> Group {
        match self {
            Self::Name
            | Self::Uai
            | Self::Email
            | Self::Site
            | Self::Address(_)
            | Self::PostalCode
            | Self::Town
            | Self::Phone
            | Self::Academy
            | Self::HeadName => Group::Establishment,
            Self::Dpo | Self::Register => Group::Transfers,
            Self::PasswordDays | Self::Password(_) | Self::Argon2 => Group::Passwords,
            Self::Slip(..) | Self::SlipLanguages => Group::Slips,
            Self::MailTransport
            | Self::MailHost
            | Self::MailPort
            | Self::MailSecurity
            | Self::MailUser
            | Self::MailPasswordFile
            | Self::MailAuthority
            | Self::MailFrom
            | Self::MailFolder
            | Self::MailSendmail
            | Self::Assistance => Group::Mail,
            Self::BackupFolder
            | Self::BackupKeep
            | Self::DocumentDays
            | Self::JournalDays
            | Self::UndoDays
            | Self::DepartedDays => Group::Keeping,
        }
    }
}

/// The parts of the page of settings, as the service has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Establishment,
    Pictures,
    Transfers,
    Forms,
    Passwords,
    Slips,
    Mail,
    Keeping,
}

impl Group {
    /// Every part, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Establishment,
        Self::Pictures,
        Self::Transfers,
        Self::Forms,
        Self::Passwords,
        Self::Slips,
        Self::Mail,
        Self::Keeping,
    ];

    /// Its title.
    pub fn label(self) -> &'static str {
        match self {
            Self::Establishment => "Établissement",
            Self::Pictures => "Logo et cachet",
            Self::Transfers => "Transferts",
            Self::Forms => "Masques de saisie",
            Self::Passwords => "Mots de passe",
            Self::Slips => "Papillons",
            Self::Mail => "Courrier",
            Self::Keeping => "Conservation",
        }
    }
}
