//! `cpro accounts reset`: back to the initial password, for those who are named.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::super::issue::{Issued, Wish, issue};
use super::super::print;
use super::super::select::{Selection, Selectors};
use super::super::slips::compose::{Composed, Draft, Options};
use crate::context::Context;
use crate::domain::account::{Account, FirstPassword, Status};
use crate::domain::secret::Distrust;
use crate::domain::setting::Settings;
use crate::error::{Error, Result};
use crate::output::french::{agree, count};
use crate::output::table::Listing;
use crate::output::ui::Format;
use crate::store::{Action, BatchId, Entry, Record, Store};

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
    /// Remplace le fichier de papillons s’il existe
    #[arg(long, short)]
    force: bool,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// The answer was lost, not the work.
const DONE_UNTOLD: &str =
    "les comptes ont été réinitialisés\u{a0}; relancez la commande pour obtenir de nouveaux mots de passe.";

/// What the selection comes to.
struct Plan {
    accounts: Vec<Account>,
    wishes: Vec<Wish>,
    skipped: Vec<(Account, &'static str)>,
    unknown: Vec<String>,
    distrusted: Vec<(String, Distrust)>,
}

impl Reset {
    pub fn run(self, context: &mut Context) -> Result {
        self.selectors.require("réinitialiser")?;
        let mut store = context.store()?;
        let settings = store.settings()?;
        if let Some(path) = &self.slips {
            super::create::require(&settings)?;
            context.check_file(path)?;
            context.check_writable(path, self.force)?;
        }
        let plan = self.plan(context, &store, &settings)?;

        self.preview(context, &plan)?;
        if self.dry_run || plan.accounts.is_empty() {
            return self.tell(context, &plan, &[], &[], None);
        }
        if plan.accounts.len() > 1 {
            let n = count(plan.accounts.len(), "compte", "comptes");
            context.confirm(
                &format!("Réinitialiser {n}\u{a0}?"),
                &format!("{n} seraient réinitialisés\u{a0}: il faut une confirmation."),
            )?;
        }

        let issued = issue(context, &settings, &plan.wishes)?;
        let composed = self.compose(context, &store, &plan, &issued)?;
        context.check_interrupt()?;
        let (batch, done) = write(context, &mut store, &plan, &issued, composed.as_ref())?;
        let published = composed.map(Composed::publish).transpose();
        let told = self.tell(context, &plan, &issued, &done, Some(batch));
        let code = told.map_err(|error| if error.silent { error } else { error.hint(DONE_UNTOLD) })?;
        published.map(|_| code)
    }

    fn plan(&self, context: &mut Context, store: &Store, settings: &Settings) -> Result<Plan> {
        let today = context.today();
        let selection = self.selectors.accounts(context, store)?;
        let mut plan =
            Plan { accounts: vec![], wishes: vec![], skipped: vec![], unknown: selection.unknown, distrusted: vec![] };
        let now = self.slips.is_some() || self.show_passwords;
        let mut accounts = selection.accounts;
        accounts.sort_by_cached_key(Account::sort_key);
        for account in accounts {
            if account.status == Status::Inactive {
                plan.skipped.push((account, "compte désactivé"));
                continue;
            }
            let first =
                FirstPassword::decide(settings.mode(account.profile), account.birth_date(), account.profile, today);
            let first = if self.random { FirstPassword::Drawn(None) } else { first };
            if let FirstPassword::Drawn(Some(distrust)) = first {
                plan.distrusted.push((account.full_name(), distrust));
            }
            plan.wishes.push(Wish::first(first, account.profile, now));
            plan.accounts.push(account);
        }
        Ok(plan)
    }

    fn preview(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        for (name, distrust) in &plan.distrusted {
            context.ui.warn(&format!("{name}\u{a0}: {distrust}, le mot de passe sera aléatoire."))?;
        }
        for (account, reason) in &plan.skipped {
            context.ui.warn(&format!(
                "compte laissé de côté\u{a0}: {} ({}), {reason}.",
                account.full_name(),
                account.login
            ))?;
        }
        if plan.accounts.len() < 2 && !self.dry_run {
            return Ok(());
        }
        let today = context.today();
        let mut listing = Listing::new(["Nom", "Division", "Identifiant", "Avant", "Après"]).unbroken([2, 3, 4]);
        for (account, wish) in plan.accounts.iter().zip(&plan.wishes) {
            let after = match wish {
                Wish::BirthDate(..) => "initial",
                Wish::Draw => "provisoire",
                Wish::Later => "à remettre",
            };
            let before = account.state(today).label();
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
        let table = listing.cut_table(context.ui.most(SHOWN), context.ui.width, context.ui.color);
        Ok(context.ui.tell(&table)?)
    }

    fn compose(&self, context: &Context, store: &Store, plan: &Plan, issued: &[Issued]) -> Result<Option<Composed>> {
        let Some(path) = &self.slips else { return Ok(None) };
        let drafts = plan.accounts.iter().zip(issued).map(|(account, issued)| Draft {
            account: account.clone(),
            secret: issued.clear.clone(),
            valid_until: issued.password.expires_on(),
            version: account.version + 1,
        });
        let options = Options { per_page: vec![2], output: Some(path.clone()), force: self.force };
        Composed::new(context, store, drafts.collect(), &options).map(Some)
    }

    fn tell(
        &self,
        context: &mut Context,
        plan: &Plan,
        issued: &[Issued],
        done: &[bool],
        batch: Option<BatchId>,
    ) -> Result {
        let reset = done.iter().filter(|done| **done).count();
        let mut skipped: BTreeMap<String, &str> =
            plan.skipped.iter().map(|(account, reason)| (account.login.to_string(), *reason)).collect();
        for (account, _) in plan.accounts.iter().zip(done).filter(|(_, done)| !**done) {
            context
                .ui
                .warn(&format!("{}\u{a0}: mot de passe changé entre-temps, laissé tel quel.", account.full_name()))?;
            skipped.insert(account.login.to_string(), "mot de passe changé entre-temps");
        }
        let passwords = self.passwords(plan, issued, done);
        if context.ui.format == Format::Table {
            passwords.iter().try_for_each(|(login, password)| context.ui.answer(&format!("{login}  {password}")))?;
        }
        if self.dry_run {
            let n = plan.accounts.len();
            let verb = agree(n, "sera réinitialisé", "seront réinitialisés");
            context
                .ui
                .tell(&format!("{} {verb} (simulation\u{a0}: rien n’a été modifié).", count(n, "compte", "comptes")))?;
        } else if plan.accounts.is_empty() {
            context.ui.tell("Aucun compte à réinitialiser.")?;
        } else {
            context.ui.tell(&format!(
                "{} {}.",
                count(reset, "compte", "comptes"),
                agree(reset, "réinitialisé", "réinitialisés")
            ))?;
            self.next(context, plan)?;
        }
        let report = json!({
            "schema": 1,
            "dry_run": self.dry_run,
            "requested": plan.accounts.len() + plan.skipped.len() + plan.unknown.len(),
            "reset": if self.dry_run { plan.accounts.len() } else { reset },
            "skipped": skipped.iter().map(|(login, reason)| json!({ "login": login, "reason": reason })).collect::<Vec<Value>>(),
            "unknown": plan.unknown,
            "passwords": passwords.iter().map(|(login, password)| json!({ "login": login, "password": password })).collect::<Vec<Value>>(),
            "batch": batch.map(|batch| batch.0),
        });
        if self.show_passwords && context.ui.format == Format::Csv {
            let mut listing = Listing::new(["login", "password"]);
            passwords.into_iter().for_each(|(login, password)| listing.row([login, password]));
            print::listing(context, &listing)?;
        } else {
            print::report(context, || report)?;
        }
        Selection::finish(&plan.unknown, context)
    }

    /// Clear passwords, for those who asked to see them.
    fn passwords(&self, plan: &Plan, issued: &[Issued], done: &[bool]) -> Vec<(String, String)> {
        if !self.show_passwords {
            return Vec::new();
        }
        let rows = plan.accounts.iter().zip(issued).zip(done).filter(|(_, done)| **done);
        rows.filter_map(|((account, issued), _)| {
            let clear = issued.clear.as_ref()?;
            Some((account.login.to_string(), clear.expose().to_owned()))
        })
        .collect()
    }

    fn next(&self, context: &mut Context, plan: &Plan) -> Result<()> {
        match &self.slips {
            Some(path) => context
                .ui
                .hint(&format!("imprimez {}, puis effacez-le\u{a0}: il contient des mots de passe.", path.display()))?,
            None if self.show_passwords => {}
            None => {
                let one =
                    plan.accounts.first().map(|account| account.login.to_string()).filter(|_| plan.accounts.len() == 1);
                context.ui.hint(&format!(
                    "cpro slips generate {}-o papillons.pdf",
                    one.map_or(String::new(), |login| format!("{login} "))
                ))?;
            }
        }
        Ok(())
    }
}

/// One transaction: passwords of accounts that did not change since the list was made, and their slips.
fn write(
    context: &Context,
    store: &mut Store,
    plan: &Plan,
    issued: &[Issued],
    composed: Option<&Composed>,
) -> Result<(BatchId, Vec<bool>)> {
    store.transact(context.stamp(), |tx| {
        let batch = tx.begin_batch(Action::ResetAccounts, "")?;
        let mut done = Vec::with_capacity(plan.accounts.len());
        for (account, issued) in plan.accounts.iter().zip(issued) {
            let changed = tx.issue_password(account.id, account.version, &issued.password, batch)?;
            let result = if changed { "mot de passe réinitialisé" } else { "inchangé" };
            tx.log(&Entry::new("accounts.reset", Record::Account, account.id.0, result))?;
            done.push(changed);
        }
        if let Some(composed) = composed {
            if done.contains(&false) {
                return Err(Error::from(crate::store::Error::Stale));
            }
            composed.record(tx, batch)?;
        }
        let reset = done.iter().filter(|done| **done).count();
        tx.end_batch(batch, Action::ResetAccounts, &json!({ "reset": reset }).to_string())?;
        Ok((batch, done))
    })
}
