//! `cpro users`: people entered and corrected by hand.

use clap::Subcommand;

use crate::cli::Context;
use crate::domain::name;
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::error::{Error, Result};
use crate::store::Store;

mod add;
mod edit;
mod list;
mod presence;
mod write;

/// Personnes saisies à la main : ajouter, corriger, archiver, changer de profil
#[derive(Debug, Subcommand)]
pub enum Users {
    Add(add::Add),
    Edit(edit::Edit),
    Archive(presence::Archive),
    Profile(edit::ChangeProfile),
    Show(list::Show),
    List(list::List),
}

impl Users {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Add(add) => add.run(context),
            Self::Edit(edit) => edit.run(context),
            Self::Archive(archive) => archive.run(context),
            Self::Profile(profile) => profile.run(context),
            Self::Show(show) => show.run(context),
            Self::List(list) => list.run(context),
        }
    }
}

/// The one person that a word names: a login, an INE, or first name and surname in either order.
fn find(store: &Store, typed: &str) -> Result<Known> {
    let people = store.people()?;
    if let Some((id, _)) = store.account(typed)?.and_then(|account| account.person) {
        return people.into_iter().find(|known| known.id == id).ok_or_else(|| unknown(typed));
    }
    let wanted = name::fold(typed);
    let is = |known: &&Known| {
        let person = &known.person;
        let turned = format!("{} {}", person.surname(), person.first_name);
        !person.ine.is_empty() && person.ine.eq_ignore_ascii_case(typed.trim())
            || name::fold(&person.full_name()) == wanted
            || name::fold(&turned) == wanted
    };
    let found: Vec<&Known> = people.iter().filter(is).collect();
    match found[..] {
        [one] => Ok(one.clone()),
        [] => Err(unknown(typed)),
        _ => Err(Error::refused(format!(
            "«\u{a0}{typed}\u{a0}» désigne {} personnes\u{a0}: donnez l’identifiant ou l’INE.",
            found.len()
        ))
        .hint("cpro users list")),
    }
}

/// Refuses an inspector: the head lets inspectors in, nobody else changes them.
fn refuse_inspector(known: &Known) -> Result<()> {
    if known.person.profile != Profile::Inspector {
        return Ok(());
    }
    let message =
        format!("{} est un inspecteur\u{a0}: son accès ne se change pas à la main.", known.person.full_name());
    Err(Error::refused(message).hint("cpro inspectors open, ou cpro inspectors close IDENTIFIANT"))
}

fn unknown(typed: &str) -> Error {
    Error::refused(format!("personne ne répond à «\u{a0}{typed}\u{a0}».")).hint("cpro users list")
}
