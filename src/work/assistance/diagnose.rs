//! Why somebody cannot sign in: the first thing that stands in the way, in the order in which the service looks.

use jiff::Zoned;

use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::enrolment::{self, Reason};
use crate::domain::lockout::{self, Lock};
use crate::domain::search::means;
use crate::domain::setting::Key;
use crate::domain::typing::{Oddity, oddities};
use crate::store::{Store, Transfer};
use crate::work::{Result, base, search};
use crate::world::World;

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
    /// Somebody of this name who has no account, and why, where that is not for want of making it.
    pub without: Option<(String, Option<Reason>)>,
    /// Where people sign in.
    pub site: String,
}

/// An account, and what stands in the way.
#[derive(Debug)]
pub struct Found {
    pub account: Account,
    pub obstacle: Obstacle,
    /// True where a reset gives the birth date back.
    pub by_birth_date: bool,
    pub state: PasswordState,
    /// The document that holds the slip of the present password.
    pub document: Option<i64>,
    /// Where people sign in.
    pub site: String,
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

/// Looks at a login as it was typed, or at whoever bears a name.
pub fn diagnose(world: &World, typed: &str) -> Result<Diagnosis> {
    let store = base::open(world)?;
    let account = match store.account(typed)? {
        Some(account) => Some(account),
        None if is_name(typed) => only_one_named(&store, typed)?,
        None => None,
    };
    match account {
        Some(account) => Ok(Diagnosis::Known(Box::new(found(world, &store, account)?))),
        None => Ok(Diagnosis::Unknown(unknown(&store, typed)?)),
    }
}

/// True for words as people say them: a login that was badly pasted is looked at as one.
fn is_name(typed: &str) -> bool {
    !typed.contains('.') && typed.split_whitespace().count() > 1
}

/// The account of the only person whose whole name was typed.
fn only_one_named(store: &Store, typed: &str) -> Result<Option<Account>> {
    let accounts = store.accounts()?;
    Ok(match search::named(&accounts, typed)[..] {
        [account] => Some(account.clone()),
        _ => None,
    })
}

fn found(world: &World, store: &Store, account: Account) -> Result<Found> {
    let now = world.now();
    let settings = store.settings()?;
    let first = FirstPassword::of(&account, &settings, world.today());
    Ok(Found {
        obstacle: obstacle(store, &account, &now)?,
        by_birth_date: matches!(first, FirstPassword::BirthDate(_)),
        state: account.state(&now),
        document: store.document_with(account.id)?,
        site: settings.value(Key::Site).unwrap_or_default(),
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
    let near = search::near(store, &store.accounts()?, typed)?.into_iter().filter_map(|near| near.login).collect();
    let site = store.settings()?.value(Key::Site).unwrap_or_default();
    let without = store.people_without_account()?.into_iter().map(|(_, person)| person);
    let without = without.into_iter().find(|person| means(person, typed));
    let without = without.map(|person| (person.full_name(), enrolment::may_have_account(&person).err()));
    Ok(Unknown { oddities: oddities(typed), near, without, site })
}
