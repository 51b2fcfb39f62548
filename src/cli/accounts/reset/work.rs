//! A reset without its conversation: who is concerned, what is issued, one transaction. The night does it too.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Value, json};

use super::super::super::issue::{Issued, Wish, issue};
use super::super::super::slips::compose::{self, Composed, Draft, Options};
use super::super::create::require;
use crate::cli::Context;
use crate::domain::account::{Account, AccountId, FirstPassword, PasswordState, Status};
use crate::domain::secret::Distrust;
use crate::domain::setting::Settings;
use crate::error::{Error, Result};
use crate::store::{Action, BatchId, Entry, Error as StoreError, Record, Request, Store};
use crate::terminal::table::Listing;
use crate::world::Staged;

/// Why an account whose password changed under our eyes is left alone.
const CHANGED: &str = "mot de passe changé entre-temps";

/// What a selection comes to.
#[derive(Default)]
pub struct Plan {
    pub accounts: Vec<Account>,
    pub wishes: Vec<Wish>,
    pub skipped: Vec<(Account, &'static str)>,
    pub distrusted: Vec<(String, Distrust)>,
}

/// How passwords are made.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// At random, whatever the settings.
    pub random: bool,
    /// Drawn now, because somebody will see them.
    pub now: bool,
    /// Accounts locked by hand too: somebody named them.
    pub unlock: bool,
}

/// Files made along with a reset.
#[derive(Debug, Clone, Copy, Default)]
pub struct Files<'a> {
    pub slips: Option<&'a Path>,
    /// Who was reset, without passwords.
    pub report: Option<&'a Path>,
    pub force: bool,
}

impl Files<'_> {
    /// Fails early where a file could not be written in the end, or slips not be made.
    pub fn check(&self, context: &Context, settings: &Settings) -> Result<()> {
        if self.slips.is_some() {
            require(settings)?;
        }
        let paths: Vec<&Path> = self.slips.into_iter().chain(self.report).collect();
        context.check_distinct(&paths)?;
        for path in paths {
            context.check_file(path)?;
            context.check_writable(path, self.force)?;
        }
        Ok(())
    }
}

/// What was done.
pub struct Done {
    pub batch: Option<BatchId>,
    pub issued: Vec<Issued>,
    /// For each account of the plan, whether it was still as it was planned.
    pub reset: Vec<bool>,
}

impl Plan {
    /// Decides for each account. `requests` are those that the reset answers: one overtaken by events is dropped.
    pub fn new(
        context: &Context,
        settings: &Settings,
        accounts: Vec<Account>,
        requests: &HashMap<AccountId, Request>,
        manner: Manner,
    ) -> Self {
        let mut plan = Self::default();
        for account in accounts {
            match obstacle(&account, requests.get(&account.id), manner.unlock, account.is_over(context.today())) {
                Some(reason) => plan.skipped.push((account, reason)),
                None => plan.add(account, context, settings, manner),
            }
        }
        plan
    }

    fn add(&mut self, account: Account, context: &Context, settings: &Settings, manner: Manner) {
        let first = FirstPassword::of(&account, settings, context.today());
        let first = if manner.random { FirstPassword::Drawn(None) } else { first };
        if let FirstPassword::Drawn(Some(distrust)) = first {
            self.distrusted.push((account.full_name(), distrust));
        }
        self.wishes.push(Wish::first(first, account.profile, manner.now));
        self.accounts.push(account);
    }

    /// Says who is left aside, and whose birth date cannot be a password.
    pub fn warn(&self, context: &mut Context) -> Result<()> {
        for (name, distrust) in &self.distrusted {
            context.ui().warn(&format!("{name}\u{a0}: {distrust}, le mot de passe sera aléatoire."))?;
        }
        for (account, reason) in &self.skipped {
            let (name, login) = (account.full_name(), &account.login);
            context.ui().warn(&format!("compte laissé de côté\u{a0}: {name} ({login}), {reason}."))?;
        }
        Ok(())
    }

    /// Says whose password changed under our eyes.
    pub fn warn_late(&self, context: &mut Context, reset: &[bool]) -> Result<()> {
        for (account, reason) in self.left(reset).skip(self.skipped.len()) {
            context.ui().warn(&format!("{}\u{a0}: {reason}, laissé tel quel.", account.full_name()))?;
        }
        Ok(())
    }

    /// True where there is nothing to write, not even a request to drop.
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty() && self.skipped.is_empty()
    }

    /// Who was left aside and why, once the work is done.
    pub fn left<'a>(&'a self, reset: &'a [bool]) -> impl Iterator<Item = (&'a Account, &'static str)> {
        let late = self.accounts.iter().zip(reset).filter(|(_, done)| !**done).map(|(account, _)| (account, CHANGED));
        self.skipped.iter().map(|(account, reason)| (account, *reason)).chain(late)
    }

    /// The same under the contract: `skipped[{login, reason}]`.
    pub fn left_json(&self, reset: &[bool]) -> Vec<Value> {
        let mut left: Vec<(String, &str)> =
            self.left(reset).map(|(account, reason)| (account.login.to_string(), reason)).collect();
        left.sort_unstable();
        left.into_iter().map(|(login, reason)| json!({ "login": login, "reason": reason })).collect()
    }
}

fn obstacle(account: &Account, request: Option<&Request>, unlock: bool, over: bool) -> Option<&'static str> {
    let overtaken = request.is_some_and(|request| request.version != account.version);
    match (account.status, account.stored_state) {
        (Status::Inactive, _) => Some("compte désactivé"),
        _ if over => Some("accès d’inspecteur terminé"),
        // A lock is undone by somebody who names the account, not by a list.
        (Status::Locked, _) if !unlock => Some("compte verrouillé"),
        (_, PasswordState::Personal) if overtaken => Some("mot de passe personnel choisi depuis la demande"),
        _ if overtaken => Some("mot de passe déjà remis depuis la demande"),
        _ => None,
    }
}

/// Hashes, prints, writes everything in one transaction, then names the files.
pub fn carry_out(
    context: &mut Context,
    store: &mut Store,
    settings: &Settings,
    plan: &Plan,
    files: Files<'_>,
) -> Result<(Done, Result<()>)> {
    let issued = issue(context, settings, &plan.wishes)?;
    let composed = match files.slips.filter(|_| !plan.accounts.is_empty()) {
        Some(path) => Some(compose(context, store, plan, &issued, path, files.force)?),
        None => None,
    };
    context.check_interrupt()?;
    let (batch, reset, report) = write(context, store, plan, &issued, composed.as_ref(), files)?;
    let slips = composed.map(Composed::publish).transpose().map(|_| ());
    let report = report.map_or(Ok(()), Staged::publish);
    Ok((Done { batch, issued, reset }, slips.and(report.map_err(Error::from))))
}

fn compose(
    context: &Context,
    store: &Store,
    plan: &Plan,
    issued: &[Issued],
    path: &Path,
    force: bool,
) -> Result<Composed> {
    let drafts = plan.accounts.iter().zip(issued).map(|(account, issued)| Draft {
        account: account.clone(),
        secret: issued.clear.clone(),
        valid_until: issued.password.expires_on(),
        hidden: false,
        state: issued.password.state(),
        version: account.version + 1,
    });
    let mut drafts: Vec<Draft> = drafts.collect();
    compose::sort(&mut drafts);
    let options = Options { per_page: vec![2], output: Some(path.to_owned()), force, ..Options::default() };
    Composed::new(context, store, &drafts, &options)
}

/// Passwords of accounts that did not change since the list was made, their slips, and the requests that they answer.
fn write(
    context: &Context,
    store: &mut Store,
    plan: &Plan,
    issued: &[Issued],
    composed: Option<&Composed>,
    files: Files<'_>,
) -> Result<(Option<BatchId>, Vec<bool>, Option<Staged>)> {
    store.transact(context.stamp(), |tx| {
        let batch = if plan.accounts.is_empty() { None } else { Some(tx.begin_batch(Action::ResetAccounts, "")?) };
        let mut reset = Vec::with_capacity(plan.accounts.len());
        for (account, issued) in plan.accounts.iter().zip(issued) {
            let changed = tx.issue_password(account.id, account.version, &issued.password)?;
            let result = if changed { "mot de passe réinitialisé" } else { "inchangé" };
            tx.log(&Entry::new("accounts.reset", Record::Account, account.id.0, result))?;
            tx.remove_request(account.id)?;
            tx.unpost(account.id)?;
            reset.push(changed);
        }
        for (account, reason) in &plan.skipped {
            if tx.remove_request(account.id)? {
                let result = format!("demande sans objet : {reason}");
                tx.log(&Entry::new("accounts.request", Record::Account, account.id.0, &result))?;
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
            tx.end_batch(batch, Action::ResetAccounts, &json!({ "reset": done }).to_string())?;
        }
        let report = match files.report {
            Some(path) => Some(context.stage(path, &list(plan, &reset).csv(), files.force)?),
            None => None,
        };
        Ok((batch, reset, report))
    })
}

/// Who was reset and who was not, for the secretary's folder: no password.
fn list(plan: &Plan, reset: &[bool]) -> Listing {
    let mut listing = Listing::new(["Identifiant", "Nom", "Prénom", "Division", "Résultat"]);
    let done = plan.accounts.iter().zip(reset).filter(|(_, done)| **done);
    let done = done.map(|(account, _)| (account, "réinitialisé".to_owned()));
    let left = plan.left(reset).map(|(account, reason)| (account, format!("laissé de côté : {reason}")));
    for (account, result) in done.chain(left) {
        let (surname, first_name) = account.names();
        listing.row([account.login.to_string(), surname, first_name, account.division().to_owned(), result]);
    }
    listing
}
