//! What was sent and received; and the pupils who cannot be sent.

use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use super::find;
use crate::domain::division::rank;
use crate::domain::instant::Instant;
use crate::domain::origin::Origin;
use crate::domain::person::{Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::transfer::Fate;
use crate::store::{Direction, Passenger, Store, Transfer};
use crate::work::{Result, base};
use crate::world::World;

/// A transfer.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub transfer: i64,
    pub batch: i64,
    pub direction: Direction,
    pub at: Instant,
    /// The other school.
    pub uai: String,
    pub name: Option<String>,
    pub file: String,
    pub pupils: usize,
    pub status: &'static str,
    pub file_kept: bool,
    #[serde(skip)]
    pub cancelled: bool,
}

/// A transfer and its pupils.
#[derive(Debug, Serialize)]
pub struct Detail {
    pub transfer: Line,
    pub pupils: Vec<Pupil>,
}

/// A pupil of a transfer.
#[derive(Debug, Serialize)]
pub struct Pupil {
    pub family_name: String,
    pub first_name: String,
    pub login: String,
    pub schooling: String,
    pub outcome: Fate,
}

impl From<Transfer> for Line {
    fn from(transfer: Transfer) -> Self {
        Self {
            transfer: transfer.id,
            batch: transfer.batch.0,
            direction: transfer.direction,
            at: transfer.at,
            uai: transfer.uai,
            name: Some(transfer.name).filter(|name| !name.is_empty()),
            file: transfer.file,
            pupils: transfer.pupils,
            status: if transfer.cancelled { "cancelled" } else { transfer.direction.as_str() },
            file_kept: transfer.kept,
            cancelled: transfer.cancelled,
        }
    }
}

/// Every transfer, oldest first.
pub fn list(world: &World) -> Result<Vec<Line>> {
    Ok(base::open(world)?.transfers()?.into_iter().map(Line::from).collect())
}

/// One transfer and its pupils.
pub fn show(world: &World, number: i64) -> Result<Detail> {
    let store = base::open(world)?;
    let transfer = find(&store, number)?;
    let people: HashMap<PersonId, Person> = store.people()?.into_iter().map(|known| (known.id, known.person)).collect();
    let pupils = store.passengers(number)?.into_iter().map(|passenger| pupil(&store, &people, passenger));
    Ok(Detail { transfer: transfer.into(), pupils: pupils.collect::<Result<_>>()? })
}

fn pupil(store: &Store, people: &HashMap<PersonId, Person>, passenger: Passenger) -> Result<Pupil> {
    let Passenger { person, fate, schooling, .. } = passenger;
    let account = person.map(|person| store.account_of(person)).transpose()?.flatten();
    let known = person.and_then(|person| people.get(&person));
    let nobody = if person.is_some() { "(retiré)" } else { "(non créé)" };
    Ok(Pupil {
        family_name: known.map_or(nobody, Person::surname).to_owned(),
        first_name: known.map(|known| known.first_name.to_string()).unwrap_or_default(),
        login: account.map(|account| account.login.to_string()).unwrap_or_default(),
        schooling,
        outcome: fate,
    })
}

/// A pupil without national number, whom no other school can recognise.
#[derive(Debug, Serialize)]
pub struct WithoutIne {
    pub family_name: String,
    pub usage_name: Option<String>,
    pub first_name: String,
    pub birth_date: Option<Date>,
    pub division: String,
    pub origin: Origin,
    #[serde(skip)]
    pub surname: String,
}

/// Pupils who are here and have no national number, division by division.
pub fn missing_ine(world: &World) -> Result<Vec<WithoutIne>> {
    let mut people = base::open(world)?.people()?;
    people.retain(|known| known.present && known.person.profile == Profile::Student && known.person.ine.is_empty());
    people.sort_by_cached_key(|known| (rank(known.person.division()), known.person.sort_key()));
    let without = people.into_iter().map(|known| {
        let person = known.person;
        WithoutIne {
            family_name: person.family_name.to_string(),
            usage_name: person.usage_name().filter(|name| !name.is_empty()).map(str::to_owned),
            first_name: person.first_name.to_string(),
            birth_date: person.birth_date,
            division: person.division().to_owned(),
            origin: person.origin,
            surname: person.surname().to_owned(),
        }
    });
    Ok(without.collect())
}
