//! The forgotten password, for each as the service has it: by mail for an adult whose address is known, by the school for
//! a pupil, by the administrator for the others.

use std::path::PathBuf;

use serde::Serialize;

use super::letter::{self, Lot, Occasion};
use super::require_open;
use crate::domain::account::{Account, PasswordState};
use crate::domain::instant::Instant;
use crate::domain::setting::{Settings, masked_email};
use crate::store::{Entry, Record, Store};
use crate::targets::mail::Undelivered;
use crate::work::mail::{PostOffice, Refusal};
use crate::work::selection::account;
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Minutes within which a second letter is probably impatience.
const MINUTES: i64 = 10;

/// Who forgot.
#[derive(Debug, Clone)]
pub struct Forgot {
    pub login: String,
    /// For a pupil: the reset is asked for, and made the next night.
    pub request: bool,
}

/// What will be done about it.
pub struct Plan {
    account: Account,
    request: bool,
    remedy: Remedy,
    /// True where a letter would take a personal password away.
    pub loses_personal: bool,
    /// When a letter was last sent or tried, where that is minutes ago.
    pub just_sent: Option<Instant>,
}

/// Who helps.
enum Remedy {
    School,
    Administrator,
    Mail(Box<(PostOffice, Settings)>),
}

/// What was done about it.
#[derive(Debug, Serialize)]
pub struct Helped {
    pub outcome: Help,
    pub sent_to: Option<String>,
    pub expires_at: Option<Instant>,
    #[serde(skip)]
    pub login: String,
    #[serde(skip)]
    pub name: String,
    /// True for the account that belongs to nobody.
    #[serde(skip)]
    pub is_administrator: bool,
    /// True where a request was asked for that is not a pupil's.
    #[serde(skip)]
    pub vain_request: bool,
    /// The folder that holds the letter, where it does not leave by itself.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
    /// Why the letter waits.
    #[serde(skip)]
    pub why: Option<Undelivered>,
    /// True where the same was asked for before.
    #[serde(skip)]
    pub again: bool,
}

/// Which way somebody was helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Help {
    /// The school hands out the initial password.
    School,
    Requested,
    /// The administrator resets the account.
    Administrator,
    Mailed,
    /// The letter leaves the next night.
    Postponed,
}

impl UseCase for Forgot {
    type Plan = Plan;
    type Outcome = Helped;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let account = account(store, &self.login)?;
        require_open(&account, world.today())?;
        let remedy = match (account.profile.is_adult(), letter::address(&account)) {
            (false, _) => Remedy::School,
            (true, "") => Remedy::Administrator,
            (true, _) => {
                let settings = store.settings()?;
                Remedy::Mail(Box::new((PostOffice::open(world, &settings)?, settings)))
            }
        };
        let mails = matches!(remedy, Remedy::Mail(_));
        let loses_personal = mails && account.state(&world.now()) == PasswordState::Personal;
        let just_sent = if mails { just_sent(world, store, &account)? } else { None };
        Ok(Plan { account, request: self.request, remedy, loses_personal, just_sent })
    }

    fn foresee(plan: &Plan) -> Helped {
        let outcome = match (&plan.remedy, plan.request) {
            (Remedy::School, false) => Help::School,
            (Remedy::School, true) => Help::Requested,
            (Remedy::Administrator, _) => Help::Administrator,
            (Remedy::Mail(_), _) => Help::Mailed,
        };
        let to = masked_email(letter::address(&plan.account));
        Helped {
            outcome,
            sent_to: Some(to).filter(|_| outcome == Help::Mailed),
            expires_at: None,
            login: plan.account.login.to_string(),
            name: plan.account.full_name(),
            is_administrator: plan.account.person.is_none(),
            vain_request: plan.request && outcome == Help::Administrator,
            folder: None,
            why: None,
            again: false,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Helped> {
        let helped = Self::foresee(&plan);
        match plan.remedy {
            Remedy::School if plan.request => {
                let added = ask_for_reset(world, store, &plan.account)?;
                Ok(Helped { again: !added, ..helped })
            }
            Remedy::School | Remedy::Administrator => Ok(helped),
            Remedy::Mail(mail) => {
                let (office, settings) = *mail;
                send(world, store, &settings, &office, &plan.account, helped)
            }
        }
    }
}

/// When a letter was last sent, or put in the outbox, if that is a matter of minutes.
fn just_sent(world: &World, store: &Store, account: &Account) -> Result<Option<Instant>> {
    let waiting = store.outbox()?.into_iter().find(|letter| letter.account == account.id).map(|letter| letter.at);
    let sent = account.issued_at.clone().filter(|_| account.expires_at.is_some());
    let now = world.now().timestamp().as_second();
    let recent = |at: &Instant| at.timestamp().is_some_and(|at| (0..MINUTES * 60).contains(&(now - at.as_second())));
    Ok(waiting.filter(recent).or_else(|| sent.filter(recent)))
}

/// Puts a pupil on the list of the night; tells whether that is new.
fn ask_for_reset(world: &World, store: &mut Store, account: &Account) -> Result<bool> {
    store.transact(base::stamp(world), |tx| {
        let added = tx.add_request(account.id, "mot de passe oublié")?;
        if added {
            let result = "réinitialisation demandée";
            tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, result))?;
        }
        Ok::<_, Error>(added)
    })
}

fn send(
    world: &mut World,
    store: &mut Store,
    settings: &Settings,
    office: &PostOffice,
    account: &Account,
    helped: Helped,
) -> Result<Helped> {
    let drawn = letter::draw(world, settings, account, Occasion::Forgotten)?;
    world.check_interrupt()?;
    let ticket = letter::post(world, store, account, Occasion::Forgotten)?;
    match letter::attempt(world, store, settings, office, account, &drawn, (ticket, &mut Lot::default()))? {
        Ok(()) => {
            let folder = office.folder().map(PathBuf::from);
            Ok(Helped { expires_at: Some(drawn.expires_at), folder, ..helped })
        }
        Err(why) if why.is_transient() => {
            letter::postpone(world, store, account, Occasion::Forgotten, &why)?;
            Ok(Helped { outcome: Help::Postponed, why: Some(why), ..helped })
        }
        Err(why) => {
            letter::give_up(world, store, account, Occasion::Forgotten, why.in_journal())?;
            Err(Refusal::Undelivered(helped.sent_to.unwrap_or_default(), why).into())
        }
    }
}
