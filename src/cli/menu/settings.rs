//! The settings that schools change, by what they mean; the others by their name.

use super::asked::{line, one_of, operand, spelt};
use super::paths::{file, meant};
use super::{Words, chosen};
use crate::cli::Session;
use crate::domain::setting::{Key, Words as SlipWords};
use crate::error::Result;

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
    let choices = ["Voir tous les réglages", "En changer un…", "Choisir le logo…", "Choisir le cachet…"];
    Ok(match one_of(session, "Quel réglage ?", &choices)? {
        Some(0) => Some(spelt(["settings", "show"])),
        Some(1) => change(session)?,
        Some(2) => file(session, "Quelle image ?")?.map(|file| spelt(["settings", "logo", &file])),
        Some(_) => file(session, "Quelle image ?")?.map(|file| spelt(["settings", "stamp", &file])),
        None => None,
    })
}

fn change(session: &mut Session) -> Result<Words> {
    let mut choices: Vec<String> = USUAL.iter().map(|key| key.meaning()).collect();
    choices.push("Un autre, par son nom dans la liste de tous les réglages…".to_owned());
    let named = match chosen(session, "Lequel ?", &choices)? {
        Some(at) if at < USUAL.len() => Some(USUAL[at].as_str().to_owned()),
        Some(_) => line(session, "Son nom (par exemple mail.host) :")?,
        None => None,
    };
    let Some(key) = named else { return Ok(None) };
    let Some(value) = line(session, "Sa nouvelle valeur :")? else { return Ok(None) };
    let is_path = Key::all().any(|known| known.as_str() == key && known.is_path());
    let value = if is_path { meant(session, &value) } else { value };
    Ok(Some([spelt(["settings", "set"]), operand(key), operand(value)].concat()))
}
