//! The register of processing (article 30): filled from the base, counts and no names; and what changed since the last version.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::person::facts::KEPT;
use super::{Refusal, dressed, written};
use crate::domain::profile::Profile;
use crate::domain::report::{Block, Report, Section};
use crate::domain::setting::{Key, Settings};
use crate::french::{count, day, instant, list};
use crate::paper::report::pdf;
use crate::store::{Direction, Entry, ExportRun, Record, Store};
use crate::targets::report as files;
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Systems of companies outside the European Union.
pub const ABROAD: [(&str, &str); 3] =
    [("google", "Google (États-Unis)"), ("sds", "Microsoft (États-Unis)"), ("apple", "Apple (États-Unis)")];

/// The part that counts people: how many there are changes every day.
const WHOM: &str = "Catégories de personnes";

/// Where the register goes.
#[derive(Debug, Clone)]
pub struct Register {
    /// `.odt`, `.pdf`, `.csv` or `.md`.
    pub output: PathBuf,
    pub replace: bool,
}

/// A version that will be written.
pub struct Plan {
    report: Report,
    text: String,
    output: PathBuf,
    replace: bool,
    author: String,
    made_at: i64,
    uai: Option<String>,
    changes: Option<Changes>,
    people: usize,
    recipients: usize,
}

/// What changed since the last version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// When the last version was made.
    pub since: String,
    pub added: Vec<String>,
    pub removed: Vec<String>,
}

/// A version that was written.
#[derive(Debug, Serialize)]
pub struct Registered {
    pub dry_run: bool,
    pub uai: Option<String>,
    pub path: String,
    pub people: usize,
    pub recipients: usize,
    pub changes: Option<Changes>,
}

impl UseCase for Register {
    type Plan = Plan;
    type Outcome = Registered;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        if form(&self.output).is_none() {
            return Err(Refusal::Form("odt, pdf, csv, md").into());
        }
        world.check_writable(&self.output, self.replace)?;
        let (people, exports) = (store.people()?, store.last_exports()?);
        let held: Vec<Profile> = people.iter().map(|known| known.person.profile).collect();
        let mut sections = sheet(world, &settings, &held, &exports, store)?;
        let text = sections.iter().flat_map(lines).collect::<Vec<_>>().join("\n");
        let changes = store.last_register()?.map(|(at, last)| Changes::new(instant(&at), &last, &text));
        sections.extend(changes.as_ref().map(Changes::section));
        let name = settings.value(Key::Name).unwrap_or_default();
        let heading = vec![
            format!("{} {name}", settings.value(Key::Uai).unwrap_or_default()),
            format!("Mise à jour du {}", day(world.today())),
        ];
        let title = "Registre des activités de traitement : comptes d’accès aux services numériques".to_owned();
        Ok(Plan {
            report: dressed(Report { title, heading, sections }),
            text,
            output: self.output,
            replace: self.replace,
            author: name,
            made_at: world.now().timestamp().as_second(),
            uai: base::uai(&settings),
            changes,
            people: held.len(),
            recipients: exports.len(),
        })
    }

    fn foresee(plan: &Plan) -> Registered {
        Registered {
            dry_run: true,
            uai: plan.uai.clone(),
            path: plan.output.display().to_string(),
            people: plan.people,
            recipients: plan.recipients,
            changes: plan.changes.clone(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Registered> {
        let registered = Registered { dry_run: false, ..Self::foresee(&plan) };
        let bytes = match form(&plan.output).unwrap_or_default() {
            "odt" => files::odt(&plan.report),
            "pdf" => pdf(&plan.report, &plan.author, plan.made_at, &written(world, &plan.report)?)?,
            "csv" => files::csv(&plan.report),
            _ => files::markdown(&plan.report).into_bytes(),
        };
        let staged = world.stage(&plan.output, &bytes, plan.replace)?;
        store.transact(base::stamp(world), |tx| {
            tx.keep_register(&plan.text)?;
            tx.log(&Entry::new("rgpd.register", Record::None, 0, "registre écrit"))?;
            Ok::<_, Error>(())
        })?;
        staged.publish()?;
        Ok(registered)
    }
}

/// What a name of a file asks for.
fn form(path: &Path) -> Option<&'static str> {
    let end = path.extension()?.to_string_lossy().to_lowercase();
    ["odt", "pdf", "csv", "md"].into_iter().find(|known| *known == end)
}

/// What a part says, a line each; its numbers of people change every day and are no change.
fn lines(section: &Section) -> Vec<String> {
    let line = |block: &Block| match block {
        Block::Field(label, _) if section.title == WHOM => format!("{} : {label}", section.title),
        Block::Field(label, value) => format!("{} / {label} : {value}", section.title),
        Block::Paragraph(words) | Block::Point(words) => format!("{} : {words}", section.title),
    };
    section.blocks.iter().map(line).collect()
}

impl Changes {
    fn new(since: String, last: &str, now: &str) -> Self {
        let lacks = |of: &str, from: &str| {
            let known: Vec<&str> = from.lines().collect();
            of.lines().filter(|line| !known.contains(line)).map(str::to_owned).collect()
        };
        Self { since, added: lacks(now, last), removed: lacks(last, now) }
    }

    fn section(&self) -> Section {
        let added = self.added.iter().map(|line| format!("Ajouté : {line}"));
        let removed = self.removed.iter().map(|line| format!("Retiré : {line}"));
        Section::new(&format!("Ce qui a changé depuis la version du {}", self.since))
            .points(added.chain(removed), "Rien n’a changé.")
    }
}

/// The sheet of the activity, part by part.
fn sheet(
    world: &World,
    settings: &Settings,
    people: &[Profile],
    exports: &[ExportRun],
    store: &Store,
) -> Result<Vec<Section>> {
    let text = |key| settings.value(key).unwrap_or_default();
    let or_missing = |key| settings.value(key).unwrap_or_else(|| "à compléter".to_owned());
    let of = |profile: Profile| people.iter().filter(|known| **known == profile).count();
    let days = |key| format!("{} jours", settings.number(key));
    let who = Section::new("Responsable du traitement")
        .field("Organisme", format!("{} ({})", text(Key::Name), text(Key::Uai)))
        .field("Adresse", [0, 1, 2, 3].map(|n| text(Key::Address(n))).join(" ").trim())
        .field("Représentant", or_missing(Key::HeadName))
        .field("Courriel", text(Key::Email))
        .field("Délégué à la protection des données", or_missing(Key::Dpo))
        .field("Référence au registre", or_missing(Key::Register))
        .field("Logiciel", "cpro, sur une machine de l’établissement");
    let why = Section::new("Finalités")
        .point("Créer et fermer les comptes d’accès aux services numériques des élèves, des candidats et des personnels.")
        .point("Remettre les mots de passe initiaux sur papier, réinitialiser, aider ceux qui ne peuvent pas se connecter.")
        .point("Ouvrir les services numériques de l’établissement avec ce compte.")
        .field("Base légale", "mission d’intérêt public (article 6.1.e)");
    let profiles = [Profile::Student, Profile::Teacher, Profile::Staff, Profile::Head, Profile::Inspector];
    let whom = profiles.into_iter().filter(|profile| of(*profile) > 0).fold(Section::new(WHOM), |section, profile| {
        section.field(profile.label(), count(of(profile), "personne", "personnes"))
    });
    let family = match settings.value(Key::LetterAddresses).as_deref() {
        Some(Key::KEPT) => "nom et adresse du premier responsable, pour les courriers, tant que la fiche existe",
        _ => "adresses lues pour un courrier : sur le document gardé, aussi longtemps que les autres papillons",
    };
    let what = Section::new("Catégories de données")
        .field("État civil", "nom de famille, nom d’usage, prénom, civilité, date de naissance")
        .field("Scolarité", "INE, numéro interne, formation, division, groupes, examen, état d’inscription")
        .field("Famille", family)
        .field("Vie professionnelle", "discipline, courriel professionnel")
        .field(
            "Connexion",
            "identifiant, empreinte Argon2id du mot de passe, états et dates, essais manqués de la journée, journal",
        )
        .field("Assistance", "textes et pièces jointes des tickets, raisons des demandes de réinitialisation")
        .field("Personnes effacées", "empreinte à clé de l’identifiant, de l’INE et de l’identité, sans nom")
        .field("Données sensibles", "aucune ; pas de numéro de sécurité sociale");
    let departed = format!("le temps de la présence, puis {}", days(Key::DepartedDays));
    let long = Section::new("Durées de conservation").field("Fiche et compte", departed);
    let long = KEPT.into_iter().fold(long, |section, (label, key)| section.field(label, days(key)));
    let long = long
        .field("Tickets ouverts", "jusqu’à leur fermeture")
        .field("Empreintes des personnes effacées", "tant que la base existe");
    let given = exports.iter().map(|run| {
        let passwords = if run.passwords > 0 { ", avec des mots de passe ou leur empreinte" } else { "" };
        format!("système « {} »{passwords}", run.target)
    });
    let mut to = Section::new("Destinataires").point("Secrétariat et administrateur de l’établissement.");
    let sent = store.transfers()?.into_iter().filter(|one| one.direction == Direction::Sent && !one.cancelled);
    let mut schools: Vec<String> = sent.map(|transfer| transfer.uai).collect();
    schools.sort_unstable();
    schools.dedup();
    for uai in schools {
        to = to.point(format!("établissement {uai}, pour les élèves qui lui ont été transférés"));
    }
    if let (Some(address), false) = (settings.value(Key::Assistance), store.tickets()?.is_empty()) {
        to = to.point(format!("assistance du service ({address}), pour les tickets qui lui ont été envoyés"));
    }
    let to = to.points(given, "Aucun export n’a été fait.");
    let abroad = ABROAD.iter().filter(|(target, _)| exports.iter().any(|run| run.target == *target));
    let abroad: Vec<String> = abroad.map(|(_, company)| (*company).to_owned()).collect();
    let outside = Section::new("Transferts hors de l’Union européenne").points(abroad, "Aucun.");
    let online = exports.iter().any(|run| run.target == "scim");
    let outside = match online {
        true => outside.point("Service en ligne (SCIM) : à vérifier auprès de lui."),
        false => outside,
    };
    Ok(vec![who, why, whom, what, long, to, outside, measures(world, settings, store)?])
}

/// What protects the data, as it is set.
fn measures(world: &World, settings: &Settings, store: &Store) -> Result<Section> {
    let cost = world.cost_under(settings);
    let random = [Profile::Student, Profile::Teacher, Profile::Staff, Profile::Head]
        .into_iter()
        .filter(|profile| settings.value(Key::Password(*profile)).as_deref() != Some("random"))
        .map(|profile| profile.label().to_owned())
        .collect::<Vec<_>>();
    let first = match random.is_empty() {
        true => "tirés au hasard pour tous".to_owned(),
        false => format!("date de naissance pour : {} ; changés à la première connexion", list(&random)),
    };
    let shut = if settings.value(Key::BackupRecipient).is_some() { "chiffrées" } else { "non chiffrées" };
    let backups = match settings.value(Key::BackupFolder) {
        Some(_) => format!("dans un dossier réglé, relues, {shut}"),
        None => "aucune".to_owned(),
    };
    let mail = match settings.value(Key::MailTransport).as_deref() {
        Some("smtp") => "liaison chiffrée obligatoire",
        Some("none" | "folder") | None => "aucun courriel",
        Some(_) => "remis au serveur de la machine",
    };
    let nights = match store.last_run("nightly")? {
        Some(at) => format!("effacements automatiques chaque nuit, la dernière le {}", instant(&at)),
        None => "effacements automatiques prévus chaque nuit, qui n’a jamais tourné".to_owned(),
    };
    Ok(Section::new("Mesures de sécurité")
        .field(
            "Mots de passe",
            format!(
                "empreinte Argon2id ({cost}) ; en clair sur les seuls papillons gardés, {} jours au plus",
                settings.number(Key::DocumentDays)
            ),
        )
        .field("Premiers mots de passe", format!("{first} ; valables {} jours", settings.number(Key::PasswordDays)))
        .field("Connexion", "cinq essais, puis une attente qui double ; mots de passe courants refusés")
        .field("Accès aux fichiers", "base, exports et papillons lisibles par leur propriétaire seul")
        .field("Traçabilité", "journal chaîné, sans nom ni mot de passe, dont toute altération se voit")
        .field("Effacement", format!("réécriture du fichier ; {nights}"))
        .field("Sauvegardes", backups)
        .field("Courriels", mail))
}
