//! One import, whatever the source: read, decide, confirm, write, tell.

use std::path::{Path, PathBuf};

use super::apply::{Import, Rearmed};
use super::gather::{Gathered, Wish, gather};
use super::mapping::Columns;
use super::options::{Departures, Options};
use super::report::Report;
use super::{explain, year};
use crate::cli::driver::Led;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::cli::{accounts, slips};
use crate::domain::origin::Origin;
use crate::domain::roster::old::{compare, guard};
use crate::domain::roster::{Known, Scope, subject};
use crate::domain::setting::Settings;
use crate::domain::slip::Included;
use crate::error::{Error, Result, exit};
use crate::french::count;
use crate::sources::Wanted;
use crate::store::{Action, BatchId, NewConflict, Store};
use crate::work::UseCase;
use crate::work::accounts::create::{Create, Created};
use crate::work::people::concerned;
use crate::work::selection::Selectors;
use crate::work::slips::compose::Printing;
use crate::work::slips::generate::{Generate, Whose};
use crate::world::Staged;

/// One import, as its command describes it.
pub struct Job<'a> {
    pub wanted: Wanted,
    /// The verb of the command, which is the source of the report.
    pub command: &'static str,
    pub options: &'a Options,
    pub departures: Option<&'a Departures>,
    pub columns: Option<&'a Columns>,
    pub new_year: bool,
}

impl Job<'_> {
    /// The whole command.
    pub fn run(&self, context: &mut Context) -> Result {
        self.options.check()?;
        let store = context.store_or_new()?;
        let settings = store.settings()?;
        self.options.check_continuation(context, &settings)?;
        let pairs = self.columns.map_or(Ok(Vec::new()), |columns| columns.pairs(&store))?;
        let (revision, decisions) = (store.revision()?, store.decisions()?);
        let wish = Wish {
            wanted: self.wanted,
            uai: settings.uai(),
            year: self.departures.and_then(|departures| departures.year),
            mapping: &pairs,
            watched: self.options.explain_line,
        };
        let (mut store, known, mut gathered) = self.read(context, store, &wish)?;
        gathered.settle(&decisions, &known);
        let scope = self.scope(&gathered);
        let outcome = compare(&known, &gathered.reads, &gathered.set_aside(), scope, &decisions);
        let dry_run = self.options.dry_run;
        let report = Report { job: self, gathered: &gathered, known: &known, outcome: &outcome, scope, dry_run };
        if let Some(line) = self.options.explain_line {
            return explain::explain(context, &report, line);
        }

        report.show(context, &store)?;
        warn_transferred(context, &store, &report)?;
        self.check_departures(&report)?;
        if dry_run {
            if self.new_year {
                year::show(context, &report)?;
            }
            report.tell(context, &[])?;
            print::report(context, || print::of_school(report.json(None, 0), &settings))?;
            return Ok(report.exit_code());
        }
        self.confirm(context, &report)?;
        let (staged, rejects) = self.stage_rejects(context, &gathered)?;
        let saved = self.columns.and_then(|columns| columns.to_save(&pairs));
        let (batch, rearmed) = write(context, &mut store, &settings, &report, saved, revision)?;
        if let Some(columns) = self.columns {
            columns.tell_saved(context)?;
        }
        report.tell(context, &rearmed)?;
        Staged::publish_all(staged)?;
        report.next(context, self.options.create_accounts, &rejects)?;
        let created = self.go_on(context, &mut store).map_err(|error| after_import(error, batch))?;
        print::report(context, || print::of_school(report.json(batch, created), &settings))?;
        Ok(report.exit_code())
    }

    /// Reads the base and the files at the same time: neither waits for the other.
    fn read(&self, context: &mut Context, store: Store, wish: &Wish<'_>) -> Result<(Store, Vec<Known>, Gathered)> {
        let wanted = self.wanted;
        let base = std::thread::spawn(move || {
            let known = concerned(&store, wanted);
            (store, known)
        });
        let gathered = gather(context, &self.options.files, wish);
        let (store, known) =
            base.join().map_err(|_| Error::new(exit::INTERNAL, "la lecture de la base s’est interrompue."))?;
        Ok((store, known?, gathered?))
    }

    /// Only the school's own record, and the whole of it, can tell that somebody left.
    fn scope(&self, gathered: &Gathered) -> Scope {
        let origin = match self.wanted {
            Wanted::Pupils => Origin::Siecle,
            Wanted::Staff => Origin::Sts,
            Wanted::Candidates | Wanted::People { .. } => return Scope::Partial,
        };
        let partial = self.departures.is_some_and(|departures| departures.partial);
        if partial || gathered.is_part() { Scope::Partial } else { Scope::Whole(origin) }
    }

    fn check_departures(&self, report: &Report<'_>) -> Result<()> {
        let limit = match self.departures {
            _ if self.new_year => return Ok(()),
            Some(departures) => departures.max_departures,
            None => return Ok(()),
        };
        match report.scope {
            Scope::Whole(origin) => guard(report.known, &report.gathered.reads, report.outcome, origin, limit)
                .map_err(|alarm| report.alarm(&alarm, limit)),
            Scope::Partial => Ok(()),
        }
    }

    fn confirm(&self, context: &mut Context, report: &Report<'_>) -> Result<()> {
        if self.new_year && !report.outcome.is_empty() {
            return year::confirm(context, report);
        }
        let leaves = !report.outcome.departed.is_empty();
        if report.outcome.is_empty() || (!leaves && !context.terminal.interactive) {
            return Ok(());
        }
        let (one, many) = report.nouns();
        let n = count(report.outcome.departed.len(), &format!("{one} partirait"), &format!("{many} partiraient"));
        context.confirm_or_try(
            &format!("{}. Enregistrer\u{a0}?", report.totals()),
            &format!("{n}\u{a0}: il faut une confirmation."),
        )
    }

    /// The files of rejected rows, flushed, and their names.
    fn stage_rejects(&self, context: &Context, gathered: &Gathered) -> Result<(Vec<Staged>, Vec<PathBuf>)> {
        let mut staged = (Vec::new(), Vec::new());
        for (path, bytes) in gathered.reject_files(context, self.options.rejects.as_deref(), self.options.force) {
            let file = context.stage(&path, &bytes, self.options.force);
            staged.0.push(file.map_err(|error| {
                Error::from(error).hint("indiquez où écrire les lignes rejetées avec --rejects FICHIER.csv")
            })?);
            staged.1.push(path);
        }
        Ok(staged)
    }

    /// The accounts and the slips, in the same run; returns how many accounts were made.
    fn go_on(&self, context: &mut Context, store: &mut Store) -> Result<usize> {
        let options = self.options;
        let mut whose = Whose::Selected(Selectors::default());
        let mut made = 0;
        if options.create_accounts {
            let created = create(context, store, options.slips.is_some())?;
            made = created.created;
            whose = Whose::Of(created.numbers);
        }
        if let Some(path) = &options.slips {
            print(context, store, whose, path, options.force)?;
        }
        Ok(made)
    }
}

/// Everybody who is due has an account.
fn create(context: &mut Context, store: &mut Store, followed: bool) -> Result<Created> {
    let plan = Create::default().plan(&mut context.world, store)?;
    context.say(|say| Create::show(&plan, say));
    let created = Create::carry_out(plan, &mut context.world, store)?;
    context.say(|say| if followed { accounts::create::tell(&created, say) } else { Create::tell(&created, say) });
    Ok(created)
}

/// Two slips a page.
fn print(context: &mut Context, store: &mut Store, whose: Whose, path: &Path, force: bool) -> Result<()> {
    let printing = Printing { per_page: vec![2], output: Some(path.to_owned()), force, ..Printing::default() };
    let request = Generate { whose, printing, included: Included::default() };
    let plan = request.plan(&mut context.world, store)?;
    context.say(|say| Generate::show(&plan, say));
    let mut generated = Generate::carry_out(plan, &mut context.world, store)?;
    let unpublished = generated.unpublished.take();
    context.say(|say| slips::generate::tell(&generated, say));
    unpublished.map_or(Ok(()), |error| Err(error.into()))
}

/// Names those whom this school sent to another one, and whom its own record still holds.
fn warn_transferred(context: &mut Context, store: &Store, report: &Report<'_>) -> Result<()> {
    for update in &report.outcome.returned {
        let known = &report.known[update.known];
        if let Some(transfer) = store.sent_away(known.id)? {
            let (name, to, file) = (known.person.full_name(), transfer.uai, report.source());
            context.ui().warn(&format!(
                "{name} a été transféré(e) vers {to} (transfert n° {}) et revient avec {file}\u{a0}: si c’est à tort, radiez l’élève dans SIECLE puis réimportez.",
                transfer.id
            ))?;
        }
    }
    Ok(())
}

/// Everything that is to be written, if anything is.
fn write(
    context: &mut Context,
    store: &mut Store,
    settings: &Settings,
    report: &Report<'_>,
    mapping: Option<(String, String)>,
    revision: i64,
) -> Result<(Option<BatchId>, Vec<Rearmed>)> {
    let mut conflicts = report.new_conflicts();
    let settled = settled(store, report, &conflicts)?;
    let known: std::result::Result<Vec<bool>, _> = conflicts.iter().map(|new| store.knows_conflict(new)).collect();
    let mut known = known?.into_iter();
    conflicts.retain(|_| !known.next().unwrap_or(false));
    let import = Import {
        known: report.known,
        reads: &report.gathered.reads,
        outcome: report.outcome,
        conflicts,
        settled,
        lean: report.gathered.is_xml(),
        source: report.source(),
        summary: report.summary(),
        revision,
        action: Action::Import,
    };
    let rearmed = import.rearm(context, store, settings)?;
    context.check_interrupt()?;
    let batch = import.write(context, store, &rearmed, mapping)?;
    Ok((batch, rearmed))
}

/// Open conflicts that the whole record does not raise any more.
fn settled(store: &Store, report: &Report<'_>, met: &[NewConflict<'_>]) -> Result<Vec<i64>> {
    let Scope::Whole(origin) = report.scope else { return Ok(Vec::new()) };
    let met: Vec<_> = met.iter().map(|new| (subject(new.row), new.known, new.other.map(subject))).collect();
    let open = store.conflicts(false)?.into_iter().filter(|conflict| conflict.row.origin == origin);
    let gone = open.filter(|open| {
        let key = (subject(&open.row), open.known, open.other.as_ref().map(subject));
        !met.contains(&key)
    });
    Ok(gone.map(|conflict| conflict.id).collect())
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
