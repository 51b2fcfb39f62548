//! A first look at a whole XML file: its alphabet, and whether its people stand on lines of their own.

use std::io::Read;

use encoding_rs::Encoding as Alphabet;

use super::alphabet;
use crate::sources::archive::unreadable;
use crate::sources::export::ReadOptions;
use crate::sources::{Error, MAX_XML_BYTES};

/// What the file says of itself, and what it is.
pub struct Survey {
    pub alphabet: &'static Alphabet,
    /// True where there is about a line for each element.
    pub has_lines: bool,
}

impl Survey {
    /// Looks at every byte once.
    pub fn new(mut input: impl Read, options: &ReadOptions<'_>) -> Result<Self, Error> {
        let mut buffer = vec![0; 64 << 10];
        let mut start = Vec::new();
        let (mut bytes, mut lines, mut tags, mut utf8) = (0_u64, 0_u64, 0_u64, Utf8::default());
        loop {
            let read = input.read(&mut buffer).map_err(|error| unreadable(&error))?;
            if read == 0 {
                break;
            }
            let chunk = &buffer[..read];
            if start.len() < 256 {
                start.extend_from_slice(&chunk[..read.min(256)]);
            }
            bytes += read as u64;
            if bytes > MAX_XML_BYTES {
                return Err(Error::TooLarge);
            }
            lines += chunk.iter().filter(|byte| **byte == b'\n').count() as u64;
            tags += chunk.iter().filter(|byte| **byte == b'<').count() as u64;
            utf8.look(chunk);
            options.reach(0)?;
        }
        Ok(Self { alphabet: chosen(&start, utf8.is_valid()), has_lines: lines * 100 > tags })
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
    match (is_utf8, alphabet(label)) {
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
