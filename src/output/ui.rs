//! The only way to the terminal: answers on standard output, the conversation on standard error.

use std::io::{self, Write};

use super::safe::safe;
use super::wrap::wrap;

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
pub struct Ui {
    pub out: Box<dyn Write>,
    pub err: Box<dyn Write>,
    pub prompter: Box<dyn Prompter>,
    /// True where somebody can be asked.
    pub interactive: bool,
    /// True where progress may be drawn on standard error.
    pub animated: bool,
    /// True where standard output is a terminal, and sentences are folded to its width.
    pub folds: bool,
    /// Columns of the terminal.
    pub width: u16,
    /// How commands must begin to be about the base that `--db` named, and the words that they begin with.
    pub again: Option<(String, Vec<String>)>,
    pub color: bool,
    /// True where colours may be used unless told otherwise.
    pub colorful: bool,
    pub quiet: bool,
    pub verbose: bool,
    pub format: Format,
}

impl Ui {
    /// The answer, on standard output.
    pub fn answer(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", text.trim_end_matches('\n'))
    }

    /// The answer where people read it; where a machine does (`--format json|csv`), part of the conversation.
    pub fn tell(&mut self, text: &str) -> io::Result<()> {
        let text = safe_lines(text);
        let text = if self.folds { wrap(&text, self.width) } else { text };
        self.show(&text)
    }

    /// The same, of a table that is ready to be shown.
    pub fn show(&mut self, table: &str) -> io::Result<()> {
        match (self.format, self.quiet) {
            (Format::Table, _) => self.answer(table),
            (_, true) => Ok(()),
            (_, false) => writeln!(self.err, "{}", table.trim_end_matches('\n')),
        }
    }

    /// Raw bytes as the answer.
    pub fn answer_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// How many rows of a list to show: `most`, or all with `--verbose`.
    pub fn most(&self, most: usize) -> usize {
        if self.verbose { usize::MAX } else { most }
    }

    /// What is going on; silent with `--quiet`.
    pub fn status(&mut self, text: &str) -> io::Result<()> {
        if self.quiet { Ok(()) } else { self.say(text) }
    }

    /// A sentence on standard error, harmless and, in a terminal, folded between words.
    fn say(&mut self, text: &str) -> io::Result<()> {
        let text = safe_lines(text.trim_end_matches('\n'));
        let text = if self.animated { wrap(&text, self.width) } else { text };
        writeln!(self.err, "{text}")
    }

    /// Something that must be seen.
    pub fn warn(&mut self, text: &str) -> io::Result<()> {
        self.labelled("Attention", "33", text)
    }

    /// What to type next.
    pub fn hint(&mut self, text: &str) -> io::Result<()> {
        self.status(&format!("Ensuite\u{a0}: {}", self.about_this_base(text)))
    }

    /// An error and its advice.
    pub fn error(&mut self, message: &str, hints: &[String]) -> io::Result<()> {
        self.labelled("Erreur", "31", message)?;
        hints.iter().try_for_each(|hint| self.say(&format!("Conseil\u{a0}: {}", self.about_this_base(hint))))
    }

    /// A text that is already an error message.
    pub fn error_text(&mut self, text: &str) -> io::Result<()> {
        write!(self.err, "{text}")
    }

    /// Oui or non; anything else is asked again.
    pub fn confirm(&mut self, question: &str) -> io::Result<bool> {
        loop {
            let answer = self.prompter.ask(&format!("{question} [oui/non]"), Some("non"))?;
            match answer.trim().to_lowercase().as_str() {
                "oui" | "o" => return Ok(true),
                "non" | "n" | "" => return Ok(false),
                _ => writeln!(self.err, "Répondez par oui ou par non.")?,
            }
        }
    }

    /// One line from the person.
    pub fn ask(&mut self, question: &str, default: Option<&str>) -> io::Result<String> {
        Ok(self.prompter.ask(question, default)?.trim().to_owned())
    }

    /// A password, exactly as typed; shown meanwhile where `visible`.
    pub fn ask_password(&mut self, question: &str, visible: bool) -> io::Result<String> {
        if visible { self.prompter.ask(question, None) } else { self.prompter.ask_secret(question) }
    }

    /// Advice in the conversation, where no error says it.
    pub fn advise(&mut self, text: &str) -> io::Result<()> {
        self.status(&format!("Conseil\u{a0}: {}", self.about_this_base(text)))
    }

    /// Advice whose commands, typed as they stand, are about the base that `--db` named.
    pub fn about_this_base(&self, text: &str) -> String {
        let Some((beginning, nouns)) = &self.again else { return text.to_owned() };
        let is_command = |rest: &str| {
            let word: String = rest.chars().take_while(|letter| letter.is_alphabetic() || *letter == '-').collect();
            nouns.contains(&word)
        };
        let mut parts = text.split("cpro ");
        let mut about = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            about.push_str(if is_command(part) { beginning } else { "cpro " });
            about.push_str(part);
        }
        about
    }

    /// A sentence after a word in colour.
    fn labelled(&mut self, label: &str, color: &str, text: &str) -> io::Result<()> {
        let plain = format!("{label}\u{a0}: {}", safe_lines(text));
        let folded = if self.animated { wrap(&plain, self.width) } else { plain };
        let painted = folded.replacen(label, &self.painted(label, color), 1);
        writeln!(self.err, "{painted}")
    }

    fn painted(&self, word: &str, color: &str) -> String {
        if self.color { format!("\u{1b}[1;{color}m{word}\u{1b}[0m") } else { word.to_owned() }
    }
}

/// Escapes each line of a message of ours that holds names of theirs.
fn safe_lines(message: &str) -> String {
    message.lines().map(safe).collect::<Vec<_>>().join("\n")
}

/// Asks on the real terminal. Words, never single keys: what is typed is seen before it counts.
pub fn ask_terminal(question: &str, default: Option<&str>) -> io::Result<String> {
    let theme = FrenchTheme;
    let mut input = dialoguer::Input::<String>::with_theme(&theme).with_prompt(question).allow_empty(true);
    if let Some(default) = default {
        input = input.default(default.to_owned()).show_default(false);
    }
    input.interact_text().map_err(|dialoguer::Error::IO(error)| error)
}

/// Asks on the real terminal for what nobody should read over a shoulder.
pub fn ask_terminal_secretly(question: &str) -> io::Result<String> {
    let prompt = dialoguer::Password::with_theme(&FrenchTheme).with_prompt(question).allow_empty_password(true);
    prompt.report(false).interact().map_err(|dialoguer::Error::IO(error)| error)
}

/// Width of the terminal that standard output is, if it is one.
pub fn terminal_width() -> Option<u16> {
    let term = dialoguer::console::Term::stdout();
    term.is_term().then(|| term.size().1)
}

/// Prompts as a French sentence has them.
struct FrenchTheme;

impl dialoguer::theme::Theme for FrenchTheme {
    fn format_input_prompt(
        &self,
        f: &mut dyn std::fmt::Write,
        prompt: &str,
        _default: Option<&str>,
    ) -> std::fmt::Result {
        write!(f, "{prompt} ")
    }

    fn format_password_prompt(&self, f: &mut dyn std::fmt::Write, prompt: &str) -> std::fmt::Result {
        write!(f, "{prompt} ")
    }

    fn format_input_prompt_selection(
        &self,
        f: &mut dyn std::fmt::Write,
        prompt: &str,
        answer: &str,
    ) -> std::fmt::Result {
        write!(f, "{prompt} {answer}")
    }
}
