//! `cpro slips list`, `export`, `void`, `purge`: the documents already made (« Accéder aux codes déjà générés »).

use std::path::{Path, PathBuf};

use clap::Args;

use crate::advice::{Quote, accounts, slips};
use crate::cli::driver::{Answer, Led, Question, Trial, answer, lead};
use crate::cli::options::DryRun;
use crate::cli::{Session, french};
use crate::error::Result;
use crate::french::{agree, count, day_of, size};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::UseCase;
use crate::work::slips::documents::{self as work, Card, Exported, PurgePlan, Purged, Voided, Worth};
use crate::work::slips::handing::leaves;

/// Liste les documents de papillons déjà générés, ou les papillons de l’un d’eux
#[derive(Debug, Args)]
pub struct List {
    /// Numéro du document dont lister les papillons
    #[arg(value_name = "NUMÉRO", value_parser = french::number)]
    id: Option<i64>,
}

/// Rend un document déjà généré, à l’octet près
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// Numéro du document (voir slips list)
    #[arg(value_name = "NUMÉRO", value_parser = french::number)]
    id: i64,
    /// Fichier PDF (- : sortie standard)
    #[arg(long, short, value_name = "FICHIER.pdf")]
    output: PathBuf,
    /// Remplace le fichier s’il existe ; rend aussi un document annulé
    #[arg(long, short)]
    force: bool,
}

/// Annule un document : ses papillons ne doivent plus être remis
#[derive(Debug, Clone, Args)]
pub struct Void {
    /// Numéro du document (voir slips list)
    #[arg(value_name = "NUMÉRO", value_parser = french::number)]
    id: i64,
}

/// Efface pour de bon le contenu des documents trop anciens ; leur ligne reste
#[derive(Debug, Clone, Args)]
pub struct Purge {
    /// Âge à partir duquel un document est effacé, en jours, par exemple 30d
    #[arg(long, value_name = "JOURS", default_value = "30d", value_parser = french::days)]
    older_than: u16,
    #[command(flatten)]
    trial: DryRun,
}

impl List {
    pub fn run(self, session: &mut Session) -> Result {
        match self.id {
            Some(id) => answer(session, &leaves(&session.world, id)?),
            None => answer(session, &work::list(&session.world)?),
        }
    }
}

impl Export {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, work::Export { id: self.id, output: self.output, force: self.force }, Trial::Never)
    }
}

impl Void {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, work::Void { id: self.id }, Trial::Never)
    }
}

impl Purge {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, work::Purge { older_than: self.older_than }, self.trial.into())
    }
}

impl Answer for Vec<Card> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            say.answer("Aucun document.");
            return say.next(slips::generate());
        }
        say.listing(listing(self));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self))
    }
}

fn listing(cards: &[Card]) -> Listing {
    let rows = cards.iter().map(|card| {
        [
            card.id.to_string(),
            card.name.clone(),
            size(card.bytes),
            if card.media == "application/pdf" { "PDF" } else { "autre" }.to_owned(),
            card.pages.to_string(),
            match card.handed {
                0 => card.slips.to_string(),
                handed => format!("{}, {handed} remis", card.slips),
            },
            day_of(&card.created_at),
            state(card),
        ]
    });
    let headings = ["N°", "Document", "Taille", "Type", "Pages", "Papillons", "Le", "État"];
    Listing::new(headings).unbroken([0, 2, 3, 4]).with_rows(rows)
}

/// What a document is worth, in a word.
pub fn label(worth: Worth) -> &'static str {
    match worth {
        Worth::Void => "annulé",
        Worth::Purged => "effacé",
        Worth::Valid => "valable",
        Worth::PartlySuperseded => "dépassé",
    }
}

fn state(card: &Card) -> String {
    match card.status {
        Worth::PartlySuperseded if card.superseded < card.slips => {
            format!("dépassé pour {} sur {}", card.superseded, card.slips)
        }
        worth => label(worth).to_owned(),
    }
}

impl Led for work::Export {
    fn tell(exported: &Exported, say: &mut Speech) {
        if let Some(bytes) = &exported.to_stdout {
            return say.bytes(bytes.clone());
        }
        let document = &exported.document;
        say.tell(format!("{} : document {}, {}.", exported.path, document.id, size(document.bytes)));
        if document.superseded > 0 {
            let n = count(document.superseded, "papillon montre", "papillons montrent");
            say.warn(format!("{n} un mot de passe changé depuis : à ne pas remettre."));
        }
    }

    fn reports(exported: &Exported) -> bool {
        Path::new(&exported.path) != Path::new("-")
    }
}

impl Led for work::Void {
    fn tell(voided: &Voided, say: &mut Speech) {
        say.tell(format!("Document {} annulé.", voided.voided));
        if voided.live > 0 {
            let n = count(voided.live, "mot de passe", "mots de passe");
            let still =
                format!("{n} de ce document servent encore : si un papillon s’est perdu, réinitialisez le compte (");
            say.warn(still.call(accounts::reset_some()).words(")."));
        }
    }
}

impl Led for work::Purge {
    fn question(plan: &PurgePlan) -> Option<Question> {
        let due = Self::foresee(plan).purged.len();
        let n = count(due, "document", "documents");
        (due > 0).then(|| {
            Question::new(
                format!("Effacer pour de bon le contenu de {n} ?"),
                format!("le contenu de {n} serait effacé pour de bon : il faut une confirmation."),
            )
        })
    }

    fn foretell(foreseen: &Purged, say: &mut Speech) {
        let n = foreseen.purged.len();
        if n == 0 {
            return say.tell("Aucun document à effacer.");
        }
        let verb = agree(n, "sera effacé", "seront effacés");
        say.tell(format!("{} {verb} (simulation : rien n’a été modifié).", count(n, "document", "documents")));
    }

    fn tell(purged: &Purged, say: &mut Speech) {
        match purged.purged.len() {
            0 => say.tell("Aucun document à effacer."),
            n => say.tell(format!("{} {}.", count(n, "document", "documents"), agree(n, "effacé", "effacés"))),
        }
    }
}
