//! `cpro slips`: papillons de connexion.

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;

pub mod compose;
pub mod generate;

/// Papillons de connexion
#[derive(Debug, Subcommand)]
pub enum Slips {
    Generate(generate::Generate),
}

impl Slips {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Generate(generate) => generate.run(context),
        }
    }
}
