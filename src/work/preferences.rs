//! Which value applies, and where it comes from: the option, a variable, the base, the user's file, the machine's, a default.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::domain::preference::Preference;
use crate::domain::setting::{Key, Settings, read_millimetres};
use crate::paper::stock::{MM, Printer};
use crate::sources::preferences;
use crate::work::Result;
use crate::world::{self, Level, World};

/// Largest file of preferences that is read, in bytes.
const MAX_BYTES: usize = 64 << 10;

/// The language of slips where nobody says another.
const FRENCH: &str = "fr";

/// Where a value comes from, the nearest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Option(&'static str),
    Variable(&'static str),
    Base,
    File(Level, PathBuf),
    Default,
}

/// A value that applies, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub value: String,
    pub origin: Origin,
}

/// What is wrong with a file of preferences, which is then left aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Complaint {
    /// The line that cannot be read.
    Line(PathBuf, usize),
    Unknown(PathBuf, String),
    Refused(PathBuf, &'static str, String),
    Unreadable(PathBuf),
}

/// A value under its name, with where it comes from in a word.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub key: String,
    pub value: Option<String>,
    pub origin: String,
}

/// What the files say, the nearest first, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub struct Preferences {
    found: Vec<(Preference, Found)>,
    pub complaints: Vec<Complaint>,
}

impl Preferences {
    /// Reads them.
    pub fn read(world: &World) -> Self {
        let mut preferences = Self::default();
        for (level, path) in &world.preferences {
            preferences.add(world, *level, path);
        }
        preferences
    }

    fn add(&mut self, world: &World, level: Level, path: &Path) {
        let bytes = match world.read_file(path, MAX_BYTES) {
            Ok(bytes) => bytes,
            Err(world::Error::CannotRead(_, why)) if why.kind() == std::io::ErrorKind::NotFound => return,
            Err(_) => return self.complaints.push(Complaint::Unreadable(path.to_owned())),
        };
        let told = match preferences::read(&String::from_utf8_lossy(&bytes)) {
            Ok(told) => told,
            Err(line) => return self.complaints.push(Complaint::Line(path.to_owned(), line)),
        };
        for (name, value) in told {
            let Some(preference) = Preference::find(&name) else {
                self.complaints.push(Complaint::Unknown(path.to_owned(), name));
                continue;
            };
            match preference.check(&value) {
                Ok(value) => {
                    self.found.push((preference, Found { value, origin: Origin::File(level, path.to_owned()) }));
                }
                Err(why) => self.complaints.push(Complaint::Refused(path.to_owned(), preference.as_str(), why.0)),
            }
        }
    }

    /// What applies of one of them.
    pub fn get(&self, preference: Preference) -> Option<&Found> {
        self.found.iter().find(|(found, _)| *found == preference).map(|(_, found)| found)
    }
}

/// The language of slips: that which was asked for, else the base's, the files', French.
pub fn language(world: &World, settings: &Settings, asked: Option<&str>) -> Found {
    let asked = asked.map(|value| Found { value: value.to_owned(), origin: Origin::Option("--lang") });
    let of_base = || of_base(settings, Preference::Language);
    let of_files = || Preferences::read(world).get(Preference::Language).cloned();
    asked.or_else(of_base).or_else(of_files).unwrap_or_else(french)
}

/// What the printer of this machine does to a page.
pub fn printer(world: &World, settings: &Settings) -> Printer {
    let preferences = Preferences::read(world);
    let length =
        |preference| found(&preferences, settings, preference).map(|found| read_millimetres(&found.value) * MM);
    let usual = Printer::default();
    Printer {
        right: length(Preference::ShiftRight).unwrap_or(usual.right),
        down: length(Preference::ShiftDown).unwrap_or(usual.down),
        margin: length(Preference::PrinterMargin).unwrap_or(usual.margin),
    }
}

/// What the base says of a preference, else the files.
fn found(preferences: &Preferences, settings: &Settings, preference: Preference) -> Option<Found> {
    of_base(settings, preference).or_else(|| preferences.get(preference).cloned())
}

fn of_base(settings: &Settings, preference: Preference) -> Option<Found> {
    let value = preference.key().and_then(|key| settings.value(key))?;
    Some(Found { value, origin: Origin::Base })
}

/// The language where nobody says another.
fn french() -> Found {
    Found { value: FRENCH.to_owned(), origin: Origin::Default }
}

/// Every setting of the base with where it comes from, and the language that applies.
pub fn origins(world: &World) -> Result<Vec<(String, Option<String>, Origin)>> {
    let settings = super::base::open(world)?.settings()?;
    let preferences = Preferences::read(world);
    let lines = Key::all().map(|key| {
        let preferred = Preference::behind(key).and_then(|preference| found(&preferences, &settings, preference));
        let usual = || (key == Key::SlipLanguage).then(french);
        if let Some(Found { value, origin }) = preferred.or_else(usual) {
            return (key.as_str().to_owned(), Some(value), origin);
        }
        let origin = if settings.0.contains_key(&key) { Origin::Base } else { Origin::Default };
        (key.as_str().to_owned(), settings.value(key), origin)
    });
    Ok(lines.collect())
}
