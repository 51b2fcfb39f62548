//! The settings that schools change, by what they mean; the others by their name.

use super::asked::{line, one_of, operand, spelt};
use super::paths::{file, meant};
use super::{Words, chosen};
use crate::cli::Session;
use crate::domain::name::likeness;
use crate::domain::setting::{Group, Key, Words as SlipWords};
use crate::error::Result;
use crate::french::list;
use crate::work;

/// From where on two names resemble each other.
const NEAR: f64 = 0.85;

/// Those that most schools have a use for.
const USUAL: [Key; 9] = [
    Key::Name,
    Key::HeadName,
    Key::Email,
    Key::Site,
    Key::Dpo,
    Key::PasswordDays,
    Key::Slip(SlipWords::Message, None),
    Key::Slip(SlipWords::Contact, None),
    Key::BackupFolder,
];

pub fn words(session: &mut Session) -> Result<Words> {
    let choices = ["Voir les réglages…", "En changer un…", "Choisir le logo…", "Choisir le cachet…"];
    Ok(match one_of(session, "Quel réglage ?", &choices)? {
        Some(0) => group(session)?,
        Some(1) => change(session)?,
        Some(2) => file(session, "Quelle image ?", "l’image")?.map(|file| spelt(["settings", "logo", &file])),
        Some(_) => file(session, "Quelle image ?", "l’image")?.map(|file| spelt(["settings", "stamp", &file])),
        None => None,
    })
}

/// Those of a group, by its title; all of them make a long list.
fn group(session: &mut Session) -> Result<Words> {
    let titles = Group::ALL.map(|group| group.label().to_owned());
    let title = chosen(session, "Lesquels ? (Entrée : aucun)", &titles)?.map(|at| &titles[at]);
    Ok(title.map(|title| spelt(["settings", "show", title])))
}

fn change(session: &mut Session) -> Result<Words> {
    let mut choices: Vec<String> = USUAL.iter().map(|key| key.meaning()).collect();
    choices.push("Un autre, par son nom tel que « Voir les réglages » le donne…".to_owned());
    let key = match chosen(session, "Lequel ?", &choices)? {
        Some(at) if at < USUAL.len() => Some(USUAL[at]),
        Some(_) => named(session)?,
        None => None,
    };
    let Some(key) = key else { return Ok(None) };
    let present = work::base::open(&session.world)?.settings()?.value(key);
    let now = present.as_deref().unwrap_or("rien");
    session.say(|say| say.status(format!("{} : {now}", key.meaning())));
    let is_needed = [Key::Name, Key::Uai, Key::Email].contains(&key);
    let question = match is_needed {
        true => "Nouvelle valeur (Entrée : la garder) :",
        false => "Nouvelle valeur (Entrée : la garder ; un tiret seul : l’enlever) :",
    };
    Ok(line(session, question)?.map(|value| match value.as_str() {
        "-" if !is_needed => spelt(["settings", "unset", key.as_str()]),
        _ => {
            let value = if key.is_path() { meant(session, &value) } else { value };
            [spelt(["settings", "set", key.as_str()]), operand(value)].concat()
        }
    }))
}

/// One by its name, asked until there is one.
fn named(session: &mut Session) -> Result<Option<Key>> {
    while let Some(typed) = line(session, "Son nom (par exemple mail.host) :")? {
        if let Some(key) = Key::find(&typed) {
            return Ok(Some(key));
        }
        let near = Key::all().map(Key::as_str).filter(|name| likeness(name, &typed) > NEAR);
        let near: Vec<String> = near.map(|name| format!("« {name} »")).collect();
        let advice = if near.is_empty() {
            "« Voir les réglages » les nomme".to_owned()
        } else {
            format!("proches : {}", list(&near))
        };
        session.warn(format!("il n’y a pas de réglage « {typed} » : {advice}."));
    }
    Ok(None)
}
