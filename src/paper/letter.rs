//! The first page of a letter to a family: the school, the address in the window of a long envelope (DL), a slip below the fold.
//!
//! The page is folded in three, with marks at both folds. The window of a French envelope is 100 by 45 mm, 20 mm from its
//! right and its lower edge; paper and envelope have 10 mm of play, and what stands here shows whatever way it slides.

use super::canvas::{
    ASCENT, DESCENT, Face, Item, Measure, PAGE_HEIGHT, PAGE_WIDTH, Page, Rect, Role, Section, spell, wrap,
};
use super::layout::{School, lay_out};
use super::sheet::Setup;
use super::stock::MM;
use crate::domain::letter::Address;
use crate::domain::slip::Slip;
use crate::french::{agree, count, day, list, typography};

/// Where the folds are.
const FOLD: f32 = 99.0 * MM;
/// What is seen through the window.
const WINDOW: Rect = Rect { x: 104.0 * MM, y: 47.0 * MM, width: 84.0 * MM, height: 31.0 * MM };
/// Where the school stands, and what it may take.
const SENDER: Rect = Rect { x: 15.0 * MM, y: 15.0 * MM, width: 80.0 * MM, height: 62.0 * MM };
/// Where the day stands; the subject is on its left.
const BESIDE: Rect = Rect { x: WINDOW.x, y: 84.0 * MM, width: WINDOW.width, height: 11.0 * MM };
/// Most children that the subject names.
const NAMED: usize = 3;
const SIZE: f32 = 11.0;
const LEADING: f32 = 1.3;

/// Draws the page of a letter about some pupils, with the slip of the first; a family without a name is that of this one.
pub fn letter(address: &Address, slips: &[Slip], setup: &Setup, school: &School, measure: &dyn Measure) -> Page {
    let Some(slip) = slips.first() else { return Page::default() };
    let mut pen = Pen { measure, items: Vec::new() };
    pen.sender(school);
    pen.address(address, slip);
    pen.subject(slips, school);
    for fold in [FOLD, 2.0 * FOLD] {
        pen.items.push(Item::Line { x: 5.5 * MM, y: fold, width: 5.0 * MM });
    }
    let mut page = Page::in_french(pen.items);
    page.sections.push(Section { first: page.items.len(), language: school.language.clone() });
    let below = Rect { x: 0.0, y: FOLD, width: PAGE_WIDTH, height: PAGE_HEIGHT - FOLD };
    let piece = setup.stock.written(below, &setup.printer);
    // In one language: the other has pages of its own.
    page.items.extend(lay_out(slip, school, &piece, setup.print, measure));
    page.shift(setup.printer.right, setup.printer.down);
    page
}

/// A page that goes on, with what says whose letter it is of in the margin above.
pub fn next_page(told: &str, sheet: Page, setup: &Setup, measure: &dyn Measure) -> Page {
    const SMALL: f32 = 7.5;
    let top = setup.printer.margin;
    if top > 6.0 * MM {
        // Such a printer leaves no margin to write in.
        return sheet;
    }
    let mut pen = Pen { measure, items: Vec::new() };
    let room = Rect { x: SENDER.x, y: top, width: PAGE_WIDTH - 2.0 * SENDER.x, height: 4.0 * MM };
    pen.block(&[(Face::Regular, told)], room, SMALL);
    let mut page = Page::in_french(pen.items);
    page.shift(setup.printer.right, setup.printer.down);
    let before = page.items.len();
    page.items.extend(sheet.items);
    page.sections
        .extend(sheet.sections.into_iter().map(|section| Section { first: section.first + before, ..section }));
    page
}

struct Pen<'a> {
    measure: &'a dyn Measure,
    items: Vec<Item>,
}

impl Pen<'_> {
    fn sender(&mut self, school: &School) {
        let mut lines = vec![(Face::Bold, school.name.as_str())];
        lines.extend(school.sender.iter().map(|line| (Face::Regular, line.as_str())));
        self.block(&lines, SENDER, 10.0);
    }

    fn address(&mut self, address: &Address, slip: &Slip) {
        let family = format!("Famille de l’élève {}", slip.name());
        let addressee = if address.addressee.is_empty() { &family } else { &address.addressee };
        let lines: Vec<&str> = std::iter::once(addressee).chain(&address.lines).map(String::as_str).collect();
        let lines: Vec<(Face, &str)> = lines.into_iter().map(|line| (Face::Regular, line)).collect();
        self.block(&lines, WINDOW, SIZE);
    }

    /// What the letter is about, and the day, side by side above the fold.
    fn subject(&mut self, slips: &[Slip], school: &School) {
        let names: Vec<String> = slips.iter().map(Slip::name).collect();
        let accounts = agree(names.len(), "compte", "comptes");
        let whose = if names.len() > NAMED { count(names.len(), "élève", "élèves") } else { list(&names) };
        let subject = typography(&format!("Objet : {accounts} de connexion – {whose}"));
        self.block(&[(Face::Bold, &subject)], Rect { x: SENDER.x, width: SENDER.width, ..BESIDE }, 10.0);
        let date = day(school.printed_on);
        let date = if school.town.is_empty() { date } else { format!("{}, le {date}", school.town) };
        self.block(&[(Face::Regular, &date)], BESIDE, 10.0);
    }

    /// Lines in a rectangle, as large as it lets them, up to `largest`.
    fn block(&mut self, lines: &[(Face, &str)], room: Rect, largest: f32) {
        let mut size = largest;
        let written = loop {
            let wrapped: Vec<(Face, String, bool)> = lines
                .iter()
                .flat_map(|(face, text)| {
                    let spelt = spell(self.measure, *face, text);
                    let lines = wrap(self.measure, *face, size, &spelt, room.width);
                    lines.into_iter().enumerate().map(|(at, line)| (*face, line, at > 0)).collect::<Vec<_>>()
                })
                .collect();
            let height = wrapped.len() as f32 * LEADING * size;
            if height <= room.height || size < 4.0 {
                break wrapped;
            }
            size *= 0.95;
        };
        // Letters reach as far above and below the baseline as a line is high.
        let above = ASCENT + (LEADING - ASCENT - DESCENT) / 2.0;
        for (at, (face, text, goes_on)) in written.into_iter().enumerate() {
            let baseline = room.y + (at as f32 * LEADING + above) * size;
            let place = (room.x, baseline);
            self.items.push(Item::text(self.measure, (face, size), place, text, Role::Paragraph, goes_on));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::fonts::Fonts;
    use crate::paper::layout::tests::{school, slip};

    /// Whatever the names and the address: within the page, the address within what the window shows, nothing on anything.
    #[test]
    fn nothing_leaves_its_place() {
        let fonts = Fonts::load().unwrap();
        let long = "Marie-Antoinette-Élisabeth DE LA TOUR-GUILLAUME DE SAINT-EXUPÉRY VAN DER WEYDEN".to_owned();
        let mut school = school(&"Lycée polyvalent des métiers ".repeat(4));
        school.sender = vec!["avenue ".repeat(17), "10000 Troyes".to_owned(), "03 25 00 00 00".to_owned()];
        school.town = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson".to_owned();
        let lines = vec!["Résidence du Grand Orme de la Butte aux Cailles, escalier du fond".to_owned(); 6];
        let many: Vec<Slip> = (0..9).map(|_| slip(&long, &long, "2A")).collect();
        for (addressee, slips) in [(long.as_str(), 9), ("", 9), ("", 1), ("Mme Noël", 1)] {
            let address = Address { addressee: addressee.to_owned(), lines: lines.clone() };
            let page = letter(&address, &many[..slips], &Setup::default(), &school, &fonts);
            let paper =
                Rect { x: 5.0 * MM, y: 5.0 * MM, width: PAGE_WIDTH - 10.0 * MM, height: PAGE_HEIGHT - 10.0 * MM };
            let texts = page.items.iter().filter(|item| !matches!(item, Item::Frame(_)));
            let bounds: Vec<Rect> = texts.map(Item::bounds).collect();
            for (at, one) in bounds.iter().enumerate() {
                assert!(paper.contains(one), "{one:?}");
                assert!(!bounds[at + 1..].iter().any(|other| one.intersects(other)), "{one:?}");
            }
            let window = Rect { x: 100.0 * MM, y: 45.0 * MM, width: 90.0 * MM, height: 34.0 * MM };
            let seen = bounds.iter().filter(|one| one.intersects(&window)).count();
            assert!(seen >= 7 && bounds.iter().all(|one| !one.intersects(&window) || window.contains(one)));
        }
    }
}
