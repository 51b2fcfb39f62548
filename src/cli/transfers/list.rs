//! `cpro transfers list` and `export`: what was sent and received, and the file of a transfer given back.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::find;
use crate::cli::french;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::person::{Person, PersonId};
use crate::error::{Error, Result, exit};
use crate::french::{day_of, instant, size};
use crate::store::{Direction, Entry, Passenger, Record, Store, Transfer};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Liste les transferts envoyés et reçus ; avec un numéro, leurs élèves
#[derive(Debug, Args)]
pub struct List {
    /// Numéro d’un transfert
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: Option<i64>,
}

/// Rend le fichier d’un transfert envoyé, à l’octet près
///
/// Le fichier est gardé aussi longtemps que les papillons (documents.days, 30 jours), puis effacé la nuit.
#[derive(Debug, Args)]
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

impl List {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        if let Some(number) = self.number {
            return one(context, &store, number);
        }
        let transfers = store.transfers()?;
        if context.terminal.format == Format::Json {
            print::json(context, &Value::from(transfers.iter().map(object).collect::<Vec<_>>()))?;
            return Ok(exit::DONE);
        }
        if transfers.is_empty() && context.terminal.format == Format::Table {
            context.ui().answer("Aucun transfert.")?;
            return Ok(exit::DONE);
        }
        let mut listing =
            Listing::new(["N°", "Sens", "Le", "Établissement", "Élèves", "Fichier", "État"]).unbroken([0, 1, 2, 4]);
        for transfer in &transfers {
            listing.row([
                transfer.id.to_string(),
                match transfer.direction {
                    Direction::Sent => "envoyé",
                    Direction::Received => "reçu",
                }
                .to_owned(),
                day_of(&transfer.at),
                school(transfer),
                transfer.pupils.to_string(),
                transfer.file.clone(),
                state(transfer).to_owned(),
            ]);
        }
        print::listing(context, &listing)?;
        Ok(exit::DONE)
    }
}

/// « Lycée des Tilleuls (0990001N) ».
fn school(transfer: &Transfer) -> String {
    if transfer.name.is_empty() { transfer.uai.clone() } else { format!("{} ({})", transfer.name, transfer.uai) }
}

fn state(transfer: &Transfer) -> &'static str {
    match (transfer.cancelled, transfer.direction, transfer.kept) {
        (true, ..) => "annulé",
        (false, Direction::Sent, true) => "fichier gardé",
        (false, Direction::Sent, false) => "fichier effacé",
        (false, Direction::Received, _) => "reçu",
    }
}

fn object(transfer: &Transfer) -> Value {
    json!({
        "transfer": transfer.id,
        "batch": transfer.batch.0,
        "direction": transfer.direction.as_str(),
        "at": transfer.at,
        "uai": transfer.uai,
        "name": Some(transfer.name.as_str()).filter(|name| !name.is_empty()),
        "file": transfer.file,
        "pupils": transfer.pupils,
        "status": if transfer.cancelled { "cancelled" } else { transfer.direction.as_str() },
        "file_kept": transfer.kept,
    })
}

/// The pupils of one transfer.
fn one(context: &mut Context, store: &Store, number: i64) -> Result {
    let transfer = find(store, number)?;
    let people: HashMap<PersonId, Person> = store.people()?.into_iter().map(|known| (known.id, known.person)).collect();
    let mut listing = Listing::new(["Nom", "Prénom", "Identifiant", "Scolarité d’origine", "Ici"]).unbroken([2]);
    let mut rows = Vec::new();
    for Passenger { person, fate, schooling, .. } in store.passengers(number)? {
        let account = person.map(|person| store.account_of(person)).transpose()?.flatten();
        let login = account.map(|account| account.login.to_string()).unwrap_or_default();
        let known = person.and_then(|person| people.get(&person));
        let surname =
            known.map_or(if person.is_some() { "(retiré)" } else { "(non créé)" }, Person::surname).to_owned();
        let first_name = known.map(|known| known.first_name.to_string()).unwrap_or_default();
        rows.push(json!({ "family_name": surname, "first_name": first_name, "login": login,
            "schooling": schooling, "outcome": fate.as_str() }));
        let here = if transfer.cancelled { "annulé" } else { fate.label() };
        listing.row([surname, first_name, login, schooling, here.to_owned()]);
    }
    if context.terminal.format == Format::Json {
        print::json(context, &json!({ "schema": 1, "transfer": object(&transfer), "pupils": rows }))?;
        return Ok(exit::DONE);
    }
    let cancelled = if transfer.cancelled { ", annulé" } else { "" };
    let way = if transfer.direction == Direction::Sent { "envoyé à" } else { "reçu de" };
    context.ui().status(&format!(
        "Transfert n° {number}, {way} {} le {}{cancelled}.",
        school(&transfer),
        instant(&transfer.at)
    ))?;
    print::listing(context, &listing)?;
    Ok(exit::DONE)
}

impl Export {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let transfer = find(&store, self.number)?;
        if transfer.cancelled {
            return Err(Error::refused(format!(
                "le transfert n° {} est annulé\u{a0}: son fichier n’est plus à remettre.",
                self.number
            )));
        }
        let Some(content) = store.transfer_content(self.number)? else {
            let error = Error::refused(format!("le fichier du transfert n° {} n’est pas gardé.", self.number));
            return Err(match transfer.direction {
                Direction::Sent => {
                    error.hint(format!("cpro transfers cancel {}, puis envoyez de nouveau.", self.number))
                }
                Direction::Received => error.hint("un fichier reçu reste chez l’établissement qui l’a envoyé."),
            });
        };
        context.check_file(&self.output)?;
        let staged = context.stage(&self.output, &content, self.force)?;
        let entry = Entry::new("transfers.export", Record::Batch, transfer.batch.0, "fichier rendu");
        store.transact(context.stamp(), |tx| tx.log(&entry))?;
        staged.publish()?;
        context.ui().tell(&format!(
            "{}\u{a0}: transfert n° {}, {}, pour {}.",
            self.output.display(),
            self.number,
            size(content.len()),
            transfer.uai
        ))?;
        print::report(
            context,
            || json!({ "schema": 1, "transfer": self.number, "path": self.output.display().to_string() }),
        )?;
        Ok(exit::DONE)
    }
}
