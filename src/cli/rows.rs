//! A long list for a machine, written row by row: JSON or CSV, the same bytes as if it had been held.

use serde::Serialize;

use crate::targets::spreadsheet::{self, Sheet};
use crate::terminal::{Format, Terminal};

/// Bytes that wait before they are written.
const CHUNK: usize = 64 << 10;

/// Rows that may be held while they are put in order: some megabytes.
const HELD_CSV: usize = 40_000;
const HELD_JSON: usize = 15_000;

/// How a row is written.
#[derive(Debug, Clone, Copy)]
pub struct Form(Format);

impl Form {
    /// One row: what it is in JSON, or its cells in CSV.
    pub fn row<const N: usize>(self, value: &impl Serialize, cells: impl FnOnce() -> [String; N]) -> Box<[u8]> {
        if self.0 != Format::Json {
            return spreadsheet::row(&cells()).into();
        }
        let value = serde_json::to_value(value).unwrap_or_default();
        // As it stands in a list of one.
        let list = serde_json::to_string_pretty(&[value]).unwrap_or_default();
        let row = list.strip_prefix("[\n").and_then(|row| row.strip_suffix("\n]"));
        row.unwrap_or_default().as_bytes().into()
    }
}

/// The rows of a list, on their way out.
pub struct Rows<'a> {
    terminal: &'a mut Terminal,
    form: Form,
    waiting: Vec<u8>,
    /// True once it has a row.
    is_begun: bool,
}

impl<'a> Rows<'a> {
    /// A list under headings, which are its columns in CSV.
    pub fn new<const N: usize>(terminal: &'a mut Terminal, headings: &[&str; N]) -> Self {
        let form = Form(terminal.format);
        let waiting = if form.0 == Format::Json { b"[".to_vec() } else { Sheet::new(*headings).csv() };
        Self { terminal, form, waiting, is_begun: false }
    }

    /// How its rows are written.
    pub fn form(&self) -> Form {
        self.form
    }

    /// How many rows may be held at once.
    pub fn held(&self) -> usize {
        if self.form.0 == Format::Json { HELD_JSON } else { HELD_CSV }
    }

    /// One row more, as it is written.
    pub fn add(&mut self, row: &[u8]) {
        if self.form.0 == Format::Json {
            self.waiting.extend_from_slice(if self.is_begun { b",\n" } else { b"\n" });
        }
        self.waiting.extend_from_slice(row);
        self.is_begun = true;
        if self.waiting.len() > CHUNK {
            self.write();
        }
    }

    /// What ends the list, and what is left of it.
    pub fn end(mut self) {
        if self.form.0 == Format::Json {
            // An empty list is « [] ».
            self.waiting.extend_from_slice(if self.is_begun { b"\n]\n" } else { b"]\n" });
        }
        self.write();
    }

    fn write(&mut self) {
        self.terminal.answer_bytes(&self.waiting);
        self.waiting.clear();
    }
}
