//! `cpro accounts request`: resets asked for at the counter, made by the next nightly run.

use clap::Args;

use super::{code, missed, tell_unknown};
use crate::advice::{Quote, accounts, nightly};
use crate::cli::Session;
use crate::cli::driver::{Answer, Led, Question, answer, lead};
use crate::cli::options::{DryRun, Selectors};
use crate::error::Result;
use crate::french::{agree, count, instant};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::UseCase;
use crate::work::accounts::request::{Plan, Request as Work, Requested, Waiting, waiting};

/// Demande la réinitialisation de comptes, que la commande de nuit fera
///
/// Demander deux fois revient à demander une fois. Qui choisit un mot de passe personnel entre-temps garde le sien.
#[derive(Debug, Clone, Args)]
pub struct Request {
    #[command(flatten)]
    selectors: Selectors,
    /// Motif, en quelques mots et sans nom de personne
    #[arg(long, value_name = "TEXTE", conflicts_with_all = ["list", "cancel"])]
    reason: Option<String>,
    /// Montre les demandes en attente
    #[arg(long, conflicts_with = "cancel")]
    list: bool,
    /// Retire les demandes des comptes indiqués
    #[arg(long)]
    cancel: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl Request {
    pub fn run(self, session: &mut Session) -> Result {
        let selectors = self.selectors.into();
        if self.list {
            let (rows, unknown) = waiting(&mut session.world, &selectors)?;
            answer(session, &rows)?;
            return Ok(tell_unknown(session, &unknown));
        }
        let reason = self.reason.unwrap_or_default();
        lead(session, Work { selectors, reason, cancel: self.cancel }, self.trial.into())
    }
}

impl Led for Work {
    fn show(plan: &Plan, say: &mut Speech) {
        say.warn_each(Self::foresee(plan).skipped.into_iter().map(|skipped| {
            let (name, login, why) = (skipped.name, skipped.login, skipped.reason);
            format!("{name} ({login}) : {why}, demande non enregistrée.")
        }));
    }

    fn question(plan: &Plan) -> Option<Question> {
        let foreseen = Self::foresee(plan);
        let n = count(foreseen.requested, "compte", "comptes");
        (foreseen.requested > 1).then(|| {
            Question::new(
                format!("Demander la réinitialisation de {n} ?"),
                format!("la réinitialisation de {n} serait demandée : il faut une confirmation."),
            )
        })
    }

    fn foretell(requested: &Requested, say: &mut Speech) {
        let (n, words) = counted(requested);
        let will = agree(requested.done(), "sera", "seront");
        say.tell(format!("{n} {will} {words} (simulation : rien n’a été modifié)."));
        tell_rest(requested, say);
    }

    fn tell(requested: &Requested, say: &mut Speech) {
        let (n, words) = counted(requested);
        say.tell(format!("{n} {words}."));
        tell_rest(requested, say);
        if requested.requested > 0 {
            say.next(
                "la nuit prochaine (".call(nightly()).words("), ou tout de suite : ").call(accounts::reset_requested()),
            );
        }
    }

    fn code(requested: &Requested) -> u8 {
        code(&requested.unknown)
    }
}

fn counted(requested: &Requested) -> (String, &'static str) {
    let n = requested.done();
    let words = match (requested.cancel, n < 2) {
        (true, true) => "retirée",
        (true, false) => "retirées",
        (false, true) => "enregistrée",
        (false, false) => "enregistrées",
    };
    (count(n, "demande", "demandes"), words)
}

fn tell_rest(requested: &Requested, say: &mut Speech) {
    if requested.unchanged > 0 {
        let why = if requested.cancel { "sans demande" } else { "déjà dans la liste" };
        say.status(format!("{} {why}.", count(requested.unchanged, "compte", "comptes")));
    }
    missed(&requested.unknown, say);
}

impl Answer for Vec<Waiting> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            return say.answer("Aucune demande en attente.");
        }
        say.listing(listing(self));
        say.answer(count(self.len(), "demande.", "demandes."));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self))
    }
}

fn listing(rows: &[Waiting]) -> Listing {
    let rows = rows.iter().map(|waiting| {
        [
            instant(&waiting.requested_at),
            waiting.requested_by.clone(),
            waiting.name.clone(),
            waiting.division.clone(),
            waiting.login.clone(),
            waiting.reason.clone(),
        ]
    });
    Listing::new(["Demandé le", "Par", "Nom", "Division", "Identifiant", "Motif"]).unbroken([4]).with_rows(rows)
}
