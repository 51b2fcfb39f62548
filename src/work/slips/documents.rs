//! The documents already made: listed, given back, voided, erased.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use serde::Serialize;

use super::Refusal;
use crate::domain::instant::Instant;
use crate::store::{Document, DocumentState, Entry, Record, Store};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// A document under the contract.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub id: i64,
    pub created_at: Instant,
    pub kind: &'static str,
    pub name: String,
    pub per_page: u8,
    pub slips: usize,
    pub pages: usize,
    pub bytes: usize,
    #[serde(rename = "type")]
    pub media: String,
    pub status: Worth,
    pub superseded: usize,
    pub handed: usize,
}

/// What a document is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    Valid,
    /// Some of its passwords were changed or reset since.
    PartlySuperseded,
    Void,
    Purged,
}

impl From<&Document> for Card {
    fn from(document: &Document) -> Self {
        let status = match document.state {
            DocumentState::Void => Worth::Void,
            DocumentState::Purged => Worth::Purged,
            DocumentState::Valid if document.superseded > 0 => Worth::PartlySuperseded,
            DocumentState::Valid => Worth::Valid,
        };
        Self {
            id: document.id,
            created_at: document.created_at.clone(),
            kind: "slips",
            name: document.name.clone(),
            per_page: document.per_page,
            slips: document.slips,
            pages: document.pages,
            bytes: document.bytes,
            media: document.media.clone(),
            status,
            superseded: document.superseded,
            handed: document.handed,
        }
    }
}

/// Every document, oldest first.
pub fn list(world: &World) -> Result<Vec<Card>> {
    Ok(base::open(world)?.documents()?.iter().map(Card::from).collect())
}

fn find(store: &Store, id: i64) -> Result<Document> {
    Ok(store.document(id)?.ok_or(Refusal::UnknownDocument(id))?)
}

/// A document to be given back, byte for byte.
#[derive(Debug, Clone)]
pub struct Export {
    pub id: i64,
    /// `-` for standard output.
    pub output: PathBuf,
    /// Replaces a file; gives a void document back too.
    pub force: bool,
}

/// A document that will be given back.
pub struct ExportPlan {
    document: Document,
    content: Vec<u8>,
    output: PathBuf,
    force: bool,
}

/// A document given back.
#[derive(Debug, Serialize)]
pub struct Exported {
    pub document: Card,
    pub path: String,
    /// The bytes, where they go to standard output.
    #[serde(skip)]
    pub to_stdout: Option<Vec<u8>>,
}

impl UseCase for Export {
    type Plan = ExportPlan;
    type Outcome = Exported;

    fn plan(self, world: &mut World, store: &Store) -> Result<ExportPlan> {
        let document = find(store, self.id)?;
        let content = store.document_content(self.id)?.ok_or(Refusal::Erased(self.id))?;
        if document.state == DocumentState::Void && !self.force {
            return Err(Refusal::Void(self.id).into());
        }
        if self.output != Path::new("-") {
            world.check_writable(&self.output, self.force)?;
        }
        Ok(ExportPlan { document, content, output: self.output, force: self.force })
    }

    fn foresee(plan: &ExportPlan) -> Exported {
        let to_stdout = (plan.output == Path::new("-")).then(|| plan.content.clone());
        Exported { document: Card::from(&plan.document), path: plan.output.display().to_string(), to_stdout }
    }

    fn carry_out(plan: ExportPlan, world: &mut World, store: &mut Store) -> Result<Exported> {
        let exported = Self::foresee(&plan);
        let staged = match exported.to_stdout {
            Some(_) => None,
            None => Some(world.stage(&plan.output, &plan.content, plan.force)?),
        };
        let entry = Entry::new("slips.export", Record::Document, plan.document.id, "document rendu");
        store.transact(base::stamp(world), |tx| tx.log(&entry))?;
        staged.map_or(Ok(()), crate::world::Staged::publish)?;
        Ok(exported)
    }
}

/// A document whose slips must not be handed out any more.
#[derive(Debug, Clone)]
pub struct Void {
    pub id: i64,
}

/// A document that was voided.
#[derive(Debug, Serialize)]
pub struct Voided {
    pub voided: i64,
    /// Slips whose passwords are good all the same.
    pub live: usize,
}

impl UseCase for Void {
    type Plan = Document;
    type Outcome = Voided;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Document> {
        let document = find(store, self.id)?;
        match document.state {
            DocumentState::Valid => Ok(document),
            _ => Err(Refusal::NotValid(self.id, Card::from(&document).status).into()),
        }
    }

    fn foresee(document: &Document) -> Voided {
        Voided { voided: document.id, live: document.slips - document.superseded }
    }

    fn carry_out(document: Document, world: &mut World, store: &mut Store) -> Result<Voided> {
        store.transact(base::stamp(world), |tx| {
            tx.void_document(document.id)?;
            tx.log(&Entry::new("slips.void", Record::Document, document.id, "document annulé"))?;
            Ok::<_, Error>(())
        })?;
        Ok(Self::foresee(&document))
    }
}

/// Documents whose content is old enough to be erased for good.
#[derive(Debug, Clone)]
pub struct Purge {
    /// In days; 0 for every document, today's included.
    pub older_than: u16,
}

/// Documents that will be erased.
pub struct PurgePlan {
    /// Those made before this day.
    before: String,
    due: Vec<i64>,
}

/// Documents that were erased.
#[derive(Debug, Serialize)]
pub struct Purged {
    pub dry_run: bool,
    pub purged: Vec<i64>,
}

impl UseCase for Purge {
    type Plan = PurgePlan;
    type Outcome = Purged;

    fn plan(self, world: &mut World, store: &Store) -> Result<PurgePlan> {
        let age = if self.older_than == 0 { -1 } else { i64::from(self.older_than) };
        let before = world.today().saturating_sub(age.days()).to_string();
        let documents = store.documents()?.into_iter();
        let due = documents
            .filter(|document| document.state != DocumentState::Purged && document.created_at[..10] < *before)
            .map(|document| document.id)
            .collect();
        Ok(PurgePlan { before, due })
    }

    fn foresee(plan: &PurgePlan) -> Purged {
        Purged { dry_run: true, purged: plan.due.clone() }
    }

    fn carry_out(plan: PurgePlan, world: &mut World, store: &mut Store) -> Result<Purged> {
        let purged = if plan.due.is_empty() { Vec::new() } else { erase(world, store, &plan.before, "slips.purge")? };
        Ok(Purged { dry_run: false, purged })
    }
}

/// Erases the slips of documents made before `day`, under the name of the `action` that does it. Returns their numbers.
pub fn erase(world: &World, store: &mut Store, day: &str, action: &str) -> Result<Vec<i64>> {
    world.check_interrupt()?;
    store.transact(base::stamp(world), |tx| {
        let purged = tx.purge_documents(day)?;
        for document in &purged {
            tx.log(&Entry::new(action, Record::Document, *document, "papillons effacés"))?;
        }
        Ok(purged)
    })
}
