//! Every setting, grouped as the service groups them, with its default and its meaning.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::domain::name;
use crate::domain::setting::{Group, Key, Settings};
use crate::french;
use crate::store::{ImageKind, Store};
use crate::work::{Result, base};
use crate::world::World;

/// The page of settings: under the contract, an object of names and values.
#[derive(Debug)]
pub struct Page {
    pub lines: Vec<Line>,
    /// What is not a setting of its own.
    pub others: Vec<Other>,
}

/// A line that another command sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    Logo,
    Stamp,
    Transfers,
    Labels,
}

/// One of them, as people read it.
#[derive(Debug)]
pub struct Other {
    pub matter: Matter,
    pub name: &'static str,
    pub group: Group,
    pub value: Option<String>,
}

/// One setting.
#[derive(Debug)]
pub struct Line {
    pub group: Group,
    pub key: &'static str,
    pub value: Option<String>,
    /// What applies where nothing is set, and whether it does.
    pub default: Option<String>,
    pub is_default: bool,
    pub meaning: String,
}

/// The page as it is now, or what of it is about a word: a name, a title of the page, or what something means.
pub fn page(world: &World, about: &str) -> Result<Page> {
    let store = base::open(world)?;
    let settings = store.settings()?;
    let about = name::fold(about);
    let is_about = |words: &[&str]| words.iter().any(|words| name::fold(words).contains(&about));
    // A title is what stands under it, whatever else says the same word.
    let title = Group::ALL.into_iter().find(|group| name::fold(group.label()) == about);
    let is_about = |group: Group, words: &[&str]| title.map_or_else(|| is_about(words), |title| title == group);
    let lines = Key::all().map(|key| line(&settings, key));
    Ok(Page {
        lines: lines.filter(|line| is_about(line.group, &[line.key, line.group.label(), &line.meaning])).collect(),
        others: others(&store)?
            .into_iter()
            .filter(|other| is_about(other.group, &[other.name, other.group.label()]))
            .collect(),
    })
}

/// What is not a setting of its own.
fn others(store: &Store) -> Result<[Other; 4]> {
    let agreement = store.transfer_agreement()?.filter(|agreement| agreement.enabled);
    let transfers = match agreement {
        Some(agreement) => format!("activés le {}", french::day_of(&agreement.at)),
        None => "désactivés".to_owned(),
    };
    let labels = match store.masks()?.len() {
        0 => "libellés d’origine".to_owned(),
        n => french::count(n, "libellé changé", "libellés changés"),
    };
    let other = |matter, name, group, value| Other { matter, name, group, value };
    Ok([
        other(Matter::Logo, "logo", Group::Pictures, size(store, ImageKind::Logo)?),
        other(Matter::Stamp, "stamp", Group::Pictures, size(store, ImageKind::Stamp)?),
        other(Matter::Transfers, "transfers", Group::Transfers, Some(transfers)),
        other(Matter::Labels, "masks", Group::Forms, Some(labels)),
    ])
}

fn size(store: &Store, kind: ImageKind) -> Result<Option<String>> {
    Ok(store.image(kind)?.map(|image| format!("{} × {} pixels", image.width, image.height)))
}

fn line(settings: &Settings, key: Key) -> Line {
    let value = settings.value(key);
    Line {
        group: key.group(),
        key: key.as_str(),
        is_default: !settings.0.contains_key(&key) && value.is_some(),
        value,
        default: settings.default_value(key),
        meaning: key.meaning(),
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut object: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        object.extend(self.lines.iter().map(|line| (line.key, line.value.as_deref())));
        object.extend(self.others.iter().map(|other| (other.name, other.value.as_deref())));
        object.serialize(serializer)
    }
}
