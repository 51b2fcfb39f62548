//! Accounts as they are now.

use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::instant::Instant;
use crate::domain::lockout::{self, Lock};
use crate::domain::person::Person;
use crate::domain::profile::Profile;
use crate::work::selection::{Missed, Selectors, stream};
use crate::work::{Result, base};
use crate::world::World;

/// An account under the contract.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub login: String,
    pub profile: Profile,
    pub password_state: PasswordState,
    pub status: Status,
    pub must_change: bool,
    pub password_expires_on: Option<Date>,
    pub locked_until: Option<Instant>,
    pub last_login_at: Option<Instant>,
    pub created_at: Instant,
    pub family_name: Option<String>,
    pub usage_name: Option<String>,
    pub first_name: Option<String>,
    pub birth_date: Option<Date>,
    pub ine: Option<String>,
    pub division: Option<String>,
    pub mef: Option<String>,
    pub email: Option<String>,
    /// The lock that stands now.
    #[serde(skip)]
    pub lock: Option<Lock>,
    /// True once an inspector's access is over.
    #[serde(skip)]
    pub is_over: bool,
    #[serde(skip)]
    pub account: Account,
}

impl Card {
    /// An account as it is at an instant.
    pub fn new(account: Account, now: &Zoned) -> Self {
        let person = account.person.as_ref().map(|(_, person)| person);
        let text = |value: Option<&str>| value.filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            login: account.login.to_string(),
            profile: account.profile,
            password_state: account.state(now),
            status: account.status,
            must_change: account.must_change,
            password_expires_on: account.expires_on,
            locked_until: account.locked_until.clone(),
            last_login_at: account.last_login_at.clone(),
            created_at: account.created_at.clone(),
            family_name: text(person.map(|person| person.family_name.as_str())),
            usage_name: text(person.and_then(Person::usage_name)),
            first_name: text(person.map(|person| person.first_name.as_str())),
            birth_date: account.birth_date(),
            ine: text(person.map(|person| person.ine.as_str())),
            division: text(Some(account.division())),
            mef: text(person.and_then(|person| person.mef.as_deref())),
            email: text(person.and_then(Person::email)),
            lock: lockout::standing(&account, now.timestamp()),
            is_over: account.is_over(now.date()),
            account,
        }
    }
}

/// Accounts found, and the words that named nobody.
#[derive(Debug)]
pub struct Listed {
    pub cards: Vec<Card>,
    pub unknown: Missed,
}

/// Shows the accounts that are selected, in the order of a French list, as `render` makes them; at most `held` of them are in
/// memory at once.
pub fn each<R>(
    world: &mut World,
    selectors: &Selectors,
    held: usize,
    render: &mut dyn FnMut(Card) -> R,
    show: &mut dyn FnMut(R),
) -> Result<Missed> {
    let store = base::open(world)?;
    let now = world.now();
    stream(world, &store, selectors, held, &mut |account| render(Card::new(account, &now)), show)
}

/// The accounts that are selected, in the order of a French list.
pub fn list(world: &mut World, selectors: &Selectors) -> Result<Listed> {
    let store = base::open(world)?;
    let selection = selectors.accounts(world, &store)?;
    let mut accounts = selection.accounts;
    accounts.sort_by_cached_key(Account::sort_key);
    let now = world.now();
    let cards = accounts.into_iter().map(|account| Card::new(account, &now)).collect();
    Ok(Listed { cards, unknown: selection.unknown })
}
