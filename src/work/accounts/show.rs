//! Everything about one account: its card, its import, its history, why it is as it is.

use serde::Serialize;

use super::list::Card;
use crate::domain::account::{Account, FirstPassword};
use crate::domain::instant::Instant;
use crate::domain::login::{self, LoginOrigin};
use crate::domain::setting::Settings;
use crate::store::{Paper, Record, Store, Transfer};
use crate::work::selection::one;
use crate::work::{Result, base};
use crate::world::World;

/// Most events shown.
const SHOWN: u32 = 10;

/// An account, and what happened to it.
#[derive(Debug, Serialize)]
pub struct Shown {
    #[serde(flatten)]
    pub card: Card,
    #[serde(skip)]
    pub events: Vec<Event>,
    #[serde(skip)]
    pub source: Option<LastImport>,
}

/// Something that happened to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    pub at: Instant,
    pub event: String,
}

/// The last import that touched somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastImport {
    /// Empty where no file was read.
    pub file: String,
    pub line: u32,
    /// Instant.
    pub at: Instant,
}

impl LastImport {
    /// « export.csv, ligne 12 ».
    pub fn place(&self) -> String {
        let line = if self.line > 0 { format!(", ligne {}", self.line) } else { String::new() };
        format!("{}{line}", self.file)
    }
}

/// Why an account is as it is.
#[derive(Debug)]
pub struct Explained {
    pub shown: Shown,
    pub login: WhyLogin,
    /// What the settings would give as a first password today.
    pub first: FirstPassword,
    /// The transfer by which the owner left.
    pub transfer: Option<Transfer>,
}

/// Why a login is what it is.
#[derive(Debug)]
pub enum WhyLogin {
    /// The code of the establishment.
    Administrator,
    Nameless,
    /// The login that the present names would give.
    FormerName(String),
    /// What the names give, whether it was cut, and whose the ones before were.
    Name {
        whole: String,
        cut: bool,
        before: Vec<Taken>,
    },
}

/// A login that was taken already.
#[derive(Debug)]
pub struct Taken {
    pub login: String,
    /// Name and division of its owner.
    pub owner: Option<(String, String)>,
    pub is_reserved: bool,
}

/// An account by its login or its owner's INE.
pub fn show(world: &World, login: Option<&str>, ine: Option<&str>) -> Result<Shown> {
    let store = base::open(world)?;
    Shown::new(world, &store, one(&store, login, ine)?)
}

impl Shown {
    fn new(world: &World, store: &Store, account: Account) -> Result<Self> {
        let (events, source) = (events(store, &account)?, last_import(store, &account)?);
        Ok(Self { card: Card::new(account, &world.now()), events, source })
    }
}

/// The same, with the reasons.
pub fn explain(world: &World, login: Option<&str>, ine: Option<&str>) -> Result<Explained> {
    let store = base::open(world)?;
    let settings = store.settings()?;
    let account = one(&store, login, ine)?;
    Ok(Explained {
        login: why_login(&store, &account)?,
        first: FirstPassword::of(&account, &settings, world.today()),
        transfer: store.sent_away_with(&account)?,
        shown: Shown::new(world, &store, account)?,
    })
}

/// The account of a login, and the settings of its establishment.
pub fn own(world: &World, login: &str) -> Result<(Card, Settings)> {
    let store = base::open(world)?;
    let account = crate::work::selection::account(&store, login)?;
    Ok((Card::new(account, &world.now()), store.settings()?))
}

/// Latest first.
fn events(store: &Store, account: &Account) -> Result<Vec<Event>> {
    let journal = store.journal_of(Record::Account, account.id.0, SHOWN)?.into_iter().rev();
    let mut events: Vec<Event> =
        journal.map(|entry| Event { at: entry.at, event: format!("{} ({})", entry.result, entry.actor) }).collect();
    for Paper { id, at, name, .. } in store.documents_of(account.id)? {
        events.push(Event { at, event: format!("papillon imprimé, document {id} ({name})") });
    }
    // Events of one second keep the order of the journal.
    events.sort_by_key(|event| event.at.timestamp());
    events.reverse();
    events.truncate(SHOWN as usize);
    Ok(events)
}

fn last_import(store: &Store, account: &Account) -> Result<Option<LastImport>> {
    let Some((person, _)) = &account.person else { return Ok(None) };
    let Some((batch, line)) = store.last_change(*person)? else { return Ok(None) };
    let (at, file) = store.batch_source(batch)?;
    Ok(Some(LastImport { file, line, at }))
}

fn why_login(store: &Store, account: &Account) -> Result<WhyLogin> {
    let Some((_, person)) = &account.person else { return Ok(WhyLogin::Administrator) };
    Ok(match login::origin(&account.login, person) {
        LoginOrigin::Nameless => WhyLogin::Nameless,
        LoginOrigin::FormerName { today } => WhyLogin::FormerName(today.to_string()),
        LoginOrigin::Name { whole, cut, before } => WhyLogin::Name {
            whole: whole.clone(),
            cut,
            before: before.iter().take(3).map(|login| taken(store, login)).collect::<Result<_>>()?,
        },
    })
}

fn taken(store: &Store, login: &str) -> Result<Taken> {
    let owner = store.account(login)?;
    let owner = owner.map(|owner| (owner.full_name(), owner.division().to_owned()));
    Ok(Taken { login: login.to_owned(), owner, is_reserved: login::is_reserved(login) })
}
