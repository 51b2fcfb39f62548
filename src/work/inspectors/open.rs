//! The head of the school lets an inspector in, until a day.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::Serialize;

use super::Refusal;
use crate::domain::account::{Account, AccountId, Status};
use crate::domain::login::{Login, Registry};
use crate::domain::name;
use crate::domain::person::{Detail, Person, Place};
use crate::domain::profile::Profile;
use crate::domain::school_year;
use crate::domain::setting::{Key, Settings, masked_email};
use crate::french::day;
use crate::store::{
    Action, BatchId, Entry, Error as StoreError, NewAccountRow, Password, Presence, Record, Store, Summary, Tx,
};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Who is let in, by whom, until when.
#[derive(Debug, Clone)]
pub struct Open {
    /// Login of the head.
    pub by: String,
    pub person: Person,
    /// The end of the school year where nobody says.
    pub until: Option<Date>,
    /// It is another inspector than the one of the same name.
    pub another: bool,
}

/// Everything that was said, checked. The head's password is still to be proved.
pub struct Plan {
    pub head: Account,
    settings: Settings,
    person: Person,
    until: Date,
    /// The account that the same inspector had already.
    known: Option<AccountId>,
    revision: i64,
}

/// Who was let in.
#[derive(Debug, Serialize)]
pub struct Opened {
    pub login: String,
    pub opened_by: String,
    pub until: Date,
    pub batch: Option<BatchId>,
    pub uai: Option<String>,
    #[serde(skip)]
    pub name: String,
    #[serde(skip)]
    pub head: String,
    /// True where a temporary password can be mailed.
    #[serde(skip)]
    pub mail: bool,
}

impl UseCase for Open {
    type Plan = Plan;
    type Outcome = Opened;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        let until = last_day(world.today(), self.until)?;
        let head = head(store, &self.by)?;
        let known = if self.another { None } else { known(store, &self.person)? };
        Ok(Plan { head, settings, person: self.person, until, known, revision: store.revision()? })
    }

    fn foresee(plan: &Plan) -> Opened {
        Opened {
            login: String::new(),
            opened_by: plan.head.login.to_string(),
            until: plan.until,
            batch: None,
            uai: base::uai(&plan.settings),
            name: plan.person.full_name(),
            head: plan.head.full_name(),
            mail: plan.settings.value(Key::MailTransport).is_some_and(|transport| transport != "none"),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Opened> {
        refuse_unsettled(store, &plan.head)?;
        let mut registry = store.registry()?;
        let today = world.today();
        let (batch, login) = store.transact(base::stamp(world), |tx| {
            tx.expect_revision(plan.revision)?;
            let batch = tx.begin_batch(Action::OpenInspector, "")?;
            let (account, login) = match plan.known {
                Some(known) => plan.reopen(tx, known, today, batch)?,
                None => plan.add(tx, &mut registry, batch)?,
            };
            tx.set_access(account, plan.until, plan.head.id)?;
            let opened = format!("accès ouvert jusqu’au {}", day(plan.until));
            tx.log(&Entry::new("inspectors.open", Record::Account, account.0, &opened))?;
            let told = "a ouvert l’accès d’un inspecteur";
            tx.log(&Entry::new("inspectors.open", Record::Account, plan.head.id.0, told))?;
            let summary = Summary { created: Some(usize::from(plan.known.is_none())), ..Summary::default() };
            tx.end_batch(batch, Action::OpenInspector, &summary)?;
            Ok::<_, Error>((batch, login))
        })?;
        Ok(Opened { login: login.to_string(), batch: Some(batch), ..Self::foresee(&plan) })
    }
}

/// Refuses a head whose password is still the birth date, which many know.
fn refuse_unsettled(store: &Store, head: &Account) -> Result<()> {
    let head = store.account_numbered(head.id)?.ok_or(StoreError::Stale)?;
    if head.must_change {
        return Err(Refusal::HeadUnsettled(head.full_name(), head.login.to_string()).into());
    }
    Ok(())
}

/// The end of the school year, or a day within a year from today.
fn last_day(today: Date, asked: Option<Date>) -> Result<Date> {
    let last = today.saturating_add(1.year());
    let usual = date(school_year::of(today) + 1, 8, 31);
    let until = asked.unwrap_or(usual);
    if (today..=last).contains(&until) { Ok(until) } else { Err(Refusal::BadDay { asked: until, last, usual }.into()) }
}

/// The account of a head, who alone may let an inspector in.
fn head(store: &Store, login: &str) -> Result<Account> {
    let account = store.account(login)?;
    let known = account.is_some();
    if let Some(account) = account.filter(|account| account.profile == Profile::Head) {
        return Ok(account);
    }
    let heads = store.accounts()?.into_iter().filter(|account| account.profile == Profile::Head);
    let heads = heads.map(|account| account.login.to_string()).collect();
    Err(Refusal::NotHead { login: login.to_owned(), known, heads }.into())
}

/// The account of the same inspector, if there ever was one; another address under the same name is to be settled first.
fn known(store: &Store, person: &Person) -> Result<Option<AccountId>> {
    let same = |known: &Person| {
        name::same(&known.first_name, &person.first_name) && name::same(&known.family_name, &person.family_name)
    };
    let address = |of: &Person| of.email().unwrap_or_default().to_lowercase();
    let accounts = store.accounts()?;
    let inspectors = accounts.iter().filter(|account| account.profile == Profile::Inspector);
    let named: Vec<(&Account, &Person)> = inspectors
        .filter_map(|account| account.person.as_ref().map(|(_, known)| (account, known)))
        .filter(|(_, known)| same(known))
        .collect();
    match (named.iter().find(|(_, known)| address(known) == address(person)), named.first()) {
        (Some((account, _)), _) => Ok(Some(account.id)),
        (None, None) => Ok(None),
        (None, Some((account, known))) => {
            let masked = masked_email(known.email().unwrap_or_default());
            Err(Refusal::OtherAddress(masked, account.login.to_string()).into())
        }
    }
}

impl Plan {
    fn add(&self, tx: &Tx<'_>, registry: &mut Registry, batch: BatchId) -> Result<(AccountId, Login)> {
        let id = tx.next_person()?;
        tx.add_people(std::iter::once((&self.person, Place::default())), batch)?;
        let login = registry.give(&self.person).login;
        let password = &Password::Pending;
        let new = NewAccountRow { person: Some(id), login: &login, profile: Profile::Inspector, password };
        Ok((tx.add_account(&new, batch)?, login))
    }

    /// The same inspector again, as the account is now: who is in keeps the password, who was out or locked gets another.
    fn reopen(&self, tx: &Tx<'_>, known: AccountId, today: Date, batch: BatchId) -> Result<(AccountId, Login)> {
        let account = tx.account_numbered(known)?.ok_or(StoreError::Stale)?;
        let Some((id, person)) = &account.person else { return Err(StoreError::Stale.into()) };
        let civility = self.person.civility().or(person.civility()).unwrap_or_default().to_owned();
        tx.update_person(*id, &person.clone().with(Detail::Civility, &civility), Presence::Back, batch, 0)?;
        if account.status != Status::Active || account.is_over(today) {
            tx.set_status_of(*id, Status::Active)?;
            if !tx.issue_password(known, account.version, &Password::Pending)? {
                return Err(StoreError::Stale.into());
            }
        }
        Ok((known, account.login.clone()))
    }
}
