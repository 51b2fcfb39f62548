//! `cpro rgpd person`: what a person, or the family, asked to see.

use std::path::PathBuf;

use clap::Args;

use crate::advice::erased;
use crate::cli::Session;
use crate::cli::driver::{Led, Trial, lead};
use crate::error::Result;
use crate::french::{count, list};
use crate::terminal::speech::Speech;
use crate::work::rgpd::person::{Access, Given, Plan};

/// Donne tout ce qui est connu d’une personne (droit d’accès)
///
/// Fiche, compte (jamais l’empreinte du mot de passe), fichiers et lots, papillons, transferts, destinataires, journal,
/// finalités, durées, droits : une page lisible et du JSON ; avec .zip, les deux et le courrier de réponse.
#[derive(Debug, Args)]
pub struct Person {
    /// Identifiant, ou nom entier s’il est seul à le porter
    #[arg(value_name = "IDENTIFIANT", required_unless_present = "ine", conflicts_with = "ine")]
    whom: Option<String>,
    /// INE de la personne
    #[arg(long, value_name = "INE")]
    ine: Option<String>,
    /// Fichier écrit : .zip, .pdf ou .json
    #[arg(long, short, value_name = "FICHIER.zip")]
    output: PathBuf,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

impl Person {
    pub fn run(self, session: &mut Session) -> Result {
        let whom = self.whom.or(self.ine).unwrap_or_default();
        lead(session, Access { whom, output: self.output, replace: self.force }, Trial::Never)
    }
}

impl Led for Access {
    fn about(plan: &Plan) -> Vec<String> {
        vec![plan.subject.id.0.to_string()]
    }

    fn tell(given: &Given, say: &mut Speech) {
        let parts = [
            count(given.batches, "lot", "lots"),
            count(given.documents, "document", "documents"),
            count(given.journal, "ligne du journal", "lignes du journal"),
        ];
        say.tell(format!("Données écrites dans {} : {}.", given.path, list(&parts)));
        if given.tickets > 0 {
            let n = count(given.tickets, "demande d’assistance y figure", "demandes d’assistance y figurent");
            say.warn(format!(
                "{n} en entier : masquez ce qui concerne d’autres personnes avant de remettre la réponse."
            ));
        }
        say.status(format!(
            "Vérifiez l’identité de qui les demande ; la réponse est due sous un mois. Ce fichier contient tout : effacez-le dès qu’il a servi : {}",
            erased(&given.path, false)
        ));
    }
}
