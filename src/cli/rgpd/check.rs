//! `cpro rgpd check`: the settings, held against the rules.

use clap::Args;
use serde::Serialize;

use crate::advice::{self, Sentence, settings};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::error::{Result, exit};
use crate::french::count;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::base;
use crate::work::rgpd::check::{Asked, Rule, check};

/// Compare les réglages aux règles : mots de passe (CNIL 2022-100, ASVS), durées, sauvegardes, registre
///
/// Rend le code 1 si une règle n’est pas tenue, avec la commande qui y remédie.
#[derive(Debug, Args)]
pub struct Check {}

#[derive(Serialize)]
#[serde(transparent)]
struct Rules(Vec<Rule>);

impl Check {
    pub fn run(self, session: &mut Session) -> Result {
        let store = base::open(&session.world)?;
        let rules = Rules(check(&session.world, &store)?);
        answer(session, &rules)?;
        Ok(if rules.0.iter().all(|rule| rule.held) { exit::DONE } else { exit::REFUSED })
    }
}

impl Answer for Rules {
    const REPORTS: bool = false;

    fn page(&self, say: &mut Speech) {
        for rule in &self.0 {
            let mark = if rule.held { "✔" } else { "✘" };
            say.answer(format!("{mark} {} ({})", words(rule.rule), rule.source));
            if let Some(remedy) = remedy(rule).filter(|_| !rule.held) {
                say.answer(remedy.indented(4));
            }
        }
        let lacking = self.0.iter().filter(|rule| !rule.held).count();
        say.status(match lacking {
            0 => "Toutes les règles sont tenues.".to_owned(),
            n => format!("{}.", count(n, "règle n’est pas tenue", "règles ne sont pas tenues")),
        });
    }

    fn sheet(&self) -> Option<Listing> {
        let rows = self.0.iter().map(|rule| {
            let held = if rule.held { "oui" } else { "non" };
            let remedy = remedy(rule).filter(|_| !rule.held).map(|remedy| remedy.to_string()).unwrap_or_default();
            [words(rule.rule), rule.source.to_owned(), held.to_owned(), remedy]
        });
        Some(Listing::new(["Règle", "Source", "Tenue", "Remède"]).with_rows(rows))
    }
}

fn remedy(rule: &Rule) -> Option<Sentence> {
    match rule.rule {
        Asked::Night => Some(advice::nightly().into()),
        Asked::Backups if rule.remedy.is_none() => Some(advice::backup::save_now().into()),
        Asked::Private => Some(advice::doctor().into()),
        _ => rule.remedy.as_ref().map(|(key, value)| settings::set(key, value).into()),
    }
}

fn words(asked: Asked) -> String {
    match asked {
        Asked::SlowHash => "mots de passe gardés en empreinte lente et salée (Argon2id)",
        Asked::Strength => "mots de passe personnels assez longs, essais limités",
        Asked::Common => "mots de passe courants refusés",
        Asked::OwnChoice => "l’ancien est demandé, et personne ne choisit pour un autre",
        Asked::FirstChange => "le premier mot de passe doit être changé",
        Asked::RandomFirst(profile) => return format!("premier mot de passe tiré au hasard : {}", profile.label()),
        Asked::ShortLife => "premier mot de passe valable 30 jours au plus",
        Asked::MailEncrypted => "courriels par une liaison chiffrée, ou pas du tout",
        Asked::Private => "base lisible par son propriétaire seul, sur un disque de la machine",
        Asked::Backups => "sauvegardes chaque nuit",
        Asked::BackupsShut => "sauvegardes chiffrées",
        Asked::Departed => "personnes parties effacées en trois mois",
        Asked::Journal => "journal gardé de six mois à un an",
        Asked::Slips => "papillons gardés pas plus longtemps que leur mot de passe",
        Asked::Night => "travail de nuit fait depuis deux jours",
        Asked::Dpo => "délégué à la protection des données nommé",
        Asked::Register => "référence au registre des traitements",
    }
    .to_owned()
}
