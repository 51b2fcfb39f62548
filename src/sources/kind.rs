//! What a file is, from its first bytes and whatever its name says.

use std::fmt;

/// A kind of file, where it is not a list in columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    Empty,
    Pdf,
    /// Excel's own formats, new and old.
    Spreadsheet,
    OpenDocument,
    /// XML, with the name of its root.
    Xml(String),
    Html,
    /// A list in columns, where XML is wanted.
    Columns,
    Binary,
}

/// Bytes from which a file is recognised.
pub const START: usize = 64 << 10;

/// True for a file of Excel from before 2007, which holds a workbook, or one shut with a password.
pub fn is_old_office(start: &[u8]) -> bool {
    start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// True for an archive, empty ones too.
pub fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("un fichier vide"),
            Self::Pdf => f.write_str("un document PDF"),
            Self::Spreadsheet => f.write_str("un classeur Excel"),
            Self::OpenDocument => f.write_str("un document LibreOffice"),
            Self::Xml(root) if root == "BEE_ELEVES" => f.write_str("un export XML de SIECLE (élèves)"),
            Self::Xml(root) if root == "BEE_RESPONSABLES" => f.write_str("un export XML de SIECLE (responsables)"),
            Self::Xml(root) if root == "STS_EDT" => f.write_str("un export XML de STS-WEB (personnels)"),
            Self::Xml(root) => write!(f, "un fichier XML (« {root} »)"),
            Self::Html => f.write_str("une page web"),
            Self::Columns => f.write_str("une liste en colonnes (CSV)"),
            Self::Binary => f.write_str("un fichier binaire"),
        }
    }
}

/// Recognises, from its first bytes, what is not text in columns; `None` leaves the file to the reader of lists.
pub fn recognise(start: &[u8]) -> Option<Kind> {
    if start.starts_with(b"%PDF") {
        return Some(Kind::Pdf);
    }
    if is_old_office(start) {
        return Some(Kind::Spreadsheet);
    }
    if start.iter().all(|byte| byte.is_ascii_whitespace() || [0xef, 0xbb, 0xbf, 0xff, 0xfe, 0].contains(byte)) {
        return Some(Kind::Empty);
    }
    let utf16 = start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]);
    if !utf16 && start.contains(&0) {
        return Some(Kind::Binary);
    }
    markup(start)
}

/// XML or HTML, in an encoding that keeps ASCII or in UTF-16.
fn markup(start: &[u8]) -> Option<Kind> {
    let text: String =
        start.iter().filter(|byte| byte.is_ascii() && **byte != 0).map(|byte| char::from(*byte)).collect();
    let text = text.trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let root = text
        .split('<')
        .map(|tag| tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or(""))
        .find(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        .unwrap_or("");
    let lower = root.to_ascii_lowercase();
    let html = matches!(lower.as_str(), "html" | "table" | "head" | "body")
        || text.to_ascii_lowercase().contains("<!doctype html");
    Some(if html { Kind::Html } else { Kind::Xml(root.to_owned()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_drop() {
        let cases: [(&[u8], Option<Kind>); 9] = [
            (b"", Some(Kind::Empty)),
            (b"\xef\xbb\xbf\r\n \n", Some(Kind::Empty)),
            (b"%PDF-1.7", Some(Kind::Pdf)),
            (b"\xd0\xcf\x11\xe0", Some(Kind::Spreadsheet)),
            (b"<?xml version=\"1.0\"?>\n<BEE_ELEVES VERSION=\"3.0\">", Some(Kind::Xml("BEE_ELEVES".to_owned()))),
            (b"<!DOCTYPE html><html>", Some(Kind::Html)),
            (b"a\0b", Some(Kind::Binary)),
            (b"\xff\xfeN\0o\0m\0;\0", None),
            (b"Nom;Pr\xe9nom\n", None),
        ];
        for (bytes, kind) in cases {
            assert_eq!(recognise(bytes), kind, "{bytes:?}");
        }
    }
}
