//! What the establishment has set: values, pictures, labels of the forms.

use std::path::Path;

use serde::Serialize;

use super::backup::refuse_own;
use super::{Error, Result, UseCase, base};
use crate::domain::setting::{Key, Settings};
use crate::paper::canvas::{Face, Measure};
use crate::paper::fonts::Fonts;
use crate::paper::picture::PictureError;
use crate::sources::settings_file::NotSettings;
use crate::store::Store;
use crate::world::World;

pub mod copy;
pub mod masks;
pub mod page;
pub mod pictures;

/// Why nothing was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A value that a key does not take, why, and whether it was empty.
    BadValue(Key, String, bool),
    /// Letters that the fonts of slips lack.
    Unprintable(String),
    /// Nothing is set under the key.
    Unset(Key),
    /// A picture that is none, by its file.
    BadPicture(String, PictureError),
    /// A file that holds no settings, by its name.
    BadFile(String, BadFile),
    /// A file that holds no labels, by its name.
    BadLabels(String, Option<BadLabel>),
    UnknownDiploma(String),
    /// A folder that does not exist, or is a file.
    NoFolder(String, bool),
    /// Code of a diploma, and what is none of its fields; the fields.
    UnknownField(String, String, Vec<String>),
    BadLabel,
}

/// Why a file of settings is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadFile {
    NotSettings(NotSettings),
    UnknownKey(String),
    BadValue(Key, String),
    UnknownPicture(String),
    BadPicture(String, PictureError),
    BadLabel(BadLabel),
}

/// Why a label of a file is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadLabel {
    UnknownDiploma(String),
    UnknownField(String, String),
    /// Diploma and field of a label that is too long, empty or unprintable.
    Refused(String, String),
}

/// A setting changed, or back to its default.
#[derive(Debug, Clone)]
pub struct Change {
    pub key: Key,
    pub value: Option<String>,
}

/// A setting that will change.
pub struct Plan {
    key: Key,
    value: Option<String>,
    /// The present code of a school that has its administrator, where another one would take its place.
    pub other_uai: Option<String>,
    /// What applies once it is written.
    now: Option<String>,
    /// True for a path where nothing is yet.
    dangles: bool,
    /// True for a folder of backups whose files others can remove.
    is_open: bool,
}

/// A setting that changed.
#[derive(Debug, Serialize)]
pub struct Changed {
    pub key: String,
    pub value: Option<String>,
    /// True where a reference of the register was given.
    #[serde(skip)]
    pub is_register: bool,
    #[serde(skip)]
    pub dangles: bool,
    /// The login that the administrator has now, where it followed the code.
    #[serde(skip)]
    pub administrator: Option<String>,
}

impl Plan {
    /// The folder of backups, where others can remove its files.
    pub fn open_folder(&self) -> Option<&Path> {
        self.value.as_deref().filter(|_| self.is_open).map(Path::new)
    }
}

impl UseCase for Change {
    type Plan = Plan;
    type Outcome = Changed;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let key = self.key;
        let value = self.value.map(|value| checked(world, key, &value)).transpose()?;
        if let (Key::BackupRecipient, Some(key)) = (key, &value) {
            refuse_own(store, key)?;
        }
        let mut settings = store.settings()?;
        let other_uai = other_uai(store, &settings, key, value.as_deref())?;
        match &value {
            Some(value) => settings.0.insert(key, value.clone()),
            None => settings.0.remove(&key),
        };
        let dangles = key.is_path() && value.as_deref().is_some_and(|path| !Path::new(path).exists());
        let is_open = key == Key::BackupFolder
            && value.as_deref().is_some_and(|folder| world.lets_others_write(Path::new(folder)));
        Ok(Plan { key, value, other_uai, now: settings.value(key), dangles, is_open })
    }

    fn foresee(plan: &Plan) -> Changed {
        Changed {
            key: plan.key.as_str().to_owned(),
            value: plan.now.clone(),
            is_register: plan.key == Key::Register && plan.value.is_some(),
            dangles: plan.dangles,
            administrator: plan.other_uai.as_ref().and(plan.now.clone()),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Changed> {
        store.transact(base::stamp(world), |tx| tx.set(plan.key, plan.value.as_deref()).map_err(Error::from))?;
        Ok(Self::foresee(&plan))
    }
}

/// What is set under a key, or its default.
pub fn get(world: &World, key: Key) -> Result<Changed> {
    let value = base::open(world)?.settings()?.value(key).ok_or(Refusal::Unset(key))?;
    Ok(Changed {
        key: key.as_str().to_owned(),
        value: Some(value),
        is_register: false,
        dangles: false,
        administrator: None,
    })
}

/// The code of a school that has its administrator is not changed by mistake: logins and files bear it.
fn other_uai(store: &Store, settings: &Settings, key: Key, value: Option<&str>) -> Result<Option<String>> {
    if key != Key::Uai || !store.has_administrator()? {
        return Ok(None);
    }
    Ok(settings.value(Key::Uai).filter(|known| Some(known.as_str()) != value))
}

/// The value as it will be kept, or why it is refused.
fn checked(world: &World, key: Key, value: &str) -> Result<String> {
    let bad = |why: String| Refusal::BadValue(key, why, value.trim().is_empty());
    let value = key.check(value).map_err(|refusal| bad(refusal.0))?;
    if let Key::Slip(..) = key {
        check_letters(&value)?;
    }
    let place = world.resolve(Path::new(&value));
    if key == Key::BackupFolder && !place.is_dir() {
        // Found now, not at night.
        return Err(Refusal::NoFolder(value, place.exists()).into());
    }
    // A relative path would change its meaning with the folder from which cron runs.
    Ok(if key.is_path() { world.resolve(Path::new(&value)).display().to_string() } else { value })
}

/// Refuses words that slips could not show.
fn check_letters(words: &str) -> Result<()> {
    let fonts = Fonts::load()?;
    let lacking: String = words.chars().filter(|letter| fonts.advance(Face::Bold, *letter).is_none()).collect();
    if lacking.is_empty() { Ok(()) } else { Err(Refusal::Unprintable(lacking).into()) }
}
