//! `cpro import people`.

use clap::{Args, ValueEnum};

use super::options::{Columns, Options};
use crate::cli::Session;
use crate::error::Result;
use crate::sources::Wanted;
use crate::work::import::Departures;

/// Importe des personnes hors SIECLE : apprentis, personnels, élèves d’un autre logiciel
///
/// Lit le modèle de « cpro import template », et les fichiers faits pour d’autres logiciels (Pix, GEPI, SACoche,
/// APLyPro, FREGATA), reconnus à leur en-tête. Personne ne part. Une colonne Profil dit qui est quoi.
#[derive(Debug, Args)]
pub struct People {
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    columns: Columns,
    /// Ce que sont les personnes sans profil dans le fichier
    #[arg(long, value_enum, value_name = "SORTE", default_value_t = Kind::Students)]
    kind: Kind,
}

/// Pupils or staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Élèves
    Students,
    /// Personnels
    Staff,
}

impl People {
    pub fn run(self, session: &mut Session) -> Result {
        let wanted = Wanted::People { staff: self.kind == Kind::Staff };
        self.options.run(session, (wanted, "people"), self.columns, Departures::default())
    }
}
