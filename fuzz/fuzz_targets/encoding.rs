//! Alphabets: what is read can be written again, and nothing is lost where the alphabet has the letter.

#![no_main]

use cpro::sources::encoding::{detect, is_mojibake};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (text, encoding) = detect(bytes, &|line| line.matches(';').count());
    let read = encoding.decode(&text);
    is_mojibake(&read);
    let written = encoding.encode(&read);
    if !read.contains(['\u{fffd}', '?']) && encoding.mark().is_empty() && !written.contains(&b'?') {
        assert_eq!(encoding.decode(&written), read, "{encoding:?}");
    }
});
