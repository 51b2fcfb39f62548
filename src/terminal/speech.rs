//! What a command says, as a value: made by commands, uttered by the terminal alone.
//!
//! A command never speaks while it works. That a pipe closes, or that a disk is full, is known once, where things are
//! uttered, and stops nothing that is being done.

use super::table::Listing;
use crate::advice::Sentence;

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The answer, on standard output.
    Answer(Sentence),
    /// The answer where people read it; where a machine does, part of the conversation.
    Tell(Sentence),
    /// The answer for people alone: a machine has it in the report.
    Reveal(Sentence),
    /// What is going on; silent with `--quiet`.
    Status(Sentence),
    /// Something that must be seen.
    Warn(Sentence),
    /// What to type next.
    Next(Sentence),
    /// Advice where no error says it.
    Advice(Sentence),
    /// A failure that does not stop what follows, with its remedies.
    Failure(Sentence, Vec<Sentence>),
    /// A list that goes with the conversation: its first rows.
    Table(Listing, usize),
    /// Lines of a page, folded under their labels.
    Page(Vec<Sentence>),
    /// A list that is the answer, as the format has it.
    Listing(Listing),
    /// Raw bytes as the answer.
    Bytes(Vec<u8>),
    /// What is said briefly; with `--verbose`, the whole.
    Brief(Speech, Speech),
}

/// Things to say, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speech(pub Vec<Said>);

impl Speech {
    /// The answer, on standard output.
    pub fn answer(&mut self, text: impl Into<Sentence>) {
        self.0.push(Said::Answer(text.into()));
    }

    /// The answer where people read it.
    pub fn tell(&mut self, text: impl Into<Sentence>) {
        self.0.push(Said::Tell(text.into()));
    }

    /// The answer for people alone: a machine has it in the report.
    pub fn reveal(&mut self, text: impl Into<Sentence>) {
        self.0.push(Said::Reveal(text.into()));
    }

    /// A failure that does not stop what follows.
    pub fn failure(&mut self, message: impl Into<Sentence>, remedies: Vec<Sentence>) {
        self.0.push(Said::Failure(message.into(), remedies));
    }

    /// What is going on.
    pub fn status(&mut self, text: impl Into<Sentence>) {
        self.0.push(Said::Status(text.into()));
    }

    /// Something that must be seen.
    pub fn warn(&mut self, text: impl Into<Sentence>) {
        self.0.push(Said::Warn(text.into()));
    }

    /// What to type next.
    pub fn next(&mut self, text: impl Into<Sentence>) {
        self.0.push(Said::Next(text.into()));
    }

    /// Advice where no error says it.
    pub fn advise(&mut self, text: impl Into<Sentence>) {
        self.0.push(Said::Advice(text.into()));
    }

    /// The first `most` rows of a list, in the conversation; nothing where there is none.
    pub fn table(&mut self, listing: Listing, most: usize) {
        if !listing.rows.is_empty() {
            self.0.push(Said::Table(listing, most));
        }
    }

    /// Lines of a page.
    pub fn page(&mut self, lines: Vec<Sentence>) {
        self.0.push(Said::Page(lines));
    }

    /// A list that is the answer.
    pub fn listing(&mut self, listing: Listing) {
        self.0.push(Said::Listing(listing));
    }

    /// What is said briefly; with `--verbose`, the whole.
    pub fn brief(&mut self, brief: impl FnOnce(&mut Self), whole: impl FnOnce(&mut Self)) {
        let mut said = (Self::default(), Self::default());
        brief(&mut said.0);
        whole(&mut said.1);
        self.0.push(Said::Brief(said.0, said.1));
    }

    /// Raw bytes as the answer.
    pub fn bytes(&mut self, bytes: Vec<u8>) {
        self.0.push(Said::Bytes(bytes));
    }
}
