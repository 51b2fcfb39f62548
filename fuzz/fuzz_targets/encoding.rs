//! Alphabets: what is read can be written again, letter for letter. A sign beside a letter may be read as the letter of
//! ISO-8859-15 that was meant, and so may its own neighbour once it is written: they are as many.

#![no_main]

use cpro::sources::encoding::{detect, is_mojibake};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, encoding) = detect(bytes, &|line| line.matches(';').count());
    let read = encoding.decode(&text);
    is_mojibake(&read);
    let written = encoding.encode(&read);
    if !read.contains(['\u{fffd}', '?']) && encoding.mark().is_empty() && !written.contains(&b'?') {
        assert_eq!(encoding.decode(&written).chars().count(), read.chars().count(), "{encoding:?}");
    }
});
