//! Whom a command is about: a division of the school, or somebody by name.

use super::asked::{line, spelt};
use super::{Choice, Words, chosen};
use crate::cli::Session;
use crate::domain::division;
use crate::error::Result;
use crate::work::search::{Meant, Near, meant};
use crate::work::status::Standing;

/// Somebody's login, asked by name until one is meant.
pub fn somebody(session: &mut Session) -> Result<Option<String>> {
    whoever(session, false)
}

/// The same, or the name of somebody who has no account where `anybody` will do.
pub fn whoever(session: &mut Session, anybody: bool) -> Result<Option<String>> {
    while let Some(typed) = line(session, "Qui ? (un nom, ou un identifiant) :")? {
        let near = match meant(&session.world, &typed)? {
            Meant::One(login) => return Ok(Some(login)),
            Meant::Unaccounted(name) if anybody => return Ok(Some(name)),
            Meant::Unaccounted(name) => {
                session
                    .warn(format!("{name} n’a pas de compte : le {} du menu dit pourquoi.", Choice::Diagnose.number()));
                continue;
            }
            Meant::Among(near) => near,
        };
        let near: Vec<(String, String)> = near.into_iter().filter_map(named).collect();
        if near.is_empty() {
            session.warn(format!("personne ici ne s’appelle « {typed} », ni rien d’approchant."));
            continue;
        }
        let labels: Vec<String> = near.iter().map(|(label, _)| label.clone()).collect();
        if let Some(at) = chosen(session, "Laquelle de ces personnes ? (Entrée pour en chercher une autre)", &labels)?
        {
            return Ok(Some(near[at].1.clone()));
        }
    }
    Ok(None)
}

/// « Célia ABADIE, 2A (celia.abadie) », and the login.
fn named(near: Near) -> Option<(String, String)> {
    let login = near.login?;
    let division = if near.division.is_empty() { String::new() } else { format!(", {}", near.division) };
    let former = near.former.map(|name| format!(", anciennement {name}")).unwrap_or_default();
    Some((format!("{}{division}{former} ({login})", near.name), login))
}

/// A division of the school, as an option.
pub fn division(session: &mut Session, standing: Option<&Standing>) -> Result<Words> {
    let known: Vec<String> = standing.map_or_else(Vec::new, |standing| {
        let named = standing.divisions.keys().map(|(_, _, name)| name.clone());
        named.filter(|name| !name.is_empty()).collect()
    });
    if !known.is_empty() {
        session.say(|say| say.status(format!("Divisions : {}.", known.join(", "))));
    }
    while let Some(typed) = line(session, "Quelle division ?")? {
        match known.iter().find(|name| division::same(name, &typed)) {
            Some(name) if name.starts_with('-') => return Ok(Some(vec![format!("--division={name}")])),
            Some(name) => return Ok(Some(spelt(["--division", name]))),
            None => session.warn(format!("il n’y a pas de division « {typed} ».")),
        }
    }
    Ok(None)
}
