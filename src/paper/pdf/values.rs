//! Values as a PDF file spells them (PDF 32000-1, 7.3): those that printpdf made, and our own.

use std::io::Write;

use lopdf::{Object, StringFormat};

use super::file::Id;

/// Spells a value of printpdf's, whose objects were numbered from `first` on in this file.
pub fn spell(out: &mut Vec<u8>, value: &Object, first: Id) {
    match value {
        Object::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => put(out, format_args!("{value}")),
        Object::Real(value) => number(out, *value),
        Object::Name(value) => name(out, value),
        Object::String(bytes, StringFormat::Literal | StringFormat::Hexadecimal) => hexadecimal(out, bytes),
        Object::Array(values) => {
            out.push(b'[');
            for value in values {
                spell(out, value, first);
                out.push(b' ');
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => {
            out.extend_from_slice(b"<<");
            entries(out, dictionary, first);
            out.extend_from_slice(b">>");
        }
        Object::Reference((id, _)) => put(out, format_args!("{} 0 R", id + first)),
        // A stream is an object of its own.
        Object::Null | Object::Stream(_) => out.extend_from_slice(b"null"),
    }
}

/// The entries of a dictionary, without what opens and closes it.
pub fn entries(out: &mut Vec<u8>, dictionary: &lopdf::Dictionary, first: Id) {
    for (key, value) in dictionary {
        name(out, key);
        out.push(b' ');
        spell(out, value, first);
    }
}

/// Words of ours that need no care.
pub fn put(out: &mut Vec<u8>, words: std::fmt::Arguments<'_>) {
    // Writing to memory cannot fail.
    let _ = out.write_fmt(words);
}

/// A number to the hundredth of a point.
pub fn number(out: &mut Vec<u8>, value: f32) {
    let hundredths = (value * 100.0).round() as i64;
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    if hundredths < 0 {
        out.push(b'-');
    }
    digits(out, whole);
    if rest > 0 {
        out.extend_from_slice(&[b'.', b'0' + (rest / 10) as u8]);
    }
    if rest % 10 > 0 {
        out.push(b'0' + (rest % 10) as u8);
    }
}

fn digits(out: &mut Vec<u8>, number: u64) {
    if number >= 10 {
        digits(out, number / 10);
    }
    out.push(b'0' + (number % 10) as u8);
}

fn name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"-_.+".contains(byte) {
            out.push(*byte);
        } else {
            put(out, format_args!("#{byte:02X}"));
        }
    }
}

/// Bytes in hexadecimal: no parenthesis to escape.
pub fn hexadecimal(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    hex_digits(out, bytes);
    out.push(b'>');
}

/// Two digits of sixteen for each byte.
pub fn hex_digits(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in bytes {
        out.extend_from_slice(&[DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    }
}

/// A text string: UTF-16 with its mark, which every reader takes.
pub fn text(out: &mut Vec<u8>, text: &str) {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    hexadecimal(out, &units.flat_map(u16::to_be_bytes).collect::<Vec<u8>>());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spelt() {
        for (value, spelt) in [(0.0, "0"), (12.5, "12.5"), (-0.35, "-0.35"), (595.276, "595.28"), (7.009, "7.01")] {
            let mut out = Vec::new();
            number(&mut out, value);
            assert_eq!(String::from_utf8_lossy(&out), spelt);
        }
        let mut out = Vec::new();
        text(&mut out, "é");
        assert_eq!(out, b"<FEFF00E9>");
        let dictionary = lopdf::dictionary! { "Kids" => vec![Object::Reference((3, 0)), "A b".into()] };
        let mut out = Vec::new();
        spell(&mut out, &dictionary.into(), 10);
        assert_eq!(String::from_utf8_lossy(&out), "<</Kids [13 0 R /A#20b ]>>");
    }
}
