//! Why somebody cannot sign in: the first thing that stands in the way, in the order in which the service looks.

use jiff::Zoned;

use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::lockout::{self, Lock};
use crate::domain::login::nearest;
use crate::domain::name::fold;
use crate::domain::typing::{Oddity, oddities};
use crate::store::{Store, Transfer};
use crate::work::{Result, base};
use crate::world::World;

/// Most accounts found by a name.
const NAMED: usize = 8;

/// What was found about what the caller types.
#[derive(Debug)]
pub enum Diagnosis {
    /// Nobody bears this login.
    Unknown(Unknown),
    Known(Box<Found>),
}

/// A login that nobody bears.
#[derive(Debug)]
pub struct Unknown {
    /// What copying and pasting brought along.
    pub oddities: Vec<Oddity>,
    /// Logins that resemble, or whose owner's name was typed.
    pub near: Vec<String>,
}

/// An account, and what stands in the way.
#[derive(Debug)]
pub struct Found {
    pub account: Account,
    pub obstacle: Obstacle,
    /// True where a reset gives the birth date back.
    pub by_birth_date: bool,
    pub state: PasswordState,
    /// When it was looked.
    pub now: Zoned,
}

/// What stands in the way of signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// Sent to another school.
    Transferred(Box<Transfer>),
    /// In no import any more, or gone.
    Closed,
    Locked(Lock),
    /// Nothing but what the password is worth.
    Password,
}

/// Looks at a login as it was typed.
pub fn diagnose(world: &World, typed: &str) -> Result<Diagnosis> {
    let store = base::open(world)?;
    match store.account(typed)? {
        Some(account) => Ok(Diagnosis::Known(Box::new(found(world, &store, account)?))),
        None => Ok(Diagnosis::Unknown(unknown(&store, typed)?)),
    }
}

fn found(world: &World, store: &Store, account: Account) -> Result<Found> {
    let now = world.now();
    let first = FirstPassword::of(&account, &store.settings()?, world.today());
    Ok(Found {
        obstacle: obstacle(store, &account, &now)?,
        by_birth_date: matches!(first, FirstPassword::BirthDate(_)),
        state: account.state(&now),
        account,
        now,
    })
}

fn obstacle(store: &Store, account: &Account, now: &Zoned) -> Result<Obstacle> {
    if account.status == Status::Inactive {
        let transfer = store.sent_away_with(account)?;
        return Ok(transfer.map_or(Obstacle::Closed, |transfer| Obstacle::Transferred(Box::new(transfer))));
    }
    Ok(lockout::standing(account, now.timestamp()).map_or(Obstacle::Password, Obstacle::Locked))
}

fn unknown(store: &Store, typed: &str) -> Result<Unknown> {
    let accounts = store.accounts()?;
    let logins: Vec<String> = accounts.iter().map(|account| account.login.0.to_lowercase().into()).collect();
    let mut near = nearest(typed, logins.iter().map(String::as_str));
    let named = accounts.iter().zip(&logins).filter(|(account, _)| bears(account, typed));
    for (_, login) in named.take(NAMED) {
        if !near.contains(&login.as_str()) {
            near.push(login);
        }
    }
    Ok(Unknown { oddities: oddities(typed), near: near.into_iter().map(str::to_owned).collect() })
}

/// True where what was typed is a part of the person's name.
fn bears(account: &Account, typed: &str) -> bool {
    let typed = fold(typed);
    let name = fold(&account.full_name());
    typed.len() >= 3 && typed.split(' ').all(|word| name.split(' ').any(|part| part == word))
}
