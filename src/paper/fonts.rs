//! The faces of the paper: three that everything is written in, and spare ones for the letters that these lack. A text is
//! a row of glyphs: one for each letter where that is enough, shaped as its script wants elsewhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use harfrust::{Buffer, Direction, Font, ShapeOptions, ShaperFont};
use printpdf::ParsedFont;
use unicode_bidi::BidiInfo;
use unicode_normalization::char::is_combining_mark;

use super::canvas::{Face, Measure};
use super::pdf::{PdfError, fault};

mod spare;

use spare::SPARES;

const REGULAR: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleNext-Regular.ttf");
const BOLD: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleNext-Bold.ttf");
const MONO: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleMono-Regular.ttf");

/// A font of a document, by its rank: the three faces, then each spare one, upright and bold, then those of the machine.
pub type FontRank = usize;

/// The three faces, and those that stand in for them.
pub struct Fonts {
    faces: [Typeface; 3],
    spares: Vec<Spare>,
    /// Widths, in ems, of parts that were shaped: a name is measured at each size that is tried.
    widths: Mutex<HashMap<(FontRank, String), f32>>,
}

/// Most widths that are kept.
const KEPT: usize = 4_096;

/// A font.
pub struct Typeface {
    pub bytes: Cow<'static, [u8]>,
    pub parsed: ParsedFont,
    /// Glyph and width of the letters below U+0250, where nearly all names live.
    common: Vec<Option<(u16, f32)>>,
    /// The same font for whoever shapes its letters.
    shaping: OnceLock<Option<Font>>,
}

/// A font that is read where a letter needs it.
struct Spare {
    name: String,
    bytes: Cow<'static, [u8]>,
    /// Letters that it is for, from and to; all of its own where none are said.
    letters: &'static [(u32, u32)],
    /// Whether it is for what is bold; for both where that is not said.
    bold: Option<bool>,
    read: OnceLock<Option<Typeface>>,
}

/// A glyph in its place: lengths in ems, from the start of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    pub font: FontRank,
    pub id: u16,
    pub x: f32,
    pub y: f32,
    /// Letters that it stands for, with those that share it.
    pub text: String,
}

const COMMON: u32 = 0x250;

impl Typeface {
    fn parse(bytes: Cow<'static, [u8]>, name: &str) -> Option<Self> {
        let mut parsed = ParsedFont::from_bytes(&bytes, 0, &mut Vec::new())?;
        parsed.font_name = Some(name.to_owned());
        let common = (0..COMMON).map(|code| glyph(&parsed, code)).collect();
        Some(Self { bytes, parsed, common, shaping: OnceLock::new() })
    }

    /// Number and width, in ems, of the glyph of a letter.
    fn glyph(&self, letter: char) -> Option<(u16, f32)> {
        let code = u32::from(letter);
        match self.common.get(code as usize) {
            Some(known) => *known,
            None => glyph(&self.parsed, code),
        }
    }

    /// The same, of a letter that stands alone: what the faces have of marks does not know where to stand.
    fn plain(&self, letter: char) -> Option<(u16, f32)> {
        self.glyph(letter).filter(|_| letter.is_ascii() || !is_combining_mark(letter))
    }

    fn shaping(&self) -> Option<&Font> {
        self.shaping.get_or_init(|| Font::new(self.bytes.to_vec(), 0)).as_ref()
    }
}

fn glyph(font: &ParsedFont, code: u32) -> Option<(u16, f32)> {
    let glyph = font.lookup_glyph_index(code).filter(|glyph| *glyph != 0)?;
    Some((glyph, f32::from(font.get_glyph_width(glyph)?) / f32::from(font.units_per_em)))
}

impl Spare {
    fn typeface(&self) -> Option<&Typeface> {
        self.read.get_or_init(|| Typeface::parse(self.bytes.clone(), &self.name)).as_ref()
    }

    fn has(&self, letter: char) -> bool {
        let code = u32::from(letter);
        let is_for = self.letters.is_empty() || self.letters.iter().any(|(from, to)| (*from..=*to).contains(&code));
        is_for && self.typeface().is_some_and(|face| face.glyph(letter).is_some())
    }
}

impl Fonts {
    /// The faces that the program has.
    pub fn load() -> Result<Self, PdfError> {
        Self::with(Vec::new())
    }

    /// The same, and fonts of this machine for what they lack.
    pub fn with(found: Vec<Vec<u8>>) -> Result<Self, PdfError> {
        let parse = |bytes: &'static [u8], name| Typeface::parse(Cow::Borrowed(bytes), name).ok_or_else(|| fault(name));
        let faces = [
            parse(REGULAR, "AtkinsonHyperlegibleNext-Regular")?,
            parse(BOLD, "AtkinsonHyperlegibleNext-Bold")?,
            parse(MONO, "AtkinsonHyperlegibleMono-Regular")?,
        ];
        let own = SPARES.iter().flat_map(|(name, letters, regular, bold)| {
            [(false, *regular), (true, *bold)].map(|(is_bold, bytes)| Spare {
                name: format!("{name}-{}", if is_bold { "Bold" } else { "Regular" }),
                bytes: Cow::Borrowed(bytes),
                letters,
                bold: Some(is_bold),
                read: OnceLock::new(),
            })
        });
        let found = found.into_iter().enumerate().map(|(at, bytes)| Spare {
            name: format!("Machine{at}"),
            bytes: Cow::Owned(bytes),
            letters: &[],
            bold: None,
            read: OnceLock::new(),
        });
        Ok(Self { faces, spares: own.chain(found).collect(), widths: Mutex::default() })
    }

    /// The font of a rank.
    pub fn typeface(&self, font: FontRank) -> Option<&Typeface> {
        match font.checked_sub(self.faces.len()) {
            None => self.faces.get(font),
            Some(spare) => self.spares.get(spare)?.typeface(),
        }
    }

    /// The glyph of a letter in a face itself.
    pub fn glyph(&self, face: Face, letter: char) -> Option<u16> {
        self.faces[face as usize].glyph(letter).map(|(glyph, _)| glyph)
    }

    /// Fonts that a face may borrow from, in their order.
    fn lenders(&self, face: Face) -> impl Iterator<Item = (FontRank, &Spare)> {
        let bold = face == Face::Bold;
        let ranks = self.faces.len()..;
        ranks.zip(&self.spares).filter(move |(_, spare)| spare.bold.is_none_or(|is_bold| is_bold == bold))
    }

    /// The font that writes a whole text, if one does.
    fn font_of(&self, face: Face, text: &str) -> Option<FontRank> {
        let own = Some(face as usize).filter(|_| self.is_plain(face, text));
        let has_all = |spare: &Spare| text.chars().all(|letter| is_silent(letter) || spare.has(letter));
        own.or_else(|| self.lenders(face).find(|(_, spare)| has_all(spare)).map(|(font, _)| font))
    }

    /// The text in parts that one font writes each.
    fn parts<'t>(&self, face: Face, text: &'t str) -> Vec<(FontRank, &'t str)> {
        if let Some(font) = self.font_of(face, text) {
            return vec![(font, text)];
        }
        let mut parts: Vec<(FontRank, std::ops::Range<usize>)> = Vec::new();
        for cluster in clusters(text) {
            let font = self.font_of(face, &text[cluster.clone()]).unwrap_or(face as usize);
            match parts.last_mut() {
                // A space stays with its word.
                Some((before, range)) if *before == font || text[cluster.clone()].chars().all(is_silent) => {
                    range.end = cluster.end;
                }
                _ => parts.push((font, cluster)),
            }
        }
        parts.into_iter().map(|(font, range)| (font, &text[range])).collect()
    }

    /// The parts of a text from the left to the right, whatever it is read in: font, letters, and whether they are read from
    /// the right.
    fn visual<'t>(&self, face: Face, text: &'t str) -> Vec<(FontRank, &'t str, bool)> {
        let bidi = BidiInfo::new(text, None);
        let mut all = Vec::new();
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let leftward = levels[run.start].is_rtl();
                let from = all.len();
                all.extend(self.parts(face, &text[run]).into_iter().map(|(font, part)| (font, part, leftward)));
                if leftward {
                    all[from..].reverse();
                }
            }
        }
        all
    }

    /// A text as glyphs, from the left to the right, and its width in ems.
    pub fn shape(&self, face: Face, text: &str) -> (Vec<Glyph>, f32) {
        let (mut glyphs, mut x) = (Vec::new(), 0.0);
        if self.is_plain(face, text) {
            for letter in text.chars() {
                let (id, width) = self.faces[face as usize].plain(letter).unwrap_or_default();
                glyphs.push(Glyph { font: face as usize, id, x, y: 0.0, text: letter.to_string() });
                x += width;
            }
            return (glyphs, x);
        }
        for (font, part, leftward) in self.visual(face, text) {
            x += self.shape_part(font, part, leftward, x, &mut glyphs);
        }
        (glyphs, x)
    }

    /// The width in ems of a text that is shaped.
    fn shaped_width(&self, face: Face, text: &str) -> f32 {
        self.visual(face, text).into_iter().map(|(font, part, leftward)| self.part_width(font, part, leftward)).sum()
    }

    fn part_width(&self, font: FontRank, part: &str, leftward: bool) -> f32 {
        let key = (font, part.to_owned());
        // A thread that failed while it held them left them whole.
        let kept = || self.widths.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(width) = kept().get(&key) {
            return *width;
        }
        let width = self.shape_part(font, part, leftward, 0.0, &mut Vec::new());
        let mut kept = kept();
        if kept.len() == KEPT {
            kept.clear();
        }
        kept.insert(key, width);
        width
    }

    /// Adds the glyphs of a part that begins at `x`; its width.
    fn shape_part(&self, font: FontRank, text: &str, leftward: bool, x: f32, glyphs: &mut Vec<Glyph>) -> f32 {
        let Some(shaped) = self.typeface(font).and_then(|face| shaped(face, text, leftward)) else { return 0.0 };
        let clusters: Vec<usize> = shaped.iter().map(|glyph| glyph.cluster).collect();
        let (mut width, mut rank) = (0.0, 0);
        for (at, glyph) in shaped.into_iter().enumerate() {
            rank = if at > 0 && clusters[at - 1] == glyph.cluster { rank + 1 } else { 0 };
            let end = clusters.iter().copied().filter(|other| *other > glyph.cluster).min().unwrap_or(text.len());
            let many = clusters.iter().filter(|other| **other == glyph.cluster).count();
            let letters = shared(&text[glyph.cluster..end], rank, many, leftward);
            let (x, y) = (x + width + glyph.offset.0, glyph.offset.1);
            glyphs.push(Glyph { font, id: glyph.id, x, y, text: letters });
            width += glyph.advance;
        }
        width
    }
}

/// What the glyph of a rank, of the `many` of a cluster, stands for: its own letter where each has one, else the first for all.
fn shared(letters: &str, rank: usize, many: usize, leftward: bool) -> String {
    let own: Vec<char> = letters.chars().collect();
    if own.len() == many {
        let at = if leftward { many - 1 - rank } else { rank };
        return own[at].to_string();
    }
    if rank == 0 { letters.to_owned() } else { "\u{200b}".to_owned() }
}

/// True for a text that is read from the right, or has words that are.
pub fn is_leftward(text: &str) -> bool {
    BidiInfo::new(text, None).has_rtl()
}

/// A glyph as it was shaped, in ems.
struct Shaped {
    id: u16,
    /// Byte of the text from which its letters begin.
    cluster: usize,
    advance: f32,
    offset: (f32, f32),
}

fn shaped(face: &Typeface, text: &str, leftward: bool) -> Option<Vec<Shaped>> {
    let font = face.shaping()?;
    let em = f32::from(font.units_per_em());
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(if leftward { Direction::RightToLeft } else { Direction::LeftToRight });
    buffer.guess_segment_properties();
    harfrust::shape(&ShaperFont::new(font), &mut buffer, ShapeOptions::new()).ok()?;
    let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
    let glyphs = glyphs.map(|(info, place)| Shaped {
        id: u16::try_from(info.glyph_id).unwrap_or_default(),
        cluster: info.cluster as usize,
        advance: place.x_advance as f32 / em,
        offset: (place.x_offset as f32 / em, place.y_offset as f32 / em),
    });
    Some(glyphs.collect())
}

/// Letters with the marks that follow them.
fn clusters(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut clusters: Vec<std::ops::Range<usize>> = Vec::new();
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        match clusters.last_mut().filter(|_| is_combining_mark(letter)) {
            Some(cluster) => cluster.end = end,
            None => clusters.push(start..end),
        }
    }
    clusters
}

/// Signs that are written by no glyph of their own: joiners, marks of direction, and spaces, which any font has.
fn is_silent(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

impl Measure for Fonts {
    fn advance(&self, face: Face, letter: char) -> Option<f32> {
        self.faces[face as usize].glyph(letter).map(|(_, width)| width)
    }

    fn knows(&self, face: Face, letter: char) -> bool {
        self.advance(face, letter).is_some()
            || matches!(letter, '\u{200c}'..='\u{200f}')
            || self.lenders(face).any(|(_, spare)| spare.has(letter))
    }

    fn is_plain(&self, face: Face, text: &str) -> bool {
        let face = &self.faces[face as usize];
        text.chars().all(|letter| face.plain(letter).is_some())
    }

    fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        let known = &self.faces[face as usize];
        let plain: Option<f32> = text.chars().map(|letter| known.plain(letter).map(|(_, width)| width)).sum();
        plain.unwrap_or_else(|| self.shaped_width(face, text)) * size
    }
}

#[cfg(test)]
mod tests;
