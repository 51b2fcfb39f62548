//! The right of access: everything that is known of somebody, for people and for machines; never the hash of a password.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;

use self::facts::{account_facts, durations, known_of, tickets, transfers};
use self::law::{LAW, Law, letter};
use super::{Refusal, dressed, due, subject, written};
use crate::domain::instant::Instant;
use crate::domain::report::{Report, Section};
use crate::domain::setting::{Key, Settings};
use crate::french::{day, instant};
use crate::paper::report::pdf;
use crate::store::{Batch, Entry, Record, Store, Subject};
use crate::targets::report as files;
use crate::work::import::history::word;
use crate::work::{Error, Result, UseCase, base, users};
use crate::world::World;

pub mod facts;
mod law;
mod past;

/// Most lines of the journal that are given.
const LINES: u32 = 10_000;

/// Who asks, and where the answer goes.
#[derive(Debug, Clone)]
pub struct Access {
    /// A login, an INE, or a name that one person bears.
    pub whom: String,
    /// `.json`, `.pdf`, or `.zip` for both and the letter.
    pub output: PathBuf,
    pub replace: bool,
}

/// The answer, before it is written.
pub struct Plan {
    pub subject: Subject,
    facts: Facts,
    output: PathBuf,
    replace: bool,
    form: Form,
    made_at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Pdf,
    Zip,
}

/// What was given.
#[derive(Debug, Serialize)]
pub struct Given {
    pub dry_run: bool,
    pub uai: Option<String>,
    pub path: String,
    pub documents: usize,
    pub batches: usize,
    pub journal: usize,
    pub tickets: usize,
    pub targets: Vec<String>,
}

/// Everything that is known of somebody.
#[derive(Debug, Clone, Serialize)]
struct Facts {
    schema: u8,
    establishment: String,
    uai: String,
    data_protection_officer: String,
    made_on: Date,
    identity: Vec<Fact>,
    account: Vec<Fact>,
    /// What the record and the account were before, as far as undo still knows.
    past: Vec<Line>,
    batches: Vec<Line>,
    documents: Vec<Line>,
    transfers: Vec<Line>,
    tickets: Vec<Line>,
    conflicts: usize,
    /// Resets that were asked for and are not made yet.
    requests: Vec<Line>,
    recipients: Vec<String>,
    /// Those of them that are schools.
    #[serde(skip)]
    schools: Vec<String>,
    /// Each time that the account may have left for one of them.
    exports: Vec<Line>,
    journal: Vec<Line>,
    /// The day on which everything is erased, for whoever left.
    kept_until: Option<Date>,
    kept: Vec<Fact>,
    #[serde(flatten)]
    law: Law,
}

/// Something known, and of what.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    label: String,
    value: String,
}

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    at: Instant,
    what: String,
}

impl UseCase for Access {
    type Plan = Plan;
    type Outcome = Given;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let form = Form::of(&self.output).ok_or(Refusal::Form("zip, json, pdf"))?;
        world.check_writable(&self.output, self.replace)?;
        let settings = store.settings()?;
        let known = users::find(store, &self.whom)?;
        let subject = subject(store, &known)?;
        let facts = Facts::gather(store, &settings, &subject, world.today())?;
        let made_at = world.now().timestamp().as_second();
        Ok(Plan { subject, facts, output: self.output, replace: self.replace, form, made_at })
    }

    fn foresee(plan: &Plan) -> Given {
        let facts = &plan.facts;
        Given {
            dry_run: true,
            uai: Some(facts.uai.clone()),
            path: plan.output.display().to_string(),
            documents: facts.documents.len(),
            batches: facts.batches.len(),
            journal: facts.journal.len(),
            tickets: facts.tickets.len(),
            targets: facts.recipients.clone(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Given> {
        let given = Given { dry_run: false, ..Self::foresee(&plan) };
        let staged = world.stage(&plan.output, &plan.bytes(world)?, plan.replace)?;
        let entry = Entry::new("rgpd.person", Record::Person, plan.subject.id.0, "données communiquées à la personne");
        store.transact(base::stamp(world), |tx| Ok::<_, Error>(tx.log(&entry)?))?;
        staged.publish()?;
        Ok(given)
    }
}

impl Form {
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_lowercase().as_str() {
            "json" => Some(Self::Json),
            "pdf" => Some(Self::Pdf),
            "zip" => Some(Self::Zip),
            _ => None,
        }
    }
}

impl Plan {
    fn bytes(&self, world: &World) -> Result<Vec<u8>> {
        let (json, report) = (files::json(&self.facts), self.facts.report(&self.subject));
        let paper =
            || Ok::<_, Error>(pdf(&report, &self.facts.establishment, self.made_at, &written(world, &report)?)?);
        match self.form {
            Form::Json => Ok(json),
            Form::Pdf => paper(),
            Form::Zip => Ok(files::zip(&[
                ("dossier.pdf", paper()?),
                ("dossier.json", json),
                ("courrier.odt", files::odt(&letter(&self.facts, &self.subject))),
            ])),
        }
    }
}

fn fact(label: &str, value: impl Into<String>) -> Option<Fact> {
    let value = value.into();
    (!value.is_empty()).then(|| Fact { label: label.to_owned(), value })
}

impl Facts {
    fn gather(store: &Store, settings: &Settings, subject: &Subject, today: Date) -> Result<Self> {
        let text = |key| settings.value(key).unwrap_or_default();
        let account = match &subject.account {
            Some((_, login)) => store.account(login)?,
            None => None,
        };
        let traces = store.traces_of(subject)?;
        let documents = match &subject.account {
            Some((id, _)) => store.documents_of(*id)?,
            None => Vec::new(),
        };
        let mut journal = store.journal_of(Record::Person, subject.id.0, LINES)?;
        if let Some((id, _)) = &subject.account {
            journal.extend(store.journal_of(Record::Account, id.0, LINES)?);
        }
        journal.sort_by_key(|line| line.id);
        let schools = facts::schools(store, &traces)?;
        let exports = facts::exports(store, &traces, account.as_ref())?;
        let requests = facts::requests(store, account.as_ref())?;
        let leaving = due(store, settings)?.into_iter().find(|(known, _)| known.id == subject.id);
        Ok(Self {
            schema: 1,
            establishment: text(Key::Name),
            uai: text(Key::Uai),
            data_protection_officer: text(Key::Dpo),
            made_on: today,
            identity: known_of(store, subject)?,
            account: account.map(|account| account_facts(&account)).unwrap_or_default(),
            past: past::lines(store.past_of(subject)?),
            batches: store.batches_of(subject)?.iter().map(Line::from).collect(),
            documents: documents.into_iter().map(facts::document).collect(),
            transfers: transfers(store, &traces.transfers)?,
            tickets: tickets(store, &traces.tickets)?,
            conflicts: traces.conflicts.len(),
            requests,
            recipients: [traces.targets, schools.clone()].concat(),
            schools,
            exports,
            journal: journal.iter().map(Line::from).collect(),
            kept_until: leaving.map(|(_, day)| day),
            kept: durations(settings),
            law: LAW,
        })
    }

    /// As the person reads it.
    fn report(&self, subject: &Subject) -> Report {
        let fields = |title: &str, facts: &[Fact]| {
            facts.iter().fold(Section::new(title), |section, fact| section.field(&fact.label, &fact.value))
        };
        let told = |line: &Line| format!("{} : {}", instant(&line.at), line.what);
        let lines = |title: &str, lines: &[Line], none: &str| Section::new(title).points(lines.iter().map(told), none);
        let account = match self.account.is_empty() {
            true => Section::new("Compte").paragraph("Aucun compte."),
            false => fields("Compte", &self.account),
        };
        let recipients = self.schools.iter().cloned().chain(self.exports.iter().map(told));
        let kept = match self.kept_until {
            Some(until) => format!("Départ enregistré : tout est effacé le {} au plus tard.", day(until)),
            None => "Tant que la personne est dans l’établissement, puis la durée dite ci-dessus.".to_owned(),
        };
        let sections = vec![
            fields("Identité", &self.identity),
            account,
            lines("Valeurs d’avant, gardées pour annuler un lot", &self.past, "Aucune n’est gardée."),
            lines("Fichiers et opérations d’où viennent ces données", &self.batches, "Aucun n’est gardé."),
            lines("Papillons imprimés", &self.documents, "Aucun n’est gardé."),
            lines("Transferts entre établissements", &self.transfers, "Aucun."),
            lines("Demandes d’assistance qui nomment la personne", &self.tickets, "Aucune."),
            lines("Réinitialisations demandées", &self.requests, "Aucune."),
            Section::new("Doutes d’un import, à décider ou décidés")
                .field("Nombre", if self.conflicts > 0 { self.conflicts.to_string() } else { "aucun".to_owned() }),
            Section::new("Destinataires")
                .paragraph("Le secrétariat et l’administrateur de l’établissement.")
                .points(recipients, "Aucun autre système n’a reçu ces données de cpro."),
            lines("Journal", &self.journal, "Aucune ligne n’est gardée."),
            LAW.purposes(),
            fields("Durées de conservation", &self.kept).paragraph(kept),
            LAW.rights(&self.data_protection_officer),
        ];
        let report = Report {
            title: "Données personnelles traitées par cpro".to_owned(),
            heading: vec![
                subject.person.full_name(),
                format!("{} {}", self.uai, self.establishment),
                format!("État au {}", day(self.made_on)),
            ],
            sections,
        };
        dressed(report)
    }
}

impl From<&Batch> for Line {
    fn from(batch: &Batch) -> Self {
        let source = if batch.source.is_empty() { String::new() } else { format!(" ({})", batch.source) };
        Self { at: batch.at.clone(), what: format!("lot {}, {}{source}", batch.id, word(batch)) }
    }
}

impl From<&Entry> for Line {
    fn from(entry: &Entry) -> Self {
        Self { at: entry.at.clone(), what: format!("{} ({})", entry.result, entry.action) }
    }
}
