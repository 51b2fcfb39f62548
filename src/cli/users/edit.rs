//! `cpro users edit` and `profile`: corrections by hand.

use clap::Args;
use serde_json::json;

use super::add::Identity;
use super::{find, refuse_inspector, write};
use crate::cli::Context;
use crate::cli::print;
use crate::cli::select::ProfileArg;
use crate::domain::person::Person;
use crate::domain::profile::Profile;
use crate::domain::roster::{Known, differences};
use crate::error::{Error, Result, exit};
use crate::store::Store;
use crate::terminal::safe;

/// Corrige la fiche d’une personne
#[derive(Debug, Args)]
pub struct Edit {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
    #[command(flatten)]
    identity: Identity,
}

/// Change le profil d’une personne
#[derive(Debug, Args)]
pub struct ChangeProfile {
    /// Identifiant, INE, ou « Prénom Nom »
    #[arg(value_name = "PERSONNE")]
    who: String,
    /// Profil : enseignant, personnel, chef-etablissement
    #[arg(value_name = "PROFIL")]
    profile: ProfileArg,
}

impl Edit {
    pub fn run(self, context: &mut Context) -> Result {
        let known = find(&context.store()?, &self.who)?;
        refuse_inspector(&known)?;
        let mut person = known.person.clone();
        self.identity.apply(&mut person)?;
        refuse_number(&context.store()?, &known, &person)?;
        change(context, known, person)
    }
}

impl ChangeProfile {
    pub fn run(self, context: &mut Context) -> Result {
        let known = find(&context.store()?, &self.who)?;
        let profile = Profile::from(self.profile);
        let (from, name) = (known.person.profile, known.person.full_name());
        if matches!(profile, Profile::Administrator | Profile::Inspector) || from == Profile::Inspector {
            return Err(Error::refused(
                "il y a toujours un administrateur et un seul, et un inspecteur n’a pas d’autre profil.",
            )
            .hint("pour ouvrir l’accès d’un inspecteur\u{a0}: cpro inspectors open"));
        }
        if profile.is_adult() != from.is_adult() {
            return Err(Error::refused(format!(
                "{} ne peut pas passer du profil «\u{a0}{}\u{a0}» au profil «\u{a0}{}\u{a0}».",
                safe(&name),
                from.label(),
                profile.label()
            ))
            .hint("un élève qui devient personnel est une autre fiche\u{a0}: cpro users add"));
        }
        let person = Person { profile, ..known.person.clone() };
        change(context, known, person)
    }
}

/// Refuses a national number that somebody else has.
fn refuse_number(store: &Store, known: &Known, person: &Person) -> Result<()> {
    if person.ine.is_empty() || person.ine == known.person.ine {
        return Ok(());
    }
    let people = store.people()?;
    let holder = people.iter().find(|other| other.id != known.id && other.person.ine == person.ine);
    holder.map_or(Ok(()), |holder| {
        let name = safe(&holder.person.full_name());
        let message = format!("cet INE est celui de {name}\u{a0}: rien n’a été modifié.");
        Err(Error::refused(message).hint(format!("cpro users show '{name}'")))
    })
}

/// Writes what differs, and says it.
fn change(context: &mut Context, known: Known, person: Person) -> Result {
    let changes = differences(&known.person, &person);
    let name = known.person.full_name();
    if changes.is_empty() {
        context.ui().tell(&format!("{}\u{a0}: aucun changement.", safe(&name)))?;
        return Ok(exit::DONE);
    }
    let in_record = known.person.is_in_record();
    let mut store = context.store()?;
    let fields = changes.iter().map(|change| change.field).collect();
    let batch = write::update(context, &mut store, known, person, fields)?;
    for change in &changes {
        context.ui().tell(&format!("{}\u{a0}: {}", safe(&name), safe(&change.to_string())))?;
    }
    if in_record {
        context.ui().warn("corrigez aussi SIECLE ou STS-WEB\u{a0}: le prochain import remettra ce qu’il dit.")?;
    }
    print::report(context, || {
        let changes: Vec<_> = changes.iter().map(print::change).collect();
        json!({ "schema": 1, "name": name, "changes": changes, "batch": batch.0 })
    })?;
    Ok(exit::DONE)
}
