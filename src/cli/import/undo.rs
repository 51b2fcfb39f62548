//! `cpro undo`: puts everything back as it was before a batch, unless it served since.

use clap::Args;

use super::history::{backwards, headline};
use super::refusals::in_the_way;
use crate::cli::Session;
use crate::cli::driver::{Led, Question, lead};
use crate::cli::options::DryRun;
use crate::error::{Error, Result};
use crate::french::{count, list};
use crate::store::Action;
use crate::terminal::speech::Speech;
use crate::work::import::Refusal;
use crate::work::import::undo::{Plan, Totals, Undo as Request, Undone};
use crate::work::{self, UseCase};

/// Most lines of the preview, and most names of a refusal, unless --verbose.
const SHOWN: usize = 20;

/// Annule un lot : remet les personnes et les comptes comme avant
///
/// Ce qu’un lot suivant a touché n’est pas remis : la commande refuse, et dit quels lots annuler d’abord. Une
/// annulation est un lot, qui peut être annulé à son tour.
#[derive(Debug, Clone, Args)]
pub struct Undo {
    /// Numéro du lot, tel que « cpro history » le donne ; sans numéro, le dernier qui n’est pas annulé
    #[arg(value_name = "LOT", value_parser = crate::cli::french::ordinal)]
    batch: Option<i64>,
    #[command(flatten)]
    trial: DryRun,
}

impl Undo {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { batch: self.batch }, self.trial.into())
    }
}

impl Led for Request {
    fn refuse(error: work::Error, say: &mut Speech) -> Error {
        match error {
            work::Error::Import(Refusal::InTheWay(batch, obstacles, later)) => {
                in_the_way(&batch, &obstacles, &later, say.most(SHOWN))
            }
            error => error.into(),
        }
    }

    fn show(plan: &Plan, say: &mut Speech) {
        say.table(backwards(&plan.effects), SHOWN);
        if plan.batch.action == Action::SendTransfer.as_str() {
            say.warn(format!(
                "ce lot est un transfert envoyé : assurez-vous que l’autre établissement n’a pas reçu {}, et dites-lui de l’effacer ; sinon les élèves auraient un compte ouvert dans les deux.",
                plan.batch.source
            ));
        }
    }

    fn about(plan: &Plan) -> Vec<String> {
        plan.effects.iter().map(|effect| format!("{effect:?}")).collect()
    }

    fn question(plan: &Plan) -> Option<Question> {
        let (what, totals) = (headline(&plan.batch), Self::foresee(plan).totals);
        let ask = match totals == Totals::default() {
            true => format!("Annuler le {what} ? Il n’y a rien à remettre."),
            false => format!("Annuler le {what} : {} ?", sentence(&totals)),
        };
        Some(Question::new(ask, format!("annuler le {what} demande une confirmation.")))
    }

    fn foretell(undone: &Undone, say: &mut Speech) {
        let (what, totals) = (headline(&undone.undone), sentence(&undone.totals));
        say.tell(format!("Annuler le {what} : {totals}. Simulation : rien n’a été modifié."));
    }

    fn tell(undone: &Undone, say: &mut Speech) {
        let by = undone.batch.map_or(String::new(), |batch| format!(" (lot {batch})"));
        say.tell(format!("Lot {} annulé : {}{by}.", undone.undoes, sentence(&undone.totals)));
    }
}

/// How many of each, in words.
fn sentence(totals: &Totals) -> String {
    let words = [
        (totals.removed_people, "fiche retirée", "fiches retirées"),
        (totals.people, "fiche remise comme avant", "fiches remises comme avant"),
        (totals.removed_accounts, "compte retiré", "comptes retirés"),
        (totals.accounts, "compte remis comme avant", "comptes remis comme avant"),
        (totals.documents, "document marqué nul", "documents marqués nuls"),
        (totals.valid_documents, "document remis valable", "documents remis valables"),
    ];
    let words: Vec<String> = words.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
    if words.is_empty() { "aucune fiche ni aucun compte à remettre".to_owned() } else { list(&words) }
}
