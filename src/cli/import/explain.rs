//! `--explain-line`: how one line was read, whom it matches, and what would be done with it.

use serde_json::{Value, json};

use super::report::Report;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::identity::{Agreement, agreements};
use crate::domain::ine::masked;
use crate::domain::person::{Person, Place};
use crate::domain::roster::old::Update;
use crate::domain::roster::{Known, Over, differences, merged};
use crate::error::{Error, Result, exit};
use crate::french::typography;
use crate::sources::export::{Explained, Fate};
use crate::sources::header::{Family, Field};
use crate::terminal::Format;
use crate::terminal::safe;
use crate::terminal::table::Listing;

/// Explains a line of the one file that was read; writes nothing.
pub fn explain(context: &mut Context, report: &Report<'_>, line: u32) -> Result {
    let file = &report.gathered.files[0];
    let Some(explained) = &file.export.explained else {
        let unit = file.export.unit.label();
        let message = format!("«\u{a0}{}\u{a0}»\u{a0}: personne ne commence à la {unit} {line}.", safe(&file.name));
        let hint = match file.export.family {
            Family::Xml | Family::Staff => "dans un XML, c’est la ligne de la balise qui ouvre la fiche.",
            _ => "la ligne 1 est l’en-tête\u{a0}; les lignes vides comptent.",
        };
        return Err(Error::refused(message).hint(hint));
    };
    let verdict = Verdict::new(report, explained);
    if context.terminal.format == Format::Table {
        tell(context, report, explained, &verdict)?;
    } else {
        print::report(context, || json(explained, &verdict))?;
    }
    Ok(exit::DONE)
}

/// What would be done, and with whom the line was compared.
struct Verdict {
    /// A word for machines.
    code: &'static str,
    sentences: Vec<String>,
    compared: Vec<(String, [(&'static str, Agreement); 4])>,
}

impl Verdict {
    fn new(report: &Report<'_>, explained: &Explained) -> Self {
        let read = match &explained.fate {
            Fate::Rejected(reason) => {
                let sentence = format!("La ligne est rejetée\u{a0}: {reason}.");
                return Self { code: "rejected", sentences: vec![sentence], compared: Vec::new() };
            }
            Fate::Read(_) | Fate::Repeats(_) => {
                report.gathered.reads.iter().position(|read| Some(read.place) == report.gathered.watched)
            }
        };
        let mut verdict = match read {
            Some(read) => Self::of_read(report, read),
            None => Self::of_disputed(report),
        };
        if let Fate::Repeats(_) = explained.fate {
            let first = read.map(|read| report.gathered.place(report.gathered.reads[read].place)).unwrap_or_default();
            verdict.sentences.insert(0, format!("Elle répète une personne déjà lue ({first}) et la complète."));
        }
        verdict
    }

    fn of_read(report: &Report<'_>, read: usize) -> Self {
        let outcome = report.outcome;
        let person = &report.gathered.reads[read].person;
        let update = |list: &[Update]| list.iter().find(|update| update.read == read).map(|update| update.known);
        let conflict = outcome.conflicts.iter().find(|conflict| conflict.read == read).map(|conflict| conflict.known);
        let departed = outcome.departed.iter().find(|departure| departure.read == Some(read)).map(|found| found.known);
        let (code, known) = if outcome.arrived.contains(&read) {
            ("created", None)
        } else if let Some(known) = update(&outcome.updated) {
            ("updated", Some(known))
        } else if let Some(known) = update(&outcome.returned) {
            ("returned", Some(known))
        } else if let Some(known) = departed {
            ("leaving", Some(known))
        } else if let Some(known) = conflict {
            ("conflict", Some(known))
        } else {
            match outcome.matched.get(read).copied().flatten() {
                Some(known) => ("unchanged", Some(known as usize)),
                None => return Self::ignored(),
            }
        };
        let known = known.map(|known| &report.known[known]);
        let compared = known.map(|known| (known.person.full_name(), agreements(&known.person, person)));
        Self { code, sentences: sentences(code, known, person), compared: compared.into_iter().collect() }
    }

    fn ignored() -> Self {
        let sentence = "Une décision a été prise\u{a0}: la ligne n’est pas utilisée (cpro import conflicts --all).";
        Self { code: "ignored", sentences: vec![sentence.to_owned()], compared: Vec::new() }
    }

    fn of_disputed(report: &Report<'_>) -> Self {
        let at = |place: Place| Some(place) == report.gathered.watched;
        let pair = report.gathered.clashing.iter().find(|pair| at(pair.read.place) || at(pair.other.place));
        let Some(pair) = pair else { return Self::ignored() };
        let (one, other) = if at(pair.read.place) { (&pair.read, &pair.other) } else { (&pair.other, &pair.read) };
        let what = match pair.over {
            Over::Ine => "même INE",
            Over::Number => "même numéro interne",
            Over::Name => "même nom et même naissance",
        };
        let sentence = format!(
            "Conflit\u{a0}: {what} comme {} ({}). Aucune des deux lignes n’est importée.",
            other.person.full_name(),
            report.gathered.place(other.place)
        );
        let compared = vec![(other.person.full_name(), agreements(&other.person, &one.person))];
        Self {
            code: "conflict",
            sentences: vec![sentence, "Décidez\u{a0}: cpro import conflicts".to_owned()],
            compared,
        }
    }
}

fn sentences(code: &str, known: Option<&Known>, read: &Person) -> Vec<String> {
    let name = known.map(|known| known.person.full_name()).unwrap_or_default();
    let changes = known.map(|known| differences(&known.person, &merged(known, read))).unwrap_or_default();
    let mut sentences = vec![match code {
        "created" => "Personne de la base ne lui correspond\u{a0}: elle serait ajoutée.".to_owned(),
        "updated" => format!("C’est {name}, dont la fiche serait corrigée."),
        "returned" => {
            format!("C’est {name}, qui était parti(e)\u{a0}: retour, même identifiant, mot de passe initial.")
        }
        "leaving" => format!("C’est {name}\u{a0}: la ligne annonce un départ, le compte serait désactivé."),
        "conflict" => format!(
            "Conflit\u{a0}: peut-être {name}, peut-être non. Rien ne serait fait\u{a0}; décidez\u{a0}: cpro import conflicts"
        ),
        _ => format!("C’est {name}, sans changement."),
    }];
    sentences.extend(changes.iter().map(ToString::to_string));
    sentences
}

/// A cell as it may be shown: no whole INE.
fn shown(field: Option<Field>, cell: &str) -> String {
    if field == Some(Field::Ine) { masked(cell) } else { cell.chars().take(200).collect() }
}

fn word(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "identique",
        Agreement::Differs => "différent",
        Agreement::Unknown => "absent",
    }
}

fn tell(context: &mut Context, report: &Report<'_>, explained: &Explained, verdict: &Verdict) -> Result<()> {
    let file = &report.gathered.files[0];
    let head = format!("{}, {} {}", safe(&file.name), file.export.unit.label(), explained.line);
    context.ui().answer(&head)?;
    let mut cells = Listing::new(["Colonne", "Lue comme", "Valeur"]);
    for (label, field, cell) in &explained.cells {
        let word = field.map_or("(ignorée)", Field::word);
        cells.row([label.clone(), word.to_owned(), shown(*field, cell)]);
    }
    let table = cells.table(context.terminal.width, context.terminal.color);
    context.ui().answer(&table)?;
    for (name, agreements) in &verdict.compared {
        let mut listing = Listing::new(["Comparaison", name]);
        for (label, agreement) in agreements {
            listing.row([(*label).to_owned(), word(*agreement).to_owned()]);
        }
        let table = listing.table(context.terminal.width, context.terminal.color);
        context.ui().answer(&format!("\n{table}"))?;
    }
    context.ui().answer("")?;
    for sentence in &verdict.sentences {
        let sentence = typography(sentence);
        context.ui().answer(&sentence)?;
    }
    Ok(())
}

fn json(explained: &Explained, verdict: &Verdict) -> Value {
    let cells = explained.cells.iter().map(|(label, field, cell)| {
        json!({ "column": label, "field": field.map(Field::word), "value": shown(*field, cell) })
    });
    let compared = verdict.compared.iter().map(|(name, agreements)| {
        let agreements: serde_json::Map<String, Value> =
            agreements.iter().map(|(label, agreement)| ((*label).to_owned(), json!(word(*agreement)))).collect();
        json!({ "name": name, "agreements": agreements })
    });
    json!({
        "schema": 1,
        "line": explained.line,
        "cells": cells.collect::<Vec<_>>(),
        "compared": compared.collect::<Vec<_>>(),
        "verdict": verdict.code,
        "explanation": verdict.sentences,
    })
}
