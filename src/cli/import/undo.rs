//! `cpro import undo`: puts everything back as it was before a batch, unless it served since.

use clap::Args;
use serde_json::json;

use super::history::{find, headline, listing};
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, list};
use crate::store::{Action, Batch, BatchId, Effect, Obstacle, Store};
use crate::terminal::safe;

/// Most lines of the preview, and most names of a refusal, unless --verbose.
const SHOWN: usize = 20;

/// Annule un lot : remet les personnes et les comptes comme avant
///
/// Ce qu’un lot suivant a touché n’est pas remis : la commande refuse, et dit quels lots annuler d’abord. Une
/// annulation est un lot, qui peut être annulé à son tour.
#[derive(Debug, Args)]
pub struct Undo {
    /// Numéro du lot, tel que « cpro import history » le donne
    #[arg(value_name = "LOT", value_parser = crate::cli::french::ordinal)]
    batch: i64,
    /// Montre ce qui serait remis, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Undo {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let revision = store.revision()?;
        let batch = find(&store, self.batch)?;
        check(&batch)?;
        refuse_inspector(&store, &batch)?;
        let effects = store.effects(batch.id)?;
        let obstacles = store.obstacles(batch.id)?;
        if !obstacles.is_empty() {
            return Err(refusal(context, &store, &batch, &obstacles)?);
        }
        if !effects.is_empty() {
            let table = listing(&effects, true).cut_table(
                context.terminal.most(SHOWN),
                context.terminal.width,
                context.terminal.color,
            );
            context.ui().show(&table)?;
        }
        let totals = Totals::new(&effects);
        let what = headline(&batch);
        if self.dry_run {
            let would =
                format!("Annuler le {what}\u{a0}: {}. Simulation\u{a0}: rien n’a été modifié.", totals.sentence());
            context.ui().tell(&would)?;
            print::report(context, || totals.json(&batch, None))?;
            return Ok(exit::DONE);
        }
        context.confirm_or_try(
            &format!("Annuler le {what}\u{a0}: {}\u{a0}?", totals.sentence()),
            &format!("annuler le {what} demande une confirmation."),
        )?;
        let undone = store.transact(context.stamp(), |tx| {
            tx.expect_revision(revision)?;
            // Somebody may have signed in while the question was asked.
            let obstacles = tx.obstacles(batch.id)?;
            if !obstacles.is_empty() {
                return Err(refusal(context, tx, &batch, &obstacles)?);
            }
            Ok(tx.undo(&batch, &crate::cli::old::totals(&totals.summary()))?)
        })?;
        context.ui().tell(&format!("Lot {} annulé\u{a0}: {} (lot {}).", batch.id.0, totals.sentence(), undone.0))?;
        print::report(context, || totals.json(&batch, Some(undone)))?;
        Ok(exit::DONE)
    }
}

/// Batches that nobody can undo.
fn check(batch: &Batch) -> Result<()> {
    let number = batch.id.0;
    if let Some(by) = batch.undone_by {
        return Err(Error::refused(format!("le lot {number} est déjà annulé, par le lot {}.", by.0))
            .hint(format!("pour revenir sur cette annulation\u{a0}: cpro import undo {}", by.0)));
    }
    if batch.action == Action::Init.as_str() {
        return Err(Error::refused(format!(
            "le lot {number} est la mise en place de la base\u{a0}: il ne s’annule pas."
        )));
    }
    if !batch.kept {
        let why = "ce qu’il faut pour l’annuler n’est plus gardé, ou ne l’a jamais été (version 0.2)";
        return Err(Error::refused(format!("le lot {number} ne peut pas être annulé\u{a0}: {why}.")));
    }
    Ok(())
}

/// An access that was taken back is opened again by the head alone.
fn refuse_inspector(store: &Store, batch: &Batch) -> Result<()> {
    let undone = batch.undoes.map(|undone| store.batch(undone)).transpose()?.flatten();
    match undone.filter(|undone| undone.action == Action::OpenInspector.as_str()) {
        None => Ok(()),
        Some(_) => {
            Err(Error::refused("seul le chef d’établissement rouvre l’accès d’un inspecteur, avec son mot de passe.")
                .hint("cpro inspectors open"))
        }
    }
}

/// The refusal that names whom later batches touched, and these batches.
fn refusal(context: &Context, store: &Store, batch: &Batch, obstacles: &[Obstacle]) -> Result<Error> {
    let most = context.terminal.most(SHOWN);
    let mut lines: Vec<String> = obstacles
        .iter()
        .take(most)
        .map(|obstacle| {
            let by = obstacle.by.map(|by| format!(" (lot {})", by.0)).unwrap_or_default();
            format!("{} {}{by}", safe(&obstacle.who), obstacle.why)
        })
        .collect();
    if obstacles.len() > most {
        lines.push(format!("… et {} de plus", obstacles.len() - most));
    }
    let n = obstacles.len();
    let touched = count(n, "personne", "personnes");
    let message = format!(
        "le lot {} ne peut pas être annulé\u{a0}: {touched} {} depuis, rien n’a été modifié.\n{}",
        batch.id.0,
        agree(n, "a été touchée", "ont été touchées"),
        lines.join("\n")
    );
    let mut later: Vec<BatchId> = obstacles.iter().filter_map(|obstacle| obstacle.by).collect();
    later.sort_unstable_by(|one, other| other.cmp(one));
    later.dedup();
    let mut error = Error::refused(message);
    for by in later.into_iter().take(5) {
        if let Some(batch) = store.batch(by)? {
            error = error.hint(format!("cpro import undo {}   # annule d’abord le {}", by.0, headline(&batch)));
        }
    }
    if error.hints.is_empty() {
        error = error.hint(
            "ce qui a été fait depuis sans lot (connexion, verrou, adresse) ne s’annule pas\u{a0}: cpro accounts explain IDENTIFIANT",
        );
    }
    Ok(error)
}

/// How many of each.
#[derive(Default)]
struct Totals {
    removed_people: usize,
    people: usize,
    removed_accounts: usize,
    accounts: usize,
    documents: usize,
    valid_documents: usize,
}

impl Totals {
    fn new(effects: &[Effect]) -> Self {
        let mut totals = Self::default();
        for effect in effects {
            let total = match effect {
                Effect::PersonAdded(_) => &mut totals.removed_people,
                Effect::PersonRemoved(_) | Effect::PersonChanged(_) => &mut totals.people,
                Effect::AccountAdded(_) => &mut totals.removed_accounts,
                Effect::AccountRemoved(_) | Effect::AccountChanged(..) => &mut totals.accounts,
                Effect::Document(..) => &mut totals.documents,
                Effect::DocumentVoided(..) => &mut totals.valid_documents,
            };
            *total += 1;
        }
        totals
    }

    fn sentence(&self) -> String {
        let words = [
            (self.removed_people, "fiche retirée", "fiches retirées"),
            (self.people, "fiche remise comme avant", "fiches remises comme avant"),
            (self.removed_accounts, "compte retiré", "comptes retirés"),
            (self.accounts, "compte remis comme avant", "comptes remis comme avant"),
            (self.documents, "document marqué nul", "documents marqués nuls"),
            (self.valid_documents, "document remis valable", "documents remis valables"),
        ];
        let words: Vec<String> =
            words.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
        if words.is_empty() { "aucune fiche ni aucun compte à remettre".to_owned() } else { list(&words) }
    }

    fn summary(&self) -> String {
        json!({
            "removed_people": self.removed_people,
            "people": self.people,
            "removed_accounts": self.removed_accounts,
            "accounts": self.accounts,
            "documents": self.documents,
            "valid_documents": self.valid_documents,
        })
        .to_string()
    }

    fn json(&self, batch: &Batch, undone: Option<BatchId>) -> serde_json::Value {
        json!({
            "schema": 1,
            "undoes": batch.id.0,
            "dry_run": undone.is_none(),
            "removed_people": self.removed_people,
            "people": self.people,
            "removed_accounts": self.removed_accounts,
            "accounts": self.accounts,
            "documents": self.documents,
            "valid_documents": self.valid_documents,
            "batch": undone.map(|batch| batch.0),
        })
    }
}
