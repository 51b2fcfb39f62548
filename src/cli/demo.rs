//! `cpro demo`: the whole job on an invented school, by the real commands.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Session;
use crate::advice::{self, Sentence, accounts, shell, slips};
use crate::error::{Error, Result, exit};
use crate::terminal::speech::Speech;

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

/// How this system’s shell is told which base the commands that follow mean.
const HERE: &str = if cfg!(windows) { "set CPRO_DB=%CD%\\cpro.db" } else { "export CPRO_DB=$PWD/cpro.db" };

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
    pub fn run(self, session: &mut Session) -> Result {
        let folder = self.folder(session)?;
        for (name, bytes) in [("exportCSVExtraction.csv", EXPORT), ("logo.png", LOGO), ("cachet.png", STAMP)] {
            session.world.write(&folder.join(name), bytes, false)?;
        }
        let world = &mut session.world;
        let shown = folder.strip_prefix(&world.folder).unwrap_or(&folder).display().to_string();
        let (before, base) = (world.folder.clone(), world.base.replace(folder.join("cpro.db")));
        world.folder.clone_from(&folder);
        session.terminal.answer_verbatim(&format!("$ cd {}\n$ {HERE}\n\n", shell(&shown)));
        let outcome = COMMANDS.iter().try_for_each(|command| play(session, command));
        session.world.folder = before;
        session.world.base = base;
        outcome?;
        session.say(|say| close(&shown, say));
        Ok(exit::DONE)
    }

    fn folder(&self, session: &Session) -> Result<PathBuf> {
        let folder = match &self.dir {
            Some(folder) => session.world.resolve(folder),
            None => free_folder(&session.world.folder),
        };
        if folder.exists() {
            let message = format!("le dossier « {} » existe déjà.", folder.display());
            return Err(Error::new(exit::CANNOT_WRITE, message).hint("choisissez un nouveau dossier avec --dir"));
        }
        session.world.make_folder(&folder)?;
        Ok(folder)
    }
}

/// `cpro-demo`, or the first `cpro-demo-N` that does not exist.
fn free_folder(parent: &Path) -> PathBuf {
    let numbered = (2_u32..).map(|n| parent.join(format!("cpro-demo-{n}")));
    let mut folders = std::iter::once(parent.join("cpro-demo")).chain(numbered);
    folders.find(|folder| !folder.exists()).unwrap_or_else(|| parent.join("cpro-demo"))
}

fn play(session: &mut Session, command: &[&str]) -> Result<()> {
    session.terminal.answer_verbatim(&format!("$ {}", advice::spelt(command)));
    let code = super::run_again(command, session)?;
    session.terminal.answer_verbatim("");
    if code == exit::DONE {
        Ok(())
    } else {
        Err(Error::new(code, "la démonstration s’est arrêtée à cette commande."))
    }
}

fn close(folder: &str, say: &mut Speech) {
    say.answer(format!(
        "Tout est dans {folder} :
  cpro.db           la base de l’établissement inventé
  papillons-1.pdf   un papillon par page
  papillons-2.pdf   deux papillons par page, à couper au milieu

À essayer dans ce dossier :"
    ));
    for call in
        [accounts::list_division("2MELEC1"), accounts::reset_division("2MELEC1"), slips::generate_division("2MELEC1")]
    {
        say.answer(Sentence::from(call).indented(2));
    }
}
