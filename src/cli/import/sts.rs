//! `cpro import sts`.

use clap::Args;

use super::job::Job;
use super::options::{Departures, Options};
use crate::cli::old::Context;
use crate::error::Result;
use crate::sources::Wanted;

/// Importe les personnels d’un export de STS-WEB (sts_emp_UAI_année.xml)
///
/// Le profil suit la fonction : ENS donne enseignant, DIR chef-etablissement, le reste personnel. Qui n’est plus dans
/// l’export part, sauf les personnels que STS-WEB n’a jamais connus.
#[derive(Debug, Args)]
pub struct Sts {
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    departures: Departures,
}

impl Sts {
    pub fn run(self, context: &mut Context) -> Result {
        let job = Job {
            wanted: Wanted::Staff,
            command: "sts",
            options: &self.options,
            departures: Some(&self.departures),
            columns: None,
            new_year: false,
        };
        job.run(context)
    }
}
