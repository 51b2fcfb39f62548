//! A new ticket: a question, its category, its files. It is kept first; what becomes of its letter is told after.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{find, letter};
use crate::domain::help::Category;
use crate::domain::name::{is_forbidden, tidy};
use crate::store::{MOST_BYTES, NewFile, NewTicket, Store, Ticket};
use crate::work::{Error, Result, UseCase, base};
use crate::world::{World, file_name};

/// Most attachments.
const MOST_FILES: usize = 20;
/// Longest message and longest subject, in characters.
pub const MAX_MESSAGE: usize = 10_000;
const MAX_SUBJECT: usize = 120;

/// Why no ticket was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// An option that was not given, and of which nobody could be asked.
    Missing(&'static str),
    Words(Unfit),
    /// A file that holds more than a message.
    MessageFile,
    /// A file that is not in UTF-8.
    NotText,
    /// So many attachments, and how many there may be.
    ManyFiles(usize, usize),
    /// An attachment, its bytes, and how many one may have.
    HeavyFile(PathBuf, u64, u64),
}

/// A subject or a message that cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    NoSubject,
    NoMessage,
    /// Its length and the longest that may be, in characters.
    LongSubject(usize, usize),
    LongMessage(usize, usize),
}

/// What is asked, as far as it was said.
#[derive(Debug, Clone, Default)]
pub struct New {
    pub category: Option<Category>,
    pub subject: Option<String>,
    pub message: Option<String>,
    /// The file that holds the message instead.
    pub message_file: Option<PathBuf>,
    pub attach: Vec<PathBuf>,
    /// The file that is written where the letter does not leave.
    pub eml: Option<PathBuf>,
    pub replace: bool,
}

/// A ticket that is ready once nothing of it is missing.
pub struct Plan {
    pub category: Option<Category>,
    pub subject: Option<String>,
    pub message: Option<String>,
    files: Vec<NewFile<'static>>,
    eml: Option<PathBuf>,
    replace: bool,
    /// Where it will be sent.
    to: Option<String>,
}

/// A ticket that is kept, and what became of its letter.
#[derive(Debug, Serialize)]
pub struct Opened {
    #[serde(rename = "ticket")]
    pub number: i64,
    pub category: Option<Category>,
    pub attachments: usize,
    pub sent_to: Option<String>,
    /// The file that holds the letter.
    pub eml: Option<String>,
    /// The folder that holds the letter, where it does not leave by itself.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
    /// Why it did not leave, though it should have.
    #[serde(skip)]
    pub unsent: Option<Error>,
    /// Why it was not written.
    #[serde(skip)]
    pub unwritten: Option<Error>,
}

impl UseCase for New {
    type Plan = Plan;
    type Outcome = Opened;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        if let Some(path) = &self.eml {
            world.check_file(path)?;
            world.check_writable(path, self.replace)?;
        }
        let message = self.read(world)?;
        let given = self.subject.as_deref().map(subject).transpose().map_err(Refusal::Words)?;
        Ok(Plan {
            category: self.category,
            subject: given.or_else(|| message.as_deref().and_then(first_line)),
            message: message.as_deref().map(self::message).transpose().map_err(Refusal::Words)?,
            files: attachments(world, &self.attach)?,
            eml: self.eml,
            replace: self.replace,
            to: letter::addressee(&settings),
        })
    }

    fn foresee(plan: &Plan) -> Opened {
        Opened {
            number: 0,
            category: plan.category,
            attachments: plan.files.len(),
            sent_to: plan.to.clone(),
            eml: None,
            folder: None,
            unsent: None,
            unwritten: None,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Opened> {
        let mut opened = Opened { sent_to: None, ..Self::foresee(&plan) };
        let category = plan.category.ok_or(Refusal::Missing("--category"))?;
        let subject = plan.subject.as_deref().ok_or(Refusal::Missing("--subject"))?;
        let message = plan.message.as_deref().ok_or(Refusal::Missing("--message"))?;
        let new = NewTicket { category, subject, message, files: plan.files };
        let number = store.transact(base::stamp(world), |tx| tx.add_ticket(new))?;
        opened.number = number;
        let ticket = find(store, number)?;
        if let Some(to) = &plan.to {
            match letter::send(world, store, &ticket, to) {
                Ok(folder) => return Ok(Opened { sent_to: Some(to.clone()), folder, ..opened }),
                // It left: a second one would be one too many.
                Err(why @ Error::SentNotNoted(..)) => {
                    return Ok(Opened { sent_to: Some(to.clone()), unsent: Some(why), ..opened });
                }
                Err(why) => opened.unsent = Some(why),
            }
        }
        match write(world, store, &ticket, plan.eml, plan.replace) {
            Ok(path) => opened.eml = Some(path.display().to_string()),
            Err(why) => opened.unwritten = Some(why),
        }
        Ok(opened)
    }
}

impl New {
    /// The message as it was said, or as its file has it.
    fn read(&self, world: &mut World) -> Result<Option<String>> {
        let Some(path) = self.message_file.as_ref().filter(|_| self.message.is_none()) else {
            return Ok(self.message.clone());
        };
        let bytes = world.read(path, 4 * MAX_MESSAGE)?;
        if bytes.len() > 4 * MAX_MESSAGE {
            return Err(Refusal::MessageFile.into());
        }
        Ok(Some(String::from_utf8(bytes).map_err(|_| Refusal::NotText)?))
    }
}

/// Writes the letter as a draft, under a name that is free.
fn write(world: &World, store: &Store, ticket: &Ticket, eml: Option<PathBuf>, replace: bool) -> Result<PathBuf> {
    let path = eml.unwrap_or_else(|| free(world, ticket.id));
    letter::draft(world, store, ticket, &path, replace)?;
    Ok(path)
}

/// The attachments, open: they are copied when the ticket is kept.
fn attachments(world: &World, paths: &[PathBuf]) -> Result<Vec<NewFile<'static>>> {
    if paths.len() > MOST_FILES {
        return Err(Refusal::ManyFiles(paths.len(), MOST_FILES).into());
    }
    let open = |path: &PathBuf| {
        let (content, bytes) = world.open(path)?;
        if bytes > MOST_BYTES {
            return Err(Refusal::HeavyFile(path.clone(), bytes, MOST_BYTES).into());
        }
        Ok(NewFile { path: path.clone(), name: file_name(path), bytes, content: Box::new(content) })
    };
    paths.iter().map(open).collect()
}

fn free(world: &World, number: i64) -> PathBuf {
    let first = PathBuf::from(format!("ticket-{number}.eml"));
    let others = (2_u32..).map(|n| PathBuf::from(format!("ticket-{number}-{n}.eml")));
    let is_free = |path: &PathBuf| !world.resolve(Path::new(path)).exists();
    std::iter::once(first.clone()).chain(others).find(is_free).unwrap_or(first)
}

/// A subject as it is kept.
pub fn subject(typed: &str) -> std::result::Result<String, Unfit> {
    let subject: String = tidy(typed).chars().filter(|sign| !is_forbidden(*sign)).collect();
    match subject.chars().count() {
        0 => Err(Unfit::NoSubject),
        1..=MAX_SUBJECT => Ok(subject),
        length => Err(Unfit::LongSubject(length, MAX_SUBJECT)),
    }
}

/// The first words of a message, where no subject was said.
fn first_line(text: &str) -> Option<String> {
    let start = |line: &str| line.chars().take(MAX_SUBJECT).collect::<String>();
    text.lines().find_map(|line| subject(&start(line)).ok())
}

/// A message as it is kept: its lines, without what a terminal or a mail could not bear.
pub fn message(typed: &str) -> std::result::Result<String, Unfit> {
    let kept = |sign: &char| *sign == '\n' || *sign == '\t' || !is_forbidden(*sign);
    let message: String = typed.trim_start_matches('\u{feff}').chars().filter(kept).collect();
    let length = message.trim().chars().count();
    match length {
        0 => Err(Unfit::NoMessage),
        1..=MAX_MESSAGE => Ok(message.trim().to_owned()),
        _ => Err(Unfit::LongMessage(length, MAX_MESSAGE)),
    }
}
