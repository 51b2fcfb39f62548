//! Lists for spreadsheets: UTF-8 with its mark, `;`, CRLF, and no cell that would be a formula.

/// The bytes of a list.
pub fn csv(headings: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    write(headings, rows, harmless)
}

/// The same, where a cell of digits stays a text: a spreadsheet would take the zero off `01022010`.
pub fn csv_keeping_zeros(headings: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    write(headings, rows, |cell| {
        let digits = cell.len() > 1 && cell.bytes().all(|byte| byte.is_ascii_digit());
        if digits { format!("=\"{cell}\"") } else { harmless(cell) }
    })
}

fn write(headings: &[String], rows: &[Vec<String>], cell: impl Fn(&str) -> String) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        // Writing to memory cannot fail.
        let _ = csv.write_record(row.iter().map(|text| cell(text)));
    }
    ["\u{feff}".as_bytes(), &csv.into_inner().unwrap_or_default()].concat()
}

/// A spreadsheet runs what begins with `=`, `+`, `-`, `@`, a tab or a line end: an apostrophe stops it.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_runs_nothing() {
        let headings = ["Nom", "Division"].map(str::to_owned);
        let rows = vec![vec!["=1+1".to_owned(), "2A".to_owned()]];
        let text = String::from_utf8(csv(&headings, &rows)).unwrap();
        assert_eq!(text, "\u{feff}Nom;Division\r\n'=1+1;2A\r\n");
        let zeros =
            String::from_utf8(csv_keeping_zeros(&headings, &[vec!["01022010".to_owned(), String::new()]])).unwrap();
        assert!(zeros.ends_with("\"=\"\"01022010\"\"\";\r\n"), "{zeros}");
    }
}
