//! Bytes of an XML file as UTF-8 text, whatever its alphabet, with its lines counted and its appetite bounded.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

/// Bytes read at once.
const CHUNK: usize = 32 << 10;

/// Longest text between two tags, or longest tag, in bytes: no export comes near it.
const LONGEST: usize = 1 << 20;

/// A reader of UTF-8.
pub struct Text<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    text: Vec<u8>,
    text_at: usize,
    over: bool,
    /// Bytes taken from the file.
    pub read: u64,
    /// Line of the next byte.
    pub line: u32,
    /// Signs that begin a tag, as far as the file was read.
    pub tags: u64,
    /// Bytes given since [`Text::rest`].
    given: usize,
}

impl<R: Read> Text<R> {
    /// Reads `inner` as `encoding`.
    pub fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::with_capacity(CHUNK),
            raw_at: 0,
            text: vec![0; 3 * CHUNK],
            text_at: 0,
            over: false,
            read: 0,
            line: 1,
            tags: 0,
            given: 0,
        }
        .empty()
    }

    fn empty(mut self) -> Self {
        self.text.clear();
        self
    }

    /// One event is over: the next may be as long again.
    pub fn rest(&mut self) {
        self.given = 0;
    }

    fn more(&mut self) -> io::Result<()> {
        while self.text_at == self.text.len() && !self.over {
            if self.raw_at == self.raw.len() {
                self.raw.resize(CHUNK, 0);
                let read = self.inner.read(&mut self.raw)?;
                self.raw.truncate(read);
                self.raw_at = 0;
                self.read += read as u64;
            }
            let last = self.raw.is_empty();
            self.text.resize(3 * CHUNK, 0);
            let (result, taken, given, _) = self.decoder.decode_to_utf8(&self.raw[self.raw_at..], &mut self.text, last);
            self.raw_at += taken;
            self.text.truncate(given);
            self.text_at = 0;
            self.tags += self.text.iter().filter(|byte| **byte == b'<').count() as u64;
            self.over = last && result == CoderResult::InputEmpty;
        }
        Ok(())
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let given = self.fill_buf()?.read(into)?;
        self.consume(given);
        Ok(given)
    }
}

impl<R: Read> BufRead for Text<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given > LONGEST {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        self.more()?;
        Ok(&self.text[self.text_at..])
    }

    fn consume(&mut self, given: usize) {
        let passed = &self.text[self.text_at..self.text_at + given];
        let lines = passed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.text_at += given;
        self.given += given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabets_and_lines() {
        let cases: [(&[u8], &'static Encoding); 3] = [
            (b"Lo\xefc\n\xbd\n", encoding_rs::ISO_8859_15),
            ("\u{feff}Loïc\nœ\n".as_bytes(), encoding_rs::UTF_8),
            (b"\xff\xfeL\0o\0\xef\0c\0\n\0\x53\x01\n\0", encoding_rs::UTF_16LE),
        ];
        for (bytes, encoding) in cases {
            let mut text = Text::new(bytes, encoding);
            let mut read = String::new();
            text.read_to_string(&mut read).unwrap();
            assert_eq!((read.as_str(), text.line), ("Loïc\nœ\n", 3));
        }
    }

    #[test]
    fn an_endless_text_is_refused() {
        let mut text = Text::new(io::repeat(b'a'), encoding_rs::UTF_8);
        assert!(io::copy(&mut text, &mut io::sink()).is_err());
    }
}
