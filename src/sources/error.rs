//! Why a whole file is refused, in French.

use std::fmt;

use super::header::{Family, Field};
use super::{Kind, Wanted};
use crate::domain::school_year;

/// Why a whole file is refused. Nothing of it has been used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// Larger than [`MAX_BYTES`](super::MAX_BYTES), or an XML file than [`MAX_XML_BYTES`](super::MAX_XML_BYTES).
    TooLarge,
    /// More than [`MAX_ROWS`](super::MAX_ROWS) rows.
    TooManyRows,
    /// Recognised by its content, and not what the command reads.
    Wrong {
        found: Kind,
        wanted: Wanted,
    },
    /// Recognised by its content, where a list of accounts is wanted.
    NotLogins(Kind),
    /// A list with columns of which none names accounts.
    NoLogins {
        columns: Vec<String>,
    },
    /// A workbook that cannot be read: damaged, or shut with a password.
    Workbook,
    /// A workbook of a kind that is not read (xlsb).
    BinaryWorkbook,
    /// A formula without result, where people are read; the cell as spreadsheets name it.
    Unsolved {
        cell: String,
    },
    /// A workbook with several lists.
    SeveralSheets {
        sheets: Vec<String>,
    },
    /// A sheet was asked for, and the file is no workbook.
    NoWorkbook {
        asked: String,
    },
    /// No visible sheet has the name that was asked for.
    NoSheet {
        asked: String,
        sheets: Vec<String>,
    },
    /// Columns were named, and the file is XML, which has none.
    MappedXml,
    /// A list of people who are not the pupils.
    Guardians,
    /// Recognised by its content, where addresses are wanted.
    NotAddresses(Kind),
    /// An export of the ministry that does not say whose it is, where files are tied to each other by their numbers.
    NoSchool,
    /// Responsables with their addresses, and no file that says whose they are.
    NoChildren,
    /// A list without addresses, or without the pupils they belong to.
    NoAddresses {
        columns: Vec<String>,
    },
    /// No column of surname and first name was recognised.
    UnknownHeader {
        columns: Vec<String>,
        near: Vec<(String, Field)>,
        lacking: Vec<&'static str>,
    },
    /// Columns that the user named and that the file does not have.
    UnknownColumns {
        missing: Vec<String>,
        columns: Vec<String>,
    },
    /// Pupils, and nothing about an examination.
    NoCandidates {
        columns: Vec<String>,
    },
    /// A header and nothing below it.
    NoRows,
    /// SIECLE's or CYCLADES' own list, given as one of other people.
    Record(Family),
    /// UTF-8 read as Windows-1252 and saved again: letters are lost.
    Mojibake {
        line: u64,
        sample: String,
    },
    /// Other titles further down: two lists were put one after the other.
    OtherTitles {
        line: u32,
    },
    /// Days and months stand in the other order: the first cell that proves it; true where the month comes first.
    OtherOrder {
        column: String,
        line: u32,
        cell: String,
        month_first: bool,
    },
    /// A column that holds something else than its title says, and a cell of it.
    OtherColumn {
        column: String,
        cell: String,
    },
    /// Pupils without birth dates, and a column that has what looks like them; a cell of it.
    UnnamedBirthDates {
        column: String,
        cell: String,
    },
    /// More than half of a column cannot be read.
    UnreadColumn {
        column: String,
        unread: usize,
        filled: usize,
        line: u32,
        cell: String,
    },
    /// A quotation mark opened and not closed.
    UnclosedQuote {
        line: u64,
    },
    /// The file, or its internal numbers, are those of another establishment.
    OtherSchool {
        found: String,
        ours: String,
    },
    /// The file is that of another school year.
    OtherYear {
        found: i16,
        expected: i16,
    },
    /// XML that is not well formed.
    BadXml {
        line: u32,
    },
    /// XML that stops in the middle.
    CutXml {
        line: u32,
    },
    /// XML that declares a document type.
    Doctype,
    /// A text or a tag longer than any export has.
    HugeText {
        line: u32,
    },
    BadZip,
    /// A zip packed in a way that we do not read.
    OddZip,
    EmptyZip,
    ManyInZip(usize),
    LockedZip,
    /// A zip whose content is out of all proportion with it.
    ZipBomb,
    /// A zip that is a document of an office suite.
    Office(Kind),
    /// The disk or the network failed.
    Unreadable(String),
    /// The user pressed Ctrl-C.
    Interrupted,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("le fichier dépasse la taille permise (64 Mio, 512 Mio pour un XML)"),
            Self::TooManyRows => f.write_str("le fichier dépasse 500 000 lignes"),
            Self::Wrong { found, wanted } => write!(f, "ce n’est pas {}, mais {found}", wanted.label()),
            Self::Office(found) => write!(f, "c’est {found}"),
            Self::NotLogins(found) => write!(f, "c’est {found}, et non une liste d’identifiants"),
            Self::NoLogins { columns } => {
                write!(f, "aucune colonne d’identifiants ou d’INE (colonnes lues : {})", columns.join(", "))
            }
            Self::MappedXml => {
                f.write_str("c’est un XML : il n’a pas de colonnes, --map et --mapping ne s’y appliquent pas")
            }
            Self::NotAddresses(found) => write!(f, "c’est {found}, et non un export avec des adresses"),
            Self::NoSchool => f.write_str("ce fichier ne dit pas de quel établissement il est"),
            Self::NoChildren => f.write_str("ce fichier de responsables ne dit pas de quels élèves"),
            Self::NoAddresses { columns } => {
                write!(
                    f,
                    "il faut une colonne d’adresse, une de commune et le nom des élèves (colonnes lues : {})",
                    columns.join(", ")
                )
            }
            Self::Guardians => f.write_str("c’est une liste de responsables, sans colonnes d’élèves"),
            Self::UnknownHeader { columns, near, lacking } => {
                write!(f, "ce n’est pas une liste reconnue, il manque {} ; ", lacking.join(" et "))?;
                write!(f, "colonnes lues : {}", shown(columns))?;
                let near: Vec<String> =
                    near.iter().take(5).map(|(label, field)| format!("« {label} » → {}", field.word())).collect();
                if near.is_empty() { Ok(()) } else { write!(f, " ; champs les plus proches : {}", near.join(", ")) }
            }
            Self::UnknownColumns { missing, columns } => write!(
                f,
                "la correspondance nomme une colonne absente ({}) ; colonnes lues : {}",
                missing.join(", "),
                shown(columns)
            ),
            Self::NoCandidates { columns } => write!(
                f,
                "ce n’est pas une liste de candidats : ni examen (ou diplôme), ni état ; colonnes lues : {}",
                shown(columns)
            ),
            Self::Record(family) => write!(f, "c’est une liste de SIECLE ou de CYCLADES ({})", family.label()),
            Self::NoRows => f.write_str("le fichier ne contient personne"),
            Self::Mojibake { line, sample } => {
                write!(
                    f,
                    "ligne {line} : « {sample} » montre des accents abîmés par un enregistrement dans un mauvais codage"
                )
            }
            Self::OtherTitles { line } => {
                write!(f, "d’autres titres commencent à la ligne {line} : deux listes ont été mises bout à bout")
            }
            Self::OtherOrder { column, line, cell, month_first } => {
                let order = if *month_first { "le mois est avant le jour" } else { "le jour est avant le mois" };
                write!(f, "colonne « {column} » : {order}, comme le prouve la ligne {line} (« {cell} »)")
            }
            Self::OtherColumn { column, cell } => write!(
                f,
                "la colonne « {column} » contient autre chose que ce que dit son titre (« {cell} ») : des colonnes ont été déplacées, ou le tableur a changé les cellules"
            ),
            Self::UnnamedBirthDates { column, cell } => write!(
                f,
                "aucune colonne n’a pour titre « Date de naissance », mais la colonne « {column} » en contient (« {cell} »)"
            ),
            Self::UnreadColumn { column, unread, filled, line, cell } => write!(
                f,
                "colonne « {column} » : {unread} cellules sur {filled} sont illisibles, la première à la ligne {line} (« {cell} »)"
            ),
            Self::UnclosedQuote { line } => write!(f, "un guillemet ouvert à la ligne {line} n’est jamais refermé"),
            Self::OtherSchool { found, ours } => {
                write!(f, "c’est le fichier d’un autre établissement ({found}) : le vôtre est {ours}")
            }
            Self::OtherYear { found, expected } => write!(
                f,
                "c’est le fichier de l’année {}, et non celui de {}",
                school_year::label(*found),
                school_year::label(*expected)
            ),
            Self::BadXml { line } => write!(f, "ligne {line} : le XML est mal formé"),
            Self::CutXml { line } => write!(f, "le fichier XML est coupé à la ligne {line}"),
            Self::Doctype => f.write_str("ce XML déclare un DOCTYPE, ce qu’aucun export du ministère ne fait"),
            Self::HugeText { line } => write!(f, "ligne {line} : un texte du XML dépasse toute longueur raisonnable"),
            Self::BadZip => f.write_str("l’archive zip est endommagée"),
            Self::OddZip => f.write_str("l’archive zip est compressée d’une façon que cpro ne lit pas"),
            Self::EmptyZip => f.write_str("l’archive zip est vide"),
            Self::Workbook => {
                f.write_str("le classeur ne peut pas être lu : il est protégé par un mot de passe, ou abîmé")
            }
            Self::BinaryWorkbook => f.write_str("c’est un classeur binaire d’Excel (xlsb), que cpro ne lit pas"),
            Self::Unsolved { cell } => {
                write!(f, "la cellule {cell} est une formule dont le résultat n’est pas dans le fichier")
            }
            Self::SeveralSheets { sheets } => {
                write!(f, "le classeur a plusieurs feuilles qui sont des listes : {}", sheets.join(", "))
            }
            Self::NoWorkbook { asked } => {
                write!(f, "ce n’est pas un classeur : il n’a pas de feuille « {asked} »")
            }
            Self::NoSheet { asked, sheets } => {
                write!(f, "le classeur n’a pas de feuille « {asked} » ; il a : {}", sheets.join(", "))
            }
            Self::ManyInZip(n) => write!(f, "l’archive zip contient {n} fichiers, au lieu d’un seul"),
            Self::LockedZip => f.write_str("l’archive zip est protégée par un mot de passe"),
            Self::ZipBomb => f.write_str("le contenu de l’archive zip est démesuré : elle n’a pas été lue"),
            Self::Unreadable(why) => write!(f, "la lecture a échoué ({why})"),
            Self::Interrupted => f.write_str("lecture interrompue"),
        }
    }
}

/// The columns of a file, a few of them where they are many.
fn shown(columns: &[String]) -> String {
    let first: Vec<String> = columns.iter().take(30).map(|column| column.chars().take(60).collect()).collect();
    let more = if columns.len() > first.len() { "…" } else { "" };
    format!("{}{more}", first.join(", "))
}
