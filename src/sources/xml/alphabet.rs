//! Which alphabet an XML file is written in: a look at its bytes before it is read.

use std::io::Read;

use encoding_rs::Encoding as Alphabet;

use crate::sources::archive::unreadable;
use crate::sources::export::ReadOptions;
use crate::sources::{Error, MAX_XML_BYTES};

/// Bytes in which the declaration stands.
const START: usize = 256;

/// The alphabet of a file: looks as far as a mark, as its first byte that UTF-8 would not have, or as its end.
pub fn of(mut input: impl Read, options: &ReadOptions<'_>) -> Result<&'static Alphabet, Error> {
    let (mut buffer, mut start, mut utf8, mut bytes) = (vec![0; 64 << 10], Vec::new(), Utf8::default(), 0);
    loop {
        let read = input.read(&mut buffer).map_err(|error| unreadable(&error))?;
        let chunk = &buffer[..read];
        start.extend_from_slice(&chunk[..read.min(START.saturating_sub(start.len()))]);
        utf8.look(chunk);
        bytes += read as u64;
        if bytes > MAX_XML_BYTES {
            return Err(Error::TooLarge);
        }
        options.reach(0)?;
        if read == 0 || start.len() >= START && (utf8.broken || Alphabet::for_bom(&start).is_some()) {
            return Ok(chosen(&start, utf8.is_valid()));
        }
    }
}

/// A mark, then what is true of every byte, then the declaration: editors change the bytes and forget the declaration.
fn chosen(start: &[u8], is_utf8: bool) -> &'static Alphabet {
    if let Some((marked, _)) = Alphabet::for_bom(start) {
        return marked;
    }
    let text = String::from_utf8_lossy(start);
    let declared = text.split("?>").next().and_then(|declaration| declaration.split("encoding=").nth(1));
    let label = declared.and_then(|rest| rest.get(1..)?.split(['"', '\'']).next()).unwrap_or("utf-8");
    match (is_utf8, named(label)) {
        (true, _) => encoding_rs::UTF_8,
        (false, declared) if declared == encoding_rs::UTF_8 => encoding_rs::WINDOWS_1252,
        (false, declared) => declared,
    }
}

/// Whether bytes that come in pieces are UTF-8.
#[derive(Default)]
struct Utf8 {
    pending: Vec<u8>,
    broken: bool,
}

impl Utf8 {
    fn look(&mut self, chunk: &[u8]) {
        if self.broken {
            return;
        }
        self.pending.extend_from_slice(chunk);
        let rest = match std::str::from_utf8(&self.pending) {
            Ok(_) => 0,
            Err(error) => {
                self.broken = error.error_len().is_some();
                self.pending.len() - error.valid_up_to()
            }
        };
        self.pending.drain(..self.pending.len() - rest.min(4));
    }

    fn is_valid(&self) -> bool {
        !self.broken && self.pending.is_empty()
    }
}

/// The alphabet that a label names; the ministry's exports are in ISO-8859-15.
fn named(label: &str) -> &'static Alphabet {
    Alphabet::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8)
}
