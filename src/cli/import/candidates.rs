//! `cpro import candidates`.

use clap::Args;

use super::job::Job;
use super::mapping::Columns;
use super::options::Options;
use crate::cli::old::Context;
use crate::error::Result;
use crate::sources::Wanted;

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
    pub fn run(self, context: &mut Context) -> Result {
        let job = Job {
            wanted: Wanted::Candidates,
            command: "candidates",
            options: &self.options,
            departures: None,
            columns: Some(&self.columns),
            new_year: false,
        };
        job.run(context)
    }
}
