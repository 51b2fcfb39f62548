//! `cpro doctor`: everything that can be wrong, and what to do about it.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::Session;
use super::driver::{Answer, Question, Trial, answer, confirm};
use super::errors::{clock, worry};
use crate::advice::{self, Quote, Sentence, accounts, backup, rgpd, settings, shell};
use crate::domain::setting::Key;
use crate::error::{Error, Result, exit};
use crate::french::{count, day, list, size, typography};
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::doctor::{Check, Contradiction, Doctor as Request, Finding, Ill, Remedy, remedies, repair};
use crate::world::{self, Worry};

/// Vérifie tout ce qui peut ne pas aller, et dit le remède
///
/// Droits, disque, place, horloge, base, journal, sauvegardes (la dernière est relue comme pour une reprise), travail de nuit,
/// courriels, annuaire, lettres des noms, réglages. Rend le code 1 si quelque chose demande quelqu’un. Rien n’est modifié,
/// sauf avec --repair, qui montre d’abord.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Appelle aussi le serveur de courriel, l’annuaire et le service réglés
    #[arg(long)]
    network: bool,
    /// Fait ce qui est sans risque : droits, fichiers oubliés, anciennes bases
    #[arg(long, conflicts_with = "report")]
    repair: bool,
    /// Écrit un rapport sans donnée personnelle, pour l’assistance
    #[arg(long, value_name = "FICHIER.txt")]
    report: Option<PathBuf>,
    /// Remplace le rapport s’il existe
    #[arg(long, short)]
    force: bool,
}

/// What was looked at, under the contract.
#[derive(Serialize)]
struct Looked {
    sound: bool,
    checks: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    check: Check,
    state: &'static str,
    detail: String,
    #[serde(skip)]
    remedies: Vec<Sentence>,
    /// What to type or to do.
    #[serde(rename = "remedy")]
    advice: Option<String>,
}

impl Doctor {
    pub fn run(self, session: &mut Session) -> Result {
        let found = Request { network: self.network }.look(&mut session.world)?;
        let remedies = remedies(&session.world, &found);
        let looked = Looked::new(found);
        if let Some(path) = &self.report {
            let text = looked.written();
            session.world.write_text(path, &text, self.force)?;
        }
        answer(session, &looked)?;
        if let Some(path) = &self.report {
            session.say(|say| say.status(format!("Rapport, sans donnée personnelle : {}", path.display())));
        }
        if !self.repair {
            return Ok(if looked.sound { exit::DONE } else { exit::REFUSED });
        }
        mend(session, &remedies)?;
        let again = Looked::new(Request { network: self.network }.look(&mut session.world)?);
        session.say(|say| say.status(format!("Après la réparation : {}", again.summary())));
        Ok(if again.sound { exit::DONE } else { exit::REFUSED })
    }
}

/// Does what harms nobody, once it was seen.
fn mend(session: &mut Session, remedies: &[Remedy]) -> Result<()> {
    if remedies.is_empty() {
        session.say(|say| say.tell("Rien à réparer sans risque."));
        return Ok(());
    }
    session.say(|say| {
        for remedy in remedies {
            say.status(match remedy {
                Remedy::Private(path) => format!("À rendre privé : {}", path.display()),
                Remedy::Remove(path) => format!("À effacer : {}", path.display()),
            });
        }
    });
    let all = count(remedies.len(), "réparation sans risque", "réparations sans risque");
    let question = Question::new(format!("Faire {all} ?"), format!("{all} : il faut une confirmation."));
    confirm(session, &question, Trial::Never)?;
    let done = repair(&session.world, remedies);
    session.saved = done > 0;
    session.say(|say| say.tell(format!("{}.", count(done, "réparation faite", "réparations faites"))));
    Ok(())
}

impl Looked {
    fn new(found: Vec<(Check, Finding)>) -> Self {
        let row = |(check, finding): (Check, Finding)| {
            let (state, detail, remedies) = match finding {
                Finding::Good => ("good", String::new(), Vec::new()),
                Finding::Unknown => ("unknown", String::new(), Vec::new()),
                Finding::Bad(ill) => {
                    let (detail, remedies) = words(check, ill);
                    ("bad", detail, remedies)
                }
            };
            let all: Vec<String> = remedies.iter().map(ToString::to_string).collect();
            let advice = (!all.is_empty()).then(|| all.join(" ; "));
            Row { check, state, detail, remedies, advice }
        };
        let checks: Vec<Row> = found.into_iter().map(row).collect();
        Self { sound: checks.iter().all(|row| row.state != "bad"), checks }
    }

    fn summary(&self) -> String {
        match self.checks.iter().filter(|row| row.state == "bad").count() {
            0 => "Tout va bien.".to_owned(),
            n => format!("{} quelqu’un.", count(n, "point demande", "points demandent")),
        }
    }

    /// As somebody who helps reads it: neither names, nor paths, nor values.
    fn written(&self) -> String {
        let mut lines = vec![format!("cpro {} sur {}", env!("CARGO_PKG_VERSION"), world::system()), String::new()];
        lines.extend(self.checks.iter().map(|row| format!("{} {}", mark(row.state), label(row.check))));
        lines.iter().map(|line| typography(line)).collect::<Vec<_>>().join("\n") + "\n"
    }
}

fn mark(state: &str) -> &'static str {
    match state {
        "good" => "✔",
        "bad" => "✘",
        _ => "·",
    }
}

impl Answer for Looked {
    fn page(&self, say: &mut Speech) {
        for row in &self.checks {
            let detail = match row.state {
                "bad" => format!(" : {}", row.detail),
                "unknown" => " : non vérifié".to_owned(),
                _ => String::new(),
            };
            say.answer(format!("{} {}{detail}", mark(row.state), label(row.check)));
            row.remedies.iter().for_each(|remedy| say.answer(remedy.clone().indented(4)));
        }
        say.status(self.summary());
    }

    fn sheet(&self) -> Option<Listing> {
        let rows = self.checks.iter().map(|row| {
            [
                label(row.check).to_owned(),
                row.state.to_owned(),
                row.detail.clone(),
                row.advice.clone().unwrap_or_default(),
            ]
        });
        Some(Listing::new(["Vérification", "État", "Détail", "Remède"]).with_rows(rows))
    }
}

fn label(check: Check) -> &'static str {
    match check {
        Check::Base => "base",
        Check::Rights => "droits de la base",
        Check::Folder => "droits du dossier",
        Check::Owner => "propriétaire de la base",
        Check::Disk => "disque",
        Check::Room => "place libre",
        Check::Schema => "schéma de la base",
        Check::Pages => "pages et liens de la base",
        Check::Journal => "journal",
        Check::Clock => "horloge",
        Check::Leftovers => "fichiers oubliés",
        Check::Copies => "anciennes bases gardées à côté",
        Check::Backups => "dossier des sauvegardes",
        Check::LastBackup => "dernière sauvegarde",
        Check::Night => "travail de nuit",
        Check::Mail => "courriels",
        Check::Directory => "annuaire",
        Check::Service => "service SCIM",
        Check::Letters => "lettres des noms",
        Check::Settings => "réglages",
        Check::Retention => "effacement des personnes parties",
        Check::Erasures => "liste des effacements, à côté de la base",
    }
}

/// What is wrong, and what to do.
fn words(check: Check, ill: Ill) -> (String, Vec<Sentence>) {
    let (told, remedy) = match ill {
        Ill::Base(why) => return of_error(why.into()),
        Ill::Failed(why) => return of_error(why.into()),
        Ill::Settings(all) => {
            let told: Vec<&str> = all.iter().map(|one| contradiction(*one)).collect();
            return (told.join(" ; "), all.into_iter().map(settled).collect());
        }
        Ill::ReadOnly(path) => {
            (format!("« {} » n’accepte aucune écriture", path.display()), advice::made_writable(&path).into())
        }
        Ill::NoFolder(folder) => (
            format!("« {} » n’existe plus", folder.display()),
            format!("mkdir -m 700 {}", shell(&folder.display().to_string())).into(),
        ),
        Ill::OldTickets(n) => (
            count(n, "ticket ouvert depuis trop longtemps", "tickets ouverts depuis trop longtemps"),
            "fermez-les, ils s’effaceront : ".call(advice::assistance::open_tickets()),
        ),
        Ill::Unreadable(keys) => {
            let names: Vec<String> = keys.iter().map(|key| key.as_str().to_owned()).collect();
            (format!("illisible : {}", list(&names)), settings::unset(&names[0]).into())
        }
        Ill::Worry(Worry::OpenFolder(path)) => (
            "d’autres utilisateurs de la machine peuvent y entrer".to_owned(),
            advice::made_private(&path, true).into(),
        ),
        Ill::Worry(found) => (worry(&found), "sauvegardez, puis reprenez ailleurs : ".call(backup::save())),
        Ill::Owner(path, owner) => (
            format!("« {} » appartient à {owner}", path.display()),
            "lancez cpro sous ce compte, ou faites changer le propriétaire".into(),
        ),
        Ill::Room(free, needed) => (
            format!("{} libres, il en faut {}", size(free as usize), size(needed as usize)),
            "faites de la place : une sauvegarde ou une mise à jour pourrait échouer".into(),
        ),
        Ill::Journal(line) => (
            format!("modifié par un autre programme à la ligne {line}"),
            "comparez avec une sauvegarde : ".call(backup::restore_trial()),
        ),
        Ill::Clock(doubt) => (clock(&doubt), "remettez l’horloge à l’heure".into()),
        Ill::Leftovers(paths) => {
            (count(paths.len(), "fichier inachevé", "fichiers inachevés"), advice::doctor_repair().into())
        }
        Ill::Copies(paths) => (
            format!("{} : {}", count(paths.len(), "base trop ancienne", "bases trop anciennes"), shown(&paths)),
            advice::doctor_repair().into(),
        ),
        Ill::NoBackup => ("aucun".to_owned(), settings::set(Key::BackupFolder.as_str(), "DOSSIER").into()),
        Ill::BackupBeside(folder) => (
            format!("c’est celui de la base ({}) : un disque perdu emporte les deux", folder.display()),
            settings::set(Key::BackupFolder.as_str(), "DOSSIER").into(),
        ),
        Ill::BackupOpen(folder) => (
            "d’autres utilisateurs de la machine peuvent effacer ou remplacer les sauvegardes".to_owned(),
            advice::kept_from_others(&folder).into(),
        ),
        Ill::OpenCopies(paths) => (
            format!("d’autres peuvent lire {}", count(paths.len(), "sauvegarde", "sauvegardes")),
            advice::doctor_repair().into(),
        ),
        Ill::Late(since) => {
            let since =
                since.map_or_else(|| "jamais".to_owned(), |date| format!("le {} pour la dernière fois", day(date)));
            let remedy = if check == Check::Night {
                "chaque nuit, par le planificateur de la machine : ".call(advice::schedule::install())
            } else {
                backup::save_now().into()
            };
            (since, remedy)
        }
        Ill::BadCopy(path) => {
            (format!("« {} » ne pourrait pas être reprise", path.display()), backup::save_now().into())
        }
        Ill::Letters(names, letters) => (
            format!(
                "{} que les papillons ne savent pas écrire ({letters})",
                count(names, "nom a des lettres", "noms ont des lettres")
            ),
            "ils seront imprimés en lettres latines : vérifiez-les, ".call(accounts::list()),
        ),
        Ill::Erasures => (
            "absente ou incomplète : base perdue, une reprise ramènerait des personnes effacées".to_owned(),
            "la nuit la récrit : ".call(advice::nightly()),
        ),
        Ill::Retention(n) => (
            count(n, "personne aurait dû être effacée", "personnes auraient dû être effacées"),
            rgpd::purge_trial().into(),
        ),
    };
    (told, vec![remedy])
}

fn of_error(error: Error) -> (String, Vec<Sentence>) {
    let message = error.message.to_string();
    let remedies = if error.hints.is_empty() { vec![settings::show().into()] } else { error.hints };
    (message.trim_end_matches('.').to_owned(), remedies)
}

/// The setting that ends a contradiction.
fn settled(one: Contradiction) -> Sentence {
    match one {
        Contradiction::TransfersWithoutDpo => settings::set(Key::Dpo.as_str(), "NOM"),
        Contradiction::SlipsOutliveSecrets => settings::set(Key::DocumentDays.as_str(), "30"),
        Contradiction::UndoOutlivesPeople => settings::set(Key::UndoDays.as_str(), "90"),
        Contradiction::BackupsOutlivePeople => settings::set(Key::BackupDays.as_str(), "90"),
        Contradiction::MailWithoutSender => settings::set(Key::MailFrom.as_str(), "ADRESSE"),
    }
    .into()
}

fn shown(paths: &[PathBuf]) -> String {
    list(&paths.iter().map(|path| shell(&path.display().to_string())).collect::<Vec<_>>())
}

fn contradiction(one: Contradiction) -> &'static str {
    match one {
        Contradiction::TransfersWithoutDpo => {
            "les transferts sont activés sans délégué à la protection des données (dpo)"
        }
        Contradiction::SlipsOutliveSecrets => {
            "les papillons sont gardés plus longtemps que leur mot de passe (rgpd.documents, passwords.days)"
        }
        Contradiction::UndoOutlivesPeople => {
            "les traces d’annulation gardent les personnes plus longtemps qu’elles-mêmes (rgpd.undo, rgpd.departed)"
        }
        Contradiction::BackupsOutlivePeople => {
            "les sauvegardes gardent les personnes effacées plus de trois mois (rgpd.backups)"
        }
        Contradiction::MailWithoutSender => "les courriels n’ont pas d’expéditeur (mail.from)",
    }
}
