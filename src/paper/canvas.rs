//! A page as a list of things to draw: what the layout knows of paper. No PDF crate is named here.
//!
//! Lengths are points (1/72 inch), from the top left corner; the position of a text is its baseline.

use unicode_normalization::char::is_combining_mark;

use crate::domain::name;

/// A4, portrait.
pub const PAGE_WIDTH: f32 = 595.276;
pub const PAGE_HEIGHT: f32 = 841.89;

/// The three embedded faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    Regular,
    Bold,
    /// Logins and passwords: 0 and O, 1, l and I differ.
    Mono,
}

/// How much of a face's size stands above and below the baseline.
pub const ASCENT: f32 = 0.95;
pub const DESCENT: f32 = 0.27;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Rect {
    /// Right and bottom edges.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    /// True where the two share more than an edge.
    pub fn intersects(&self, other: &Self) -> bool {
        const EDGE: f32 = 0.01;
        self.x + EDGE < other.right()
            && other.x + EDGE < self.right()
            && self.y + EDGE < other.bottom()
            && other.y + EDGE < self.bottom()
    }

    /// True where `inner` lies within, edges included.
    pub fn contains(&self, inner: &Self) -> bool {
        const EDGE: f32 = 0.01;
        inner.x >= self.x - EDGE
            && inner.y >= self.y - EDGE
            && inner.right() <= self.right() + EDGE
            && inner.bottom() <= self.bottom() + EDGE
    }
}

/// What a text is to those who hear the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// A title, of the first level or below.
    Heading(u8),
    #[default]
    Paragraph,
    /// What is said before a value, and the value.
    Label,
    Value,
    /// One of several things.
    Point,
    /// A title of a column, and a cell, of the row of a table.
    Head(u16),
    Cell(u16),
    /// What the page needs and nobody reads: its number.
    Artifact,
}

/// Something to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Text {
        x: f32,
        baseline: f32,
        width: f32,
        size: f32,
        face: Face,
        /// Empty for a cell to be filled in by hand.
        text: String,
        grey: bool,
        role: Role,
        /// True for a line that goes on what the one before said.
        goes_on: bool,
    },
    /// A horizontal line.
    Line {
        x: f32,
        y: f32,
        width: f32,
    },
    /// A dashed line along which the paper is cut.
    Cut {
        from: (f32, f32),
        to: (f32, f32),
    },
    /// A frame.
    Frame(Rect),
    Logo(Rect),
    Stamp(Rect),
    QrCode(Rect),
}

impl Item {
    /// A text in black from a place, as wide as it is.
    pub fn text(
        measure: &dyn Measure,
        (face, size): (Face, f32),
        (x, baseline): (f32, f32),
        text: String,
        role: Role,
        goes_on: bool,
    ) -> Self {
        let width = measure.width(face, size, &text);
        Self::Text { x, baseline, width, size, face, text, grey: false, role, goes_on }
    }

    /// Moves the item right and down.
    pub fn shift(&mut self, right: f32, down: f32) {
        match self {
            Self::Text { x, baseline, .. } => (*x, *baseline) = (*x + right, *baseline + down),
            Self::Line { x, y, .. } => (*x, *y) = (*x + right, *y + down),
            Self::Cut { from, to } => {
                for end in [from, to] {
                    *end = (end.0 + right, end.1 + down);
                }
            }
            Self::Frame(rect) | Self::Logo(rect) | Self::Stamp(rect) | Self::QrCode(rect) => {
                (rect.x, rect.y) = (rect.x + right, rect.y + down);
            }
        }
    }

    /// Turns the item round as in a mirror, but for its letters: `edges` is the sum of the edges that it stands between.
    pub fn mirror(&mut self, edges: f32) {
        match self {
            Self::Text { x, width, .. } | Self::Line { x, width, .. } => *x = edges - *x - *width,
            Self::Cut { from, to } => (from.0, to.0) = (edges - to.0, edges - from.0),
            Self::Frame(rect) | Self::Logo(rect) | Self::Stamp(rect) | Self::QrCode(rect) => {
                rect.x = edges - rect.right();
            }
        }
    }

    /// The space that the item takes.
    pub fn bounds(&self) -> Rect {
        match *self {
            Self::Text { x, baseline, width, size, .. } => {
                Rect { x, y: baseline - ASCENT * size, width, height: (ASCENT + DESCENT) * size }
            }
            Self::Line { x, y, width } => Rect { x, y, width, height: 0.0 },
            Self::Cut { from, to } => Rect { x: from.0, y: from.1, width: to.0 - from.0, height: to.1 - from.1 },
            Self::Frame(rect) | Self::Logo(rect) | Self::Stamp(rect) | Self::QrCode(rect) => rect,
        }
    }
}

/// A page to draw, in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub items: Vec<Item>,
    /// Each part that stands alone, such as a slip; the whole page where there is none.
    pub sections: Vec<Section>,
}

impl Page {
    /// A page that is one part.
    pub fn whole(items: Vec<Item>) -> Self {
        Self { items, sections: vec![Section { first: 0, language: None }] }
    }

    /// The same, in French whatever the rest of the document speaks.
    pub fn in_french(items: Vec<Item>) -> Self {
        Self { items, sections: vec![Section { first: 0, language: Some("fr".to_owned()) }] }
    }

    /// Moves everything right and down.
    pub fn shift(&mut self, right: f32, down: f32) {
        if (right, down) != (0.0, 0.0) {
            self.items.iter_mut().for_each(|item| item.shift(right, down));
        }
    }
}

/// A part of a page that stands alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its first item.
    pub first: usize,
    /// Its language, where it is not that of the document.
    pub language: Option<String>,
}

/// Widths of letters, as the paper will have them.
pub trait Measure {
    /// Width of a letter in ems, `None` where the face lacks it.
    fn advance(&self, face: Face, letter: char) -> Option<f32>;

    /// True where a letter can be written, in that face or in one that stands in for it.
    fn knows(&self, face: Face, letter: char) -> bool;

    /// True where the width of a text is that of its letters.
    fn is_plain(&self, face: Face, text: &str) -> bool;

    /// Width of a text in points.
    fn width(&self, face: Face, size: f32, text: &str) -> f32;
}

/// `text` in letters that the face has: composed, odd spaces and hyphens made plain, the rest transliterated.
pub fn spell(measure: &dyn Measure, face: Face, text: &str) -> String {
    if text.chars().all(|letter| letter.is_ascii_graphic() || letter == ' ') {
        return text.to_owned();
    }
    let mut spelt = String::with_capacity(text.len());
    for letter in name::composed(text).chars() {
        let plain = match letter {
            '\u{202f}' => '\u{a0}',
            '\u{2011}' => '-',
            letter if letter.is_whitespace() && letter != '\u{a0}' => ' ',
            letter => letter,
        };
        // What was left out between two spaces leaves one.
        if plain == ' ' && spelt.ends_with(' ') {
            continue;
        }
        if measure.knows(face, plain) {
            spelt.push(plain);
        } else {
            let known = |letter: &char| measure.knows(face, *letter);
            spelt.extend(name::transliterate(&plain.to_string()).chars().filter(known));
        }
    }
    spelt
}

/// Breaks a text into lines no wider than `width`: at spaces, or inside a word that alone is too wide.
pub fn wrap(measure: &dyn Measure, face: Face, size: f32, text: &str, width: f32) -> Vec<String> {
    let words = || text.split(' ').filter(|word| !word.is_empty());
    let mut lines = Vec::new();
    if measure.width(face, size, text) <= width {
        lines.push(words().collect::<Vec<_>>().join(" "));
        lines.retain(|line| !line.is_empty());
        return lines;
    }
    let plain = measure.is_plain(face, text);
    let mut line = Line { measure, face, size, plain, text: String::new(), used: 0.0 };
    for word in words() {
        if !line.text.is_empty() && line.grows(&format!(" {word}"), width) {
            continue;
        }
        lines.extend(line.cut());
        if line.grows(word, width) {
            continue;
        }
        for letter in word.chars() {
            let mut sign = [0; 4];
            let sign = letter.encode_utf8(&mut sign);
            // A mark stays with its letter, however narrow the paper.
            if !line.grows(sign, width) {
                if !is_combining_mark(letter) {
                    lines.extend(line.cut());
                }
                line.text.push(letter);
                line.used = measure.width(face, size, &line.text);
            }
        }
    }
    lines.extend(line.cut());
    lines
}

/// A line while words are put on it.
struct Line<'a> {
    measure: &'a dyn Measure,
    face: Face,
    size: f32,
    /// True where letters stand one after the other, each as wide as it is.
    plain: bool,
    text: String,
    used: f32,
}

impl Line<'_> {
    /// Takes more where that leaves it no wider than `width`.
    fn grows(&mut self, more: &str, width: f32) -> bool {
        let before = self.text.len();
        self.text.push_str(more);
        let used = if self.plain {
            self.used + self.measure.width(self.face, self.size, more)
        } else {
            self.measure.width(self.face, self.size, &self.text)
        };
        if used <= width {
            self.used = used;
        } else {
            self.text.truncate(before);
        }
        used <= width
    }

    /// What stands on it; the next one is empty.
    fn cut(&mut self) -> Option<String> {
        self.used = 0.0;
        Some(std::mem::take(&mut self.text)).filter(|line| !line.is_empty())
    }
}
