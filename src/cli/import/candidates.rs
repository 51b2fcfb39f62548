//! `cpro import candidates`.

use clap::Args;

use super::options::{Columns, Options};
use crate::cli::Session;
use crate::error::Result;
use crate::sources::Wanted;
use crate::work::import::Departures;

/// Importe des candidats à un examen (CYCLADES « hors BEE », ou une liste avec examen et état)
///
/// Un candidat déjà connu comme élève garde sa fiche : l’examen et l’état s’y ajoutent. Personne ne part.
#[derive(Debug, Args)]
pub struct Candidates {
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    columns: Columns,
}

impl Candidates {
    pub fn run(self, session: &mut Session) -> Result {
        self.options.run(session, (Wanted::Candidates, "candidates"), self.columns, Departures::default())
    }
}
