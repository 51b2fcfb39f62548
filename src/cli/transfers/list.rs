//! `cpro transfers list`, `export` and `missing-ine`: what was sent and received, the file of a transfer given back, and
//! « élèves sans INE qui ne pourront pas être transférés ».

use std::path::PathBuf;

use clap::Args;

use crate::advice::{Quote, import, users};
use crate::cli::Session;
use crate::cli::driver::{Answer, Led, Trial, answer, lead};
use crate::cli::french;
use crate::domain::origin::Origin;
use crate::error::{Error, Result};
use crate::french::{count, day, day_of, instant, size};
use crate::store::Direction;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::transfers::export::{Export as Request, Exported};
use crate::work::transfers::list::{self as work, Detail, Line, WithoutIne};

/// Liste les transferts envoyés et reçus ; avec un numéro, leurs élèves
#[derive(Debug, Args)]
pub struct List {
    /// Numéro d’un transfert
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: Option<i64>,
}

/// Rend le fichier d’un transfert envoyé, à l’octet près
///
/// Le fichier est gardé aussi longtemps que dit rgpd.transfers (30 jours), puis effacé la nuit.
#[derive(Debug, Clone, Args)]
pub struct Export {
    /// Numéro du transfert (voir transfers list)
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
    /// Fichier écrit
    #[arg(long, short, value_name = "FICHIER.age")]
    output: PathBuf,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

/// Liste les élèves sans INE, qui ne pourront pas être transférés
#[derive(Debug, Args)]
pub struct MissingIne {}

impl List {
    pub fn run(self, session: &mut Session) -> Result {
        match self.number {
            Some(number) => answer(session, &work::show(&session.world, number)?),
            None => answer(session, &work::list(&session.world)?),
        }
    }
}

impl Export {
    pub fn run(self, session: &mut Session) -> Result {
        lead(session, Request { number: self.number, output: self.output, replace: self.force }, Trial::Never)
    }
}

impl Answer for Vec<Line> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            return say.answer("Aucun transfert.");
        }
        say.listing(lines(self));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(lines(self))
    }
}

fn lines(transfers: &[Line]) -> Listing {
    let rows = transfers.iter().map(|line| {
        let way = if line.direction == Direction::Sent { "envoyé" } else { "reçu" };
        [
            line.transfer.to_string(),
            way.to_owned(),
            day_of(&line.at),
            school(line),
            line.pupils.to_string(),
            line.file.clone(),
            state(line).to_owned(),
        ]
    });
    let headings = ["N°", "Sens", "Le", "Établissement", "Élèves", "Fichier", "État"];
    Listing::new(headings).unbroken([0, 1, 2, 4]).with_rows(rows)
}

/// « Lycée des Tilleuls (0990001N) ».
fn school(line: &Line) -> String {
    line.name.as_ref().map_or_else(|| line.uai.clone(), |name| format!("{name} ({})", line.uai))
}

fn state(line: &Line) -> &'static str {
    match (line.cancelled, line.direction, line.file_kept) {
        (true, ..) => "annulé",
        (false, Direction::Sent, true) => "fichier gardé",
        (false, Direction::Sent, false) => "fichier effacé",
        (false, Direction::Received, _) => "reçu",
    }
}

impl Answer for Detail {
    fn page(&self, say: &mut Speech) {
        let line = &self.transfer;
        let cancelled = if line.cancelled { ", annulé" } else { "" };
        let way = if line.direction == Direction::Sent { "envoyé à" } else { "reçu de" };
        let (number, at) = (line.transfer, instant(&line.at));
        say.status(format!("Transfert n° {number}, {way} {} le {at}{cancelled}.", school(line)));
        say.listing(pupils(self));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(pupils(self))
    }
}

fn pupils(detail: &Detail) -> Listing {
    let rows = detail.pupils.iter().map(|pupil| {
        let here = if detail.transfer.cancelled { "annulé" } else { pupil.outcome.label() };
        [
            pupil.family_name.clone(),
            pupil.first_name.clone(),
            pupil.login.clone(),
            pupil.schooling.clone(),
            here.to_owned(),
        ]
    });
    Listing::new(["Nom", "Prénom", "Identifiant", "Scolarité d’origine", "Ici"]).unbroken([2]).with_rows(rows)
}

impl Led for Request {
    fn tell(exported: &Exported, say: &mut Speech) {
        let Exported { path, transfer, bytes, to, unpublished } = exported;
        if unpublished.is_none() {
            say.tell(format!("{path} : transfert n° {transfer}, {}, pour {to}.", size(*bytes)));
        }
    }

    fn shortfall(exported: &mut Exported) -> Option<Error> {
        exported.unpublished.take().map(Error::from)
    }
}

impl Answer for Vec<WithoutIne> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            return say.answer("Tous les élèves présents ont un INE : chacun peut être transféré.");
        }
        let title = count(self.len(), "élève sans INE qui ne pourra", "élèves sans INE qui ne pourront");
        let plural = if self.len() > 1 { "s" } else { "" };
        say.tell(format!("{title} pas être transféré{plural} :"));
        say.listing(without(self));
        // The number is given by SIECLE; people whom SIECLE does not know get it by hand.
        if self.iter().any(|pupil| pupil.origin == Origin::Siecle) {
            say.next("complétez l’INE dans SIECLE, exportez de nouveau, puis : ".call(import::siecle()));
        }
        if self.iter().any(|pupil| pupil.origin != Origin::Siecle) {
            say.next("hors SIECLE : ".call(users::edit_ine()));
        }
    }

    fn sheet(&self) -> Option<Listing> {
        Some(without(self))
    }
}

fn without(pupils: &[WithoutIne]) -> Listing {
    let rows = pupils.iter().map(|pupil| {
        [
            pupil.surname.clone(),
            pupil.first_name.clone(),
            pupil.birth_date.map(day).unwrap_or_default(),
            pupil.division.clone(),
            pupil.origin.label().to_owned(),
        ]
    });
    Listing::new(["Nom", "Prénom", "Naissance", "Division", "Connu par"]).unbroken([2]).with_rows(rows)
}
