//! `cpro users list` and `show`: people, with or without an account.

use clap::Args;
use serde_json::{Value, json};

use super::find;
use crate::cli::Context;
use crate::cli::print;
use crate::cli::select::ProfileArg;
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::error::{Result, exit};
use crate::french::{count, day};
use crate::store::Store;
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Liste les personnes, avec ou sans compte
#[derive(Debug, Args)]
pub struct List {
    /// Profil (peut être répété)
    #[arg(long, value_name = "PROFIL")]
    profile: Vec<ProfileArg>,
    /// Division
    #[arg(long, visible_alias = "class", value_name = "DIVISION")]
    division: Option<String>,
    /// Celles qui sont parties
    #[arg(long)]
    archived: bool,
}

/// Montre la fiche d’une personne
#[derive(Debug, Args)]
pub struct Show {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
}

impl List {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let mut people = store.people()?;
        people.retain(|known| self.concerns(known));
        people.sort_by_cached_key(|known| known.person.sort_key());
        if context.terminal.format == Format::Json {
            let rows: Result<Vec<Value>> = people.iter().map(|known| object(&store, known)).collect();
            print::json(context, &Value::from(rows?))?;
            return Ok(exit::DONE);
        }
        let mut listing = Listing::new(["Nom", "Prénom", "Profil", "Division", "Identifiant"]).unbroken([4]);
        for known in &people {
            let login = store.account_of(known.id)?.map(|account| account.login.to_string());
            listing.row([
                known.person.surname().to_owned(),
                known.person.first_name.to_string(),
                known.person.profile.label().to_owned(),
                known.person.division().to_owned(),
                login.unwrap_or_default(),
            ]);
        }
        if !listing.rows.is_empty() {
            print::listing(context, &listing)?;
        }
        context.ui().status(&format!("{}.", count(people.len(), "personne", "personnes")))?;
        Ok(exit::DONE)
    }

    fn concerns(&self, known: &Known) -> bool {
        let profile = self.profile.is_empty()
            || self.profile.iter().any(|profile| Profile::from(*profile) == known.person.profile);
        let division = self.division.as_ref().is_none_or(|division| known.person.division() == division);
        profile && division && known.present != self.archived
    }
}

impl Show {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let known = find(&store, &self.who)?;
        let object = object(&store, &known)?;
        if context.terminal.format != Format::Table {
            print::report(context, || object)?;
            return Ok(exit::DONE);
        }
        let person = &known.person;
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let login = store.account_of(known.id)?.map(|account| account.login.to_string());
        let lines = [
            ("Civilité", text(person.civility())),
            ("Nom de famille", person.family_name.to_string()),
            ("Nom d’usage", text(person.usage_name())),
            ("Prénom", person.first_name.to_string()),
            ("Naissance", person.birth_date.map_or_else(|| "inconnue".to_owned(), day)),
            ("Profil", person.profile.label().to_owned()),
            ("Discipline", text(person.discipline())),
            ("Division", person.division().to_owned()),
            ("Courriel", text(person.email())),
            ("Connu par", person.origin.label().to_owned()),
            ("Présence", if known.present { "présent(e)" } else { "parti(e)" }.to_owned()),
            ("Identifiant", login.unwrap_or_else(|| "pas de compte".to_owned())),
        ];
        let mut listing = Listing::new([&person.full_name(), ""]);
        for (label, value) in lines.into_iter().filter(|(_, value)| !value.is_empty()) {
            listing.row([label.to_owned(), value]);
        }
        print::listing(context, &listing)?;
        Ok(exit::DONE)
    }
}

fn object(store: &Store, known: &Known) -> Result<Value> {
    let person = &known.person;
    let login = store.account_of(known.id)?.map(|account| account.login.to_string());
    Ok(json!({
        "civility": person.civility(),
        "family_name": person.family_name.as_str(),
        "usage_name": person.usage_name().filter(|name| !name.is_empty()),
        "first_name": person.first_name.as_str(),
        "birth_date": person.birth_date.map(|date| date.to_string()),
        "profile": person.profile.as_str(),
        "discipline": person.discipline(),
        "division": person.division(),
        "email": person.email(),
        "origin": person.origin.as_str(),
        "present": known.present,
        "login": login,
    }))
}
