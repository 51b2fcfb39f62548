//! What was asked: the command line, its dispatch, and the words around every command.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::{ArgAction, ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use self::origins::{Told, complained};
use crate::advice::Sentence;
use crate::domain::preference::Preference;
use crate::error::{Error, Result, exit};
use crate::french::typography;
use crate::store;
use crate::terminal::progress::Bars;
use crate::terminal::{Format, Painted, Terminal};
use crate::work::preferences::Preferences;
use crate::world::{self, Log, World};

mod accounts;
mod ask;
mod assistance;
mod backup;
mod completions;
mod demo;
mod doctor;
mod driver;
mod errors;
mod examples;
mod export;
mod fault;
pub mod french;
mod help;
mod import;
mod init;
mod inspectors;
mod journal;
mod manual;
mod menu;
mod network;
mod nightly;
mod options;
mod origins;
mod pages;
mod rgpd;
mod rows;
mod schedule;
mod settings;
mod sign_in;
mod slips;
mod status;
mod sync;
mod transfers;
mod users;
mod whom;

/// Des exports SIECLE aux papillons de connexion
///
/// cpro importe les élèves d’un export SIECLE, crée leurs comptes et imprime les papillons de connexion, sur la
/// machine de l’établissement et sans réseau.
#[derive(Debug, Parser)]
#[command(name = "cpro", version = built(), before_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What this program is: its version, the schema of its bases, and what it was built with.
fn built() -> String {
    let features = [("directory", cfg!(feature = "directory")), ("scim", cfg!(feature = "scim"))];
    let names: Vec<&str> = features.iter().filter(|(_, is_built)| *is_built).map(|(name, _)| *name).collect();
    let features = if names.is_empty() { "aucune".to_owned() } else { names.join(", ") };
    typography(&format!(
        "{}\nSchéma des bases : {}\nFonctions de plus (features) : {features}",
        env!("CARGO_PKG_VERSION"),
        store::LATEST
    ))
}

const EXAMPLES: &str = "Pour commencer :
  cpro                                        seul : le menu
  cpro demo                                   un établissement inventé
  cpro init                                   l’établissement
  cpro import siecle exportCSVExtraction.csv  les élèves
  cpro accounts create                        leurs comptes
  cpro slips generate -o papillons.pdf        leurs papillons";

#[derive(Debug, Args)]
#[command(next_help_heading = "Options communes")]
struct Globals {
    /// Base de l’établissement (ou la variable CPRO_DB)
    #[arg(long, global = true, value_name = "FICHIER")]
    db: Option<PathBuf>,
    /// Forme de la réponse : table, csv ou json
    #[arg(long, global = true, value_name = "FORME", default_value = "table")]
    format: FormatArg,
    /// Confirme sans poser de question
    #[arg(long, short = 'y', global = true)]
    yes: bool,
    /// Ne pose jamais de question
    #[arg(long, global = true)]
    no_input: bool,
    /// Ne dit que la réponse
    #[arg(long, short, global = true)]
    quiet: bool,
    /// En dit davantage
    #[arg(long, short, global = true)]
    verbose: bool,
    /// Couleurs : auto, always ou never
    #[arg(long, global = true, value_name = "QUAND")]
    color: Option<ColorArg>,
    /// Ajoute à ce fichier chaque étape et sa durée, sans nom ni valeur (ou la variable CPRO_LOG)
    #[arg(long, global = true, value_name = "FICHIER")]
    debug: Option<PathBuf>,
    /// L’horloge de la machine est juste, bien que le journal la contredise
    #[arg(long, global = true)]
    trust_clock: bool,
    /// Attente si une autre commande occupe la base, en secondes
    #[arg(long, global = true, value_name = "SECONDES", default_value = "10", value_parser = french::seconds)]
    wait: u64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatArg {
    Table,
    Csv,
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Init(init::Init),
    #[command(subcommand)]
    Import(import::Import),
    #[command(subcommand)]
    Accounts(accounts::Accounts),
    #[command(subcommand)]
    Users(users::Users),
    #[command(subcommand)]
    Inspectors(inspectors::Inspectors),
    #[command(subcommand)]
    Transfers(transfers::Transfers),
    #[command(subcommand)]
    Slips(slips::Slips),
    #[command(subcommand)]
    Settings(settings::Settings),
    Export(Box<export::Export>),
    #[command(subcommand)]
    Sync(sync::Sync),
    History(import::history::History),
    Undo(import::undo::Undo),
    #[command(subcommand)]
    Rgpd(rgpd::Rgpd),
    Doctor(doctor::Doctor),
    Backup(backup::Backup),
    Restore(backup::restore::Restore),
    Status(status::Status),
    Nightly(nightly::Nightly),
    #[command(subcommand)]
    Schedule(schedule::Schedule),
    #[command(subcommand)]
    Assistance(assistance::Assistance),
    Journal(journal::Journal),
    #[command(subcommand)]
    Network(network::Network),
    Completions(completions::Completions),
    Help(help::Help),
    Man(manual::Man),
}

pub use completions::answer_shell;
pub use fault::{guarded, note_faults};

/// Everything that a command line needs: the world it works in, and the person it talks to.
pub struct Session {
    pub world: World,
    pub terminal: Terminal,
    /// True once a command has changed the base.
    saved: bool,
    /// Noun and verb of the command, without what it is about.
    doing: String,
    told: Told,
}

impl Session {
    /// This machine.
    pub fn system() -> Self {
        let waiting = Arc::new(AtomicBool::new(false));
        let farewell = Sentence::from("Interrompu : rien n’a été modifié.").shown(None);
        Self::new(World::system(&waiting, farewell), Terminal::system(waiting))
    }

    /// A world and a terminal, nothing done yet.
    pub fn new(world: World, terminal: Terminal) -> Self {
        Self { world, terminal, saved: false, doing: String::new(), told: Told::default() }
    }
}

/// The command line as clap sees it, in French.
pub fn command() -> clap::Command {
    // Alone, it opens the menu.
    french::translate(Cli::command()).arg_required_else_help(false)
}

/// Runs the program on `args` (the first one is its name) and returns its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, session: &mut Session) -> u8 {
    let mut line = command();
    let cli = match parsed(&mut line, args, session) {
        Ok(cli) => cli,
        Err(error) => return parse_error(error, session),
    };
    apply(&cli.globals, session);
    let noted = format!("cpro {} sur {} : {}", env!("CARGO_PKG_VERSION"), world::system(), session.doing);
    if !session.world.note(&noted) {
        session.warn("le fichier de --debug (ou de CPRO_LOG) ne peut pas être écrit.");
    }
    let Some(asked) = cli.command else { return alone(line, session) };
    let outcome = guarded(session, |session| dispatch(asked, session));
    let code = finish(outcome, session);
    session.world.note(&format!("fin, code {code}"));
    code
}

/// Reads a command line, and notes which command it is.
fn parsed<T: Into<OsString> + Clone>(
    line: &mut clap::Command,
    args: impl IntoIterator<Item = T>,
    session: &mut Session,
) -> std::result::Result<Cli, clap::Error> {
    let matches = line.try_get_matches_from_mut(args)?;
    session.doing = named(&matches);
    Cli::from_arg_matches(&matches)
}

/// Noun and verb of a command.
fn named(matches: &ArgMatches) -> String {
    let below = matches.subcommand().map(|(name, matches)| format!("{name} {}", named(matches)));
    below.unwrap_or_default().trim_end().to_owned()
}

/// Runs one more command in the same world, as the demonstration and the menu do; its errors are the caller's.
fn run_again(args: &[&str], session: &mut Session) -> Result {
    let args = std::iter::once("cpro").chain(args.iter().copied());
    let cli = match parsed(&mut command(), args, session) {
        Ok(cli) => cli,
        Err(error) => return Ok(parse_error(error, session)),
    };
    session.terminal.yes = cli.globals.yes;
    cli.command.map_or(Ok(exit::USAGE), |command| dispatch(command, session))
}

/// No command: the menu where somebody can be asked, the short help elsewhere.
fn alone(mut line: clap::Command, session: &mut Session) -> u8 {
    if session.terminal.interactive {
        let outcome = guarded(session, menu::run);
        return finish(outcome, session);
    }
    session.terminal.error_text(&line.render_help().to_string());
    exit::USAGE
}

fn dispatch(command: Command, session: &mut Session) -> Result {
    match command {
        Command::Demo(demo) => demo.run(session),
        Command::Init(init) => init.run(session),
        Command::Import(import) => import.run(session),
        Command::Accounts(accounts) => accounts.run(session),
        Command::Users(users) => users.run(session),
        Command::Inspectors(inspectors) => inspectors.run(session),
        Command::Transfers(transfers) => transfers.run(session),
        Command::Slips(slips) => slips.run(session),
        Command::Settings(settings) => settings.run(session),
        Command::Export(export) => export.run(session),
        Command::Sync(sync) => sync.run(session),
        Command::History(history) => history.run(session),
        Command::Undo(undo) => undo.run(session),
        Command::Rgpd(rgpd) => rgpd.run(session),
        Command::Doctor(doctor) => doctor.run(session),
        Command::Backup(backup) => backup.run(session),
        Command::Restore(restore) => restore.run(session),
        Command::Status(status) => status.run(session),
        Command::Nightly(nightly) => nightly.run(session),
        Command::Schedule(schedule) => schedule.run(session),
        Command::Assistance(assistance) => assistance.run(session),
        Command::Journal(journal) => journal.run(session),
        Command::Network(network) => network.run(session),
        Command::Completions(completions) => completions.run(session),
        Command::Help(help) => help.run(session),
        Command::Man(man) => man.run(session),
    }
}

/// Shows an error, and gives its exit code. A reader who went away is nobody's error.
fn finish(outcome: Result, session: &mut Session) -> u8 {
    let code = match outcome {
        Ok(code) => code,
        Err(error) => {
            let holder = (error.code == exit::LOCKED).then(|| session.world.holder()).flatten();
            let error = holder.iter().fold(error, |error, holder| error.hint(errors::holder(holder)));
            shown(&error, session);
            error.code
        }
    };
    match session.terminal.settle() {
        Err(fault) if fault.kind() != std::io::ErrorKind::BrokenPipe => {
            let mut error = Error::from(fault);
            if session.saved {
                error.message = Sentence::from("c’est enregistré, mais : ")
                    .words(crate::french::decapitalised(&error.message.to_string()));
            }
            session.terminal.failure(&error.message, &error.hints);
            error.code
        }
        _ => code,
    }
}

/// An error with its remedies; that somebody said no is none.
fn shown(error: &Error, session: &mut Session) {
    if error.is_choice {
        session.terminal.status(&error.message);
    } else {
        session.terminal.failure(&error.message, &error.hints);
    }
}

fn parse_error(error: clap::Error, session: &mut Session) -> u8 {
    use clap::error::ErrorKind;
    let help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let text = error.apply::<french::French>().render().to_string();
    if help {
        session.terminal.answer_verbatim(&text);
        return finish(Ok(exit::DONE), session);
    }
    session.terminal.error_text(&text);
    exit::USAGE
}

fn apply(globals: &Globals, session: &mut Session) {
    if let Some(base) = &globals.db {
        session.world.base = Some(base.clone());
        session.terminal.base = Some(base.display().to_string());
        session.told.base = true;
    }
    if let Some(path) = &globals.debug {
        session.world.log = Some(Log::new(path.clone()));
    }
    session.world.trust_clock = globals.trust_clock;
    session.world.wait = std::time::Duration::from_secs(globals.wait);
    let preferences = Preferences::read(&session.world);
    let is_plain = preferences.get(Preference::Color).is_some_and(|found| found.value == "never");
    session.told.color = globals.color.is_some();
    let terminal = &mut session.terminal;
    terminal.yes = globals.yes;
    terminal.interactive &= !globals.no_input;
    terminal.quiet = globals.quiet;
    terminal.verbose = globals.verbose;
    terminal.format = match globals.format {
        FormatArg::Table => Format::Table,
        FormatArg::Csv => Format::Csv,
        FormatArg::Json => Format::Json,
    };
    terminal.color = match globals.color {
        Some(ColorArg::Always) => Painted { out: true, err: true },
        Some(ColorArg::Never) => Painted::default(),
        None if is_plain => Painted::default(),
        Some(ColorArg::Auto) | None => terminal.colorful,
    };
    if terminal.animated && !terminal.quiet {
        session.world.onlooker = Box::new(Bars::here());
    }
    preferences.complaints.iter().for_each(|complaint| session.warn(complained(complaint)));
}

/// The help and version flags, in French, for every command.
fn help_flag() -> clap::Arg {
    clap::Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Affiche cette aide")
}

fn version_flag() -> clap::Arg {
    clap::Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Affiche la version")
}
