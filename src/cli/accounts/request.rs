//! `cpro accounts request`: resets asked for at the counter, made by the next nightly run.

use clap::Args;
use serde_json::{Value, json};

use super::super::print;
use super::super::select::{Selection, Selectors};
use crate::cli::Context;
use crate::domain::account::{Account, Status};
use crate::domain::name;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, instant};
use crate::store::{Entry, Record, Store};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Longest reason, in characters.
const MAX_REASON: usize = 200;

/// Demande la réinitialisation de comptes, que la commande de nuit fera
///
/// Demander deux fois revient à demander une fois. Qui choisit un mot de passe personnel entre-temps garde le sien.
#[derive(Debug, Args)]
pub struct Request {
    #[command(flatten)]
    selectors: Selectors,
    /// Motif, en quelques mots et sans nom de personne
    #[arg(long, value_name = "TEXTE", conflicts_with_all = ["list", "cancel"])]
    reason: Option<String>,
    /// Montre les demandes en attente
    #[arg(long, conflicts_with = "cancel")]
    list: bool,
    /// Retire les demandes des comptes indiqués
    #[arg(long)]
    cancel: bool,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Request {
    pub fn run(self, context: &mut Context) -> Result {
        if self.list {
            return self.show(context);
        }
        self.selectors.require(if self.cancel { "retirer de la liste" } else { "réinitialiser" })?;
        let reason = self.reason()?;
        let mut store = context.store()?;
        let selection = self.selectors.accounts(context, &store)?;
        let (accounts, closed): (Vec<Account>, Vec<Account>) =
            selection.accounts.into_iter().partition(|account| self.cancel || account.status != Status::Inactive);
        for account in &closed {
            let (name, login) = (account.full_name(), &account.login);
            context.ui().warn(&format!("{name} ({login})\u{a0}: compte désactivé, demande non enregistrée."))?;
        }
        let known = store.requests_by_account()?;
        // A request that was overtaken by a new password is no request for that one.
        let waits =
            |one: &Account| known.get(&one.id).is_some_and(|request| self.cancel || request.version == one.version);
        let due: Vec<&Account> = accounts.iter().filter(|one| waits(one) == self.cancel).collect();
        if due.len() > 1 && !self.cancel && !self.dry_run {
            let n = count(due.len(), "compte", "comptes");
            context.confirm_or_try(
                &format!("Demander la réinitialisation de {n}\u{a0}?"),
                &format!("la réinitialisation de {n} serait demandée\u{a0}: il faut une confirmation."),
            )?;
        }
        let done = if self.dry_run { due.len() } else { self.write(context, &mut store, &due, &reason)? };
        self.tell(context, done, accounts.len() - done)?;
        print::report(context, || {
            json!({
                "schema": 1,
                "dry_run": self.dry_run,
                "requested": if self.cancel { 0 } else { done },
                "cancelled": if self.cancel { done } else { 0 },
                "unchanged": accounts.len() - done,
                "skipped": closed.iter().map(|account| json!({ "login": account.login.to_string(), "reason": "compte désactivé" })).collect::<Vec<Value>>(),
                "unknown": selection.unknown,
            })
        })?;
        Selection::finish(&selection.unknown, context)
    }

    fn reason(&self) -> Result<String> {
        let reason = name::tidy(self.reason.as_deref().unwrap_or_default());
        if reason.chars().count() > MAX_REASON || reason.chars().any(name::is_forbidden) {
            let message = format!("le motif dépasse {MAX_REASON} caractères, ou contient des caractères de contrôle.");
            return Err(Error::new(exit::USAGE, message));
        }
        Ok(reason)
    }

    /// Returns how many changed: somebody else may have asked for the same meanwhile.
    fn write(&self, context: &Context, store: &mut Store, due: &[&Account], reason: &str) -> Result<usize> {
        if due.is_empty() {
            return Ok(0);
        }
        context.check_interrupt()?;
        store.transact(context.stamp(), |tx| {
            let mut done = 0;
            for account in due {
                let (changed, result) = if self.cancel {
                    (tx.remove_request(account.id)?, "demande retirée")
                } else {
                    (tx.add_request(account.id, reason)?, "réinitialisation demandée")
                };
                if changed {
                    tx.log(&Entry::new("accounts.request", Record::Account, account.id.0, result))?;
                    done += 1;
                }
            }
            Ok(done)
        })
    }

    fn tell(&self, context: &mut Context, done: usize, unchanged: usize) -> Result<()> {
        let n = count(done, "demande", "demandes");
        let word = if self.cancel { "retirée" } else { "enregistrée" };
        let words = agree(done, word, &format!("{word}s")).to_owned();
        if self.dry_run {
            let will = agree(done, "sera", "seront");
            context.ui().tell(&format!("{n} {will} {words} (simulation\u{a0}: rien n’a été modifié)."))?;
        } else {
            context.ui().tell(&format!("{n} {words}."))?;
        }
        if unchanged > 0 {
            let why = if self.cancel { "sans demande" } else { "déjà dans la liste" };
            context.ui().status(&format!("{} {why}.", count(unchanged, "compte", "comptes")))?;
        }
        if !self.cancel && !self.dry_run && done > 0 {
            context
                .ui()
                .hint("la nuit prochaine (cpro nightly), ou tout de suite\u{a0}: cpro accounts reset --requested")?;
        }
        Ok(())
    }

    /// Requests that wait, among the accounts asked for.
    fn show(&self, context: &mut Context) -> Result {
        let store = context.store()?;
        let selection = self.selectors.accounts(context, &store)?;
        let mut requests = store.requests_by_account()?;
        let rows: Vec<_> =
            selection.accounts.iter().filter_map(|account| Some((account, requests.remove(&account.id)?))).collect();
        if context.terminal.format == Format::Json {
            let all = rows.iter().map(|(account, request)| {
                json!({
                    "login": account.login.to_string(),
                    "requested_at": request.at,
                    "requested_by": request.actor,
                    "reason": request.reason,
                })
            });
            print::json(context, &Value::Array(all.collect()))?;
            return Selection::finish(&selection.unknown, context);
        }
        let mut listing = Listing::new(["Demandé le", "Par", "Nom", "Division", "Identifiant", "Motif"]).unbroken([4]);
        for (account, request) in &rows {
            listing.row([
                instant(&request.at),
                request.actor.clone(),
                account.full_name(),
                account.division().to_owned(),
                account.login.to_string(),
                request.reason.clone(),
            ]);
        }
        if context.terminal.format == Format::Table {
            if rows.is_empty() {
                context.ui().answer("Aucune demande en attente.")?;
                return Selection::finish(&selection.unknown, context);
            }
            print::listing(context, &listing)?;
            context.ui().answer(&count(rows.len(), "demande.", "demandes."))?;
        } else {
            print::listing(context, &listing)?;
        }
        Selection::finish(&selection.unknown, context)
    }
}
