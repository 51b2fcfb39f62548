//! `cpro status`: where the establishment stands, every morning.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::Session;
use super::driver::{Answer, Page, answer, write_page};
use super::errors::clock;
use super::errors::worry;
use crate::advice::{self, Call, Quote, Sentence, accounts, assistance, import, settings, slips};
use crate::domain::account::PasswordState;
use crate::domain::instant::Instant;
use crate::domain::profile::Profile;
use crate::error::{Error, Result, exit};
use crate::french::{count, day, instant, number};
use crate::terminal::Format;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::status::{Departed, Exported, Last, Run, Standing, Step, Watch, standing};

mod page;

/// Most divisions that the page shows, unless --verbose.
const DIVISIONS: usize = 25;

/// Cells of a bar.
const BAR: usize = 12;

/// Montre où en est l’établissement : mise en place, comptes, ce qu’il faut regarder, dernières opérations
#[derive(Debug, Args)]
pub struct Status {
    /// Une seule ligne, pour parcourir plusieurs établissements
    #[arg(long)]
    line: bool,
    /// Écrit aussi une page à regarder ou à imprimer : un seul fichier, sans réseau
    #[arg(long, value_name = "FICHIER.html")]
    html: Option<PathBuf>,
    /// Remplace la page si elle existe
    #[arg(long, short, requires = "html")]
    force: bool,
    /// Ouvre la page dans le navigateur
    #[arg(long, requires = "html")]
    open: bool,
    /// Rend le code 1 s’il y a quelque chose à faire ou à regarder
    #[arg(long)]
    check: bool,
}

impl Status {
    pub fn run(self, session: &mut Session) -> Result {
        let mut standing = standing(&session.world)?;
        let quiet = standing.is_quiet();
        let warnings = warnings(&mut standing);
        if let Some(path) = &self.html {
            let now = Instant::from(&session.world.now());
            let text = page::text(&standing, &warnings, now.as_str(), session.terminal.base.as_deref());
            write_page(session, &Page { path: path.clone(), text, replace: self.force, open: self.open })?;
        }
        match (session.terminal.format, self.line) {
            (Format::Table, true) => session.say(|say| say.answer(line(&standing, warnings.len()))),
            (Format::Table, false) => session.say(|say| show(&standing, &warnings, say)),
            _ => {
                answer(session, &Report::new(&standing, quiet, warnings))?;
            }
        }
        Ok(if self.check && !quiet { exit::REFUSED } else { exit::DONE })
    }
}

/// What is wrong outside the base.
fn warnings(standing: &mut Standing) -> Vec<Sentence> {
    let worries = standing.worries.iter().map(|found| worry(found).into());
    let backups = standing.unreadable_backups.take().map(|error| {
        let error = Error::from(error);
        format!("sauvegardes : {}", error.message).into()
    });
    let clock = standing.clock.as_ref().map(|doubt| format!("{}.", clock(doubt)).into());
    worries.chain(backups).chain(clock).collect()
}

fn show(standing: &Standing, warnings: &[Sentence], say: &mut Speech) {
    let title = match (standing.name.as_str(), standing.uai.as_str()) {
        ("", "") => "Établissement à régler".to_owned(),
        (name, uai) => format!("{name} ({uai})"),
    };
    let mut lines: Vec<Sentence> = vec![title.into(), "".into(), "Mise en place".into()];
    lines.extend(standing.steps.iter().map(|(step, done)| step_line(*step, *done)));
    lines.extend(["".into(), "Comptes".into()]);
    let most = standing.states.iter().map(|(_, n)| *n).max().unwrap_or_default();
    for (state, n) in standing.states.iter().filter(|(_, n)| *n > 0) {
        lines.push(format!("  {:<12} {:>6}  {}", state.label(), number(*n), bar(*n, most, false)).into());
    }
    let profiles: Vec<String> =
        standing.profiles.iter().map(|(profile, n)| format!("{} : {}", profile.label(), number(*n))).collect();
    if !profiles.is_empty() {
        lines.push(format!("  {}", profiles.join(", ")).into());
    }
    say.page(lines);
    if !standing.divisions.is_empty() {
        say.answer("");
        say.table(divisions(standing), DIVISIONS);
    }
    say.page(rest(standing, warnings));
}

fn step_line(step: Step, done: bool) -> Sentence {
    let (label, command) = step_words(step);
    match (done, step.is_optional()) {
        (true, _) => format!("  ✓ {label}").into(),
        (false, false) => format!("  ✗ {label} : ").call(command),
        (false, true) => format!("  · {label} : ").call(command).words(" (facultatif)"),
    }
}

fn step_words(step: Step) -> (&'static str, Call) {
    match step {
        Step::Establishment => ("établissement réglé", advice::init()),
        Step::Pupils => ("élèves importés", import::siecle()),
        Step::Accounts => ("comptes créés", accounts::create()),
        Step::Slips => ("papillons imprimés", slips::generate()),
        Step::Backup => ("sauvegardes réglées", settings::set_as("backup.folder", "DOSSIER")),
        Step::Nightly => ("travail de nuit", advice::schedule::install()),
        Step::Staff => ("personnels importés", import::sts()),
        Step::Mail => ("courriel réglé", settings::set_as("mail.transport", "smtp")),
    }
}

fn watch_words(watch: Watch, n: usize) -> (String, Call) {
    let (one, many, command) = match watch {
        Watch::Missing => ("compte à créer", "comptes à créer", accounts::check()),
        Watch::Conflicts => ("conflit d’import à décider", "conflits d’import à décider", import::conflicts()),
        Watch::Locked => ("compte verrouillé", "comptes verrouillés", accounts::list_locked()),
        Watch::Expired => ("mot de passe échu", "mots de passe échus", accounts::list_expired()),
        Watch::Expiring => (
            "mot de passe donné échoit cette semaine",
            "mots de passe donnés échoient cette semaine",
            accounts::list_initial(),
        ),
        Watch::Overlong => (
            "mot de passe donné pour plus longtemps que passwords.days",
            "mots de passe donnés pour plus longtemps que passwords.days",
            accounts::list_initial(),
        ),
        Watch::Future => ("compte daté de l’avenir", "comptes datés de l’avenir", accounts::list()),
        Watch::Requested => ("réinitialisation demandée", "réinitialisations demandées", accounts::requests()),
        Watch::Tickets => ("ticket ouvert", "tickets ouverts", assistance::open_tickets()),
        Watch::Outbox => ("courriel à renvoyer", "courriels à renvoyer", advice::nightly()),
        Watch::ToHandOver => {
            ("papillon pas encore remis", "papillons pas encore remis", slips::hand_over_division("DIVISION"))
        }
        Watch::NeverSignedIn => ("compte jamais utilisé", "comptes jamais utilisés", accounts::list_unused()),
    };
    (count(n, one, many), command)
}

/// Most names of people who are to be erased.
const NAMED: usize = 5;

fn run_label(run: Run) -> &'static str {
    match run {
        Run::Import => "import",
        Run::Backup => "sauvegarde",
        Run::Nightly => "travail de nuit",
    }
}

/// What must be looked at, what happened last.
fn rest(standing: &Standing, warnings: &[Sentence]) -> Vec<Sentence> {
    let mut lines: Vec<Sentence> = Vec::new();
    if !standing.watches.is_empty() || !warnings.is_empty() {
        lines.extend(["".into(), "À regarder".into()]);
    }
    lines.extend(warnings.iter().map(|warning| format!("  ! {warning}").into()));
    for (watch, n) in &standing.watches {
        let (words, command) = watch_words(*watch, *n);
        lines.push(format!("  {words} : ").call(command));
    }
    if let Some(departed) = &standing.departed {
        let (first, last) = (departed.kept_until_first, departed.kept_until_last);
        let until = if first == last {
            day(first)
        } else {
            format!("{} (les premières) ou au {} (les dernières)", day(first), day(last))
        };
        let kept = count(departed.count, "personne partie, gardée jusqu’au", "personnes parties, gardées jusqu’au");
        lines.extend(["".into(), "Partis".into(), format!("  {kept} {until} (rgpd.departed)").into()]);
        if departed.overdue > 0 {
            let n = count(departed.overdue, "aurait dû être effacée", "auraient dû être effacées");
            lines.push(format!("  dont {n}, la nuit attend quelqu’un : ").call(advice::rgpd::purge_trial()));
        }
        if !departed.soon.is_empty() {
            let n = count(departed.due_soon, "sera effacée", "seront effacées");
            let names: Vec<&str> = departed.soon.iter().take(NAMED).map(String::as_str).collect();
            let more = if departed.due_soon > NAMED { "…" } else { "" };
            lines.push(format!("  dont {n} dans les 30 jours, par la nuit : {}{more}", names.join(", ")).into());
        }
    }
    lines.extend(["".into(), "Dernières opérations".into()]);
    lines.extend(standing.runs.iter().map(|(run, last)| format!("  {:<16} {}", run_label(*run), when(last)).into()));
    if !standing.exports.is_empty() {
        lines.extend(["".into(), "Données exportées vers".into()]);
        lines.extend(standing.exports.iter().map(|export| {
            let accounts = count(export.accounts, "compte", "comptes");
            format!("  {:<16} {}, {accounts}", export.target, when(&export.last)).into()
        }));
    }
    lines
}

fn when(last: &Last) -> String {
    let Some(at) = &last.at else { return "jamais".to_owned() };
    let shown = if at.len() > 10 { instant(at) } else { at.parse().map_or_else(|_| at.clone(), day) };
    match last.days {
        Some(0) => format!("{shown} (aujourd’hui)"),
        Some(days) if days > 0 => format!("{shown} (il y a {})", count(days.unsigned_abs() as usize, "jour", "jours")),
        _ => shown,
    }
}

fn divisions(standing: &Standing) -> Listing {
    let rows = standing.divisions.iter().map(|((_, _, name), division)| {
        let name = if name.is_empty() { "(sans division)".to_owned() } else { name.clone() };
        let [pupils, accounts, signed_in] = [division.pupils, division.accounts, division.signed_in].map(number);
        [name, pupils, accounts, signed_in, bar(division.signed_in, division.accounts, true)]
    });
    Listing::new(["Division", "Élèves", "Comptes", "Connectés", ""]).unbroken([1, 2, 3, 4]).with_rows(rows)
}

/// A part of a whole as a bar; something is never nothing.
fn bar(part: usize, whole: usize, framed: bool) -> String {
    let filled = if whole == 0 { 0 } else { (part * BAR).div_ceil(whole).min(BAR) };
    let empty = if framed { "░".repeat(BAR - filled) } else { String::new() };
    format!("{}{empty}", "█".repeat(filled))
}

/// The whole in one line.
fn line(standing: &Standing, warnings: usize) -> String {
    let accounts: usize = standing.profiles.values().sum();
    let mut parts = vec![count(accounts, "compte", "comptes")];
    parts.extend(standing.watches.iter().map(|(watch, n)| watch_words(*watch, *n).0));
    let steps = standing.steps.iter().filter(|(step, done)| !done && !step.is_optional()).count();
    if steps > 0 {
        parts.push(count(steps, "étape à faire", "étapes à faire"));
    }
    let never = standing.runs.iter().filter(|(_, last)| last.at.is_none());
    parts.extend(never.map(|(run, _)| format!("{} : jamais", run_label(*run))));
    if warnings > 0 {
        parts.push(count(warnings, "avertissement", "avertissements"));
    }
    format!("{} {} : {}", standing.uai, standing.name, parts.join(", "))
}

/// The same under the contract.
#[derive(Debug, Serialize)]
struct Report<'a> {
    uai: &'a str,
    name: &'a str,
    quiet: bool,
    steps: Vec<StepReport>,
    profiles: &'a BTreeMap<Profile, usize>,
    states: BTreeMap<PasswordState, usize>,
    inactive: usize,
    divisions: Vec<DivisionReport<'a>>,
    watch: BTreeMap<&'static str, usize>,
    departed: Option<Departed>,
    exports: &'a [Exported],
    last: BTreeMap<&'static str, &'a Last>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct StepReport {
    step: &'static str,
    done: bool,
    optional: bool,
    command: String,
}

#[derive(Debug, Serialize)]
struct DivisionReport<'a> {
    division: &'a str,
    pupils: usize,
    accounts: usize,
    signed_in: usize,
}

impl<'a> Report<'a> {
    fn new(standing: &'a Standing, quiet: bool, warnings: Vec<Sentence>) -> Self {
        let steps = standing.steps.iter().map(|(step, done)| StepReport {
            step: step.as_str(),
            done: *done,
            optional: step.is_optional(),
            command: step_words(*step).1.to_string(),
        });
        let divisions = standing.divisions.iter().map(|((_, _, division), of)| DivisionReport {
            division,
            pupils: of.pupils,
            accounts: of.accounts,
            signed_in: of.signed_in,
        });
        Self {
            uai: &standing.uai,
            name: &standing.name,
            quiet,
            steps: steps.collect(),
            profiles: &standing.profiles,
            states: standing.states.into_iter().collect(),
            inactive: standing.inactive,
            divisions: divisions.collect(),
            watch: standing.watches.iter().map(|(watch, n)| (watch.as_str(), *n)).collect(),
            departed: standing.departed.clone(),
            exports: &standing.exports,
            last: standing.runs.iter().map(|(run, last)| (run.as_str(), last)).collect(),
            warnings: warnings.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Answer for Report<'_> {
    fn page(&self, _say: &mut Speech) {}
}
