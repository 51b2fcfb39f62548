//! Line numbers as an editor counts them.

/// Line numbers by position in the text, whatever ends the lines and however many are blank.
pub struct Lines<'a> {
    text: &'a [u8],
    end: u8,
    position: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    /// At the first line, `skipped` lines down the file.
    pub fn new(text: &'a [u8], skipped: u32) -> Self {
        Self { text, end: if text.contains(&b'\n') { b'\n' } else { b'\r' }, position: 0, line: 1 + skipped }
    }

    /// How many lines there are in all.
    pub fn count_all(&self) -> usize {
        self.text.iter().filter(|byte| **byte == self.end).count()
    }

    /// Line of the first byte of a row; `byte` may still be in the blank lines before it.
    pub fn at_row(&mut self, byte: u64) -> u32 {
        let from = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        let blank = self.text[from..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        self.line = self.count(from + blank);
        self.position = from + blank;
        self.line
    }

    /// Line of a byte further on.
    pub fn at(&self, byte: u64) -> u32 {
        self.count(usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len()))
    }

    /// True where `byte` is the end of a text that stops without ending its line.
    pub fn ends_without_line_end(&self, byte: u64) -> bool {
        byte >= self.text.len() as u64 && !self.text.last().is_some_and(|last| matches!(last, b'\n' | b'\r'))
    }

    /// True where the row up to `byte` opens a quotation mark that it does not close.
    pub fn has_odd_quotes(&self, byte: u64) -> bool {
        let to = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        self.text[self.position.min(to)..to].iter().filter(|byte| **byte == b'"').count() % 2 == 1
    }

    fn count(&self, to: usize) -> u32 {
        let passed = self.text[self.position.min(to)..to].iter().filter(|byte| **byte == self.end).count();
        self.line + u32::try_from(passed).unwrap_or(u32::MAX - self.line)
    }
}
