//! `cpro import`: files of people into the base, what they changed, and taking it back.

use clap::Subcommand;

use crate::cli::old::Context;
use crate::error::Result;

mod apply;
mod candidates;
mod conflicts;
mod explain;
mod gather;
mod history;
mod job;
mod machine;
mod mapping;
mod options;
mod people;
mod report;
mod siecle;
mod sts;
mod template;
mod undo;
mod year;

/// Importe des élèves, des candidats, des personnels ; montre les lots et les annule
#[derive(Debug, Subcommand)]
pub enum Import {
    Siecle(siecle::Siecle),
    Sts(sts::Sts),
    Candidates(candidates::Candidates),
    People(people::People),
    Template(template::Template),
    Conflicts(conflicts::Conflicts),
    History(history::History),
    Undo(undo::Undo),
}

impl Import {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Siecle(siecle) => siecle.run(context),
            Self::Sts(sts) => sts.run(context),
            Self::Candidates(candidates) => candidates.run(context),
            Self::People(people) => people.run(context),
            Self::Template(template) => template.run(context),
            Self::Conflicts(conflicts) => conflicts.run(context),
            Self::History(history) => history.run(context),
            Self::Undo(undo) => undo.run(context),
        }
    }
}
