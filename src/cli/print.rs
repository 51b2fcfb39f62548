//! Answers in the form that was asked: a table, a spreadsheet's CSV, or JSON.

use serde_json::{Value, json};

use super::french::typography;
use crate::cli::Context;
use crate::domain::account::Account;
use crate::domain::person::Person;
use crate::domain::roster::FieldChange;
use crate::domain::setting::{Key, Settings};
use crate::error::Result;
use crate::french::{day, instant};
use crate::terminal::Format;
use crate::terminal::table::Listing;
use crate::terminal::wrap::wrap;

/// A list, as a table or as CSV.
pub fn listing(context: &mut Context, listing: &Listing) -> Result<()> {
    match context.terminal.format {
        Format::Csv => context.ui().answer_bytes(&listing.csv())?,
        _ => {
            let table = listing.table(context.terminal.width, context.terminal.color);
            context.ui().answer(&table)?;
        }
    }
    Ok(())
}

/// A value of the machine contract.
pub fn json(context: &mut Context, value: &Value) -> Result<()> {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    Ok(context.ui().answer(&text)?)
}

/// A report, where a machine reads: one object. For CSV, its plain values in two columns.
pub fn report(context: &mut Context, value: impl FnOnce() -> Value) -> Result<()> {
    match context.terminal.format {
        Format::Table => Ok(()),
        Format::Json => json(context, &value()),
        Format::Csv => {
            let mut rows = Listing::new(["cle", "valeur"]);
            for (key, value) in value().as_object().into_iter().flatten() {
                match value {
                    Value::String(text) => rows.row([key.clone(), text.clone()]),
                    Value::Array(items) => rows.row([key.clone(), items.len().to_string()]),
                    Value::Object(_) | Value::Null => {}
                    plain => rows.row([key.clone(), plain.to_string()]),
                }
            }
            listing(context, &rows)
        }
    }
}

/// A report that says of which establishment it is: an IT person reads many of them at once.
pub fn of_school(mut report: Value, settings: &Settings) -> Value {
    report["uai"] = json!(settings.value(Key::Uai));
    report
}

/// A changed field under the keys of the contract.
pub fn change(change: &FieldChange) -> Value {
    let [old, new] = change.values();
    json!({ "field": change.field.key(), "old": old, "new": new })
}

/// Sentences of ours for people, with French spaces, folded to the terminal.
pub fn page(context: &mut Context, text: &str) -> Result<()> {
    let text = context.ui().about_this_base(text);
    let folded = wrap(&typography(&text), context.terminal.width);
    Ok(context.ui().answer(&folded)?)
}

/// The last day of a password, or its last moment where it was mailed, as people read it.
pub fn last_moment(account: &Account) -> Option<String> {
    account.expires_at.as_deref().map(instant).or_else(|| account.expires_on.map(day))
}

/// An account under the keys of the contract.
pub fn account(account: &Account, now: &jiff::Zoned) -> Value {
    let person = account.person.as_ref().map(|(_, person)| person);
    let text = |value: Option<&str>| value.filter(|text| !text.is_empty()).map(str::to_owned);
    json!({
        "login": account.login.0.as_str(),
        "profile": account.profile.as_str(),
        "password_state": account.state(now).as_str(),
        "status": account.status.as_str(),
        "must_change": account.must_change,
        "password_expires_on": account.expires_on.map(|day| day.to_string()),
        "locked_until": account.locked_until,
        "last_login_at": account.last_login_at,
        "created_at": account.created_at,
        "family_name": text(person.map(|person| person.family_name.as_str())),
        "usage_name": text(person.and_then(Person::usage_name)),
        "first_name": text(person.map(|person| person.first_name.as_str())),
        "birth_date": account.birth_date().map(|day| day.to_string()),
        "ine": text(person.map(|person| person.ine.as_str())),
        "division": text(Some(account.division())),
        "mef": text(person.and_then(|person| person.mef.as_deref())),
        "email": text(person.and_then(Person::email)),
    })
}
