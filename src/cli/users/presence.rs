//! `cpro users archive`: somebody who has left.

use clap::Args;
use serde_json::json;

use super::{find, refuse_inspector, write};
use crate::cli::Context;
use crate::cli::print;
use crate::error::{Error, Result, exit};
use crate::terminal::safe;

/// Archive une personne qui a quitté l’établissement : son compte est désactivé, sa fiche gardée
#[derive(Debug, Args)]
pub struct Archive {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
}

impl Archive {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let known = find(&store, &self.who)?;
        refuse_inspector(&known)?;
        let name = known.person.full_name();
        if !known.present {
            return Err(Error::refused(format!("{} est déjà parti(e).", safe(&name))));
        }
        context.confirm(
            &format!("Archiver {} et désactiver son compte\u{a0}?", safe(&name)),
            &format!("archiver {} demande une confirmation.", safe(&name)),
        )?;
        let batch = write::depart(context, &mut store, known)?;
        context.ui().tell(&format!("{} est archivé(e)\u{a0}: compte désactivé, fiche gardée.", safe(&name)))?;
        context.ui().hint(&format!("pour revenir en arrière\u{a0}: cpro import undo {}", batch.0))?;
        print::report(context, || json!({ "schema": 1, "name": name, "batch": batch.0 }))?;
        Ok(exit::DONE)
    }
}
