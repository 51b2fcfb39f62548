//! Slips on sheets: one or two a page, the cut line exactly in the middle.

use super::canvas::{Item, Measure, PAGE_HEIGHT, PAGE_WIDTH, Page, Rect};
use super::layout::{School, lay_out};
use crate::domain::slip::Slip;

/// Number of sheets for so many slips.
pub fn pages(slips: usize, per_page: u8) -> usize {
    slips.div_ceil(usize::from(per_page.max(1)))
}

/// Lays slips out, `per_page` (1 or 2) on each page.
pub fn sheets<'a>(
    slips: &'a [Slip],
    per_page: u8,
    school: &'a School,
    measure: &'a dyn Measure,
) -> impl Iterator<Item = Page> + 'a {
    let height = PAGE_HEIGHT / f32::from(per_page);
    slips.chunks(usize::from(per_page)).map(move |chunk| {
        let mut items = Vec::new();
        for (place, slip) in (0_u8..).zip(chunk) {
            let y = height * f32::from(place);
            if place > 0 {
                items.push(Item::Line { x: 0.0, y, width: PAGE_WIDTH, dashed: true });
            }
            items.extend(lay_out(slip, school, Rect { x: 0.0, y, width: PAGE_WIDTH, height }, measure));
        }
        if per_page == 2 && chunk.len() == 1 {
            items.push(Item::Line { x: 0.0, y: height, width: PAGE_WIDTH, dashed: true });
        }
        Page { items }
    })
}
