//! Commands of ours as values, and the sentences that quote them.
//!
//! No other file spells a command: here it is known which words it takes, and only when it is shown does it get the base
//! that `--db` named and the quotes that a shell wants. On a machine with ten schools, advice that is typed as it stands
//! reaches the right one.

use std::fmt;
use std::path::Path;

use crate::french;

mod calls;

pub use calls::*;

/// A command of ours: what is typed after `cpro`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    words: Vec<Word>,
    /// True for what another school types in its own base.
    elsewhere: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    /// As it stands: verbs, options, words such as `FICHIER` that the reader replaces.
    Plain(&'static str),
    /// Somebody's word, which a shell must be given whole.
    Given(String),
}

impl Call {
    /// A command spelt as people type it.
    fn new(words: &'static str) -> Self {
        Self { words: vec![Word::Plain(words)], elsewhere: false }
    }

    /// One more argument.
    fn arg(mut self, word: impl ToString) -> Self {
        self.words.push(Word::Given(word.to_string()));
        self
    }

    /// More words as they stand.
    fn then(mut self, words: &'static str) -> Self {
        if !words.is_empty() {
            self.words.push(Word::Plain(words));
        }
        self
    }

    /// The same, in the base of another school.
    fn elsewhere(mut self) -> Self {
        self.elsewhere = true;
        self
    }

    /// Its number in a menu, where one of its choices does this.
    fn place(&self, menu: Menu) -> Option<usize> {
        let typed = self.to_string();
        let words = typed.strip_prefix("cpro ").filter(|_| !self.elsewhere)?;
        // What only tries, or does more than the choice, is another command.
        if ["--dry-run", "--repair", "--remove"].iter().any(|option| words.contains(option)) {
            return None;
        }
        let does =
            |choice: &str| words.strip_prefix(choice).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        menu.iter().find(|(_, choices)| choices.iter().any(|choice| does(choice))).map(|(place, _)| *place)
    }

    /// As it is typed where `base` was named by `--db`.
    pub fn typed(&self, base: Option<&str>) -> String {
        let mut typed = match (self.elsewhere, base) {
            (true, _) => "cpro --db BASE".to_owned(),
            (false, Some(base)) => format!("cpro --db {}", shell(base)),
            (false, None) => "cpro".to_owned(),
        };
        for word in &self.words {
            typed.push(' ');
            match word {
                Word::Plain(words) => typed.push_str(words),
                Word::Given(word) => typed.push_str(&shell(word)),
            }
        }
        typed
    }
}

/// As it is typed where no base was named: for machines, which name it themselves.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed(None))
    }
}

/// Choices of a menu that somebody looks at: the number of each, and the commands that it runs; none outside of it.
pub type Menu = &'static [(usize, &'static [&'static str])];

/// A sentence for people, which may quote commands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentence(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    Call(Call),
}

impl Sentence {
    /// More words.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.0.push(Part::Words(words.into()));
        self
    }

    /// A command in the sentence.
    #[must_use]
    pub fn call(mut self, call: Call) -> Self {
        self.0.push(Part::Call(call));
        self
    }

    /// True where a command is quoted as a value.
    pub fn names_calls(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Call(_)))
    }

    /// The same after so many spaces.
    #[must_use]
    pub fn indented(mut self, spaces: usize) -> Self {
        self.0.insert(0, Part::Words(" ".repeat(spaces)));
        self
    }

    /// As it is shown: French spaces in the words, the base that `--db` named in the commands.
    pub fn shown(&self, base: Option<&str>) -> String {
        self.shown_in(base, &[])
    }

    /// The same, where somebody is in a menu: the choice that a command is stands beside it.
    pub fn shown_in(&self, base: Option<&str>, menu: Menu) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Words(words) => french::typography(words),
            Part::Call(call) => match call.place(menu) {
                // Kept on one line.
                Some(place) => format!("{}{}", call.typed(base), numbered(place)),
                None => call.typed(base),
            },
        });
        parts.collect()
    }

    /// The same sentence, which begins with a capital.
    #[must_use]
    pub fn capitalised(mut self) -> Self {
        if let Some(Part::Words(first)) = self.0.first_mut() {
            *first = french::capitalised(first);
        }
        self
    }
}

/// As machines read it: ordinary spaces, commands without a base.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Words(words) => f.write_str(words),
            Part::Call(call) => call.fmt(f),
        })
    }
}

impl From<&str> for Sentence {
    fn from(words: &str) -> Self {
        Self::default().words(words)
    }
}

impl From<String> for Sentence {
    fn from(words: String) -> Self {
        Self::default().words(words)
    }
}

impl From<Call> for Sentence {
    fn from(call: Call) -> Self {
        Self::default().call(call)
    }
}

/// Words that a command follows.
pub trait Quote {
    /// « pour revenir en arrière : cpro import undo 3 ».
    fn call(self, call: Call) -> Sentence;
}

impl<T: Into<String>> Quote for T {
    fn call(self, call: Call) -> Sentence {
        Sentence::default().words(self).call(call)
    }
}

/// A whole command line of ours, from its words.
pub fn spelt(words: &[&str]) -> String {
    spelt_in(None, words)
}

/// The same where `--db` named a base.
pub fn spelt_in(base: Option<&str>, words: &[&str]) -> String {
    let named = base.map_or_else(|| "cpro".to_owned(), |base| format!("cpro --db {}", shell(base)));
    words.iter().fold(named, |line, word| format!("{line} {}", shell(word)))
}

/// What stands after a command that a menu has.
fn numbered(place: usize) -> String {
    format!(" {}", french::unbroken(&format!("(le {place} du menu)")))
}

/// The words of a command that somebody typed whole, as a shell would read them; none where it is no command of ours.
pub fn read(typed: &str) -> Option<Vec<String>> {
    // As manuals and advice show it.
    let typed = typed.trim().trim_start_matches("$ ");
    let number = typed.rfind("(le").filter(|_| french::plain_spaces(typed).ends_with(" du menu)"));
    let typed = number.map_or(typed, |at| &typed[..at]);
    // Where a backslash parts folders, it escapes nothing but a quote.
    let typed = match cfg!(windows) {
        true => typed.replace('\\', "\\\\").replace("\\\\\"", "\\\""),
        false => typed.to_owned(),
    };
    let mut words = shlex::split(&typed)?;
    let is_ours = words.len() > 1 && words[0] == "cpro";
    is_ours.then(|| words.split_off(1))
}

/// A word as the shell of this system must be given it.
pub fn shell(word: &str) -> String {
    if cfg!(windows) { windows_shell(word) } else { unix_shell(word) }
}

fn unix_shell(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-@:=%+".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// As `cmd` and PowerShell both take it. What either would still read in quotes (`%`, `$`, `` ` ``) has no writing common to
/// both, and is left.
fn windows_shell(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/\\._-:=+".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    // A backslash before the last quote would escape it.
    let ends = word.chars().rev().take_while(|letter| *letter == '\\').count();
    format!("\"{}{}\"", word.replace('"', "\\\""), "\\".repeat(ends))
}

/// The system's own command that leaves a file, or a `folder`, to its owner.
pub fn made_private(path: &Path, folder: bool) -> String {
    let path = shell(&path.display().to_string());
    match (cfg!(windows), folder) {
        // In quotes: PowerShell would read the brackets.
        (true, true) => format!("icacls {path} /inheritance:r /grant:r \"*S-1-3-4:(OI)(CI)F\""),
        (true, false) => format!("icacls {path} /inheritance:r /grant:r \"*S-1-3-4:F\""),
        (false, true) => format!("chmod 700 {path}"),
        (false, false) => format!("chmod 600 {path}"),
    }
}

/// The system's own command that erases a file for good, as far as it can, or a `folder` with what is in it.
pub fn erased(path: &str, folder: bool) -> String {
    let command = match (cfg!(windows), folder) {
        (true, true) => "cmd /c rmdir /s",
        (true, false) => "del",
        (false, true) => "rm -r",
        (false, false) => "shred -u",
    };
    format!("{command} {}", shell(path))
}

/// The system's own command that lets the owner write.
pub fn made_writable(path: &Path) -> String {
    let path = shell(&path.display().to_string());
    if cfg!(windows) { format!("attrib -R {path}") } else { format!("chmod u+rwX {path}") }
}

/// The system's own command that lets others read a folder at most.
pub fn kept_from_others(folder: &Path) -> String {
    format!("chmod go-w {}", shell(&folder.display().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_typed_as_a_shell_wants_it() {
        let call = Call::new("users show").arg("Léa D’ARC").then("--format json");
        assert_eq!(call.typed(None), "cpro users show 'Léa D’ARC' --format json");
        assert_eq!(
            call.typed(Some("/mnt/l’école/a.db")),
            "cpro --db '/mnt/l’école/a.db' users show 'Léa D’ARC' --format json"
        );
        assert_eq!(call.elsewhere().typed(Some("a.db")).get(..14), Some("cpro --db BASE"));
    }

    #[test]
    fn each_shell_has_its_quotes() {
        for (word, unix, windows) in [
            ("2A", "2A", "2A"),
            ("", "''", "\"\""),
            ("Lycée des Tilleuls", "'Lycée des Tilleuls'", "\"Lycée des Tilleuls\""),
            ("l'école", "'l'\\''école'", "\"l'école\""),
            ("C:\\Mes documents\\", "'C:\\Mes documents\\'", "\"C:\\Mes documents\\\\\""),
            ("C:\\cpro.db", "'C:\\cpro.db'", "C:\\cpro.db"),
            ("dit \"Léo\"", "'dit \"Léo\"'", "\"dit \\\"Léo\\\"\""),
        ] {
            assert_eq!((unix_shell(word).as_str(), windows_shell(word).as_str()), (unix, windows));
        }
    }

    #[test]
    fn a_command_of_the_menu_has_its_number() {
        const MENU: Menu = &[(2, &["accounts create"]), (6, &["status"])];
        let sentence = |words| Sentence::from(Call::new(words)).shown_in(None, MENU);
        assert_eq!(sentence("accounts create --yes"), "cpro accounts create --yes (le\u{a0}2\u{a0}du\u{a0}menu)");
        assert_eq!(sentence("status"), "cpro status (le\u{a0}6\u{a0}du\u{a0}menu)");
        assert_eq!(sentence("status --dry-run"), "cpro status --dry-run");
        assert_eq!(sentence("accounts created"), "cpro accounts created");
        assert_eq!(sentence("accounts list"), "cpro accounts list");
    }

    #[test]
    fn a_sentence_has_french_spaces_and_its_commands_do_not() {
        let sentence = "« Léa » : ".call(Call::new("accounts show").arg("a : b")).words(" ?");
        assert_eq!(sentence.shown(None), "«\u{a0}Léa\u{a0}»\u{a0}: cpro accounts show 'a : b'\u{a0}?");
        assert_eq!(sentence.to_string(), "« Léa » : cpro accounts show 'a : b' ?");
    }
}
