//! Every setting, a row each: its name, where it stands on the page, what it means, what it takes, what applies without it.
//!
//! To add a setting: a variant of [`Key`], and its row here. The page, the completions, the checks, the export and the
//! help follow.

use super::key::{Group, Key, Words};
use crate::domain::audience::Audience;
use crate::domain::profile::Profile;

/// Longest life of a birth-date password, in days (a letter of EduConnect lives three months).
pub const MAX_DAYS: u16 = 92;

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A text of so many characters.
    Text(usize),
    /// The same, printed on slips: its length is told with its meaning.
    Printed(usize),
    /// The name of a file or of a folder.
    Path,
    Uai,
    Email,
    Site,
    PostalCode,
    Phone,
    /// A number of something, from and to; the range is told with its meaning.
    Number(&'static str, u16, u16),
    Port,
    /// `birthdate` or `random`.
    Mode,
    /// Cost of a hash.
    Cost,
    Host,
    OneOf(&'static [&'static str]),
    /// Names of entries of a directory.
    Dn,
    /// Name of an attribute of a directory.
    Attribute,
    /// Address of a directory.
    Directory,
    /// A public key of age.
    AgeKey,
    /// Address of a service on the web.
    Service,
    /// `name=columns;…`
    Presets,
    /// A length in millimetres, from and to, with a tenth; the range is told with its meaning.
    Millimetres(i8, i8),
}

/// What applies where nothing is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Otherwise {
    Nothing,
    Value(&'static str),
    /// The site that follows from the code of the establishment.
    SiteOfUai,
    /// The branch that bears the code of the establishment.
    BranchOfUai,
    /// The port that follows from the encryption.
    PortOfSecurity,
    /// What another key says.
    As(Key),
    StandardCost,
}

/// One setting.
pub struct Row {
    pub key: Key,
    /// What users type.
    pub name: &'static str,
    pub group: Group,
    pub meaning: &'static str,
    pub takes: Takes,
    pub otherwise: Otherwise,
}

const fn row(
    key: Key,
    name: &'static str,
    group: Group,
    meaning: &'static str,
    takes: Takes,
    otherwise: Otherwise,
) -> Row {
    Row { key, name, group, meaning, takes, otherwise }
}

use Group::{Establishment, Exports, Keeping, Mail, Passwords, Retention, Slips, Transfers};
use Otherwise::{Nothing, Value};

const PUPILS: &str = "Le même, pour les élèves seulement";
const STAFF: &str = "Le même, pour les personnels seulement";
const CANDIDATES: &str = "Le même, pour les candidats seulement";

/// Every setting, in the order of the page.
#[rustfmt::skip]
static ROWS: [Row; 74] = [
    row(Key::Name, "establishment.name", Establishment, "Nom de l’établissement, tel qu’il figure sur les papillons", Takes::Text(120), Nothing),
    row(Key::Uai, "establishment.uai", Establishment, "Code UAI (ex-RNE)", Takes::Uai, Nothing),
    row(Key::Email, "establishment.email", Establishment, "Adresse électronique de l’établissement", Takes::Email, Nothing),
    row(Key::Site, "establishment.site", Establishment, "Adresse du site C-Pro, imprimée sur les papillons", Takes::Site, Otherwise::SiteOfUai),
    row(Key::Address(1), "establishment.address", Establishment, "Adresse postale, première ligne", Takes::Text(120), Nothing),
    row(Key::Address(2), "establishment.address2", Establishment, "Adresse postale, deuxième ligne", Takes::Text(120), Nothing),
    row(Key::Address(3), "establishment.address3", Establishment, "Adresse postale, troisième ligne", Takes::Text(120), Nothing),
    row(Key::PostalCode, "establishment.postal-code", Establishment, "Code postal", Takes::PostalCode, Nothing),
    row(Key::Town, "establishment.town", Establishment, "Commune", Takes::Text(120), Nothing),
    row(Key::Phone, "establishment.phone", Establishment, "Téléphone", Takes::Phone, Nothing),
    row(Key::Academy, "establishment.academy", Establishment, "Académie", Takes::Text(120), Nothing),
    row(Key::HeadName, "establishment.head", Establishment, "Nom du chef d’établissement", Takes::Text(120), Nothing),
    row(Key::Dpo, "dpo", Transfers, "Délégué à la protection des données (nom ou adresse)", Takes::Text(120), Nothing),
    row(Key::Register, "register.reference", Transfers, "Référence au registre des traitements (depuis mai 2018, au lieu de la déclaration CNIL)", Takes::Text(120), Nothing),
    row(Key::PasswordDays, "passwords.days", Passwords, "Durée de vie d’un mot de passe initial, en jours", Takes::Number("de jours", 1, MAX_DAYS), Value("30")),
    row(Key::Password(Profile::Student), "passwords.eleve", Passwords, "Mot de passe initial des élèves : birthdate ou random", Takes::Mode, Value("birthdate")),
    row(Key::Password(Profile::Teacher), "passwords.enseignant", Passwords, "Mot de passe initial des enseignants : birthdate ou random", Takes::Mode, Value("birthdate")),
    row(Key::Password(Profile::Staff), "passwords.personnel", Passwords, "Mot de passe initial des personnels : birthdate ou random", Takes::Mode, Value("birthdate")),
    row(Key::Password(Profile::Head), "passwords.chef-etablissement", Passwords, "Mot de passe initial du chef d’établissement : birthdate ou random", Takes::Mode, Value("birthdate")),
    row(Key::Password(Profile::Inspector), "passwords.inspecteur", Passwords, "Mot de passe initial des inspecteurs : birthdate ou random", Takes::Mode, Value("random")),
    row(Key::Password(Profile::Administrator), "passwords.administrateur", Passwords, "Mot de passe initial de l’administrateur : toujours random", Takes::Mode, Value("random")),
    row(Key::Argon2, "argon2", Passwords, "Coût du hachage : mémoire en Kio, passes, voies (au moins 19456,2,1)", Takes::Cost, Otherwise::StandardCost),
    row(Key::MailTransport, "mail.transport", Mail, "Envoi des courriels : none, smtp, sendmail ou folder (fichiers .eml, à blanc)", Takes::OneOf(&["none", "smtp", "sendmail", "folder"]), Value("none")),
    row(Key::MailHost, "mail.host", Mail, "Serveur d’envoi (SMTP)", Takes::Host, Nothing),
    row(Key::MailPort, "mail.port", Mail, "Port du serveur : 587 avec starttls, 465 avec tls", Takes::Port, Otherwise::PortOfSecurity),
    row(Key::MailSecurity, "mail.security", Mail, "Chiffrement de la liaison : starttls ou tls, jamais sans", Takes::OneOf(&["starttls", "tls"]), Value("starttls")),
    row(Key::MailUser, "mail.user", Mail, "Nom d’utilisateur sur le serveur d’envoi", Takes::Text(500), Nothing),
    row(Key::MailPasswordFile, "mail.password-file", Mail, "Fichier qui contient le mot de passe du serveur d’envoi", Takes::Path, Nothing),
    row(Key::MailAuthority, "mail.ca", Mail, "Certificat de l’autorité du serveur (fichier PEM), si elle est privée", Takes::Path, Nothing),
    row(Key::MailFrom, "mail.from", Mail, "Adresse de l’expéditeur (par défaut, celle de l’établissement)", Takes::Email, Otherwise::As(Key::Email)),
    row(Key::MailFolder, "mail.folder", Mail, "Dossier des fichiers .eml", Takes::Path, Nothing),
    row(Key::MailSendmail, "mail.sendmail", Mail, "Programme d’envoi de mail.transport sendmail", Takes::Path, Value("/usr/sbin/sendmail")),
    row(Key::Assistance, "assistance.email", Mail, "Adresse de l’assistance du service, à laquelle partent les tickets", Takes::Email, Nothing),
    row(Key::AccountDomain, "export.domain", Exports, "Domaine des comptes chez Google, Microsoft ou Apple, par exemple lycee.example", Takes::Host, Nothing),
    row(Key::OrgUnit, "export.google-unit", Exports, "Unité organisationnelle de Google, qui doit exister", Takes::Text(200), Value("/")),
    row(Key::Presets, "export.presets", Exports, "Listes de colonnes d’export csv, par exemple cdi=nom,prenom,division", Takes::Presets, Nothing),
    row(Key::DirectoryUrl, "directory.url", Exports, "Adresse de l’annuaire : ldaps://… ou ldap://… (StartTLS)", Takes::Directory, Nothing),
    row(Key::DirectorySuffix, "directory.suffix", Exports, "Suffixe de l’annuaire, par exemple dc=reseau,dc=example", Takes::Dn, Nothing),
    row(Key::DirectoryBranch, "directory.branch", Exports, "Branche de l’établissement sous le suffixe (elle doit exister)", Takes::Dn, Otherwise::BranchOfUai),
    row(Key::DirectoryLogin, "directory.login-attribute", Exports, "Attribut de l’annuaire qui porte l’identifiant", Takes::Attribute, Value("uid")),
    row(Key::DirectoryBindDn, "directory.bind-dn", Exports, "Compte de service de cpro dans l’annuaire", Takes::Dn, Nothing),
    row(Key::DirectoryPasswordFile, "directory.password-file", Exports, "Fichier qui contient le mot de passe du compte de service", Takes::Path, Nothing),
    row(Key::DirectoryAuthority, "directory.ca-file", Exports, "Certificat de l’autorité de l’annuaire (fichier PEM), si elle est privée", Takes::Path, Nothing),
    row(Key::ServiceUrl, "scim.url", Exports, "Adresse d’un service SCIM 2.0, par exemple https://service.example/scim/v2", Takes::Service, Nothing),
    row(Key::ServiceTokenFile, "scim.token-file", Exports, "Fichier qui contient le jeton du service SCIM", Takes::Path, Nothing),
    row(Key::ServiceAuthority, "scim.ca-file", Exports, "Certificat de l’autorité du service SCIM (fichier PEM), si elle est privée", Takes::Path, Nothing),
    row(Key::BackupFolder, "backup.folder", Keeping, "Dossier des sauvegardes de la nuit", Takes::Path, Nothing),
    row(Key::BackupKeep, "backup.keep", Keeping, "Nombre de sauvegardes gardées", Takes::Number("de sauvegardes", 1, 366), Value("14")),
    row(Key::BackupRecipient, "backup.recipient", Keeping, "Clé publique age (age1…) pour laquelle les sauvegardes sont chiffrées", Takes::AgeKey, Nothing),
    row(Key::DepartedDays, "rgpd.departed", Retention, "Jours après lesquels une personne partie est effacée, comptés de l’import qui l’a dit : trois mois, arrêté du 30 novembre 2006 sur les ENT, art. 6", Takes::Number("de jours", 30, 1_095), Value("90")),
    row(Key::DocumentDays, "rgpd.documents", Retention, "Jours après lesquels les papillons gardés sont effacés : ils portent un mot de passe", Takes::Number("de jours", 1, MAX_DAYS), Value("30")),
    row(Key::TransferDays, "rgpd.transfers", Retention, "Jours après lesquels les fichiers de transfert gardés sont effacés", Takes::Number("de jours", 1, MAX_DAYS), Value("30")),
    row(Key::TicketDays, "rgpd.tickets", Retention, "Jours après lesquels un ticket fermé est effacé", Takes::Number("de jours", 1, 1_095), Value("365")),
    row(Key::JournalDays, "rgpd.journal", Retention, "Durée de conservation du journal, en jours : six mois à un an, délibération CNIL 2021-122", Takes::Number("de jours", 1, 1_095), Value("365")),
    row(Key::UndoDays, "rgpd.undo", Retention, "Jours pendant lesquels un lot peut être annulé, et les fiches d’avant gardées", Takes::Number("de jours", 1, 366), Value("92")),
    row(Key::BackupDays, "rgpd.backups", Retention, "Jours après lesquels une sauvegarde est effacée, quel que soit leur nombre : ce qui est effacé de la base n’y survit pas", Takes::Number("de jours", 7, 366), Value("90")),
    row(Key::Slip(Words::Title, None), "slips.title", Slips, "Titre des papillons", Takes::Printed(40), Nothing),
    row(Key::Slip(Words::Title, Some(Audience::Pupil)), "slips.title.eleve", Slips, PUPILS, Takes::Text(40), Nothing),
    row(Key::Slip(Words::Title, Some(Audience::Staff)), "slips.title.staff", Slips, STAFF, Takes::Text(40), Nothing),
    row(Key::Slip(Words::Title, Some(Audience::Candidate)), "slips.title.candidat", Slips, CANDIDATES, Takes::Text(40), Nothing),
    row(Key::Slip(Words::Message, None), "slips.message", Slips, "Message imprimé sur les papillons", Takes::Printed(300), Nothing),
    row(Key::Slip(Words::Message, Some(Audience::Pupil)), "slips.message.eleve", Slips, PUPILS, Takes::Text(300), Nothing),
    row(Key::Slip(Words::Message, Some(Audience::Staff)), "slips.message.staff", Slips, STAFF, Takes::Text(300), Nothing),
    row(Key::Slip(Words::Message, Some(Audience::Candidate)), "slips.message.candidat", Slips, CANDIDATES, Takes::Text(300), Nothing),
    row(Key::Slip(Words::Contact, None), "slips.contact", Slips, "À qui s’adresser, sur les papillons", Takes::Printed(150), Nothing),
    row(Key::Slip(Words::Contact, Some(Audience::Pupil)), "slips.contact.eleve", Slips, PUPILS, Takes::Text(150), Nothing),
    row(Key::Slip(Words::Contact, Some(Audience::Staff)), "slips.contact.staff", Slips, STAFF, Takes::Text(150), Nothing),
    row(Key::Slip(Words::Contact, Some(Audience::Candidate)), "slips.contact.candidat", Slips, CANDIDATES, Takes::Text(150), Nothing),
    row(Key::ShiftRight, "slips.shift-right", Slips, "Ce que l’impression doit gagner vers la droite, en millimètres, lu sur la page de slips generate --calibrate", Takes::Millimetres(-5, 5), Nothing),
    row(Key::ShiftDown, "slips.shift-down", Slips, "Le même, vers le bas", Takes::Millimetres(-5, 5), Nothing),
    row(Key::PrinterMargin, "slips.margin", Slips, "Bord que l’imprimante n’atteint pas, en millimètres", Takes::Millimetres(5, 15), Nothing),
    row(Key::SlipLanguage, "slips.lang", Slips, "Langue des papillons quand --lang n’est pas donné", Takes::Text(20), Nothing),
    row(Key::SlipLanguages, "slips.languages", Slips, "Dossier des textes de papillons en d’autres langues (xx.txt)", Takes::Path, Nothing),
    row(Key::LetterAddresses, "letters.addresses", Retention, "Adresses des familles, lues pour les courriers : on les garde dans la base, off les oublie", Takes::OneOf(&["off", Key::KEPT]), Value("off")),
];

impl Key {
    /// The value of [`Key::LetterAddresses`] under which addresses are kept.
    pub const KEPT: &str = "on";

    /// Every key, in the order of the page.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.key)
    }

    /// Its row of the table.
    pub(super) fn row(self) -> &'static Row {
        // A test finds each key in the table.
        ROWS.iter().find(|row| row.key == self).unwrap_or(&ROWS[0])
    }

    /// What users type.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    /// One line for the page of settings, with the range of a number.
    pub fn meaning(self) -> String {
        let row = self.row();
        match row.takes {
            Takes::Number(_, from, to) => format!("{} ({from} à {to})", row.meaning),
            Takes::Printed(most) => format!("{} ({most} caractères)", row.meaning),
            Takes::Millimetres(from, to) => format!("{} ({from} à {to})", row.meaning),
            _ => row.meaning.to_owned(),
        }
    }

    /// True for the name of a file or of a folder.
    pub fn is_path(self) -> bool {
        self.row().takes == Takes::Path
    }

    /// The key that users typed.
    pub fn find(text: &str) -> Option<Self> {
        Self::all().find(|key| key.as_str() == text || key.former_name() == Some(text))
    }

    /// A name under which users may still know it.
    pub fn former_name(self) -> Option<&'static str> {
        match self {
            Self::Register => Some("cnil.declaration"),
            Self::DepartedDays => Some("departed.days"),
            Self::DocumentDays => Some("documents.days"),
            Self::JournalDays => Some("journal.days"),
            Self::UndoDays => Some("undo.days"),
            _ => None,
        }
    }

    /// The part of the page where it stands.
    pub fn group(self) -> Group {
        self.row().group
    }
}
