//! Slips on sheets: one, two, four or eight a page, the cut lines exactly between them; and the pages of a class pack.

use super::canvas::{Item, Measure, PAGE_HEIGHT, PAGE_WIDTH, Page, Rect, Section};
use super::layout::{Print, School, lay_out};
use crate::domain::slip::Slip;

/// Columns and rows of a page.
fn grid(per_page: u8) -> (u8, u8) {
    match per_page {
        4 => (2, 2),
        8 => (2, 4),
        rows => (1, rows.max(1)),
    }
}

/// The piece of paper of a place, in reading order.
fn piece(per_page: u8, place: usize) -> Rect {
    let (columns, rows) = grid(per_page);
    let (width, height) = (PAGE_WIDTH / f32::from(columns), PAGE_HEIGHT / f32::from(rows));
    let (column, row) = (place % usize::from(columns), place / usize::from(columns));
    Rect { x: width * column as f32, y: height * row as f32, width, height }
}

/// The upper or the lower half of a piece of paper.
fn half(paper: Rect, lower: bool) -> Rect {
    let height = paper.height / 2.0;
    Rect { y: if lower { paper.y + height } else { paper.y }, height, ..paper }
}

/// The places of a sheet as they stand on its back, once it is turned over its long edge.
pub fn turned(places: &[Option<usize>], per_page: u8) -> Vec<Option<usize>> {
    let columns = usize::from(grid(per_page).0);
    let mut full = places.to_vec();
    full.resize(usize::from(per_page).max(places.len()), None);
    full.chunks(columns).flat_map(|row| row.iter().rev().copied()).collect()
}

/// Where the paper is cut.
fn cuts(per_page: u8) -> impl Iterator<Item = Item> {
    let (columns, rows) = grid(per_page);
    let across = (1..rows).map(move |row| {
        let y = PAGE_HEIGHT / f32::from(rows) * f32::from(row);
        Item::Cut { from: (0.0, y), to: (PAGE_WIDTH, y) }
    });
    let down = (1..columns).map(move |column| {
        let x = PAGE_WIDTH / f32::from(columns) * f32::from(column);
        Item::Cut { from: (x, 0.0), to: (x, PAGE_HEIGHT) }
    });
    across.chain(down)
}

/// A page of slips; a place without a slip stays blank.
pub fn sheet(
    slips: &[Slip],
    places: &[Option<usize>],
    per_page: u8,
    print: Print,
    school: &School,
    measure: &dyn Measure,
) -> Page {
    let placed = places.iter().enumerate().filter_map(|(place, index)| Some((place, slips.get((*index)?)?)));
    let mut page = Page { items: cuts(per_page).collect(), sections: Vec::new() };
    for (place, slip) in placed {
        let whole = piece(per_page, place);
        let below = school.second.as_ref().filter(|_| !school.behind).map(|second| (&**second, half(whole, true)));
        let first = if below.is_some() { half(whole, false) } else { whole };
        for (school, paper) in std::iter::once((school, first)).chain(below) {
            page.sections.push(Section { first: page.items.len(), language: school.language.clone() });
            page.items.extend(lay_out(slip, school, paper, print, measure));
        }
    }
    page
}
