//! The settings of a school as a file, to set up ten of them alike.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::masks::{self, LabelChange};
use super::pictures::encoded;
use super::{BadFile, Refusal, checked, other_uai};
use crate::domain::setting::{Group, Key, Settings};
use crate::domain::uai::Uai;
use crate::sources::settings_file::{self, Contents};
use crate::store::{Image, ImageKind, Store};
use crate::targets::settings_file as file;
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Largest file read: two pictures and some words.
const MAX_BYTES: usize = 16 << 20;

const PICTURES: [(ImageKind, &str); 2] = [(ImageKind::Logo, "logo"), (ImageKind::Stamp, "stamp")];

/// True for what no other establishment shares.
fn is_own(key: Key) -> bool {
    key.group() == Group::Establishment || key == Key::Register
}

/// The text of the file; without what is the establishment's own, where only what is `common` is wanted.
pub fn text(world: &World, common: bool) -> Result<String> {
    let store = base::open(world)?;
    let settings = store.settings()?.0.into_iter().filter(|(key, _)| !common || !is_own(*key));
    let mut pictures = Vec::new();
    for (kind, name) in PICTURES {
        let image = store.image(kind)?.filter(|_| !common);
        pictures.extend(image.map(|image| (name.to_owned(), image.png)));
    }
    Ok(file::write(&file::Contents {
        settings: settings.map(|(key, value)| (key.as_str().to_owned(), value)).collect(),
        pictures,
        labels: store.masks()?,
    }))
}

/// A file of settings written.
#[derive(Debug, Serialize)]
pub struct Exported {
    pub path: String,
}

/// Writes the file.
pub fn export(world: &World, path: &Path, common: bool, force: bool) -> Result<Exported> {
    let text = text(world, common)?;
    world.check_file(path)?;
    world.write(path, text.as_bytes(), force)?;
    Ok(Exported { path: path.display().to_string() })
}

/// The settings of a file; what it does not say does not change.
#[derive(Debug, Clone)]
pub struct Import {
    pub file: PathBuf,
    /// The identity of another establishment too.
    pub identity: bool,
}

/// What a file changes.
pub struct Plan {
    present: Settings,
    settings: Vec<(Key, String)>,
    pictures: Vec<(&'static str, ImageKind, Option<Image>, Image)>,
    labels: Vec<LabelChange>,
    /// Code of the other establishment whose identity is left aside, and ours.
    pub foreign: Option<(String, Uai)>,
    /// The present code, where another one would take its place, and that one.
    pub other_uai: Option<(String, String)>,
}

/// What a file changed.
#[derive(Debug, Serialize)]
pub struct Imported {
    pub dry_run: bool,
    pub changed: Vec<&'static str>,
    pub images: Vec<&'static str>,
    pub masks: usize,
}

impl Imported {
    /// How many things changed.
    pub fn total(&self) -> usize {
        self.changed.len() + self.images.len() + self.masks
    }
}

impl UseCase for Import {
    type Plan = Plan;
    type Outcome = Imported;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let bytes = world.read(&self.file, MAX_BYTES)?;
        let bad = |why: BadFile| Error::from(Refusal::BadFile(self.file.display().to_string(), why));
        let mut contents = settings_file::read(bytes).map_err(|why| bad(BadFile::NotSettings(why)))?;
        let present = store.settings()?;
        let foreign = if self.identity { None } else { without_identity(&present, &mut contents) };
        let labels = masks::changes(store, &contents.labels)?.map_err(|why| bad(BadFile::BadLabel(why)))?;
        let mut plan = Plan { present, settings: Vec::new(), pictures: Vec::new(), labels, foreign, other_uai: None };
        for (name, value) in &contents.settings {
            let key = Key::find(name).ok_or_else(|| bad(BadFile::UnknownKey(name.clone())))?;
            let value = checked(world, key, value).map_err(|error| match error {
                Error::Settings(Refusal::BadValue(key, why, _)) => bad(BadFile::BadValue(key, why)),
                error => error,
            })?;
            plan.set(key, value);
        }
        for (name, bytes) in &contents.pictures {
            plan.picture(store, name, bytes)?.map_err(&bad)?;
        }
        let uai = plan.settings.iter().find(|(key, _)| *key == Key::Uai).map(|(_, uai)| uai.clone());
        let known = other_uai(store, &plan.present, Key::Uai, uai.as_deref())?;
        plan.other_uai = uai.and_then(|uai| known.map(|known| (known, uai)));
        Ok(plan)
    }

    fn foresee(plan: &Plan) -> Imported {
        Imported {
            dry_run: true,
            changed: plan.settings.iter().map(|(key, _)| key.as_str()).collect(),
            images: plan.pictures.iter().map(|(name, ..)| *name).collect(),
            masks: plan.labels.len(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Imported> {
        let imported = Imported { dry_run: false, ..Self::foresee(&plan) };
        if imported.total() > 0 {
            store.transact(base::stamp(world), |tx| {
                plan.settings.iter().try_for_each(|(key, value)| tx.set(*key, Some(value)))?;
                plan.pictures.iter().try_for_each(|(_, kind, _, image)| tx.set_image(*kind, Some(image)))?;
                plan.labels.iter().try_for_each(|label| label.write(tx))
            })?;
        }
        Ok(imported)
    }
}

/// Leaves the identity of another establishment out; tells whose it was, and ours.
fn without_identity(present: &Settings, contents: &mut Contents) -> Option<(String, Uai)> {
    let ours = present.uai()?;
    let (_, theirs) = contents.settings.iter().find(|(name, _)| name == Key::Uai.as_str())?;
    if theirs.parse() == Ok(ours.clone()) {
        return None;
    }
    let theirs = theirs.clone();
    contents.settings.retain(|(name, _)| Key::find(name).is_none_or(|key| !is_own(key)));
    Some((theirs, ours))
}

impl Plan {
    /// The last word of the file counts, where it says one thing twice.
    fn set(&mut self, key: Key, value: String) {
        self.settings.retain(|(known, _)| *known != key);
        if self.present.0.get(&key) != Some(&value) {
            self.settings.push((key, value));
        }
    }

    fn picture(&mut self, store: &Store, name: &str, bytes: &[u8]) -> Result<std::result::Result<(), BadFile>> {
        let Some((kind, name)) = PICTURES.into_iter().find(|(_, known)| *known == name) else {
            return Ok(Err(BadFile::UnknownPicture(name.to_owned())));
        };
        let image = match encoded(bytes) {
            Ok(image) => image,
            Err(why) => return Ok(Err(BadFile::BadPicture(name.to_owned(), why))),
        };
        let before = store.image(kind)?;
        if before.as_ref() != Some(&image) {
            self.pictures.push((name, kind, before, image));
        }
        Ok(Ok(()))
    }

    /// Name, before and after of everything that changes.
    pub fn rows(&self) -> Vec<[String; 3]> {
        let size = |image: &Image| format!("{} × {} pixels", image.width, image.height);
        let settings = self
            .settings
            .iter()
            .map(|(key, value)| [key.as_str().to_owned(), self.present.value(*key).unwrap_or_default(), value.clone()]);
        let pictures = self.pictures.iter().map(|(name, _, before, after)| {
            [(*name).to_owned(), before.as_ref().map(size).unwrap_or_default(), size(after)]
        });
        let labels = self
            .labels
            .iter()
            .map(|label| [format!("{} {}", label.diploma, label.field), label.before.clone(), label.after.clone()]);
        settings.chain(pictures).chain(labels).collect()
    }
}
