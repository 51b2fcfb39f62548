//! Back to the initial password: who is concerned, what is issued, one transaction, then the files. The night does it too.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use serde::Serialize;

use super::{Refusal, Verb};
use crate::domain::account::{Account, AccountId, FirstPassword, PasswordState};
use crate::domain::profile::Profile;
use crate::domain::secret::Distrust;
use crate::domain::setting::Settings;
use crate::store::{Action, BatchId, Entry, Error as StoreError, Record, Request, Store, Summary, Tx};
use crate::targets::spreadsheet::Sheet;
use crate::work::loss::{Loss, Papers};
use crate::work::passwords::{Drawing, Issued, issue};
use crate::work::selection::{Missed, Selectors};
use crate::work::slips::compose::{self, Composed, Draft, Printing};
use crate::work::{Error, Result, UseCase, base};
use crate::world::{Staged, World};

mod left;

use left::obstacle;
pub use left::{Skipped, Why};

/// Which accounts go back to their initial password, and which files tell of it.
#[derive(Debug, Clone, Default)]
pub struct Reset {
    pub selectors: Selectors,
    /// At random, whatever the settings.
    pub random: bool,
    /// The passwords are told in the answer.
    pub show_passwords: bool,
    pub files: Files,
}

/// Files made along with a reset.
#[derive(Debug, Clone, Default)]
pub struct Files {
    pub slips: Option<PathBuf>,
    /// Who was reset, without passwords.
    pub report: Option<PathBuf>,
    pub force: bool,
}

/// How passwords are made.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    pub random: bool,
    pub drawing: Drawing,
    /// Accounts locked by hand too: somebody named them.
    pub unlock: bool,
}

/// What a selection comes to.
pub struct Plan {
    settings: Settings,
    due: Vec<Due>,
    skipped: Vec<Skipped>,
    unknown: Missed,
    drawing: Drawing,
    show_passwords: bool,
    files: Files,
    loss: Loss,
}

/// An account that goes back to its initial password.
#[derive(Debug, Clone)]
pub struct Due {
    pub account: Account,
    /// What the password is worth now.
    pub before: PasswordState,
    pub first: FirstPassword,
    pub after: PasswordState,
}

/// What was done.
#[derive(Debug, Serialize)]
pub struct Done {
    pub dry_run: bool,
    pub requested: usize,
    pub reset: usize,
    pub skipped: Vec<Skipped>,
    pub unknown: Missed,
    /// What it cost, or would.
    pub loss: Loss,
    pub passwords: Vec<Shown>,
    pub batch: Option<BatchId>,
    /// Logins that were reset, in the order of the list.
    #[serde(skip)]
    pub logins: Vec<String>,
    #[serde(skip)]
    pub show_passwords: bool,
    #[serde(skip)]
    pub slips: Option<PathBuf>,
    /// A file that could not get its name: what was recorded is.
    #[serde(skip)]
    pub unpublished: Option<Error>,
}

/// A password in clear, for those who asked to see it.
#[derive(Debug, Serialize)]
pub struct Shown {
    pub login: String,
    pub password: String,
}

impl UseCase for Reset {
    type Plan = Plan;
    type Outcome = Done;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        if self.selectors.is_empty() {
            return Err(Refusal::NobodyNamed(Verb::Reset).into());
        }
        let settings = store.settings()?;
        self.files.check(world, &settings)?;
        let selection = self.selectors.accounts(world, store)?;
        let mut accounts = selection.accounts;
        accounts.sort_by_cached_key(Account::sort_key);
        let requests = if self.selectors.requested { store.requests_by_account()? } else { HashMap::new() };
        let seen = self.files.slips.is_some() || self.show_passwords;
        let drawing = if seen { Drawing::Now } else { Drawing::WithSlip };
        let manner = Manner { random: self.random, drawing, unlock: self.selectors.name_locked() };
        let plan = Plan::new(world, settings, accounts, &requests, manner, self.files);
        let papers = Papers::new(store)?;
        let mut loss = Loss::default();
        plan.due.iter().for_each(|due| loss.add(&due.account, due.after, &papers, &world.now()));
        Ok(Plan { unknown: selection.unknown, show_passwords: self.show_passwords, loss, ..plan })
    }

    fn foresee(plan: &Plan) -> Done {
        plan.outcome(true, plan.due.iter().map(|due| due.account.login.to_string()).collect())
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Done> {
        plan.carry_out(world, store)
    }
}

impl Files {
    /// Fails early where a file could not be written in the end, or slips not be made.
    pub fn check(&self, world: &World, settings: &Settings) -> Result<()> {
        if self.slips.is_some() {
            base::require(settings)?;
        }
        let paths: Vec<&Path> = self.slips.iter().chain(&self.report).map(PathBuf::as_path).collect();
        world.check_distinct(&paths)?;
        for path in paths {
            world.check_file(path)?;
            world.check_writable(path, self.force)?;
        }
        Ok(())
    }
}

impl Plan {
    /// Decides for each account. `requests` are those that the reset answers: one overtaken by events is dropped.
    pub fn new(
        world: &World,
        settings: Settings,
        accounts: Vec<Account>,
        requests: &HashMap<AccountId, Request>,
        manner: Manner,
        files: Files,
    ) -> Self {
        let now = world.now();
        let (mut due, mut skipped) = (Vec::new(), Vec::new());
        for account in accounts {
            match obstacle(&account, requests.get(&account.id), manner.unlock, &now) {
                Some(why) => skipped.push(Skipped::new(&account, why)),
                None => due.push(Due::new(account, &settings, manner, &now)),
            }
        }
        let unknown = Missed::default();
        Self {
            settings,
            due,
            skipped,
            unknown,
            drawing: manner.drawing,
            show_passwords: false,
            files,
            loss: Loss::default(),
        }
    }

    /// What it would cost.
    pub fn loss(&self) -> Loss {
        self.loss
    }

    /// Accounts that will be reset.
    pub fn due(&self) -> &[Due] {
        &self.due
    }

    /// Accounts left as they are.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Hashes, prints, writes everything in one transaction, then names the files. Without anybody to reset, only what
    /// was asked for in vain is taken off the list, and the report is written.
    pub fn carry_out(self, world: &mut World, store: &mut Store) -> Result<Done> {
        if self.due.is_empty() && self.skipped.is_empty() && self.files.report.is_none() {
            return Ok(self.outcome(false, Vec::new()));
        }
        let firsts: Vec<(FirstPassword, Profile)> =
            self.due.iter().map(|due| (due.first, due.account.profile)).collect();
        let issued = issue(world, &self.settings, &firsts, self.drawing)?;
        let composed = match self.files.slips.as_ref().filter(|_| !self.due.is_empty()) {
            Some(path) => Some(self.compose(world, store, &issued, path)?),
            None => None,
        };
        world.check_interrupt()?;
        let written = self.write(world, store, &issued, composed.as_ref())?;
        let slips = composed.map(Composed::publish).transpose().err();
        let report = written.report.map(Staged::publish).transpose().err().map(Error::from);
        let is_reset = |at: &usize| written.reset[*at];
        let login = |at: usize| self.due[at].account.login.to_string();
        let reset: Vec<usize> = (0..self.due.len()).filter(is_reset).collect();
        let mut done = self.outcome(false, reset.iter().map(|at| login(*at)).collect());
        let late = self.due.iter().zip(&written.reset).filter(|(_, done)| !**done);
        done.skipped.extend(late.map(|(due, _)| Skipped::new(&due.account, Why::Changed)));
        done.skipped.sort_unstable();
        if self.show_passwords {
            let shown = reset.iter().filter_map(|at| {
                let clear = issued[*at].clear.as_ref()?;
                Some(Shown { login: login(*at), password: clear.expose().to_owned() })
            });
            done.passwords = shown.collect();
        }
        done.batch = written.batch;
        done.unpublished = slips.or(report);
        Ok(done)
    }

    fn outcome(&self, dry_run: bool, logins: Vec<String>) -> Done {
        let mut skipped = self.skipped.clone();
        skipped.sort_unstable();
        Done {
            dry_run,
            requested: self.due.len() + self.skipped.len() + self.unknown.words.len(),
            reset: logins.len(),
            skipped,
            unknown: self.unknown.clone(),
            loss: self.loss,
            passwords: Vec::new(),
            batch: None,
            logins,
            show_passwords: self.show_passwords,
            slips: self.files.slips.clone().filter(|_| !self.due.is_empty()),
            unpublished: None,
        }
    }

    fn compose(&self, world: &World, store: &Store, issued: &[Issued], path: &Path) -> Result<Composed> {
        let drafts = self.due.iter().zip(issued).map(|(due, issued)| Draft {
            account: due.account.clone(),
            secret: issued.clear.clone(),
            valid_until: issued.password.expires_on(),
            hidden: false,
            state: issued.password.state(),
            version: due.account.version + 1,
        });
        let mut drafts: Vec<Draft> = drafts.collect();
        compose::sort(&mut drafts);
        let (output, force) = (Some(path.to_owned()), self.files.force);
        let printing = Printing { output, force, ..Printing::default() };
        Composed::new(world, store, &drafts, &printing)
    }

    /// Passwords of accounts that did not change since the list was made, their slips, and the requests that they answer.
    fn write(
        &self,
        world: &World,
        store: &mut Store,
        issued: &[Issued],
        composed: Option<&Composed>,
    ) -> Result<Written> {
        store.transact(base::stamp(world), |tx| {
            let batch = if self.due.is_empty() { None } else { Some(tx.begin_batch(Action::ResetAccounts, "")?) };
            let reset = self.issue(tx, issued)?;
            for skipped in &self.skipped {
                if tx.remove_request(skipped.account)? {
                    let result = format!("demande sans objet : {}", skipped.reason.as_str());
                    tx.log(&Entry::new("accounts.request", Record::Account, skipped.account.0, &result))?;
                }
            }
            if let (Some(composed), Some(batch)) = (composed, batch) {
                if reset.contains(&false) {
                    return Err(Error::from(StoreError::Stale));
                }
                composed.record(tx, batch)?;
            }
            if let Some(batch) = batch {
                let done = reset.iter().filter(|done| **done).count();
                let summary = Summary { reset: Some(done), ..Summary::default() };
                tx.end_batch(batch, Action::ResetAccounts, &summary)?;
            }
            let report = match &self.files.report {
                Some(path) => Some(world.stage(path, &self.sheet(&reset).csv(), self.files.force)?),
                None => None,
            };
            Ok(Written { batch, reset, report })
        })
    }

    /// For each account, whether it was still as it was planned.
    fn issue(&self, tx: &Tx<'_>, issued: &[Issued]) -> Result<Vec<bool>> {
        let mut reset = Vec::with_capacity(self.due.len());
        for (Due { account, .. }, issued) in self.due.iter().zip(issued) {
            let changed = tx.issue_password(account.id, account.version, &issued.password)?;
            let result = if changed { "mot de passe réinitialisé" } else { "inchangé" };
            tx.log(&Entry::new("accounts.reset", Record::Account, account.id.0, result))?;
            tx.remove_request(account.id)?;
            tx.unpost(account.id)?;
            reset.push(changed);
        }
        Ok(reset)
    }

    /// Who was reset and who was not, for the secretary's folder: no password.
    fn sheet(&self, reset: &[bool]) -> Sheet {
        let mut sheet = Sheet::new(["Identifiant", "Nom", "Prénom", "Division", "Résultat"]);
        let (done, late): (Vec<_>, Vec<_>) = self.due.iter().zip(reset).partition(|(_, done)| **done);
        for (due, _) in done {
            let (surname, first_name) = due.account.names();
            let (login, division) = (due.account.login.to_string(), due.account.division().to_owned());
            sheet.row([login, surname, first_name, division, "réinitialisé".to_owned()]);
        }
        let late = late.iter().map(|(due, _)| Skipped::new(&due.account, Why::Changed));
        for left in self.skipped.iter().cloned().chain(late) {
            let (surname, first_name, division) = left.name;
            let result = format!("laissé de côté : {}", left.reason.as_str());
            sheet.row([left.login, surname, first_name, division, result]);
        }
        sheet
    }
}

/// What came out of the transaction.
struct Written {
    batch: Option<BatchId>,
    reset: Vec<bool>,
    report: Option<Staged>,
}

impl Due {
    fn new(account: Account, settings: &Settings, manner: Manner, now: &Zoned) -> Self {
        let first = FirstPassword::of(&account, settings, now.date());
        let first = if manner.random { FirstPassword::Drawn(None) } else { first };
        let after = match (first, manner.drawing) {
            (FirstPassword::BirthDate(_), _) => PasswordState::Initial,
            (FirstPassword::Drawn(_), Drawing::Now) => PasswordState::Temporary,
            (FirstPassword::Drawn(_), Drawing::WithSlip) => PasswordState::Pending,
        };
        Self { before: account.state(now), account, first, after }
    }

    /// Why the birth date cannot serve, where it should.
    pub fn distrust(&self) -> Option<Distrust> {
        match self.first {
            FirstPassword::Drawn(distrust) => distrust,
            FirstPassword::BirthDate(_) => None,
        }
    }
}
