//! People entered and corrected by hand: one person, one batch that can be undone.

use jiff::civil::Date;

use super::search::{Near, near};
use super::{Result, base, people};
use crate::domain::account::Account;
use crate::domain::name;
use crate::domain::person::{Detail, Person};
use crate::domain::profile::Profile;
use crate::domain::roster::{Known, Outcome};
use crate::domain::search;
use crate::domain::setting::Settings;
use crate::store::{Action, BatchId, Store, Summary};
use crate::world::World;

pub mod add;
pub mod archive;
pub mod edit;
pub mod list;

/// Why nobody was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A word that names nobody.
    Unknown(String, Vec<Near>),
    /// A name that several bear.
    Many(String, Vec<Near>),
    /// Only the head lets inspectors in, and nobody else changes them: the name.
    IsInspector(String),
    /// No profile is given by hand that only the head, or the first set-up, gives.
    ProfileApart,
    /// The profile of somebody there stays what it is.
    ProfileStays,
    /// A pupil is no adult: name, present profile, profile asked for.
    OtherAge(String, Profile, Profile),
    NotYetBorn,
    /// Only a pupil has an INE.
    IneOfAdult,
    /// A name that cannot be kept.
    BadName,
    /// The name of the holder of the INE.
    IneTaken(String),
    /// The newcomer, and those who resemble it.
    Double(String, Vec<Lookalike>),
    AlreadyGone(String),
}

/// Somebody who resembles a newcomer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookalike {
    pub surname: String,
    pub first_name: String,
    pub birth_date: Option<Date>,
    pub profile: Profile,
    pub division: String,
    pub present: bool,
}

/// What is said of a person; what is not said stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Identity {
    pub civility: Option<String>,
    pub family_name: Option<String>,
    pub usage_name: Option<String>,
    pub first_name: Option<String>,
    pub birth_date: Option<Date>,
    pub email: Option<String>,
    pub discipline: Option<String>,
    pub divisions: Vec<String>,
    pub ine: Option<String>,
}

impl Identity {
    /// Writes in `person` what was said.
    fn apply(&self, person: &mut Person) -> Result<()> {
        let names = [(&self.family_name, &mut person.family_name), (&self.first_name, &mut person.first_name)];
        for (said, kept) in names {
            if let Some(said) = said {
                *kept = checked_name(said).ok_or(Refusal::BadName)?.into();
            }
        }
        let details = [
            (Detail::UsageName, &self.usage_name),
            (Detail::Civility, &self.civility),
            (Detail::Email, &self.email),
            (Detail::Discipline, &self.discipline),
        ];
        for (detail, said) in details {
            if let Some(said) = said {
                person.details.set(detail, Some(&name::tidy(said)));
            }
        }
        if !self.divisions.is_empty() {
            let division = self.divisions.join(", ");
            person.division = (!division.is_empty()).then(|| division.into());
        }
        person.birth_date = self.birth_date.or(person.birth_date);
        match &self.ine {
            Some(_) if person.profile != Profile::Student => Err(Refusal::IneOfAdult.into()),
            Some(ine) => {
                person.ine = ine.as_str().into();
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// A name as it is kept, `None` where it cannot be.
pub fn checked_name(said: &str) -> Option<String> {
    let kept = name::tidy(said);
    let good = !kept.is_empty() && kept.chars().count() <= name::MAX_NAME && !kept.contains(name::is_forbidden);
    good.then_some(kept)
}

/// The one person that a word names: a login, an INE, or first name and surname in either order.
pub fn find(store: &Store, typed: &str) -> Result<Known> {
    let people = store.people()?;
    let unknown = || Refusal::Unknown(typed.to_owned(), Vec::new());
    if let Some((id, _)) = store.account(typed)?.and_then(|account| account.person) {
        return Ok(people.into_iter().find(|known| known.id == id).ok_or_else(unknown)?);
    }
    let is = |known: &&Known| {
        let person = &known.person;
        !person.ine.is_empty() && person.ine.eq_ignore_ascii_case(typed.trim()) || search::means(person, typed)
    };
    let found: Vec<&Known> = people.iter().filter(is).collect();
    match found[..] {
        [one] => Ok(one.clone()),
        [] => Err(Refusal::Unknown(typed.to_owned(), near(store, &store.accounts()?, typed)?).into()),
        _ => {
            let logins = store.accounts()?;
            let several = found.iter().map(|known| several(known, &logins)).collect();
            Err(Refusal::Many(typed.to_owned(), several).into())
        }
    }
}

/// One of several who bear a name.
fn several(known: &Known, accounts: &[Account]) -> Near {
    let own = |account: &&Account| account.person.as_ref().is_some_and(|(person, _)| *person == known.id);
    Near {
        name: known.person.full_name(),
        division: known.person.division().to_owned(),
        login: accounts.iter().find(own).map(|account| account.login.to_string()),
        former: None,
    }
}

/// Refuses an inspector.
fn refuse_inspector(known: &Known) -> Result<()> {
    match known.person.profile {
        Profile::Inspector => Err(Refusal::IsInspector(known.person.full_name()).into()),
        _ => Ok(()),
    }
}

/// One outcome of the roster as a batch of its own.
fn write(
    world: &mut World,
    store: &mut Store,
    settings: &Settings,
    outcome: &Outcome,
    revision: i64,
) -> Result<(BatchId, Vec<people::Renewed>)> {
    let rearmed = people::rearm(world, store, settings, outcome)?;
    let changes = people::Changes { outcome, rearmed: &rearmed, action: Action::EditUsers };
    let one = |n: usize| Some(n).filter(|n| *n > 0);
    let summary =
        Summary { updated: one(outcome.updated.len()), departed: one(outcome.departed.len()), ..Summary::default() };
    let today = world.today();
    store.transact(base::stamp(world), |tx| {
        tx.expect_revision(revision)?;
        let batch = tx.begin_batch(Action::EditUsers, "")?;
        let renewed = changes.fill(tx, batch, today)?;
        tx.end_batch(batch, Action::EditUsers, &summary)?;
        Ok((batch, renewed))
    })
}
