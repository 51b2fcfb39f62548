//! `cpro import siecle`.

use clap::Args;

use super::job::Job;
use super::mapping::Columns;
use super::options::{Departures, Options};
use crate::cli::old::Context;
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
    pub fn run(self, context: &mut Context) -> Result {
        let job = Job {
            wanted: Wanted::Pupils,
            command: "siecle",
            options: &self.options,
            departures: Some(&self.departures),
            columns: Some(&self.columns),
            new_year: self.new_year,
        };
        job.run(context)
    }
}
