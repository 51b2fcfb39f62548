//! Titles: whatever they are, a family is told, no column gives two fields, and what is proposed is a column of the file.

#![no_main]

use cpro::sources::header::{Field, Header, delimiter};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let line = String::from_utf8_lossy(bytes);
    let separator = char::from(delimiter(&line, &[]));
    let header = Header::new(line.split(separator).take(300).map(str::to_owned).collect(), &[]);
    assert!(!header.family().label().is_empty());
    for column in 0..header.labels.len() {
        let fields = Field::all().filter(|field| header.columns(*field).contains(&column));
        assert!(fields.count() <= 1, "{line}");
    }
    if header.is_pupil_list() {
        assert!(header.lacking().is_empty(), "{line}");
    }
});
