//! XML, plain or zipped: the bytes are a whole file, or stand where the pupils do.

#![no_main]

mod shared;

use cpro::sources::Wanted;
use libfuzzer_sys::fuzz_target;

const BEFORE: &[u8] = b"<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?><BEE_ELEVES><DONNEES><ELEVES>";
const AFTER: &[u8] = b"</ELEVES></DONNEES></BEE_ELEVES>";

fuzz_target!(|bytes: &[u8]| {
    let wanted = [Wanted::Pupils, Wanted::Staff];
    shared::try_all(bytes, &wanted);
    shared::try_all(&[BEFORE, bytes, AFTER].concat(), &wanted);
});
