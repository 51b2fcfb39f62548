//! `cpro import`: files of people into the base, what they changed, and taking it back.

use clap::Subcommand;

use super::Session;
use crate::error::Result;

mod candidates;
mod conflicts;
mod explain;
pub mod history;
mod lead;
mod options;
mod page;
mod people;
mod refusals;
mod shown;
mod siecle;
mod sts;
mod template;
pub mod undo;

/// Importe des élèves, des candidats, des personnels ; décide des doutes d’un import
#[derive(Debug, Subcommand)]
pub enum Import {
    Siecle(siecle::Siecle),
    Sts(sts::Sts),
    Candidates(candidates::Candidates),
    People(people::People),
    Template(template::Template),
    Conflicts(conflicts::Conflicts),
    #[command(hide = true)]
    History(history::History),
    #[command(hide = true)]
    Undo(undo::Undo),
}

impl Import {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Siecle(siecle) => siecle.run(session),
            Self::Sts(sts) => sts.run(session),
            Self::Candidates(candidates) => candidates.run(session),
            Self::People(people) => people.run(session),
            Self::Template(template) => template.run(session),
            Self::Conflicts(conflicts) => conflicts.run(session),
            Self::History(history) => history.run(session),
            Self::Undo(undo) => undo.run(session),
        }
    }
}
