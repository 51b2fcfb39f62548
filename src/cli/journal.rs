//! `cpro journal`: who did what, when, on which record; and whether anybody changed the journal itself.

use clap::Args;
use jiff::civil::Date;

use super::driver::{Answer, answer};
use super::{Session, french};
use crate::error::{Error, Result, exit};
use crate::french::{count, instant};
use crate::store::Record;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::journal::{Line, Lines, Verified, verify};

/// Montre le journal : qui, quand, quoi, sur quel numéro, avec quel résultat
///
/// Le journal ne contient ni nom, ni identifiant, ni mot de passe. Chaque ligne porte l’empreinte (SHA-256) de la
/// précédente : --verify trouve celle qui aurait été modifiée ou retirée.
#[derive(Debug, Args)]
pub struct Journal {
    /// Depuis ce jour
    #[arg(long, value_name = "JOUR", value_parser = french::day)]
    since: Option<Date>,
    /// Lignes qui concernent ce compte
    #[arg(long, value_name = "IDENTIFIANT")]
    account: Option<String>,
    /// Action, par exemple accounts.reset, ou son nom : accounts
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// Vérifie qu’aucune ligne n’a été modifiée ni retirée
    #[arg(long, conflicts_with_all = ["since", "account", "action"])]
    verify: bool,
}

impl Journal {
    pub fn run(self, session: &mut Session) -> Result {
        if !self.verify {
            let lines = Lines { since: self.since, account: self.account, action: self.action };
            let lines = lines.read(&session.world)?;
            return answer(session, &lines);
        }
        let verified = verify(&session.world)?;
        answer(session, &verified)?;
        session.say(|say| tell(&verified, say));
        verified.broken_at.map_or(Ok(exit::DONE), |at| {
            let message = format!("le journal a été modifié hors de cpro, à la ligne {at} ou juste après.");
            Err(Error::new(exit::DATA, message)
                .hint("comparez avec la dernière sauvegarde, et changez les droits de la base."))
        })
    }
}

impl Answer for Verified {
    fn page(&self, _say: &mut Speech) {}
}

fn tell(verified: &Verified, say: &mut Speech) {
    let Some(lines) = verified.lines else { return };
    say.tell(format!("Journal intact : {}.", count(lines, "ligne vérifiée", "lignes vérifiées")));
    if let Some(seal) = &verified.seal {
        say.status(format!("Empreinte de la dernière ligne, à noter ailleurs : {seal}"));
    }
}

impl Answer for Vec<Line> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            return say.answer("Aucune ligne.");
        }
        say.listing(listing(self, instant));
        say.answer(count(self.len(), "ligne.", "lignes."));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self, str::to_owned))
    }
}

fn listing(lines: &[Line], when: impl Fn(&str) -> String) -> Listing {
    let rows = lines.iter().map(|line| {
        [
            line.id.to_string(),
            when(&line.at),
            line.actor.clone(),
            line.action.clone(),
            subject(line),
            line.result.clone(),
        ]
    });
    Listing::new(["N°", "Quand", "Qui", "Action", "Objet", "Résultat"]).unbroken([0, 1, 3]).with_rows(rows)
}

fn subject(line: &Line) -> String {
    let number = line.record_id.unwrap_or_default();
    match line.about {
        Record::None => String::new(),
        Record::Person => format!("personne {number}"),
        Record::Account => format!("compte {number}"),
        Record::Document => format!("document {number}"),
        Record::Setting => "réglage".to_owned(),
        Record::Batch => format!("lot {number}"),
    }
}
