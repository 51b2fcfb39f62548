//! Selectors: which accounts a use case is about.

use std::collections::HashSet;
use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::search::{self, Near};
use super::{Error, Result};
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::division;
use crate::domain::enrolment::{self, Candidature};
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::lockout;
use crate::domain::person::Person;
use crate::domain::profile::Profile;
use crate::sources::{MAX_BYTES, logins};
use crate::store::Store;
use crate::world::{World, file_name};

mod roll;

pub use roll::stream;

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
    /// State of enrolment, training, examination, teaching group: any of those given.
    pub enrolment: Vec<String>,
    pub mef: Vec<String>,
    pub diploma: Vec<String>,
    pub group: Vec<String>,
    /// Those of whom no valid document has a slip.
    pub never_printed: bool,
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
    /// A word that means nobody, and those who resemble it.
    Unknown(String, Vec<Near>),
    /// A name that several bear.
    Several(String, Vec<Near>),
    UnknownIne(String),
    UnknownDivision {
        asked: String,
        known: Vec<String>,
    },
    /// Neither a login nor an INE was given.
    Nobody,
}

/// Accounts found, and what found nobody.
#[derive(Debug, Default)]
pub struct Selection {
    pub accounts: Vec<Account>,
    pub unknown: Missed,
}

/// What found nobody; under the contract, the words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missed {
    /// Words of a file that name no account, as a message may show them: reported, and the rest goes on.
    pub words: Vec<String>,
    /// Where nobody satisfies every criterion: how many satisfy each.
    pub criteria: Vec<(Criterion, usize)>,
}

impl Serialize for Missed {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.words.serialize(serializer)
    }
}

/// What an account must satisfy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Criterion {
    Division,
    Profile,
    State,
    Requested,
    Locked,
    Expired,
    NeverSignedIn,
    NeverPrinted,
    CreatedSince,
    Enrolment,
    Mef,
    Diploma,
    Group,
}

/// A criterion, and how an account is seen to satisfy it.
type Test<'a> = (Criterion, Box<dyn Fn(&Account) -> bool + 'a>);

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
            && !self.never_printed
            && [&self.enrolment, &self.mef, &self.diploma, &self.group].iter().all(|words| words.is_empty())
            && self.created_since.is_none()
            && self.from.is_none()
            && self.logins.is_empty()
            && self.ine.is_empty()
            && self.division.is_empty()
            && self.profile.is_empty()
            && self.state.is_empty()
    }

    /// True where some accounts are meant, and not all of them.
    pub fn is_partial(&self) -> bool {
        !Self { all: false, ..self.clone() }.is_empty()
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
            Some(path) => {
                let bytes = world.read(path, MAX_BYTES)?;
                let read = logins::read(&bytes).map_err(|error| Error::File(file_name(path), error))?;
                Some(read)
            }
            None => None,
        };
        if self.logins.is_empty() && self.ine.is_empty() && listed.is_none() {
            selection.accounts = store.accounts()?;
        } else {
            selection.accounts = self.named(store)?;
            for word in listed.iter().flatten() {
                let found = find(store, word)?;
                if found.is_empty() {
                    selection.unknown.words.push(shown(word));
                }
                selection.accounts.extend(found);
            }
        }
        selection.unknown.criteria = self.narrow(store, &mut selection.accounts, &now)?;
        check_divisions(store, &self.division)?;
        Ok(selection)
    }

    /// Keeps the accounts that satisfy every criterion; where there were some and none is left, tells how many satisfy each.
    fn narrow(&self, store: &Store, accounts: &mut Vec<Account>, now: &Zoned) -> Result<Vec<(Criterion, usize)>> {
        let mut seen = HashSet::new();
        accounts.retain(|account| self.is_meant(account) && seen.insert(account.id));
        let tests = self.tests(store, now)?;
        let satisfies = |account: &Account| tests.iter().all(|(_, test)| test(account));
        if accounts.iter().any(satisfies) {
            accounts.retain(satisfies);
            return Ok(Vec::new());
        }
        let all = std::mem::take(accounts);
        let count = |test: &dyn Fn(&Account) -> bool| all.iter().filter(|account| test(account)).count();
        let counts = tests.iter().filter(|_| !all.is_empty()).map(|(criterion, test)| (*criterion, count(test)));
        Ok(counts.collect())
    }

    /// The criteria that were given.
    fn tests<'a>(&'a self, store: &Store, now: &'a Zoned) -> Result<Vec<Test<'a>>> {
        let known = if self.division.is_empty() { Vec::new() } else { store.divisions()? };
        let divisions = Divisions::new(&self.division, known.iter().map(String::as_str));
        let asked: HashSet<AccountId> = match self.requested {
            true => store.requests()?.into_iter().map(|request| request.account).collect(),
            false => HashSet::new(),
        };
        let printed = if self.never_printed { store.printed_accounts()? } else { HashSet::new() };
        let all: [(bool, Test<'a>); 13] = [
            (!self.division.is_empty(), (Criterion::Division, Box::new(move |one| divisions.contains(one.division())))),
            (!self.profile.is_empty(), (Criterion::Profile, Box::new(|one| self.profile.contains(&one.profile)))),
            (
                !self.state.is_empty(),
                (Criterion::State, Box::new(|one| self.state.iter().any(|state| state.matches(one, now)))),
            ),
            (self.requested, (Criterion::Requested, Box::new(move |one| asked.contains(&one.id)))),
            (self.locked, (Criterion::Locked, Box::new(|one| lockout::standing(one, now.timestamp()).is_some()))),
            (self.expired, (Criterion::Expired, Box::new(|one| one.state(now) == PasswordState::Expired))),
            (self.never_signed_in, (Criterion::NeverSignedIn, Box::new(|one| one.last_login_at.is_none()))),
            (self.never_printed, (Criterion::NeverPrinted, Box::new(move |one| !printed.contains(&one.id)))),
            (
                self.created_since.is_some(),
                (Criterion::CreatedSince, Box::new(|one| created_on(one) >= self.created_since)),
            ),
            (
                !self.enrolment.is_empty(),
                (
                    Criterion::Enrolment,
                    Box::new(|one| is_candidate(one, |it| is_any(&self.enrolment, Some(&it.state)))),
                ),
            ),
            (
                !self.mef.is_empty(),
                (
                    Criterion::Mef,
                    Box::new(|one| is_any(&self.mef, owner(one).and_then(|person| person.mef.as_deref()))),
                ),
            ),
            (
                !self.diploma.is_empty(),
                (Criterion::Diploma, Box::new(|one| is_candidate(one, |it| is_any(&self.diploma, Some(&it.diploma))))),
            ),
            (
                !self.group.is_empty(),
                (
                    Criterion::Group,
                    Box::new(|one| {
                        let groups = owner(one).and_then(Person::groups).unwrap_or_default();
                        groups.split(", ").any(|group| is_any(&self.group, Some(group)))
                    }),
                ),
            ),
        ];
        Ok(all.into_iter().filter(|(given, _)| *given).map(|(_, test)| test).collect())
    }

    /// The administrator's account is meant only where it is named.
    fn is_meant(&self, account: &Account) -> bool {
        account.profile != Profile::Administrator
            || !self.logins.is_empty()
            || self.from.is_some()
            || self.requested
            || self.profile.contains(&Profile::Administrator)
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
}

fn owner(account: &Account) -> Option<&Person> {
    account.person.as_ref().map(|(_, person)| person)
}

/// True where one of the owner's examinations is asked for.
fn is_candidate(account: &Account, is: impl Fn(&Candidature) -> bool) -> bool {
    owner(account).is_some_and(|person| enrolment::candidatures(person).iter().any(is))
}

/// True for one of the words asked for, however it is written.
fn is_any(asked: &[String], word: Option<&str>) -> bool {
    word.is_some_and(|word| asked.iter().any(|asked| division::same(asked, word)))
}

/// The account that a login, an INE or a whole name means.
pub fn account(store: &Store, typed: &str) -> Result<Account> {
    if let Some(account) = find(store, typed)?.pop() {
        return Ok(account);
    }
    let accounts = store.accounts()?;
    match &search::named(&accounts, typed)[..] {
        [account] => Ok((*account).clone()),
        [] => Err(Refusal::Unknown(typed.to_owned(), search::near(store, &accounts, typed)?).into()),
        several => {
            let several = several.iter().map(|account| Near::from(*account)).collect();
            Err(Refusal::Several(typed.to_owned(), several).into())
        }
    }
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
    let mut known = store.divisions()?;
    known.sort_by_cached_key(|division| division::rank(division));
    let unknown = asked.iter().find(|asked| !known.iter().any(|division| division::same(asked, division)));
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
            if *exact { asked == division } else { division::same(asked, division) }
        };
        self.0.is_empty() || self.0.iter().any(meant)
    }
}

fn created_on(account: &Account) -> Option<Date> {
    account.created_at.day()
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
