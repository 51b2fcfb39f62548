//! People of a file, held as texts one after the other until it has told everything.

use csv::ByteRecord;

use crate::sources::{Error, MAX_ROWS, MAX_XML_BYTES};

/// Ends a cell: a byte that no text has.
const END: u8 = 0xff;

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
        if self.text.len() as u64 > MAX_XML_BYTES {
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
        let mut see = |record: &ByteRecord, line, part| {
            seen.push((record.clone(), line, part));
            Ok(())
        };
        held.each(&mut see).unwrap();
        let [one, two, three] = rows.map(|row| ByteRecord::from(&row[..]));
        assert_eq!(seen, [(one, 3, 0), (two, 3, 0), (three, 9, 1)]);
    }
}
