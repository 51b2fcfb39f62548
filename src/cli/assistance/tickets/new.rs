//! `cpro assistance tickets new`: a question, its category, its files; what was not said is asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::gone;
use crate::advice::{Quote, assistance};
use crate::cli::Session;
use crate::cli::ask;
use crate::cli::driver::{Led, Trial, lead_with};
use crate::domain::help::Category;
use crate::error::{Error, Result, exit};
use crate::french::{count, size};
use crate::terminal::speech::Speech;
use crate::work;
use crate::work::assistance::tickets::new::{self as ticket, MAX_MESSAGE, Opened, Plan, Refusal, Unfit};

/// Ouvre un ticket : garde la question, et l’envoie si le courrier est réglé
///
/// Le courriel part vers l’adresse d’assistance.email ; sans elle, ou sans mail.transport, le message est écrit dans un
/// fichier .eml à ouvrir avec votre logiciel de courrier. N’y mettez ni mot de passe, ni liste d’élèves.
#[derive(Debug, Clone, Args)]
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
    /// Pièce jointe, 900 Mio au plus (peut être répété)
    #[arg(long, value_name = "FICHIER")]
    attach: Vec<PathBuf>,
    /// Fichier .eml à écrire si rien ne s’envoie (par défaut ticket-NUMÉRO.eml)
    #[arg(long, value_name = "FICHIER.eml")]
    eml: Option<PathBuf>,
    /// Remplace ce fichier s’il existe
    #[arg(long, short, requires = "eml")]
    force: bool,
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
    pub fn run(self, session: &mut Session) -> Result {
        let request = ticket::New {
            category: self.category.map(Category::from),
            subject: self.subject,
            message: self.message,
            message_file: self.message_file,
            attach: self.attach,
            eml: self.eml,
            replace: self.force,
        };
        lead_with(session, request, Trial::Never, |plan, session, _store| {
            ask(plan, session)?;
            Ok(None)
        })
    }
}

/// Asks for what was not said.
fn ask(plan: &mut Plan, session: &mut Session) -> Result<()> {
    let question = "Catégorie (compte, abonnement ou utilisation)";
    plan.category = Some(ask::required(session, plan.category, question, "--category", category)?);
    let subject = |typed: &str| ticket::subject(typed).map_err(unfit);
    let question = "Objet, en une ligne";
    plan.subject = Some(ask::required(session, plan.subject.take(), question, "--subject", subject)?);
    let message = |typed: &str| ticket::message(typed).map_err(unfit);
    let question = "Message, en une ligne (pour plus, --message-file)";
    plan.message = Some(ask::required(session, plan.message.take(), question, "--message", message)?);
    Ok(())
}

fn category(typed: &str) -> std::result::Result<Category, String> {
    typed.trim().to_lowercase().parse().map_err(|()| format!("« {typed} » n’est pas une catégorie"))
}

impl Led for ticket::New {
    fn tell(opened: &Opened, say: &mut Speech) {
        let category = opened.category.map_or("", Category::label);
        let files = match opened.attachments {
            0 => String::new(),
            n => format!(", {}", count(n, "pièce jointe", "pièces jointes")),
        };
        say.tell(format!("Ticket n° {} ouvert ({category}{files}).", opened.number));
        if let Some(to) = &opened.sent_to {
            gone(to, opened.folder.as_deref(), say);
        }
        if let Some(path) = &opened.eml {
            say.tell(format!("Message écrit : {path}"));
            say.next(
                "ouvrez ce fichier avec votre logiciel de courrier, complétez l’adresse, envoyez, puis effacez-le.",
            );
        }
    }

    /// The ticket is kept; its letter did not leave, or could not be written.
    fn shortfall(opened: &mut Opened) -> Option<Error> {
        let number = opened.number;
        let file = assistance::ticket_file(number);
        match (opened.unsent.take(), opened.unwritten.take()) {
            (None, None) => None,
            (Some(why @ work::Error::SentNotNoted(..)), _) => Some(why.into()),
            (None, Some(why)) => Some(Error::from(why).hint("le ticket est gardé : ".call(file))),
            (Some(why), unwritten) => {
                let letter = match (&opened.eml, unwritten) {
                    (Some(path), _) => {
                        format!("le ticket n° {number} est gardé, et son message est dans {path}.").into()
                    }
                    (None, _) => format!("le ticket n° {number} est gardé ; son message en fichier : ").call(file),
                };
                let is_lasting = matches!(&why, work::Error::Mail(why) if why.is_lasting());
                let again = "une fois le courrier réparé : ".call(assistance::send_ticket(number));
                let error = Error::from(why).hint(letter);
                Some(if is_lasting { error } else { error.hint(again) })
            }
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Missing(option) => Self::new(exit::USAGE, format!("il manque {option}.")),
            Refusal::Words(why) => Self::new(exit::USAGE, format!("{}.", unfit(why))),
            Refusal::MessageFile => {
                Self::new(exit::DATA, format!("le message est trop long : {MAX_MESSAGE} caractères au plus."))
                    .hint("joignez le reste : --attach FICHIER")
            }
            Refusal::NotText => Self::new(exit::DATA, "le message n’est pas un texte UTF-8."),
            Refusal::ManyFiles(files, most) => {
                Self::new(exit::USAGE, format!("{files} pièces jointes : c’est trop, {most} au plus."))
                    .hint("mettez-les dans une archive zip.")
            }
            Refusal::HeavyFile(path, bytes, most) => {
                let (path, bytes, most) = (path.display(), size(bytes as usize), size(most as usize));
                Self::refused(format!("« {path} » fait {bytes} : une pièce jointe en fait {most} au plus."))
                    .hint("rien n’a été enregistré. Coupez ce fichier, ou déposez-le ailleurs et donnez-en l’adresse.")
            }
        }
    }
}

fn unfit(why: Unfit) -> String {
    match why {
        Unfit::NoSubject => "il faut un objet".to_owned(),
        Unfit::NoMessage => "il faut un message".to_owned(),
        Unfit::LongSubject(length, most) => format!("l’objet a {length} caractères, {most} au plus"),
        Unfit::LongMessage(length, most) => format!("le message a {length} caractères, {most} au plus"),
    }
}
