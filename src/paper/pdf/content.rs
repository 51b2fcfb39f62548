//! A page as the operators that draw it (PDF 32000-1, 8 and 9), and what each of its texts is to those who hear it.

use super::structure::{Figure, Node, Outline};
use super::values::{hex_digits, number, put, text};
use crate::paper::canvas::{Face, Item, Measure, PAGE_HEIGHT, Page, Rect, Role};
use crate::paper::fonts::{FontRank, Fonts, is_leftward};

/// A page that is ready, but for the numbers of its objects.
pub struct Made {
    /// Operators, before any filter.
    pub content: Vec<u8>,
    /// What stands on it, part by part.
    pub nodes: Vec<Node>,
    /// How many of its contents are marked.
    pub marks: u32,
}

/// Glyphs that were shown, of each face: what is embedded must know them.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Page that is being drawn.
    pub page: usize,
    /// By face and glyph, its letters and the first page that shows it for them.
    glyphs: Vec<Vec<Option<(usize, String)>>>,
}

impl Shown {
    /// Of several letters that a glyph stands for, those of the first page are told, whichever was drawn first.
    fn note(&mut self, font: FontRank, glyph: u16, letters: &str) {
        self.note_on(self.page, font, glyph, letters);
    }

    fn note_on(&mut self, page: usize, font: FontRank, glyph: u16, letters: &str) {
        if self.glyphs.len() <= font {
            self.glyphs.resize_with(font + 1, Default::default);
        }
        let (glyphs, glyph) = (&mut self.glyphs[font], usize::from(glyph));
        if glyphs.len() <= glyph {
            glyphs.resize(glyph + 1, None);
        }
        if glyphs[glyph].as_ref().is_none_or(|(first, _)| page < *first) {
            glyphs[glyph] = Some((page, letters.to_owned()));
        }
    }

    pub fn join(&mut self, other: Self) {
        for (font, glyphs) in other.glyphs.into_iter().enumerate() {
            let glyphs = (0..=u16::MAX).zip(glyphs).filter_map(|(glyph, shown)| Some((glyph, shown?)));
            glyphs.for_each(|(glyph, (page, letters))| self.note_on(page, font, glyph, &letters));
        }
    }

    /// Fonts of which something is shown.
    pub fn fonts(&self) -> impl Iterator<Item = FontRank> {
        self.glyphs.iter().enumerate().filter(|(_, glyphs)| !glyphs.is_empty()).map(|(font, _)| font)
    }

    /// Glyphs of a font and the letters that each stands for.
    pub fn of(&self, font: FontRank) -> impl Iterator<Item = (u16, &str)> {
        let glyphs = (0..=u16::MAX).zip(self.glyphs.get(font).into_iter().flatten());
        glyphs.filter_map(|(glyph, shown)| Some((glyph, shown.as_ref()?.1.as_str())))
    }
}

/// What opens a marked content stays open until something else comes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Artifact,
    Text,
}

struct Writer<'a> {
    page: &'a Page,
    /// Item from which the element that is open is told, and whether the tree must say it whole.
    start: usize,
    told: bool,
    fonts: &'a Fonts,
    shown: &'a mut Shown,
    out: Vec<u8>,
    open: Open,
    font: Option<(FontRank, f32)>,
    grey: bool,
    outline: Outline,
}

/// Draws a page; `side` is the size of the QR code in its own units.
pub fn draw(page: &Page, fonts: &Fonts, side: f32, shown: &mut Shown) -> Made {
    let mut writer = Writer {
        page,
        start: 0,
        told: false,
        fonts,
        shown,
        out: Vec::with_capacity(page.items.len() * 96),
        open: Open::Nothing,
        font: None,
        grey: false,
        outline: Outline::default(),
    };
    let mut sections = page.sections.iter().peekable();
    for (at, item) in page.items.iter().enumerate() {
        if let Some(section) = sections.next_if(|section| section.first == at) {
            writer.outline.section(section.language.clone());
        }
        writer.item(at, item, side);
    }
    writer.close();
    let (nodes, marks) = writer.outline.done();
    Made { content: writer.out, nodes, marks }
}

impl Writer<'_> {
    fn item(&mut self, at: usize, item: &Item, side: f32) {
        match item {
            Item::Text { text, role, .. } if text.is_empty() => self.outline.empty(*role),
            Item::Text { x, baseline, size, face, text, grey, role, goes_on, .. } => {
                self.mark(*role, *goes_on);
                self.ink(*grey);
                if !goes_on {
                    (self.start, self.told) = (at, false);
                }
                self.text((*x, *baseline), *face, *size, text);
                if self.told {
                    self.tell(at);
                }
            }
            Item::Line { x, y, width } => self.stroke(b"[]0 d", (*x, *y), (x + width, *y)),
            Item::Cut { from, to } => self.stroke(b"[4 3]0 d", *from, *to),
            Item::Frame(rect) => {
                self.artifact();
                self.out.extend_from_slice(b"0.8 w[]0 d ");
                self.numbers(&[rect.x, PAGE_HEIGHT - rect.bottom(), rect.width, rect.height]);
                self.out.extend_from_slice(b"re S\n");
            }
            Item::Logo(rect) => self.figure(Figure::Logo, rect, (rect.width, rect.height)),
            Item::Stamp(rect) => self.figure(Figure::Stamp, rect, (rect.width, rect.height)),
            Item::QrCode(rect) => self.figure(Figure::Code, rect, (rect.width / side, rect.height / side)),
        }
    }

    fn close(&mut self) {
        if self.open != Open::Nothing {
            self.out.extend_from_slice(b"EMC\n");
        }
        self.open = Open::Nothing;
    }

    fn artifact(&mut self) {
        if self.open != Open::Artifact {
            self.close();
            self.out.extend_from_slice(b"/Artifact BMC\n");
            self.open = Open::Artifact;
        }
    }

    fn mark(&mut self, role: Role, goes_on: bool) {
        if role == Role::Artifact {
            return self.artifact();
        }
        if !(goes_on && self.open == Open::Text) {
            self.close();
            let (tag, mark) = self.outline.text(role, goes_on);
            put(&mut self.out, format_args!("/{tag}<</MCID {mark}>>BDC\n"));
            self.open = Open::Text;
        }
    }

    fn ink(&mut self, grey: bool) {
        if grey != self.grey {
            self.out.extend_from_slice(if grey { b"0.35 g\n" } else { b"0 g\n" });
            self.grey = grey;
        }
    }

    fn text(&mut self, (x, baseline): (f32, f32), face: Face, size: f32, text: &str) {
        if !self.fonts.is_plain(face, text) {
            return self.shaped((x, baseline), face, size, text);
        }
        self.out.extend_from_slice(b"BT ");
        self.font(face as usize, size);
        self.numbers(&[x, PAGE_HEIGHT - baseline]);
        self.out.extend_from_slice(b"Td <");
        for letter in text.chars() {
            let glyph = self.fonts.glyph(face, letter).unwrap_or(0);
            self.shown.note(face as usize, glyph, letter.encode_utf8(&mut [0; 4]));
            hex_digits(&mut self.out, &glyph.to_be_bytes());
        }
        self.out.extend_from_slice(b">Tj ET\n");
    }

    /// Tells the tree what the element that is open says, all its lines.
    fn tell(&mut self, at: usize) {
        let lines = self.page.items[self.start..=at].iter().filter_map(|item| match item {
            Item::Text { text, .. } => Some(text.as_str()),
            _ => None,
        });
        self.outline.says(lines.collect::<Vec<_>>().join(" "));
    }

    fn font(&mut self, font: FontRank, size: f32) {
        if self.font != Some((font, size)) {
            put(&mut self.out, format_args!("/F{font} "));
            self.numbers(&[size]);
            self.out.extend_from_slice(b"Tf ");
            self.font = Some((font, size));
        }
    }

    /// A text whose glyphs stand each in its own place; its letters are told whole, in the order in which they are read.
    fn shaped(&mut self, (x, baseline): (f32, f32), face: Face, size: f32, letters: &str) {
        // Readers turn round what is read from the right, and would do so to letters that are in their order already:
        // there, the tree alone says them.
        let leftward = is_leftward(letters);
        if leftward {
            self.told = true;
            self.out.extend_from_slice(b"BT ");
        } else {
            self.out.extend_from_slice(b"/Span<</ActualText");
            text(&mut self.out, letters);
            self.out.extend_from_slice(b">>BDC BT ");
        }
        for glyph in self.fonts.shape(face, letters).0 {
            self.font(glyph.font, size);
            self.out.extend_from_slice(b"1 0 0 1 ");
            self.numbers(&[x + glyph.x * size, PAGE_HEIGHT - baseline + glyph.y * size]);
            self.out.extend_from_slice(b"Tm <");
            hex_digits(&mut self.out, &glyph.id.to_be_bytes());
            self.out.extend_from_slice(b">Tj\n");
            self.shown.note(glyph.font, glyph.id, &glyph.text);
        }
        self.out.extend_from_slice(if leftward { b"ET\n" } else { b"ET EMC\n" });
    }

    fn stroke(&mut self, dash: &[u8], from: (f32, f32), to: (f32, f32)) {
        self.artifact();
        self.out.extend_from_slice(b"0.6 w ");
        self.out.extend_from_slice(dash);
        self.out.push(b' ');
        self.numbers(&[from.0, PAGE_HEIGHT - from.1]);
        self.out.extend_from_slice(b"m ");
        self.numbers(&[to.0, PAGE_HEIGHT - to.1]);
        self.out.extend_from_slice(b"l S\n");
    }

    fn figure(&mut self, figure: Figure, rect: &Rect, (across, up): (f32, f32)) {
        self.close();
        let mark = self.outline.figure(figure, rect);
        put(&mut self.out, format_args!("/Figure<</MCID {mark}>>BDC q "));
        // Scales may be small: a hundredth is not enough.
        put(&mut self.out, format_args!("{across:.5} 0 0 {up:.5} "));
        self.numbers(&[rect.x, PAGE_HEIGHT - rect.bottom()]);
        put(&mut self.out, format_args!("cm /{} Do Q EMC\n", figure.resource()));
    }

    fn numbers(&mut self, values: &[f32]) {
        for value in values {
            number(&mut self.out, *value);
            self.out.push(b' ');
        }
    }
}
