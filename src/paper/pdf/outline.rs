//! The way through a long document: an entry and a page label for each division (PDF 32000-1, 12.3.3 and 12.4.2).

use super::file::{File, Id};
use super::values::{put, text};

/// Writes the entries; what the catalogue must say of them. `divisions` hold the first page of each, from 0.
pub fn write(file: &mut File, divisions: &[(String, usize)], pages: &[Id]) -> Vec<u8> {
    let known: Vec<(&str, usize, Id)> =
        divisions.iter().filter_map(|(name, page)| Some((name.as_str(), *page, *pages.get(*page)?))).collect();
    let mut catalogue = Vec::new();
    if known.is_empty() {
        return catalogue;
    }
    let root = file.promise();
    let first = file.promise_many(known.len());
    let last = first + known.len() as Id - 1;
    for (id, (name, _, page)) in (first..).zip(&known) {
        file.object(id, |out| {
            out.extend_from_slice(b"<</Title");
            text(out, name);
            put(out, format_args!("/Parent {root} 0 R/Dest[{page} 0 R/Fit]"));
            if id > first {
                put(out, format_args!("/Prev {} 0 R", id - 1));
            }
            if id < last {
                put(out, format_args!("/Next {} 0 R", id + 1));
            }
            out.extend_from_slice(b">>");
        });
    }
    let count = known.len();
    file.object(root, |out| {
        put(out, format_args!("<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {count}>>"));
    });
    let mode = if known.len() > 1 { "UseOutlines" } else { "UseNone" };
    put(&mut catalogue, format_args!("/Outlines {root} 0 R/PageMode/{mode}/PageLabels<</Nums["));
    for (name, page, _) in known {
        // « 2MELEC1 – 1 », « 2MELEC1 – 2 »… from this page on.
        put(&mut catalogue, format_args!("{page}<</S/D/P"));
        text(&mut catalogue, &format!("{name} – "));
        catalogue.extend_from_slice(b">>");
    }
    catalogue.extend_from_slice(b"]>>");
    catalogue
}
