//! `cpro slips list`, `export`, `void`, `purge`: the documents already made (« Accéder aux codes déjà générés »).

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::ToSpan;
use serde_json::{Value, json};

use super::super::{french, print};
use crate::cli::Context;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, day_of, size};
use crate::store::{Document, DocumentState, Entry, Record, Store};
use crate::terminal::Format;
use crate::terminal::table::Listing;

/// Liste les documents de papillons déjà générés
#[derive(Debug, Args)]
pub struct List {}

/// Rend un document déjà généré, à l’octet près
#[derive(Debug, Args)]
pub struct Export {
    /// Numéro du document (voir slips list)
    #[arg(value_name = "NUMÉRO", value_parser = french::number)]
    id: i64,
    /// Fichier PDF (- : sortie standard)
    #[arg(long, short, value_name = "FICHIER.pdf")]
    output: PathBuf,
    /// Remplace le fichier s’il existe ; rend aussi un document annulé
    #[arg(long, short)]
    force: bool,
}

/// Annule un document : ses papillons ne doivent plus être remis
#[derive(Debug, Args)]
pub struct Void {
    /// Numéro du document (voir slips list)
    #[arg(value_name = "NUMÉRO", value_parser = french::number)]
    id: i64,
}

/// Efface pour de bon le contenu des documents trop anciens ; leur ligne reste
#[derive(Debug, Args)]
pub struct Purge {
    /// Âge à partir duquel un document est effacé, en jours, par exemple 30d
    #[arg(long, value_name = "JOURS", default_value = "30d", value_parser = french::days)]
    older_than: u16,
    /// Montre ce qui serait effacé, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

impl List {
    pub fn run(self, context: &mut Context) -> Result {
        let documents = context.store()?.documents()?;
        if context.terminal.format == Format::Json {
            print::json(context, &Value::Array(documents.iter().map(object).collect()))?;
            return Ok(exit::DONE);
        }
        if documents.is_empty() && context.terminal.format == Format::Table {
            context.ui().answer("Aucun document.")?;
            context.ui().hint("cpro slips generate -o papillons.pdf")?;
            return Ok(exit::DONE);
        }
        let mut listing = Listing::new(["N°", "Document", "Taille", "Type", "Pages", "Papillons", "Le", "État"]);
        for document in &documents {
            listing.row([
                document.id.to_string(),
                document.name.clone(),
                size(document.bytes),
                kind(document).to_owned(),
                document.pages.to_string(),
                document.slips.to_string(),
                day_of(&document.created_at),
                state(document),
            ]);
        }
        print::listing(context, &listing.unbroken([0, 2, 3, 4, 5]))?;
        Ok(exit::DONE)
    }
}

/// What a document is worth, for the machine contract.
fn status(document: &Document) -> &'static str {
    match document.state {
        DocumentState::Void => "void",
        DocumentState::Purged => "purged",
        DocumentState::Valid if document.superseded > 0 => "partly_superseded",
        DocumentState::Valid => "valid",
    }
}

fn object(document: &Document) -> Value {
    json!({
        "id": document.id,
        "created_at": document.created_at,
        "kind": "slips",
        "name": document.name,
        "per_page": document.per_page,
        "slips": document.slips,
        "pages": document.pages,
        "bytes": document.bytes,
        "type": document.media,
        "status": status(document),
        "superseded": document.superseded,
    })
}

fn kind(document: &Document) -> &'static str {
    if document.media == "application/pdf" { "PDF" } else { "autre" }
}

fn state(document: &Document) -> String {
    match (document.state, document.superseded) {
        (DocumentState::Void, _) => "annulé".to_owned(),
        (DocumentState::Purged, _) => "effacé".to_owned(),
        (DocumentState::Valid, 0) => "valable".to_owned(),
        (DocumentState::Valid, n) if n == document.slips => "dépassé".to_owned(),
        (DocumentState::Valid, n) => format!("dépassé pour {n} sur {}", document.slips),
    }
}

fn find(store: &Store, id: i64) -> Result<Document> {
    store.document(id)?.ok_or_else(|| Error::refused(format!("le document {id} n’existe pas.")).hint("cpro slips list"))
}

impl Export {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let document = find(&store, self.id)?;
        let Some(content) = store.document_content(self.id)? else {
            return Err(Error::refused(format!("le contenu du document {} a été effacé.", self.id))
                .hint("cpro slips generate -o papillons.pdf"));
        };
        if document.state == DocumentState::Void && !self.force {
            return Err(Error::refused(format!("le document {} est annulé.", self.id))
                .hint("ajoutez --force pour le rendre quand même."));
        }
        let staged = if self.output == Path::new("-") {
            None
        } else {
            Some(context.stage(&self.output, &content, self.force)?)
        };
        let entry = Entry::new("slips.export", Record::Document, self.id, "document rendu");
        store.transact(context.stamp(), |tx| tx.log(&entry))?;
        match staged {
            Some(staged) => staged.publish()?,
            None => return Ok(context.ui().answer_bytes(&content).map(|()| exit::DONE)?),
        }
        context.ui().tell(&format!(
            "{}\u{a0}: document {}, {}.",
            self.output.display(),
            self.id,
            size(content.len())
        ))?;
        if document.superseded > 0 {
            context.ui().warn(&format!(
                "{} un mot de passe changé depuis\u{a0}: à ne pas remettre.",
                count(document.superseded, "papillon montre", "papillons montrent")
            ))?;
        }
        print::report(
            context,
            || json!({ "schema": 1, "document": object(&document), "path": self.output.display().to_string() }),
        )?;
        Ok(exit::DONE)
    }
}

impl Void {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let document = find(&store, self.id)?;
        if document.state != DocumentState::Valid {
            return Err(Error::refused(format!("le document {} est déjà {}.", self.id, state(&document))));
        }
        store.transact(context.stamp(), |tx| {
            tx.void_document(self.id)?;
            tx.log(&Entry::new("slips.void", Record::Document, self.id, "document annulé"))
        })?;
        context.ui().tell(&format!("Document {} annulé.", self.id))?;
        let live = document.slips - document.superseded;
        if live > 0 {
            context.ui().warn(&format!(
                "{} de ce document servent encore\u{a0}: si un papillon s’est perdu, réinitialisez le compte (cpro accounts reset).",
                count(live, "mot de passe", "mots de passe")
            ))?;
        }
        print::report(context, || json!({ "schema": 1, "voided": self.id, "live": live }))?;
        Ok(exit::DONE)
    }
}

/// Erases the slips of documents made before `day`, under the name of the `action` that does it. Returns their numbers.
pub fn erase(context: &Context, store: &mut Store, day: &str, action: &str) -> Result<Vec<i64>> {
    context.check_interrupt()?;
    store.transact(context.stamp(), |tx| {
        let purged = tx.purge_documents(day)?;
        for document in &purged {
            tx.log(&Entry::new(action, Record::Document, *document, "papillons effacés"))?;
        }
        Ok(purged)
    })
}

impl Purge {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        // « Older than no day » is everything, today’s included.
        let age = if self.older_than == 0 { -1 } else { i64::from(self.older_than) };
        let day = context.today().saturating_sub(age.days()).to_string();
        let due: Vec<Document> = store
            .documents()?
            .into_iter()
            .filter(|document| document.state != DocumentState::Purged && document.created_at[..10] < *day)
            .collect();
        let purged = if self.dry_run || due.is_empty() {
            due.iter().map(|document| document.id).collect()
        } else {
            let n = count(due.len(), "document", "documents");
            context.confirm_or_try(
                &format!("Effacer pour de bon le contenu de {n}\u{a0}?"),
                &format!("le contenu de {n} serait effacé pour de bon\u{a0}: il faut une confirmation."),
            )?;
            erase(context, &mut store, &day, "slips.purge")?
        };
        let n = count(purged.len(), "document", "documents");
        let verb = agree(purged.len(), "effacé", "effacés");
        let told = match (purged.len(), self.dry_run) {
            (0, _) => "Aucun document à effacer.".to_owned(),
            (some, true) => {
                format!("{n} {} {verb} (simulation\u{a0}: rien n’a été modifié).", agree(some, "sera", "seront"))
            }
            (_, false) => format!("{n} {verb}."),
        };
        context.ui().tell(&told)?;
        print::report(context, || json!({ "schema": 1, "dry_run": self.dry_run, "purged": purged }))?;
        Ok(exit::DONE)
    }
}
