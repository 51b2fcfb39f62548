//! `cpro rgpd register`: the sheet of article 30, filled from the base.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Session;
use crate::cli::driver::{Led, Trial, lead};
use crate::error::Result;
use crate::french::count;
use crate::terminal::speech::Speech;
use crate::work::rgpd::register::{Register as Request, Registered};

/// Most changes that are shown, unless --verbose.
const SHOWN: usize = 10;

/// Écrit la fiche du registre des traitements (article 30), remplie d’après la base
///
/// Responsable, finalités, personnes, données, durées, destinataires réels, transferts hors de l’Union, sécurité telle qu’elle
/// est réglée : des nombres, aucun nom. Une version est gardée ; la suivante dit ce qui a changé.
#[derive(Debug, Args)]
pub struct Register {
    /// Fichier écrit : .odt, .pdf, .csv ou .md
    #[arg(long, short, value_name = "FICHIER.odt")]
    output: PathBuf,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

impl Register {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { output: self.output, replace: self.force }, Trial::Never)
    }
}

impl Led for Request {
    fn tell(done: &Registered, say: &mut Speech) {
        say.tell(format!("Registre écrit : {}.", done.path));
        let Some(changes) = &done.changes else {
            return say.status("C’est la première version : la prochaine dira ce qui a changé.");
        };
        if changes.added.is_empty() && changes.removed.is_empty() {
            return say.status(format!("Rien n’a changé depuis la version du {}.", changes.since));
        }
        let (added, removed) = (changes.added.len(), changes.removed.len());
        say.status(format!(
            "Depuis la version du {} : {} et {}.",
            changes.since,
            count(added, "ligne ajoutée", "lignes ajoutées"),
            count(removed, "ligne retirée", "lignes retirées")
        ));
        let most = say.most(SHOWN);
        let added = changes.added.iter().map(|line| format!("  + {line}"));
        let lines: Vec<String> = added.chain(changes.removed.iter().map(|line| format!("  - {line}"))).collect();
        lines.into_iter().take(most).for_each(|line| say.status(line));
    }
}
