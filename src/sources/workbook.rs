//! Workbooks of Excel and LibreOffice (xlsx, xls, ods), for people who open an export before they read that they should not.
//!
//! A sheet becomes a list in columns, line for line, and is read as one. What a spreadsheet makes of cells is undone where that
//! can be known: a day is a day again, a whole number has no point, a cell of several lines is one. Zeros that it dropped are put
//! back, or missed, where lists in columns are read.

use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Reader, SheetType, SheetVisible, Xls, Xlsx};

use super::columns::head;
use super::header::Mapping;
use super::{Error, Input, archive, kind};
use crate::domain::name;

mod content;
mod shown;
mod text;

pub use text::cell_name;
use text::{Text, Unsolved};

/// Most sheets that are looked into.
const MOST_SHEETS: usize = 50;

/// A sheet as a list in columns.
pub struct Sheet {
    pub name: String,
    /// UTF-8, its cells between semicolons: row 1 of the sheet is line 1, and a row ends at its last filled cell.
    pub text: Vec<u8>,
    pub unsolved: Unsolved,
    /// True where its days are counted from 1904, as old Macs did.
    pub from_1904: bool,
}

/// True for the bytes of a workbook.
pub fn is_workbook(bytes: &[u8]) -> bool {
    begins(&mut Cursor::new(bytes), bytes).unwrap_or(false)
}

/// True for a file that is a workbook; `start` is how it begins.
pub fn begins(input: &mut dyn Input, start: &[u8]) -> Result<bool, Error> {
    Ok(kind::is_old_office(start) || kind::is_zip(start) && archive::is_office(input)?)
}

/// The name of the thread that reads: what fails there is told as a file that cannot be read.
pub const THREAD: &str = "classeur";

/// The sheet that was `asked` for, or the only visible one that has titles of ours.
pub fn read(bytes: &[u8], asked: Option<&str>, mapping: &Mapping) -> Result<Sheet, Error> {
    // calamine gives up in the middle of some damaged files instead of saying so.
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new().name(THREAD.to_owned());
        let reading = reading.spawn_scoped(scope, || {
            let mut book = Book::open(bytes)?;
            let name = book.chosen(asked, mapping)?;
            let (text, unsolved) = book.text(&name, usize::MAX)?.written();
            let from_1904 = matches!(&book, Book::Xlsx(book) if book.has_1904_epoch());
            Ok(Sheet { name, text, unsolved, from_1904 })
        });
        reading.map_err(|error| Error::Unreadable(error.to_string()))?.join().unwrap_or(Err(Error::Workbook))
    })
}

type Bytes<'a> = Cursor<&'a [u8]>;

/// A workbook whose sheets can be read one by one.
enum Book<'a> {
    Xlsx(Box<Xlsx<Bytes<'a>>>),
    Ods(Box<Ods<Bytes<'a>>>),
    Xls(Box<Xls<Bytes<'a>>>),
}

impl<'a> Book<'a> {
    /// Opens it by what it holds, once what it holds has been counted.
    fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let input = Cursor::new(bytes);
        if kind::is_old_office(bytes) {
            return Xls::new(input).map(|book| Self::Xls(Box::new(book))).map_err(|_| Error::Workbook);
        }
        match content::of(bytes)? {
            content::Kind::Excel => {
                Xlsx::new(input).map(|book| Self::Xlsx(Box::new(book))).map_err(|_| Error::Workbook)
            }
            content::Kind::OpenDocument => {
                Ods::new(input).map(|book| Self::Ods(Box::new(book))).map_err(|_| Error::Workbook)
            }
        }
    }

    /// The names of the sheets that people see.
    fn names(&self) -> Vec<String> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
        };
        let visible =
            sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
        visible.map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect()
    }

    /// The name of the sheet to read.
    fn chosen(&mut self, asked: Option<&str>, mapping: &Mapping) -> Result<String, Error> {
        let names = self.names();
        if let Some(asked) = asked {
            let name = names.iter().find(|name| name::same(name, asked)).cloned();
            return name.ok_or_else(|| Error::NoSheet { asked: asked.to_owned(), sheets: names });
        }
        let (mut lists, mut other) = (Vec::new(), None);
        for name in names {
            let start = self.text(&name, head::LOOKED_AT)?.written().0;
            let is_list = head::score(&String::from_utf8_lossy(&start), mapping) > 1;
            if is_list {
                lists.push(name);
            } else if !start.is_empty() {
                other = other.or(Some(name));
            }
        }
        match lists.len() {
            1 => lists.pop().ok_or(Error::Workbook),
            0 => other.ok_or(Error::NoRows),
            _ => Err(Error::SeveralSheets { sheets: lists }),
        }
    }

    /// The rows of a sheet, at most so many of those that say something.
    fn text(&mut self, name: &str, most: usize) -> Result<Text, Error> {
        match self {
            // Cell by cell: one alone at the end of a sheet would make a table of millions otherwise.
            Self::Xlsx(book) => streamed(book, name, most),
            Self::Ods(book) => tabled(&mut **book, name, most),
            Self::Xls(book) => tabled(&mut **book, name, most),
        }
    }
}

fn streamed(book: &mut Xlsx<Bytes<'_>>, name: &str, most: usize) -> Result<Text, Error> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| Error::Workbook)?;
    let mut text = Text::default();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_| Error::Workbook)? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            text.lacks_result(cell.pos);
        }
        text.put(cell.pos, shown::cell(&cell.value))?;
        if text.rows > most {
            break;
        }
    }
    Ok(text)
}

fn tabled<'a, R: Reader<Bytes<'a>>>(book: &mut R, name: &str, most: usize) -> Result<Text, Error> {
    let mut text = Text::default();
    let formulas = book.worksheet_formula(name).unwrap_or_default();
    let range = book.worksheet_range(name).map_err(|_| Error::Workbook)?;
    let at = |range: (u32, u32), row: usize, column: usize| (range.0 + row as u32, range.1 + column as u32);
    let start = formulas.start().unwrap_or_default();
    for (row, column, formula) in formulas.used_cells() {
        let place = at(start, row, column);
        if !formula.is_empty() && range.get_value(place).is_none_or(|value| *value == Data::Empty) {
            text.lacks_result(place);
        }
    }
    let start = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        text.put(at(start, row, column), shown::cell(&shown::borrowed(cell)))?;
        if text.rows > most {
            break;
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
