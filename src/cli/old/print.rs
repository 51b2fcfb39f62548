//! Answers in the form that was asked: a table, a spreadsheet's CSV, or JSON.

use serde_json::{Value, json};

use crate::cli::driver::plain_values;
use crate::cli::old::Context;
use crate::domain::roster::FieldChange;
use crate::domain::setting::{Key, Settings};
use crate::error::Result;
use crate::terminal::Format;
use crate::terminal::table::Listing;

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
        Format::Csv => listing(context, &plain_values(&value())),
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
