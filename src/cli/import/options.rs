//! Options that every import has.

use std::path::PathBuf;

use clap::Args;

use crate::cli::old::Context;
use crate::domain::setting::Settings;
use crate::error::{Error, Result, exit};

/// Files, and what is to be done with them.
#[derive(Debug, Args)]
pub struct Options {
    /// Fichiers à importer (- : entrée standard)
    #[arg(value_name = "FICHIER", required = true)]
    pub files: Vec<PathBuf>,
    /// Fichier des lignes rejetées (à côté du fichier lu sans cette option)
    #[arg(long, value_name = "FICHIER.csv")]
    pub rejects: Option<PathBuf>,
    /// Crée ensuite les comptes manquants
    #[arg(long)]
    pub create_accounts: bool,
    /// Imprime ensuite les papillons dans ce fichier PDF
    #[arg(long, value_name = "FICHIER.pdf")]
    pub slips: Option<PathBuf>,
    /// Remplace les fichiers écrits s’ils existent
    #[arg(long, short)]
    pub force: bool,
    /// Montre ce qui changerait, sans rien changer
    #[arg(long, short = 'n')]
    pub dry_run: bool,
    /// Explique comment cette ligne est lue, reconnue, et ce qui serait fait ; ne change rien
    #[arg(long, value_name = "LIGNE", value_parser = line)]
    pub explain_line: Option<u32>,
}

/// Who leaves with a file.
#[derive(Debug, Args)]
pub struct Departures {
    /// Le fichier n’est pas tout l’établissement : personne n’est considéré comme parti
    #[arg(long)]
    pub partial: bool,
    /// Départs acceptés sans refus, par exemple 25% (10% sans cette option)
    #[arg(long, value_name = "POURCENTAGE", value_parser = crate::cli::french::percentage)]
    pub max_departures: Option<f64>,
    /// Accepte un fichier XML de cette année scolaire (2025 pour 2025-2026)
    #[arg(long, value_name = "ANNÉE", value_parser = year)]
    pub year: Option<i16>,
}

/// A line is counted from 1.
fn line(typed: &str) -> std::result::Result<u32, String> {
    let line = typed.parse().ok().filter(|line| *line > 0);
    line.ok_or_else(|| "un numéro de ligne est attendu, par exemple 214".to_owned())
}

fn year(typed: &str) -> std::result::Result<i16, String> {
    let year = typed.split('-').next().and_then(|year| year.parse().ok());
    year.filter(|year| (2000..2100).contains(year)).ok_or_else(|| "une année est attendue, par exemple 2026".to_owned())
}

impl Options {
    /// Options that do not go together.
    pub fn check(&self) -> Result<()> {
        let refused = |message: &str| Err(Error::new(exit::USAGE, message));
        if self.rejects.is_some() && self.files.len() > 1 {
            return refused("--rejects ne va qu’avec un seul fichier.");
        }
        if self.rejects.as_ref().is_some_and(|rejects| self.files.contains(rejects)) {
            return refused("--rejects remplacerait le fichier importé.");
        }
        if self.explain_line.is_some() && self.files.len() > 1 {
            return refused("--explain-line ne va qu’avec un seul fichier.");
        }
        Ok(())
    }

    /// What follows the import must be possible before anything is imported.
    pub fn check_continuation(&self, context: &Context, settings: &Settings) -> Result<()> {
        if self.create_accounts || self.slips.is_some() {
            crate::cli::old::require(settings)?;
        }
        match &self.slips {
            Some(path) if !self.dry_run => {
                Ok(context.check_file(path).and(context.check_writable(path, self.force))?)
            }
            _ => Ok(()),
        }
    }
}
