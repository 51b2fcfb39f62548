//! The missing accounts.

use std::collections::BTreeMap;

use compact_str::CompactString;
use serde::Serialize;

use crate::domain::account::{self, AccountId, Creation, FirstPassword, NewAccount, Remark};
use crate::domain::enrolment::{self, Reason};
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::login::Registry;
use crate::domain::person::{Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::setting::Settings;
use crate::store::{Action, BatchId, NewAccountRow, Store, Summary, Tx};
use crate::work::base;
use crate::work::passwords::{Drawing, Issued, issue};
use crate::work::selection::{Divisions, check_divisions};
use crate::work::{Result, UseCase};
use crate::world::World;

/// Whose accounts: everybody who is due and has none, narrowed by each field.
#[derive(Debug, Clone, Default)]
pub struct Create {
    pub divisions: Vec<String>,
    pub profiles: Vec<Profile>,
    pub ine: Vec<String>,
}

/// Accounts that will be made.
pub struct Plan {
    revision: i64,
    settings: Settings,
    people: Vec<(PersonId, Person)>,
    creation: Creation,
}

impl Plan {
    /// What is worth a remark before the accounts are made.
    pub fn warnings(&self) -> Vec<Remark> {
        self.creation.remarks(|index| self.people[index].1.full_name())
    }
}

/// Accounts made.
#[derive(Debug, Serialize)]
pub struct Created {
    pub dry_run: bool,
    pub created: usize,
    pub accounts: Vec<Made>,
    /// People who may not have an account, counted by reason.
    pub without_account: BTreeMap<Reason, usize>,
    pub warnings: Vec<Remark>,
    pub batch: Option<BatchId>,
    pub uai: Option<String>,
    #[serde(skip)]
    pub numbers: Vec<AccountId>,
}

/// An account made.
#[derive(Debug, Serialize)]
pub struct Made {
    pub login: CompactString,
    pub family_name: CompactString,
    pub usage_name: Option<CompactString>,
    pub first_name: CompactString,
    pub division: CompactString,
    pub password_state: &'static str,
    #[serde(skip)]
    pub surname: CompactString,
    /// Rank among homonyms, from 1, and whether the login was cut.
    #[serde(skip)]
    pub rank: (u32, bool),
}

impl Made {
    /// True where the password is drawn when the slip is printed.
    pub fn is_drawn(&self) -> bool {
        self.password_state == "pending"
    }

    fn new(person: &Person, new: &NewAccount) -> Self {
        let drawn = matches!(new.password, FirstPassword::Drawn(_));
        Self {
            login: new.formed.login.0.clone(),
            family_name: person.family_name.clone(),
            usage_name: person.usage_name().filter(|name| !name.is_empty()).map(CompactString::from),
            first_name: person.first_name.clone(),
            division: person.division().into(),
            password_state: if drawn { "pending" } else { "initial" },
            surname: person.surname().into(),
            rank: (new.formed.number, new.formed.cut),
        }
    }
}

impl Create {
    /// The people without account whom the request names.
    fn concerned(&self, store: &Store) -> Result<Vec<(PersonId, Person)>> {
        let mut people = store.people_without_account()?;
        check_divisions(store, &self.divisions)?;
        let divisions = Divisions::new(&self.divisions, people.iter().map(|(_, person)| person.division()));
        people.retain(|(_, person)| divisions.contains(person.division()) && self.concerns(person));
        Ok(people)
    }

    fn concerns(&self, person: &Person) -> bool {
        let ine = |typed: &String| matches!(read_ine(typed), IneCell::Number { ine, .. } if ine == person.ine);
        (self.profiles.is_empty() || self.profiles.contains(&person.profile))
            && (self.ine.is_empty() || self.ine.iter().any(ine))
    }
}

impl UseCase for Create {
    type Plan = Plan;
    type Outcome = Created;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        let revision = store.revision()?;
        let people = self.concerned(store)?;
        let mut registry = store.registry()?;
        let creation = plan(&people, &mut registry, &settings, world);
        Ok(Plan { revision, settings, people, creation })
    }

    fn foresee(plan: &Plan) -> Created {
        let made = |new: &NewAccount| Made::new(&plan.people[new.index].1, new);
        Created {
            dry_run: true,
            created: plan.creation.accounts.len(),
            accounts: plan.creation.accounts.iter().map(made).collect(),
            without_account: plan.creation.refused.clone(),
            warnings: plan.warnings(),
            batch: None,
            uai: base::uai(&plan.settings),
            numbers: Vec::new(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Created> {
        let mut outcome = Created { dry_run: false, ..Self::foresee(&plan) };
        if plan.creation.accounts.is_empty() {
            return Ok(outcome);
        }
        let issued = issue_first(world, &plan.settings, &plan.creation, |index| plan.people[index].1.profile)?;
        world.check_interrupt()?;
        store.grow_cache()?;
        let (batch, numbers) = store.transact(base::stamp(world), |tx| {
            tx.expect_revision(plan.revision)?;
            let batch = tx.begin_batch(Action::CreateAccounts, "")?;
            let numbers = add(tx, &plan.creation, &issued, batch, |index| {
                let (id, person) = &plan.people[index];
                (Some(*id), person.profile)
            })?;
            let summary = Summary { created: Some(numbers.len()), ..Summary::default() };
            tx.end_batch(batch, Action::CreateAccounts, &summary)?;
            Ok::<_, crate::work::Error>((batch, numbers))
        })?;
        outcome.batch = Some(batch);
        outcome.numbers = numbers;
        Ok(outcome)
    }
}

/// Decides for people who have no account.
pub fn plan(people: &[(PersonId, Person)], registry: &mut Registry, settings: &Settings, world: &World) -> Creation {
    account::plan(people, registry, &|person| settings.mode_of(person.profile, Some(person)), world.today())
}

/// The first password of each account to be made.
pub fn issue_first(
    world: &mut World,
    settings: &Settings,
    creation: &Creation,
    profile: impl Fn(usize) -> Profile,
) -> Result<Vec<Issued>> {
    let firsts: Vec<_> = creation.accounts.iter().map(|new| (new.password, profile(new.index))).collect();
    issue(world, settings, &firsts, Drawing::WithSlip)
}

/// Writes the accounts of a plan; `owner` gives the number and the profile of the person at a position of its list.
pub fn add(
    tx: &Tx<'_>,
    creation: &Creation,
    issued: &[Issued],
    batch: BatchId,
    owner: impl Fn(usize) -> (Option<PersonId>, Profile),
) -> Result<Vec<AccountId>> {
    let rows = creation.accounts.iter().zip(issued).map(|(new, issued)| {
        let (person, profile) = owner(new.index);
        NewAccountRow { person, login: &new.formed.login, profile, password: &issued.password }
    });
    Ok(tx.add_accounts(&rows.collect::<Vec<_>>(), batch)?)
}

/// Somebody without account.
#[derive(Debug, Serialize)]
pub struct Lacking {
    pub family_name: String,
    pub usage_name: Option<String>,
    pub first_name: String,
    pub division: String,
    /// True where the account is only missing.
    pub due: bool,
    pub reason: Option<Reason>,
    #[serde(skip)]
    pub surname: String,
    /// State of the enrolment and examination, for candidates.
    #[serde(skip)]
    pub enrolment: (String, String),
}

/// Is everybody there, and who is not and why.
#[derive(Debug, Serialize)]
pub struct Check {
    pub check: bool,
    pub missing: usize,
    pub without_account: Vec<Lacking>,
}

impl Create {
    /// Looks who has no account; nothing is made.
    pub fn check(&self, world: &World) -> Result<Check> {
        let store = base::opened(world, base::Needs::Established, true)?;
        let without_account: Vec<Lacking> =
            self.concerned(&store)?.iter().map(|(_, person)| Lacking::new(person)).collect();
        let missing = without_account.iter().filter(|lacking| lacking.due).count();
        Ok(Check { check: true, missing, without_account })
    }
}

impl Lacking {
    fn new(person: &Person) -> Self {
        let reason = enrolment::may_have_account(person).err();
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Self {
            family_name: person.family_name.to_string(),
            usage_name: person.usage_name().filter(|name| !name.is_empty()).map(str::to_owned),
            first_name: person.first_name.to_string(),
            division: person.division().to_owned(),
            due: reason.is_none(),
            reason,
            surname: person.surname().to_owned(),
            enrolment: (text(person.enrolment()), text(person.diploma())),
        }
    }
}
