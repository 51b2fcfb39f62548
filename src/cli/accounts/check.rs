//! `cpro accounts create --check`: is everybody there, and who is not and why.

use serde_json::{Value, json};

use crate::cli::Context;
use crate::cli::print;
use crate::domain::enrolment::{self, Reason};
use crate::domain::person::{Person, PersonId};
use crate::error::{Result, exit};
use crate::french::{agree, count};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Lists the people who have no account; exit code 1 where one of them should have one.
pub fn check(context: &mut Context, people: &[(PersonId, Person)]) -> Result {
    let verdicts: Vec<Option<Reason>> =
        people.iter().map(|(_, person)| enrolment::may_have_account(person).err()).collect();
    let missing = verdicts.iter().filter(|refused| refused.is_none()).count();
    if context.terminal.format == Format::Json {
        let rows: Vec<Value> =
            people.iter().zip(&verdicts).map(|((_, person), refused)| object(person, *refused)).collect();
        let report = json!({ "schema": 1, "check": true, "missing": missing, "without_account": rows });
        print::json(context, &report)?;
    } else {
        let mut listing = Listing::new(["Nom", "Prénom", "Division", "Pourquoi"]);
        for ((_, person), refused) in people.iter().zip(&verdicts) {
            let names = [person.surname().to_owned(), person.first_name.to_string(), person.division().to_owned()];
            let [surname, first_name, division] = names;
            listing.row([surname, first_name, division, why(person, *refused)]);
        }
        if !listing.rows.is_empty() {
            print::listing(context, &listing)?;
        }
    }
    if missing == 0 {
        context.ui().tell("Tous ceux qui doivent avoir un compte en ont un.")?;
        return Ok(exit::DONE);
    }
    let verb = agree(missing, "manque", "manquent");
    context.ui().tell(&format!("{} {verb}.", count(missing, "compte", "comptes")))?;
    context.ui().hint("cpro accounts create")?;
    Ok(exit::REFUSED)
}

fn why(person: &Person, refused: Option<Reason>) -> String {
    match refused {
        None => "compte à créer".to_owned(),
        Some(Reason::NotEnrolled) => {
            let state = match person.enrolment() {
                None | Some("") => "sans état",
                Some(state) => state,
            };
            format!("{}\u{a0}: {state}, {}", Reason::NotEnrolled.as_str(), person.diploma().unwrap_or_default())
        }
        Some(reason) => reason.as_str().to_owned(),
    }
}

fn object(person: &Person, refused: Option<Reason>) -> Value {
    json!({
        "family_name": person.family_name.as_str(),
        "usage_name": person.usage_name().filter(|name| !name.is_empty()),
        "first_name": person.first_name.as_str(),
        "division": person.division(),
        "due": refused.is_none(),
        "reason": refused.map(Reason::as_str),
    })
}
