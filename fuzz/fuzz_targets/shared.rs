//! Any bytes, read as the commands read them: a result or a French sentence, and the rows add up.

use std::io::Cursor;
use std::sync::atomic::AtomicBool;

use cpro::domain::roster::Intake;
use cpro::sources::{ReadOptions, Wanted, read, rejects};

/// Reads `bytes` as each of `wanted`.
pub fn try_all(bytes: &[u8], wanted: &[Wanted]) {
    for wanted in wanted {
        let stop = AtomicBool::new(false);
        let options = ReadOptions { watched: Some(2), ..ReadOptions::new(*wanted, jiff::civil::date(2026, 9, 1), &stop) };
        let mut intake = Intake::default();
        match read(&mut Cursor::new(bytes), 0, &mut intake, &options) {
            Ok(export) => {
                let reads = intake.finish().0;
                assert_eq!(export.rows, reads.len() + export.repeated + export.completed + export.rejects.len());
                rejects::write(&export, export.rejects.iter());
            }
            Err(error) => assert!(error.to_string().chars().any(char::is_whitespace)),
        }
    }
}
