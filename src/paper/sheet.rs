//! Slips on sheets: pages to be cut, or labels.

use super::canvas::{Measure, Page, Rect, Section};
use super::layout::{Print, School, lay_out};
use super::stock::{Printer, Stock};
use crate::domain::slip::Slip;

/// What a page of slips is printed on, and how large.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setup {
    pub stock: Stock,
    pub print: Print,
    pub printer: Printer,
}

/// The upper or the lower half of a piece of paper.
fn half(paper: Rect, lower: bool) -> Rect {
    let height = paper.height / 2.0;
    Rect { y: if lower { paper.y + height } else { paper.y }, height, ..paper }
}

/// A page of slips; a place without a slip stays blank.
pub fn sheet(slips: &[Slip], places: &[Option<usize>], setup: &Setup, school: &School, measure: &dyn Measure) -> Page {
    let Setup { stock, print, printer } = setup;
    let placed = places.iter().enumerate().filter_map(|(place, index)| Some((place, slips.get((*index)?)?)));
    let mut page = Page { items: stock.cuts(), sections: Vec::new() };
    for (place, slip) in placed {
        let whole = stock.piece(place, printer);
        let part = |lower| stock.written(half(whole.paper, lower), printer);
        let below = school.second.as_ref().filter(|_| !school.behind).map(|second| (&**second, part(true)));
        let first = if below.is_some() { part(false) } else { whole };
        for (school, piece) in std::iter::once((school, first)).chain(below) {
            page.sections.push(Section { first: page.items.len(), language: school.language.clone() });
            page.items.extend(lay_out(slip, school, &piece, *print, measure));
        }
    }
    page.shift(printer.right, printer.down);
    page
}
