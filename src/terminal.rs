//! The person at the other end: answers on standard output, the conversation on standard error, questions.
//!
//! Speaking never fails here: the first fault of a stream is kept, and whoever leads the command asks for it at the end.
//! Typography, folding, colours and the base that `--db` named are put on in this room and nowhere else.

use std::io::{self, Write};

use crate::advice::{Menu, Sentence};
use crate::domain::name::is_forbidden;
use crate::french::typography;

pub mod machine;
pub mod progress;
pub mod speech;
pub mod table;
pub mod wrap;

use speech::{Said, Speech};
use wrap::wrap;

/// Asks a person; the system's one is dialoguer, tests have prepared answers.
pub trait Prompter {
    /// One line, or `default` where only Enter was pressed.
    fn ask(&mut self, question: &str, default: Option<&str>) -> io::Result<String>;

    /// One line that is not shown while it is typed, exactly as typed.
    fn ask_secret(&mut self, question: &str) -> io::Result<String>;
}

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    Table,
    Csv,
    Json,
}

/// The terminal, or what stands for it.
pub struct Terminal {
    pub out: Box<dyn Write>,
    pub err: Box<dyn Write>,
    pub prompter: Box<dyn Prompter>,
    /// True where somebody can be asked.
    pub interactive: bool,
    /// True where standard error is a terminal, and sentences are folded to its width.
    pub animated: bool,
    /// The same of standard output.
    pub folds: bool,
    /// Columns of the terminal.
    pub width: u16,
    /// The base that `--db` named: commands that are quoted name it too.
    pub base: Option<String>,
    /// The menu that somebody is in: what is advised has its numbers.
    pub menu: Menu,
    pub color: Painted,
    /// Where colours may be used unless told otherwise.
    pub colorful: Painted,
    pub quiet: bool,
    pub verbose: bool,
    pub format: Format,
    /// `--yes`: nothing is asked.
    pub yes: bool,
    /// The first fault of standard output.
    pub fault: Option<io::Error>,
}

/// An answer to choices that are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// Only Enter.
    None,
    /// One of them, by its place.
    One(usize),
    /// Something else.
    Typed(String),
}

/// Which stream is written in colour: one may be a terminal, and the other a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Painted {
    pub out: bool,
    pub err: bool,
}

impl Terminal {
    /// Says everything, in order.
    pub fn utter(&mut self, speech: Speech) {
        for said in speech.said {
            match said {
                Said::Answer(text) => self.answer(&text),
                Said::Tell(text) => self.tell(&text),
                Said::Reveal(text) if self.format == Format::Table => self.answer(&text),
                Said::Reveal(_) => {}
                Said::Must(text) => self.must(&text),
                Said::Status(text) => self.status(&text),
                Said::Warn(text) => self.warn(&text),
                Said::Next(text) => self.labelled_status("Ensuite : ", &text),
                Said::Advice(text) => self.labelled_status("Conseil : ", &text),
                Said::Failure(text, remedies) => self.failure(&text, &remedies),
                Said::Table(listing, most) => {
                    let table = listing.cut_table(self.most(most), self.width, self.color.out);
                    self.show(&table);
                }
                Said::Page(lines) => self.page(&lines),
                Said::Listing(listing) => {
                    let table = listing.table(self.width, self.color.out);
                    self.write_out(&table);
                }
                Said::Bytes(bytes) => self.answer_bytes(&bytes),
            }
        }
    }

    /// The answer, on standard output.
    pub fn answer(&mut self, text: &Sentence) {
        let text = self.readable(text);
        self.write_out(&text);
    }

    /// Text that is shown as it stands, such as JSON.
    pub fn answer_verbatim(&mut self, text: &str) {
        self.write_out(text);
    }

    /// The answer where people read it; where a machine does (`--format json|csv`), part of the conversation.
    fn tell(&mut self, text: &Sentence) {
        let text = self.readable(text);
        let text = if self.folds { wrap(&text, self.width) } else { text };
        self.show(&text);
    }

    /// What would be lost if nobody saw it: with the answer, or beside it where a machine reads.
    fn must(&mut self, text: &Sentence) {
        let text = self.readable(text);
        if self.format == Format::Table {
            return self.write_out(&text);
        }
        let written = writeln!(self.err, "{text}").and_then(|()| self.err.flush());
        self.fault = self.fault.take().or(written.err());
    }

    /// The same, of a table that is ready to be shown.
    pub fn show(&mut self, table: &str) {
        match (self.format, self.quiet) {
            (Format::Table, _) => self.write_out(table),
            (_, true) => {}
            (_, false) => self.write_err(table),
        }
    }

    /// Lines of a page, as the answer.
    fn page(&mut self, lines: &[Sentence]) {
        let lines: Vec<String> = lines.iter().map(|line| wrap(&self.readable(line), self.width)).collect();
        self.write_out(lines.join("\n").trim_end());
    }

    /// Raw bytes as the answer.
    pub fn answer_bytes(&mut self, bytes: &[u8]) {
        if self.fault.is_none() {
            self.fault = self.out.write_all(bytes).and_then(|()| self.out.flush()).err();
        }
    }

    /// How many rows of a list to show: `most`, or all with `--verbose`.
    pub fn most(&self, most: usize) -> usize {
        if self.verbose { usize::MAX } else { most }
    }

    /// What is going on; silent with `--quiet`.
    pub fn status(&mut self, text: &Sentence) {
        self.labelled_status("", text);
    }

    fn labelled_status(&mut self, label: &'static str, text: &Sentence) {
        if !self.quiet {
            let text = format!("{}{}", typography(label), self.readable(text));
            self.say(&text);
        }
    }

    /// A sentence on standard error, folded between words in a terminal.
    fn say(&mut self, text: &str) {
        let text = if self.animated { wrap(text, self.width) } else { text.to_owned() };
        self.write_err(&text);
    }

    /// Something that must be seen.
    pub fn warn(&mut self, text: &Sentence) {
        self.labelled("Attention", "33", text);
    }

    /// An error and its remedies.
    pub fn failure(&mut self, message: &Sentence, remedies: &[Sentence]) {
        self.labelled("Erreur", "31", message);
        for remedy in remedies {
            let text = format!("{}{}", typography("Conseil : "), self.readable(remedy));
            self.say(&text);
        }
    }

    /// A text that is already an error message.
    pub fn error_text(&mut self, text: &str) {
        // If standard error is gone too, the exit code still tells.
        let _ = write!(self.err, "{text}");
    }

    /// A line of the conversation that is shown as it is.
    pub fn status_verbatim(&mut self, text: &str) {
        if !self.quiet {
            self.write_err(&safe_lines(text));
        }
    }

    /// Oui or non; anything else is asked again.
    pub fn confirm(&mut self, question: &str) -> io::Result<bool> {
        let question = format!("{} [oui/NON]", safe_lines(&typography(question)));
        // Room for the answer.
        let question = if self.animated { wrap(&question, self.width.saturating_sub(5)) } else { question };
        loop {
            let answer = self.prompter.ask(&question, Some("non"))?;
            match answer.trim().to_lowercase().as_str() {
                "oui" | "o" => return Ok(true),
                "non" | "n" | "" => return Ok(false),
                _ => self.write_err("Répondez par oui ou par non."),
            }
        }
    }

    /// One of several, by its number; none where only Enter was pressed.
    pub fn choose(&mut self, question: &str, choices: &[String]) -> io::Result<Option<usize>> {
        self.list(choices);
        loop {
            match self.pick(question, choices.len())? {
                Picked::None => return Ok(None),
                Picked::One(at) => return Ok(Some(at)),
                Picked::Typed(_) => self.ask_number(choices.len()),
            }
        }
    }

    /// Choices under their numbers.
    pub fn list(&mut self, choices: &[String]) {
        for (number, choice) in (1..).zip(choices) {
            let choice = format!(" {number:>2}  {}", safe_lines(&typography(choice)));
            self.write_err(&wrap(&choice, self.width));
        }
    }

    /// What somebody answers to `most` choices that were listed.
    pub fn pick(&mut self, question: &str, most: usize) -> io::Result<Picked> {
        let answer = self.ask(question, None)?;
        Ok(match answer.parse::<usize>() {
            _ if answer.is_empty() => Picked::None,
            Ok(number) if (1..=most).contains(&number) => Picked::One(number - 1),
            _ => Picked::Typed(answer),
        })
    }

    /// Says that only a number helps.
    pub fn ask_number(&mut self, most: usize) {
        let wanted = if most == 1 { "1".to_owned() } else { format!("un nombre de 1 à {most}") };
        self.write_err(&typography(&format!("Tapez {wanted}, ou Entrée.")));
    }

    /// A long text, screen by screen where somebody reads it.
    pub fn leaf_through(&mut self, text: &str) {
        if !(self.folds && machine::leaf_through(text)) {
            self.write_out(text.trim_end());
        }
    }

    /// One line from the person.
    pub fn ask(&mut self, question: &str, default: Option<&str>) -> io::Result<String> {
        Ok(self.prompter.ask(&typography(question), default)?.trim().to_owned())
    }

    /// A password, exactly as typed; shown meanwhile where `visible`.
    pub fn ask_password(&mut self, question: &str, visible: bool) -> io::Result<String> {
        let question = typography(question);
        if visible { self.prompter.ask(&question, None) } else { self.prompter.ask_secret(&question) }
    }

    /// A sentence with everything that this room puts on, harmless for a terminal.
    fn readable(&self, text: &Sentence) -> String {
        safe_lines(text.shown_in(self.base.as_deref(), self.menu).trim_end_matches('\n'))
    }

    /// A sentence after a word in colour.
    fn labelled(&mut self, label: &str, color: &str, text: &Sentence) {
        let plain = format!("{label}{}{}", typography(" : "), self.readable(text));
        let folded = if self.animated { wrap(&plain, self.width) } else { plain };
        let painted = if self.color.err { format!("\u{1b}[1;{color}m{label}\u{1b}[0m") } else { label.to_owned() };
        self.write_err(&folded.replacen(label, &painted, 1));
    }

    fn write_out(&mut self, text: &str) {
        if self.fault.is_none() {
            self.fault = writeln!(self.out, "{}", text.trim_end_matches('\n')).err();
        }
    }

    /// What cannot be said on standard error cannot be said anywhere: the exit code still tells.
    fn write_err(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", text.trim_end_matches('\n'));
    }

    /// What became of standard output: the first fault, once it is flushed. Asked once.
    pub fn settle(&mut self) -> io::Result<()> {
        let flushed = self.out.flush();
        self.fault.take().map_or(flushed, Err)
    }
}

/// Text of foreign origin, made harmless: no control character, no change of direction.
pub fn safe(text: &str) -> String {
    if !text.contains(is_forbidden) {
        return text.to_owned();
    }
    let letter = |letter: char| {
        if is_forbidden(letter) { letter.escape_unicode().collect::<String>() } else { letter.to_string() }
    };
    text.chars().map(letter).collect()
}

/// Escapes each line of a message of ours that holds names of theirs.
fn safe_lines(message: &str) -> String {
    message.lines().map(safe).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn controls_are_shown() {
        assert_eq!(safe("L\u{1b}[31méa"), "L\\u{1b}[31méa");
        assert_eq!(safe("Léa D’ARC"), "Léa D’ARC");
    }
}
