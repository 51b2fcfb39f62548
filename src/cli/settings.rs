//! `cpro settings`: what the establishment has set, its logo and its stamp.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Map, Value};

use super::mail::MailTest;
use crate::context::Context;
use crate::domain::setting::Key;
use crate::error::{Error, Result, exit};
use crate::output::canvas::{Face, Measure};
use crate::output::french;
use crate::output::pdf::Fonts;
use crate::output::picture;
use crate::output::table::Listing;
use crate::output::ui::Format;
use crate::store::{Image, ImageKind};

/// Réglages de l’établissement
#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    Show(Show),
    Get(Get),
    Set(Set),
    Unset(Unset),
    Logo(Logo),
    Stamp(Stamp),
    MailTest(MailTest),
}

/// Montre tous les réglages
#[derive(Debug, Args)]
pub struct Show {}

/// Écrit la valeur d’un réglage
#[derive(Debug, Args)]
pub struct Get {
    /// Clé, par exemple establishment.name
    #[arg(value_name = "CLÉ", value_parser = key)]
    key: Key,
}

/// Change un réglage
#[derive(Debug, Args)]
pub struct Set {
    /// Clé, par exemple establishment.name
    #[arg(value_name = "CLÉ", value_parser = key)]
    key: Key,
    /// Nouvelle valeur
    #[arg(value_name = "VALEUR", allow_hyphen_values = true)]
    value: String,
}

/// Revient à la valeur par défaut d’un réglage
#[derive(Debug, Args)]
pub struct Unset {
    /// Clé, par exemple passwords.days
    #[arg(value_name = "CLÉ", value_parser = key)]
    key: Key,
}

/// Enregistre ou retire le logo imprimé sur les papillons
#[derive(Debug, Args)]
pub struct Logo {
    #[command(flatten)]
    picture: PictureArgs,
}

/// Enregistre ou retire le cachet imprimé sur les papillons
#[derive(Debug, Args)]
pub struct Stamp {
    #[command(flatten)]
    picture: PictureArgs,
}

#[derive(Debug, Args)]
struct PictureArgs {
    /// Image PNG ou JPEG, 5 Mo et 4000 pixels de côté au plus
    #[arg(value_name = "FICHIER", required_unless_present = "remove", conflicts_with = "remove")]
    file: Option<PathBuf>,
    /// Retire l’image
    #[arg(long)]
    remove: bool,
}

fn key(text: &str) -> std::result::Result<Key, String> {
    Key::find(text).ok_or_else(|| {
        let keys: Vec<&str> = Key::ALL.iter().map(|key| key.as_str()).collect();
        format!("cette clé n’existe pas ; clés connues\u{a0}: {}", keys.join(", "))
    })
}

impl SettingsCommand {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Show(show) => show.run(context),
            Self::Get(get) => get.run(context),
            Self::Set(set) => change(context, set.key, Some(&set.value)),
            Self::Unset(unset) => change(context, unset.key, None),
            Self::Logo(logo) => logo.picture.run(context, ImageKind::Logo),
            Self::Stamp(stamp) => stamp.picture.run(context, ImageKind::Stamp),
            Self::MailTest(test) => test.run(context),
        }
    }
}

impl Show {
    fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let settings = store.settings()?;
        let picture = |kind| -> Result<String> {
            let image = store.image(kind)?;
            Ok(image.map_or_else(String::new, |image| format!("{} × {} pixels", image.width, image.height)))
        };
        let mut rows: Vec<(&str, String, &str)> = Key::ALL
            .iter()
            .map(|key| (key.as_str(), settings.value(*key).unwrap_or_default(), key.meaning()))
            .collect();
        rows.push(("logo", picture(ImageKind::Logo)?, "Logo imprimé sur les papillons"));
        rows.push(("stamp", picture(ImageKind::Stamp)?, "Cachet imprimé sur les papillons"));

        let mut listing = Listing::new(["Clé", "Valeur", "Signification"]);
        for (key, value, meaning) in &rows {
            listing.row([(*key).to_owned(), value.clone(), (*meaning).to_owned()]);
        }
        match context.ui.format {
            Format::Json => {
                let value = |text: &String| if text.is_empty() { Value::Null } else { Value::from(text.clone()) };
                let object: Map<String, Value> =
                    rows.iter().map(|(key, text, _)| ((*key).to_owned(), value(text))).collect();
                super::print::json(context, &Value::Object(object))?;
            }
            _ => super::print::listing(context, &listing)?,
        }
        Ok(exit::DONE)
    }
}

impl Get {
    fn run(self, context: &mut Context) -> Result {
        let value = context.store()?.settings()?.value(self.key);
        match value {
            Some(value) => {
                context.ui.answer(&value)?;
                Ok(exit::DONE)
            }
            None => Err(Error::new(exit::SETTINGS, format!("«\u{a0}{}\u{a0}» n’est pas réglé.", self.key.as_str()))
                .hint(format!("cpro settings set {} VALEUR", self.key.as_str()))),
        }
    }
}

fn change(context: &mut Context, key: Key, value: Option<&str>) -> Result {
    let value = value.map(|value| key.check(value)).transpose();
    let value = value
        .map_err(|refusal| Error::new(exit::USAGE, format!("réglage {} refusé\u{a0}: {}.", key.as_str(), refusal.0)))?;
    if let (Key::Slip(..), Some(words)) = (key, &value) {
        check_letters(words)?;
    }
    // A relative path would change its meaning with the folder from which cron runs.
    let value =
        value.map(|value| if key.is_path() { context.resolve(Path::new(&value)).display().to_string() } else { value });
    let mut store = context.store_or_new()?;
    store.transact(context.stamp(), |tx| tx.set(key, value.as_deref()))?;
    let now = store.settings()?.value(key).unwrap_or_else(|| "(rien)".to_owned());
    context.ui.tell(&format!("{} = {now}", key.as_str()))?;
    if key.is_path() && value.as_deref().is_some_and(|path| !Path::new(path).exists()) {
        context.ui.warn("ce chemin n’existe pas (encore).")?;
    }
    Ok(exit::DONE)
}

/// Refuses words that slips could not show.
fn check_letters(words: &str) -> Result<()> {
    let fonts = Fonts::load()?;
    let lacking: String = words.chars().filter(|letter| fonts.advance(Face::Bold, *letter).is_none()).collect();
    if lacking.is_empty() {
        return Ok(());
    }
    Err(Error::new(exit::USAGE, format!("les polices des papillons n’ont pas ces signes\u{a0}: {lacking}.")))
}

impl PictureArgs {
    fn run(self, context: &mut Context, kind: ImageKind) -> Result {
        let word = if kind == ImageKind::Logo { "Logo" } else { "Cachet" };
        let image = match &self.file {
            Some(path) => {
                let bytes = context.read(path, picture::MAX_BYTES)?;
                let picture = picture::read(&bytes).map_err(|error| {
                    Error::new(exit::DATA, format!("«\u{a0}{}\u{a0}»\u{a0}: {error}.", path.display()))
                })?;
                Some(Image { width: picture.width, height: picture.height, png: picture.to_png() })
            }
            None => None,
        };
        let mut store = context.store_or_new()?;
        store.transact(context.stamp(), |tx| tx.set_image(kind, image.as_ref()))?;
        let told = match &image {
            Some(image) => {
                let size = french::number(image.png.len().div_ceil(1024));
                format!("{word} enregistré\u{a0}: {} × {} pixels, {size} Kio.", image.width, image.height)
            }
            None => format!("{word} retiré."),
        };
        context.ui.tell(&told)?;
        Ok(exit::DONE)
    }
}
