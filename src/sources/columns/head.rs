//! Where the titles of a list stand: below a name of the school, a date, blank lines that somebody, or a spreadsheet, put
//! above them.

use crate::sources::encoding::Encoding;
use crate::sources::header::{self, Mapping};

/// Lines among which the titles are looked for.
pub const LOOKED_AT: usize = 20;

/// The line of the titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its first byte.
    pub start: usize,
    /// Lines before it, and those of them that are not blank.
    pub before: u32,
    pub above: usize,
    pub delimiter: u8,
}

/// The line that has the most known titles, at least two; otherwise the first that says something.
pub fn find(text: &[u8], encoding: Encoding, mapping: &Mapping) -> Head {
    let (mut best, mut most, mut above) = (None, 1, 0);
    for (before, (start, line)) in (0..).zip(lines(text)).filter(|(_, (_, line))| !is_blank(line)).take(LOOKED_AT) {
        let decoded = encoding.decode(line);
        let known = header::known_labels(&decoded, mapping);
        if best.is_none() || known > most {
            most = known.max(1);
            best = Some(Head { start, before, above, delimiter: header::delimiter(&decoded, mapping) });
        }
        // `sep=;`, written for Excel alone, is nobody's title.
        let is_mark = line.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep="));
        if is_mark {
            best = None;
        } else {
            above += 1;
        }
    }
    best.unwrap_or(Head { start: 0, before: 0, above: 0, delimiter: b';' })
}

/// How many known titles the best of the first lines has, in an alphabet: by which an alphabet is chosen.
pub fn score(text: &str, mapping: &Mapping) -> usize {
    let lines = text.lines().filter(|line| !is_blank(line.as_bytes()));
    lines.take(LOOKED_AT).map(|line| header::known_labels(line, mapping)).max().unwrap_or(0)
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, b';' | b',' | b'"'))
}

/// Every line, with the position of its first byte, whatever ends them.
fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let ends = if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        let line = (start, &rest[..end]);
        start += end + ends;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_below_other_lines() {
        let cases = [
            ("Nom;Prénom;INE\nA;B;C\n", 0, 0, b';'),
            ("Liste des élèves\r\n\r\nNom,Prénom,INE\r\nA,B,C\r\n", 2, 1, b','),
            ("sep=;\nNom;Prénom\n", 1, 0, b';'),
            ("Lycée;;;\n;;;\nÉdité le 01/09/2026;;;\nNom;Prénom;Division;\n", 3, 2, b';'),
            ("\n\n\nNom;Prénom\n", 3, 0, b';'),
            ("A;B\nC;D\n", 0, 0, b';'),
            ("Division : 2NDE1\rNom\tPrénom\rA\tB\r", 1, 1, b'\t'),
        ];
        for (text, before, above, delimiter) in cases {
            let head = find(text.as_bytes(), Encoding::Utf8 { bom: false }, &[]);
            assert_eq!((head.before, head.above, head.delimiter), (before, above, delimiter), "{text:?}");
        }
    }
}
