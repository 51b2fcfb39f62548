//! `cpro import conflicts`: rows that may be somebody known, and deciding.

use clap::Args;

use crate::advice::{Sentence, accounts, import};
use crate::cli::Session;
use crate::cli::accounts::{tell_renewed, tell_revoked};
use crate::cli::driver::{Answer, Led, Trial, answer, lead};
use crate::domain::identity::{Agreement, agreements};
use crate::domain::person::Person;
use crate::domain::roster::Decision;
use crate::error::Result;
use crate::french::{count, day, list};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::import::conflicts::{self as work, Card, Decide, Decided};

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
    #[arg(long, short, conflicts_with = "decision")]
    all: bool,
}

impl Conflicts {
    pub fn run(self, session: &mut Session) -> Result {
        match (self.number, self.decision()) {
            (Some(number), Some(decision)) => lead(session, Decide { number, decision }, Trial::Never),
            (number, _) => {
                let cards = work::list(&session.world, number, self.all)?;
                answer(session, &cards)
            }
        }
    }

    fn decision(&self) -> Option<Decision> {
        let options = [(self.same, Decision::Same), (self.two, Decision::Two), (self.ignore, Decision::Ignore)];
        options.into_iter().find(|(asked, _)| *asked).map(|(_, decision)| decision)
    }
}

impl Answer for Vec<Card> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            return say.answer("Aucun conflit à décider.");
        }
        say.listing(listing(self));
        if let Some(open) = self.iter().find(|card| card.decision.is_none()) {
            let how = " (une seule personne), --two (deux) ou --ignore";
            say.next(Sentence::from(import::decide(open.id)).words(how));
        }
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self))
    }
}

fn listing(cards: &[Card]) -> Listing {
    let rows = cards.iter().map(|card| {
        [
            card.id.to_string(),
            format!("{}\n{}, ligne {}", described(&card.row), card.source, card.line),
            card.other.as_ref().map_or("(effacé)".to_owned(), described),
            card.other.as_ref().map(|other| why(other, &card.row)).unwrap_or_default(),
            card.decision.map_or("", Decision::label).to_owned(),
        ]
    });
    Listing::new(["N°", "Ligne du fichier", "Peut-être", "Pourquoi", "Décision"]).unbroken([0]).with_rows(rows)
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
    let side = |word: &str, wanted: Agreement| {
        let labels: Vec<String> =
            pairs.iter().filter(|(_, found)| *found == wanted).map(|(label, _)| (*label).to_owned()).collect();
        if labels.is_empty() { String::new() } else { format!("{word} : {}", list(&labels)) }
    };
    let sides = [side("identique", Agreement::Same), side("différent", Agreement::Differs)];
    sides.into_iter().filter(|side| !side.is_empty()).collect::<Vec<_>>().join("\n")
}

impl Led for Decide {
    fn tell(decided: &Decided, say: &mut Speech) {
        let (number, decision) = (decided.conflict, decided.decision.label());
        if decided.again {
            return say.tell(format!("Conflit n° {number} : déjà décidé ({decision}), aucun changement."));
        }
        let done = [
            (decided.created, "personne ajoutée", "personnes ajoutées"),
            (decided.updated, "fiche corrigée", "fiches corrigées"),
        ];
        let done: Vec<String> =
            done.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
        let done = if done.is_empty() { "rien d’autre à changer".to_owned() } else { list(&done) };
        say.tell(format!("Conflit n° {number} : {decision} ; {done}."));
        for (before, after) in &decided.corrected {
            let renamed = if before == after { String::new() } else { format!(", désormais {after}") };
            say.tell(format!("Fiche corrigée : {before}{renamed}."));
        }
        tell_renewed(&decided.renewed, say);
        tell_revoked(&decided.revoked, say);
        if decided.without_ine {
            say.warn("les deux fiches restent sans INE, faute de savoir à qui il est ; SIECLE le donnera.");
        }
        if decided.still_doubted {
            say.warn("la ligne ressemble encore à quelqu’un d’autre ; relancez l’import pour le voir.");
        }
        if decided.created > 0 {
            say.next(accounts::create());
        }
    }
}
