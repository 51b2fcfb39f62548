//! `cpro man`: the manual, wherever the program is, on a machine without `man` too.

use clap::Args;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use super::Session;
use crate::domain::name::likeness;
use crate::error::{Error, Result, exit};

/// A page, the commands that it is about, and its text.
type Page = (&'static str, &'static [&'static str], &'static str);

macro_rules! page {
    ($name:literal, $commands:expr) => {
        ($name, &$commands, include_str!(concat!("../../man/text/", $name, ".txt")))
    };
}

const PAGES: [Page; 16] = [
    page!("cpro", ["demo", "init", "help", "man", "completions"]),
    page!("cpro-import", ["import", "history", "undo"]),
    page!("cpro-accounts", ["accounts"]),
    page!("cpro-users", ["users"]),
    page!("cpro-inspectors", ["inspectors"]),
    page!("cpro-transfers", ["transfers"]),
    page!("cpro-slips", ["slips"]),
    page!("cpro-settings", ["settings"]),
    page!("cpro-export", ["export", "sync"]),
    page!("cpro-rgpd", ["rgpd"]),
    page!("cpro-backup", ["backup", "restore"]),
    page!("cpro-nightly", ["nightly", "schedule"]),
    page!("cpro-status", ["status", "doctor", "journal", "network"]),
    page!("cpro-assistance", ["assistance"]),
    page!("cpro-guide", ["guide"]),
    page!("cpro-json", ["json"]),
];

/// From where on a word is believed to be another one, misspelt.
const NEAR: f64 = 0.8;

/// Montre le manuel, ou la page d’une commande
///
/// Pages : une par commande (cpro man import), l’année d’un établissement (cpro man guide), les réponses pour les machines
/// (cpro man json). Sous Linux, man cpro-import montre la même page.
#[derive(Debug, Args)]
pub struct Man {
    /// Commande, « guide » ou « json » ; sans elle, la page du programme
    #[arg(value_name = "PAGE")]
    #[arg(add = ArgValueCandidates::new(nouns))]
    words: Vec<String>,
}

impl Man {
    pub fn run(self, session: &mut Session) -> Result {
        let word = self.words.first().map_or("cpro", String::as_str);
        let (_, _, text) = page(word)?;
        session.terminal.leaf_through(text);
        Ok(exit::DONE)
    }
}

/// Words that name a page.
fn nouns() -> Vec<CompletionCandidate> {
    PAGES.iter().flat_map(|(_, nouns, _)| nouns.iter().map(CompletionCandidate::new)).collect()
}

/// The page of a command, by its noun or by the name of its file.
fn page(word: &str) -> Result<&'static Page> {
    let found = PAGES.iter().find(|(name, commands, _)| *name == word || commands.contains(&word));
    found.ok_or_else(|| {
        let all = PAGES.iter().flat_map(|(_, commands, _)| commands.iter());
        let near: Vec<String> =
            all.filter(|one| likeness(one, word) > NEAR).map(|one| format!("cpro man {one}")).collect();
        let error = Error::new(exit::USAGE, format!("le manuel n’a pas de page « {word} »."));
        near.into_iter().fold(error, Error::hint)
    })
}
