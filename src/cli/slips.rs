//! `cpro slips`: papillons de connexion.

use clap::Subcommand;

use crate::cli::Context;
use crate::error::Result;

pub mod compose;
pub mod documents;
pub mod generate;
mod paper;
mod preview;
mod texts;

/// Papillons de connexion
#[derive(Debug, Subcommand)]
pub enum Slips {
    Generate(generate::Generate),
    Preview(preview::Preview),
    Texts(texts::Texts),
    List(documents::List),
    Export(documents::Export),
    Void(documents::Void),
    Purge(documents::Purge),
}

impl Slips {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Generate(generate) => generate.run(context),
            Self::Preview(preview) => preview.run(context),
            Self::Texts(texts) => texts.run(context),
            Self::List(list) => list.run(context),
            Self::Export(export) => export.run(context),
            Self::Void(void) => void.run(context),
            Self::Purge(purge) => purge.run(context),
        }
    }
}
