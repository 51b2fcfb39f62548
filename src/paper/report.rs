//! A document on pages of A4: title, sections, fields beside their labels. Nothing overlaps and nothing is cut.

use super::canvas::{ASCENT, DESCENT, Face, Item, Measure, PAGE_HEIGHT, PAGE_WIDTH, Page, Role, spell, wrap};
use super::fonts::Fonts;
use super::pdf::{Contents, PdfError, render};
use crate::domain::report::{Block, Report};

/// White around the text, and the width of labels, in points.
const MARGIN: f32 = 56.0;
const LABEL: f32 = 150.0;
const SIZE: f32 = 10.0;
/// Between the lines of a text.
const LEADING: f32 = 1.45;

/// Pages that are being filled.
struct Pen<'a> {
    measure: &'a dyn Measure,
    pages: Vec<Page>,
    y: f32,
    /// What is being written.
    role: Role,
}

impl<'a> Pen<'a> {
    fn new(measure: &'a dyn Measure) -> Self {
        Self { measure, pages: vec![Page::whole(Vec::new())], y: MARGIN, role: Role::Paragraph }
    }

    fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// Begins a page where so much does not fit on this one.
    fn need(&mut self, height: f32) {
        if self.y + height > PAGE_HEIGHT - MARGIN {
            self.pages.push(Page::whole(Vec::new()));
            self.y = MARGIN;
        }
    }

    /// A text in lines, from `x` on; the next text begins below it.
    fn text(&mut self, x: f32, width: f32, size: f32, face: Face, text: &str) {
        let lines = wrap(self.measure, face, size, &spell(self.measure, face, text), width);
        for (at, text) in lines.into_iter().enumerate() {
            self.need(size * LEADING);
            let place = (x, self.y + ASCENT * size);
            if let Some(page) = self.pages.last_mut() {
                // What goes on the next page is said there.
                let goes_on = at > 0 && !page.items.is_empty();
                page.items.push(Item::text(self.measure, (face, size), place, text, self.role, goes_on));
            }
            self.y += size * LEADING;
        }
    }

    /// The same, of something that is more than a paragraph.
    fn told(&mut self, role: Role, write: impl FnOnce(&mut Self)) {
        self.role = role;
        write(self);
        self.role = Role::Paragraph;
    }

    fn block(&mut self, block: &Block) {
        let width = PAGE_WIDTH - 2.0 * MARGIN;
        match block {
            Block::Paragraph(words) => self.text(MARGIN, width, SIZE, Face::Regular, words),
            Block::Point(words) => {
                self.need(SIZE * LEADING);
                let (top, page) = (self.y, self.pages.len());
                self.told(Role::Label, |pen| pen.text(MARGIN, 12.0, SIZE, Face::Regular, "–"));
                if self.pages.len() == page {
                    self.y = top;
                }
                self.told(Role::Value, |pen| pen.text(MARGIN + 12.0, width - 12.0, SIZE, Face::Regular, words));
            }
            Block::Field(label, value) => {
                let lines = wrap(self.measure, Face::Bold, SIZE, label, LABEL - 8.0).len() as f32;
                self.need(SIZE * LEADING * lines);
                let (top, page) = (self.y, self.pages.len());
                self.told(Role::Label, |pen| pen.text(MARGIN, LABEL - 8.0, SIZE, Face::Bold, label));
                let below = self.y;
                self.y = if self.pages.len() == page { top } else { self.y };
                let (start, page) = (self.y, self.pages.len());
                self.told(Role::Value, |pen| pen.text(MARGIN + LABEL, width - LABEL, SIZE, Face::Regular, value));
                // A long label beside a short value.
                if self.pages.len() == page && self.y - start < below - top {
                    self.y = below;
                }
            }
        }
        self.gap(2.0);
    }
}

/// The pages of a document.
pub fn pages(report: &Report, measure: &dyn Measure) -> Vec<Page> {
    let width = PAGE_WIDTH - 2.0 * MARGIN;
    let mut pen = Pen::new(measure);
    pen.told(Role::Heading(1), |pen| pen.text(MARGIN, width, 18.0, Face::Bold, &report.title));
    pen.gap(4.0);
    report.heading.iter().for_each(|line| pen.text(MARGIN, width, SIZE, Face::Regular, line));
    for section in &report.sections {
        pen.gap(12.0);
        // A title stays with what it is about.
        pen.need((13.0 + 2.0 * SIZE) * LEADING);
        pen.told(Role::Heading(2), |pen| pen.text(MARGIN, width, 13.0, Face::Bold, &section.title));
        pen.gap(3.0);
        section.blocks.iter().for_each(|block| pen.block(block));
    }
    number(&mut pen.pages, measure);
    pen.pages
}

/// « 1 / 3 » at the foot of each page, where there are several.
fn number(pages: &mut [Page], measure: &dyn Measure) {
    let all = pages.len();
    for (at, page) in pages.iter_mut().enumerate().filter(|_| all > 1) {
        let text = format!("{} / {all}", at + 1);
        let width = measure.width(Face::Regular, 8.0, &text);
        let (x, baseline) = (PAGE_WIDTH - MARGIN - width, PAGE_HEIGHT - MARGIN / 2.0 - DESCENT * 8.0);
        let (size, face, role) = (8.0, Face::Regular, Role::Artifact);
        page.items.push(Item::Text { x, baseline, width, size, face, text, grey: true, role, goes_on: false });
    }
}

/// The document as a PDF file.
pub fn pdf(report: &Report, author: &str, made_at: i64, fonts: &Fonts) -> Result<Vec<u8>, PdfError> {
    let contents = Contents::of_texts(&report.title, author, made_at);
    let pages = pages(report, fonts);
    render(pages.len(), &|at| pages[at].clone(), &contents, fonts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::Section;
    use crate::paper::canvas::Rect;

    /// Long words, long labels, many lines: within the page, and on nobody's feet.
    #[test]
    fn nothing_overlaps_or_is_cut() {
        let fonts = Fonts::load().unwrap();
        let long = "anticonstitutionnellement ".repeat(40);
        let mut section = Section::new(&"Titre ".repeat(40));
        for n in 0..60 {
            section = section
                .field(&"Étiquette ".repeat(n % 9 + 1), if n % 3 == 0 { long.clone() } else { "x".repeat(n * 4 + 1) })
                .paragraph(long.clone())
                .points([format!("point {n}"), "y".repeat(300)], "");
        }
        let report = Report { title: "Registre ".repeat(20), heading: vec![long], sections: vec![section] };
        let pages = pages(&report, &fonts);
        assert!(pages.len() > 5);
        let paper = Rect { x: 0.0, y: 0.0, width: PAGE_WIDTH, height: PAGE_HEIGHT };
        for page in &pages {
            let bounds: Vec<Rect> = page.items.iter().map(Item::bounds).collect();
            for (at, one) in bounds.iter().enumerate() {
                assert!(paper.contains(one), "{:?}", page.items[at]);
                let over = bounds[at + 1..].iter().position(|other| one.intersects(other));
                assert!(over.is_none(), "{:?} {:?}", page.items[at], over.map(|next| &page.items[at + 1 + next]));
            }
        }
    }
}
