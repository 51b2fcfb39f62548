//! People, with or without an account.

use jiff::civil::Date;
use serde::Serialize;

use super::find;
use crate::domain::origin::Origin;
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::store::Store;
use crate::work::{Result, base};
use crate::world::World;

/// Whom to list; each field narrows.
#[derive(Debug, Default)]
pub struct List {
    pub profiles: Vec<Profile>,
    pub division: Option<String>,
    /// Those who have left, instead of those who are here.
    pub archived: bool,
}

/// The record of a person, and the login.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub civility: Option<String>,
    pub family_name: String,
    pub usage_name: Option<String>,
    pub first_name: String,
    pub birth_date: Option<Date>,
    pub profile: Profile,
    pub discipline: Option<String>,
    pub division: String,
    pub email: Option<String>,
    pub origin: Origin,
    pub present: bool,
    /// Day of a departure that was announced and has not come.
    pub leaves_on: Option<Date>,
    pub login: Option<String>,
    #[serde(skip)]
    pub surname: String,
}

impl List {
    /// The people, in the order of a French list.
    pub fn look(&self, world: &World) -> Result<Vec<Card>> {
        let store = base::open(world)?;
        let mut people = store.people()?;
        people.retain(|known| self.concerns(known));
        people.sort_by_cached_key(|known| known.person.sort_key());
        people.iter().map(|known| Card::new(&store, known)).collect()
    }

    fn concerns(&self, known: &Known) -> bool {
        let profile = self.profiles.is_empty() || self.profiles.contains(&known.person.profile);
        let division = self.division.as_ref().is_none_or(|division| known.person.division() == division);
        profile && division && known.present != self.archived
    }
}

/// One person: a login, an INE, or first name and surname.
pub fn show(world: &World, who: &str) -> Result<Card> {
    let store = base::open(world)?;
    Card::new(&store, &find(&store, who)?)
}

impl Card {
    fn new(store: &Store, known: &Known) -> Result<Self> {
        let person = &known.person;
        let text = |text: Option<&str>| text.map(str::to_owned);
        Ok(Self {
            civility: text(person.civility()),
            family_name: person.family_name.to_string(),
            usage_name: text(person.usage_name().filter(|name| !name.is_empty())),
            first_name: person.first_name.to_string(),
            birth_date: person.birth_date,
            profile: person.profile,
            discipline: text(person.discipline()),
            division: person.division().to_owned(),
            email: text(person.email()),
            origin: person.origin,
            present: known.present,
            leaves_on: known.person.leaves_on(),
            login: store.account_of(known.id)?.map(|account| account.login.to_string()),
            surname: person.surname().to_owned(),
        })
    }

    /// « Prénom NOM ».
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.surname).trim().to_owned()
    }
}
