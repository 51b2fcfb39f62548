//! Somebody whom no file brings, and the account: one transaction.

use serde::Serialize;

use super::{Identity, Lookalike, Refusal};
use crate::domain::account::Remark;
use crate::domain::enrolment::Reason;
use crate::domain::identity::{Agreement, agreements};
use crate::domain::instant::Instant;
use crate::domain::name;
use crate::domain::origin::Origin;
use crate::domain::person::{Person, PersonId, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::domain::setting::Settings;
use crate::store::{Action, BatchId, Store, Summary};
use crate::work::accounts::create;
use crate::work::rgpd::memory::Recall;
use crate::work::{Error, Result, UseCase, base, people};
use crate::world::World;

/// Who comes in.
#[derive(Debug, Clone, Default)]
pub struct Add {
    pub identity: Identity,
    /// A teacher where nobody says.
    pub profile: Option<Profile>,
    /// It is another person than the one whom it resembles.
    pub another: bool,
    /// The record alone, without account.
    pub no_account: bool,
}

/// Who will come in, and with which account.
pub struct Plan {
    revision: i64,
    settings: Settings,
    person: Person,
    /// When this base erased the same person.
    pub erased: Option<Instant>,
    creation: crate::domain::account::Creation,
    /// Who else has this address.
    pub sharing: Vec<String>,
}

/// Who came in.
#[derive(Debug, Serialize)]
pub struct Added {
    pub name: String,
    pub logins: Vec<String>,
    pub batch: Option<BatchId>,
    #[serde(skip)]
    pub profile: Profile,
    #[serde(skip)]
    pub remarks: Vec<Remark>,
    /// Why there is no account.
    #[serde(skip)]
    pub refused: Option<Reason>,
}

impl UseCase for Add {
    type Plan = Plan;
    type Outcome = Added;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let revision = store.revision()?;
        let settings = store.settings()?;
        base::require(&settings)?;
        let profile = self.profile.unwrap_or(Profile::Teacher);
        if matches!(profile, Profile::Administrator | Profile::Inspector) {
            return Err(Refusal::ProfileApart.into());
        }
        let mut person = Person { origin: Origin::Other, left: Some(false), ..Person::new(profile) };
        self.identity.apply(&mut person)?;
        if person.birth_date.is_some_and(|birth| birth > world.today()) {
            return Err(Refusal::NotYetBorn.into());
        }
        if !self.another {
            refuse_double(store, &person)?;
        }
        let mut registry = store.registry()?;
        // The number is given when the person is written; only the position counts here.
        let people: &[(PersonId, Person)] = if self.no_account { &[] } else { &[(PersonId(0), person.clone())] };
        let creation = create::plan(people, &mut registry, &settings, world).without_export();
        let sharing = people::sharing(store, person.email().unwrap_or_default(), None)?;
        let erased = Recall::of(store)?.and_then(|recall| recall.erased_at(&person).cloned());
        Ok(Plan { revision, settings, person, erased, creation, sharing })
    }

    fn foresee(plan: &Plan) -> Added {
        Added {
            name: plan.person.full_name(),
            logins: plan.creation.accounts.iter().map(|new| new.formed.login.to_string()).collect(),
            batch: None,
            profile: plan.person.profile,
            remarks: plan.creation.remarks(|_| plan.person.full_name()),
            refused: plan.creation.refused.keys().next().copied(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Added> {
        let profile = plan.person.profile;
        let issued = create::issue_first(world, &plan.settings, &plan.creation, |_| profile)?;
        let summary = Summary { created: Some(1), ..Summary::default() };
        let batch = store.transact(base::stamp(world), |tx| {
            tx.expect_revision(plan.revision)?;
            let batch = tx.begin_batch(Action::EditUsers, "")?;
            let id = tx.next_person()?;
            tx.add_people(std::iter::once((&plan.person, Place::default())), batch)?;
            create::add(tx, &plan.creation, &issued, batch, |_| (Some(id), profile))?;
            tx.end_batch(batch, Action::EditUsers, &summary)?;
            Ok::<_, Error>(batch)
        })?;
        Ok(Added { batch: Some(batch), ..Self::foresee(&plan) })
    }
}

/// Refuses somebody who is probably here already.
fn refuse_double(store: &Store, person: &Person) -> Result<()> {
    let close: Vec<Lookalike> =
        store.people()?.iter().filter(|known| resembles(&known.person, person)).map(Lookalike::from).collect();
    if close.is_empty() { Ok(()) } else { Err(Refusal::Double(person.full_name(), close).into()) }
}

impl From<&Known> for Lookalike {
    fn from(known: &Known) -> Self {
        let person = &known.person;
        Self {
            surname: person.surname().to_owned(),
            first_name: person.first_name.to_string(),
            birth_date: person.birth_date,
            profile: person.profile,
            division: person.division().to_owned(),
            present: known.present,
        }
    }
}

/// The same INE, the same names, or the same birth date and names that sound alike.
fn resembles(known: &Person, person: &Person) -> bool {
    let [_, (_, ine), (_, birth), (_, names)] = agreements(known, person);
    if ine == Agreement::Same {
        return true;
    }
    let close = |one: &str, other: &str| name::likeness(&name::fold(one), &name::fold(other)) > 0.9;
    let alike = close(known.surname(), person.surname()) && close(&known.first_name, &person.first_name);
    match birth {
        Agreement::Same => names == Agreement::Same || alike,
        Agreement::Unknown => names == Agreement::Same,
        Agreement::Differs => false,
    }
}
