//! `cpro inspectors open`: the head of the school, with the head's own password, lets an inspector in.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use crate::advice::{Sentence, accounts, slips};
use crate::cli::driver::{Led, Trial, lead_with};
use crate::cli::sign_in::{self, Tried, Typed};
use crate::cli::{Session, ask, french};
use crate::domain::account::Account;
use crate::domain::name::MAX_NAME;
use crate::domain::origin::Origin;
use crate::domain::person::spoken::{self, NotName};
use crate::domain::person::{Detail, Person};
use crate::domain::profile::Profile;
use crate::domain::secret::Secret;
use crate::domain::setting::email;
use crate::error::{Error, Result, exit};
use crate::french::day;
use crate::store::Store;
use crate::terminal::speech::Speech;
use crate::work::inspectors::open::{Open as Request, Opened};
use crate::work::sign_in::{Try, Why, try_password};

/// Ouvre l’accès d’un inspecteur, avec le mot de passe du chef d’établissement
///
/// Le chef d’établissement doit avoir un compte et un mot de passe personnel, qui est demandé ici. L’accès finit de
/// lui-même à sa date, au plus tard un an après ; le même nom ouvert de nouveau garde son identifiant.
#[derive(Debug, Clone, Args)]
pub struct Open {
    /// Identifiant du chef d’établissement qui ouvre l’accès
    #[arg(long, value_name = "IDENTIFIANT")]
    by: Option<String>,
    /// Prénom et nom de l’inspecteur, par exemple « Claire FONTAINE »
    #[arg(long, value_name = "NOM")]
    name: Option<String>,
    /// Adresse électronique de l’inspecteur
    #[arg(long, value_name = "ADRESSE")]
    email: Option<String>,
    /// Dernier jour de l’accès (sans cette option, la fin de l’année scolaire)
    #[arg(long, value_name = "JOUR", value_parser = french::day)]
    until: Option<Date>,
    /// C’est un autre inspecteur que celui du même nom
    #[arg(long)]
    another: bool,
    /// Lit le mot de passe du chef d’établissement sur l’entrée standard
    #[arg(long, conflicts_with = "password_file")]
    password_stdin: bool,
    /// Lit le mot de passe du chef d’établissement dans un fichier que vous seul pouvez lire
    #[arg(long, value_name = "FICHIER")]
    password_file: Option<PathBuf>,
}

/// Times that the head's password is asked for.
const TRIES: u32 = 3;

impl Open {
    pub fn run(self, session: &mut Session) -> Result {
        let by = ask::required(session, self.by.clone(), "Identifiant du chef d’établissement", "--by", said)?;
        let person = self.person(session)?;
        let proof = if let Some(path) = self.password_file {
            Proof::File(path)
        } else if self.password_stdin {
            Proof::Stdin
        } else {
            Proof::Asked
        };
        let open = Request { by, person, until: self.until, another: self.another };
        lead_with(session, open, Trial::Never, |plan, session, store| proof.prove(session, store, &plan.head))
    }

    fn person(&self, session: &mut Session) -> Result<Person> {
        let refused = |why: String| Error::new(exit::USAGE, format!("{why}."));
        let given = self.name.as_deref().map(read_name).transpose().map_err(refused)?;
        let person = ask::required(session, given, "Prénom et nom de l’inspecteur", "--name", read_name)?;
        let address = |typed: &str| email(typed.trim().to_owned()).map_err(|refusal| refusal.0);
        let given = self.email.as_deref().map(address).transpose().map_err(refused)?;
        let address = ask::required(session, given, "Son adresse électronique", "--email", address)?;
        Ok(person.with(Detail::Email, &address))
    }
}

/// Where the head's password comes from.
#[derive(Debug, PartialEq, Eq)]
enum Proof {
    Asked,
    Stdin,
    File(PathBuf),
}

impl Proof {
    fn password(&self, session: &mut Session, head: &Account) -> Result<Secret> {
        match self {
            Self::File(path) => Ok(session.world.secret(path)?),
            Self::Stdin => Ok(Secret::new(Typed::read(session)?.line(0).unwrap_or_default())),
            Self::Asked => {
                sign_in::require_terminal(session)?;
                let question = format!("Mot de passe de {} :", head.full_name());
                Ok(Secret::new(&session.terminal.ask_password(&question, false)?))
            }
        }
    }
}

impl Proof {
    /// The head's password, tried as at a sign-in; in a terminal, a wrong one is asked for again. The exit code where it
    /// is not the right one.
    fn prove(&self, session: &mut Session, store: &mut Store, head: &Account) -> Result<Option<u8>> {
        let login = head.login.to_string();
        for left in (0..if *self == Self::Asked { TRIES } else { 1 }).rev() {
            let typed = self.password(session, head)?;
            let denial = match try_password(&mut session.world, store, &login, &typed)? {
                Try::Right(_) => return Ok(None),
                Try::Refused(denial) => denial,
            };
            let now = session.world.now();
            if left > 0 && denial.why == Why::Wrong && denial.lock.is_none() {
                session.warn(sign_in::sentence(denial.why, &now));
                continue;
            }
            let code = Tried::denied(&login, &denial, &now).tell(session)?;
            session.say(|say| {
                say.advise("l’accès n’a pas été ouvert : il faut le mot de passe du chef d’établissement.");
            });
            return Ok(Some(code));
        }
        Ok(Some(exit::REFUSED))
    }
}

impl Led for Request {
    fn tell(opened: &Opened, say: &mut Speech) {
        say.tell(format!("Accès ouvert à {} jusqu’au {}, par {}.", opened.name, day(opened.until), opened.head));
        say.tell(format!("Identifiant : {}", opened.login));
        let next = if opened.mail {
            Sentence::from(accounts::forgot(&opened.login)).words("   # lui écrit un mot de passe provisoire")
        } else {
            slips::generate_as(&opened.login, "inspecteur.pdf").into()
        };
        say.next(next);
    }
}

fn said(typed: &str) -> std::result::Result<String, String> {
    if typed.is_empty() { Err("il faut un identifiant".to_owned()) } else { Ok(typed.to_owned()) }
}

fn read_name(typed: &str) -> std::result::Result<Person, String> {
    let spoken = spoken::read(typed).map_err(|why| match why {
        NotName::Forbidden => format!("nom refusé : {MAX_NAME} caractères au plus, sans caractère de contrôle"),
        NotName::Incomplete => "il faut le prénom et le nom, par exemple Claire FONTAINE".to_owned(),
    })?;
    let person = Person {
        origin: Origin::Other,
        left: Some(false),
        family_name: spoken.surname.into(),
        first_name: spoken.first_name.into(),
        ..Person::new(Profile::Inspector)
    };
    Ok(spoken.civility.map_or(person.clone(), |title| person.with(Detail::Civility, title)))
}
