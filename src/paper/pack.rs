//! The pages of a class pack: a cover for the pile of a division, and the sheet that pupils sign when they get their slip.

use super::canvas::{ASCENT, Face, Item, Measure, PAGE_HEIGHT, PAGE_WIDTH, Page, Role, spell, wrap};
use super::layout::School;
use crate::french::{agree, count, day, typography};

const MARGIN: f32 = 50.0;
/// Height of a row to be signed, and of what stands above the first one.
const ROW: f32 = 26.0;
const HEAD: f32 = 150.0;
/// Where the columns begin: name, day, signature; the number stands at the margin.
const NAME: f32 = 104.0;
const DAY: f32 = 350.0;
const SIGNATURE: f32 = 425.0;

/// Rows that one page holds.
pub const ROWS: usize = ((PAGE_HEIGHT - HEAD - MARGIN) / ROW) as usize;

/// Words of a division where nobody is in one.
pub fn called(division: &str) -> &str {
    if division.is_empty() { "Sans division" } else { division }
}

/// The cover: division, how many slips, those who bear one name, a line for the form teacher.
pub fn cover(division: &str, slips: usize, namesakes: &[String], school: &School, measure: &dyn Measure) -> Page {
    let mut pen = Pen { measure, items: Vec::new(), y: 180.0, role: Role::Paragraph };
    pen.line(Face::Regular, 16.0, &school.name);
    pen.y += 40.0;
    pen.role = Role::Heading(1);
    pen.line(Face::Bold, 48.0, called(division));
    pen.role = Role::Paragraph;
    pen.y += 20.0;
    pen.line(Face::Regular, 18.0, &count(slips, "papillon de connexion", "papillons de connexion"));
    pen.line(Face::Regular, 12.0, &format!("{} le {}", agree(slips, "Imprimé", "Imprimés"), day(school.printed_on)));
    if !namesakes.is_empty() {
        pen.line(Face::Bold, 12.0, &format!("Homonymes : {}", namesakes.join(", ")));
    }
    pen.y += 60.0;
    pen.line(Face::Regular, 14.0, "Professeur principal :");
    pen.y += 24.0;
    pen.rule();
    pen.y += 40.0;
    pen.line(
        Face::Regular,
        12.0,
        "À remettre en main propre, contre signature. Les papillons des absents reviennent au secrétariat.",
    );
    Page::in_french(pen.items)
}

/// One page of numbers and names to be signed; no login and no password is on it. `of` tells « 1/2 ».
pub fn roll(division: &str, rows: &[(String, String)], of: &str, school: &School, measure: &dyn Measure) -> Page {
    let mut pen = Pen { measure, items: Vec::new(), y: MARGIN, role: Role::Paragraph };
    pen.title(Face::Regular, 11.0, &school.name);
    pen.role = Role::Heading(1);
    pen.title(Face::Bold, 18.0, &format!("Feuille d’émargement – {} {of}", called(division)));
    pen.role = Role::Paragraph;
    let printed = format!("Papillons de connexion imprimés le {}", day(school.printed_on));
    pen.title(Face::Regular, 11.0, &printed);
    pen.y = HEAD - 18.0;
    pen.role = Role::Head(0);
    let columns = [(MARGIN, NAME, "N°"), (NAME, DAY, "Nom"), (DAY, SIGNATURE, "Remis le")];
    for (from, to, title) in columns.into_iter().chain([(SIGNATURE, PAGE_WIDTH - MARGIN, "Signature")]) {
        pen.at(Face::Bold, 10.0, from, to - from - 8.0, title);
    }
    for (row, (number, name)) in rows.iter().enumerate() {
        pen.y = HEAD + ROW * row as f32;
        pen.rule();
        pen.y += 8.0;
        pen.role = Role::Cell(row as u16 + 1);
        pen.at(Face::Regular, 9.0, MARGIN, NAME - MARGIN - 6.0, number);
        pen.at(Face::Regular, 11.0, NAME, DAY - NAME - 8.0, name);
        // To be filled in by hand.
        [DAY, SIGNATURE].into_iter().for_each(|x| pen.write(Face::Regular, 11.0, x, String::new(), false));
    }
    pen.y = HEAD + ROW * rows.len() as f32;
    pen.rule();
    Page::in_french(pen.items)
}

struct Pen<'a> {
    measure: &'a dyn Measure,
    items: Vec<Item>,
    y: f32,
    /// What is being written.
    role: Role,
}

impl Pen<'_> {
    /// A text wrapped between the margins.
    fn line(&mut self, face: Face, size: f32, text: &str) {
        let spelt = spell(self.measure, face, &typography(text));
        for (at, line) in wrap(self.measure, face, size, &spelt, PAGE_WIDTH - 2.0 * MARGIN).into_iter().enumerate() {
            self.write(face, size, MARGIN, line, at > 0);
            self.y += 1.35 * size;
        }
    }

    /// A text on one line between the margins, shrunk if it must: what stands under it does not move.
    fn title(&mut self, face: Face, size: f32, text: &str) {
        let spelt = spell(self.measure, face, &typography(text));
        let (wide, room) = (self.measure.width(face, size, &spelt), PAGE_WIDTH - 2.0 * MARGIN);
        self.write(face, size * (room / wide * 0.999).min(1.0), MARGIN, spelt, false);
        self.y += 1.35 * size;
    }

    /// A text in a cell `width` wide: on one line, or on two smaller ones.
    fn at(&mut self, face: Face, size: f32, x: f32, width: f32, text: &str) {
        let spelt = spell(self.measure, face, text);
        let lines = wrap(self.measure, face, size, &spelt, width);
        if lines.len() < 2 {
            return self.write(face, size, x, spelt, false);
        }
        // Two lines of a row, or as small as it takes.
        let small = size * 0.72;
        let lines = wrap(self.measure, face, small, &spelt, width);
        let small = if lines.len() > 2 { small * 2.0 / lines.len() as f32 } else { small };
        let top = self.y;
        self.y -= 5.0;
        for (at, line) in wrap(self.measure, face, small, &spelt, width).into_iter().enumerate() {
            self.write(face, small, x, line, at > 0);
            self.y += 1.22 * small;
        }
        self.y = top;
    }

    fn write(&mut self, face: Face, size: f32, x: f32, text: String, goes_on: bool) {
        let place = (x, self.y + ASCENT * size);
        self.items.push(Item::text(self.measure, (face, size), place, text, self.role, goes_on));
    }

    fn rule(&mut self) {
        self.items.push(Item::Line { x: MARGIN, y: self.y, width: PAGE_WIDTH - 2.0 * MARGIN });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paper::canvas::Rect;
    use crate::paper::fonts::Fonts;
    use crate::paper::layout::tests::school;

    #[test]
    fn nothing_leaves_the_page_or_overlaps() {
        let fonts = Fonts::load().unwrap();
        let long = "Marie-Antoinette-Élisabeth DE LA TOUR-GUILLAUME DE SAINT-EXUPÉRY VAN DER WEYDEN".to_owned();
        let school = school(&"Lycée polyvalent des métiers ".repeat(4));
        let paper = Rect { x: 17.0, y: 17.0, width: PAGE_WIDTH - 34.0, height: PAGE_HEIGHT - 34.0 };
        let names = vec![("12-0034".to_owned(), long); ROWS];
        let division = "2NDE PROFESSIONNELLE MÉTIERS DE L’ÉLECTRICITÉ ET DE SES ENVIRONNEMENTS 1";
        for page in [
            cover("2NDE PROFESSIONNELLE", 30, &["Lucas BOIVIN (14/03)".to_owned()], &school, &fonts),
            roll("2A", &names, "1/2", &school, &fonts),
            roll(division, &names, "(1/2)", &school, &fonts),
        ] {
            let bounds: Vec<Rect> = page.items.iter().map(Item::bounds).collect();
            for (at, one) in bounds.iter().enumerate() {
                assert!(paper.contains(one), "{:?}", page.items[at]);
                let other = bounds[at + 1..].iter().position(|other| one.intersects(other));
                assert_eq!(other, None, "{:?}", page.items[at]);
            }
        }
    }
}
