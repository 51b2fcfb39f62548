//! The keys of the settings, and the parts of the page where they stand.

use crate::domain::audience::Audience;
use crate::domain::profile::Profile;

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
    BackupDays,
    BackupRecipient,
    DocumentDays,
    TransferDays,
    TicketDays,
    JournalDays,
    UndoDays,
    DepartedDays,
    /// The establishment's own words on slips: for one audience, or for all.
    Slip(Words, Option<Audience>),
    /// Where a printer puts a page, and what it cannot reach.
    ShiftRight,
    ShiftDown,
    PrinterMargin,
    SlipLanguage,
    SlipLanguages,
    /// Whether addresses of families stay in the base.
    LetterAddresses,
    /// Domain of the addresses that are accounts elsewhere.
    AccountDomain,
    /// Google’s organisational unit.
    OrgUnit,
    /// Lists of columns, under names.
    Presets,
    DirectorySuffix,
    DirectoryBranch,
    DirectoryUrl,
    DirectoryBindDn,
    DirectoryPasswordFile,
    DirectoryAuthority,
    DirectoryLogin,
    ServiceUrl,
    ServiceTokenFile,
    ServiceAuthority,
}

/// Words of a slip that the establishment may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Words {
    Title,
    Message,
    Contact,
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
    Exports,
    Keeping,
    Retention,
}

impl Group {
    /// Every part, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Establishment,
        Self::Pictures,
        Self::Transfers,
        Self::Forms,
        Self::Passwords,
        Self::Slips,
        Self::Mail,
        Self::Exports,
        Self::Keeping,
        Self::Retention,
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
            Self::Exports => "Exports et annuaire",
            Self::Keeping => "Sauvegardes",
            Self::Retention => "Durées de conservation",
        }
    }
}
