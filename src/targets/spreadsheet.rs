//! Lists for spreadsheets: UTF-8 with its mark, `;`, CRLF, and no cell that would be a formula.

use std::borrow::Cow;

/// Headings and rows of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// An empty sheet under these headings.
    pub fn new<const N: usize>(headings: [&str; N]) -> Self {
        Self { headings: headings.map(str::to_owned).to_vec(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// The bytes of the file.
    pub fn csv(&self) -> Vec<u8> {
        write(&self.headings, &self.rows, harmless)
    }

    /// The same, where a cell of digits stays a text: a spreadsheet would take the zero off `01022010`.
    pub fn csv_keeping_zeros(&self) -> Vec<u8> {
        write(&self.headings, &self.rows, |cell| {
            let digits = cell.len() > 1 && cell.bytes().all(|byte| byte.is_ascii_digit());
            if digits { format!("=\"{cell}\"").into() } else { harmless(cell) }
        })
    }
}

/// The bytes of one row of a file, as [`Sheet::csv`] writes it.
pub fn row(cells: &[String]) -> Vec<u8> {
    rows(std::iter::once(cells), harmless)
}

impl Sheet {
    /// The bytes of a list for a program: RFC 4180, no mark, nothing guarded.
    pub fn raw(&self) -> Vec<u8> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        for row in std::iter::once(&self.headings).chain(&self.rows) {
            // Writing to memory cannot fail.
            let _ = csv.write_record(row);
        }
        csv.into_inner().unwrap_or_default()
    }
}

fn write(headings: &[String], of: &[Vec<String>], cell: impl Fn(&str) -> Cow<'_, str>) -> Vec<u8> {
    let all = std::iter::once(headings).chain(of.iter().map(Vec::as_slice));
    ["\u{feff}".as_bytes(), &rows(all, cell)].concat()
}

fn rows<'a>(of: impl Iterator<Item = &'a [String]>, cell: impl Fn(&str) -> Cow<'_, str>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new();
    // One row needs little, and many are written by themselves.
    writer.delimiter(b';').terminator(csv::Terminator::CRLF).buffer_capacity(1 << 10);
    let mut csv = writer.from_writer(Vec::new());
    for row in of {
        // Writing to memory cannot fail.
        for text in row {
            let _ = csv.write_field(cell(text).as_bytes());
        }
        let _ = csv.write_record(None::<&[u8]>);
    }
    csv.into_inner().unwrap_or_default()
}

/// A spreadsheet runs what begins with `=`, `+`, `-`, `@`, a tab or a line end: an apostrophe stops it.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing() {
        let mut sheet = Sheet::new(["Nom", "Division"]);
        sheet.row(["=1+1".to_owned(), "2A".to_owned()]);
        assert_eq!(String::from_utf8(sheet.csv()).unwrap(), "\u{feff}Nom;Division\r\n'=1+1;2A\r\n");
        sheet.row(["01022010".to_owned(), String::new()]);
        let zeros = String::from_utf8(sheet.csv_keeping_zeros()).unwrap();
        assert!(zeros.ends_with("\"=\"\"01022010\"\"\";\r\n"), "{zeros}");
    }
}
