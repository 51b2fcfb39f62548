//! `cpro history`: every batch, and what it changed.

use clap::Args;
use serde::Serialize;

use crate::advice::import;
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::domain::account::{PasswordState, Status};
use crate::domain::instant::Instant;
use crate::domain::roster::differences;
use crate::error::Result;
use crate::french::{count, instant, list};
use crate::store::{Action, Batch, BatchId, Effect, Summary};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::import::history::{self as work, word};

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
    pub fn run(self, session: &mut Session) -> Result {
        if let Some(number) = self.batch {
            let (batch, effects) = work::show(&session.world, number)?;
            return answer(session, &Shown::new(&batch, &effects));
        }
        let batches = work::list(&session.world, u32::try_from(self.last).unwrap_or(u32::MAX))?;
        answer(session, &batches.into_iter().map(Line::from).collect::<Vec<_>>())
    }
}

/// A batch under the contract, and as a row.
#[derive(Serialize)]
struct Line {
    batch: BatchId,
    at: Instant,
    actor: String,
    action: String,
    source: String,
    summary: Summary,
    undoable: bool,
    undoes: Option<BatchId>,
    undone_by: Option<BatchId>,
    /// The row, but for its number and its instant.
    #[serde(skip)]
    words: [String; 4],
    /// True where something can be put back, or could.
    #[serde(skip)]
    open: bool,
}

impl From<Batch> for Line {
    fn from(batch: Batch) -> Self {
        let source = if batch.undoes.is_some() { String::new() } else { batch.source.clone() };
        let open = batch.kept && batch.undone_by.is_none();
        Self {
            words: [word(&batch), source, totals(&batch), state(&batch)],
            open,
            batch: batch.id,
            undoable: open && batch.action != Action::Init.as_str(),
            at: batch.at,
            actor: batch.actor,
            action: batch.action,
            source: batch.source,
            summary: batch.summary,
            undoes: batch.undoes,
            undone_by: batch.undone_by,
        }
    }
}

impl Answer for Vec<Line> {
    fn page(&self, say: &mut Speech) {
        say.listing(lines(self));
        if self.iter().any(|line| line.open) {
            say.next(import::undo_some());
        }
    }

    fn sheet(&self) -> Option<Listing> {
        Some(lines(self))
    }
}

fn lines(batches: &[Line]) -> Listing {
    let rows = batches.iter().map(|line| {
        let [what, source, totals, state] = line.words.clone();
        [line.batch.to_string(), instant(&line.at).replace(" à ", " "), what, source, totals, state]
    });
    Listing::new(["Lot", "Date", "Quoi", "Fichier", "Ce qui a changé", "État"]).unbroken([0, 1]).with_rows(rows)
}

/// A batch and what it did, under the contract and as a page.
#[derive(Serialize)]
struct Shown {
    batch: Line,
    effects: Vec<Row>,
    #[serde(skip)]
    headline: String,
}

/// One thing that a batch did.
#[derive(Serialize)]
struct Row {
    effect: String,
    who: String,
    detail: String,
}

impl Shown {
    fn new(batch: &Batch, effects: &[Effect]) -> Self {
        let effects = effects.iter().map(|effect| row(effect, false));
        Self {
            headline: headline(batch),
            batch: batch.clone().into(),
            effects: effects.map(|[effect, who, detail]| Row { effect, who, detail }).collect(),
        }
    }

    fn rows(&self) -> Listing {
        let rows = self.effects.iter().map(|row| [row.effect.clone(), row.who.clone(), row.detail.clone()]);
        Listing::new(["", "Qui", "Détail"]).with_rows(rows)
    }
}

impl Answer for Shown {
    fn page(&self, say: &mut Speech) {
        say.status(format!("{}.", self.headline));
        if self.effects.is_empty() {
            say.answer("Ce lot n’a changé ni personne, ni compte, ni document qui soit encore là.");
        } else {
            say.listing(self.rows());
        }
    }

    fn sheet(&self) -> Option<Listing> {
        Some(self.rows())
    }
}

/// « lot 3 (import, exportCSVExtraction.csv, 01/09/2026 à 8 h 00) ».
pub fn headline(batch: &Batch) -> String {
    let what = word(batch);
    let source =
        if batch.source.is_empty() || batch.undoes.is_some() { String::new() } else { format!(", {}", batch.source) };
    format!("lot {} ({what}{source}, {})", batch.id.0, instant(&batch.at))
}

/// Totals of a batch, in words.
fn totals(batch: &Batch) -> String {
    let done = &batch.summary;
    let words = match batch.action.as_str() {
        "import" | "import.conflicts" | "users" | "inspectors.open" | "transfers.send" | "transfers.cancel"
        | "transfers.receive" | "nightly.departures" => vec![
            (done.created, "arrivée", "arrivées"),
            (done.updated, "modifié", "modifiés"),
            (done.returned, "retour", "retours"),
            (done.departed, "départ", "départs"),
            (done.conflicts, "conflit", "conflits"),
        ],
        "accounts.create" => vec![(done.created, "compte", "comptes")],
        "accounts.reset" => vec![
            (done.reset, "mot de passe", "mots de passe"),
            (done.mailed, "envoyé par courriel", "envoyés par courriel"),
        ],
        "slips.generate" => {
            vec![(done.slips, "papillon", "papillons"), (done.drawn, "mot de passe tiré", "mots de passe tirés")]
        }
        "import.undo" => vec![
            (done.removed_people, "fiche retirée", "fiches retirées"),
            (done.people, "fiche remise", "fiches remises"),
            (done.removed_accounts, "compte retiré", "comptes retirés"),
            (done.accounts, "compte remis", "comptes remis"),
            (done.documents, "document annulé", "documents annulés"),
            (done.valid_documents, "document remis valable", "documents remis valables"),
        ],
        _ => Vec::new(),
    };
    let words = words.into_iter().filter_map(|(n, one, many)| n.filter(|n| *n > 0).map(|n| count(n, one, many)));
    list(&words.collect::<Vec<_>>())
}

fn state(batch: &Batch) -> String {
    match batch.undone_by {
        Some(by) => format!("annulé (lot {})", by.0),
        None if !batch.kept || batch.action == Action::Init.as_str() => "définitif".to_owned(),
        None => String::new(),
    }
}

/// What undoing a batch will do.
pub fn backwards(effects: &[Effect]) -> Listing {
    Listing::new(["", "Qui", "Détail"]).with_rows(effects.iter().map(|effect| row(effect, true)))
}

fn row(effect: &Effect, backwards: bool) -> [String; 3] {
    let turn = |there: &str, back: &str| (if backwards { back } else { there }).to_owned();
    match effect {
        Effect::PersonAdded(person) => [turn("ajouté", "retiré"), person.full_name(), person.division().to_owned()],
        Effect::PersonRemoved(person) => [turn("retiré", "remis"), person.full_name(), person.division().to_owned()],
        Effect::PersonChanged(pair) => {
            let (before, after) = &**pair;
            let (from, to) = if backwards { (after, before) } else { (before, after) };
            let changes: Vec<String> = differences(from, to).iter().map(ToString::to_string).collect();
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
    let state =
        |word: &str| word.parse().map_or_else(|()| word.to_owned(), |state: PasswordState| state.label().to_owned());
    let status =
        |word: &str| word.parse().map_or_else(|()| word.to_owned(), |status: Status| status.label().to_owned());
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
