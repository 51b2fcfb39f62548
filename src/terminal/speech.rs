//! What a command says, as a value: made by commands, uttered by the terminal alone.
//!
//! A command never speaks while it works. That a pipe closes, or that a disk is full, is known once, where things are
//! uttered, and stops nothing that is being done.

use super::table::Listing;
use crate::advice::Sentence;
use crate::french::count;

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The answer, on standard output.
    Answer(Sentence),
    /// The answer where people read it; where a machine does, part of the conversation.
    Tell(Sentence),
    /// The answer for people alone: a machine has it in the report.
    Reveal(Sentence),
    /// What would be lost if nobody saw it: never silent, and a stream that does not take it is a fault.
    Must(Sentence),
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
}

/// Things to say, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speech {
    pub said: Vec<Said>,
    /// True where everything may be named.
    verbose: bool,
}

/// Most warnings of one kind that are said in full.
const WARNED: usize = 5;

impl Speech {
    /// Nothing said yet; `verbose` where everything may be named.
    pub fn new(verbose: bool) -> Self {
        Self { said: Vec::new(), verbose }
    }

    /// How many of many things to name: `most`, or all with `--verbose`.
    pub fn most(&self, most: usize) -> usize {
        if self.verbose { usize::MAX } else { most }
    }

    /// The answer, on standard output.
    pub fn answer(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Answer(text.into()));
    }

    /// The answer where people read it.
    pub fn tell(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Tell(text.into()));
    }

    /// The answer for people alone: a machine has it in the report.
    pub fn reveal(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Reveal(text.into()));
    }

    /// What would be lost if nobody saw it.
    pub fn must(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Must(text.into()));
    }

    /// A failure that does not stop what follows.
    pub fn failure(&mut self, message: impl Into<Sentence>, remedies: Vec<Sentence>) {
        self.said.push(Said::Failure(message.into(), remedies));
    }

    /// What is going on.
    pub fn status(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Status(text.into()));
    }

    /// Something that must be seen.
    pub fn warn(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Warn(text.into()));
    }

    /// Things of one kind that must be seen: the first few, and how many more there are.
    pub fn warn_each(&mut self, each: impl IntoIterator<Item = impl Into<Sentence>>) {
        let mut each = each.into_iter();
        let most = self.most(WARNED);
        each.by_ref().take(most).for_each(|text| self.warn(text));
        match each.count() {
            0 => {}
            more => {
                self.warn(format!(
                    "… et {} du même genre (--verbose les montre tous).",
                    count(more, "autre", "autres")
                ));
            }
        }
    }

    /// What to type next.
    pub fn next(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Next(text.into()));
    }

    /// Advice where no error says it.
    pub fn advise(&mut self, text: impl Into<Sentence>) {
        self.said.push(Said::Advice(text.into()));
    }

    /// The first `most` rows of a list, in the conversation; nothing where there is none.
    pub fn table(&mut self, listing: Listing, most: usize) {
        if !listing.rows.is_empty() {
            self.said.push(Said::Table(listing, most));
        }
    }

    /// Lines of a page.
    pub fn page(&mut self, lines: Vec<Sentence>) {
        self.said.push(Said::Page(lines));
    }

    /// A list that is the answer.
    pub fn listing(&mut self, listing: Listing) {
        self.said.push(Said::Listing(listing));
    }

    /// Raw bytes as the answer.
    pub fn bytes(&mut self, bytes: Vec<u8>) {
        self.said.push(Said::Bytes(bytes));
    }
}
