//! `cpro import conflicts`: rows that may be somebody known, and deciding.

use clap::Args;
use serde_json::{Value, json};

use super::apply::Import;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::identity::{Agreement, agreements};
use crate::domain::origin::Origin;
use crate::domain::person::{Person, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::old::{Outcome, compare};
use crate::domain::roster::{Decision, Known, Read, Scope, complete, subject};
use crate::error::{Error, Result, exit};
use crate::french::{count, day, list};
use crate::sources::Wanted;
use crate::store::{Action, BatchId, Conflict, Store};
use crate::terminal::Format;
use crate::terminal::table::Listing;
use crate::work::people::concerned;

/// Montre les conflits d’import et enregistre ce que vous décidez
///
/// Un conflit est une ligne qu’on ne sait distinguer de quelqu’un : INE réattribué, homonymes, jumeaux sous un même
/// INE. Rien n’en est importé tant que personne n’a décidé ; une décision n’est demandée qu’une fois.
#[derive(Debug, Args)]
pub struct Conflicts {
    /// Numéro du conflit
    #[arg(value_name = "NUMÉRO", value_parser = crate::cli::french::ordinal, required_if_eq_any = [("same", "true"), ("two", "true"), ("ignore", "true")])]
    number: Option<i64>,
    /// C’est la même personne : la ligne corrige sa fiche
    #[arg(long, group = "decision")]
    same: bool,
    /// Ce sont deux personnes : la ligne en ajoute une
    #[arg(long, group = "decision")]
    two: bool,
    /// La ligne n’est pas à utiliser
    #[arg(long, group = "decision")]
    ignore: bool,
    /// Montre aussi les conflits décidés
    #[arg(long, conflicts_with = "decision")]
    all: bool,
}

impl Conflicts {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        match (self.number, self.decision()) {
            (Some(number), Some(decision)) => decide(context, &mut store, number, decision),
            (Some(number), None) => {
                let conflict = found(&store, number)?;
                show(context, &store, &[conflict])
            }
            (None, _) => {
                let conflicts = store.conflicts(self.all)?;
                show(context, &store, &conflicts)
            }
        }
    }

    fn decision(&self) -> Option<Decision> {
        let options = [(self.same, Decision::Same), (self.two, Decision::Two), (self.ignore, Decision::Ignore)];
        options.into_iter().find(|(asked, _)| *asked).map(|(_, decision)| decision)
    }
}

fn found(store: &Store, number: i64) -> Result<Conflict> {
    store.conflict(number)?.ok_or_else(|| {
        Error::refused(format!("il n’y a pas de conflit n° {number}.")).hint("cpro import conflicts --all")
    })
}

/// The other side of a conflict: somebody of the base, or another row.
fn other(conflict: &Conflict, people: &[Known]) -> Option<Person> {
    let known = conflict.known.and_then(|id| people.iter().find(|known| known.id == id));
    known.map(|known| known.person.clone()).or_else(|| conflict.other.clone())
}

fn show(context: &mut Context, store: &Store, conflicts: &[Conflict]) -> Result {
    let people = store.people()?;
    if context.terminal.format == Format::Json {
        let rows: Vec<Value> = conflicts.iter().map(|conflict| object(conflict, &people)).collect();
        print::json(context, &Value::from(rows))?;
        return Ok(exit::DONE);
    }
    if conflicts.is_empty() {
        context.ui().answer("Aucun conflit à décider.")?;
        return Ok(exit::DONE);
    }
    let mut listing = Listing::new(["N°", "Ligne du fichier", "Peut-être", "Pourquoi", "Décision"]).unbroken([0]);
    for conflict in conflicts {
        let other = other(conflict, &people);
        let why = other.as_ref().map(|other| why(other, &conflict.row)).unwrap_or_default();
        listing.row([
            conflict.id.to_string(),
            format!("{}\n{}, ligne {}", described(&conflict.row), conflict.source, conflict.line),
            other.as_ref().map_or("(effacé)".to_owned(), described),
            why,
            conflict.decision.map_or("", Decision::label).to_owned(),
        ]);
    }
    print::listing(context, &listing)?;
    if let Some(open) = conflicts.iter().find(|conflict| conflict.decision.is_none()) {
        let number = open.id;
        context
            .ui()
            .hint(&format!("cpro import conflicts {number} --same (une seule personne), --two (deux) ou --ignore"))?;
    }
    Ok(exit::DONE)
}

/// « Léa DUPONT, 2A, 01/02/2010 ».
fn described(person: &Person) -> String {
    let birth = person.birth_date.map(day).unwrap_or_default();
    let parts = [person.full_name(), person.division().to_owned(), birth];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What is the same and what is not, in words.
fn why(known: &Person, row: &Person) -> String {
    let pairs = agreements(known, row);
    let named = |wanted: Agreement| -> Vec<String> {
        pairs.iter().filter(|(_, found)| *found == wanted).map(|(label, _)| (*label).to_owned()).collect()
    };
    let (same, differs) = (named(Agreement::Same), named(Agreement::Differs));
    let side = |word: &str, labels: &[String]| {
        if labels.is_empty() { String::new() } else { format!("{word}\u{a0}: {}", list(labels)) }
    };
    [side("identique", &same), side("différent", &differs)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn object(conflict: &Conflict, people: &[Known]) -> Value {
    let other = other(conflict, people);
    json!({
        "id": conflict.id,
        "batch": conflict.batch.0,
        "source": conflict.source,
        "line": conflict.line,
        "name": conflict.row.full_name(),
        "division": conflict.row.division(),
        "with": other.as_ref().map(Person::full_name),
        "with_known": conflict.known.is_some(),
        "decision": conflict.decision.map(Decision::as_str),
    })
}

/// Writes what was decided, and does at once what an import of the row alone would do.
fn decide(context: &mut Context, store: &mut Store, number: i64, decision: Decision) -> Result {
    let conflict = found(store, number)?;
    if conflict.decision == Some(decision) {
        context
            .ui()
            .tell(&format!("Conflit n° {number}\u{a0}: déjà décidé ({}), aucun changement.", decision.label()))?;
        return Ok(exit::DONE);
    }
    if let Some(decided) = conflict.decision {
        return Err(Error::refused(format!("le conflit n° {number} est déjà décidé ({}).", decided.label()))
            .hint("annulez d’abord cette décision\u{a0}: cpro import history, puis cpro import undo LOT"));
    }
    let revision = store.revision()?;
    let settings = store.settings()?;
    let mut decisions = store.decisions()?;
    if let Some(known) = conflict.known {
        decisions.of_known(&subject(&conflict.row), known, decision);
    }
    let reads = rows(store, &conflict, decision)?;
    let wanted = match conflict.row.origin {
        Origin::Sts => Wanted::Staff,
        // A pupil of another school is no adult of this one.
        Origin::Other if conflict.row.profile == Profile::Student && !is_with_adult(store, &conflict)? => {
            Wanted::Pupils
        }
        Origin::Other => Wanted::People { staff: false },
        Origin::Siecle | Origin::Candidates => Wanted::Pupils,
    };
    let known = concerned(store, wanted)?;
    if decision != Decision::Ignore && conflict.known.is_some() {
        check_open(&conflict, &compare(&known, &reads, &[], Scope::Partial, &store.decisions()?), &known)?;
    }
    let outcome = compare(&known, &reads, &[], Scope::Partial, &decisions);
    let import = Import {
        known: &known,
        reads: &reads,
        outcome: &outcome,
        conflicts: Vec::new(),
        settled: Vec::new(),
        lean: false,
        source: conflict.source.clone(),
        summary: summary(number, decision, &outcome),
        revision,
        action: Action::DecideConflict,
    };
    let rearmed = import.rearm(context, store, &settings)?;
    let today = context.today();
    let batch: BatchId = store.transact(context.stamp(), |tx| {
        tx.expect_revision(revision)?;
        let batch = tx.begin_batch(Action::DecideConflict, &conflict.source)?;
        tx.decide(number, decision)?;
        import.fill(tx, batch, today, &rearmed)?;
        tx.end_batch(batch, Action::DecideConflict, &crate::cli::old::totals(&import.summary))?;
        Ok::<_, Error>(batch)
    })?;
    tell(context, &conflict, decision, &outcome)?;
    print::report(context, || {
        json!({ "schema": 1, "conflict": number, "decision": decision.as_str(), "batch": batch.0,
            "created": outcome.arrived.len(), "updated": outcome.updated.len() + outcome.returned.len() })
    })?;
    Ok(exit::DONE)
}

fn is_with_adult(store: &Store, conflict: &Conflict) -> Result<bool> {
    let people = store.people()?;
    Ok(people.iter().any(|known| Some(known.id) == conflict.known && known.person.profile.is_adult()))
}

/// Refuses to replay an old row: whoever it was may have come in otherwise since.
fn check_open(conflict: &Conflict, now: &Outcome, known: &[Known]) -> Result<()> {
    let found =
        now.matched.iter().flatten().map(|at| &known[*at as usize]).find(|found| Some(found.id) != conflict.known);
    match found {
        None => Ok(()),
        Some(found) => Err(Error::refused(format!(
            "le conflit n° {} n’en est plus un\u{a0}: {} est dans la base depuis.",
            conflict.id,
            found.person.full_name()
        ))
        .hint(format!("cpro import conflicts {} --ignore", conflict.id))),
    }
}

/// The rows that the decision lets in.
fn rows(store: &Store, conflict: &Conflict, decision: Decision) -> Result<Vec<Read>> {
    let place = Place { file: 0, line: conflict.line };
    let mut row = conflict.row.clone();
    let people = match (decision, conflict.other.clone()) {
        (Decision::Ignore, Some(other)) if !is_disputed(store, conflict, &other)? => vec![other],
        (Decision::Ignore, _) => Vec::new(),
        (_, None) => vec![row],
        (Decision::Same, Some(mut other)) => {
            complete(&mut other, &row);
            vec![other]
        }
        (Decision::Two, Some(mut other)) => {
            // Nobody knows whose the shared number is.
            let pairs = [(&mut row.ine, &mut other.ine), (&mut row.number, &mut other.number)];
            for (one, other) in pairs.into_iter().filter(|(one, other)| one == other) {
                *one = Default::default();
                *other = Default::default();
            }
            vec![row, other]
        }
    };
    Ok(people.into_iter().map(|person| Read { person, place }).collect())
}

/// True where another conflict, which nobody decided yet, is about the same row.
fn is_disputed(store: &Store, conflict: &Conflict, row: &Person) -> Result<bool> {
    let wanted = subject(row);
    let open = store.conflicts(false)?;
    let mut others = open.iter().filter(|other| other.id != conflict.id);
    Ok(others.any(|open| subject(&open.row) == wanted || open.other.as_ref().is_some_and(|row| subject(row) == wanted)))
}

fn summary(number: i64, decision: Decision, outcome: &Outcome) -> String {
    json!({ "conflict": number, "decision": decision.as_str(), "created": outcome.arrived.len(),
        "updated": outcome.updated.len(), "returned": outcome.returned.len() })
    .to_string()
}

fn tell(context: &mut Context, conflict: &Conflict, decision: Decision, outcome: &Outcome) -> Result<()> {
    let done = [
        (outcome.arrived.len(), "personne ajoutée", "personnes ajoutées"),
        (outcome.updated.len() + outcome.returned.len(), "fiche corrigée", "fiches corrigées"),
    ];
    let done: Vec<String> = done.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
    let done = if done.is_empty() { "rien d’autre à changer".to_owned() } else { list(&done) };
    context.ui().tell(&format!("Conflit n° {}\u{a0}: {}\u{a0}; {done}.", conflict.id, decision.label()))?;
    let shared = conflict.other.as_ref().is_some_and(|other| !other.ine.is_empty() && other.ine == conflict.row.ine);
    if decision == Decision::Two && shared {
        context
            .ui()
            .warn("les deux fiches restent sans INE, faute de savoir à qui il est\u{a0}; SIECLE le donnera.")?;
    }
    if !outcome.conflicts.is_empty() {
        context.ui().warn("la ligne ressemble encore à quelqu’un d’autre\u{a0}; relancez l’import pour le voir.")?;
    }
    if !outcome.arrived.is_empty() {
        context.ui().hint("cpro accounts create")?;
    }
    Ok(())
}
