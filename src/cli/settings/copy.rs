//! `cpro settings export` and `import`: the settings of a school as a TOML file, to set up ten of them alike.

use std::path::{Path, PathBuf};

use clap::Args;

use super::other_uai;
use crate::advice::{Quote, settings};
use crate::cli::Session;
use crate::cli::driver::{Answer, Led, Question, answer, lead};
use crate::cli::options::DryRun;
use crate::error::{Result, exit};
use crate::french::count;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::base;
use crate::work::settings::copy::{Exported, Import as Request, Imported, Plan, export, text};

/// Écrit les réglages, logo et cachet compris, dans un fichier TOML
#[derive(Debug, Args)]
pub struct Export {
    /// Fichier écrit (- : sortie standard)
    #[arg(value_name = "FICHIER.toml")]
    file: PathBuf,
    /// Sans ce qui est propre à l’établissement : son identité, son logo, son cachet
    #[arg(long)]
    common: bool,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

/// Reprend les réglages d’un fichier TOML ; ce qu’il ne dit pas ne change pas
///
/// Si le fichier est celui d’un autre établissement, l’identité de celui-ci reste : son nom, son code UAI, ses adresses, sa
/// référence au registre.
#[derive(Debug, Clone, Args)]
pub struct Import {
    /// Fichier écrit par « cpro settings export » (- : entrée standard)
    #[arg(value_name = "FICHIER.toml")]
    file: PathBuf,
    /// Reprend aussi l’identité d’un autre établissement : nom, code UAI, adresses, référence au registre
    #[arg(long)]
    identity: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Export {
    pub fn run(self, session: &mut Session) -> Result {
        if self.file == Path::new("-") {
            let text = text(&session.world, self.common)?;
            session.terminal.answer_verbatim(text.trim_end());
            return Ok(exit::DONE);
        }
        let exported = export(&session.world, &self.file, self.common, self.force)?;
        session.say(|say| {
            say.tell(format!("Réglages écrits : {}", exported.path));
            say.next("dans un autre établissement : ".call(settings::import_elsewhere(&exported.path)));
        });
        answer(session, &exported)
    }
}

impl Answer for Exported {
    fn page(&self, _say: &mut Speech) {}
}

impl Import {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { file: self.file, identity: self.identity }, self.trial.into())
    }
}

impl Led for Request {
    const NEEDS: base::Needs = base::Needs::OrNew;

    fn show(plan: &Plan, say: &mut Speech) {
        if let Some((theirs, ours)) = &plan.foreign {
            say.warn(format!(
                "ce fichier est celui de {theirs}, et cet établissement est {ours} : son nom, son code, ses adresses et sa référence au registre ne sont pas repris (--identity les reprend)."
            ));
        }
        say.table(Listing::new(["Réglage", "Avant", "Après"]).with_rows(plan.rows()), usize::MAX);
    }

    fn question(plan: &Plan) -> Option<Question> {
        plan.other_uai.as_ref().map(|(known, to)| other_uai(known, to))
    }

    fn foretell(foreseen: &Imported, say: &mut Speech) {
        match foreseen.total() {
            0 => say.tell("Aucun réglage à changer."),
            n => say.tell(format!("{} à changer. Simulation : rien n’a été modifié.", count(n, "réglage", "réglages"))),
        }
    }

    fn tell(imported: &Imported, say: &mut Speech) {
        match imported.total() {
            0 => say.tell("Aucun réglage à changer."),
            n => say.tell(format!("{}.", count(n, "réglage changé", "réglages changés"))),
        }
    }
}
