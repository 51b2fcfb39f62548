//! `cpro import siecle`.

use clap::Args;

use super::options::{Columns, Departures, Options};
use crate::cli::Session;
use crate::error::Result;
use crate::sources::Wanted;

/// Importe les élèves d’un export de SIECLE
///
/// Lit l’export XML (ElevesSansAdresses, ElevesAvecAdresses, en zip ou non) et les exports CSV (liste par division,
/// extraction personnalisée, ElevesComplete), quels que soient l’ordre des colonnes, le séparateur et le codage.
/// Plusieurs fichiers forment un seul import.
#[derive(Debug, Args)]
pub struct Siecle {
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    departures: Departures,
    #[command(flatten)]
    columns: Columns,
    /// Passage à une nouvelle année : montées, départs et arrivées par division, sans la limite de 10 %
    #[arg(long, conflicts_with_all = ["partial", "max_departures"])]
    new_year: bool,
}

impl Siecle {
    pub fn run(self, session: &mut Session) -> Result {
        let departures = self.departures.leaving(self.new_year);
        self.options.run(session, (Wanted::Pupils, "siecle"), self.columns, departures)
    }
}
