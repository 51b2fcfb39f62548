//! The way through a long document: an entry and a page label for each division (PDF 32000-1, 12.3.3 and 12.4.2).

use lopdf::{Dictionary, Document, Object};

/// Adds the entries; returns what the catalogue must say of them. `divisions` hold the first page of each, from 0.
pub fn add(pdf: &mut Document, divisions: &[(String, usize)]) -> Vec<(&'static str, Object)> {
    let pages: Vec<lopdf::ObjectId> = pdf.get_pages().into_values().collect();
    let known: Vec<(&String, usize, lopdf::ObjectId)> =
        divisions.iter().filter_map(|(name, page)| Some((name, *page, *pages.get(*page)?))).collect();
    if known.is_empty() {
        return Vec::new();
    }
    let root = pdf.new_object_id();
    let entries: Vec<lopdf::ObjectId> = known.iter().map(|_| pdf.new_object_id()).collect();
    for (at, (name, _, page)) in known.iter().enumerate() {
        let mut entry = Dictionary::new();
        entry.set("Title", text(name));
        entry.set("Parent", root);
        entry.set("Dest", vec![Object::Reference(*page), Object::Name(b"Fit".to_vec())]);
        if let Some(before) = at.checked_sub(1) {
            entry.set("Prev", entries[before]);
        }
        if let Some(after) = entries.get(at + 1) {
            entry.set("Next", *after);
        }
        pdf.objects.insert(entries[at], Object::Dictionary(entry));
    }
    let count = i64::try_from(entries.len()).unwrap_or_default();
    let mut outlines = Dictionary::new();
    outlines.set("Type", Object::Name(b"Outlines".to_vec()));
    outlines.set("First", entries[0]);
    outlines.set("Last", entries[entries.len() - 1]);
    outlines.set("Count", count);
    pdf.objects.insert(root, Object::Dictionary(outlines));
    let mut labels = Dictionary::new();
    labels.set("Nums", known.iter().flat_map(|(name, page, _)| label(name, *page)).collect::<Vec<Object>>());
    let mode = if known.len() > 1 { "UseOutlines" } else { "UseNone" };
    vec![
        ("Outlines", Object::Reference(root)),
        ("PageLabels", Object::Dictionary(labels)),
        ("PageMode", Object::Name(mode.as_bytes().to_vec())),
    ]
}

/// « 2MELEC1 – 1 », « 2MELEC1 – 2 »… from this page on.
fn label(division: &str, page: usize) -> [Object; 2] {
    let mut label = Dictionary::new();
    label.set("S", Object::Name(b"D".to_vec()));
    label.set("P", text(&format!("{division} – ")));
    [Object::Integer(page as i64), Object::Dictionary(label)]
}

/// A text string: UTF-16 with its mark, which every reader takes.
fn text(text: &str) -> Object {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), lopdf::StringFormat::Hexadecimal)
}
