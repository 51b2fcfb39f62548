//! People of a file whose divisions stand after them: held as texts, one after the other, until it has told everything.

use csv::ByteRecord;

use crate::sources::{Error, MAX_ROWS};

/// Ends a cell: a byte that no text has.
const END: u8 = 0xff;

/// Most bytes held: six times what half a million pupils need.
const MOST: usize = 384 << 20;

/// Rows, each with its line and the part of the file that it stands in.
#[derive(Debug, Default)]
pub struct Held {
    text: Vec<u8>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    /// Where its cells end in the text.
    end: usize,
    line: u32,
    part: u32,
}

impl Held {
    /// Holds one row.
    pub fn push<const N: usize>(&mut self, cells: [&str; N], line: u32, part: u32) -> Result<(), Error> {
        if self.rows.len() >= MAX_ROWS {
            return Err(Error::TooManyRows);
        }
        for cell in cells {
            self.text.extend_from_slice(cell.as_bytes());
            self.text.push(END);
        }
        if self.text.len() > MOST {
            return Err(Error::TooLarge);
        }
        self.rows.push(Row { end: self.text.len(), line, part });
        Ok(())
    }

    /// How many rows are held.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Gives every row back: its cells, its line, its part.
    pub fn each(&self, show: &mut dyn FnMut(&ByteRecord, u32, u32) -> Result<(), Error>) -> Result<(), Error> {
        let (mut record, mut start) = (ByteRecord::new(), 0);
        for row in &self.rows {
            record.clear();
            let cells = self.text[start..row.end].split_inclusive(|byte| *byte == END);
            cells.for_each(|cell| record.push_field(&cell[..cell.len() - 1]));
            show(&record, row.line, row.part)?;
            start = row.end;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_were() {
        let mut held = Held::default();
        let rows = [["Léa", "", "D'ALMEIDA"], ["", "", ""], ["a\nb", ";", "\u{ff}"]];
        for (row, line) in rows.into_iter().zip([3, 3, 9]) {
            held.push(row, line, line / 9).unwrap();
        }
        let mut seen = Vec::new();
        held.each(&mut |record, line, part| {
            seen.push((
                record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect::<Vec<_>>(),
                line,
                part,
            ));
            Ok(())
        })
        .unwrap();
        let expected = rows.map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(
            seen,
            expected
                .into_iter()
                .zip([(3, 0), (3, 0), (9, 1)])
                .map(|(row, (line, part))| (row, line, part))
                .collect::<Vec<_>>()
        );
    }
}
