//! `cpro journal`: who did what, when, on which record; and whether anybody changed the journal itself.

use clap::Args;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::select::unknown_login;
use super::{french, print};
use crate::cli::Context;
use crate::error::{Error, Result, exit};
use crate::french::{count, instant};
use crate::store::{Entry, Filter, Record, Store, Verdict};
use crate::terminal::Format;
use crate::terminal::table::Listing;

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
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        if self.verify {
            return verify(context, &store);
        }
        let account = match &self.account {
            Some(login) => Some(store.account(login)?.ok_or_else(|| unknown_login(login))?.id.0),
            None => None,
        };
        let filter = Filter { since: self.since.map(|day| day.to_string()), account, action: self.action };
        let entries = store.journal(&filter)?;
        if context.terminal.format == Format::Json {
            print::json(context, &Value::Array(entries.iter().map(object).collect()))?;
            return Ok(exit::DONE);
        }
        if entries.is_empty() && context.terminal.format == Format::Table {
            context.ui().answer("Aucune ligne.")?;
            return Ok(exit::DONE);
        }
        table(context, &entries)?;
        Ok(exit::DONE)
    }
}

fn object(entry: &Entry) -> Value {
    json!({
        "id": entry.id,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "record": entry.record.as_str(),
        "record_id": if entry.record == Record::None { Value::Null } else { entry.record_id.into() },
        "result": entry.result,
    })
}

fn table(context: &mut Context, entries: &[Entry]) -> Result<()> {
    let machine = context.terminal.format == Format::Csv;
    let mut listing = Listing::new(["N°", "Quand", "Qui", "Action", "Objet", "Résultat"]).unbroken([0, 1, 3]);
    for entry in entries {
        let subject = match entry.record {
            Record::None => String::new(),
            Record::Person => format!("personne {}", entry.record_id),
            Record::Account => format!("compte {}", entry.record_id),
            Record::Document => format!("document {}", entry.record_id),
            Record::Setting => "réglage".to_owned(),
            Record::Batch => format!("lot {}", entry.record_id),
        };
        let at = if machine { entry.at.clone() } else { instant(&entry.at) };
        listing.row([
            entry.id.to_string(),
            at,
            entry.actor.clone(),
            entry.action.clone(),
            subject,
            entry.result.clone(),
        ]);
    }
    print::listing(context, &listing)?;
    if machine { Ok(()) } else { Ok(context.ui().answer(&count(entries.len(), "ligne.", "lignes."))?) }
}

fn verify(context: &mut Context, store: &Store) -> Result {
    let verdict = store.verify_journal()?;
    let seal = store.last_seal().ok().map(|(_, hash)| hash);
    print::report(context, || match verdict {
        Verdict::Whole(lines) => {
            json!({ "schema": 1, "intact": true, "lines": lines, "broken_at": null, "seal": seal })
        }
        Verdict::Broken(at) => json!({ "schema": 1, "intact": false, "lines": null, "broken_at": at, "seal": seal }),
    })?;
    match verdict {
        Verdict::Whole(lines) => {
            context
                .ui()
                .tell(&format!("Journal intact\u{a0}: {}.", count(lines, "ligne vérifiée", "lignes vérifiées")))?;
            if let Some(seal) = seal {
                context.ui().status(&format!("Empreinte de la dernière ligne, à noter ailleurs\u{a0}: {seal}"))?;
            }
            Ok(exit::DONE)
        }
        Verdict::Broken(at) => {
            let message = format!("le journal a été modifié hors de cpro, à la ligne {at} ou juste après.");
            Err(Error::new(exit::DATA, message)
                .hint("comparez avec la dernière sauvegarde, et changez les droits de la base."))
        }
    }
}
