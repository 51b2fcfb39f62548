//! A page as pixels, to be seen before it is printed: the same things to draw, at the same places, as in the PDF.

use std::collections::HashMap;

use ab_glyph::{Font, FontRef, GlyphId, ScaleFont, point};
use resize::Type;

use super::canvas::{Face, Item, PAGE_HEIGHT, PAGE_WIDTH, Page, Rect};
use super::fonts::{FontRank, Fonts};
use super::pdf::{PdfError, fault, modules};
use super::picture::Picture;

/// Pixels an inch: a page of 1240 by 1754.
const DPI: f32 = 150.0;

/// Pictures and the code that a page may show.
pub struct Pictures<'a> {
    pub logo: Option<&'a Picture>,
    pub stamp: Option<&'a Picture>,
    pub qr: &'a str,
}

/// Draws a page.
pub fn draw(page: &Page, pictures: &Pictures<'_>, fonts: &Fonts) -> Result<Picture, PdfError> {
    let (width, height) = (pixels(PAGE_WIDTH), pixels(PAGE_HEIGHT));
    let image = Picture { width, height, rgb: vec![u8::MAX; (width * height * 3) as usize] };
    let mut sheet = Sheet { image, fonts, faces: HashMap::new() };
    for item in &page.items {
        sheet.item(item, pictures)?;
    }
    Ok(sheet.image)
}

fn scaled(points: f32) -> f32 {
    points * DPI / 72.0
}

fn pixels(points: f32) -> u32 {
    scaled(points).round().max(0.0) as u32
}

struct Sheet<'a> {
    image: Picture,
    fonts: &'a Fonts,
    /// Those that were needed so far.
    faces: HashMap<FontRank, FontRef<'a>>,
}

impl<'a> Sheet<'a> {
    fn item(&mut self, item: &Item, pictures: &Pictures<'_>) -> Result<(), PdfError> {
        match item {
            Item::Text { x, baseline, size, face, text, grey, .. } => {
                self.text(text, *face, (*x, *baseline), *size, if *grey { 89 } else { 0 })?;
            }
            Item::Line { x, y, width } => self.fill(Rect { x: *x, y: *y - 0.3, width: *width, height: 0.6 }),
            Item::Cut { from, to } => self.cut(*from, *to),
            Item::Frame(rect) => self.frame(rect),
            Item::Logo(rect) => self.picture(pictures.logo, rect),
            Item::Stamp(rect) => self.picture(pictures.stamp, rect),
            Item::QrCode(rect) => self.code(pictures.qr, rect)?,
        }
        Ok(())
    }

    /// Glyphs stand where they do in the PDF.
    fn text(&mut self, text: &str, face: Face, (x, baseline): (f32, f32), size: f32, ink: u8) -> Result<(), PdfError> {
        for glyph in self.fonts.shape(face, text).0 {
            let font = self.face(glyph.font)?;
            let height = font.height_unscaled() / font.units_per_em().unwrap_or(1_000.0);
            let scale = font.as_scaled(scaled(size) * height).scale();
            let place = point(scaled(x + glyph.x * size), scaled(baseline - glyph.y * size));
            let Some(outline) = font.outline_glyph(GlyphId(glyph.id).with_scale_and_position(scale, place)) else {
                continue;
            };
            let corner = outline.px_bounds().min;
            outline.draw(|column, row, cover| {
                self.shade(corner.x as i64 + i64::from(column), corner.y as i64 + i64::from(row), cover, ink);
            });
        }
        Ok(())
    }

    fn face(&mut self, font: FontRank) -> Result<FontRef<'a>, PdfError> {
        if let Some(face) = self.faces.get(&font) {
            return Ok(face.clone());
        }
        let bytes = &self.fonts.typeface(font).ok_or_else(|| fault("police perdue"))?.bytes;
        let face = FontRef::try_from_slice(bytes).map_err(fault)?;
        self.faces.insert(font, face.clone());
        Ok(face)
    }

    /// A pixel of the page, if it is on it.
    fn pixel(&mut self, x: u32, y: u32) -> Option<&mut [u8; 3]> {
        let Picture { width, height, .. } = self.image;
        let at = (x < width && y < height).then(|| (y * width + x) as usize)?;
        self.image.rgb.as_chunks_mut().0.get_mut(at)
    }

    fn put(&mut self, x: u32, y: u32, rgb: [u8; 3]) {
        if let Some(pixel) = self.pixel(x, y) {
            *pixel = rgb;
        }
    }

    fn shade(&mut self, x: i64, y: i64, cover: f32, ink: u8) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        if let Some(pixel) = self.pixel(x, y) {
            let cover = cover.clamp(0.0, 1.0);
            *pixel = pixel.map(|paper| (f32::from(paper) * (1.0 - cover) + f32::from(ink) * cover) as u8);
        }
    }

    fn fill(&mut self, rect: Rect) {
        let (right, bottom) =
            (pixels(rect.right()).max(pixels(rect.x) + 1), pixels(rect.bottom()).max(pixels(rect.y) + 1));
        for y in pixels(rect.y)..bottom.min(self.image.height) {
            (pixels(rect.x)..right.min(self.image.width)).for_each(|x| self.put(x, y, [0; 3]));
        }
    }

    fn frame(&mut self, rect: &Rect) {
        let (thin, Rect { x, y, width, height }) = (0.8, *rect);
        for side in [
            Rect { x, y, width, height: thin },
            Rect { x, y: y + height - thin, width, height: thin },
            Rect { x, y, width: thin, height },
            Rect { x: x + width - thin, y, width: thin, height },
        ] {
            self.fill(side);
        }
    }

    /// Four points drawn, three left out.
    fn cut(&mut self, from: (f32, f32), to: (f32, f32)) {
        let length = (to.0 - from.0).max(to.1 - from.1);
        let across = to.0 > from.0;
        let dashes = (length / 7.0) as u16;
        for dash in 0..=dashes {
            let start = f32::from(dash) * 7.0;
            self.fill(if across {
                Rect { x: from.0 + start, y: from.1 - 0.3, width: 4.0, height: 0.6 }
            } else {
                Rect { x: from.0 - 0.3, y: from.1 + start, width: 0.6, height: 4.0 }
            });
        }
    }

    fn picture(&mut self, picture: Option<&Picture>, rect: &Rect) {
        let (width, height) = (pixels(rect.width).max(1), pixels(rect.height).max(1));
        let Some(small) = picture.and_then(|picture| picture.resized(width, height, Type::Triangle)) else { return };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        for ((x, y), pixel) in places.zip(small.rgb.as_chunks().0) {
            self.put(pixels(rect.x).saturating_add(x), pixels(rect.y).saturating_add(y), *pixel);
        }
    }

    fn code(&mut self, text: &str, rect: &Rect) -> Result<(), PdfError> {
        let (size, dark) = modules(text)?;
        let side = rect.width / size as f32;
        for (column, row) in dark {
            let (x, y) = (rect.x + side * column as f32, rect.y + side * row as f32);
            self.fill(Rect { x, y, width: side, height: side });
        }
        Ok(())
    }
}
