//! The letter of a ticket: sent where mail is set, otherwise a file that a mail program opens.

use std::path::{Path, PathBuf};

use super::Refusal;
use crate::domain::account::Status;
use crate::domain::setting::{Key, Settings};
use crate::french::count;
use crate::store::{KeptFile, Store, Ticket};
use crate::targets::mail::{self as post, Attached, Letter, Undelivered};
use crate::work::mail::{self, PostOffice};
use crate::work::{Error, Result, base};
use crate::world::World;

/// The category in brackets, the subject, the code of the school.
fn subject(ticket: &Ticket, settings: &Settings) -> String {
    let uai = settings.value(Key::Uai).unwrap_or_default();
    format!("[{}] {} ({uai})", ticket.category.label(), ticket.subject)
}

/// The message, then who asks: what an assistance asks for first.
fn body(store: &Store, ticket: &Ticket, settings: &Settings) -> Result<String> {
    let active = store.accounts()?.iter().filter(|account| account.status != Status::Inactive).count();
    let mut body = format!("{}\n\n-- \n", ticket.message.trim_end());
    for key in [Key::Name, Key::Uai, Key::Town, Key::Phone, Key::Email] {
        if let Some(value) = settings.value(key) {
            body.push_str(&value);
            body.push('\n');
        }
    }
    let active = count(active, "compte actif", "comptes actifs");
    body.push_str(&format!("{active}, cpro {}\n", env!("CARGO_PKG_VERSION")));
    Ok(body)
}

/// The address to which tickets go, where a way to send is set too.
pub fn addressee(settings: &Settings) -> Option<String> {
    let transport = settings.value(Key::MailTransport).filter(|transport| transport != "none");
    transport.and_then(|_| settings.value(Key::Assistance))
}

/// Sends the letter of a ticket, once, and notes that it left. Gives the folder that holds it, where it goes to one.
pub fn send(world: &mut World, store: &mut Store, ticket: &Ticket, to: &str) -> Result<Option<PathBuf>> {
    let settings = store.settings()?;
    let office = PostOffice::open(world, &settings)?;
    let (subject, body) = (subject(ticket, &settings), body(store, ticket, &settings)?);
    office.send(world, to, &subject, &body, files(store, ticket)?)?.map_err(|why| undelivered(to, why))?;
    store
        .transact(base::stamp(world), |tx| tx.ticket_sent(ticket.id))
        .map_err(|why| Error::SentNotNoted(ticket.id, Box::new(Error::from(why))))?;
    Ok(office.folder().map(PathBuf::from))
}

fn undelivered(to: &str, why: Undelivered) -> mail::Refusal {
    mail::Refusal::Undelivered(to.to_owned(), why)
}

/// What goes with the letter of a ticket; read from the base as the letter is written.
fn files<'a>(store: &'a Store, ticket: &Ticket) -> Result<Vec<Attached<'a>>> {
    let attached = |file: KeptFile<'a>| Attached { name: file.name, bytes: file.bytes, content: file.content };
    Ok(store.ticket_files(ticket.id)?.into_iter().map(attached).collect())
}

/// Writes the letter of a ticket as a draft.
pub fn draft(world: &World, store: &Store, ticket: &Ticket, path: &Path, replace: bool) -> Result<()> {
    let settings = store.settings()?;
    let name = settings.value(Key::Name).unwrap_or_default();
    let from = settings.value(Key::MailFrom).ok_or(Refusal::NoSender)?;
    let to = settings.value(Key::Assistance).unwrap_or_default();
    let (subject, body) = (subject(ticket, &settings), body(store, ticket, &settings)?);
    let (attachments, at) = (files(store, ticket)?, world.now().timestamp());
    let letter = Letter { from: (&name, &from), to: &to, subject: &subject, body: &body, attachments, at };
    let written = mail::put(world, path, replace, |out| post::draft(letter, out))?;
    Ok(written.map_err(|why| undelivered(&to, why))?)
}
