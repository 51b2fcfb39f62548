//! Workbooks of Excel and LibreOffice (xlsx, xls, ods), for people who open an export before they read that they should not.
//!
//! A sheet becomes a list in columns, line for line, and is read as one. What a spreadsheet makes of cells is undone where that
//! can be known: a day is a day again, a whole number has no point, a cell of several lines is one. Zeros that it dropped are put
//! back, or missed, where lists in columns are read.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Sheets, Xlsx, open_workbook_auto_from_rs};
use calamine::{SheetType, SheetVisible};
use zip::ZipArchive;

use super::columns::head;
use super::header::Mapping;
use super::{Error, Input, MAX_ROWS, MAX_XML_BYTES, archive, kind};
use crate::domain::name;

/// Furthest column that is read; what stands beyond is no list of people.
const MAX_COLUMNS: usize = 500;

/// Most sheets that are looked into.
const MOST_SHEETS: usize = 50;

/// A sheet as a list in columns.
pub struct Sheet {
    pub name: String,
    /// UTF-8, its cells between semicolons: row 1 of the sheet is line 1.
    pub text: Vec<u8>,
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
    check_size(bytes)?;
    // calamine gives up in the middle of some damaged files instead of saying so.
    std::thread::scope(|scope| {
        let reading = std::thread::Builder::new().name(THREAD.to_owned());
        let reading = reading.spawn_scoped(scope, || chosen(bytes, asked, mapping));
        reading.map_err(|error| Error::Unreadable(error.to_string()))?.join().unwrap_or(Err(Error::Workbook))
    })
}

fn chosen(bytes: &[u8], asked: Option<&str>, mapping: &Mapping) -> Result<Sheet, Error> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| Error::Workbook)?;
    let visible = book.sheets_metadata().iter();
    let visible = visible.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect();
    if let Some(asked) = asked {
        let name = names.iter().find(|name| name::same(name, asked));
        let name = name.ok_or_else(|| Error::NoSheet { asked: asked.to_owned(), sheets: names.clone() })?;
        return sheet(&mut book, name);
    }
    let (mut lists, mut others) = (Vec::new(), Vec::new());
    for name in &names {
        let sheet = sheet(&mut book, name)?;
        let is_list = head::score(&String::from_utf8_lossy(&sheet.text), mapping) > 1;
        if is_list { lists.push(sheet) } else { others.push(sheet) }
    }
    match lists.len() {
        1 => lists.pop().ok_or(Error::Workbook),
        0 => others.into_iter().find(|sheet| !sheet.text.is_empty()).ok_or(Error::NoRows),
        _ => Err(Error::SeveralSheets { sheets: lists.into_iter().map(|sheet| sheet.name).collect() }),
    }
}

/// Refuses an archive that says of itself that it holds too much.
fn check_size(bytes: &[u8]) -> Result<(), Error> {
    if kind::is_old_office(bytes) {
        return Ok(());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Error::BadZip)?;
    let mut whole = 0_u64;
    for index in 0..archive.len() {
        whole = whole.saturating_add(archive.by_index_raw(index).map_err(|_| Error::BadZip)?.size());
    }
    if whole > MAX_XML_BYTES { Err(Error::TooLarge) } else { Ok(()) }
}

fn sheet(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Sheet, Error> {
    let mut grid = Grid::default();
    match book {
        // Cell by cell: one alone at the end of a sheet would make a table of millions otherwise.
        Sheets::Xlsx(book) => streamed(book, name, &mut grid)?,
        book => {
            let range = book.worksheet_range(name).map_err(|_| Error::Workbook)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, cell) in range.used_cells() {
                grid.set(row + top as usize, column + left as usize, cell_text(&borrowed(cell)))?;
            }
        }
    }
    Ok(Sheet { name: name.to_owned(), text: grid.written() })
}

fn streamed(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, grid: &mut Grid) -> Result<(), Error> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| Error::Workbook)?;
    while let Some(cell) = cells.next_cell().map_err(|_| Error::Workbook)? {
        let (row, column) = cell.get_position();
        grid.set(row as usize, column as usize, cell_text(cell.get_value()))?;
    }
    Ok(())
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::String(text) => DataRef::SharedString(text),
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(day) => DataRef::DateTime(*day),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        _ => DataRef::Empty,
    }
}

/// What a person reads in a cell, on one line.
fn cell_text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        // Without a point where it is whole, and never in powers of ten.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Bool(value) => if *value { "oui" } else { "non" }.to_owned(),
        DataRef::DateTime(day) => day_text(day),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DurationIso(_) | DataRef::Empty => String::new(),
    }
}

/// A day as `2009-05-03`, whatever its format shows; a time of day alone is none.
fn day_text(day: &ExcelDateTime) -> String {
    if !day.is_datetime() || day.as_f64() < 1.0 {
        return day.as_f64().to_string();
    }
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r']) { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { text.to_owned() }
}

/// Cells as they come.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    width: usize,
}

impl Grid {
    fn set(&mut self, row: usize, column: usize, text: String) -> Result<(), Error> {
        if column >= MAX_COLUMNS || text.is_empty() {
            return Ok(());
        }
        if row > MAX_ROWS {
            return Err(Error::TooManyRows);
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize_with(column + 1, String::new);
        }
        cells[column] = text;
        self.width = self.width.max(column + 1);
        Ok(())
    }

    /// Every row as wide as the widest, as spreadsheets save them.
    fn written(mut self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        for row in &mut self.rows {
            row.resize_with(self.width, String::new);
            // Written to memory, which takes everything.
            let _ = writer.write_record(row.iter());
        }
        writer.into_inner().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
