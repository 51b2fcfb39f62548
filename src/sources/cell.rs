//! One cell of a spreadsheet export, cleaned.

use compact_str::CompactString;

use crate::domain::ine::is_scientific;
use crate::domain::name;

/// Takes off the formula by which SIECLE keeps Excel from rewriting a code: `="1SEN"`.
pub fn unwrap(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"')).unwrap_or(cell)
}

/// A code that a spreadsheet may have turned into a number: `10110001999.0`.
pub fn code(cell: &str) -> CompactString {
    let cell = unwrap(cell);
    let whole = cell.strip_suffix(".0").or_else(|| cell.strip_suffix(",0"));
    match whole {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.into(),
        _ => text(cell),
    }
}

/// SIECLE's internal number: the zero that a spreadsheet dropped is put back. `None` where digits are lost.
pub fn number(cell: &str) -> Option<CompactString> {
    if is_scientific(unwrap(cell)) {
        return None;
    }
    let code = code(cell);
    let plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let digits = if plain { code } else { code.chars().filter(char::is_ascii_alphanumeric).collect() };
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    Some(match digits.len() {
        10 if is_number => format!("0{digits}").into(),
        _ => digits,
    })
}

/// A text, trimmed, its white space squeezed.
pub fn text(cell: &str) -> CompactString {
    let cell = unwrap(cell);
    let mut before = b' ';
    let plain = cell.bytes().all(|byte| {
        let is_spaced = byte == b' ' && before != b' ';
        before = byte;
        is_spaced || byte.is_ascii() && byte != b' ' && !byte.is_ascii_whitespace()
    });
    if plain && before != b' ' { cell.into() } else { name::tidy(cell).into() }
}

/// Words that stand for nothing, folded.
const NOTHING: [&str; 30] = [
    "nd",
    "ras",
    "nc",
    "n c",
    "nr",
    "n r",
    "n a",
    "na",
    "sans",
    "en attente",
    "ine inconnu",
    "neant",
    "inconnu",
    "inconnue",
    "non renseigne",
    "non renseignee",
    "non communique",
    "non communiquee",
    "a completer",
    "a renseigner",
    "sans objet",
    "aucun",
    "aucune",
    "null",
    "nan",
    "undefined",
    "none",
    "vide",
    "s o",
    "en cours",
];

/// True for a cell of ASCII letters, digits and signs, on one line, that no formula failed in: nearly every one.
pub fn is_plain(cell: &[u8]) -> bool {
    cell.iter().all(|byte| matches!(byte, b' ' | b'$'..=b'z')) && !cell.trim_ascii().starts_with(b"E")
}

/// What a spreadsheet writes where a formula failed, or a column is too narrow: `#N/A`, `#N/D`, `#REF!`, `#NOM?`, `####`.
pub fn is_failed_formula(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    cell.starts_with(b"Err:")
        || cell.starts_with(b"#")
            && cell.len() <= LONGEST
            && [&b"!"[..], b"?", b"/A", b"/D", b"##"].iter().any(|end| cell.ends_with(end))
}

/// Longest of them, in bytes, accents included.
const LONGEST: usize = 24;

/// True for a cell that is filled and says nothing: `NC`, `-`, `000…`, `XX`, `00/00/0000`.
pub fn is_placeholder(cell: &[u8]) -> bool {
    let cell = cell.trim_ascii();
    let cell = cell.strip_prefix(b"=\"").and_then(|inner| inner.strip_suffix(b"\"")).unwrap_or(cell);
    if cell.first() == Some(&b'E') && is_failed_formula(cell) {
        return true;
    }
    // Nearly every cell stops here.
    if cell.is_empty() || cell.len() > LONGEST || cell.iter().any(|byte| matches!(byte, b'1'..=b'9' | b'@')) {
        return false;
    }
    let letters = || cell.iter().filter(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let repeats = |sign: u8| letters().count() > 1 && letters().all(|byte| byte.eq_ignore_ascii_case(&sign));
    letters().next().is_none()
        || is_failed_formula(cell)
        || repeats(b'0')
        || repeats(b'x')
        || NOTHING.contains(&name::fold(&String::from_utf8_lossy(cell)).as_str())
        || NOTHING.contains(&name::fold(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_say_nothing() {
        for cell in [
            "NC",
            "n.c.",
            "-",
            "--",
            "000",
            "00000000000",
            "XXX",
            "Néant",
            "inconnue",
            "à compléter",
            "00/00/0000",
            "?",
            "#N/A",
            "#REF!",
            "#VALEUR!",
            "#NOM?",
            "#N/D",
            "Err:508",
            "#####",
            "null",
            "s/o",
        ] {
            assert!(is_placeholder(cell.as_bytes()), "{cell}");
        }
        assert!(is_placeholder(b"N\xe9ant"));
        for cell in ["", "=\"\"", "2NDE1", "X", "0", "Nicolas", "ULIS", "CAP", "T", "a@b.fr", "10000"] {
            assert!(!is_placeholder(cell.as_bytes()), "{cell}");
        }
    }

    #[test]
    fn cells() {
        assert_eq!(unwrap("=\"1SEN\""), "1SEN");
        assert_eq!(code("10110001999.0"), "10110001999");
        assert_eq!(code("2.0A"), "2.0A");
        assert_eq!(number("4769952387").as_deref(), Some("04769952387"));
        assert_eq!(number("12345678912.0").as_deref(), Some("12345678912"));
        assert_eq!(number("5,00099E+09"), None);
        assert_eq!(text(" PARIS  12E "), "PARIS 12E");
        assert_eq!(text("=\" DUPONT \""), "DUPONT");
        assert_eq!(text("A\tB\u{a0}é"), "A B é");
    }

    #[test]
    fn plain_cells() {
        for cell in [&b"2A 1"[..], b"", b"DE LA TOUR", b"=\"2A\""] {
            assert_eq!(is_plain(cell), !cell.contains(&b'"'), "{cell:?}");
        }
        for cell in [&b" Err:508"[..], b"#N/A", b"2A\n", b"2A\r", b"\xe9", b"\t", b"\x00"] {
            assert!(!is_plain(cell), "{cell:?}");
        }
    }
}
