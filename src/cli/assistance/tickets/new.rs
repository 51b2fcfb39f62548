//! `cpro assistance tickets new`: a question, its category, its files; kept first, then sent or written.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{find, letter};
use crate::cli::ask;
use crate::cli::old::Context;
use crate::cli::old::print;
use crate::cli::old::require;
use crate::domain::help::Category;
use crate::domain::name::{is_forbidden, tidy};
use crate::error::{Error, Result, exit};
use crate::french::{count, size};
use crate::store::{NewTicket, Store};
use crate::world::file_name;

/// All attachments of a ticket together, in bytes: 25 Mo.
const MAX_BYTES: usize = 25 << 20;
/// Most attachments.
const MOST_FILES: usize = 20;
/// Longest message and longest subject, in characters.
const MAX_MESSAGE: usize = 10_000;
const MAX_SUBJECT: usize = 120;

/// Ouvre un ticket : garde la question, et l’envoie si le courrier est réglé
///
/// Le courriel part vers l’adresse d’assistance.email ; sans elle, ou sans mail.transport, le message est écrit dans un
/// fichier .eml à ouvrir avec votre logiciel de courrier. N’y mettez ni mot de passe, ni liste d’élèves.
#[derive(Debug, Args)]
pub struct New {
    /// Catégorie : compte, abonnement ou utilisation
    #[arg(long, value_name = "CATÉGORIE")]
    category: Option<CategoryArg>,
    /// Objet, en une ligne
    #[arg(long, value_name = "TEXTE")]
    subject: Option<String>,
    /// Message
    #[arg(long, value_name = "TEXTE", conflicts_with = "message_file")]
    message: Option<String>,
    /// Fichier qui contient le message (- : entrée standard)
    #[arg(long, value_name = "FICHIER")]
    message_file: Option<PathBuf>,
    /// Pièce jointe, 25 Mo en tout (peut être répété)
    #[arg(long, value_name = "FICHIER")]
    attach: Vec<PathBuf>,
    /// Fichier .eml à écrire si rien ne s’envoie (par défaut ticket-NUMÉRO.eml)
    #[arg(long, value_name = "FICHIER.eml")]
    eml: Option<PathBuf>,
    /// Remplace ce fichier s’il existe
    #[arg(long, short, requires = "eml")]
    force: bool,
}

/// What became of the letter.
#[derive(Default)]
struct Outcome {
    sent_to: Option<String>,
    /// The file that holds it.
    written: Option<PathBuf>,
    /// Why it did not leave, though it should have.
    failed: Option<Error>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CategoryArg {
    Compte,
    Abonnement,
    Utilisation,
}

impl From<CategoryArg> for Category {
    fn from(category: CategoryArg) -> Self {
        match category {
            CategoryArg::Compte => Self::Account,
            CategoryArg::Abonnement => Self::Subscription,
            CategoryArg::Utilisation => Self::Usage,
        }
    }
}

impl New {
    pub fn run(self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        let settings = store.settings()?;
        require(&settings)?;
        if let Some(path) = &self.eml {
            context.check_file(path)?;
            context.check_writable(path, self.force)?;
        }
        let category = ask::required(
            context,
            self.category.map(Category::from),
            "Catégorie (compte, abonnement ou utilisation)",
            "--category",
            category,
        )?;
        let (subject, message) = self.words(context)?;
        let files = self.files(context)?;
        let new = NewTicket { category, subject: &subject, message: &message, files: &files };
        let number = store.transact(context.stamp(), |tx| tx.add_ticket(&new))?;
        let told = if files.is_empty() {
            String::new()
        } else {
            format!(", {}", count(files.len(), "pièce jointe", "pièces jointes"))
        };
        context.ui().tell(&format!("Ticket n° {number} ouvert ({}{told}).", category.label()))?;
        let outcome = match letter::addressee(&settings) {
            Some(to) => self.send(context, &mut store, number, to)?,
            None => Outcome { written: Some(self.write(context, &store, number)?), ..Outcome::default() },
        };
        let Outcome { sent_to, written, failed } = outcome;
        print::report(context, || {
            let eml = written.map(|path| path.display().to_string());
            json!({ "schema": 1, "ticket": number, "category": category.as_str(), "attachments": files.len(),
                "sent_to": sent_to, "eml": eml })
        })?;
        failed.map_or(Ok(exit::DONE), Err)
    }

    /// The subject, and the message: what was said, read or typed.
    fn words(&self, context: &mut Context) -> Result<(String, String)> {
        let refused = |why: String| Error::new(exit::USAGE, format!("{why}."));
        let read = match (&self.message, &self.message_file) {
            (Some(text), _) => Some(text.clone()),
            (None, Some(path)) => {
                let bytes = context.read(path, 4 * MAX_MESSAGE)?;
                if bytes.len() > 4 * MAX_MESSAGE {
                    return Err(Error::new(
                        exit::DATA,
                        format!("le message est trop long\u{a0}: {MAX_MESSAGE} caractères au plus."),
                    )
                    .hint("joignez le reste\u{a0}: --attach FICHIER"));
                }
                let unreadable = |_| Error::new(exit::DATA, "le message n’est pas un texte UTF-8.");
                Some(String::from_utf8(bytes).map_err(unreadable)?)
            }
            (None, None) => None,
        };
        let given = self.subject.as_deref().map(subject).transpose().map_err(refused)?;
        let given = given.or_else(|| read.as_deref().and_then(first_line));
        let subject = ask::required(context, given, "Objet, en une ligne", "--subject", subject)?;
        let given = read.as_deref().map(message).transpose().map_err(refused)?;
        let message =
            ask::required(context, given, "Message, en une ligne (pour plus, --message-file)", "--message", message)?;
        Ok((subject, message))
    }

    /// Names and contents of the attachments; read whole before anything is kept.
    fn files(&self, context: &mut Context) -> Result<Vec<(String, Vec<u8>)>> {
        if self.attach.len() > MOST_FILES {
            let message = format!("{} pièces jointes\u{a0}: c’est trop, {MOST_FILES} au plus.", self.attach.len());
            return Err(Error::new(exit::USAGE, message).hint("mettez-les dans une archive zip."));
        }
        let mut files = Vec::new();
        let mut room = MAX_BYTES;
        for path in &self.attach {
            let content = context.read_file(path, room)?;
            let Some(left) = room.checked_sub(content.len()) else { return Err(self.too_large(context)) };
            room = left;
            files.push((file_name(path), content));
        }
        Ok(files)
    }

    fn too_large(&self, context: &Context) -> Error {
        let length = |path: &PathBuf| context.resolve(path).metadata().map_or(0, |metadata| metadata.len() as usize);
        let total = size(self.attach.iter().map(length).sum());
        Error::refused(format!(
            "les pièces jointes font {total}\u{a0}: c’est trop, 25 Mo au plus. Rien n’a été enregistré."
        ))
        .hint("joignez-en moins, ou une capture d’écran plus petite.")
    }

    /// Sends the letter; one that does not leave is written instead, and the ticket stays.
    fn send(&self, context: &mut Context, store: &mut Store, number: i64, to: String) -> Result<Outcome> {
        let ticket = find(store, number)?;
        let why = match letter::send(context, store, &ticket, &to) {
            Ok(()) => return Ok(Outcome { sent_to: Some(to), ..Outcome::default() }),
            Err(why) => why,
        };
        let path = self.write(context, store, number)?;
        let kept = format!("le ticket n° {number} est gardé, et son message est dans {}.", path.display());
        let failed =
            why.hint(kept).hint(format!("une fois le courrier réparé\u{a0}: cpro assistance tickets send {number}"));
        Ok(Outcome { written: Some(path), failed: Some(failed), ..Outcome::default() })
    }

    /// Writes the letter as a draft, under a name that is free.
    fn write(&self, context: &mut Context, store: &Store, number: i64) -> Result<PathBuf> {
        let ticket = find(store, number)?;
        let bytes = letter::draft(context, store, &ticket)?;
        let path = self.eml.clone().unwrap_or_else(|| free(context, number));
        let again = |error: crate::world::Error| {
            Error::from(error)
                .hint(format!("le ticket est gardé\u{a0}: cpro assistance tickets show {number} --eml FICHIER.eml"))
        };
        context.write(&path, &bytes, self.force).map_err(again)?;
        context.ui().tell(&format!("Message écrit\u{a0}: {}", path.display()))?;
        context.ui().hint(
            "ouvrez ce fichier avec votre logiciel de courrier, complétez l’adresse, envoyez, puis effacez-le.",
        )?;
        Ok(path)
    }
}

fn free(context: &Context, number: i64) -> PathBuf {
    let first = PathBuf::from(format!("ticket-{number}.eml"));
    let others = (2_u32..).map(|n| PathBuf::from(format!("ticket-{number}-{n}.eml")));
    let is_free = |path: &PathBuf| !context.resolve(Path::new(path)).exists();
    std::iter::once(first.clone()).chain(others).find(is_free).unwrap_or(first)
}

fn category(typed: &str) -> std::result::Result<Category, String> {
    typed.trim().to_lowercase().parse().map_err(|()| format!("«\u{a0}{typed}\u{a0}» n’est pas une catégorie"))
}

fn subject(typed: &str) -> std::result::Result<String, String> {
    let subject: String = tidy(typed).chars().filter(|sign| !is_forbidden(*sign)).collect();
    match subject.chars().count() {
        0 => Err("il faut un objet".to_owned()),
        1..=MAX_SUBJECT => Ok(subject),
        length => Err(format!("l’objet a {length} caractères, {MAX_SUBJECT} au plus")),
    }
}

/// The first words of a message, where no subject was said.
fn first_line(text: &str) -> Option<String> {
    let start = |line: &str| line.chars().take(MAX_SUBJECT).collect::<String>();
    text.lines().find_map(|line| subject(&start(line)).ok())
}

/// Lines as they are, without what a terminal or a mail could not bear.
fn message(typed: &str) -> std::result::Result<String, String> {
    let kept = |sign: &char| *sign == '\n' || *sign == '\t' || !is_forbidden(*sign);
    let message: String = typed.trim_start_matches('\u{feff}').chars().filter(kept).collect();
    let length = message.trim().chars().count();
    match length {
        0 => Err("il faut un message".to_owned()),
        1..=MAX_MESSAGE => Ok(message.trim().to_owned()),
        _ => Err(format!("le message a {length} caractères, {MAX_MESSAGE} au plus")),
    }
}
