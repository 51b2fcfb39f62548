//! The keys of the settings, and the parts of the page where they stand.

use super::table::{ROWS, Row, Takes};
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
        (self == Self::Register).then_some("cnil.declaration")
    }

    /// The part of the page where it stands.
    pub fn group(self) -> Group {
        self.row().group
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
