//! What comes in: bytes of a school's file → persons, rejected rows and notices.
//!
//! Nothing here knows the base or the terminal. A bad file is one [`Error`]; a bad row is a [`Reject`](findings::Reject) and the file goes on.

use std::io::SeekFrom;
use std::sync::atomic::AtomicBool;

pub mod addresses;
pub mod archive;
pub mod aside;
pub mod authelia;
mod cell;
mod columns;
pub mod encoding;
mod error;
pub mod export;
pub mod findings;
pub mod header;
pub mod kind;
pub mod ldif;
pub mod logins;
pub mod packet;
pub mod preferences;
pub mod rejects;
mod row;
mod schools;
pub mod sealed;
pub mod settings_file;
mod taking;
mod tally;
mod words;
pub mod workbook;
mod xml;

pub use archive::Input;
pub use encoding::Encoding;
pub use error::Error;
pub use export::{Export, ReadOptions, Wanted};
pub use kind::Kind;

use jiff::civil::Date;

use crate::domain::roster::Intake;
use archive::Source;

/// Largest list in columns, in bytes.
pub const MAX_BYTES: usize = 64 << 20;

/// Largest XML file, once out of its zip.
pub const MAX_XML_BYTES: u64 = 512 << 20;

/// Most rows read.
pub const MAX_ROWS: usize = 500_000;

/// Longest field, in bytes.
pub const MAX_FIELD: usize = 10_000;

/// Reads one file, recognised by its content, into `intake`; `file` is its position in the run.
pub fn read(input: &mut dyn Input, file: u16, intake: &mut Intake, options: &ReadOptions<'_>) -> Result<Export, Error> {
    let start = start(input)?;
    if options.wanted != Wanted::Staff && workbook::begins(input, &start)? {
        return from_workbook(input, file, intake, options);
    }
    if let Some(sheet) = options.sheet {
        return Err(Error::NoWorkbook { asked: sheet.to_owned() });
    }
    let mut source = if kind::is_zip(&start) { Source::zip(input)? } else { Source::plain(input) };
    let start = source.bytes(kind::START)?;
    match kind::recognise(&start) {
        Some(Kind::Xml(root)) => xml::read(&mut source, &root, file, intake, options),
        Some(found) => Err(Error::Wrong { found, wanted: options.wanted }),
        None => {
            let bytes = source.bytes(MAX_BYTES)?;
            if bytes.len() > MAX_BYTES {
                return Err(Error::TooLarge);
            }
            columns::read(&bytes, file, intake, options)
        }
    }
}

/// What a file seems to hold, from its titles and first rows; nothing where it does not tell; what it is instead, where it
/// can hold nobody.
pub fn guess(bytes: &[u8], today: Date) -> Result<Option<Wanted>, Kind> {
    if workbook::is_workbook(bytes) {
        return Ok(first_list(bytes).and_then(|list| guess_list(&list, today)));
    }
    let mut input = std::io::Cursor::new(bytes);
    let opened = if kind::is_zip(bytes) { Source::zip(&mut input).ok() } else { Some(Source::plain(&mut input)) };
    let Some(start) = opened.and_then(|mut source| source.bytes(kind::START).ok()) else { return Ok(None) };
    match kind::recognise(&start) {
        Some(Kind::Xml(root)) if root == "STS_EDT" => Ok(Some(Wanted::Staff)),
        Some(Kind::Xml(root)) if root == "BEE_ELEVES" => Ok(Some(Wanted::Pupils)),
        Some(kind) => Err(kind),
        None => {
            let whole_lines = start.iter().rposition(|byte| *byte == b'\n').map_or(start.len(), |end| end + 1);
            Ok(guess_list(&start[..whole_lines], today))
        }
    }
}

/// The only list of a workbook, or the first of several: they are of one kind.
fn first_list(bytes: &[u8]) -> Option<Vec<u8>> {
    let sheet = match workbook::read(bytes, None, &[]) {
        Err(Error::SeveralSheets { sheets }) => workbook::read(bytes, sheets.first().map(String::as_str), &[]),
        sheet => sheet,
    };
    Some(sheet.ok()?.text)
}

fn guess_list(text: &[u8], today: Date) -> Option<Wanted> {
    let stop = AtomicBool::new(false);
    let is_read = |wanted: &Wanted| {
        let options = ReadOptions::new(*wanted, today, &stop);
        let read = columns::read(text, 0, &mut Intake::default(), &options);
        matches!(read, Ok(_) | Err(Error::OtherOrder { .. } | Error::UnreadColumn { .. }))
    };
    [Wanted::Candidates, Wanted::Pupils, Wanted::People { staff: false }].into_iter().find(is_read)
}

/// A list in a sheet of a workbook, whose lines are the rows of the sheet.
fn from_workbook(
    input: &mut dyn Input,
    file: u16,
    intake: &mut Intake,
    options: &ReadOptions<'_>,
) -> Result<Export, Error> {
    let bytes = Source::plain(input).bytes(MAX_BYTES)?;
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let sheet = workbook::read(&bytes, options.sheet, options.mapping)?;
    let mut export = columns::read_sheet(&sheet, file, intake, options)?;
    let unsolved = sheet.unsolved.iter().find(|(column, _)| export.header.field_of_column(**column).is_some());
    if let Some((column, line)) = unsolved {
        return Err(Error::Unsolved { cell: workbook::cell_name(*column, *line) });
    }
    (export.sheet, export.alphabet) = (Some(sheet.name), "classeur");
    Ok(export)
}

fn start(input: &mut dyn Input) -> Result<Vec<u8>, Error> {
    input.seek(SeekFrom::Start(0)).map_err(|error| archive::unreadable(&error))?;
    Source::plain(input).bytes(kind::START)
}
