//! Paper as it is bought, and what a printer makes of it: a page to be cut into equal pieces, or a sheet of labels.
//!
//! Labels are known by the reference on their box. Sizes are the makers’ own, in millimetres; every sheet is centred on A4.

use super::canvas::{Item, PAGE_HEIGHT, PAGE_WIDTH, Rect};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// A sheet, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stock {
    columns: u8,
    rows: u8,
    /// Width and height of a piece.
    piece: (f32, f32),
    /// From one piece to the next, across and down.
    pitch: (f32, f32),
    /// The reference of a sheet of labels.
    label: Option<&'static str>,
}

/// Where a machine's printer puts what it is sent, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Printer {
    /// What is to be printed further right, and further down, than it was drawn.
    pub right: f32,
    pub down: f32,
    /// What it cannot reach along each edge.
    pub margin: f32,
}

impl Default for Printer {
    /// Straight, and to five millimetres of each edge, as most of them.
    fn default() -> Self {
        Self { right: 0.0, down: 0.0, margin: 5.0 * MM }
    }
}

/// Something that one slip stands on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    pub paper: Rect,
    /// What of it is written on.
    pub area: Rect,
}

/// Reference, columns, rows, width, height, pitch across, pitch down.
type Row = (&'static str, u8, u8, f32, f32, f32, f32);

/// Sheets of labels that can hold a login and a password.
#[rustfmt::skip]
const LABELS: [Row; 14] = [
    ("L7159", 3, 8,  63.5,  33.9,  66.0,  33.9),
    ("L7160", 3, 7,  63.5,  38.1,  66.0,  38.1),
    ("L7161", 3, 6,  63.5,  46.6,  66.0,  46.6),
    ("L7162", 2, 8,  99.1,  33.9, 101.6,  33.9),
    ("L7163", 2, 7,  99.1,  38.1, 101.6,  38.1),
    ("L7164", 3, 4,  63.5,  72.0,  66.0,  72.0),
    ("L7165", 2, 4,  99.1,  67.7, 101.6,  67.7),
    ("L7166", 2, 3,  99.1,  93.1, 101.6,  93.1),
    ("L7169", 2, 2,  99.1, 139.0, 101.6, 139.0),
    ("L7173", 2, 5,  99.1,  57.0, 101.6,  57.0),
    ("3424",  2, 6, 105.0,  48.0, 105.0,  48.0),
    ("3425",  2, 5, 105.0,  57.0, 105.0,  57.0),
    ("3474",  3, 8,  70.0,  37.0,  70.0,  37.0),
    ("3652",  3, 7,  70.0,  42.3,  70.0,  42.3),
];

/// Space to the edge of a piece: a cut needs more than the edge of the page, a small piece has less to give.
const WIDE: f32 = 34.0;
const NARROW: f32 = 20.0;
const PEELED: f32 = 2.2 * MM;
/// A piece less wide or less high than this is small.
const SMALL: (f32, f32) = (400.0, 300.0);
/// A piece less high than this holds a login and a password, and nothing else.
const TINY: f32 = 150.0;

impl Stock {
    /// A page for 1, 2, 4 or 8 slips, cut along lines that are printed.
    pub fn cut(per_page: u8) -> Self {
        let (columns, rows) = match per_page {
            4 => (2, 2),
            8 => (2, 4),
            rows => (1, rows.max(1)),
        };
        let piece = (PAGE_WIDTH / f32::from(columns), PAGE_HEIGHT / f32::from(rows));
        Self { columns, rows, piece, pitch: piece, label: None }
    }

    /// A sheet of labels: « L7160 », or « J8160 » and « 7160 », which are the same sheet.
    pub fn labels(reference: &str) -> Option<Self> {
        let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
        let asked = reference.trim().to_uppercase();
        // The maker's number for ink: J8160 for L7160.
        let number = match asked.strip_prefix("J8") {
            Some(rest) => format!("7{rest}"),
            None => asked.strip_prefix('L').unwrap_or(&asked).to_owned(),
        };
        let row = LABELS.iter().find(|row| digits(row.0) == number)?;
        let (label, columns, rows, width, height, across, down) = *row;
        Some(Self {
            columns,
            rows,
            piece: (width * MM, height * MM),
            pitch: (across * MM, down * MM),
            label: Some(label),
        })
    }

    /// The references of every sheet of labels.
    pub fn known_labels() -> impl Iterator<Item = &'static str> {
        LABELS.iter().map(|row| row.0)
    }

    /// How many pieces a sheet has.
    pub fn per_page(&self) -> u8 {
        self.columns * self.rows
    }

    /// True for labels, which are peeled off, not cut.
    pub fn is_label(&self) -> bool {
        self.label.is_some()
    }

    /// The piece of a place, in reading order.
    pub fn piece(&self, place: usize, printer: &Printer) -> Piece {
        let columns = usize::from(self.columns);
        let (column, row) = ((place % columns) as f32, (place / columns) as f32);
        let (width, height) = self.piece;
        let before = |page: f32, pieces: u8, pitch: f32, size: f32| (page - f32::from(pieces - 1) * pitch - size) / 2.0;
        let left = before(PAGE_WIDTH, self.columns, self.pitch.0, width);
        let top = before(PAGE_HEIGHT, self.rows, self.pitch.1, height);
        self.written(Rect { x: left + self.pitch.0 * column, y: top + self.pitch.1 * row, width, height }, printer)
    }

    /// A piece of paper with what of it is written on.
    pub fn written(&self, paper: Rect, printer: &Printer) -> Piece {
        let (across, down) = if self.is_label() {
            (PEELED, PEELED)
        } else if is_small(&paper) {
            (NARROW, NARROW * 0.85)
        } else {
            (WIDE, WIDE * 0.85)
        };
        let left = (paper.x + across).max(printer.margin);
        let top = (paper.y + down).max(printer.margin);
        let right = (paper.right() - across).min(PAGE_WIDTH - printer.margin);
        let bottom = (paper.bottom() - down).min(PAGE_HEIGHT - printer.margin);
        Piece { paper, area: Rect { x: left, y: top, width: right - left, height: bottom - top } }
    }

    /// The places of a sheet as they stand on its back, once it is turned over its long edge.
    pub fn turned(&self, places: &[Option<usize>]) -> Vec<Option<usize>> {
        let mut full = places.to_vec();
        full.resize(usize::from(self.per_page()).max(places.len()), None);
        full.chunks(usize::from(self.columns)).flat_map(|row| row.iter().rev().copied()).collect()
    }

    /// Where the paper is cut.
    pub fn cuts(&self) -> Vec<Item> {
        if self.is_label() {
            return Vec::new();
        }
        let across = (1..self.rows).map(|row| {
            let y = self.pitch.1 * f32::from(row);
            Item::Cut { from: (0.0, y), to: (PAGE_WIDTH, y) }
        });
        let down = (1..self.columns).map(|column| {
            let x = self.pitch.0 * f32::from(column);
            Item::Cut { from: (x, 0.0), to: (x, PAGE_HEIGHT) }
        });
        across.chain(down).collect()
    }
}

fn is_small(paper: &Rect) -> bool {
    paper.width < SMALL.0 || paper.height < SMALL.1
}

impl Default for Stock {
    /// Two slips a page.
    fn default() -> Self {
        Self::cut(2)
    }
}

impl Piece {
    /// True where there is room for the short text only.
    pub fn is_small(&self) -> bool {
        is_small(&self.paper)
    }

    /// True where there is no room for any advice.
    pub fn is_tiny(&self) -> bool {
        self.paper.height < TINY
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stay_on_the_page_and_apart() {
        let cut = [1, 2, 4, 8].map(Stock::cut);
        let labels = Stock::known_labels().map(|label| Stock::labels(label).unwrap());
        let printer = Printer::default();
        let page = Rect { x: 0.0, y: 0.0, width: PAGE_WIDTH, height: PAGE_HEIGHT };
        for stock in cut.into_iter().chain(labels) {
            let pieces: Vec<Piece> =
                (0..usize::from(stock.per_page())).map(|place| stock.piece(place, &printer)).collect();
            for (at, piece) in pieces.iter().enumerate() {
                assert!(page.contains(&piece.paper), "{stock:?} {piece:?}");
                assert!(piece.paper.contains(&piece.area), "{stock:?} {piece:?}");
                assert!(piece.area.x >= printer.margin - 0.01 && piece.area.y >= printer.margin - 0.01, "{stock:?}");
                assert!(pieces[at + 1..].iter().all(|other| !piece.paper.intersects(&other.paper)), "{stock:?}");
            }
        }
    }

    #[test]
    fn labels_are_known_by_what_the_box_says() {
        for (said, found) in [
            ("L7160", Some("L7160")),
            (" l7160 ", Some("L7160")),
            ("7160", Some("L7160")),
            ("J8160", Some("L7160")),
            ("3474", Some("3474")),
            ("L9999", None),
            ("", None),
        ] {
            assert_eq!(Stock::labels(said).and_then(|stock| stock.label), found, "{said}");
        }
        // The makers give 7,2 and 15,1 mm of edge.
        let first = Stock::labels("L7160").unwrap().piece(0, &Printer::default()).paper;
        assert!((first.x / MM - 7.25).abs() < 0.1 && (first.y / MM - 15.15).abs() < 0.1, "{first:?}");
    }

    #[test]
    fn the_back_is_turned_over_the_long_edge() {
        let places = [Some(0), Some(1), Some(2)];
        assert_eq!(Stock::cut(4).turned(&places), [Some(1), Some(0), None, Some(2)]);
        assert_eq!(Stock::cut(2).turned(&places[..1]), [Some(0), None]);
    }
}
