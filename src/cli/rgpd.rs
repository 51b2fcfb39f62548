//! `cpro rgpd`: erasing, giving access, keeping the register.

use clap::Subcommand;

use super::Session;
use crate::advice::{Quote, rgpd, sync};
use crate::error::{Error, Result, exit};
use crate::french::{count, list};
use crate::terminal::speech::Speech;
use crate::work::export::delta::{LIVE, SERVICE};
use crate::work::rgpd::Refusal;

mod check;
mod erase;
mod person;
mod purge;
mod register;

/// Données personnelles : effacer, donner accès, tenir le registre
#[derive(Debug, Subcommand)]
pub enum Rgpd {
    Erase(erase::Erase),
    Purge(purge::Purge),
    Person(person::Person),
    Register(register::Register),
    Check(check::Check),
}

impl Rgpd {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Erase(erase) => erase.run(session),
            Self::Purge(purge) => purge.run(session),
            Self::Person(person) => person.run(session),
            Self::Register(register) => register.run(session),
            Self::Check(check) => check.run(session),
        }
    }
}

/// Systems that still have what was erased here: those that follow by themselves, and those that somebody must ask.
fn tell_targets(whose: &str, targets: &[String], say: &mut Speech) {
    let (followed, others): (Vec<String>, Vec<String>) =
        targets.iter().cloned().partition(|target| [LIVE, SERVICE].iter().any(|ledger| ledger.target == *target));
    if !others.is_empty() {
        say.warn(format!("{whose} données sont parties vers {} : faites-les y effacer.", list(&others)));
    }
    for target in followed {
        let told =
            format!("{whose} données sont aussi dans {target}, qui les efface à la prochaine synchronisation : ");
        say.warn(told.call(sync::follow(&target)));
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Administrator => {
                Self::refused("le compte administrateur n’appartient à personne : il n’y a rien à effacer.")
            }
            Refusal::Remains(n) => Self::refused(format!(
                "{}, mais la base relue contient encore un identifiant ou un numéro de l’une d’elles.",
                count(n, "personne effacée", "personnes effacées")
            )),
            Refusal::Memory(path) => Self::new(
                exit::DATA,
                format!("« {} » n’est plus une liste d’effacements : des personnes effacées reviendraient.", path.display()),
            )
            .hint("remettez celle d’une sauvegarde, ou retirez ce fichier si vous l’acceptez."),
            Refusal::Form(ends) => {
                Self::new(exit::USAGE, format!("le nom du fichier dit sa forme : il se termine par l’un de {ends}."))
            }
            Refusal::TooMany(many, of) => Self::refused(format!(
                "{} sur {of} à effacer, plus de 10 % : la nuit attend que quelqu’un confirme (une horloge ou un réglage faux en effacerait autant).",
                count(many, "personne", "personnes")
            ))
            .hint(rgpd::purge_trial())
            .hint(rgpd::purge()),
        }
    }
}
