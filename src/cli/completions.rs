//! `cpro completions`: scripts of a few lines by which four shells ask the program what may come next; and its answer, which
//! knows the divisions, logins, documents and batches of the base.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{Arg, Args, Command, ValueEnum};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::Shells;

use super::Session;
use crate::error::{Error, Result, exit};
use crate::work::completion::{Kind, words};
use crate::world;

/// Écrit le script de complétion d’un interpréteur de commandes
#[derive(Debug, Args)]
pub struct Completions {
    /// Interpréteur : bash, zsh, fish ou powershell
    #[arg(value_name = "SHELL")]
    shell: ShellArg,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ShellArg {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// The variable by which a script asks.
const ASKED: &str = "COMPLETE";

const PROGRAM: &str = "cpro";

impl Completions {
    pub fn run(self, session: &mut Session) -> Result {
        let mut script = Vec::new();
        let (shells, name) = (Shells::builtins(), self.shell.to_possible_value());
        let shell = name
            .and_then(|name| shells.completer(name.get_name()))
            .ok_or_else(|| Error::new(exit::INTERNAL, "interpréteur inconnu."))?;
        shell.write_registration(ASKED, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
        session.terminal.answer_bytes(&script);
        Ok(exit::DONE)
    }
}

/// Answers a shell that asks what may come next, and ends there; does nothing where none does. `args` is the command line,
/// `shell` the value of the variable by which a script asks.
pub fn answer_shell(args: impl IntoIterator<Item = OsString>, shell: Option<&OsStr>) {
    let Some(shell) = shell else { return };
    // Where there is none, commands and options are known all the same.
    let base = named_base(args).or_else(world::default_base).unwrap_or_default();
    let lookup = Lookup { base, escapes: shell == "bash" };
    CompleteEnv::with_factory(|| knowing(super::command(), "", &lookup)).var(ASKED).complete();
}

/// Where words are looked up.
#[derive(Debug, Clone)]
struct Lookup {
    base: PathBuf,
    /// True for a shell that takes a word as it is typed, with a backslash before its spaces.
    escapes: bool,
}

impl Lookup {
    fn words(&self, kind: Kind, start: &OsStr) -> Vec<CompletionCandidate> {
        let start = start.to_string_lossy();
        let start = if self.escapes { start.replace('\\', "") } else { start.into_owned() };
        let found = words(&self.base, kind, &start).into_iter();
        let typed = |word: String| if self.escapes { word.replace(' ', "\\ ") } else { word };
        found.map(|(word, help)| CompletionCandidate::new(typed(word)).help(Some(help.into()))).collect()
    }
}

/// The base that `--db` names in a line that is being typed.
fn named_base(args: impl IntoIterator<Item = OsString>) -> Option<PathBuf> {
    let mut args = args.into_iter().skip_while(|arg| arg != "--").skip(1);
    while let Some(arg) = args.next() {
        match arg.to_str() {
            Some("--db") => return args.next().map(PathBuf::from),
            Some(word) => {
                if let Some(base) = word.strip_prefix("--db=") {
                    return Some(PathBuf::from(base));
                }
            }
            None => {}
        }
    }
    None
}

/// The commands, whose values are looked up by what they are called.
fn knowing(command: Command, noun: &str, lookup: &Lookup) -> Command {
    let command = command.mut_args(|arg| match kind(&arg, noun) {
        Some(kind) => {
            let lookup = lookup.clone();
            arg.add(ArgValueCompleter::new(move |start: &OsStr| lookup.words(kind, start)))
        }
        None => arg,
    });
    let nouns: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    nouns.into_iter().fold(command, |command, name| {
        let noun = if noun.is_empty() { name.clone() } else { noun.to_owned() };
        command.mut_subcommand(name, |sub| knowing(sub, &noun, lookup))
    })
}

/// What a value is, by the word that stands for it in help pages.
fn kind(arg: &Arg, noun: &str) -> Option<Kind> {
    match (arg.get_value_names()?.first()?.as_str(), noun) {
        ("IDENTIFIANT" | "IDENTIFIANT|NOM", _) => Some(Kind::Login),
        ("DIVISION", _) => Some(Kind::Division),
        ("NUMÉRO", "slips") => Some(Kind::Document),
        ("LOT", _) => Some(Kind::Batch),
        _ => None,
    }
}
