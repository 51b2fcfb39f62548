//! The page that shows where a printer puts what it is sent: two lines to measure, a scale, and a ruler at each edge.

use super::canvas::{ASCENT, Face, Item, Measure, PAGE_HEIGHT, PAGE_WIDTH, Page, Rect, Role, spell, wrap};
use super::stock::{MM, Printer};
use crate::french::typography;

/// Where the lines stand that are measured, from the left edge and from the top one.
const AT: f32 = 50.0 * MM;
/// How long they are, and the scale.
const LONG: f32 = 100.0 * MM;
/// Where the text stands.
const LEFT: f32 = 62.0 * MM;
const SIZE: f32 = 11.0;

/// Longest ruler at an edge, in millimetres.
const RULER: u8 = 20;

/// The page, for a printer as it is set; what is set moves the dashed lines only.
pub fn ruler(title: &str, steps: &[String], printer: &Printer, measure: &dyn Measure) -> Page {
    let mut pen = Pen { measure, items: Vec::new(), y: 70.0 * MM };
    pen.text(Face::Bold, 18.0, Role::Heading(1), title);
    pen.y += 8.0;
    for step in steps {
        pen.text(Face::Regular, SIZE, Role::Paragraph, step);
        pen.y += 6.0;
    }
    pen.letter("A", AT + LONG + 6.0, AT - SIZE / 2.0);
    pen.letter("B", AT - SIZE / 3.0, AT + LONG + 6.0);
    let mut items = pen.items;
    items.push(Item::Line { x: AT, y: AT, width: LONG });
    items.push(upright(AT, AT, LONG));
    let (x, y) = (AT + printer.right, AT + printer.down);
    items.push(Item::Cut { from: (x, y), to: (x + LONG, y) });
    items.push(Item::Cut { from: (x, y), to: (x, y + LONG) });
    edges(&mut items);
    Page::in_french(items)
}

/// A line from top to bottom.
fn upright(x: f32, y: f32, height: f32) -> Item {
    Item::Frame(Rect { x, y, width: 0.0, height })
}

/// A tick for each millimetre from the edge, longer at five and ten.
fn edges(items: &mut Vec<Item>) {
    let (middle, centre) = (PAGE_HEIGHT / 2.0, PAGE_WIDTH / 2.0);
    for mm in 1..=RULER {
        let (from, long) = (f32::from(mm) * MM, if mm % 5 == 0 { 14.0 } else { 7.0 });
        items.push(upright(from, middle, long));
        items.push(upright(PAGE_WIDTH - from, middle, long));
        items.push(Item::Line { x: centre, y: from, width: long });
        items.push(Item::Line { x: centre, y: PAGE_HEIGHT - from, width: long });
    }
}

struct Pen<'a> {
    measure: &'a dyn Measure,
    items: Vec<Item>,
    y: f32,
}

impl Pen<'_> {
    fn text(&mut self, face: Face, size: f32, role: Role, text: &str) {
        let spelt = spell(self.measure, face, &typography(text));
        let width = PAGE_WIDTH - LEFT - 30.0 * MM;
        for (at, line) in wrap(self.measure, face, size, &spelt, width).into_iter().enumerate() {
            self.write(face, size, role, (LEFT, self.y), line, at > 0);
            self.y += 1.35 * size;
        }
    }

    /// What a line is called.
    fn letter(&mut self, text: &str, x: f32, y: f32) {
        self.write(Face::Bold, SIZE, Role::Artifact, (x, y), text.to_owned(), false);
    }

    fn write(&mut self, face: Face, size: f32, role: Role, (x, y): (f32, f32), text: String, goes_on: bool) {
        let place = (x, y + ASCENT * size);
        self.items.push(Item::text(self.measure, (face, size), place, text, role, goes_on));
    }
}
