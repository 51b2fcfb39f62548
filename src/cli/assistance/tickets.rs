//! `cpro assistance tickets`: questions for the service, kept here and sent by mail.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::cli::french;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::name;
use crate::error::{Error, Result, exit};
use crate::french::{day_of, instant, size};
use crate::store::{Store, Ticket};
use crate::terminal::Format;
use crate::terminal::safe;
use crate::terminal::table::Listing;
use crate::terminal::wrap::wrap;

mod letter;
mod new;

/// Longest answer noted, in characters.
const LONGEST: usize = 2_000;

/// Tickets : vos questions à l’assistance du service
#[derive(Debug, Subcommand)]
pub enum Tickets {
    New(new::New),
    List(List),
    Show(Show),
    Send(Send),
    Close(Close),
}

/// Liste des tickets, avec leur état
#[derive(Debug, Args)]
pub struct List {
    /// Seulement ceux qui sont ouverts
    #[arg(long)]
    open: bool,
}

/// Montre un ticket en entier ; écrit de nouveau son message
#[derive(Debug, Args)]
pub struct Show {
    /// Numéro du ticket
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
    /// Écrit le message et ses pièces dans un fichier .eml, que les logiciels de courrier ouvrent
    #[arg(long, value_name = "FICHIER.eml")]
    eml: Option<PathBuf>,
    /// Remplace le fichier s’il existe
    #[arg(long, short, requires = "eml")]
    force: bool,
}

/// Envoie un ticket qui ne l’a pas encore été, une fois le courrier réglé
#[derive(Debug, Args)]
pub struct Send {
    /// Numéro du ticket
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
}

/// Ferme un ticket
#[derive(Debug, Args)]
pub struct Close {
    /// Numéro du ticket
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
    /// Ce qui a été répondu, en quelques mots
    #[arg(long, value_name = "TEXTE", default_value = "")]
    answer: String,
}

impl Tickets {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::New(new) => new.run(context),
            Self::List(list) => list.run(context),
            Self::Show(show) => show.run(context),
            Self::Send(send) => send.run(context),
            Self::Close(close) => close.run(context),
        }
    }
}

fn find(store: &Store, number: i64) -> Result<Ticket> {
    store.ticket(number)?.ok_or_else(|| {
        Error::refused(format!("il n’y a pas de ticket n° {number}.")).hint("cpro assistance tickets list")
    })
}

/// « ouvert, envoyé le 01/09/2026 ».
fn state(ticket: &Ticket) -> String {
    match (&ticket.closed_at, &ticket.sent_at) {
        (Some(at), _) => format!("fermé le {}", day_of(at)),
        (None, Some(at)) => format!("ouvert, envoyé le {}", day_of(at)),
        (None, None) => "ouvert, à envoyer".to_owned(),
    }
}

/// The word of the machine contract.
fn status(ticket: &Ticket) -> &'static str {
    match (&ticket.closed_at, &ticket.sent_at) {
        (Some(_), _) => "closed",
        (None, Some(_)) => "sent",
        (None, None) => "open",
    }
}

fn object(ticket: &Ticket) -> Value {
    let files: Vec<Value> = ticket.files.iter().map(|(name, bytes)| json!({ "name": name, "bytes": bytes })).collect();
    json!({
        "ticket": ticket.id,
        "at": ticket.at,
        "actor": ticket.actor,
        "category": ticket.category.as_str(),
        "subject": ticket.subject,
        "message": ticket.message,
        "attachments": files,
        "status": status(ticket),
        "sent_at": ticket.sent_at,
        "closed_at": ticket.closed_at,
        "answer": ticket.answer,
    })
}

impl List {
    fn run(self, context: &mut Context) -> Result {
        let mut tickets = context.store()?.tickets()?;
        tickets.retain(|ticket| !self.open || ticket.closed_at.is_none());
        if context.terminal.format == Format::Json {
            print::json(context, &Value::from(tickets.iter().map(object).collect::<Vec<_>>()))?;
            return Ok(exit::DONE);
        }
        if tickets.is_empty() && context.terminal.format == Format::Table {
            context.ui().answer("Aucun ticket.")?;
            context.ui().hint("cpro assistance tickets new")?;
            return Ok(exit::DONE);
        }
        let mut listing = Listing::new(["N°", "Le", "Catégorie", "Objet", "Pièces", "État"]).unbroken([0, 1, 4]);
        for ticket in &tickets {
            listing.row([
                ticket.id.to_string(),
                day_of(&ticket.at),
                ticket.category.label().to_owned(),
                ticket.subject.clone(),
                ticket.files.len().to_string(),
                state(ticket),
            ]);
        }
        context.ui().tell("Liste des tickets")?;
        print::listing(context, &listing)?;
        Ok(exit::DONE)
    }
}

impl Show {
    fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let ticket = find(&store, self.number)?;
        if let Some(path) = &self.eml {
            context.check_file(path)?;
            let bytes = letter::draft(context, &store, &ticket)?;
            context.write(path, &bytes, self.force)?;
        }
        if context.terminal.format == Format::Table {
            let page = wrap(&page(&ticket), context.terminal.width);
            context.ui().answer(&page)?;
        } else {
            print::report(context, || {
                let mut object = object(&ticket);
                object["schema"] = json!(1);
                object
            })?;
        }
        if let Some(path) = &self.eml {
            context.ui().status(&format!("Message écrit\u{a0}: {}", path.display()))?;
        }
        Ok(exit::DONE)
    }
}

fn page(ticket: &Ticket) -> String {
    let mut page = format!("Ticket n° {}\u{a0}: {}\n", ticket.id, safe(&ticket.subject));
    page.push_str(&format!("  Catégorie  {}\n", ticket.category.label()));
    page.push_str(&format!("  Ouvert     {}, par {}\n", instant(&ticket.at), safe(&ticket.actor)));
    page.push_str(&format!("  État       {}\n\n", state(ticket)));
    ticket.message.lines().for_each(|line| page.push_str(&format!("  {}\n", safe(line))));
    if !ticket.files.is_empty() {
        page.push_str("\nPièces jointes\n");
    }
    for (name, bytes) in &ticket.files {
        page.push_str(&format!("  {} ({})\n", safe(name), size(*bytes)));
    }
    if !ticket.answer.is_empty() {
        page.push_str(&format!("\nRéponse\n  {}\n", safe(&ticket.answer)));
    }
    page
}

impl Send {
    fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let ticket = find(&store, self.number)?;
        if let Some(at) = ticket.closed_at.as_ref().or(ticket.sent_at.as_ref()) {
            let what = if ticket.closed_at.is_some() { "est fermé depuis" } else { "est déjà parti" };
            let message = format!("le ticket n° {} {what} le {}\u{a0}: il ne s’envoie plus.", self.number, day_of(at));
            return Err(Error::refused(message).hint("pour une autre question\u{a0}: cpro assistance tickets new"));
        }
        let Some(to) = letter::addressee(&store.settings()?) else {
            return Err(Error::new(exit::SETTINGS, "l’envoi des tickets n’est pas réglé.")
                .hint("cpro settings set assistance.email ADRESSE")
                .hint("cpro settings set mail.transport smtp"));
        };
        letter::send(context, &mut store, &ticket, &to)?;
        context.ui().tell(&format!("Ticket n° {} envoyé.", self.number))?;
        print::report(context, || json!({ "schema": 1, "ticket": self.number, "status": "sent", "sent_to": to }))?;
        Ok(exit::DONE)
    }
}

impl Close {
    fn run(self, context: &mut Context) -> Result {
        let answer = name::tidy(&self.answer);
        if answer.chars().count() > LONGEST || answer.contains(name::is_forbidden) {
            let why = format!("{LONGEST} caractères au plus, sans caractère de contrôle");
            return Err(Error::new(exit::USAGE, format!("réponse refusée\u{a0}: {why}.")));
        }
        let mut store = context.store()?;
        find(&store, self.number)?;
        let closed = store.transact(context.stamp(), |tx| tx.close_ticket(self.number, &answer))?;
        let told = if closed { "fermé" } else { "déjà fermé" };
        context.ui().tell(&format!("Ticket n° {} {told}.", self.number))?;
        print::report(context, || json!({ "schema": 1, "ticket": self.number, "status": "closed" }))?;
        Ok(exit::DONE)
    }
}
