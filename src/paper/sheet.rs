//! Slips on sheets: one, two, four or eight a page, the cut lines exactly between them; and the pages of a class pack.

use super::canvas::{Item, Measure, PAGE_HEIGHT, PAGE_WIDTH, Page, Rect};
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
    let items = placed.flat_map(|(place, slip)| lay_out(slip, school, piece(per_page, place), print, measure));
    Page { items: cuts(per_page).chain(items).collect() }
}
