//! `cpro accounts lock` and `unlock`: closing accounts by hand, and opening them again.

use clap::Args;
use serde_json::{Value, json};

use super::super::print;
use super::super::select::{Selection, Selectors};
use crate::cli::Context;
use crate::domain::account::{Account, Status};
use crate::domain::lockout;
use crate::error::{Error, Result};
use crate::french::{agree, count};
use crate::store::{Entry, Record, Store};

/// Verrouille des comptes : plus aucun mot de passe ne les ouvre
#[derive(Debug, Args)]
pub struct Lock {
    #[command(flatten)]
    selectors: Selectors,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// Déverrouille des comptes, et oublie leurs essais manqués
///
/// Le mot de passe reste ce qu’il est : s’il est oublié, réinitialisez plutôt le compte.
#[derive(Debug, Args)]
pub struct Unlock {
    #[command(flatten)]
    selectors: Selectors,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Lock {
    pub fn run(self, context: &mut Context) -> Result {
        let turn = Turn { verb: "verrouiller", action: "accounts.lock", done: "verrouillé", to: Status::Locked };
        turn.run(context, &self.selectors, self.dry_run)
    }
}

impl Unlock {
    pub fn run(self, context: &mut Context) -> Result {
        let turn =
            Turn { verb: "déverrouiller", action: "accounts.unlock", done: "déverrouillé", to: Status::Active };
        turn.run(context, &self.selectors, self.dry_run)
    }
}

/// One direction or the other.
struct Turn {
    verb: &'static str,
    action: &'static str,
    done: &'static str,
    to: Status,
}

impl Turn {
    fn run(&self, context: &mut Context, selectors: &Selectors, dry_run: bool) -> Result {
        selectors.require(self.verb)?;
        let mut store = context.store()?;
        let selection = selectors.accounts(context, &store)?;
        let all = selection.accounts.len();
        let now = context.now().timestamp();
        let due: Vec<Account> = selection.accounts.into_iter().filter(|account| self.concerns(account, now)).collect();
        let n = count(due.len(), "compte", "comptes");
        if due.len() > 1 && !dry_run {
            let capital = crate::french::capitalised(self.verb);
            context.confirm_or_try(
                &format!("{capital} {n}\u{a0}?"),
                &format!("{n} seraient {}s\u{a0}: il faut une confirmation.", self.done),
            )?;
        }
        let due = if dry_run || due.is_empty() { due } else { self.write(context, &mut store, due)? };
        self.tell(context, &due, all, dry_run)?;
        let logins: Vec<Value> = due.iter().map(|account| account.login.to_string().into()).collect();
        let key = if self.to == Status::Locked { "locked" } else { "unlocked" };
        print::report(context, || {
            let mut report = json!({ "schema": 1, "dry_run": dry_run, "logins": logins, "unchanged": all - due.len(), "unknown": selection.unknown });
            report[key] = due.len().into();
            report
        })?;
        Selection::finish(&selection.unknown, context)
    }

    /// Returns those that changed: somebody may have left meanwhile.
    fn write(&self, context: &Context, store: &mut Store, due: Vec<Account>) -> Result<Vec<Account>> {
        context.check_interrupt()?;
        store.transact(context.stamp(), |tx| {
            let mut changed = Vec::with_capacity(due.len());
            for account in due {
                if tx.set_status(account.id, self.to)? {
                    tx.log(&Entry::new(self.action, Record::Account, account.id.0, self.done))?;
                    changed.push(account);
                }
            }
            Ok::<_, Error>(changed)
        })
    }

    /// A departed person's account stays closed, whatever is asked.
    fn concerns(&self, account: &Account, now: jiff::Timestamp) -> bool {
        match (self.to, account.status) {
            (_, Status::Inactive) | (Status::Locked, Status::Locked) => false,
            (Status::Locked, _) => true,
            _ => lockout::standing(account, now).is_some() || account.failures > 0,
        }
    }

    fn tell(&self, context: &mut Context, due: &[Account], all: usize, dry_run: bool) -> Result<()> {
        let n = count(due.len(), "compte", "comptes");
        let done = agree(due.len(), self.done, &format!("{}s", self.done)).to_owned();
        if dry_run {
            let will = agree(due.len(), "sera", "seront");
            context.ui().tell(&format!("{n} {will} {done} (simulation\u{a0}: rien n’a été modifié)."))?;
        } else if due.is_empty() {
            context.ui().tell(&format!("Aucun compte à {}.", self.verb))?;
        } else {
            context.ui().tell(&format!("{n} {done}."))?;
        }
        match all - due.len() {
            0 => Ok(()),
            left => Ok(context.ui().status(&format!(
                "{} inchangé{}.",
                count(left, "compte", "comptes"),
                if left < 2 { "" } else { "s" }
            ))?),
        }
    }
}
