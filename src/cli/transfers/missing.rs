//! `cpro transfers missing-ine`: « élèves sans INE qui ne pourront pas être transférés ».

use clap::Args;
use serde_json::{Value, json};

use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::origin::Origin;
use crate::domain::person::Person;
use crate::domain::profile::Profile;
use crate::error::{Result, exit};
use crate::french::{count, day};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Liste les élèves sans INE, qui ne pourront pas être transférés
#[derive(Debug, Args)]
pub struct MissingIne {}

impl MissingIne {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let people = store.people()?;
        let mut without: Vec<&Person> = people
            .iter()
            .filter(|known| known.present && known.person.profile == Profile::Student && known.person.ine.is_empty())
            .map(|known| &known.person)
            .collect();
        without.sort_by_cached_key(|person| (person.division().to_owned(), person.sort_key()));
        if context.terminal.format == Format::Json {
            print::json(context, &Value::from(without.iter().map(|person| object(person)).collect::<Vec<_>>()))?;
            return Ok(exit::DONE);
        }
        if without.is_empty() && context.terminal.format == Format::Table {
            context.ui().answer("Tous les élèves présents ont un INE\u{a0}: chacun peut être transféré.")?;
            return Ok(exit::DONE);
        }
        let title = count(without.len(), "élève sans INE qui ne pourra", "élèves sans INE qui ne pourront");
        let plural = if without.len() > 1 { "s" } else { "" };
        context.ui().tell(&format!("{title} pas être transféré{plural}\u{a0}:"))?;
        let mut listing = Listing::new(["Nom", "Prénom", "Naissance", "Division", "Connu par"]).unbroken([2]);
        for person in &without {
            listing.row([
                person.surname().to_owned(),
                person.first_name.to_string(),
                person.birth_date.map(day).unwrap_or_default(),
                person.division().to_owned(),
                person.origin.label().to_owned(),
            ]);
        }
        print::listing(context, &listing)?;
        remedy(context, &without)
    }
}

/// The number is given by SIECLE; people whom SIECLE does not know get it by hand.
fn remedy(context: &mut Context, without: &[&Person]) -> Result {
    if without.iter().any(|person| person.origin == Origin::Siecle) {
        context
            .ui()
            .hint("complétez l’INE dans SIECLE, exportez de nouveau, puis\u{a0}: cpro import siecle FICHIER")?;
    }
    if without.iter().any(|person| person.origin != Origin::Siecle) {
        context.ui().hint("hors SIECLE\u{a0}: cpro users edit PERSONNE --ine INE")?;
    }
    Ok(exit::DONE)
}

fn object(person: &Person) -> Value {
    json!({
        "family_name": person.family_name.as_str(),
        "usage_name": person.usage_name().filter(|name| !name.is_empty()),
        "first_name": person.first_name.as_str(),
        "birth_date": person.birth_date.map(|day| day.to_string()),
        "division": person.division(),
        "origin": person.origin.as_str(),
    })
}
