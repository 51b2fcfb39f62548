//! `cpro import history`: every batch, and what it changed.

use clap::Args;
use serde_json::{Value, json};

use crate::cli::old::Context;
use crate::cli::old::print;
use crate::error::{Error, Result, exit};
use crate::french::{count, instant, list};
use crate::store::{Action, Batch, BatchId, Effect};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Montre les lots : imports, créations de comptes, réinitialisations, papillons, annulations
///
/// Avec un numéro, montre tout ce que ce lot a changé.
#[derive(Debug, Args)]
pub struct History {
    /// Numéro d’un lot
    #[arg(value_name = "LOT", value_parser = crate::cli::french::ordinal)]
    batch: Option<i64>,
    /// Nombre de lots montrés, les derniers d’abord
    #[arg(long, value_name = "NOMBRE", default_value = "30", value_parser = crate::cli::french::ordinal)]
    last: i64,
}

impl History {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let Some(number) = self.batch else {
            return show(context, &store.batches(u32::try_from(self.last).unwrap_or(u32::MAX))?);
        };
        let batch = find(&store, number)?;
        let effects = store.effects(batch.id)?;
        if context.terminal.format == Format::Json {
            let object = json!({ "schema": 1, "batch": object(&batch), "effects": effects.iter().map(effect_object).collect::<Vec<_>>() });
            print::json(context, &object)?;
            return Ok(exit::DONE);
        }
        context.ui().status(&format!("{}.", headline(&batch)))?;
        let listing = listing(&effects, false);
        if listing.rows.is_empty() {
            context.ui().answer("Ce lot n’a changé ni personne, ni compte, ni document qui soit encore là.")?;
        } else {
            print::listing(context, &listing)?;
        }
        Ok(exit::DONE)
    }
}

/// A batch by its number.
pub fn find(store: &crate::store::Store, number: i64) -> Result<Batch> {
    store
        .batch(BatchId(number))?
        .ok_or_else(|| Error::refused(format!("il n’y a pas de lot n° {number}.")).hint("cpro import history"))
}

/// « lot 3 (import, exportCSVExtraction.csv, 01/09/2026 à 8 h 00) ».
pub fn headline(batch: &Batch) -> String {
    let what = word(batch);
    let source =
        if batch.source.is_empty() || batch.undoes.is_some() { String::new() } else { format!(", {}", batch.source) };
    format!("lot {} ({what}{source}, {})", batch.id.0, instant(&batch.at))
}

/// What a batch is, in a few words.
pub fn word(batch: &Batch) -> String {
    let action = [
        (Action::Init, "mise en place"),
        (Action::Import, "import"),
        (Action::DecideConflict, "décision d’un conflit"),
        (Action::EditUsers, "saisie d’un utilisateur"),
        (Action::CreateAccounts, "création de comptes"),
        (Action::ResetAccounts, "réinitialisation"),
        (Action::GenerateSlips, "papillons"),
        (Action::OpenInspector, "accès d’un inspecteur"),
        (Action::SendTransfer, "transfert envoyé"),
        (Action::CancelTransfer, "transfert annulé"),
        (Action::ReceiveTransfer, "transfert reçu"),
    ];
    match batch.undoes {
        Some(undone) => format!("annulation du lot {}", undone.0),
        None => action
            .iter()
            .find(|(action, _)| action.as_str() == batch.action)
            .map_or_else(|| batch.action.clone(), |(_, word)| (*word).to_owned()),
    }
}

/// Totals of a batch, in words.
fn totals(batch: &Batch) -> String {
    let summary = serde_json::to_value(&batch.summary).unwrap_or_default();
    let total = |key: &str| summary.get(key).and_then(Value::as_u64).unwrap_or_default() as usize;
    let words = match batch.action.as_str() {
        "import" | "import.conflicts" | "users" | "inspectors.open" | "transfers.send" | "transfers.cancel"
        | "transfers.receive" => vec![
            ("created", "arrivée", "arrivées"),
            ("updated", "modifié", "modifiés"),
            ("returned", "retour", "retours"),
            ("departed", "départ", "départs"),
            ("conflicts", "conflit", "conflits"),
        ],
        "accounts.create" => vec![("created", "compte", "comptes")],
        "accounts.reset" => {
            vec![("reset", "mot de passe", "mots de passe"), ("mailed", "envoyé par courriel", "envoyés par courriel")]
        }
        "slips.generate" => {
            vec![("slips", "papillon", "papillons"), ("drawn", "mot de passe tiré", "mots de passe tirés")]
        }
        "import.undo" => vec![
            ("removed_people", "fiche retirée", "fiches retirées"),
            ("people", "fiche remise", "fiches remises"),
            ("removed_accounts", "compte retiré", "comptes retirés"),
            ("accounts", "compte remis", "comptes remis"),
            ("documents", "document annulé", "documents annulés"),
            ("valid_documents", "document remis valable", "documents remis valables"),
        ],
        _ => Vec::new(),
    };
    let words: Vec<String> = words
        .into_iter()
        .map(|(key, one, many)| (total(key), one, many))
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| count(n, one, many))
        .collect();
    list(&words)
}

fn state(batch: &Batch) -> String {
    match batch.undone_by {
        Some(by) => format!("annulé (lot {})", by.0),
        None if !batch.kept || batch.action == Action::Init.as_str() => "définitif".to_owned(),
        None => String::new(),
    }
}

fn show(context: &mut Context, batches: &[Batch]) -> Result {
    if context.terminal.format == Format::Json {
        print::json(context, &Value::from(batches.iter().map(object).collect::<Vec<_>>()))?;
        return Ok(exit::DONE);
    }
    let mut listing = Listing::new(["Lot", "Date", "Quoi", "Fichier", "Ce qui a changé", "État"]).unbroken([0, 1]);
    for batch in batches {
        let source = if batch.undoes.is_some() { String::new() } else { batch.source.clone() };
        listing.row([
            batch.id.0.to_string(),
            instant(&batch.at).replace(" à ", " "),
            word(batch),
            source,
            totals(batch),
            state(batch),
        ]);
    }
    print::listing(context, &listing)?;
    if batches.iter().any(|batch| batch.undone_by.is_none() && batch.kept) {
        context.ui().hint("cpro import undo LOT")?;
    }
    Ok(exit::DONE)
}

fn object(batch: &Batch) -> Value {
    json!({
        "batch": batch.id.0,
        "at": batch.at,
        "actor": batch.actor,
        "action": batch.action,
        "source": batch.source,
        "summary": batch.summary,
        "undoable": batch.kept && batch.undone_by.is_none() && batch.action != Action::Init.as_str(),
        "undoes": batch.undoes.map(|batch| batch.0),
        "undone_by": batch.undone_by.map(|batch| batch.0),
    })
}

fn effect_object(effect: &Effect) -> Value {
    let [kind, who, detail] = row(effect, false);
    json!({ "effect": kind, "who": who, "detail": detail })
}

/// What a batch did, or what undoing it will do.
pub fn listing(effects: &[Effect], backwards: bool) -> Listing {
    let mut listing = Listing::new(["", "Qui", "Détail"]);
    effects.iter().for_each(|effect| listing.row(row(effect, backwards)));
    listing
}

fn row(effect: &Effect, backwards: bool) -> [String; 3] {
    let turn = |there: &str, back: &str| (if backwards { back } else { there }).to_owned();
    match effect {
        Effect::PersonAdded(person) => [turn("ajouté", "retiré"), person.full_name(), person.division().to_owned()],
        Effect::PersonRemoved(person) => [turn("retiré", "remis"), person.full_name(), person.division().to_owned()],
        Effect::PersonChanged(pair) => {
            let (before, after) = &**pair;
            let (from, to) = if backwards { (after, before) } else { (before, after) };
            let changes: Vec<String> =
                crate::domain::roster::differences(from, to).iter().map(ToString::to_string).collect();
            let detail = if changes.is_empty() { "présence".to_owned() } else { changes.join("\n") };
            [turn("modifié", "remis"), after.full_name(), detail]
        }
        Effect::AccountAdded(login) => [turn("compte créé", "compte retiré"), login.clone(), String::new()],
        Effect::AccountRemoved(login) => [turn("compte retiré", "compte remis"), login.clone(), String::new()],
        Effect::AccountChanged(login, before, after) => {
            let (from, to) = if backwards { (after, before) } else { (before, after) };
            [turn("compte modifié", "compte remis"), login.clone(), account_change(from, to)]
        }
        Effect::DocumentVoided(id, name) => {
            [turn("document annulé", "document remis valable"), format!("n° {id}"), name.clone()]
        }
        Effect::Document(id, name) => [turn("document", "document annulé"), format!("n° {id}"), name.clone()],
    }
}

/// Password state and status, in words.
fn account_change(from: &[String; 2], to: &[String; 2]) -> String {
    let state = |word: &str| {
        word.parse()
            .map_or_else(|()| word.to_owned(), |state: crate::domain::account::PasswordState| state.label().to_owned())
    };
    let status = |word: &str| {
        word.parse()
            .map_or_else(|()| word.to_owned(), |status: crate::domain::account::Status| status.label().to_owned())
    };
    let mut changes = Vec::new();
    if from[0] == to[0] {
        if from[1] == to[1] {
            changes.push(format!("mot de passe {}", state(&to[0])));
        }
    } else {
        changes.push(format!("mot de passe {} → {}", state(&from[0]), state(&to[0])));
    }
    if from[1] != to[1] {
        changes.push(format!("compte {} → {}", status(&from[1]), status(&to[1])));
    }
    changes.join(", ")
}
