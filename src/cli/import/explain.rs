//! `--explain-line`: how one line was read, whom it matches, and what would be done with it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::advice::{Quote, Sentence, import};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::domain::identity::Agreement;
use crate::domain::ine::masked;
use crate::domain::roster::{Over, Why};
use crate::error::Result;
use crate::sources::header::Field;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::import::Import;
use crate::work::import::explain::{Explanation, Treatment, explain};

/// Longest cell shown, in characters.
const LONGEST: usize = 200;

/// An explanation under the contract, and as a page.
#[derive(Serialize)]
struct Told {
    line: u32,
    cells: Vec<Cell>,
    compared: Vec<Compared>,
    verdict: &'static str,
    /// Which rule of the cascade found the person.
    rule: Option<&'static str>,
    explanation: Vec<String>,
    #[serde(skip)]
    head: String,
    #[serde(skip)]
    sentences: Vec<Sentence>,
}

#[derive(Serialize)]
struct Cell {
    column: String,
    field: Option<&'static str>,
    value: String,
}

#[derive(Serialize)]
struct Compared {
    name: String,
    agreements: BTreeMap<&'static str, &'static str>,
    /// The same, in their order.
    #[serde(skip)]
    rows: Vec<[String; 2]>,
}

/// Explains a line; writes nothing.
pub fn run(session: &mut Session, request: Import, line: u32) -> Result {
    let explanation = explain(&mut session.world, request, line)?;
    answer(session, &Told::from(explanation))
}

impl From<Explanation> for Told {
    fn from(explanation: Explanation) -> Self {
        let (verdict, mut sentences) = sentences(&explanation);
        let rule = explanation.compared.first().and_then(|(_, agreements)| rule(agreements));
        if let Some(rule) = rule.filter(|_| verdict != "conflict") {
            sentences.push(format!("Règle : reconnu(e) par {rule}.").into());
        }
        let cells = explanation.cells.iter().map(|(label, field, cell)| Cell {
            column: label.clone(),
            field: field.map(Field::word),
            value: shown(*field, cell),
        });
        let compared = explanation.compared.iter().map(|(name, agreements)| Compared {
            name: name.clone(),
            agreements: agreements.iter().map(|(label, agreement)| (*label, word(*agreement))).collect(),
            rows: agreements.iter().map(|(label, agreement)| [*label, word(*agreement)].map(str::to_owned)).collect(),
        });
        Self {
            line: explanation.line,
            cells: cells.collect(),
            compared: compared.collect(),
            verdict,
            rule,
            explanation: sentences.iter().map(ToString::to_string).collect(),
            head: format!("{}, {} {}", explanation.file, explanation.unit, explanation.line),
            sentences,
        }
    }
}

impl Answer for Told {
    fn page(&self, say: &mut Speech) {
        say.answer(self.head.as_str());
        let cells = self
            .cells
            .iter()
            .map(|cell| [cell.column.clone(), cell.field.unwrap_or("(ignorée)").to_owned(), cell.value.clone()]);
        say.listing(Listing::new(["Colonne", "Lue comme", "Valeur"]).with_rows(cells));
        for compared in &self.compared {
            say.answer("");
            say.listing(Listing::new(["Comparaison", &compared.name]).with_rows(compared.rows.iter().cloned()));
        }
        say.answer("");
        self.sentences.iter().for_each(|sentence| say.answer(sentence.clone()));
    }
}

/// The word for machines, and what is said.
fn sentences(explanation: &Explanation) -> (&'static str, Vec<Sentence>) {
    let repeats = explanation.repeats.iter();
    let mut sentences: Vec<Sentence> =
        repeats.map(|first| format!("Elle répète une personne déjà lue ({first}) et la complète.").into()).collect();
    let (verdict, said) = said(&explanation.treatment);
    sentences.extend(said);
    sentences.extend(explanation.changes.iter().map(|change| change.as_str().into()));
    (verdict, sentences)
}

fn said(treatment: &Treatment) -> (&'static str, Vec<Sentence>) {
    let one = |verdict: &'static str, sentence: Sentence| (verdict, vec![sentence]);
    match treatment {
        Treatment::Rejected(reason) => one("rejected", format!("La ligne est rejetée : {reason}.").into()),
        Treatment::Aside(aside) => one(
            "left_out",
            format!("La ligne n’est personne ({}) : elle est laissée de côté.", aside.label()[0]).into(),
        ),
        Treatment::Elsewhere(school) => one(
            "left_out",
            format!("La ligne est d’un autre établissement ({school}) : elle est laissée de côté.").into(),
        ),
        Treatment::Created => one("created", "Personne de la base ne lui correspond : elle serait ajoutée.".into()),
        Treatment::Updated(name) => one("updated", format!("C’est {name}, dont la fiche serait corrigée.").into()),
        Treatment::Returned(name) => one(
            "returned",
            format!("C’est {name}, qui était parti(e) : retour, même identifiant, mot de passe initial.").into(),
        ),
        Treatment::Leaving(name) => {
            one("leaving", format!("C’est {name} : la ligne annonce un départ, le compte serait désactivé.").into())
        }
        Treatment::Unchanged(name) => one("unchanged", format!("C’est {name}, sans changement.").into()),
        Treatment::Doubted(name, why) => {
            let why = match why {
                Why::Alike => String::new(),
                Why::Taken(what, holder) => {
                    format!(" : {} qui est celui de {}", what.label(), holder.person.full_name())
                }
                Why::Absent => " : cette personne n’est plus dans le fichier".to_owned(),
            };
            let sentence = format!("Conflit : peut-être {name}, peut-être non{why}. Rien ne serait fait ; décidez : ");
            one("conflict", sentence.call(import::conflicts()))
        }
        Treatment::Clashing { over, other, place } => {
            let what = match over {
                Over::Ine => "même INE",
                Over::Number => "même numéro interne",
                Over::Name => "même nom",
            };
            let sentence = format!("Conflit : {what} comme {other} ({place}). Aucune des deux lignes n’est importée.");
            ("conflict", vec![sentence.into(), "Décidez : ".call(import::conflicts())])
        }
        Treatment::Ignored => one(
            "ignored",
            "Une décision a été prise : la ligne n’est pas utilisée (".call(import::all_conflicts()).words(")."),
        ),
    }
}

/// The first of the cascade that agrees: number, national number, name and birth date, name alone.
fn rule(agreements: &[(&'static str, Agreement); 4]) -> Option<&'static str> {
    let [number, ine, birth, name] = agreements.map(|(_, agreement)| agreement == Agreement::Same);
    match (number, ine, name, birth) {
        (true, ..) => Some("son n° interne"),
        (_, true, ..) => Some("son INE"),
        (_, _, true, true) => Some("ses nom, prénom et date de naissance"),
        (_, _, true, false) => Some("ses nom et prénom"),
        _ => None,
    }
}

/// A cell as it may be shown: no whole INE.
fn shown(field: Option<Field>, cell: &str) -> String {
    if field == Some(Field::Ine) { masked(cell) } else { cell.chars().take(LONGEST).collect() }
}

fn word(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Same => "identique",
        Agreement::Differs => "différent",
        Agreement::Unknown => "absent",
    }
}
