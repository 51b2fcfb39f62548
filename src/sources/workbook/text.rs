//! The rows of a sheet, written as lines of a list in columns while they come.

use std::collections::BTreeMap;

use crate::sources::{Error, MAX_ROWS, MAX_XML_BYTES};

/// As many rows and columns as a sheet of Excel has.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// Where formulas have no result: for each column, from 0, the first line that has one, from 1.
pub type Unsolved = BTreeMap<usize, u32>;

/// A cell as spreadsheets name it, `AB12`; its column from 0, its line from 1.
pub fn cell_name(column: usize, line: u32) -> String {
    let (mut letters, mut left) = (String::new(), column + 1);
    while left > 0 {
        letters.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    format!("{letters}{line}")
}

/// What is written so far, and the row that is being read.
#[derive(Default)]
pub struct Text {
    lines: Vec<u8>,
    cells: Vec<String>,
    /// Of the row that is being read, from 0.
    row: u32,
    /// Rows that say something, that one included.
    pub rows: usize,
    unsolved: Unsolved,
}

impl Text {
    /// Puts a cell where it stands, after those that came before it; the position is of Excel's, from 0.
    pub fn put(&mut self, (row, column): (u32, u32), cell: String) -> Result<(), Error> {
        if cell.is_empty() {
            return Ok(());
        }
        if row < self.row || row > LAST_ROW || column > LAST_COLUMN {
            return Err(Error::Workbook);
        }
        while self.row < row {
            self.end_row();
        }
        self.rows += usize::from(self.cells.is_empty());
        let column = column as usize;
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, String::new);
        }
        self.cells[column] = cell;
        let (is_long, is_large) = (self.rows > MAX_ROWS, self.lines.len() as u64 > MAX_XML_BYTES);
        if is_long {
            Err(Error::TooManyRows)
        } else if is_large {
            Err(Error::TooLarge)
        } else {
            Ok(())
        }
    }

    /// Notes a formula of which only the program that wrote it knows the result.
    pub fn lacks_result(&mut self, (row, column): (u32, u32)) {
        self.unsolved.entry(column as usize).or_insert(row.saturating_add(1));
    }

    fn end_row(&mut self) {
        if self.cells.is_empty() {
            // What separates cells makes a blank line one that is counted.
            self.lines.extend_from_slice(b";\n");
        } else {
            let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(&mut self.lines);
            // Written to memory, which takes everything.
            let _ = writer.write_record(&self.cells);
        }
        self.cells.clear();
        self.row += 1;
    }

    /// The lines, the last row ended too, and where formulas have no result.
    pub fn written(mut self) -> (Vec<u8>, Unsolved) {
        if !self.cells.is_empty() {
            self.end_row();
        }
        (self.lines, self.unsolved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[((u32, u32), &str)]) -> String {
        let mut text = Text::default();
        cells.iter().for_each(|(at, cell)| text.put(*at, (*cell).to_owned()).unwrap());
        String::from_utf8(text.written().0).unwrap()
    }

    #[test]
    fn cells_have_names() {
        for (column, name) in [(0, "A1"), (25, "Z1"), (26, "AA1"), (701, "ZZ1"), (702, "AAA1"), (16_383, "XFD1")] {
            assert_eq!(cell_name(column, 1), name);
        }
    }

    #[test]
    fn a_row_is_a_line() {
        assert_eq!(written(&[]), "");
        assert_eq!(written(&[((0, 0), "a"), ((0, 2), "c"), ((1, 0), ""), ((3, 1), "x;y")]), "a;;c\n;\n;\n;\"x;y\"\n");
    }

    #[test]
    fn what_is_nowhere_is_refused() {
        let mut text = Text::default();
        text.put((2, 1), "b".into()).unwrap();
        for at in [(1, 0), (LAST_ROW + 1, 0), (3, LAST_COLUMN + 1)] {
            assert_eq!(text.put(at, "x".into()), Err(Error::Workbook));
        }
        text.put((LAST_ROW, LAST_COLUMN), "x".into()).unwrap();
        assert_eq!(text.rows, 2);
    }
}
