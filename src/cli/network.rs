//! `cpro network`: several schools, looked at together.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::Session;
use super::driver::{Answer, answer};
use crate::domain::instant::Instant;
use crate::error::{Result, exit};
use crate::french::{count, day_of, number};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::network::{self as work, Clash, Look, School};

/// Vue sur les bases de plusieurs établissements, sans rien y écrire
#[derive(Debug, Subcommand)]
pub enum Network {
    Status(Status),
    Clashes(Clashes),
}

/// Une ligne par établissement : comptes, dernier import, dernière nuit, ce qu’il faut regarder
#[derive(Debug, Args)]
pub struct Status {
    /// Bases, ou dossiers où les chercher
    #[arg(value_name = "FICHIER|DOSSIER", required = true)]
    paths: Vec<PathBuf>,
}

/// Identifiants que deux établissements ont donnés, avant que l’annuaire les refuse
#[derive(Debug, Args)]
pub struct Clashes {
    /// Bases, ou dossiers où les chercher
    #[arg(value_name = "FICHIER|DOSSIER", required = true)]
    paths: Vec<PathBuf>,
}

impl Network {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Status(status) => {
                let schools = work::status(&session.world, &status.paths)?;
                answer(session, &schools)?;
                Ok(code(&schools))
            }
            Self::Clashes(clashes) => {
                let (clashes, unread) = work::clashes(&session.world, &clashes.paths)?;
                tell_unread(session, &unread);
                answer(session, &Shared(clashes))?;
                Ok(code(&unread))
            }
        }
    }
}

/// 3 where a base could not be read.
fn code(schools: &[School]) -> u8 {
    if schools.iter().any(|school| school.error.is_some()) { exit::REJECTS } else { exit::DONE }
}

fn tell_unread(session: &mut Session, unread: &[School]) {
    session.say(|say| {
        say.warn_each(
            unread.iter().filter_map(|school| Some(format!("{} : {}.", school.file, school.error.as_ref()?))),
        );
    });
}

impl Answer for Vec<School> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            return say.answer("Aucune base.");
        }
        let rows = self.iter().map(|school| {
            let name = if school.uai.is_empty() { school.file.clone() } else { school.uai.clone() };
            let counts = [school.people, school.accounts, school.initial, school.expired].map(number);
            let [people, accounts, initial, expired] = counts;
            [
                name,
                people,
                accounts,
                initial,
                expired,
                day(&school.last_import),
                day(&school.last_night),
                day(&school.last_sync),
                look(school),
            ]
        });
        let headings = ["UAI", "Pers.", "Comptes", "Init.", "Échus", "Import", "Nuit", "Annuaire", "À regarder"];
        say.listing(Listing::new(headings).unbroken([1, 2, 3, 4, 5, 6, 7]).with_rows(rows));
        say.warn_each(self.iter().filter_map(|school| Some(format!("{} : {}.", school.file, school.error.as_ref()?))));
        let people: usize = self.iter().map(|school| school.people).sum();
        say.answer(format!(
            "{}, {}.",
            count(self.len(), "établissement", "établissements"),
            count(people, "personne", "personnes")
        ));
    }

    fn sheet(&self) -> Option<Listing> {
        let headings = [
            "uai",
            "name",
            "file",
            "people",
            "accounts",
            "initial",
            "pending",
            "expired",
            "locked",
            "conflicts",
            "requests",
            "last_import",
            "last_night",
            "last_sync",
            "look",
        ];
        let instant = |at: &Option<Instant>| at.as_deref().unwrap_or_default().to_owned();
        let rows = self.iter().map(|school| {
            let [people, accounts, initial, pending, expired, locked, conflicts, requests] = [
                school.people,
                school.accounts,
                school.initial,
                school.pending,
                school.expired,
                school.locked,
                school.conflicts,
                school.requests,
            ]
            .map(|n| n.to_string());
            [
                school.uai.clone(),
                school.name.clone(),
                school.file.clone(),
                people,
                accounts,
                initial,
                pending,
                expired,
                locked,
                conflicts,
                requests,
                instant(&school.last_import),
                instant(&school.last_night),
                instant(&school.last_sync),
                look(school),
            ]
        });
        Some(Listing::new(headings).with_rows(rows))
    }
}

fn day(at: &Option<Instant>) -> String {
    at.as_deref().map_or_else(|| "jamais".to_owned(), |at| day_of(at).chars().take(5).collect())
}

fn look(school: &School) -> String {
    let words = school.look.iter().map(|look| match look {
        Look::Unreadable => "illisible".to_owned(),
        Look::NoNight => "pas de nuit".to_owned(),
        Look::Conflicts => count(school.conflicts, "conflit", "conflits"),
        Look::Expired => "mots de passe échus".to_owned(),
        Look::Locked => count(school.locked, "verrouillé", "verrouillés"),
        Look::Twice => "deux bases".to_owned(),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Logins that are shared.
#[derive(Serialize)]
#[serde(transparent)]
struct Shared(Vec<Clash>);

impl Answer for Shared {
    const REPORTS: bool = false;

    fn page(&self, say: &mut Speech) {
        if self.0.is_empty() {
            return say.answer("Aucun identifiant commun.");
        }
        say.listing(listing(&self.0));
        say.answer(count(self.0.len(), "identifiant commun.", "identifiants communs."));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(&self.0))
    }
}

fn listing(clashes: &[Clash]) -> Listing {
    let rows = clashes.iter().map(|clash| [clash.login.clone(), clash.schools.join(", ")]);
    Listing::new(["Identifiant", "Établissements"]).unbroken([0]).with_rows(rows)
}
