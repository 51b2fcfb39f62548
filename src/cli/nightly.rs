//! `cpro nightly`: the whole night in one command. Each part is a transaction of its own, and reports alone.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::accounts::create::require;
use super::accounts::reset::work::{self, Files, Manner, Plan};
use super::print;
use crate::context::Context;
use crate::domain::account::Account;
use crate::domain::lockout::instant;
use crate::domain::setting::Settings;
use crate::error::{Error, Result, exit};
use crate::output::french::{self, count, day, list};
use crate::store::{Entry, Record, Store};

mod backup;
mod mails;
mod sweep;

/// How far behind the last line of the journal a clock may be, in seconds.
const TOLERANCE: i64 = 60;

/// Fait le travail de la nuit : réinitialisations demandées, expirations, effacements, courriels, sauvegarde
///
/// Lancée deux fois, elle ne fait rien deux fois. Avec --quiet, elle se tait quand il n’y avait rien à faire.
#[derive(Debug, Args)]
pub struct Nightly {
    /// Imprime les papillons des comptes réinitialisés (dans un dossier : papillons-AAAA-MM-JJ.pdf)
    #[arg(long, value_name = "FICHIER.pdf")]
    slips: Option<PathBuf>,
    /// Écrit la liste des comptes réinitialisés, sans mot de passe
    #[arg(long, value_name = "FICHIER.csv")]
    report: Option<PathBuf>,
    /// Remplace les fichiers qui existent
    #[arg(long, short)]
    force: bool,
    /// L’horloge de la machine est juste, bien qu’elle retarde sur le journal
    #[arg(long)]
    trust_clock: bool,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// What the night came to.
#[derive(Debug, Default)]
pub struct Night {
    requested: usize,
    reset: usize,
    skipped: Vec<Value>,
    expired: usize,
    documents: usize,
    journal: usize,
    mails: mails::Tally,
    backup: Option<String>,
    backups_removed: usize,
    slips: Option<String>,
    warnings: Vec<String>,
    errors: Vec<String>,
    /// Exit code of the first part that failed.
    code: u8,
}

impl Nightly {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let settings = store.settings()?;
        let mut night = Night::default();
        let clock = self.clock(context, &mut store, &mut night)?;

        let reset = self.reset(context, &mut store, &settings, &mut night);
        night.keep(context, "réinitialisations", reset)?;
        if clock {
            let swept = sweep::expire(context, &mut store, self.dry_run).map(|expired| night.expired = expired);
            night.keep(context, "expirations", swept)?;
            let purged =
                sweep::purge_documents(context, &mut store, &settings, self.dry_run).map(|n| night.documents = n);
            night.keep(context, "papillons", purged)?;
            let purged = sweep::purge_journal(context, &mut store, &settings, self.dry_run).map(|n| night.journal = n);
            night.keep(context, "journal", purged)?;
        }
        let sent = mails::send(context, &mut store, &settings, self.dry_run).map(|tally| night.mails = tally);
        night.keep(context, "courriels", sent)?;
        let copied = backup::run(context, &store, &settings, self.dry_run).map(|copy| {
            night.backup = copy.made;
            night.backups_removed = copy.removed;
        });
        night.keep(context, "sauvegarde", copied)?;

        self.tell(context, &night)?;
        print::report(context, || night.json(self.dry_run))?;
        Ok(night.code)
    }

    /// True where time goes forward. Otherwise nobody expires and nothing is erased.
    fn clock(&self, context: &mut Context, store: &mut Store, night: &mut Night) -> Result<bool> {
        let now = context.now();
        let last = store.latest_instant()?;
        let Some(last_at) = instant(&last).filter(|at| at.as_second() > now.timestamp().as_second() + TOLERANCE) else {
            return Ok(true);
        };
        if self.trust_clock {
            if !self.dry_run {
                let entry = Entry::new("nightly.clock", Record::None, 0, "horloge confirmée");
                store.transact(context.stamp(), |tx| tx.log(&entry))?;
            }
            return Ok(true);
        }
        let shown = french::instant(&super::sign_in::iso(now.timestamp(), now.time_zone()));
        let last = french::instant(&super::sign_in::iso(last_at, now.time_zone()));
        let warning = format!(
            "l’horloge de la machine ({shown}) retarde sur la dernière opération ({last})\u{a0}: rien n’expire et rien n’est effacé. Remettez-la à l’heure ou, si elle est juste, ajoutez --trust-clock une fois."
        );
        context.ui.warn(&warning)?;
        night.warnings.push(warning);
        Ok(false)
    }

    fn reset(&self, context: &mut Context, store: &mut Store, settings: &Settings, night: &mut Night) -> Result<()> {
        let requests = store.requests_by_account()?;
        if requests.is_empty() {
            return Ok(());
        }
        let mut accounts = store.accounts()?;
        accounts.retain(|account| requests.contains_key(&account.id));
        accounts.sort_by_cached_key(Account::sort_key);
        night.requested = accounts.len();
        let plan =
            Plan::new(context, settings, accounts, &requests, Manner { random: false, now: self.slips.is_some() });
        for (name, distrust) in &plan.distrusted {
            context.ui.warn(&format!("{name}\u{a0}: {distrust}, le mot de passe sera aléatoire."))?;
        }
        if self.dry_run {
            night.reset = plan.accounts.len();
            night.skipped = plan.left_json(&[]);
            return self.warn_left(context, &plan, &[]);
        }
        let slips = self.slips_path(context);
        if slips.is_some() {
            require(settings)?;
        }
        let files = Files { slips: slips.as_deref(), report: self.report.as_deref(), force: self.force };
        for path in slips.iter().chain(&self.report) {
            context.check_file(path)?;
            context.check_writable(path, self.force)?;
        }
        let (done, published) = work::carry_out(context, store, settings, &plan, files)?;
        night.reset = done.reset.iter().filter(|done| **done).count();
        night.skipped = plan.left_json(&done.reset);
        night.slips = slips.filter(|_| night.reset > 0).map(|path| path.display().to_string());
        self.warn_left(context, &plan, &done.reset)?;
        published
    }

    fn warn_left(&self, context: &mut Context, plan: &Plan, reset: &[bool]) -> Result<()> {
        for (account, reason) in plan.left(reset) {
            let (name, login) = (account.full_name(), &account.login);
            context.ui.warn(&format!("compte laissé de côté\u{a0}: {name} ({login}), {reason}."))?;
        }
        Ok(())
    }

    /// In a folder, a name of the day that is free.
    fn slips_path(&self, context: &Context) -> Option<PathBuf> {
        let path = self.slips.clone()?;
        if !context.resolve(&path).is_dir() {
            return Some(path);
        }
        let today = context.today();
        let first = path.join(format!("papillons-{today}.pdf"));
        let others = (2_u32..).map(|n| path.join(format!("papillons-{today}-{n}.pdf")));
        std::iter::once(first).chain(others).find(|path| self.force || !context.resolve(path).exists())
    }

    /// One line, or nothing where nothing was done and nobody listens.
    fn tell(&self, context: &mut Context, night: &Night) -> Result<()> {
        let done = night.words();
        if context.ui.quiet && done.is_empty() {
            return Ok(());
        }
        let what = if done.is_empty() { "rien à faire".to_owned() } else { list(&done) };
        let simulated = if self.dry_run { " (simulation\u{a0}: rien n’a été modifié)" } else { "" };
        context.ui.tell(&format!("Nuit du {}\u{a0}: {what}{simulated}.", day(context.today())))?;
        if let Some(path) = &night.slips {
            context.ui.hint(&format!("imprimez {path}, puis effacez-le\u{a0}: il contient des mots de passe."))?;
        }
        Ok(())
    }
}

impl Night {
    /// Says that a part failed and goes on with the others; only Ctrl-C and a reader who left stop the night.
    fn keep(&mut self, context: &mut Context, part: &str, outcome: Result<()>) -> Result<()> {
        let Err(error) = outcome else { return Ok(()) };
        if error.silent || error.code == exit::INTERRUPTED {
            return Err(error);
        }
        let Error { code, message, hints, .. } = error;
        let message = format!("{part}\u{a0}: {message}");
        context.ui.error(&message, &hints)?;
        self.errors.push(message);
        self.code = if self.code == exit::DONE { code } else { self.code };
        Ok(())
    }

    /// What was done, a few words for each part.
    fn words(&self) -> Vec<String> {
        let parts = [
            (self.reset, "compte réinitialisé", "comptes réinitialisés"),
            (self.skipped.len(), "demande sans objet", "demandes sans objet"),
            (self.expired, "mot de passe expiré", "mots de passe expirés"),
            (self.documents, "document de papillons effacé", "documents de papillons effacés"),
            (self.journal, "ligne de journal effacée", "lignes de journal effacées"),
            (self.mails.sent, "courriel renvoyé", "courriels renvoyés"),
            (self.mails.postponed, "courriel encore en attente", "courriels encore en attente"),
            (self.mails.dropped, "courriel abandonné", "courriels abandonnés"),
        ];
        let counts = parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, more)| count(n, one, more));
        counts.chain(self.backup.iter().map(|name| format!("sauvegarde {name}"))).collect()
    }

    fn json(&self, dry_run: bool) -> Value {
        json!({
            "schema": 1,
            "dry_run": dry_run,
            "requested": self.requested,
            "reset": self.reset,
            "skipped": self.skipped,
            "expired": self.expired,
            "purged_documents": self.documents,
            "purged_journal": self.journal,
            "mails_sent": self.mails.sent,
            "mails_postponed": self.mails.postponed,
            "mails_dropped": self.mails.dropped,
            "backup": self.backup,
            "backups_removed": self.backups_removed,
            "slips": self.slips,
            "warnings": self.warnings,
            "errors": self.errors,
        })
    }
}
