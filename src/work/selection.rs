//! Selectors: which accounts a use case is about.

use std::collections::HashSet;
use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::Date;

use super::Result;
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::lockout;
use crate::domain::name;
use crate::domain::profile::Profile;
use crate::sources::MAX_BYTES;
use crate::store::Store;
use crate::world::World;

/// Which accounts; every field narrows.
#[derive(Debug, Clone, Default)]
pub struct Selectors {
    pub logins: Vec<String>,
    pub ine: Vec<String>,
    pub division: Vec<String>,
    pub profile: Vec<Profile>,
    pub state: Vec<State>,
    /// Those whose reset was asked for.
    pub requested: bool,
    pub locked: bool,
    pub expired: bool,
    pub never_signed_in: bool,
    pub created_since: Option<Date>,
    /// A file of logins or INEs, one a line; `-` for standard input.
    pub from: Option<PathBuf>,
    pub all: bool,
}

/// A state of the password, or of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Password(PasswordState),
    Account(Status),
}

/// Why nobody could be selected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    UnknownLogin(String),
    UnknownIne(String),
    UnknownDivision {
        asked: String,
        known: Vec<String>,
    },
    /// Neither a login nor an INE was given.
    Nobody,
}

/// Accounts found, and the words that named nobody.
#[derive(Debug, Default)]
pub struct Selection {
    pub accounts: Vec<Account>,
    /// Words of a file that name no account, as a message may show them: reported, and the rest goes on.
    pub unknown: Vec<String>,
}

impl State {
    fn matches(self, account: &Account, now: &Zoned) -> bool {
        match self {
            Self::Password(state) => account.state(now) == state,
            Self::Account(Status::Locked) => lockout::standing(account, now.timestamp()).is_some(),
            Self::Account(status) => account.status == status,
        }
    }
}

impl Selectors {
    /// One login.
    pub fn of_login(login: String) -> Self {
        Self { logins: vec![login], ..Self::default() }
    }

    /// True where no selector was given.
    pub fn is_empty(&self) -> bool {
        !self.all
            && !self.requested
            && !self.locked
            && !self.expired
            && !self.never_signed_in
            && self.created_since.is_none()
            && self.from.is_none()
            && self.logins.is_empty()
            && self.ine.is_empty()
            && self.division.is_empty()
            && self.profile.is_empty()
            && self.state.is_empty()
    }

    /// True where accounts that are locked by hand are meant too: by their name, or as such.
    pub fn name_locked(&self) -> bool {
        !self.logins.is_empty()
            || !self.ine.is_empty()
            || self.from.is_some()
            || self.locked
            || self.state.contains(&State::Account(Status::Locked))
    }

    /// True where accounts are listed one by one.
    pub fn lists(&self) -> bool {
        self.from.is_some() || !self.logins.is_empty()
    }

    /// The accounts that satisfy every selector. The administrator's only where it is named.
    pub fn accounts(&self, world: &mut World, store: &Store) -> Result<Selection> {
        let now = world.now();
        let mut selection = Selection::default();
        let listed = match &self.from {
            Some(path) => Some(words(&world.read(path, MAX_BYTES)?)),
            None => None,
        };
        if self.logins.is_empty() && self.ine.is_empty() && listed.is_none() {
            selection.accounts = store.accounts()?;
        } else {
            selection.accounts = self.named(store)?;
            for word in listed.iter().flatten() {
                let found = find(store, word)?;
                if found.is_empty() {
                    selection.unknown.push(shown(word));
                }
                selection.accounts.extend(found);
            }
        }
        self.narrow(store, &mut selection.accounts, &now)?;
        check_divisions(store, &self.division)?;
        Ok(selection)
    }

    fn narrow(&self, store: &Store, accounts: &mut Vec<Account>, now: &Zoned) -> Result<()> {
        if self.requested {
            let asked: HashSet<AccountId> = store.requests()?.into_iter().map(|request| request.account).collect();
            accounts.retain(|account| asked.contains(&account.id));
        }
        let divisions = Divisions::new(&self.division, accounts.iter().map(Account::division));
        let mut seen = HashSet::new();
        accounts.retain(|account| {
            divisions.contains(account.division()) && self.keeps(account, now) && seen.insert(account.id)
        });
        Ok(())
    }

    /// Logins and INEs that were named: one that names nobody is an error.
    fn named(&self, store: &Store) -> Result<Vec<Account>> {
        let mut accounts = Vec::new();
        for login in &self.logins {
            accounts.push(account(store, login)?);
        }
        for ine in &self.ine {
            let found = by_ine(store, ine)?;
            if found.is_empty() {
                return Err(Refusal::UnknownIne(ine.clone()).into());
            }
            accounts.extend(found);
        }
        Ok(accounts)
    }

    fn keeps(&self, account: &Account, now: &Zoned) -> bool {
        let named = !self.logins.is_empty()
            || self.from.is_some()
            || self.requested
            || self.profile.contains(&Profile::Administrator);
        (named || account.profile != Profile::Administrator)
            && (self.profile.is_empty() || self.profile.contains(&account.profile))
            && (self.state.is_empty() || self.state.iter().any(|state| state.matches(account, now)))
            && (!self.locked || lockout::standing(account, now.timestamp()).is_some())
            && (!self.expired || account.state(now) == PasswordState::Expired)
            && (!self.never_signed_in || account.last_login_at.is_none())
            && self.created_since.is_none_or(|day| created_on(account) >= Some(day))
    }
}

/// The account of a login.
pub fn account(store: &Store, login: &str) -> Result<Account> {
    store.account(login)?.ok_or_else(|| Refusal::UnknownLogin(login.to_owned()).into())
}

/// The one account that a login or an INE names.
pub fn one(store: &Store, login: Option<&str>, ine: Option<&str>) -> Result<Account> {
    match (login, ine) {
        (Some(login), _) => account(store, login),
        (None, Some(typed)) => by_ine(store, typed)?.pop().ok_or_else(|| Refusal::UnknownIne(typed.to_owned()).into()),
        (None, None) => Err(Refusal::Nobody.into()),
    }
}

/// Refuses a division that nobody is in.
pub fn check_divisions(store: &Store, asked: &[String]) -> Result<()> {
    if asked.is_empty() {
        return Ok(());
    }
    let mut known: Vec<String> = store.people()?.iter().map(|known| known.person.division().to_owned()).collect();
    known.sort_unstable();
    known.dedup();
    known.retain(|division| !division.is_empty());
    let unknown = asked.iter().find(|asked| !known.iter().any(|division| same_division(asked, division)));
    match unknown.cloned() {
        Some(asked) => Err(Refusal::UnknownDivision { asked, known }.into()),
        None => Ok(()),
    }
}

/// Divisions asked for: where one bears the very name it is meant alone, otherwise those that differ by signs only.
pub struct Divisions(Vec<(String, bool)>);

impl Divisions {
    /// Looks at what was asked among the divisions that there are.
    pub fn new<'a>(asked: &[String], known: impl Iterator<Item = &'a str> + Clone) -> Self {
        Self(asked.iter().map(|asked| (asked.clone(), known.clone().any(|division| division == asked))).collect())
    }

    /// True for a division that is meant, and for each where none was asked for.
    pub fn contains(&self, division: &str) -> bool {
        let meant = |(asked, exact): &(String, bool)| {
            if *exact { asked == division } else { same_division(asked, division) }
        };
        self.0.is_empty() || self.0.iter().any(meant)
    }
}

/// `1 PRO TNE`, `1 pro tne` and `1PROTNE` are one division.
fn same_division(one: &str, other: &str) -> bool {
    let plain = |division: &str| name::fold(division).replace(' ', "");
    plain(one) == plain(other)
}

fn created_on(account: &Account) -> Option<Date> {
    account.created_at.get(..10).and_then(|day| day.parse().ok())
}

/// Accounts of the people who hold an INE, however it was typed.
pub fn by_ine(store: &Store, typed: &str) -> Result<Vec<Account>> {
    match read_ine(typed) {
        IneCell::Number { ine, .. } => Ok(store.accounts_of_ine(&ine)?),
        IneCell::Absent | IneCell::Scientific => Ok(Vec::new()),
    }
}

fn find(store: &Store, word: &str) -> Result<Vec<Account>> {
    match store.account(word)? {
        Some(account) => Ok(vec![account]),
        None => by_ine(store, word),
    }
}

/// A word as a message may show it: an INE is never shown whole.
pub fn shown(word: &str) -> String {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if digits >= 8 { crate::domain::ine::masked(word) } else { word.to_owned() }
}

/// One login or INE a line; `#` begins a comment. Of a spreadsheet, such as our own reports, the first column.
fn words(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let first = |line: &str| line.split(['#', ';', '\t']).next().unwrap_or("").trim().trim_matches('"').to_owned();
    let heading = |word: &String| ["identifiant", "login", "ine"].contains(&word.to_lowercase().as_str());
    text.trim_start_matches('\u{feff}').lines().map(first).filter(|word| !word.is_empty() && !heading(word)).collect()
}
