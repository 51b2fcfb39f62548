//! `cpro settings masks export` and `import`: every label in one JSON file, changed together.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Change, changes, object, own};
use crate::cli::Context;
use crate::cli::print;
use crate::error::{Error, Result, exit};
use crate::french::count;
use crate::terminal::table::Listing;

/// Largest file read.
const MAX_BYTES: usize = 4 << 20;

/// Écrit tous les libellés en JSON
#[derive(Debug, Args)]
pub struct Export {
    /// Fichier écrit (sortie standard sans cette option)
    #[arg(long, short, value_name = "FICHIER.json")]
    output: Option<PathBuf>,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

/// Change ensemble les libellés d’un fichier JSON, écrit par « settings masks export »
#[derive(Debug, Args)]
pub struct Import {
    /// Fichier (- : entrée standard)
    #[arg(value_name = "FICHIER.json")]
    file: PathBuf,
    /// Montre ce qui changerait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Export {
    pub fn run(self, context: &mut Context) -> Result {
        let object = object(&own(&context.store()?)?);
        let Some(path) = &self.output else {
            print::json(context, &object)?;
            return Ok(exit::DONE);
        };
        context.check_file(path)?;
        let text = serde_json::to_string_pretty(&object).unwrap_or_default();
        context.write(path, format!("{text}\n").as_bytes(), self.force)?;
        context.ui().tell(&format!("Masques écrits\u{a0}: {}", path.display()))?;
        Ok(exit::DONE)
    }
}

impl Import {
    pub fn run(self, context: &mut Context) -> Result {
        let bytes = context.read(&self.file, MAX_BYTES)?;
        let bad = |why: &str| {
            let name = self.file.display();
            Error::new(exit::DATA, format!("«\u{a0}{name}\u{a0}»\u{a0}: {why}. Rien n’a été enregistré."))
                .hint("le fichier attendu est celui de\u{a0}: cpro settings masks export -o FICHIER.json")
        };
        let labels = labels(&bytes).ok_or_else(|| bad("ce n’est pas une liste de libellés en JSON"))?;
        let mut store = context.store()?;
        let changes: Vec<Change> = changes(&store, &labels)?.map_err(|why| bad(&why))?;
        let mut listing = Listing::new(["Libellé", "Avant", "Après"]).unbroken([0]);
        changes.iter().for_each(|change| listing.row(change.row()));
        if !changes.is_empty() {
            let table = listing.table(context.terminal.width, context.terminal.color);
            context.ui().show(&table)?;
        }
        if !self.dry_run && !changes.is_empty() {
            store.transact(context.stamp(), |tx| changes.iter().try_for_each(|change| change.write(tx)))?;
        }
        let n = count(changes.len(), "libellé", "libellés");
        context.ui().tell(&match (changes.len(), self.dry_run) {
            (0, _) => "Aucun libellé à changer.".to_owned(),
            (_, true) => format!("{n} à changer. Simulation\u{a0}: rien n’a été modifié."),
            (1, false) => format!("{n} changé."),
            (_, false) => format!("{n} changés."),
        })?;
        print::report(context, || json!({ "schema": 1, "dry_run": self.dry_run, "changed": changes.len() }))?;
        Ok(exit::DONE)
    }
}

/// Diploma, field and label of each line of a file of ours.
fn labels(bytes: &[u8]) -> Option<Vec<(String, String, String)>> {
    let forms: Value = serde_json::from_slice(bytes).ok()?;
    let mut labels = Vec::new();
    for form in forms.as_array()? {
        let diploma = form["diploma"].as_str()?;
        for (field, label) in form["labels"].as_object()? {
            labels.push((diploma.to_owned(), field.clone(), label.as_str()?.to_owned()));
        }
    }
    Some(labels)
}
