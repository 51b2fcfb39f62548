//! `cpro inspectors`: people of the inspectorate, let in by the head for a time.

use clap::{Args, Subcommand};

use super::Session;
use super::driver::{Answer, Led, Question, Trial, answer, lead};
use crate::advice::{Quote, accounts, import, inspectors as commands, users};
use crate::error::{Error, Result, exit};
use crate::french::day;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::UseCase;
use crate::work::inspectors::close::{Close as Closing, Closed, Plan};
use crate::work::inspectors::{self as work, Access, Refusal};

mod open;

/// Accès des inspecteurs, ouverts par le chef d’établissement
#[derive(Debug, Subcommand)]
pub enum Inspectors {
    Open(open::Open),
    Close(Close),
    List(List),
}

/// Ferme l’accès d’un inspecteur avant sa date
#[derive(Debug, Clone, Args)]
pub struct Close {
    /// Identifiant de l’inspecteur
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
}

/// Liste les inspecteurs, qui a ouvert leur accès et jusqu’à quand
#[derive(Debug, Args)]
pub struct List {}

impl Inspectors {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Open(open) => open.run(session),
            Self::Close(close) => lead(session, Closing { login: close.login }, Trial::Never),
            Self::List(_) => {
                let accesses = work::list(&session.world)?;
                answer(session, &accesses)
            }
        }
    }
}

impl Led for Closing {
    fn question(plan: &Plan) -> Option<Question> {
        let closed = Self::foresee(plan);
        let name = closed.name;
        (!closed.was_closed).then(|| {
            Question::new(
                format!("Fermer l’accès de l’inspecteur {name} ? Seul le chef d’établissement peut le rouvrir."),
                "fermer un accès demande une confirmation.",
            )
        })
    }

    fn tell(closed: &Closed, say: &mut Speech) {
        if closed.was_closed {
            return say.tell(format!("Accès déjà fermé : {}.", closed.name));
        }
        say.tell(format!("Accès fermé : {}.", closed.name));
        say.next("pour le rouvrir : ".call(commands::open()));
    }
}

impl Answer for Vec<Access> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            say.answer("Aucun inspecteur.");
            return say.next(commands::open_example());
        }
        // The address stands under the name, and what is closed has no date: otherwise 80 columns would break every cell.
        let rows = self.iter().map(|access| {
            let name = format!("{}\n{}", access.name, access.email.as_deref().unwrap_or_default());
            let until = if access.is_open() { until(access) } else { "fermé".to_owned() };
            [name, access.login.clone(), access.opened_by.clone().unwrap_or_default(), until]
        });
        let listing = Listing::new(["Inspecteur", "Identifiant", "Ouvert par", "Jusqu’au"]);
        say.listing(listing.unbroken([1, 2, 3]).with_rows(rows));
    }

    fn sheet(&self) -> Option<Listing> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let rows = self.iter().map(|access| {
            let state = if access.is_open() { "ouvert" } else { "fermé" };
            [
                access.name.clone(),
                access.login.clone(),
                text(&access.opened_by),
                until(access),
                text(&access.email),
                state.to_owned(),
            ]
        });
        let headings = ["Inspecteur", "Identifiant", "Ouvert par", "Jusqu’au", "Courriel", "Accès"];
        Some(Listing::new(headings).with_rows(rows))
    }
}

fn until(access: &Access) -> String {
    access.until.map(day).unwrap_or_default()
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotInspector(name) => {
                Self::refused(format!("{name} n’est pas un inspecteur : rien n’a été fermé.")).hint(commands::list())
            }
            Refusal::BadDay { asked, last, usual } => Self::new(
                exit::USAGE,
                format!("le {} ne convient pas : un accès finit entre aujourd’hui et le {}.", day(asked), day(last)),
            )
            .hint(format!("--until {usual}")),
            Refusal::NotHead { login, known, heads } => not_head(&login, known, &heads),
            Refusal::HeadUnsettled(name, login) => Self::refused(format!(
                "{name} n’a pas encore choisi son mot de passe personnel : l’accès n’a pas été ouvert."
            ))
            .hint(accounts::login(login)),
            Refusal::OtherAddress(masked, login) => Self::refused(format!(
                "un inspecteur du même nom est connu à une autre adresse ({masked}) : l’accès n’a pas été ouvert."
            ))
            .hint("si c’est la même personne : ".call(accounts::email(login)))
            .hint("si c’en est une autre : ajoutez --another"),
        }
    }
}

fn not_head(login: &str, known: bool, heads: &[String]) -> Error {
    let error = if known {
        Error::refused(format!(
            "le compte {login} n’est pas celui du chef d’établissement : lui seul ouvre l’accès d’un inspecteur."
        ))
    } else {
        Error::refused(format!("le compte « {login} » n’existe pas."))
    };
    match heads {
        [] => error
            .hint(
                "le chef d’établissement n’a pas encore de compte : "
                    .call(import::sts())
                    .words(", puis ")
                    .call(accounts::create()),
            )
            .hint("ou, à la main : ".call(users::add_head())),
        heads => heads.iter().fold(error, |error, head| error.hint(format!("--by {head}"))),
    }
}
