//! `cpro import siecle`.

use std::path::PathBuf;

use clap::Args;

use super::apply::Import;
use super::gather::{Gathered, gather};
use super::report::Report;
use crate::cli::accounts::create::{Create, require};
use crate::cli::french::percentage;
use crate::cli::print;
use crate::cli::slips::generate::Generate;
use crate::context::{Context, Staged};
use crate::domain::profile::Profile;
use crate::domain::roster::{Known, Outcome, Scope, compare, guard};
use crate::domain::setting::Settings;
use crate::error::{Error, Result, exit, shell};
use crate::store::{BatchId, Store};

/// Importe les élèves d’un export CSV de SIECLE
///
/// Lit la liste par division, l’extraction personnalisée ou ElevesComplete, quels que soient l’ordre des colonnes, le
/// séparateur et le codage. Plusieurs fichiers forment un seul import.
#[derive(Debug, Args)]
pub struct Siecle {
    /// Fichiers exportés (- : entrée standard)
    #[arg(value_name = "FICHIER", required = true)]
    files: Vec<PathBuf>,
    /// Le fichier n’est pas tout l’établissement : personne n’est considéré comme parti
    #[arg(long)]
    partial: bool,
    /// Départs acceptés sans refus, par exemple 25% (10% sans cette option)
    #[arg(long, value_name = "POURCENTAGE", value_parser = percentage)]
    max_departures: Option<f64>,
    /// Fichier des lignes rejetées (à côté du fichier lu sans cette option)
    #[arg(long, value_name = "FICHIER.csv")]
    rejects: Option<PathBuf>,
    /// Crée ensuite les comptes manquants
    #[arg(long)]
    create_accounts: bool,
    /// Imprime ensuite les papillons dans ce fichier PDF
    #[arg(long, value_name = "FICHIER.pdf")]
    slips: Option<PathBuf>,
    /// Remplace les fichiers écrits s’ils existent
    #[arg(long, short)]
    force: bool,
    /// Montre ce qui changerait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl Siecle {
    pub fn run(self, context: &mut Context) -> Result {
        self.check_options()?;
        let store = context.store_or_new()?;
        let settings = store.settings()?;
        self.check_continuation(context, &settings)?;
        let revision = store.revision()?;
        let (mut store, known, gathered) = self.read(context, store, &settings)?;

        let scope = gathered.scope(self.partial);
        let outcome = compare(&known, &gathered.reads, &gathered.set_aside(), scope);
        let report = Report { gathered: &gathered, known: &known, outcome: &outcome, scope, dry_run: self.dry_run };

        report.show(context, &store)?;
        if scope == Scope::WholeSchool {
            guard(&known, &gathered.reads, &outcome, self.max_departures)
                .map_err(|alarm| report.alarm(&alarm, self.max_departures))?;
        }
        if self.dry_run {
            report.tell(context, &[])?;
            print::report(context, || report.json(None, 0))?;
            return Ok(report.exit_code());
        }
        self.confirm(context, &outcome, &report)?;

        let (staged, rejects) = self.stage_rejects(context, &gathered)?;
        let (batch, rearmed) = if outcome.is_empty() {
            (None, Vec::new())
        } else {
            let import = Import {
                known: &known,
                reads: &gathered.reads,
                outcome: &outcome,
                source: report.source(),
                summary: report.summary(),
                revision,
            };
            let rearmed = import.rearm(context, &store, &settings)?;
            context.check_interrupt()?;
            (Some(import.write(context, &mut store, &rearmed)?), rearmed)
        };
        report.tell(context, &rearmed)?;
        Staged::publish_all(staged)?;
        report.next(context, self.create_accounts, &rejects)?;

        let created = self.go_on(context, &mut store).map_err(|error| after_import(error, batch))?;
        print::report(context, || report.json(batch, created))?;
        Ok(report.exit_code())
    }

    /// Reads the base and the files at the same time: neither waits for the other.
    fn read(&self, context: &mut Context, store: Store, settings: &Settings) -> Result<(Store, Vec<Known>, Gathered)> {
        let base = std::thread::spawn(move || {
            let known = pupils(&store);
            (store, known)
        });
        let gathered = gather(context, &self.files, settings.uai().as_ref());
        let (store, known) =
            base.join().map_err(|_| Error::new(exit::INTERNAL, "la lecture de la base s’est interrompue."))?;
        Ok((store, known?, gathered?))
    }

    fn check_options(&self) -> Result<()> {
        if self.rejects.is_some() && self.files.len() > 1 {
            return Err(Error::new(exit::USAGE, "--rejects ne va qu’avec un seul fichier."));
        }
        if self.rejects.as_ref().is_some_and(|rejects| self.files.contains(rejects)) {
            return Err(Error::new(exit::USAGE, "--rejects remplacerait le fichier importé."));
        }
        Ok(())
    }

    /// What follows the import must be possible before anything is imported.
    fn check_continuation(&self, context: &Context, settings: &Settings) -> Result<()> {
        if self.create_accounts || self.slips.is_some() {
            require(settings)?;
        }
        match &self.slips {
            Some(path) if !self.dry_run => context.check_file(path).and(context.check_writable(path, self.force)),
            _ => Ok(()),
        }
    }

    fn confirm(&self, context: &mut Context, outcome: &Outcome, report: &Report<'_>) -> Result<()> {
        let leaves = !outcome.departed.is_empty();
        if outcome.is_empty() || (!leaves && !context.ui.interactive) {
            return Ok(());
        }
        let n = crate::output::french::count(outcome.departed.len(), "élève partirait", "élèves partiraient");
        context.confirm(
            &format!("{}. Enregistrer\u{a0}?", report.totals()),
            &format!("{n}\u{a0}: il faut une confirmation."),
        )
    }

    /// The files of rejected rows, flushed, and their names.
    fn stage_rejects(&self, context: &Context, gathered: &Gathered) -> Result<(Vec<Staged>, Vec<PathBuf>)> {
        let mut staged = (Vec::new(), Vec::new());
        for (path, bytes) in gathered.reject_files(context, self.rejects.as_deref()) {
            let file = context.stage(&path, &bytes, self.force);
            staged.0.push(
                file.map_err(|error| error.hint("indiquez où écrire les lignes rejetées avec --rejects FICHIER.csv"))?,
            );
            staged.1.push(path);
        }
        Ok(staged)
    }

    /// The accounts and the slips, in the same run; returns how many accounts were made.
    fn go_on(&self, context: &mut Context, store: &mut Store) -> Result<usize> {
        let created =
            if self.create_accounts { Create::default().create(context, store)?.accounts } else { Vec::new() };
        if let Some(path) = &self.slips {
            let generate = Generate::for_import(path.clone(), self.force);
            if self.create_accounts {
                generate.print_some(context, store, &created)?;
            } else {
                generate.print_due(context, store)?;
            }
        }
        Ok(created.len())
    }
}

/// Whatever stops accounts or slips, the import itself is done.
fn after_import(error: Error, batch: Option<BatchId>) -> Error {
    match batch {
        Some(_) if error.code == exit::INTERRUPTED => {
            Error::new(exit::INTERRUPTED, "interrompu\u{a0}: l’import est enregistré, la suite n’a pas été faite.")
                .hint("cpro accounts create")
        }
        _ => error,
    }
}

fn pupils(store: &Store) -> Result<Vec<Known>> {
    let mut known = store.people()?;
    known.retain(|known| known.person.profile == Profile::Student);
    Ok(known)
}

impl Siecle {
    /// The command line that imports a file of corrected rows.
    pub fn again(path: &str) -> String {
        format!("cpro import siecle {} --partial", shell(path))
    }
}
