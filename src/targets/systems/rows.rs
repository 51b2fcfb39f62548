//! Lists that programs read: RFC 4180, UTF-8 without mark, nothing guarded and nothing added.

/// The bytes of a list under its headings, in cells between commas.
pub fn csv<const N: usize>(headings: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = csv.write_record(headings);
    for row in rows {
        let _ = csv.write_record(row.map(|cell| one_line(&cell)));
    }
    csv.into_inner().unwrap_or_default()
}

/// A cell without line ends, which no importer takes.
fn one_line(cell: &str) -> String {
    cell.replace(['\r', '\n'], " ")
}

/// Files in a zip, none in a folder, with the same bytes each time.
pub fn zip(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, bytes) in files {
        // Writing to memory cannot fail.
        let _ = zip.start_file(name, options).and_then(|()| Ok(zip.write_all(&bytes)?));
    }
    zip.finish().map(std::io::Cursor::into_inner).unwrap_or_default()
}
