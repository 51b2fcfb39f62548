//! A page as a list of things to draw: what the layout knows of paper. No PDF crate is named here.
//!
//! Lengths are points (1/72 inch), from the top left corner; the position of a text is its baseline.

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

/// Something to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Text {
        x: f32,
        baseline: f32,
        width: f32,
        size: f32,
        face: Face,
        text: String,
        grey: bool,
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
    /// Moves the item down.
    pub fn lower(&mut self, by: f32) {
        match self {
            Self::Text { baseline, .. } => *baseline += by,
            Self::Line { y, .. } => *y += by,
            Self::Cut { from, to } => {
                from.1 += by;
                to.1 += by;
            }
            Self::Frame(rect) | Self::Logo(rect) | Self::Stamp(rect) | Self::QrCode(rect) => rect.y += by,
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
}

/// Widths of letters, as the paper will have them.
pub trait Measure {
    /// Width of a letter in ems, `None` where the face lacks it.
    fn advance(&self, face: Face, letter: char) -> Option<f32>;

    /// Width of a text in points.
    fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        text.chars().map(|letter| self.advance(face, letter).unwrap_or(1.0)).sum::<f32>() * size
    }
}

/// `text` in letters that the face has: composed, odd spaces and hyphens made plain, the rest transliterated.
pub fn spell(measure: &dyn Measure, face: Face, text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if text.chars().all(|letter| letter.is_ascii_graphic() || letter == ' ') {
        return text.to_owned();
    }
    let mut spelt = String::with_capacity(text.len());
    for letter in text.nfc() {
        let plain = match letter {
            '\u{202f}' => '\u{a0}',
            '\u{2011}' => '-',
            letter if letter.is_whitespace() && letter != '\u{a0}' => ' ',
            letter => letter,
        };
        if measure.advance(face, plain).is_some() {
            spelt.push(plain);
        } else {
            let known = |letter: &char| measure.advance(face, *letter).is_some();
            spelt.extend(crate::domain::name::transliterate(&plain.to_string()).chars().filter(known));
        }
    }
    spelt
}

/// Breaks a text into lines no wider than `width`: at spaces, or inside a word that alone is too wide.
pub fn wrap(measure: &dyn Measure, face: Face, size: f32, text: &str, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let space = measure.width(face, size, " ");
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = measure.width(face, size, word);
        if !line.is_empty() && used + space + wide <= width {
            line.push(' ');
            line.push_str(word);
            used += space + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        used = 0.0;
        for letter in word.chars() {
            let more = measure.width(face, size, letter.encode_utf8(&mut [0; 4]));
            if used + more > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push(letter);
            used += more;
        }
    }
    lines.push(line);
    lines.retain(|line| !line.is_empty());
    lines
}
