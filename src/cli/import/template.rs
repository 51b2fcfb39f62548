//! `cpro import template`: an empty list to fill in, with one example that is never imported.

use std::path::PathBuf;

use clap::Args;

use super::people::Kind;
use crate::advice::shell;
use crate::cli::old::Context;
use crate::error::{Result, exit};
use crate::terminal::table::Listing;

/// Écrit un fichier CSV vide à remplir, avec un exemple commenté
///
/// La ligne d’exemple commence par # : « cpro import people » la saute. Dans un tableur, tapez sous les titres.
#[derive(Debug, Args)]
pub struct Template {
    /// Ce que sont les personnes
    #[arg(long, value_enum, value_name = "SORTE", default_value_t = Kind::Students)]
    kind: Kind,
    /// Fichier écrit (sortie standard sans cette option)
    #[arg(long, short, value_name = "FICHIER.csv")]
    output: Option<PathBuf>,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

impl Template {
    pub fn run(self, context: &mut Context) -> Result {
        let bytes = self.listing().csv();
        let Some(path) = &self.output else {
            context.ui().answer_bytes(&bytes)?;
            return Ok(exit::DONE);
        };
        context.check_file(path)?;
        context.write(path, &bytes, self.force)?;
        context.ui().tell(&format!("Modèle écrit\u{a0}: {}", path.display()))?;
        let kind = if self.kind == Kind::Staff { " --kind staff" } else { "" };
        context.ui().hint(&format!("cpro import people {}{kind}", shell(&path.display().to_string())))?;
        Ok(exit::DONE)
    }

    fn listing(&self) -> Listing {
        let own = |cells: [&str; 8]| cells.map(str::to_owned);
        let mut listing;
        if self.kind == Kind::Staff {
            listing = Listing::new(["Nom", "Nom d’usage", "Prénom", "Date de naissance", "Profil", "Courriel"]);
            listing.row(
                ["# MARTIN", "", "Camille", "14/03/1980", "enseignant", "camille.martin@exemple.fr"].map(str::to_owned),
            );
        } else {
            listing = Listing::new([
                "Nom",
                "Nom d’usage",
                "Prénom",
                "Date de naissance",
                "INE",
                "Division",
                "Code MEF",
                "Courriel",
            ]);
            listing.row(own([
                "# DUPONT",
                "",
                "Léa",
                "01/02/2010",
                "070832327JA",
                "1CAP ATMFC",
                "",
                "lea.dupont@exemple.fr",
            ]));
        }
        listing
    }
}
