//! `cpro slips texts`: the texts of slips, as the model of another language.

use clap::Args;

use crate::cli::Session;
use crate::error::{Result, exit};
use crate::paper::wording::{LANGUAGES, catalogue};

/// Écrit les textes des papillons, à traduire dans une autre langue
#[derive(Debug, Args)]
pub struct Texts {
    /// Langue : fr, en, ar, es, pt, ro, ru, so, ta, tr, uk ou zh
    #[arg(long, value_name = "LANGUE", default_value = "fr", value_parser = LANGUAGES.map(|(name, _)| name), hide_possible_values = true)]
    lang: String,
}

impl Texts {
    pub fn run(self, session: &mut Session) -> Result {
        session.terminal.answer_verbatim(catalogue(&self.lang).unwrap_or_default());
        Ok(exit::DONE)
    }
}
