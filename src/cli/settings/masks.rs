//! `cpro settings masks`: the labels of the scenario forms, changed and put back one by one or all together.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::Session;
use crate::cli::driver::{Answer, Led, Question, Trial, answer, lead};
use crate::cli::options::DryRun;
use crate::error::{Result, exit};
use crate::french::count;
use crate::terminal::Format;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::settings::masks::{
    self as work, ImportLabels, LabelChange, Labelled, LabelsChanged, LabelsReset, Mask, ResetLabels, ResetPlan,
    SetLabel,
};
use crate::work::{UseCase, base};

/// Masques de saisie : les libellés des fiches de scénario
#[derive(Debug, Subcommand)]
pub enum Masks {
    List(List),
    Show(Show),
    Set(Set),
    Reset(Reset),
    Export(Export),
    Import(Import),
}

/// Liste les diplômes et les libellés changés
#[derive(Debug, Args)]
pub struct List {}

/// Montre les champs d’un diplôme
#[derive(Debug, Args)]
pub struct Show {
    /// Code du diplôme, par exemple BCP-MELEC
    #[arg(value_name = "DIPLÔME")]
    diploma: String,
}

/// Change le libellé d’un champ
#[derive(Debug, Args)]
pub struct Set {
    /// Code du diplôme, par exemple BCP-MELEC
    #[arg(value_name = "DIPLÔME")]
    diploma: String,
    /// Champ, par exemple contexte
    #[arg(value_name = "CHAMP")]
    field: String,
    /// Nouveau libellé, 80 caractères au plus
    #[arg(value_name = "LIBELLÉ")]
    label: String,
}

/// Remet les libellés d’origine
#[derive(Debug, Args)]
pub struct Reset {
    /// Code du diplôme, par exemple BCP-MELEC
    #[arg(value_name = "DIPLÔME", required_unless_present = "all")]
    diploma: Option<String>,
    /// Champ ; sans lui, tous ceux du diplôme
    #[arg(value_name = "CHAMP")]
    field: Option<String>,
    /// Tous les diplômes
    #[arg(long, short, conflicts_with = "diploma")]
    all: bool,
}

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
    #[command(flatten)]
    trial: DryRun,
}

impl Masks {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::List(_) => {
                let masks = work::list(&session.world)?;
                answer(session, &masks)
            }
            Self::Show(show) => {
                let mask = work::show(&session.world, &show.diploma)?;
                answer(session, &mask)
            }
            Self::Set(set) => {
                let request = SetLabel { diploma: set.diploma, field: set.field, label: set.label };
                lead(session, request, Trial::Never)
            }
            Self::Reset(reset) => {
                let request = ResetLabels { diploma: reset.diploma, field: reset.field };
                lead(session, request, Trial::Never)
            }
            Self::Export(export) => export.run(session),
            Self::Import(import) => lead(session, ImportLabels { file: import.file }, import.trial.into()),
        }
    }
}

impl Export {
    fn run(self, session: &mut Session) -> Result {
        let masks = work::list(&session.world)?;
        let Some(path) = &self.output else {
            session.terminal.format = Format::Json;
            return answer(session, &masks);
        };
        session.world.check_file(path)?;
        let text = serde_json::to_string_pretty(&masks).unwrap_or_default();
        session.world.write(path, format!("{text}\n").as_bytes(), self.force)?;
        session.say(|say| say.tell(format!("Masques écrits : {}", path.display())));
        Ok(exit::DONE)
    }
}

impl Answer for Vec<Mask> {
    fn page(&self, say: &mut Speech) {
        say.listing(listing(self));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self))
    }
}

fn listing(masks: &[Mask]) -> Listing {
    let rows = masks.iter().map(|mask| {
        let changed = if mask.changed.is_empty() { String::new() } else { mask.changed.len().to_string() };
        [mask.diploma.to_owned(), mask.title.to_owned(), mask.fields.len().to_string(), changed]
    });
    Listing::new(["Diplôme", "Intitulé", "Champs", "Changés"]).unbroken([0, 2, 3]).with_rows(rows)
}

impl Answer for Mask {
    const REPORTS: bool = false;

    fn page(&self, say: &mut Speech) {
        say.status(self.title);
        say.listing(fields(self));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(fields(self))
    }
}

fn fields(mask: &Mask) -> Listing {
    let rows =
        mask.fields.iter().map(|(name, label, origin)| [(*name).to_owned(), label.clone(), (*origin).to_owned()]);
    Listing::new(["Champ", "Libellé", "D’origine"]).unbroken([0]).with_rows(rows)
}

impl Led for SetLabel {
    const NEEDS: base::Needs = base::Needs::OrNew;

    fn tell(labelled: &Labelled, say: &mut Speech) {
        say.tell(format!("{}, {} : {}", labelled.diploma, labelled.field, labelled.label));
    }
}

impl Led for ResetLabels {
    fn question(plan: &ResetPlan) -> Option<Question> {
        let n = Self::foresee(plan).reset;
        let labels = count(n, "libellé", "libellés");
        (plan.all && n > 1).then(|| {
            Question::new(
                format!("Remettre {labels} d’origine ?"),
                format!("{labels} à remettre : il faut une confirmation."),
            )
        })
    }

    fn tell(reset: &LabelsReset, say: &mut Speech) {
        match reset.reset {
            0 => say.tell("Aucun libellé n’était changé."),
            n => say.tell(count(n, "libellé remis.", "libellés remis.")),
        }
    }
}

impl Led for ImportLabels {
    fn show(plan: &Vec<LabelChange>, say: &mut Speech) {
        let rows = plan.iter().map(|change| {
            [format!("{} {}", change.diploma, change.field), change.before.clone(), change.after.clone()]
        });
        say.table(Listing::new(["Libellé", "Avant", "Après"]).unbroken([0]).with_rows(rows), usize::MAX);
    }

    fn foretell(foreseen: &LabelsChanged, say: &mut Speech) {
        match foreseen.changed {
            0 => say.tell("Aucun libellé à changer."),
            n => say.tell(format!("{} à changer. Simulation : rien n’a été modifié.", count(n, "libellé", "libellés"))),
        }
    }

    fn tell(changed: &LabelsChanged, say: &mut Speech) {
        match changed.changed {
            0 => say.tell("Aucun libellé à changer."),
            n => say.tell(count(n, "libellé changé.", "libellés changés.")),
        }
    }
}
