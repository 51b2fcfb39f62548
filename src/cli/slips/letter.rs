//! `cpro slips letter`: slips that go to families by post.

use std::path::PathBuf;

use clap::Args;

use super::printing::is_odd;
use crate::cli::Session;
use crate::cli::driver::lead;
use crate::cli::options::{DryRun, Selectors};
use crate::domain::slip::Included;
use crate::error::Result;
use crate::work::selection;
use crate::work::slips::compose::Printing;
use crate::work::slips::generate::{Generate, Whose};
use crate::work::slips::{Mismatch, Refusal};

/// Imprime un courrier pour chaque famille, à plier en trois pour une enveloppe à fenêtre
///
/// Adresse, papillons des enfants, et les mêmes dans une seconde langue. Les adresses ne restent que sur le document, sauf si letters.addresses les garde dans les fiches.
#[derive(Debug, Clone, Args)]
pub struct Letter {
    #[command(flatten)]
    selectors: Selectors,
    /// Export des adresses : XML des responsables avec celui des élèves, ou liste CSV (option répétable)
    #[arg(long, value_name = "FICHIER")]
    addresses: Vec<PathBuf>,
    /// Fichier PDF (- : sortie standard)
    #[arg(long, short, value_name = "FICHIER.pdf")]
    output: Option<PathBuf>,
    /// Langue, ou deux : fr,ar ajoute une page en arabe
    #[arg(long, value_name = "LANGUE")]
    lang: Option<String>,
    /// Dit que le mot de passe est la date de naissance, sans l’imprimer
    #[arg(long)]
    hide_password: bool,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
    /// Écrit aussi à la famille des comptes qui ont un mot de passe personnel (identifiant seul)
    #[arg(long)]
    include_personal: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Letter {
    pub fn run(self, session: &mut Session) -> Result {
        if is_odd(self.lang.as_deref().unwrap_or_default()) {
            return Err(Refusal::Mismatch(Mismatch::TwoLanguages).into());
        }
        let selectors: selection::Selectors = self.selectors.into();
        let today = session.world.today();
        let request = Generate {
            whose: Whose::Selected(Box::new(selectors)),
            printing: Printing {
                output: Some(self.output.unwrap_or_else(|| PathBuf::from(format!("courriers-{today}.pdf")))),
                force: self.force,
                language: self.lang,
                ..Printing::default()
            },
            included: Included { personal: self.include_personal, every_state: false, hidden: self.hide_password },
            letters: Some(self.addresses),
        };
        lead(session, request, self.trial.into())
    }
}
