//! `cpro nightly`: the whole night in one command. Each part is a transaction of its own, and reports alone.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::account::Account;
use crate::domain::date::{instant, iso};
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result, exit};
use crate::french::{self, agree, count, day, list};
use crate::store::{Entry, Record, Store};
use crate::work::accounts::reset::{Files, Manner, Plan, Skipped};
use crate::work::nightly::backup;
use crate::work::passwords::Drawing;

mod mails;
mod sweep;

/// How far behind the last line of the journal a clock may be, in seconds.
const TOLERANCE: i64 = 60;
/// How far ahead: a year and a month.
const LEAP: i64 = 400 * 86_400;

/// Fait le travail de la nuit : réinitialisations demandées, expirations, effacements, courriels, sauvegarde
///
/// Une seconde exécution ne refait rien. Avec --quiet, elle se tait quand il n’y avait rien à faire.
#[derive(Debug, Args)]
pub struct Nightly {
    /// Imprime les papillons des comptes réinitialisés (dans un dossier : papillons-AAAA-MM-JJ.pdf)
    #[arg(long, value_name = "FICHIER.pdf")]
    slips: Option<PathBuf>,
    /// Écrit la liste des comptes réinitialisés, sans mot de passe (dans un dossier : reinitialises-AAAA-MM-JJ.csv)
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
    /// Logins that were reset, or would be.
    reset: Vec<String>,
    skipped: Vec<Skipped>,
    /// Requests that are still in the list, because their part failed.
    waiting: usize,
    expired: usize,
    documents: usize,
    files: usize,
    journal: usize,
    batches: usize,
    inspectors: usize,
    transfers: usize,
    tickets: usize,
    mails: mails::Tally,
    backup: backup::Copied,
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
        let gone = self.parts(context, &mut store, &settings, &mut night);
        if gone.is_err() && night.is_nothing() {
            return gone.map(|()| exit::DONE);
        }
        self.tell(context, &settings, &night)?;
        print::report(context, || print::of_school(night.json(self.dry_run), &settings))?;
        gone.map(|()| night.code).map_err(|error| match error.code {
            exit::INTERRUPTED => Error::new(exit::INTERRUPTED, "interrompu\u{a0}: ce qui est dit plus haut est fait."),
            _ => error,
        })
    }

    /// One after the other; only Ctrl-C and a reader who left stop the night.
    fn parts(&self, context: &mut Context, store: &mut Store, settings: &Settings, night: &mut Night) -> Result<()> {
        let clock = self.clock(context, store, night)?;
        let reset = self.reset(context, store, settings, night);
        if reset.is_err() && night.reset.is_empty() {
            night.waiting = night.requested;
        }
        night.keep(context, "réinitialisations", reset)?;
        if clock {
            let swept = sweep::expire(context, store, self.dry_run).map(|n| night.expired = n);
            night.keep(context, "expirations", swept)?;
            let closed = sweep::close_inspectors(context, store, self.dry_run).map(|n| night.inspectors = n);
            night.keep(context, "inspecteurs", closed)?;
            let purged = sweep::purge_documents(context, store, settings, self.dry_run).map(|n| night.documents = n);
            night.keep(context, "papillons", purged)?;
            if let Some(folder) = self.slips.as_ref().filter(|path| context.resolve(path).is_dir()) {
                let removed = sweep::remove_files(context, folder, settings, self.dry_run).map(|n| night.files = n);
                night.keep(context, "fichiers de papillons", removed)?;
            }
            let purged = sweep::purge_transfers(context, store, settings, self.dry_run).map(|n| night.transfers = n);
            night.keep(context, "transferts", purged)?;
            let purged = sweep::purge_tickets(context, store, settings, self.dry_run).map(|n| night.tickets = n);
            night.keep(context, "tickets", purged)?;
            let purged = sweep::purge_journal(context, store, settings, self.dry_run).map(|n| night.journal = n);
            night.keep(context, "journal", purged)?;
            let forgotten = sweep::forget_batches(context, store, settings, self.dry_run).map(|n| night.batches = n);
            night.keep(context, "lots", forgotten)?;
        }
        let sent = mails::send(context, store, settings, self.dry_run, &mut night.mails);
        night.keep(context, "courriels", sent)?;
        if !self.dry_run {
            let noted = store.transact(context.stamp(), |tx| Ok::<_, Error>(tx.note_run("nightly")?));
            night.keep(context, "nuit", noted)?;
        }
        let copied = backup::run(&context.world, store, settings, self.dry_run, clock, &mut night.backup);
        night.keep(context, "sauvegarde", copied.map_err(Error::from))
    }

    /// True where time goes forward, and not by years at once. Otherwise nobody expires and nothing is erased.
    fn clock(&self, context: &mut Context, store: &mut Store, night: &mut Night) -> Result<bool> {
        let now = context.now();
        let Some(last) = instant(&store.latest_instant()?) else { return Ok(true) };
        let behind = last.as_second() > now.timestamp().as_second() + TOLERANCE;
        let ahead = now.timestamp().as_second() > last.as_second() + LEAP;
        if !behind && !ahead {
            return Ok(true);
        }
        if self.trust_clock {
            if !self.dry_run {
                let entry = Entry::new("nightly.clock", Record::None, 0, "horloge confirmée");
                store.transact(context.stamp(), |tx| tx.log(&entry))?;
            }
            return Ok(true);
        }
        let shown = french::instant(&iso(now.timestamp(), now.time_zone()));
        let last = french::instant(&iso(last, now.time_zone()));
        let how = if behind { "retarde sur" } else { "avance de plus d’un an sur" };
        let warning = format!(
            "l’horloge de la machine ({shown}) {how} la dernière opération ({last})\u{a0}: rien n’expire et rien n’est effacé. Remettez-la à l’heure ou, si elle est juste, ajoutez --trust-clock une fois."
        );
        context.ui().warn(&warning)?;
        night.warnings.push(warning);
        Ok(false)
    }

    fn reset(&self, context: &mut Context, store: &mut Store, settings: &Settings, night: &mut Night) -> Result<()> {
        let requests = store.requests_by_account()?;
        if requests.is_empty() {
            return Ok(());
        }
        night.requested = requests.len();
        let slips = self.slips_path(context)?;
        let files = Files { slips: slips.clone(), report: self.report_path(context), force: self.force };
        files.check(&context.world, settings)?;
        let mut accounts = store.accounts()?;
        accounts.retain(|account| requests.contains_key(&account.id));
        accounts.sort_by_cached_key(Account::sort_key);
        let drawing = if slips.is_some() { Drawing::Now } else { Drawing::WithSlip };
        let manner = Manner { random: false, drawing, unlock: false };
        let plan = Plan::new(&context.world, settings.clone(), accounts, &requests, manner, files);
        context.say(|say| super::accounts::reset::warn(plan.due(), plan.skipped(), say));
        if self.dry_run {
            night.reset = plan.due().iter().map(|due| due.account.login.to_string()).collect();
            night.skipped = plan.skipped().to_vec();
            night.skipped.sort_unstable();
            return Ok(());
        }
        let seen = plan.skipped().len();
        let mut done = plan.carry_out(&mut context.world, store)?;
        let unpublished = done.unpublished.take();
        let printed = !done.logins.is_empty() && unpublished.is_none();
        night.slips = slips.filter(|_| printed).map(|path| path.display().to_string());
        if done.skipped.len() > seen {
            context.say(|say| super::accounts::reset::warn_late(&done.skipped, say));
        }
        night.reset = done.logins;
        night.skipped = done.skipped;
        unpublished.map_or(Ok(()), |error| Err(error.into()))
    }

    /// A file named .pdf, or in a folder a name of the day that is free.
    fn slips_path(&self, context: &Context) -> Result<Option<PathBuf>> {
        let Some(path) = self.slips.clone() else { return Ok(None) };
        if context.resolve(&path).is_dir() {
            return Ok(self.of_the_day(context, &path, "papillons", "pdf"));
        }
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            return Ok(Some(path));
        }
        let message = format!("le dossier «\u{a0}{}\u{a0}» n’existe pas.", path.display());
        let shown = crate::advice::shell(&path.display().to_string());
        Err(Error::new(exit::NOT_FOUND, message).hint(format!("mkdir -m 700 {shown}, ou un nom de fichier en .pdf")))
    }

    /// The list's file; in a folder, a name of the day that is free.
    fn report_path(&self, context: &Context) -> Option<PathBuf> {
        let path = self.report.clone()?;
        let folder = context.resolve(&path).is_dir();
        if folder { self.of_the_day(context, &path, "reinitialises", "csv") } else { Some(path) }
    }

    fn of_the_day(&self, context: &Context, folder: &Path, stem: &str, extension: &str) -> Option<PathBuf> {
        let today = context.today();
        let first = folder.join(format!("{stem}-{today}.{extension}"));
        let others = (2_u32..).map(|n| folder.join(format!("{stem}-{today}-{n}.{extension}")));
        std::iter::once(first).chain(others).find(|path| self.force || !context.resolve(path).exists())
    }

    /// One line, or nothing where nothing was done and nobody listens.
    fn tell(&self, context: &mut Context, settings: &Settings, night: &Night) -> Result<()> {
        let done = night.words(self.dry_run);
        if context.terminal.quiet && done.is_empty() {
            return Ok(());
        }
        let what = if done.is_empty() { "rien à faire".to_owned() } else { list(&done) };
        let simulated = if self.dry_run { " (simulation\u{a0}: rien n’a été modifié)" } else { "" };
        let school = settings.value(Key::Uai).map(|uai| format!(" ({uai})")).unwrap_or_default();
        let today = day(context.today());
        context.ui().tell(&format!("Nuit du {today}{school}\u{a0}: {what}{simulated}."))?;
        if let Some(path) = &night.slips {
            context.ui().tell(&format!("Papillons\u{a0}: {path} (à imprimer, puis à effacer)."))?;
        }
        Ok(())
    }
}

impl Night {
    /// Says that a part failed and lets the others go on.
    fn keep(&mut self, context: &mut Context, part: &str, outcome: Result<()>) -> Result<()> {
        let Err(error) = outcome else { return Ok(()) };
        if error.code == exit::INTERRUPTED {
            return Err(error);
        }
        let Error { code, message, hints, .. } = error;
        let message = format!("{part} : {message}");
        context.ui().error(&message.clone().into(), &hints)?;
        self.errors.push(message);
        self.code = if self.code == exit::DONE { code } else { self.code };
        Ok(())
    }

    fn is_nothing(&self) -> bool {
        self.words(false).is_empty() && self.errors.is_empty()
    }

    /// What was done, or would be, a few words for each part.
    fn words(&self, dry_run: bool) -> Vec<String> {
        let parts = [
            (self.reset.len(), "compte", "comptes", "réinitialisé", "réinitialisés"),
            (self.skipped.len(), "demande", "demandes", "laissée de côté", "laissées de côté"),
            (self.expired, "mot de passe", "mots de passe", "rendu inutilisable", "rendus inutilisables"),
            (self.inspectors, "accès d’inspecteur", "accès d’inspecteurs", "fermé", "fermés"),
            (self.documents, "document de papillons", "documents de papillons", "effacé", "effacés"),
            (self.files, "fichier de papillons", "fichiers de papillons", "effacé", "effacés"),
            (self.transfers, "fichier de transfert", "fichiers de transfert", "effacé", "effacés"),
            (self.tickets, "ticket fermé", "tickets fermés", "effacé", "effacés"),
            (self.journal, "ligne de journal", "lignes de journal", "effacée", "effacées"),
            (self.batches, "lot", "lots", "rendu définitif", "rendus définitifs"),
            (self.mails.sent, "courriel", "courriels", "renvoyé", "renvoyés"),
            (self.mails.dropped, "courriel", "courriels", "abandonné", "abandonnés"),
        ];
        let will = |n| if !dry_run { "" } else { agree(n, "sera ", "seront ") };
        let done = parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, more, single, plural)| {
            format!("{} {}{}", count(n, one, more), will(n), agree(n, single, plural))
        });
        let waiting = [
            (self.waiting, "demande non traitée", "demandes non traitées"),
            (self.mails.postponed, "courriel encore en attente", "courriels encore en attente"),
        ];
        let waiting = waiting.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, more)| count(n, one, more));
        done.chain(waiting).chain(self.backup.made.iter().map(|name| format!("sauvegarde {name}"))).collect()
    }

    fn json(&self, dry_run: bool) -> Value {
        json!({
            "schema": 1,
            "dry_run": dry_run,
            "requested": self.requested,
            "reset": self.reset.len(),
            "logins": self.reset,
            "skipped": self.skipped,
            "expired": self.expired,
            "closed_inspectors": self.inspectors,
            "purged_documents": self.documents,
            "purged_transfer_files": self.transfers,
            "purged_tickets": self.tickets,
            "removed_files": self.files,
            "purged_journal": self.journal,
            "settled_batches": self.batches,
            "mails_sent": self.mails.sent,
            "mails_postponed": self.mails.postponed,
            "mails_dropped": self.mails.dropped,
            "backup": self.backup.made,
            "backups_removed": self.backup.removed,
            "slips": self.slips,
            "warnings": self.warnings,
            "errors": self.errors,
        })
    }
}
