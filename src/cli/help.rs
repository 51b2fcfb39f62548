//! `cpro help`: the page of a command, as `--help` gives it.

use clap::Args;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use super::Session;
use crate::error::{Result, exit};

/// Affiche l’aide d’une commande, comme --help
#[derive(Debug, Args)]
pub struct Help {
    /// Commande, par exemple : import siecle
    #[arg(value_name = "COMMANDE")]
    #[arg(add = ArgValueCandidates::new(nouns))]
    words: Vec<String>,
}

impl Help {
    pub fn run(self, session: &mut Session) -> Result {
        let args = std::iter::once("cpro").chain(self.words.iter().map(String::as_str)).chain(["--help"]);
        match super::command().try_get_matches_from(args) {
            Err(page) => Ok(super::parse_error(page, session)),
            Ok(_) => Ok(exit::DONE),
        }
    }
}

/// Every noun.
fn nouns() -> Vec<CompletionCandidate> {
    super::command().get_subcommands().map(|noun| CompletionCandidate::new(noun.get_name())).collect()
}
