//! `cpro assistance tickets`: questions for the service, kept here and sent by mail.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::advice::{Quote, assistance, settings};
use crate::cli::Session;
use crate::cli::driver::{Answer, Led, Trial, answer, lead};
use crate::cli::french;
use crate::error::{Error, Result, exit};
use crate::french::{day_of, instant, size};
use crate::terminal::safe;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::assistance::tickets::new::MAX_MESSAGE;
use crate::work::assistance::tickets::{self as work, Answered, Author, Card, Closed, Refusal, Sent};

mod new;

/// Tickets : vos questions à l’assistance du service
#[derive(Debug, Subcommand)]
pub enum Tickets {
    New(new::New),
    List(List),
    Show(Show),
    Send(Send),
    Reply(Reply),
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
#[derive(Debug, Clone, Args)]
pub struct Send {
    /// Numéro du ticket
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
}

/// Garde une réponse du service, ou la vôtre, dans l’échange d’un ticket
#[derive(Debug, Clone, Args)]
pub struct Reply {
    /// Numéro du ticket
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
    /// Texte de la réponse (- : entrée standard)
    #[arg(long, short, value_name = "TEXTE")]
    message: String,
    /// C’est l’établissement qui écrit, non le service
    #[arg(long)]
    own: bool,
}

/// Ferme un ticket
#[derive(Debug, Clone, Args)]
pub struct Close {
    /// Numéro du ticket
    #[arg(value_name = "NUMÉRO", value_parser = french::ordinal)]
    number: i64,
    /// Ce qui a été répondu, en quelques mots
    #[arg(long, value_name = "TEXTE", default_value = "")]
    answer: String,
}

impl Tickets {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::New(new) => new.run(session),
            Self::List(list) => answer(session, &work::list(&session.world, list.open)?),
            Self::Show(show) => show.run(session),
            Self::Send(send) => lead(session, work::Send { number: send.number }, Trial::Never),
            Self::Reply(reply) => reply.run(session),
            Self::Close(close) => {
                lead(session, work::Close { number: close.number, answer: close.answer }, Trial::Never)
            }
        }
    }
}

impl Reply {
    fn run(self, session: &mut Session) -> Result {
        let message = match self.message.as_str() {
            "-" => {
                let bytes = session.world.read(Path::new("-"), 4 * MAX_MESSAGE)?;
                String::from_utf8_lossy(&bytes).replace('\r', "")
            }
            _ => self.message,
        };
        let from = if self.own { Author::School } else { Author::Service };
        lead(session, work::Answering { number: self.number, from, message }, Trial::Never)
    }
}

impl Led for work::Answering {
    fn tell(answered: &Answered, say: &mut Speech) {
        say.tell(format!("Ticket n° {} : réponse gardée.", answered.number));
        say.next(assistance::ticket(answered.number));
    }
}

impl Show {
    fn run(self, session: &mut Session) -> Result {
        let card = work::show(&session.world, self.number, self.eml.as_deref(), self.force)?;
        answer(session, &card)?;
        if let Some(path) = &self.eml {
            session.say(|say| say.status(format!("Message écrit : {}", path.display())));
        }
        Ok(exit::DONE)
    }
}

impl Answer for Vec<Card> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            say.answer("Aucun ticket.");
            return say.next(assistance::new_ticket());
        }
        say.tell("Liste des tickets");
        say.listing(listing(self));
    }

    fn sheet(&self) -> Option<Listing> {
        Some(listing(self))
    }
}

fn listing(cards: &[Card]) -> Listing {
    let rows = cards.iter().map(|card| {
        [
            card.number.to_string(),
            day_of(&card.at),
            card.category.label().to_owned(),
            card.subject.clone(),
            card.attachments.len().to_string(),
            state(card),
        ]
    });
    Listing::new(["N°", "Le", "Catégorie", "Objet", "Pièces", "État"]).unbroken([0, 1, 4]).with_rows(rows)
}

/// « ouvert, envoyé le 01/09/2026 ».
fn state(card: &Card) -> String {
    match (&card.closed_at, &card.sent_at) {
        (Some(at), _) => format!("fermé le {}", day_of(at)),
        (None, Some(at)) => {
            let due = card.due_on.filter(|_| card.replies.is_empty());
            let due = due.map(|day| format!(", réponse attendue le {}", crate::french::day(day))).unwrap_or_default();
            format!("ouvert, envoyé le {}{due}", day_of(at))
        }
        (None, None) => "ouvert, à envoyer".to_owned(),
    }
}

impl Answer for Card {
    fn page(&self, say: &mut Speech) {
        let mut lines = vec![
            format!("Ticket n° {} : {}", self.number, safe(&self.subject)),
            format!("  Catégorie  {}", self.category.label()),
            format!("  Ouvert     {}, par {}", instant(&self.at), safe(&self.actor)),
            format!("  État       {}", state(self)),
            String::new(),
        ];
        lines.extend(self.message.lines().map(|line| format!("  {}", safe(line))));
        if !self.attachments.is_empty() {
            lines.extend([String::new(), "Pièces jointes".to_owned()]);
        }
        lines.extend(self.attachments.iter().map(|file| format!("  {} ({})", safe(&file.name), size(file.bytes))));
        for reply in &self.replies {
            let who = if reply.from == Author::Service { "le service" } else { "l’établissement" };
            lines
                .extend([String::new(), format!("Le {}, {who} (noté par {})", instant(&reply.at), safe(&reply.actor))]);
            lines.extend(reply.message.lines().map(|line| format!("  {}", safe(line))));
        }
        if !self.answer.is_empty() {
            lines.extend([String::new(), "Réponse".to_owned(), format!("  {}", safe(&self.answer))]);
        }
        say.page(lines.into_iter().map(Into::into).collect());
    }
}

impl Led for work::Send {
    fn tell(sent: &Sent, say: &mut Speech) {
        gone(&sent.sent_to, sent.folder.as_deref(), say);
        say.tell(format!("Ticket n° {} envoyé.", sent.number));
    }
}

/// Where the letter went.
fn gone(to: &str, folder: Option<&Path>, say: &mut Speech) {
    match folder {
        Some(folder) => say.warn(format!(
            "mail.transport est folder : le message pour {to} est écrit dans {}, à transmettre.",
            folder.display()
        )),
        None => say.tell(format!("Envoyé à {to}.")),
    }
}

impl Led for work::Close {
    fn tell(closed: &Closed, say: &mut Speech) {
        let told = if closed.again { "déjà fermé" } else { "fermé" };
        say.tell(format!("Ticket n° {} {told}.", closed.number));
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown(number) => {
                Self::refused(format!("il n’y a pas de ticket n° {number}.")).hint(assistance::tickets())
            }
            Refusal::Over(number, is_closed, at) => {
                let what = if is_closed { "est fermé depuis" } else { "est déjà parti" };
                let day = day_of(&at);
                Self::refused(format!("le ticket n° {number} {what} le {day} : il ne s’envoie plus."))
                    .hint("pour une autre question : ".call(assistance::new_ticket()))
            }
            Refusal::NotSet => Self::new(exit::SETTINGS, "l’envoi des tickets n’est pas réglé.")
                .hint(settings::set_as("assistance.email", "ADRESSE"))
                .hint(settings::set_as("mail.transport", "smtp")),
            Refusal::NoSender => Self::new(exit::SETTINGS, "l’adresse de l’établissement n’est pas réglée.")
                .hint(settings::set_as("establishment.email", "ADRESSE")),
            Refusal::BadAnswer(most) => Self::new(
                exit::USAGE,
                format!("réponse refusée : un texte de {most} caractères au plus, sans caractère de contrôle."),
            ),
        }
    }
}
