//! `cpro import template`: an empty list to fill in, with one example that is never imported.

use std::path::PathBuf;

use clap::Args;

use super::people::Kind;
use crate::advice::import;
use crate::cli::Session;
use crate::error::{Result, exit};
use crate::work::import::template as work;

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
    pub fn run(self, session: &mut Session) -> Result {
        let staff = self.kind == Kind::Staff;
        match &self.output {
            None => session.say(|say| say.bytes(work::bytes(staff))),
            Some(path) => {
                work::write(&session.world, staff, path, self.force)?;
                session.say(|say| {
                    say.tell(format!("Modèle écrit : {}", path.display()));
                    say.next(import::people_file(path.display(), staff));
                });
            }
        }
        Ok(exit::DONE)
    }
}
