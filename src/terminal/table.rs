//! Lists for people: a table that fits the terminal.

use comfy_table::{Attribute, Cell, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle};

use super::safe;
use crate::french::{number, typography};

/// A line under the headings and nothing else: rows stay close, long ones wrap.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Headings and rows, ready to be shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Columns that are copied or short, and so never wrapped.
    unbroken: Vec<usize>,
}

impl Listing {
    /// An empty list under these headings.
    pub fn new<const N: usize>(headings: [&str; N]) -> Self {
        Self { headings: headings.map(str::to_owned).to_vec(), ..Self::default() }
    }

    /// The same list, of which these columns are never wrapped.
    #[must_use]
    pub fn unbroken<const N: usize>(mut self, columns: [usize; N]) -> Self {
        self.unbroken = columns.to_vec();
        self
    }

    /// The first `columns` of the same list.
    #[must_use]
    pub fn first(mut self, columns: usize) -> Self {
        self.headings.truncate(columns);
        self.rows.iter_mut().for_each(|row| row.truncate(columns));
        self
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }

    /// The same list with more rows.
    #[must_use]
    pub fn with_rows<const N: usize>(mut self, rows: impl IntoIterator<Item = [String; N]>) -> Self {
        rows.into_iter().for_each(|row| self.row(row));
        self
    }

    /// A table at most `width` columns wide; long cells are wrapped, never lost.
    pub fn table(&self, width: u16, color: bool) -> String {
        let mut table = Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        table.set_header(self.headings.iter().map(|heading| {
            let cell = Cell::new(heading);
            if color { cell.add_attribute(Attribute::Bold) } else { cell }
        }));
        if color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| Cell::new(shown(cell))));
        }
        for at in &self.unbroken {
            if let Some(column) = table.column_mut(*at) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        table.trim_fmt()
    }

    /// The first `most` rows as a table, and how many were left out.
    pub fn cut_table(&self, most: usize, width: u16, color: bool) -> String {
        let rows = self.rows.iter().take(most).cloned().collect();
        let shown = Self { headings: self.headings.clone(), rows, unbroken: self.unbroken.clone() };
        let table = shown.table(width, color);
        match self.rows.len().saturating_sub(most) {
            0 => table,
            left => format!("{table}\n… et {} de plus", number(left)),
        }
    }
}

fn shown(cell: &str) -> String {
    let lines: Vec<String> = cell.lines().map(|line| safe(&typography(line))).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing() -> Listing {
        let mut listing = Listing::new(["Nom", "Division"]);
        listing.row(["=1+1".to_owned(), "2A".to_owned()]);
        listing.row(["N".repeat(60), "É".repeat(60)]);
        listing
    }

    #[test]
    fn a_table_fits_and_loses_nothing() {
        let table = listing().table(80, false);
        assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
        assert_eq!(table.matches('N').count(), 60 + 1);
        assert_eq!(table.matches('É').count(), 60);
    }

    #[test]
    fn a_cut_table_says_so() {
        assert!(listing().cut_table(1, 80, false).ends_with("… et 1 de plus"));
    }
}
