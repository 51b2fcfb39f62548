//! `cpro users archive`: somebody who has left.

use clap::Args;

use crate::advice::{Quote, import};
use crate::cli::Session;
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::error::Result;
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::users::archive::{Archive as Request, Archived, Plan};

/// Archive une personne qui a quitté l’établissement : son compte est désactivé, sa fiche gardée
#[derive(Debug, Clone, Args)]
pub struct Archive {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
}

impl Archive {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { who: self.who }, Trial::Never)
    }
}

impl Led for Request {
    fn question(plan: &Plan) -> Option<Question> {
        let name = Self::foresee(plan).name;
        Some(Question::new(
            format!("Archiver {name} et désactiver son compte ?"),
            format!("archiver {name} demande une confirmation."),
        ))
    }

    fn tell(archived: &Archived, say: &mut Speech) {
        say.tell(format!("{} est archivé(e) : compte désactivé, fiche gardée.", archived.name));
        if let Some(batch) = archived.batch {
            say.next("pour revenir en arrière : ".call(import::undo(batch)));
        }
    }
}
