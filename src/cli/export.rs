//! `cpro export`: files for other systems.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::accounts::{code, lost, missed};
use super::driver::{Answer, Led, Question, Trial, answer, lead};
use super::options::{DryRun, Selectors, StateWord};
use super::{Session, french};
use crate::advice::erased;
use crate::domain::member::Accepts;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, list};
use crate::targets::systems::{ALL, Form, Target, find};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work;
use crate::work::UseCase;
use crate::work::export::delta::ExportDelta;
use crate::work::export::files::{Export as Request, Exported, Plan};
use crate::work::export::{Left, Since, by_reason};

pub mod delta;
mod refusals;

/// Exporte les comptes vers d’autres applications
///
/// L’empreinte d’un mot de passe personnel part vers ce qui prend Argon2id. Un mot de passe initial ou provisoire ne part
/// que là où le changement est exigé à la première connexion. Les comptes fermés ne partent que vers une cible qui les a
/// déjà eus. Chaque export est noté au journal.
#[derive(Debug, Clone, Args)]
#[command(after_help = targets(), mut_arg("state", |state| state.value_parser(StateWord::read).value_name("ÉTAT|FICHIER").help(STATE)))]
pub struct Export {
    /// Cible
    #[arg(value_name = "CIBLE", value_parser = names(), required_unless_present = "list", hide_possible_values = true)]
    target: Option<&'static Target>,
    #[command(flatten)]
    selectors: Selectors,
    /// Dit ce que chaque cible reçoit
    #[arg(long, conflicts_with = "target")]
    list: bool,
    /// Comptes qui ont changé depuis ce lot, ou depuis ce jour
    #[arg(long, value_name = "LOT|JOUR", value_parser = since)]
    since: Option<Since>,
    /// Comptes qui ont changé depuis le dernier export vers cette cible
    #[arg(long, conflicts_with = "draw")]
    only_changed: bool,
    /// Exporte aussi les mots de passe initiaux et provisoires que la cible ne fera pas changer
    #[arg(long)]
    with_initial: bool,
    /// Tire de nouveaux mots de passe, écrits en clair, à changer à la première connexion
    #[arg(long)]
    draw: bool,
    /// Part des entrées de l’annuaire qui peuvent être verrouillées ou supprimées, par exemple 25%
    #[arg(long, value_name = "POURCENTAGE", value_parser = french::percentage)]
    max_locks: Option<f64>,
    /// Colonnes d’export csv, par exemple nom,prenom,division, ou le nom d’une liste d’export.presets
    #[arg(long, value_name = "COLONNES")]
    columns: Option<String>,
    /// Liste csv pour un programme, sans rien pour les tableurs
    #[arg(long)]
    raw: bool,
    /// Fichier ou dossier écrit (- : sortie standard)
    #[arg(long, short, value_name = "FICHIER|DOSSIER")]
    output: Option<PathBuf>,
    /// Remplace ce qui existe
    #[arg(long, short)]
    force: bool,
    #[command(flatten)]
    trial: DryRun,
}

const STATE: &str =
    "État du compte (voir accounts list) ; pour ldif et authelia, fichier de ce que la cible a maintenant";

/// The names of the targets.
fn names() -> impl TypedValueParser {
    PossibleValuesParser::new(ALL.map(|target| target.name))
        .try_map(|name| find(&name).ok_or("cette cible n’existe pas"))
}

/// A line for each target, at the foot of the help.
fn targets() -> String {
    let line = |target: &&Target| format!("  {:<10} {}", target.name, target.purpose);
    let lines: Vec<String> = ALL.iter().map(line).collect();
    format!("Cibles :\n{}\n\n--list dit ce que chacune reçoit.", lines.join("\n"))
}

/// The number of a batch, or a day.
fn since(text: &str) -> std::result::Result<Since, String> {
    match text.parse() {
        Ok(batch) => Ok(Since::Batch(batch)),
        Err(_) => french::day(text).map(Since::Day),
    }
}

impl Export {
    pub fn run(self, session: &mut Session) -> Result {
        let Some(target) = self.target else { return answer(session, &Targets) };
        let trial: Trial = self.trial.into();
        let state = self.selectors.state_file();
        self.check(target, state.is_some())?;
        if let (Some(state), "ldif") = (&state, target.name) {
            let request = ExportDelta {
                selectors: self.selectors.into(),
                since: self.since,
                state: state.clone(),
                output: self.output.unwrap_or_else(|| "annuaire-differences.ldif".into()),
                force: self.force,
                max_locks: self.max_locks,
            };
            return lead(session, request, trial);
        }
        let request = Request {
            target,
            selectors: self.selectors.into(),
            since: self.since,
            only_changed: self.only_changed,
            with_initial: self.with_initial,
            draw: self.draw,
            output: self.output,
            force: self.force,
            state,
            columns: self.columns,
            raw: self.raw,
        };
        lead(session, request, trial)
    }
}

impl Export {
    /// Refuses an option that would be passed over.
    fn check(&self, target: &Target, has_state: bool) -> Result<()> {
        let is_delta = has_state && target.name == "ldif";
        let alone = |option: &str, with: &str| {
            Err(Error::new(exit::USAGE, format!("{option} ne sert à rien {with} : retirez cette option.")))
        };
        if self.only_changed && target.name == "ldif" && !has_state {
            let words = "les différences d’un annuaire demandent un relevé de ce qu’il a : --state FICHIER.";
            return Err(Error::new(exit::USAGE, words));
        }
        let beside_delta = [
            (self.only_changed, "--only-changed"),
            (self.with_initial, "--with-initial"),
            (self.draw, "--draw"),
            (self.columns.is_some(), "--columns"),
            (self.raw, "--raw"),
        ];
        match beside_delta.into_iter().find(|(given, _)| *given && is_delta) {
            Some((_, option)) => alone(option, "avec le relevé d’un annuaire"),
            None if self.max_locks.is_some() && !is_delta => alone("--max-locks", "sans le relevé d’un annuaire"),
            None => Ok(()),
        }
    }
}

/// Every target.
struct Targets;

/// A target under the contract.
#[derive(Serialize)]
struct Card {
    name: &'static str,
    purpose: &'static str,
    password: &'static str,
    forces_change: bool,
    load: &'static str,
}

impl Serialize for Targets {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_seq(ALL.iter().map(|target| Card {
            name: target.name,
            purpose: target.purpose,
            password: match target.accepts {
                Accepts::Nothing => "none",
                Accepts::Hash => "hash",
                Accepts::Clear => "clear",
            },
            forces_change: target.forces_change,
            load: target.load,
        }))
    }
}

impl Answer for Targets {
    const REPORTS: bool = false;

    fn page(&self, say: &mut Speech) {
        say.listing(listing());
        say.answer("empreinte : celle d’Argon2id, qui garde le mot de passe ; en clair : seulement avec --draw, qui en tire un.");
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing())
    }
}

fn listing() -> Listing {
    let row = |target: &&Target| {
        let password = match target.accepts {
            Accepts::Nothing => "aucun",
            Accepts::Hash => "empreinte",
            Accepts::Clear => "en clair",
        };
        let changes = if target.forces_change { "exigé" } else { "non" };
        let told = if target.accepts == Accepts::Nothing { "" } else { changes };
        [target.name.to_owned(), target.purpose.to_owned(), password.to_owned(), told.to_owned()]
    };
    Listing::new(["Cible", "Pour", "Mot de passe", "Changement"]).unbroken([0, 2, 3]).with_rows(ALL.iter().map(row))
}

impl Led for Request {
    fn reports(outcome: &Exported) -> bool {
        outcome.to_stdout.is_none()
    }

    fn refuse(error: work::Error, _say: &mut Speech) -> Error {
        error.into()
    }

    fn show(plan: &Plan, say: &mut Speech) {
        let foreseen = Self::foresee(plan);
        missed(&foreseen.unknown, say);
        tell_left(&foreseen.left_out, say);
        if foreseen.outdated > 0 {
            let n = count(foreseen.outdated, "compte réinitialisé ici garde", "comptes réinitialisés ici gardent");
            say.warn(format!("{n} là-bas l’ancien mot de passe : le nouveau n’y part pas (--with-initial insiste)."));
        }
        if let Some(lost) = lost(foreseen.loss) {
            say.warn(format!("{lost}."));
        }
        say.warn_each(foreseen.refused.iter().map(|left| format!("{} ({}) : {}.", left.name, left.login, left.why)));
    }

    fn question(plan: &Plan) -> Option<Question> {
        let foreseen = Self::foresee(plan);
        let drawn = foreseen.drawn;
        let n = count(drawn, "nouveau mot de passe", "nouveaux mots de passe");
        let loss = lost(foreseen.loss).map(|lost| format!(" ({lost})")).unwrap_or_default();
        let told = format!(
            "{n} {} et {} en clair{loss}",
            agree(drawn, "sera tiré", "seront tirés"),
            agree(drawn, "écrit", "écrits")
        );
        (drawn > 0)
            .then(|| Question::new(format!("{told}. Continuer ?"), format!("{told} : il faut une confirmation.")))
    }

    fn about(plan: &Plan) -> Vec<String> {
        plan.logins()
    }

    fn foretell(foreseen: &Exported, say: &mut Speech) {
        if foreseen.accounts == 0 {
            return tell_nothing(foreseen, say);
        }
        say.tell(format!(
            "{} {} vers {} dans {}{}.",
            count(foreseen.accounts, "compte", "comptes"),
            agree(foreseen.accounts, "partira", "partiront"),
            foreseen.target,
            foreseen.output.display(),
            with_what(foreseen)
        ));
        tell_unchanged(foreseen, say);
    }

    fn tell(done: &Exported, say: &mut Speech) {
        if let Some(bytes) = &done.to_stdout {
            return say.bytes(bytes.clone());
        }
        if done.accounts == 0 {
            return tell_nothing(done, say);
        }
        let n = count(done.accounts, "compte exporté", "comptes exportés");
        say.tell(format!("{n} dans {}{}.", done.output.display(), with_what(done)));
        tell_unchanged(done, say);
        if let Some(target) = find(done.target) {
            let is_folder = matches!(target.form, Form::Folder(_));
            tell_precaution(&done.output, is_folder, done.accounts, done.passwords > 0, say);
            say.status(format!("Ensuite : {}.", target.load));
        }
    }

    fn code(done: &Exported) -> u8 {
        if done.refused.is_empty() { code(&done.unknown) } else { exit::REJECTS }
    }

    fn shortfall(done: &mut Exported) -> Option<Error> {
        done.unpublished.take().map(|error| work::Error::from(error).into())
    }
}

/// « , dont 20 avec l’empreinte de leur mot de passe et 3 fermés ».
fn with_what(done: &Exported) -> String {
    let secret = match (done.passwords, done.accepts) {
        (0, _) => None,
        (n, Accepts::Clear) => Some(count(n, "mot de passe en clair", "mots de passe en clair")),
        (n, _) => Some(count(n, "empreinte de mot de passe", "empreintes de mots de passe")),
    };
    let closed = (done.closed > 0).then(|| count(done.closed, "compte fermé", "comptes fermés"));
    let parts: Vec<String> = secret.into_iter().chain(closed).collect();
    match (&parts[..], done.passwords) {
        ([], _) => ", sans mot de passe".to_owned(),
        (parts, 0) => format!(", sans mot de passe, dont {}", list(parts)),
        (parts, _) => format!(", avec {}", list(parts)),
    }
}

fn tell_nothing(done: &Exported, say: &mut Speech) {
    say.tell(if done.unchanged > 0 {
        "Rien n’a changé : aucun fichier n’est écrit."
    } else {
        "Aucun compte à exporter."
    });
}

fn tell_unchanged(done: &Exported, say: &mut Speech) {
    if done.unchanged > 0 {
        say.status(format!(
            "{} depuis le dernier export.",
            count(done.unchanged, "compte inchangé", "comptes inchangés")
        ));
    }
}

/// How many are left out, for each reason.
fn tell_left(left: &[Left], say: &mut Speech) {
    for (why, n) in by_reason(left) {
        say.status(format!("{} de côté : {why}.", count(n, "compte laissé", "comptes laissés")));
    }
}

/// What a file holds, and how to erase it.
pub fn tell_precaution(path: &std::path::Path, is_folder: bool, people: usize, secrets: bool, say: &mut Speech) {
    let also = agree(people, ", avec de quoi ouvrir son compte", ", avec de quoi ouvrir leurs comptes");
    let also = if secrets { also } else { "" };
    let whom = count(people, "personne", "personnes");
    let what = if is_folder { "Ce dossier" } else { "Ce fichier" };
    let erase = erased(&path.display().to_string(), is_folder);
    say.status(format!(
        "{what} contient des données personnelles de {whom}{also} : effacez-le dès qu’il a servi : {erase}"
    ));
}
