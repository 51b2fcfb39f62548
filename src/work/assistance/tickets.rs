//! Tickets: questions for the service, kept here and sent by mail.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::domain::help::Category;
use crate::domain::instant::Instant;
use crate::domain::name;
use crate::store::{Reply, Store, Ticket};
use crate::work::{Result, UseCase, base};
use crate::world::World;

pub mod letter;
pub mod new;

/// Longest answer noted, in characters.
const LONGEST: usize = 2_000;

/// Why nothing became of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Unknown(i64),
    /// It left, or was closed, on that day: its number, whether it is closed, the instant.
    Over(i64, bool, Instant),
    /// There is no address, or no way, to send it.
    NotSet,
    /// The school has no address of its own.
    NoSender,
    /// An answer that cannot be kept, and how many characters one has at most.
    BadAnswer(usize),
}

/// Where a ticket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Open,
    Sent,
    Closed,
}

/// A ticket, whole.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    #[serde(rename = "ticket")]
    pub number: i64,
    pub at: Instant,
    pub actor: String,
    pub category: Category,
    pub subject: String,
    pub message: String,
    pub attachments: Vec<Attachment>,
    pub status: Status,
    pub sent_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub answer: String,
    /// The day by which the service answers: three working days, seventy-two hours, after the letter.
    pub due_on: Option<Date>,
    pub replies: Vec<Message>,
}

/// One message of the exchange.
#[derive(Debug, Clone, Serialize)]
pub struct Message {
    pub at: Instant,
    pub actor: String,
    pub from: Author,
    pub message: String,
}

/// Who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Author {
    School,
    Service,
}

impl From<Reply> for Message {
    fn from(reply: Reply) -> Self {
        let from = if reply.is_service { Author::Service } else { Author::School };
        Self { at: reply.at, actor: reply.actor, from, message: reply.message }
    }
}

/// A file that goes with a ticket; its size in bytes.
#[derive(Debug, Clone, Serialize)]
pub struct Attachment {
    pub name: String,
    pub bytes: usize,
}

impl From<Ticket> for Card {
    fn from(ticket: Ticket) -> Self {
        let status = match (&ticket.closed_at, &ticket.sent_at) {
            (Some(_), _) => Status::Closed,
            (None, Some(_)) => Status::Sent,
            (None, None) => Status::Open,
        };
        let attachments = ticket.files.into_iter().map(|(name, bytes)| Attachment { name, bytes });
        Self {
            number: ticket.id,
            at: ticket.at,
            actor: ticket.actor,
            category: ticket.category,
            subject: ticket.subject,
            message: ticket.message,
            attachments: attachments.collect(),
            status,
            sent_at: ticket.sent_at.clone(),
            closed_at: ticket.closed_at,
            answer: ticket.answer,
            due_on: ticket.sent_at.as_ref().and_then(due_on),
            replies: ticket.replies.into_iter().map(Message::from).collect(),
        }
    }
}

/// Three working days after a letter left: those of the service, from Monday to Friday.
fn due_on(sent: &Instant) -> Option<Date> {
    let mut working = sent.day()?.series(1.day()).skip(1).filter(|day| day.weekday().to_monday_one_offset() < 6);
    working.nth(2)
}

fn find(store: &Store, number: i64) -> Result<Ticket> {
    Ok(store.ticket(number)?.ok_or(Refusal::Unknown(number))?)
}

/// Every ticket, oldest first; only those that are not closed where `open`.
pub fn list(world: &World, open: bool) -> Result<Vec<Card>> {
    let mut tickets = base::open(world)?.tickets()?;
    tickets.retain(|ticket| !open || ticket.closed_at.is_none());
    Ok(tickets.into_iter().map(Card::from).collect())
}

/// One ticket; its letter written as a file where `eml` names one.
pub fn show(world: &World, number: i64, eml: Option<&Path>, replace: bool) -> Result<Card> {
    let store = base::open(world)?;
    let ticket = find(&store, number)?;
    if let Some(path) = eml {
        world.check_file(path)?;
        letter::draft(world, &store, &ticket, path, replace)?;
    }
    Ok(ticket.into())
}

/// Sends a ticket that did not leave yet.
#[derive(Debug, Clone)]
pub struct Send {
    pub number: i64,
}

/// A ticket, and where it goes.
pub struct SendPlan {
    ticket: Ticket,
    to: String,
}

/// A ticket that left.
#[derive(Debug, Serialize)]
pub struct Sent {
    #[serde(rename = "ticket")]
    pub number: i64,
    pub status: Status,
    pub sent_to: String,
    /// The folder that holds the letter, where it does not leave by itself.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
}

impl UseCase for Send {
    type Plan = SendPlan;
    type Outcome = Sent;

    fn plan(self, _world: &mut World, store: &Store) -> Result<SendPlan> {
        let ticket = find(store, self.number)?;
        if let Some(at) = ticket.closed_at.as_ref().or(ticket.sent_at.as_ref()) {
            return Err(Refusal::Over(self.number, ticket.closed_at.is_some(), at.clone()).into());
        }
        let to = letter::addressee(&store.settings()?).ok_or(Refusal::NotSet)?;
        Ok(SendPlan { ticket, to })
    }

    fn foresee(plan: &SendPlan) -> Sent {
        Sent { number: plan.ticket.id, status: Status::Sent, sent_to: plan.to.clone(), folder: None }
    }

    fn carry_out(plan: SendPlan, world: &mut World, store: &mut Store) -> Result<Sent> {
        let folder = letter::send(world, store, &plan.ticket, &plan.to)?;
        Ok(Sent { folder, ..Self::foresee(&plan) })
    }
}

/// Keeps what was answered, or what was answered to that.
#[derive(Debug, Clone)]
pub struct Answering {
    pub number: i64,
    pub from: Author,
    pub message: String,
}

/// An exchange with one message more.
#[derive(Debug, Serialize)]
pub struct Answered {
    #[serde(rename = "ticket")]
    pub number: i64,
    pub replies: usize,
}

impl UseCase for Answering {
    type Plan = (Self, Ticket);
    type Outcome = Answered;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Self::Plan> {
        let message = self.message.trim().to_owned();
        let forbidden = |letter: char| letter != '\n' && name::is_forbidden(letter);
        if message.is_empty() || message.chars().count() > new::MAX_MESSAGE || message.contains(forbidden) {
            return Err(Refusal::BadAnswer(new::MAX_MESSAGE).into());
        }
        let ticket = find(store, self.number)?;
        if let Some(at) = &ticket.closed_at {
            return Err(Refusal::Over(self.number, true, at.clone()).into());
        }
        Ok((Self { message, ..self }, ticket))
    }

    fn foresee((answering, ticket): &Self::Plan) -> Answered {
        Answered { number: answering.number, replies: ticket.replies.len() + 1 }
    }

    fn carry_out(plan: Self::Plan, world: &mut World, store: &mut Store) -> Result<Answered> {
        let Self { number, from, message } = &plan.0;
        let kept =
            store.transact(base::stamp(world), |tx| tx.reply_to_ticket(*number, *from == Author::Service, message))?;
        if kept { Ok(Self::foresee(&plan)) } else { Err(crate::store::Error::Stale.into()) }
    }
}

/// Closes a ticket, with what was answered.
#[derive(Debug, Clone)]
pub struct Close {
    pub number: i64,
    pub answer: String,
}

/// A ticket that is closed.
#[derive(Debug, Serialize)]
pub struct Closed {
    #[serde(rename = "ticket")]
    pub number: i64,
    pub status: Status,
    /// True where it was closed before.
    #[serde(skip)]
    pub again: bool,
}

impl UseCase for Close {
    type Plan = Self;
    type Outcome = Closed;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Self> {
        let answer = name::tidy(&self.answer);
        if answer.chars().count() > LONGEST || answer.contains(name::is_forbidden) {
            return Err(Refusal::BadAnswer(LONGEST).into());
        }
        find(store, self.number)?;
        Ok(Self { answer, ..self })
    }

    fn foresee(plan: &Self) -> Closed {
        Closed { number: plan.number, status: Status::Closed, again: false }
    }

    fn carry_out(plan: Self, world: &mut World, store: &mut Store) -> Result<Closed> {
        let closed = store.transact(base::stamp(world), |tx| tx.close_ticket(plan.number, &plan.answer))?;
        Ok(Closed { again: !closed, ..Self::foresee(&plan) })
    }
}
