//! `cpro accounts reset`: back to the initial password, for those who are named.

use std::collections::HashMap;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::super::issue::Wish;
use super::super::print;
use super::super::select::{Selection, Selectors};
use crate::cli::Context;
use crate::domain::account::Account;
use crate::error::Result;
use crate::french::{agree, count};
use crate::terminal::Format;
use crate::terminal::table::Listing;

pub mod work;

use work::{Done, Files, Manner, Plan};

/// Most lines shown of a list in a terminal.
const SHOWN: usize = 20;

/// Remet des comptes à leur mot de passe initial
///
/// Le mot de passe personnel est oublié ; l’initial devra être changé à la prochaine connexion, et son délai repart.
#[derive(Debug, Args)]
pub struct Reset {
    #[command(flatten)]
    selectors: Selectors,
    /// Mot de passe aléatoire au lieu de la date de naissance
    #[arg(long)]
    random: bool,
    /// Écrit les mots de passe dans la réponse
    #[arg(long)]
    show_passwords: bool,
    /// Imprime les papillons des comptes réinitialisés
    #[arg(long, value_name = "FICHIER.pdf")]
    slips: Option<PathBuf>,
    /// Écrit la liste des comptes réinitialisés, sans mot de passe
    #[arg(long, value_name = "FICHIER.csv")]
    report: Option<PathBuf>,
    /// Remplace les fichiers qui existent
    #[arg(long, short)]
    force: bool,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// The answer was lost, not the work.
const DONE_UNTOLD: &str =
    "les comptes ont été réinitialisés\u{a0}; relancez la commande pour obtenir de nouveaux mots de passe.";

impl Reset {
    /// The administrator's part of `passwd`.
    pub fn one(login: String, random: bool, show_passwords: bool) -> Self {
        let selectors = Selectors { logins: vec![login], ..Selectors::default() };
        Self { selectors, random, show_passwords, slips: None, report: None, force: false, dry_run: false }
    }

    pub fn run(self, context: &mut Context) -> Result {
        self.selectors.require("réinitialiser")?;
        let mut store = context.store()?;
        let settings = store.settings()?;
        let files = Files { slips: self.slips.as_deref(), report: self.report.as_deref(), force: self.force };
        files.check(context, &settings)?;
        let selection = self.selectors.accounts(context, &store)?;
        let mut accounts = selection.accounts;
        accounts.sort_by_cached_key(Account::sort_key);
        let requests = if self.selectors.requested { store.requests_by_account()? } else { HashMap::new() };
        let now = self.slips.is_some() || self.show_passwords;
        let manner = Manner { random: self.random, now, unlock: self.selectors.name_locked() };
        let plan = Plan::new(context, &settings, accounts, &requests, manner);

        self.preview(context, &plan)?;
        if self.dry_run || (plan.is_empty() && self.report.is_none()) {
            return self.tell(context, &plan, None, &selection.unknown);
        }
        if plan.accounts.len() > 1 {
            let n = count(plan.accounts.len(), "compte", "comptes");
            context.confirm_or_try(
                &format!("Réinitialiser {n}\u{a0}?"),
                &format!("{n} seraient réinitialisés\u{a0}: il faut une confirmation."),
            )?;
        }

        let (done, published) = work::carry_out(context, &mut store, &settings, &plan, files)?;
        let told = self.tell(context, &plan, Some(&done), &selection.unknown);
        let code = told.map_err(|error| error.hint(DONE_UNTOLD))?;
        published.map(|()| code)
    }

    fn preview(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        plan.warn(context)?;
        if plan.accounts.len() < 2 && !self.dry_run {
            return Ok(());
        }
        let now = context.now();
        let mut listing = Listing::new(["Nom", "Division", "Identifiant", "Avant", "Après"]).unbroken([2, 3, 4]);
        for (account, wish) in plan.accounts.iter().zip(&plan.wishes) {
            let after = match wish {
                Wish::BirthDate(..) => "initial",
                Wish::Draw => "provisoire",
                Wish::Later => "à remettre",
            };
            let before = account.state(&now).label();
            listing.row([
                account.full_name(),
                account.division().to_owned(),
                account.login.to_string(),
                before.to_owned(),
                after.to_owned(),
            ]);
        }
        if listing.rows.is_empty() {
            return Ok(());
        }
        let table = listing.cut_table(context.terminal.most(SHOWN), context.terminal.width, context.terminal.color);
        Ok(context.ui().show(&table)?)
    }

    fn tell(&self, context: &mut Context, plan: &Plan, done: Option<&Done>, unknown: &[String]) -> Result {
        let flags = done.map_or(&[][..], |done| &done.reset);
        plan.warn_late(context, flags)?;
        let passwords = self.passwords(plan, done);
        if context.terminal.format == Format::Table {
            passwords.iter().try_for_each(|(login, password)| context.ui().answer(&format!("{login}  {password}")))?;
        }
        let reset = flags.iter().filter(|done| **done).count();
        self.conclude(context, plan, reset)?;
        let report = json!({
            "schema": 1,
            "dry_run": self.dry_run,
            "requested": plan.accounts.len() + plan.skipped.len() + unknown.len(),
            "reset": if self.dry_run { plan.accounts.len() } else { reset },
            "skipped": plan.left_json(flags),
            "unknown": unknown,
            "passwords": passwords.iter().map(|(login, password)| json!({ "login": login, "password": password })).collect::<Vec<Value>>(),
            "batch": done.and_then(|done| done.batch).map(|batch| batch.0),
        });
        if self.show_passwords && context.terminal.format == Format::Csv {
            let mut listing = Listing::new(["login", "password"]);
            passwords.into_iter().for_each(|(login, password)| listing.row([login, password]));
            print::listing(context, &listing)?;
        } else {
            print::report(context, || report)?;
        }
        Selection::finish(unknown, context)
    }

    /// The last sentence, and the next command.
    fn conclude(&self, context: &mut Context, plan: &Plan, reset: usize) -> Result<()> {
        if self.dry_run {
            let n = plan.accounts.len();
            let verb = agree(n, "sera réinitialisé", "seront réinitialisés");
            let n = count(n, "compte", "comptes");
            context.ui().tell(&format!("{n} {verb} (simulation\u{a0}: rien n’a été modifié)."))?;
        } else if plan.accounts.is_empty() {
            context.ui().tell("Aucun compte à réinitialiser.")?;
        } else {
            let verb = agree(reset, "réinitialisé", "réinitialisés");
            context.ui().tell(&format!("{} {verb}.", count(reset, "compte", "comptes")))?;
            self.next(context, plan)?;
        }
        Ok(())
    }

    /// Clear passwords, for those who asked to see them.
    fn passwords(&self, plan: &Plan, done: Option<&Done>) -> Vec<(String, String)> {
        let Some(done) = done.filter(|_| self.show_passwords) else { return Vec::new() };
        let rows = plan.accounts.iter().zip(&done.issued).zip(&done.reset).filter(|(_, done)| **done);
        rows.filter_map(|((account, issued), _)| {
            let clear = issued.clear.as_ref()?;
            Some((account.login.to_string(), clear.expose().to_owned()))
        })
        .collect()
    }

    fn next(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        match &self.slips {
            Some(path) => context
                .ui()
                .hint(&format!("imprimez {}, puis effacez-le\u{a0}: il contient des mots de passe.", path.display()))?,
            None if self.show_passwords => {}
            None => {
                let one =
                    plan.accounts.first().map(|account| account.login.to_string()).filter(|_| plan.accounts.len() == 1);
                context.ui().hint(&format!(
                    "cpro slips generate {}-o papillons.pdf",
                    one.map_or(String::new(), |login| format!("{login} "))
                ))?;
            }
        }
        Ok(())
    }
}
