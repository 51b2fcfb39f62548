//! The letter of a ticket: sent where mail is set, otherwise a file that a mail program opens.

use crate::cli::old::Context;
use crate::domain::account::Status;
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result, exit};
use crate::french::count;
use crate::store::{Store, Ticket};
use crate::targets::mail::{self as post, Letter, Undelivered};
use crate::work::mail::{PostOffice, Refusal};

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
    body.push_str(&format!(
        "{}, cpro {}\n",
        count(active, "compte actif", "comptes actifs"),
        env!("CARGO_PKG_VERSION")
    ));
    Ok(body)
}

/// The address to which tickets go, where a way to send is set too.
pub fn addressee(settings: &Settings) -> Option<String> {
    let transport = settings.value(Key::MailTransport).filter(|transport| transport != "none");
    transport.and_then(|_| settings.value(Key::Assistance))
}

/// Sends the letter of a ticket, once, and notes that it left.
pub fn send(context: &mut Context, store: &mut Store, ticket: &Ticket, to: &str) -> Result<()> {
    let settings = store.settings()?;
    let office = PostOffice::open(&mut context.world, &settings)?;
    let files = store.ticket_files(ticket.id)?;
    let (subject, body) = (subject(ticket, &settings), body(store, ticket, &settings)?);
    office.send(&context.world, to, &subject, &body, &files)?.map_err(|why| undelivered(to, why))?;
    store.transact(context.stamp(), |tx| tx.ticket_sent(ticket.id))?;
    if let Some(folder) = office.folder() {
        let folder = folder.display();
        return Ok(context.ui().warn(&format!(
            "mail.transport est folder\u{a0}: le message pour {to} est écrit dans {folder}, à transmettre."
        ))?);
    }
    Ok(context.ui().tell(&format!("Envoyé à {to}."))?)
}

fn undelivered(to: &str, why: Undelivered) -> Error {
    Refusal::Undelivered(to.to_owned(), why).into()
}

/// The letter of a ticket as a draft.
pub fn draft(context: &Context, store: &Store, ticket: &Ticket) -> Result<Vec<u8>> {
    let settings = store.settings()?;
    let name = settings.value(Key::Name).unwrap_or_default();
    let Some(from) = settings.value(Key::MailFrom) else {
        return Err(Error::new(exit::SETTINGS, "l’adresse de l’établissement n’est pas réglée.")
            .hint("cpro settings set establishment.email ADRESSE"));
    };
    let to = settings.value(Key::Assistance).unwrap_or_default();
    let (subject, body) = (subject(ticket, &settings), body(store, ticket, &settings)?);
    let files = store.ticket_files(ticket.id)?;
    let at = context.now().timestamp();
    let letter = Letter { from: (&name, &from), to: &to, subject: &subject, body: &body, attachments: &files, at };
    post::draft(&letter).map_err(|why| undelivered(&to, why))
}
