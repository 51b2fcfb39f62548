//! Who leaves, who stays and why.

use std::collections::{HashMap, HashSet};
use std::fmt;

use jiff::Zoned;
use serde::{Serialize, Serializer};

use super::{Leaving, Refusal};
use crate::domain::account::{Account, PasswordState};
use crate::domain::enrolment::{Reason, may_have_account};
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::person::{Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::domain::transfer::{self, MOST_PUPILS, Stays, Traveller, may_leave};
use crate::store::Store;
use crate::work::Result;
use crate::work::selection::{Divisions, Missed, Selectors, by_ine};
use crate::world::World;

/// Who was selected and does not leave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Left {
    pub left_aside: Vec<Staying>,
    /// Words of a file that name nobody.
    pub unknown: Missed,
}

/// Somebody selected who does not leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Staying {
    pub name: String,
    /// Nothing where there is no account.
    pub login: Option<String>,
    pub reason: WhyStays,
}

/// Why somebody does not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyStays {
    Rule(Stays),
    /// Sent already: where, and by which transfer.
    Sent(String, i64),
    /// Another pupil who leaves has the same national number.
    SameIne,
    /// There is no account, and why there will be none.
    NoAccount(Option<Reason>),
}

impl fmt::Display for WhyStays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule(why) => f.write_str(why.as_str()),
            Self::Sent(to, number) => write!(f, "déjà transféré(e) vers {to} (transfert n° {number})"),
            Self::SameIne => f.write_str("même INE qu’un autre élève de cet envoi"),
            Self::NoAccount(None) => f.write_str("sans compte"),
            Self::NoAccount(Some(reason)) => write!(f, "sans compte, {}", reason.as_str()),
        }
    }
}

impl Serialize for WhyStays {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Sorts those who are selected; refuses where nobody leaves.
pub fn sort(
    world: &mut World,
    store: &Store,
    selectors: &Selectors,
    with_password: bool,
) -> Result<(Vec<Leaving>, Left)> {
    refuse_without_account(store, selectors)?;
    let selection = selectors.accounts(world, store)?;
    let mut people: HashMap<PersonId, Known> = store.people()?.into_iter().map(|known| (known.id, known)).collect();
    let now = world.now();
    let (mut leaving, mut numbers) = (Vec::new(), HashSet::new());
    let mut left = Left { left_aside: Vec::new(), unknown: selection.unknown };
    for account in selection.accounts {
        let known = account.person.as_ref().and_then(|(id, _)| people.remove(id));
        match pupil(store, known, &mut numbers)? {
            Ok(known) => leaving.push(leaves(store, known, account, &now, with_password)?),
            Err(reason) => left.left_aside.push(Staying {
                name: account.full_name(),
                login: Some(account.login.to_string()),
                reason,
            }),
        }
    }
    left.left_aside.extend(without_account(store, selectors)?);
    leaving.sort_by_cached_key(|leaving: &Leaving| leaving.known.person.sort_key());
    match leaving.len() {
        0 => Err(Refusal::Nobody(Box::new(left)).into()),
        n if n > MOST_PUPILS => Err(Refusal::TooMany(n).into()),
        _ => Ok((leaving, left)),
    }
}

fn leaves(store: &Store, known: Known, account: Account, now: &Zoned, with_password: bool) -> Result<Leaving> {
    let state = account.state(now);
    let joined = with_password && state == PasswordState::Personal;
    let left = transfer::Left {
        login: account.login.to_string(),
        password_state: state.as_str().to_owned(),
        status: account.status.as_str().to_owned(),
        last_login_at: account.last_login_at.clone(),
        hash: if joined { store.hash_of(account.id)? } else { None },
    };
    let traveller = Traveller { person: known.person.clone(), account: Some(left) };
    Ok(Leaving { known, account, traveller })
}

/// The pupil who leaves, or why nobody does. `numbers` are the INEs of those who leave.
fn pupil(
    store: &Store,
    known: Option<Known>,
    numbers: &mut HashSet<String>,
) -> Result<std::result::Result<Known, WhyStays>> {
    let Some(known) = known else { return Ok(Err(WhyStays::Rule(Stays::NotPupil))) };
    let sent = if known.present { None } else { store.sent_away(known.id)? };
    Ok(match (may_leave(&known.person, known.present), sent) {
        (Err(Stays::Gone), Some(transfer)) => Err(WhyStays::Sent(transfer.uai, transfer.id)),
        (Err(why), _) => Err(WhyStays::Rule(why)),
        (Ok(()), _) if !numbers.insert(known.person.ine.to_string()) => Err(WhyStays::SameIne),
        (Ok(()), _) => Ok(known),
    })
}

/// Refuses an INE whose pupil has no account here: the other school is told of one.
fn refuse_without_account(store: &Store, selectors: &Selectors) -> Result<()> {
    for typed in &selectors.ine {
        let IneCell::Number { ine, .. } = read_ine(typed) else { continue };
        if by_ine(store, typed)?.is_empty()
            && let Some(known) = store.people()?.into_iter().find(|known| known.person.ine == ine)
        {
            return Err(Refusal::WithoutAccount(known.person.full_name()).into());
        }
    }
    Ok(())
}

/// Pupils of the divisions asked for whom no selector of accounts can find.
fn without_account(store: &Store, selectors: &Selectors) -> Result<Vec<Staying>> {
    if selectors.division.is_empty() || selectors.lists() || !selectors.ine.is_empty() {
        return Ok(Vec::new());
    }
    let people: Vec<(PersonId, Person)> = store.people_without_account()?;
    let divisions = Divisions::new(&selectors.division, people.iter().map(|(_, person)| person.division()));
    let pupils = people
        .iter()
        .map(|(_, person)| person)
        .filter(|person| person.profile == Profile::Student && divisions.contains(person.division()));
    let stays = |person: &Person| Staying {
        name: person.full_name(),
        login: None,
        reason: WhyStays::NoAccount(may_have_account(person).err()),
    };
    Ok(pupils.map(stays).collect())
}
