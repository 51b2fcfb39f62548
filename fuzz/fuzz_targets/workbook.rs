//! Any bytes as a workbook: a list in columns, or a French sentence.
#![no_main]

use cpro::sources::workbook::read;
use libfuzzer_sys::fuzz_target;

// What the reader of workbooks gives up on is caught: nobody needs to see it.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    for sheet in [None, Some("Feuil1")] {
        if let Err(error) = read(bytes, sheet, &[]) {
            assert!(error.to_string().chars().any(char::is_whitespace));
        }
    }
});
