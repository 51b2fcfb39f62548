//! `cpro accounts`: creating, listing, showing and resetting accounts.

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;

pub mod create;
mod list;
mod reset;
mod show;

/// Comptes des élèves et des personnels
#[derive(Debug, Subcommand)]
pub enum Accounts {
    List(list::List),
    Show(show::Show),
    Create(create::Create),
    Reset(reset::Reset),
}

impl Accounts {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::List(list) => list.run(context),
            Self::Show(show) => show.run(context),
            Self::Create(create) => create.run(context),
            Self::Reset(reset) => reset.run(context),
        }
    }
}
