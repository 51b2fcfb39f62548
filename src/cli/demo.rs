//! `cpro demo`: the whole job on an invented school, by the real commands.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::advice::shell;
use crate::cli::Context;
use crate::error::{Error, Result, exit};

const EXPORT: &[u8] = include_bytes!("../../fixtures/demo/exportCSVExtraction.csv");
const LOGO: &[u8] = include_bytes!("../../fixtures/demo/logo.png");
const STAMP: &[u8] = include_bytes!("../../fixtures/demo/cachet.png");

/// Fait tout le travail sur un établissement inventé, dans un dossier à part
#[derive(Debug, Args)]
pub struct Demo {
    /// Dossier à créer (cpro-demo, ou cpro-demo-2… sans cette option)
    #[arg(long, value_name = "DOSSIER")]
    dir: Option<PathBuf>,
}

/// The commands of a rentrée, as they are typed.
const COMMANDS: [&[&str]; 6] = [
    &["init", "--name", "Lycée des Tilleuls", "--uai", "0990001N", "--email", "secretariat@tilleuls.example"],
    &["settings", "logo", "logo.png"],
    &["settings", "stamp", "cachet.png"],
    &["import", "siecle", "exportCSVExtraction.csv", "--yes"],
    &["accounts", "create"],
    &["slips", "generate", "--per-page", "both", "-o", "papillons.pdf"],
];

impl Demo {
    pub fn run(self, context: &mut Context) -> Result {
        let folder = self.folder(context)?;
        for (name, bytes) in [("exportCSVExtraction.csv", EXPORT), ("logo.png", LOGO), ("cachet.png", STAMP)] {
            context.write(&folder.join(name), bytes, false)?;
        }

        let shown = folder.strip_prefix(&context.folder).unwrap_or(&folder).display().to_string();
        let (before, base) = (context.folder.clone(), context.base.replace(folder.join("cpro.db")));
        context.folder.clone_from(&folder);
        context.ui().answer(&format!("$ cd {}\n$ export CPRO_DB=$PWD/cpro.db\n", shell(&shown)))?;
        let outcome = COMMANDS.iter().try_for_each(|command| play(context, command));
        context.folder = before;
        context.base = base;
        outcome?;

        context.ui().answer(&closing(&shown))?;
        Ok(exit::DONE)
    }

    fn folder(&self, context: &Context) -> Result<PathBuf> {
        let folder = match &self.dir {
            Some(folder) => context.resolve(folder),
            None => free_folder(&context.folder),
        };
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&folder).map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                Error::new(exit::CANNOT_WRITE, format!("le dossier «\u{a0}{}\u{a0}» existe déjà.", folder.display()))
                    .hint("choisissez un nouveau dossier avec --dir")
            }
            _ => Error::cannot_write(&folder, &error),
        })?;
        Ok(folder)
    }
}

/// `cpro-demo`, or the first `cpro-demo-N` that does not exist.
fn free_folder(parent: &Path) -> PathBuf {
    let numbered = (2_u32..).map(|n| parent.join(format!("cpro-demo-{n}")));
    let mut folders = std::iter::once(parent.join("cpro-demo")).chain(numbered);
    folders.find(|folder| !folder.exists()).unwrap_or_else(|| parent.join("cpro-demo"))
}

fn play(context: &mut Context, command: &[&str]) -> Result<()> {
    let words: Vec<String> = command.iter().map(|word| shell(word)).collect();
    context.ui().answer(&format!("$ cpro {}", words.join(" ")))?;
    context.terminal.out.flush()?;
    let code = super::run_again(command, context)?;
    context.ui().answer("")?;
    if code == exit::DONE {
        Ok(())
    } else {
        Err(Error::new(code, "la démonstration s’est arrêtée à cette commande."))
    }
}

fn closing(folder: &str) -> String {
    format!(
        "Tout est dans {folder}\u{a0}:
  cpro.db           la base de l’établissement inventé
  papillons-1.pdf   un papillon par page
  papillons-2.pdf   deux papillons par page, à couper au milieu

À essayer dans ce dossier\u{a0}:
  cpro accounts list --division 2MELEC1
  cpro accounts reset --division 2MELEC1 --slips reinitialises.pdf
  cpro slips generate --division 2MELEC1 -o 2melec1.pdf"
    )
}
