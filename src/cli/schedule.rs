//! `cpro schedule`: the night, in the scheduler of the system.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Time;

use super::Session;
use super::driver::{Answer, Led, Question, Trial, answer, lead};
use crate::advice::{Quote, nightly, schedule as commands, shell};
use crate::error::{Error, Result};
use crate::french::day;
use crate::terminal::safe;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::base;
use crate::work::schedule::{Install, Refusal, Remove, Schedule as Night, Scheduler, Wish, look};

/// Nuit : la fait lancer par cron, systemd ou le Planificateur de Windows
#[derive(Debug, Subcommand)]
pub enum Schedule {
    Show(Show),
    Install(Put),
    Remove(Take),
}

/// Montre ce que le planificateur reçoit, et s’il l’a déjà ; ne change rien
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    when: When,
}

/// Fait lancer la nuit chaque jour, après l’avoir montrée
#[derive(Debug, Args)]
#[command(name = "install")]
pub struct Put {
    #[command(flatten)]
    when: When,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

/// Ne fait plus lancer la nuit
#[derive(Debug, Args)]
#[command(name = "remove")]
pub struct Take {
    #[command(flatten)]
    on: On,
    /// Montre ce qui serait fait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

#[derive(Debug, Args)]
struct When {
    /// Heure de la nuit (02:30 sans cette option)
    #[arg(long, value_name = "HEURE", value_parser = hour)]
    at: Option<Time>,
    /// Dossier où la nuit met les papillons des comptes réinitialisés
    #[arg(long, value_name = "DOSSIER")]
    slips: Option<PathBuf>,
    #[command(flatten)]
    on: On,
}

#[derive(Debug, Args)]
struct On {
    /// Planificateur : cron, systemd ou windows (le premier que la machine a, sans cette option)
    #[arg(long, value_name = "PLANIFICATEUR", hide_possible_values = true)]
    scheduler: Option<Which>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Which {
    Cron,
    Systemd,
    Windows,
}

impl From<Which> for Scheduler {
    fn from(which: Which) -> Self {
        match which {
            Which::Cron => Self::Cron,
            Which::Systemd => Self::Systemd,
            Which::Windows => Self::Windows,
        }
    }
}

impl When {
    fn wish(self) -> Wish {
        Wish { at: self.at, slips: self.slips, scheduler: self.on.scheduler.map(Scheduler::from) }
    }
}

/// `2:30`, `02:30` or `2h30`.
fn hour(typed: &str) -> std::result::Result<Time, String> {
    let typed = typed.replace(char::is_whitespace, "").replace(['h', 'H'], ":");
    let (hour, minute) = typed.split_once(':').unwrap_or((&typed, "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    let parts = hour.parse::<i8>().ok().zip(minute.parse::<i8>().ok());
    let time = parts.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    time.ok_or_else(|| "une heure est attendue, par exemple 02:30".to_owned())
}

impl Schedule {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Show(show) => {
                let store = base::open(&session.world)?;
                let night = look(&session.world, &store, &show.when.wish())?;
                answer(session, &night)
            }
            Self::Install(put) => lead(session, Install(put.when.wish()), Trial::Asked(put.dry_run)),
            Self::Remove(take) => {
                let wish = Wish { scheduler: take.on.scheduler.map(Scheduler::from), ..Wish::default() };
                lead(session, Remove(wish), Trial::Asked(take.dry_run))
            }
        }
    }
}

fn by(scheduler: Scheduler) -> &'static str {
    match scheduler {
        Scheduler::Cron => "cron",
        Scheduler::Systemd => "systemd",
        Scheduler::Windows => "le Planificateur de tâches de Windows",
    }
}

fn to(scheduler: Scheduler) -> &'static str {
    match scheduler {
        Scheduler::Cron => "à cron",
        Scheduler::Systemd => "à systemd",
        Scheduler::Windows => "au Planificateur de tâches de Windows",
    }
}

/// What the scheduler receives, as the answer or on the way to it.
fn show(night: &Night, write: impl Fn(&mut Speech, &str), say: &mut Speech) {
    say.status(format!("Chaque nuit à {}, par {} :", night.at, by(night.scheduler)));
    for part in &night.parts {
        if let Some(file) = &part.file {
            say.status(format!("{} :", file.display()));
        }
        for line in part.text.lines() {
            write(say, line);
        }
    }
}

impl Answer for Night {
    fn page(&self, say: &mut Speech) {
        show(self, |say, line| say.answer(line), say);
        match self.last {
            Some(last) => say.status(format!("Dernière nuit : le {}.", day(last))),
            None => say.status("Aucune nuit n’a encore tourné."),
        }
        if self.installed {
            say.status("Le planificateur a déjà une nuit de cet établissement.");
            say.next("pour l’en retirer : ".call(commands::remove()));
        } else {
            say.next(commands::install());
        }
    }

    fn sheet(&self) -> Option<Listing> {
        None
    }
}

impl Led for Install {
    fn show(plan: &Night, say: &mut Speech) {
        match plan.scheduler {
            // The task is a page of XML: what it runs, and how to see it all.
            Scheduler::Windows => {
                say.status(format!("Chaque nuit à {}, {} lancera :", plan.at, by(plan.scheduler)));
                let words: Vec<String> = plan.command().iter().map(|word| shell(word)).collect();
                say.status(format!("  {}", words.join(" ")));
                say.status("Toute la tâche, telle qu’il la reçoit : ".call(commands::show()));
            }
            _ => show(plan, |say, line| say.status(line), say),
        }
        if plan.installed {
            say.status("Il l’a déjà : celle-ci la remplace.");
        }
    }

    fn question(plan: &Night) -> Option<Question> {
        Some(Question::new(
            format!("La confier {} ?", to(plan.scheduler)),
            "confier la nuit au planificateur demande une confirmation.",
        ))
    }

    fn foretell(_foreseen: &Night, say: &mut Speech) {
        say.tell("Simulation : le planificateur n’a rien reçu.");
    }

    fn tell(night: &Night, say: &mut Speech) {
        say.tell(format!("La nuit sera lancée chaque jour à {}.", night.at));
        say.status(match night.scheduler {
            Scheduler::Cron => "Une nuit où la machine est éteinte est sautée : laissez-la allumée.",
            Scheduler::Systemd => "Pour qu’elle le soit aussi quand personne n’a ouvert de session : loginctl enable-linger",
            Scheduler::Windows => {
                "Elle l’est tant que votre session est ouverte, même verrouillée ; une nuit manquée est rattrapée à l’ouverture."
            }
        });
        say.next("pour l’essayer tout de suite : ".call(nightly()));
    }
}

impl Led for Remove {
    fn question(plan: &Night) -> Option<Question> {
        plan.installed.then(|| {
            Question::new(
                format!("Ne plus faire lancer la nuit par {} ?", by(plan.scheduler)),
                "retirer la nuit du planificateur demande une confirmation.",
            )
        })
    }

    fn foretell(_foreseen: &Night, say: &mut Speech) {
        say.tell("Simulation : rien n’a été retiré.");
    }

    fn tell(night: &Night, say: &mut Speech) {
        if night.was_absent {
            return say.tell("Aucun planificateur n’avait de nuit de cet établissement : rien n’a été retiré.");
        }
        say.tell(format!(
            "{} ne lance plus la nuit de cet établissement.",
            crate::french::capitalised(by(night.scheduler))
        ));
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let by_hand = "faites lancer chaque nuit, par le planificateur de votre machine : ".call(nightly());
        match refusal {
            Refusal::NoScheduler => {
                Self::refused("cette machine n’a ni cron, ni systemd pour cet utilisateur.").hint(by_hand)
            }
            Refusal::Lacking(scheduler) => Self::refused(format!("{} n’est pas sur cette machine.", by(scheduler)))
                .hint("celui qu’elle a : ".call(commands::show()))
                .hint(by_hand),
            Refusal::Failed(program, why) => {
                let why = match why.trim().trim_end_matches('.') {
                    "" => ", sans dire pourquoi".to_owned(),
                    why => format!(" : {why}"),
                };
                Self::refused(format!("la commande {program} a refusé{why}.")).hint(by_hand)
            }
            Refusal::OddTable => Self::refused(
                "votre table de cron a des lettres qui ne sont pas en UTF-8 : réécrite, elle serait abîmée.",
            )
            .hint("corrigez-la avec crontab -e, puis relancez."),
            Refusal::OddPath(path) => Self::refused(format!(
                "le nom « {} » a des signes qu’aucun planificateur ne peut recevoir.",
                safe(&path.display().to_string())
            ))
            .hint("donnez à ce dossier ou à ce fichier un nom plus simple."),
            Refusal::NoProgram => Self::refused("l’emplacement de cpro est inconnu.").hint(by_hand),
        }
    }
}
