//! What comes in: bytes of a school's file → persons, rejected rows and notices.
//!
//! Nothing here knows the base or the terminal. A bad file is one [`Error`]; a bad row is a [`Reject`](siecle::Reject) and the file goes on.

use std::fmt;

mod cell;
pub mod encoding;
pub mod header;
pub mod kind;
pub mod rejects;
pub mod siecle;

pub use encoding::Encoding;
pub use kind::Kind;

/// Largest file read, in bytes.
pub const MAX_BYTES: usize = 64 << 20;
/// Most rows read.
pub const MAX_ROWS: usize = 500_000;
/// Longest field, in bytes.
pub const MAX_FIELD: usize = 10_000;

/// Why a whole file is refused. Nothing of it has been used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// More than [`MAX_ROWS`] rows.
    TooManyRows,
    /// Recognised by its content, and not a CSV file.
    NotCsv(Kind),
    /// A CSV file of people who are not the pupils.
    Guardians,
    /// No column of surname and first name was recognised.
    UnknownHeader { columns: Vec<String> },
    /// A header and nothing below it.
    NoRows,
    /// UTF-8 read as Windows-1252 and saved again: letters are lost.
    Mojibake { line: u64, sample: String },
    /// A quotation mark opened and not closed.
    UnclosedQuote { line: u64 },
    /// The internal numbers are those of another establishment.
    OtherSchool { found: String },
    /// The user pressed Ctrl-C.
    Interrupted,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("le fichier dépasse 64 Mio"),
            Self::TooManyRows => f.write_str("le fichier dépasse 500 000 lignes"),
            Self::NotCsv(kind) => write!(f, "ce n’est pas un fichier CSV d’élèves, mais {kind}"),
            Self::Guardians => f.write_str("c’est une liste de responsables, sans colonnes d’élèves"),
            Self::UnknownHeader { columns } => {
                write!(f, "ce n’est pas une liste d’élèves reconnue ; colonnes lues : {}", columns.join(", "))
            }
            Self::NoRows => f.write_str("le fichier a un en-tête mais aucune ligne d’élève"),
            Self::Mojibake { line, sample } => {
                write!(
                    f,
                    "ligne {line} : « {sample} » montre des accents abîmés par un enregistrement dans un mauvais codage"
                )
            }
            Self::UnclosedQuote { line } => write!(f, "un guillemet ouvert à la ligne {line} n’est jamais refermé"),
            Self::OtherSchool { found } => {
                write!(f, "les numéros internes sont ceux d’un autre établissement ({found})")
            }
            Self::Interrupted => f.write_str("lecture interrompue"),
        }
    }
}
