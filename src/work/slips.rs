//! Papillons de connexion: made, kept, given back, voided, erased.

use std::path::PathBuf;

use crate::paper::wording::WordingError;

pub mod calibrate;
pub mod compose;
pub mod documents;
pub mod generate;
pub mod handing;
pub mod letters;
pub mod preview;

/// Why no slip was made or given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    UnknownLanguage(String),
    /// A sheet of labels that is in no table of ours.
    UnknownLabels(String),
    /// Letters, and no file of addresses; whether the base keeps those that it is given.
    NoAddressFile {
        keeps: bool,
    },
    /// A catalogue of texts that is no text.
    NotUtf8(PathBuf),
    BadCatalogue(PathBuf, WordingError),
    /// A name that says that the file is no PDF.
    NoPdf(PathBuf),
    /// Neither `.pdf` nor `.png`.
    NoPicture(PathBuf),
    UnknownDocument(i64),
    /// No account was named whose slip was handed out.
    NobodyNamed,
    /// A number that no slip bears.
    NoSlip(String),
    /// The number of a slip that another one has replaced, and whose it is.
    OldSlip(String, String),
    /// Its content was erased.
    Erased(i64),
    /// It is void, and was not insisted on.
    Void(i64),
    /// It is not valid any more, and what it is in its place.
    NotValid(i64, documents::Worth),
    /// The slips are made and given to nobody: `--split-by` with no folder, and the like.
    Mismatch(Mismatch),
}

/// Options of a printing that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mismatch {
    OneDocumentOnStdout,
    PackByDivision,
    SplitOrder,
    FileOrder,
    LargePrint,
    /// A back, and one language.
    BackOfOne,
    /// More than two languages, or one of them twice.
    TwoLanguages,
    /// Two languages on an eighth of a page.
    TwoOnLittle,
    /// Labels in a class pack, in large print or in two languages.
    OnLabels,
    /// A sheet that was begun, where each division has a document or piles are cut.
    BegunSheet,
    /// More labels gone than a sheet has.
    SheetIsGone(u8),
}
