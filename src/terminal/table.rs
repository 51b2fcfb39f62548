//! Lists for people: a table that fits the terminal.

use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use super::safe;
use super::wrap::wrap;
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

/// Blanks on both sides of a cell, and one between two.
const PADDING: usize = 3;

/// A column that must be narrower than this is none.
const SHORTEST: usize = 12;

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

    /// A table at most `width` columns wide. Cells are folded between words, or after a hyphen; a list that has no room for
    /// its words is shown as cards.
    pub fn table(&self, width: u16, color: bool) -> String {
        let Some(widths) = self.widths(usize::from(width)) else { return self.cards(width) };
        let mut table = Table::new();
        table.load_style(STYLE).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(self.headings.iter().zip(&widths).map(|(heading, width)| {
            let cell = Cell::new(folded(heading, *width));
            if color { cell.add_attribute(Attribute::Bold) } else { cell }
        }));
        if color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        for row in &self.rows {
            table.add_row(row.iter().zip(&widths).map(|(cell, width)| Cell::new(folded(&shown(cell), *width))));
        }
        for at in (0..widths.len()).filter(|at| self.counts(*at)) {
            if let Some(column) = table.column_mut(at) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }

    /// The width of each column: that of its cells, or, where they have no room, of its words at least.
    fn widths(&self, width: usize) -> Option<Vec<usize>> {
        let room = (width + 1).checked_sub(PADDING * self.headings.len())?;
        let columns = 0..self.headings.len();
        let whole: Vec<usize> = columns.clone().map(|at| self.longest(at, |cell| cell.lines().collect())).collect();
        let mut widths: Vec<usize> = columns.clone().map(|at| self.longest(at, pieces)).collect();
        for at in columns.clone().filter(|at| self.unbroken.contains(at)) {
            widths[at] = whole[at];
        }
        let may_fold = |at: &usize| !self.unbroken.contains(at);
        while widths.iter().sum::<usize>() > room {
            // Only a word that is too long for any table is cut.
            let widest = columns.clone().filter(may_fold).max_by_key(|at| widths[*at])?;
            widths[widest] = widths[widest].checked_sub(1).filter(|width| *width >= SHORTEST)?;
        }
        // The columns that lack least are whole first.
        let mut lacking: Vec<usize> = columns.filter(|at| whole[*at] > widths[*at]).collect();
        lacking.sort_by_key(|at| whole[*at] - widths[*at]);
        for at in lacking {
            let left = room - widths.iter().sum::<usize>();
            widths[at] += left.min(whole[at] - widths[at]);
        }
        Some(widths)
    }

    /// The longest of the parts of a column's cells and of its heading.
    fn longest(&self, column: usize, parts: impl Fn(&str) -> Vec<&str>) -> usize {
        let cells = self.rows.iter().filter_map(|row| row.get(column)).chain(self.headings.get(column));
        let length = |cell: &String| parts(&shown(cell)).iter().map(|part| part.chars().count()).max();
        cells.filter_map(length).max().unwrap_or_default()
    }

    /// True for a column of numbers, which are read from the right.
    fn counts(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
        let is_number = |cell: &String| cell.chars().all(|sign| sign.is_ascii_digit() || sign.is_whitespace());
        cells.peek().is_some() && cells.all(is_number)
    }

    /// Each row as lines of its own, a heading and a cell.
    fn cards(&self, width: u16) -> String {
        let card = |row: &Vec<String>| {
            let filled = self.headings.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty());
            let line = |(heading, cell): (&String, &String)| match heading.as_str() {
                "" => shown(cell),
                heading => format!("{heading}{}{}", typography(" : "), shown(cell).replace('\n', " ")),
            };
            wrap(&filled.map(line).collect::<Vec<_>>().join("\n"), width)
        };
        self.rows.iter().map(card).collect::<Vec<_>>().join("\n\n")
    }

    /// The first `most` rows as a table, and how many were left out.
    pub fn cut_table(&self, most: usize, width: u16, color: bool) -> String {
        let rows = self.rows.iter().take(most).cloned().collect();
        let shown = Self { headings: self.headings.clone(), rows, unbroken: self.unbroken.clone() };
        let table = shown.table(width, color);
        match self.rows.len().saturating_sub(most) {
            0 => table,
            left => format!("{table}\n… et {} de plus (--verbose les montre)", number(left)),
        }
    }
}

/// The words of a cell, a compound one in its parts, each with its hyphen.
fn pieces(cell: &str) -> Vec<&str> {
    cell.split([' ', '\n']).flat_map(|word| word.split_inclusive('-')).collect()
}

/// A cell in lines of at most `width` letters.
fn folded(cell: &str, width: usize) -> String {
    let length = |text: &str| text.chars().count();
    let mut lines: Vec<String> = Vec::new();
    for line in cell.lines() {
        let mut current = String::new();
        for piece in line.split_inclusive(' ').flat_map(|word| word.split_inclusive('-')) {
            if !current.is_empty() && length(&current) + length(piece.trim_end()) > width {
                lines.push(std::mem::take(&mut current).trim_end().to_owned());
            }
            current.push_str(piece);
            while length(current.trim_end()) > width {
                let rest: String = current.chars().skip(width).collect();
                lines.push(current.chars().take(width).collect());
                current = rest;
            }
        }
        lines.push(current.trim_end().to_owned());
    }
    lines.join("\n")
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
    fn words_are_whole_numbers_stand_right_and_what_is_too_narrow_is_a_card() {
        let listing = Listing::new(["Nom", "Prénom", "Division", "Identifiant", "Âge"]).unbroken([3]).with_rows([
            ["DE LA ROCHE-SAINT-ANDRÉ", "Marie-Clémentine", "1 PRO TNE", "marie-clementine.de", "9"].map(str::to_owned),
            ["VIN", "Léa", "2A", "lea.vin", "15"].map(str::to_owned),
        ]);
        for width in 40..100 {
            let table = listing.table(width, false);
            assert!(table.lines().all(|line| line.chars().count() <= usize::from(width)), "{width}\n{table}");
            for word in ["ROCHE-", "ANDRÉ", "Clémentine", "marie-clementine.de", "TNE"] {
                assert!(table.contains(word), "{width} {word}\n{table}");
            }
        }
        assert!(listing.table(90, false).lines().any(|line| line.ends_with("  9")));
        assert!(listing.table(40, false).contains("Division"));
    }

    #[test]
    fn a_cut_table_says_so() {
        assert!(listing().cut_table(1, 80, false).ends_with("… et 1 de plus (--verbose les montre)"));
    }
}
