//! `cpro users add`: somebody whom no file brings.

use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::write;
use crate::cli::Context;
use crate::cli::accounts::create::{Create, require};
use crate::cli::ask::{optional, required};
use crate::cli::select::ProfileArg;
use crate::cli::{french, print};
use crate::domain::date::{self, DateCell};
use crate::domain::identity::{Agreement, agreements};
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::name;
use crate::domain::origin::Origin;
use crate::domain::person::{self, Detail, Person};
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::domain::setting::email;
use crate::error::{Error, Result, exit};
use crate::french::day;
use crate::store::Store;
use crate::terminal::safe;
use crate::terminal::table::Listing;

/// Ajoute une personne et son compte
///
/// Ce que les options ne disent pas est demandé dans le terminal. Une personne qui ressemble à quelqu’un est refusée :
/// ré-importez plutôt le fichier SIECLE ou STS-WEB, qui créera ce qui manque sans doublon.
#[derive(Debug, Args)]
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
#[derive(Debug, Args)]
pub struct Identity {
    /// Civilité : M ou MME
    #[arg(long, value_name = "CIVILITÉ", value_parser = civility)]
    pub civility: Option<String>,
    /// Nom de famille
    #[arg(long, value_name = "NOM")]
    pub family_name: Option<String>,
    /// Nom d’usage
    #[arg(long, value_name = "NOM")]
    pub usage_name: Option<String>,
    /// Prénom
    #[arg(long, value_name = "PRÉNOM")]
    pub first_name: Option<String>,
    /// Date de naissance, jj/mm/aaaa
    #[arg(long, value_name = "DATE", value_parser = birth_date)]
    pub birth_date: Option<Date>,
    /// Adresse électronique
    #[arg(long, value_name = "ADRESSE", value_parser = address)]
    pub email: Option<String>,
    /// Discipline d’un enseignant
    #[arg(long, value_name = "DISCIPLINE", value_parser = french::label)]
    pub discipline: Option<String>,
    /// Division (peut être répété)
    #[arg(long, visible_alias = "class", value_name = "DIVISION", value_parser = french::label)]
    pub division: Vec<String>,
    /// INE d’un élève
    #[arg(long, value_name = "INE", value_parser = ine)]
    pub ine: Option<String>,
}

fn civility(typed: &str) -> std::result::Result<String, String> {
    person::civility(typed).map(str::to_owned).ok_or_else(|| "la civilité est M ou MME".to_owned())
}

fn birth_date(typed: &str) -> std::result::Result<Date, String> {
    match date::read(typed) {
        DateCell::Day(day) => Ok(day),
        _ => Err("une date est attendue, jj/mm/aaaa".to_owned()),
    }
}

fn address(typed: &str) -> std::result::Result<String, String> {
    email(typed.to_owned()).map_err(|refusal| refusal.0)
}

impl Identity {
    /// Writes in `person` what was said.
    pub fn apply(&self, person: &mut Person) -> Result<()> {
        let names = [(&self.family_name, &mut person.family_name), (&self.first_name, &mut person.first_name)];
        for (said, name) in names {
            if let Some(said) = said {
                *name = checked(said).map_err(|why| Error::new(exit::USAGE, format!("{why}.")))?.into();
            }
        }
        let details = [
            (Detail::UsageName, &self.usage_name),
            (Detail::Civility, &self.civility),
            (Detail::Email, &self.email),
            (Detail::Discipline, &self.discipline),
        ];
        for (detail, said) in details {
            if let Some(said) = said {
                person.details.set(detail, Some(&name::tidy(said)));
            }
        }
        if !self.division.is_empty() {
            person.division = Some(self.division.join(", ").into());
        }
        person.birth_date = self.birth_date.or(person.birth_date);
        match &self.ine {
            Some(_) if person.profile != Profile::Student => {
                return Err(Error::new(exit::USAGE, "seul un élève a un INE."));
            }
            Some(ine) => person.ine = ine.as_str().into(),
            None => {}
        }
        Ok(())
    }
}

/// A name as it is kept.
fn checked(said: &str) -> std::result::Result<String, String> {
    let name = name::tidy(said);
    if name.is_empty() || name.chars().count() > name::MAX_NAME || name.contains(name::is_forbidden) {
        return Err(format!("nom refusé\u{a0}: de 1 à {} caractères, sans caractère de contrôle", name::MAX_NAME));
    }
    Ok(name)
}

/// A national number as it is kept.
fn ine(typed: &str) -> std::result::Result<String, String> {
    match read_ine(typed) {
        IneCell::Number { ine, usual: true } => Ok(ine.into()),
        _ => Err("ce n’est pas un INE : onze chiffres et lettres".to_owned()),
    }
}

impl Add {
    pub fn run(mut self, context: &mut Context) -> Result {
        let mut store = context.store()?;
        require(&store.settings()?)?;
        self.ask(context)?;
        let profile = self.profile.map_or(Profile::Teacher, Profile::from);
        if matches!(profile, Profile::Administrator | Profile::Inspector) {
            let error = Error::refused(
                "l’administrateur est unique, et un inspecteur n’est ouvert que par le chef d’établissement.",
            );
            return Err(error.hint("cpro inspectors open"));
        }
        let mut person = Person { origin: Origin::Other, left: Some(false), ..Person::new(profile) };
        self.identity.apply(&mut person)?;
        if person.birth_date.is_some_and(|birth| birth > context.today()) {
            return Err(Error::new(exit::USAGE, "cette date de naissance n’est pas encore passée.")
                .hint("--birth-date jj/mm/aaaa"));
        }
        if !self.another {
            refuse_double(context, &store, &person)?;
        }
        let name = person.full_name();
        let batch = write::add(context, &mut store, person)?;
        context.ui().tell(&format!("{name} ajouté(e)\u{a0}: {}.", profile.label()))?;
        let accounts = if self.no_account { Vec::new() } else { self.account(context, &mut store)? };
        let logins: Vec<String> = accounts
            .iter()
            .filter_map(|id| store.account_numbered(*id).ok().flatten())
            .map(|account| account.login.to_string())
            .collect();
        if let [login] = &logins[..] {
            context.ui().tell(&format!("Identifiant\u{a0}: {login}"))?;
            context.ui().hint(&format!("cpro slips generate {login} -o papillon.pdf"))?;
        }
        print::report(context, || json!({ "schema": 1, "name": name, "logins": logins, "batch": batch.0 }))?;
        Ok(exit::DONE)
    }

    /// The one account that is missing since; others that were due are not this command's affair.
    fn account(&self, context: &mut Context, store: &mut Store) -> Result<Vec<crate::domain::account::AccountId>> {
        let newest = store.people()?.last().map(|known| known.id);
        let Some(newest) = newest else { return Ok(Vec::new()) };
        Ok(Create::for_person(newest).create(context, store)?.accounts)
    }

    fn ask(&mut self, context: &mut Context) -> Result<()> {
        let identity = &mut self.identity;
        identity.civility = optional(context, identity.civility.take(), "Civilité, M ou MME", civility)?;
        identity.family_name =
            Some(required(context, identity.family_name.take(), "Nom de famille", "--family-name", checked)?);
        identity.first_name = Some(required(context, identity.first_name.take(), "Prénom", "--first-name", checked)?);
        let birth = "Date de naissance, jj/mm/aaaa";
        identity.birth_date = optional(context, identity.birth_date, birth, birth_date)?;
        identity.email = optional(context, identity.email.take(), "Adresse électronique", address)?;
        let question = "Profil (eleve, enseignant, personnel, chef-etablissement)";
        let profile = required(context, self.profile, question, "--profile", profile)?;
        self.profile = Some(profile);
        if profile == ProfileArg::Eleve {
            identity.ine = optional(context, identity.ine.take(), "INE", ine)?;
        }
        if profile == ProfileArg::Enseignant {
            identity.discipline = optional(context, identity.discipline.take(), "Discipline", french::label)?;
        }
        if identity.division.is_empty() && matches!(profile, ProfileArg::Eleve | ProfileArg::Enseignant) {
            let several = |typed: &str| typed.split(',').map(french::label).collect();
            let divisions = optional(context, None, "Divisions, séparées par des virgules", several)?;
            identity.division = divisions.unwrap_or_default();
        }
        Ok(())
    }
}

fn profile(typed: &str) -> std::result::Result<ProfileArg, String> {
    <ProfileArg as clap::ValueEnum>::from_str(typed.trim(), true)
        .map_err(|_| format!("le profil «\u{a0}{typed}\u{a0}» n’existe pas"))
}

/// Shows whoever the newcomer resembles, and refuses.
fn refuse_double(context: &mut Context, store: &Store, person: &Person) -> Result<()> {
    let people = store.people()?;
    let close: Vec<&Known> = people.iter().filter(|known| resembles(&known.person, person)).collect();
    if close.is_empty() {
        return Ok(());
    }
    let mut listing = Listing::new(["Nom", "Prénom", "Naissance", "Profil", "Division", ""]);
    for known in &close {
        let known_person = &known.person;
        listing.row([
            known_person.surname().to_owned(),
            known_person.first_name.to_string(),
            known_person.birth_date.map(day).unwrap_or_default(),
            known_person.profile.label().to_owned(),
            known_person.division().to_owned(),
            if known.present { String::new() } else { "parti(e)".to_owned() },
        ]);
    }
    let table = listing.table(context.terminal.width, context.terminal.color);
    context.ui().show(&table)?;
    let message =
        format!("{} est probablement déjà dans la base\u{a0}: rien n’a été ajouté.", safe(&person.full_name()));
    Err(Error::refused(message)
        .hint("ré-importez plutôt le fichier SIECLE ou STS-WEB\u{a0}: il créera ce qui manque, sans doublon.")
        .hint("si c’est bien une autre personne\u{a0}: ajoutez --another"))
}

/// The same INE, the same names, or the same birth date and names that sound alike.
fn resembles(known: &Person, person: &Person) -> bool {
    let [_, (_, ine), (_, birth), (_, names)] = agreements(known, person);
    if ine == Agreement::Same {
        return true;
    }
    let close = |one: &str, other: &str| name::likeness(&name::fold(one), &name::fold(other)) > 0.9;
    let alike = close(known.surname(), person.surname()) && close(&known.first_name, &person.first_name);
    match birth {
        Agreement::Same => names == Agreement::Same || alike,
        Agreement::Unknown => names == Agreement::Same,
        Agreement::Differs => false,
    }
}
