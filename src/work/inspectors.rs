//! People of the inspectorate, let in by the head for a time.

use jiff::civil::Date;
use serde::Serialize;

use super::{Result, base};
use crate::domain::account::{Account, Status};
use crate::domain::instant::Instant;
use crate::domain::profile::Profile;
use crate::store::Store;
use crate::world::World;

pub mod close;
pub mod open;

/// Why no access was opened or closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The name of somebody who is none.
    NotInspector(String),
    /// A last day outside of what may be, from today to a day.
    BadDay { asked: Date, last: Date, usual: Date },
    /// A login which is not the head's, or nobody's; and the logins of the heads.
    NotHead { login: String, known: bool, heads: Vec<String> },
    /// The head has not chosen a personal password yet: name and login.
    HeadUnsettled(String, String),
    /// The same name at another address, which is masked; and the login.
    OtherAddress(String, String),
}

/// An access.
#[derive(Debug, Serialize)]
pub struct Access {
    pub login: String,
    pub name: String,
    pub email: Option<String>,
    pub opened_by: Option<String>,
    pub until: Option<Date>,
    pub status: &'static str,
    pub last_login_at: Option<Instant>,
}

impl Access {
    /// True until its last day, unless it was closed.
    pub fn is_open(&self) -> bool {
        self.status == "open"
    }
}

/// Every access that was ever opened.
pub fn list(world: &World) -> Result<Vec<Access>> {
    let store = base::open(world)?;
    let accounts = store.accounts()?;
    let inspectors = accounts.iter().filter(|account| account.profile == Profile::Inspector);
    inspectors.map(|account| access(&store, account, world.today())).collect()
}

fn access(store: &Store, account: &Account, today: Date) -> Result<Access> {
    let open = account.status != Status::Inactive && !account.is_over(today);
    let email = account.person.as_ref().and_then(|(_, person)| person.email()).unwrap_or_default();
    let opener = account.opened_by.map(|head| store.account_numbered(head)).transpose()?.flatten();
    Ok(Access {
        login: account.login.to_string(),
        name: account.full_name(),
        email: Some(email.to_owned()).filter(|email| !email.is_empty()),
        opened_by: opener.map(|head| head.login.to_string()),
        until: account.closes_on,
        status: if open { "open" } else { "closed" },
        last_login_at: account.last_login_at.clone(),
    })
}
