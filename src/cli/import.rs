//! `cpro import`: files of people into the base.

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;

mod apply;
mod gather;
mod machine;
mod report;
mod siecle;

/// Importe des élèves d’un fichier
#[derive(Debug, Subcommand)]
pub enum Import {
    Siecle(siecle::Siecle),
}

impl Import {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Siecle(siecle) => siecle.run(context),
        }
    }
}
