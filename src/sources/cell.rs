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
    let plain =
        cell.is_ascii() && !cell.contains("  ") && !cell.bytes().any(|byte| byte.is_ascii_whitespace() && byte != b' ');
    if plain { cell.into() } else { name::tidy(cell).into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        assert_eq!(unwrap("=\"1SEN\""), "1SEN");
        assert_eq!(code("10110001999.0"), "10110001999");
        assert_eq!(code("2.0A"), "2.0A");
        assert_eq!(number("4769952387").as_deref(), Some("04769952387"));
        assert_eq!(number("12345678912.0").as_deref(), Some("12345678912"));
        assert_eq!(number("5,00099E+09"), None);
        assert_eq!(text(" PARIS  12E "), "PARIS 12E");
    }
}
