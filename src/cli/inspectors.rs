//! `cpro inspectors`: people of the inspectorate, let in by the head for a time.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::print;
use super::select::unknown_login;
use crate::cli::Context;
use crate::domain::account::{Account, Status};
use crate::domain::profile::Profile;
use crate::error::{Error, Result, exit};
use crate::french::day;
use crate::store::{Entry, Record, Store};
use crate::terminal::Format;
use crate::terminal::safe;
use crate::terminal::table::Listing;

mod open;

/// Accès des inspecteurs, ouverts par le chef d’établissement
#[derive(Debug, Subcommand)]
pub enum Inspectors {
    Open(open::Open),
    Close(Close),
    List(List),
}

/// Ferme l’accès d’un inspecteur avant sa date
#[derive(Debug, Args)]
pub struct Close {
    /// Identifiant de l’inspecteur
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
}

/// Liste les inspecteurs, qui a ouvert leur accès et jusqu’à quand
#[derive(Debug, Args)]
pub struct List {}

impl Inspectors {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Open(open) => open.run(context),
            Self::Close(close) => close.run(context),
            Self::List(_) => list(context),
        }
    }
}

impl Close {
    fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let account = store.account(&self.login)?.ok_or_else(|| unknown_login(&self.login))?;
        let name = safe(&account.full_name());
        let (Profile::Inspector, Some((person, _))) = (account.profile, &account.person) else {
            let error = Error::refused(format!("{name} n’est pas un inspecteur\u{a0}: rien n’a été fermé."));
            return Err(error.hint("cpro inspectors list"));
        };
        if account.status == Status::Inactive {
            context.ui().tell(&format!("Accès déjà fermé\u{a0}: {name}."))?;
        } else {
            context.confirm(
                &format!("Fermer l’accès de l’inspecteur {name}\u{a0}? Seul le chef d’établissement peut le rouvrir."),
                "fermer un accès demande une confirmation.",
            )?;
            let today = context.today();
            store.transact(context.stamp(), |tx| {
                tx.close_access(*person, today)?;
                tx.log(&Entry::new("inspectors.close", Record::Account, account.id.0, "accès fermé"))
            })?;
            context.ui().tell(&format!("Accès fermé\u{a0}: {name}."))?;
            context.ui().hint("pour le rouvrir\u{a0}: cpro inspectors open")?;
        }
        print::report(context, || json!({ "schema": 1, "login": account.login.to_string(), "status": "closed" }))?;
        Ok(exit::DONE)
    }
}

fn list(context: &mut Context) -> Result {
    let store = context.store()?;
    let mut accounts = store.accounts()?;
    accounts.retain(|account| account.profile == Profile::Inspector);
    if context.terminal.format == Format::Json {
        let rows: Result<Vec<Value>> = accounts.iter().map(|account| object(context, &store, account)).collect();
        print::json(context, &Value::from(rows?))?;
        return Ok(exit::DONE);
    }
    if accounts.is_empty() && context.terminal.format == Format::Table {
        context.ui().answer("Aucun inspecteur.")?;
        context.ui().hint("cpro inspectors open --by IDENTIFIANT-DU-CHEF --name 'Prénom NOM' --email ADRESSE")?;
        return Ok(exit::DONE);
    }
    let is_table = context.terminal.format == Format::Table;
    let mut listing = Listing::new(["Inspecteur", "Identifiant", "Ouvert par", "Jusqu’au", "Courriel", "Accès"]);
    for account in &accounts {
        let (open, until) = (is_open(context, account), account.closes_on.map(day).unwrap_or_default());
        let (name, email) = (account.full_name(), email(account).to_owned());
        let (login, opener) = (account.login.to_string(), opener(&store, account)?.unwrap_or_default());
        let state = if open { "ouvert" } else { "fermé" }.to_owned();
        if is_table {
            // The address stands under the name, and what is closed has no date: otherwise 80 columns would break every cell.
            let until = if open { until } else { state };
            listing.row([format!("{name}\n{email}"), login, opener, until, String::new(), String::new()]);
        } else {
            listing.row([name, login, opener, until, email, state]);
        }
    }
    let listing = if is_table { listing.first(4) } else { listing };
    let listing = listing.unbroken([1, 2, 3]);
    print::listing(context, &listing)?;
    Ok(exit::DONE)
}

fn email(account: &Account) -> &str {
    account.person.as_ref().and_then(|(_, person)| person.email()).unwrap_or_default()
}

/// Login of the head who opened the access.
fn opener(store: &Store, account: &Account) -> Result<Option<String>> {
    let Some(head) = account.opened_by else { return Ok(None) };
    Ok(store.account_numbered(head)?.map(|head| head.login.to_string()))
}

fn is_open(context: &Context, account: &Account) -> bool {
    account.status != Status::Inactive && !account.is_over(context.today())
}

fn object(context: &Context, store: &Store, account: &Account) -> Result<Value> {
    Ok(json!({
        "login": account.login.to_string(),
        "name": account.full_name(),
        "email": Some(email(account)).filter(|email| !email.is_empty()),
        "opened_by": opener(store, account)?,
        "until": account.closes_on.map(|day| day.to_string()),
        "status": if is_open(context, account) { "open" } else { "closed" },
        "last_login_at": account.last_login_at,
    }))
}
