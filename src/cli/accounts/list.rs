//! `cpro accounts list`.

use clap::Args;
use serde_json::Value;

use super::super::print;
use super::super::select::{Selection, Selectors};
use crate::cli::Context;
use crate::domain::account::{Account, Status};
use crate::domain::lockout;
use crate::error::Result;
use crate::french::count;
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Liste les comptes, tous ou ceux qui sont demandés
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    selectors: Selectors,
}

impl List {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let selection = self.selectors.accounts(context, &store)?;
        let mut accounts = selection.accounts;
        accounts.sort_by_cached_key(Account::sort_key);
        match context.terminal.format {
            Format::Table => table(context, &accounts)?,
            Format::Csv => {
                let csv = spreadsheet(context, &accounts).csv();
                context.ui().answer_bytes(&csv)?;
            }
            Format::Json => {
                let now = context.now();
                let all = accounts.iter().map(|account| print::account(account, &now)).collect();
                print::json(context, &Value::Array(all))?;
            }
        }
        Selection::finish(&selection.unknown, context)
    }
}

fn table(context: &mut Context, accounts: &[Account]) -> Result<()> {
    if accounts.is_empty() {
        context.ui().answer("Aucun compte.")?;
        return Ok(());
    }
    let now = context.now();
    let mut listing = Listing::new(["Nom", "Prénom", "Division", "Identifiant", "État"]).unbroken([3, 4]);
    for account in accounts {
        let (surname, first_name) = account.names();
        let place = match account.division() {
            "" if account.profile.is_adult() && account.person.is_some() => account.profile.as_str(),
            division => division,
        };
        let state = match account.status {
            Status::Active if lockout::standing(account, now.timestamp()).is_some() => Status::Locked.label(),
            Status::Active => account.state(&now).label(),
            closed => closed.label(),
        };
        listing.row([surname, first_name, place.to_owned(), account.login.to_string(), state.to_owned()]);
    }
    print::listing(context, &listing)?;
    Ok(context.ui().answer(&count(accounts.len(), "compte.", "comptes."))?)
}

/// Every key of the contract as a column.
fn spreadsheet(context: &Context, accounts: &[Account]) -> Listing {
    const KEYS: [&str; 17] = [
        "login",
        "profile",
        "password_state",
        "status",
        "must_change",
        "password_expires_on",
        "locked_until",
        "last_login_at",
        "created_at",
        "family_name",
        "usage_name",
        "first_name",
        "birth_date",
        "ine",
        "division",
        "mef",
        "email",
    ];
    let mut listing = Listing::new(KEYS);
    for account in accounts {
        let object = print::account(account, &context.now());
        listing.row(KEYS.map(|key| match &object[key] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }));
    }
    listing
}
