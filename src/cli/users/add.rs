//! `cpro users add`: somebody whom no file brings.

use clap::Args;
use jiff::civil::Date;

use super::{bad_name, lookalikes};
use crate::advice::slips;
use crate::cli::accounts::email::shared;
use crate::cli::ask::{optional, required};
use crate::cli::driver::{Led, Question, Trial, lead};
use crate::cli::options::ProfileArg;
use crate::cli::{Session, french};
use crate::domain::date::{self, DateCell};
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::person;
use crate::domain::profile::Profile;
use crate::domain::setting::email;
use crate::error::{Error, Result};
use crate::french::day_of;
use crate::terminal::speech::Speech;
use crate::work::users::add::{Add as Request, Added, Plan};
use crate::work::users::{self, Refusal, checked_name};
use crate::work::{self, UseCase};

/// Ajoute une personne et son compte
///
/// Ce que les options ne disent pas est demandé dans le terminal. Une personne qui ressemble à quelqu’un est refusée :
/// ré-importez plutôt le fichier SIECLE ou STS-WEB, qui créera ce qui manque sans doublon.
#[derive(Debug, Clone, Args)]
pub struct Add {
    #[command(flatten)]
    identity: Identity,
    /// Profil : eleve, enseignant, personnel, chef-etablissement
    #[arg(long, value_name = "PROFIL")]
    profile: Option<ProfileArg>,
    /// C’est bien une autre personne que celle qui lui ressemble
    #[arg(long)]
    another: bool,
    /// N’ajoute que la fiche, sans compte
    #[arg(long)]
    no_account: bool,
}

/// What may be said of a person.
#[derive(Debug, Clone, Args)]
pub struct Identity {
    /// Civilité : M ou MME
    #[arg(long, value_name = "CIVILITÉ", value_parser = none_or(civility))]
    civility: Option<String>,
    /// Nom de famille
    #[arg(long, value_name = "NOM")]
    family_name: Option<String>,
    /// Nom d’usage
    #[arg(long, value_name = "NOM", value_parser = none_or(|typed| Ok(typed.to_owned())))]
    usage_name: Option<String>,
    /// Prénom
    #[arg(long, value_name = "PRÉNOM")]
    first_name: Option<String>,
    /// Date de naissance, jj/mm/aaaa
    #[arg(long, value_name = "DATE", value_parser = birth_date)]
    birth_date: Option<Date>,
    /// Adresse électronique
    #[arg(long, value_name = "ADRESSE", value_parser = none_or(address))]
    email: Option<String>,
    /// Discipline d’un enseignant
    #[arg(long, value_name = "DISCIPLINE", value_parser = none_or(french::label))]
    discipline: Option<String>,
    /// Division (peut être répété)
    #[arg(long, visible_alias = "class", value_name = "DIVISION", value_parser = none_or(french::label))]
    division: Vec<String>,
    /// INE d’un élève
    #[arg(long, value_name = "INE", value_parser = none_or(ine))]
    ine: Option<String>,
}

type Read<T> = std::result::Result<T, String>;

fn civility(typed: &str) -> Read<String> {
    person::civility(typed).map(str::to_owned).ok_or_else(|| "la civilité est M ou MME".to_owned())
}

fn birth_date(typed: &str) -> Read<Date> {
    match date::read(typed) {
        DateCell::Day(day) => Ok(day),
        _ => Err("une date est attendue, jj/mm/aaaa".to_owned()),
    }
}

fn address(typed: &str) -> Read<String> {
    email(typed.to_owned()).map_err(|refusal| refusal.0)
}

fn name(typed: &str) -> Read<String> {
    checked_name(typed).ok_or_else(bad_name)
}

/// A value, or none where the word says so.
fn none_or(read: fn(&str) -> Read<String>) -> impl Fn(&str) -> Read<String> + Clone + Send + Sync {
    move |typed| if ["aucun", "aucune"].contains(&typed) { Ok(String::new()) } else { read(typed) }
}

/// A national number as it is kept.
fn ine(typed: &str) -> Read<String> {
    match read_ine(typed) {
        IneCell::Number { ine, usual: true } => Ok(ine.as_str().to_owned()),
        _ => Err("ce n’est pas un INE : onze chiffres et lettres".to_owned()),
    }
}

fn profile(typed: &str) -> Read<ProfileArg> {
    <ProfileArg as clap::ValueEnum>::from_str(typed.trim(), true)
        .map_err(|_| format!("le profil « {typed} » n’existe pas"))
}

impl From<Identity> for users::Identity {
    fn from(options: Identity) -> Self {
        Self {
            civility: options.civility,
            family_name: options.family_name,
            usage_name: options.usage_name,
            first_name: options.first_name,
            birth_date: options.birth_date,
            email: options.email,
            discipline: options.discipline,
            divisions: options.division,
            ine: options.ine,
        }
    }
}

impl Add {
    pub fn run(mut self, session: &mut Session) -> Result {
        work::base::open(&session.world)?;
        self.ask(session)?;
        let request = Request {
            identity: self.identity.into(),
            profile: self.profile.map(Profile::from),
            another: self.another,
            no_account: self.no_account,
        };
        lead(session, request, Trial::Never)
    }

    fn ask(&mut self, session: &mut Session) -> Result<()> {
        let said = &mut self.identity;
        said.civility = optional(session, said.civility.take(), "Civilité, M ou MME", civility)?;
        said.family_name = Some(required(session, said.family_name.take(), "Nom de famille", "--family-name", name)?);
        said.first_name = Some(required(session, said.first_name.take(), "Prénom", "--first-name", name)?);
        said.birth_date = optional(session, said.birth_date, "Date de naissance, jj/mm/aaaa", birth_date)?;
        said.email = optional(session, said.email.take(), "Adresse électronique", address)?;
        let question = "Profil (eleve, enseignant, personnel, chef-etablissement)";
        let profile = required(session, self.profile, question, "--profile", profile)?;
        self.profile = Some(profile);
        if profile == ProfileArg::Eleve {
            said.ine = optional(session, said.ine.take(), "INE", ine)?;
        }
        if profile == ProfileArg::Enseignant {
            said.discipline = optional(session, said.discipline.take(), "Discipline", french::label)?;
        }
        if said.division.is_empty() && matches!(profile, ProfileArg::Eleve | ProfileArg::Enseignant) {
            let several = |typed: &str| typed.split(',').map(french::label).collect();
            let divisions = optional(session, None, "Divisions, séparées par des virgules", several)?;
            said.division = divisions.unwrap_or_default();
        }
        Ok(())
    }
}

impl Led for Request {
    fn refuse(error: work::Error, say: &mut Speech) -> Error {
        if let work::Error::Users(Refusal::Double(_, close)) = &error {
            say.table(lookalikes(close), usize::MAX);
        }
        error.into()
    }

    fn show(plan: &Plan, say: &mut Speech) {
        if let Some(at) = &plan.erased {
            say.warn(format!("cette personne a été effacée le {}, vérifiez qu’elle est bien revenue.", day_of(at)));
        }
        Self::foresee(plan).remarks.iter().for_each(|remark| say.warn(remark.to_string()));
    }

    fn question(plan: &Plan) -> Option<Question> {
        shared(&Self::foresee(plan).name, &plan.sharing)
    }

    fn tell(added: &Added, say: &mut Speech) {
        say.tell(format!("{} ajouté(e) : {}.", added.name, added.profile.label()));
        if let Some(reason) = added.refused {
            say.status(format!("Sans compte : {}.", reason.as_str()));
        }
        if let [login] = &added.logins[..] {
            say.tell("1 compte créé.");
            say.tell(format!("Identifiant : {login}"));
            say.next(slips::generate_one(login));
        }
    }
}
