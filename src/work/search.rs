//! Who is meant by what was typed: a login, an INE, or a name; and who is near where nobody is.

use std::collections::HashSet;

use super::selection::{self, Refusal};
use super::{Error, Result, base};
use crate::domain::account::Account;
use crate::domain::person::PersonId;
use crate::domain::search::{means, nearness};
use crate::store::Store;
use crate::world::World;

/// Most that are named where nobody is meant.
const MOST: usize = 5;

/// Somebody who is near, or one of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// « Prénom NOM ».
    pub name: String,
    pub division: String,
    pub login: Option<String>,
    /// The name that was borne before, where that one was typed.
    pub former: Option<String>,
}

impl From<&Account> for Near {
    fn from(account: &Account) -> Self {
        Self {
            name: account.full_name(),
            division: account.division().to_owned(),
            login: Some(account.login.to_string()),
            former: None,
        }
    }
}

/// Whom a word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// Somebody's login.
    One(String),
    /// Those who bear the name, or who are near; perhaps nobody.
    Among(Vec<Near>),
    /// Somebody who has no account, by name.
    Unaccounted(String),
}

/// Whom a login, an INE or a name means.
pub fn meant(world: &World, typed: &str) -> Result<Meant> {
    let store = base::open(world)?;
    match selection::account(&store, typed) {
        Ok(account) => Ok(Meant::One(account.login.to_string())),
        Err(Error::Selection(Refusal::Unknown(_, near))) => {
            let people = store.people()?;
            let known = people.into_iter().find(|known| means(&known.person, typed));
            Ok(known.map_or(Meant::Among(near), |known| Meant::Unaccounted(known.person.full_name())))
        }
        Err(Error::Selection(Refusal::Several(_, near))) => Ok(Meant::Among(near)),
        Err(error) => Err(error),
    }
}

/// Accounts whose owner bears the whole name that was typed.
pub fn named<'a>(accounts: &'a [Account], typed: &str) -> Vec<&'a Account> {
    accounts.iter().filter(|account| owner_is(account, |person| means(person, typed))).collect()
}

fn owner_is(account: &Account, is: impl Fn(&crate::domain::person::Person) -> bool) -> bool {
    account.person.as_ref().is_some_and(|(_, person)| is(person))
}

/// Who resembles what was typed, nearest first; those who bore the very name before come first.
pub fn near(store: &Store, accounts: &[Account], typed: &str) -> Result<Vec<Near>> {
    let mut near = formerly(store, accounts, typed)?;
    let mut scored: Vec<(f64, &Account)> = accounts
        .iter()
        .filter_map(|account| Some((nearness(&account.person.as_ref()?.1, &account.login.0, typed), account)))
        .filter(|(score, _)| *score > 0.0)
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.sort_key().cmp(&other.1.sort_key())));
    near.extend(scored.into_iter().map(|(_, account)| Near::from(account)));
    let mut seen = HashSet::new();
    near.retain(|one| seen.insert(one.login.clone()));
    near.truncate(MOST);
    Ok(near)
}

/// Who bore this name before a correction.
fn formerly(store: &Store, accounts: &[Account], typed: &str) -> Result<Vec<Near>> {
    let former = store.former_names()?.into_iter().filter(|(_, person)| means(person, typed));
    let of =
        |id: PersonId| accounts.iter().find(|account| account.person.as_ref().is_some_and(|(person, _)| *person == id));
    let near = former.filter_map(|(id, person)| {
        let account = of(id)?;
        (!owner_is(account, |now| means(now, typed)))
            .then(|| Near { former: Some(person.full_name()), ..Near::from(account) })
    });
    Ok(near.collect())
}
