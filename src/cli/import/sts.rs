//! `cpro import sts`.

use clap::Args;

use super::options::{Columns, Departures, Options};
use crate::cli::Session;
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
    pub fn run(self, session: &mut Session) -> Result {
        let departures = self.departures.leaving(false);
        self.options.run(session, (Wanted::Staff, "sts"), Columns::default(), departures)
    }
}
