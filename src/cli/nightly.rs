//! `cpro nightly`: the whole night in one command, every part told for what it is.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::Session;
use super::accounts::reset::{warn, warn_late};
use super::driver::hand_over;
use super::errors::clock;
use super::export::delta::{tell_conflicts, totals as totals_of};
use super::options::DryRun;
use crate::advice::{Sentence, shell};
use crate::error::{Error, Result, exit};
use crate::french::{agree, capitalised, count, day, list};
use crate::terminal::speech::Speech;
use crate::work::base;
use crate::work::export::delta::Totals;
use crate::work::nightly::{Night, Nightly as Request, NoFolder, Note, Part, Stayed};

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
    #[command(flatten)]
    trial: DryRun,
}

/// The night under the contract.
#[derive(Debug, Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    night: &'a Night,
    warnings: Vec<String>,
    errors: Vec<String>,
}

impl Nightly {
    pub fn run(self, session: &mut Session) -> Result {
        let mut store = base::open(&session.world)?;
        let request =
            Request { slips: self.slips, report: self.report, force: self.force, dry_run: self.trial.is_asked() };
        let mut night = request.spend(&mut session.world, &mut store)?;
        session.saved = !night.dry_run;
        let (mut warnings, mut errors, mut code) = (Vec::new(), Vec::new(), exit::DONE);
        for note in std::mem::take(&mut night.notes) {
            match note {
                Note::Clock(doubt) => {
                    let warning = format!(
                        "{} : personne n’est réinitialisé, rien n’expire, rien n’est effacé et rien n’est sauvegardé. Remettez-la à l’heure ou, si elle est juste, ajoutez --trust-clock une fois.",
                        clock(&doubt)
                    );
                    code = exit::REFUSED;
                    session.warn(warning.as_str());
                    warnings.push(warning);
                }
                Note::Reset(due, skipped) => session.say(|say| warn(&due, &skipped, say)),
                Note::Late(skipped) => session.say(|say| warn_late(&skipped, say)),
                Note::Letter(stayed) => session.warn(letter(&stayed)),
                Note::Conflicts(conflicts) => {
                    session.say(|say| tell_conflicts(&conflicts, say));
                    code = if code == exit::DONE && !conflicts.is_empty() { exit::REJECTS } else { code };
                }
                Note::Failed(part, error) => {
                    let Error { code: failure, message, hints, .. } = error.into();
                    let message = Sentence::from(format!("{} : {message}", part_name(part)));
                    errors.push(message.to_string());
                    session.say(|say| say.failure(message, hints));
                    code = if code == exit::DONE { failure } else { code };
                }
            }
        }
        let done = words(&night);
        if night.interrupted && done.is_empty() && errors.is_empty() {
            return Err(Error::interrupted());
        }
        if !(session.terminal.quiet && done.is_empty()) {
            let today = day(session.world.today());
            session.say(|say| tell(&night, &done, &today, code == exit::DONE, say));
        }
        hand_over(session, &Report { night: &night, warnings, errors });
        if night.interrupted {
            return Err(Error::new(exit::INTERRUPTED, "interrompu : ce qui est dit plus haut est fait."));
        }
        Ok(code)
    }
}

impl From<NoFolder> for Error {
    fn from(NoFolder(path): NoFolder) -> Self {
        let shown = shell(&path.display().to_string());
        Self::new(exit::NOT_FOUND, format!("le dossier « {} » n’existe pas.", path.display()))
            .hint(format!("mkdir -m 700 {shown}, ou un nom de fichier en .pdf"))
    }
}

/// « Paul PETIT (p…@ac-lyon.example) : le serveur a refusé le message (…). »
fn letter(stayed: &Stayed) -> String {
    let dropped = if stayed.dropped { "courriel abandonné, " } else { "" };
    format!("{} ({}) : {dropped}{}.", capitalised(&stayed.name), stayed.address, stayed.why)
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Resets => "réinitialisations",
        Part::Departures => "départs annoncés",
        Part::Expiries => "expirations",
        Part::Inspectors => "inspecteurs",
        Part::Documents => "papillons",
        Part::Files => "fichiers de papillons",
        Part::Transfers => "transferts",
        Part::Tickets => "tickets",
        Part::Journal => "journal",
        Part::Batches => "lots",
        Part::Copies => "anciennes bases",
        Part::Erasure => "effacement des personnes parties",
        Part::Directory => "annuaire",
        Part::Service => "service SCIM",
        Part::Mails => "courriels",
        Part::Mark => "nuit",
        Part::Backup => "sauvegarde",
    }
}

fn tell(night: &Night, done: &[String], today: &str, sound: bool, say: &mut Speech) {
    let what = match (done.is_empty(), sound) {
        (true, true) => "rien à faire".to_owned(),
        (true, false) => "rien n’a été fait".to_owned(),
        (false, _) => list(done),
    };
    let simulated = if night.dry_run { " (simulation : rien n’a été modifié)" } else { "" };
    let school = night.uai.as_ref().map(|uai| format!(" ({uai})")).unwrap_or_default();
    say.tell(format!("Nuit du {today}{school} : {what}{simulated}."));
    if let Some(path) = &night.slips {
        say.tell(format!("Papillons : {path} (à imprimer, puis à effacer)."));
    }
}

/// What was done, or would be, a few words for each part.
fn words(night: &Night) -> Vec<String> {
    let parts = [
        (night.reset, "compte", "comptes", "réinitialisé", "réinitialisés"),
        (night.skipped.len(), "demande", "demandes", "laissée de côté", "laissées de côté"),
        (night.departed, "départ annoncé", "départs annoncés", "fait", "faits"),
        (night.expired, "mot de passe", "mots de passe", "rendu inutilisable", "rendus inutilisables"),
        (night.closed_inspectors, "accès d’inspecteur", "accès d’inspecteurs", "fermé", "fermés"),
        (night.purged_documents, "document de papillons", "documents de papillons", "effacé", "effacés"),
        (night.removed_files, "fichier de papillons", "fichiers de papillons", "effacé", "effacés"),
        (night.purged_transfer_files, "fichier de transfert", "fichiers de transfert", "effacé", "effacés"),
        (night.purged_tickets, "ticket fermé", "tickets fermés", "effacé", "effacés"),
        (night.purged_journal, "ligne de journal", "lignes de journal", "effacée", "effacées"),
        (night.settled_batches, "lot", "lots", "rendu définitif", "rendus définitifs"),
        (night.removed_copies, "ancienne base", "anciennes bases", "effacée", "effacées"),
        (night.erased_people, "personne partie", "personnes parties", "effacée", "effacées"),
        (night.mails_sent, "courriel", "courriels", "renvoyé", "renvoyés"),
        (night.mails_dropped, "courriel", "courriels", "abandonné", "abandonnés"),
    ];
    let will = |n| if night.dry_run { agree(n, "sera ", "seront ") } else { "" };
    let done = parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, more, single, plural)| {
        format!("{} {}{}", count(n, one, more), will(n), agree(n, single, plural))
    });
    let waiting = [
        (night.waiting, "demande non traitée", "demandes non traitées"),
        (night.mails_postponed, "courriel encore en attente", "courriels encore en attente"),
    ];
    let waiting = waiting.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, more)| count(n, one, more));
    let written = |totals: &&Totals| !totals.is_empty();
    let servers = [("annuaire", &night.directory), ("service SCIM", &night.service)];
    let servers = servers.into_iter().filter_map(|(name, totals)| {
        let totals = totals.as_ref().filter(written)?;
        Some(format!("{name} : {}", totals_of(totals)))
    });
    done.chain(waiting).chain(servers).chain(night.backup.iter().map(|name| format!("sauvegarde {name}"))).collect()
}
