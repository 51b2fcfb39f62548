//! What somebody’s record and account were before, in words.

use super::Line;
use super::facts::identity;
use crate::domain::account::{PasswordState, Status};
use crate::domain::person::Person;
use crate::domain::roster::{Attribute, differences};
use crate::store::{Kept, Past};

/// Each change that undo still knows.
pub fn lines(past: Vec<Past>) -> Vec<Line> {
    let told = past.into_iter().flat_map(|Past { at, what }| {
        let texts = match what {
            Kept::Record(before, Some(after)) => changes(&before, &after),
            Kept::Record(before, None) => vec![format!("fiche retirée : {}", whole(&before))],
            Kept::Account(before, Some(after)) => account_changes(&before, &after),
            Kept::Account([login, ..], None) => vec![format!("compte retiré : {login}")],
        };
        texts.into_iter().map(move |what| Line { at: at.clone(), what })
    });
    told.collect()
}

/// Field by field; to the person, the INE is told whole.
fn changes(before: &Person, after: &Person) -> Vec<String> {
    let told = differences(before, after).into_iter().map(|change| match change.field {
        Attribute::Ine => turned("INE", &before.ine, &after.ine),
        field => turned(field.label(), &change.old, &change.new),
    });
    told.collect()
}

fn whole(person: &Person) -> String {
    let facts = identity(person).into_iter().map(|fact| format!("{} {}", fact.label, fact.value));
    facts.collect::<Vec<_>>().join(", ")
}

fn account_changes(before: &[String; 3], after: &[String; 3]) -> Vec<String> {
    let state =
        |word: &str| word.parse().map_or_else(|()| word.to_owned(), |state: PasswordState| state.label().into());
    let status = |word: &str| word.parse().map_or_else(|()| word.to_owned(), |status: Status| status.label().into());
    let rows = [
        ("identifiant", before[0].clone(), after[0].clone()),
        ("mot de passe", state(&before[1]), state(&after[1])),
        ("état du compte", status(&before[2]), status(&after[2])),
    ];
    let told = rows.into_iter().filter(|(_, old, new)| old != new).map(|(what, old, new)| turned(what, &old, &new));
    let told: Vec<String> = told.collect();
    // Dates and the hash alone: the hash is told to nobody.
    if told.is_empty() { vec!["compte : dates et empreinte du mot de passe d’avant".to_owned()] } else { told }
}

fn turned(what: &str, old: &str, new: &str) -> String {
    let [old, new] = [old, new].map(|text| if text.is_empty() { "(rien)" } else { text });
    format!("{what} : {old}, puis {new}")
}
