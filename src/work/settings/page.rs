//! Every setting, grouped as the service groups them, with its default and its meaning.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::domain::instant::Instant;
use crate::domain::setting::{Group, Key, Settings};
use crate::store::{ImageKind, Store};
use crate::work::{Result, base};
use crate::world::World;

/// The page of settings: under the contract, an object of names and values.
#[derive(Debug)]
pub struct Page {
    pub lines: Vec<Line>,
    /// Width and height of the logo and of the stamp.
    pub logo: Option<(u32, u32)>,
    pub stamp: Option<(u32, u32)>,
    /// Instant at which transfers were enabled.
    pub transfers: Option<Instant>,
    /// How many labels of the forms were changed.
    pub labels: usize,
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

/// The page, as it is now.
pub fn page(world: &World) -> Result<Page> {
    let store = base::open(world)?;
    let settings = store.settings()?;
    let agreement = store.transfer_agreement()?.filter(|agreement| agreement.enabled);
    Ok(Page {
        lines: Key::all().map(|key| line(&settings, key)).collect(),
        logo: size(&store, ImageKind::Logo)?,
        stamp: size(&store, ImageKind::Stamp)?,
        transfers: agreement.map(|agreement| agreement.at),
        labels: store.masks()?.len(),
    })
}

fn size(store: &Store, kind: ImageKind) -> Result<Option<(u32, u32)>> {
    Ok(store.image(kind)?.map(|image| (image.width, image.height)))
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

impl Page {
    /// What is not a setting of its own, as people read it: name and value.
    pub fn others(&self) -> [(&'static str, Group, Option<String>); 4] {
        let pixels = |size: Option<(u32, u32)>| size.map(|(width, height)| format!("{width} × {height} pixels"));
        let transfers = match &self.transfers {
            Some(at) => format!("activés le {}", crate::french::day_of(at)),
            None => "désactivés".to_owned(),
        };
        let labels = match self.labels {
            0 => "libellés d’origine".to_owned(),
            n => crate::french::count(n, "libellé changé", "libellés changés"),
        };
        [
            ("logo", Group::Pictures, pixels(self.logo)),
            ("stamp", Group::Pictures, pixels(self.stamp)),
            ("transfers", Group::Transfers, Some(transfers)),
            ("masks", Group::Forms, Some(labels)),
        ]
    }
}

impl Serialize for Page {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let others = self.others();
        let mut object: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        object.extend(self.lines.iter().map(|line| (line.key, line.value.as_deref())));
        object.extend(others.iter().map(|(name, _, value)| (*name, value.as_deref())));
        object.serialize(serializer)
    }
}
