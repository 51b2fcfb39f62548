//! `cpro settings export` and `import`: the settings of a school as a TOML file, to set up ten of them alike.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use toml::{Table, Value};

use super::masks::{self, Change};
use super::{checked, confirm_uai};
use crate::advice::shell;
use crate::cli::Context;
use crate::cli::print;
use crate::domain::setting::{Group, Key};
use crate::error::{Error, Result, exit};
use crate::french::count;
use crate::paper::picture;
use crate::store::{Image, ImageKind, Store};
use crate::terminal::table::Listing;

/// Largest file read: two pictures and some words.
const MAX_BYTES: usize = 16 << 20;

/// Écrit les réglages, logo et cachet compris, dans un fichier TOML
#[derive(Debug, Args)]
pub struct Export {
    /// Fichier écrit (- : sortie standard)
    #[arg(value_name = "FICHIER.toml")]
    file: PathBuf,
    /// Sans ce qui est propre à l’établissement : son identité, son logo, son cachet
    #[arg(long)]
    common: bool,
    /// Remplace le fichier s’il existe
    #[arg(long, short)]
    force: bool,
}

/// Reprend les réglages d’un fichier TOML ; ce qu’il ne dit pas ne change pas
///
/// Si le fichier est celui d’un autre établissement, l’identité de celui-ci reste : son nom, son code UAI, ses adresses, sa
/// référence au registre.
#[derive(Debug, Args)]
pub struct Import {
    /// Fichier écrit par « cpro settings export » (- : entrée standard)
    #[arg(value_name = "FICHIER.toml")]
    file: PathBuf,
    /// Reprend aussi l’identité d’un autre établissement : nom, code UAI, adresses, référence au registre
    #[arg(long)]
    identity: bool,
    /// Montre ce qui changerait, sans rien changer
    #[arg(long, short = 'n')]
    dry_run: bool,
}

const PICTURES: [(ImageKind, &str); 2] = [(ImageKind::Logo, "logo"), (ImageKind::Stamp, "stamp")];

impl Export {
    pub fn run(self, context: &mut Context) -> Result {
        let text = self.text(&context.store()?)?;
        if self.file == Path::new("-") {
            context.ui().answer(text.trim_end())?;
            return Ok(exit::DONE);
        }
        context.check_file(&self.file)?;
        context.write(&self.file, text.as_bytes(), self.force)?;
        let shown = self.file.display().to_string();
        context.ui().tell(&format!("Réglages écrits\u{a0}: {shown}"))?;
        context
            .ui()
            .hint(&format!("dans un autre établissement\u{a0}: cpro --db BASE settings import {}", shell(&shown)))?;
        print::report(context, || serde_json::json!({ "schema": 1, "path": shown }))?;
        Ok(exit::DONE)
    }

    fn text(&self, store: &Store) -> Result<String> {
        let mut settings = Table::new();
        for (key, value) in &store.settings()?.0 {
            if !self.common || !is_own(*key) {
                settings.insert(key.as_str().to_owned(), Value::String(value.clone()));
            }
        }
        let mut pictures = Table::new();
        for (kind, name) in PICTURES {
            if let Some(image) = store.image(kind)?.filter(|_| !self.common) {
                pictures.insert(name.to_owned(), Value::String(STANDARD.encode(image.png)));
            }
        }
        let mut file = Table::new();
        file.insert("settings".to_owned(), Value::Table(settings));
        if !pictures.is_empty() {
            file.insert("images".to_owned(), Value::Table(pictures));
        }
        let mut masks = Table::new();
        for (diploma, field, label) in store.masks()? {
            let form = masks.entry(diploma).or_insert_with(|| Value::Table(Table::new()));
            if let Some(form) = form.as_table_mut() {
                form.insert(field, Value::String(label));
            }
        }
        if !masks.is_empty() {
            file.insert("masks".to_owned(), Value::Table(masks));
        }
        Ok(format!("# Réglages de cpro ; les images sont des PNG en base64.\n\n{file}"))
    }
}

/// What a file changes.
struct Changes {
    settings: Vec<(Key, String)>,
    pictures: Vec<(ImageKind, &'static str, Image)>,
    labels: Vec<Change>,
}

impl Import {
    pub fn run(self, context: &mut Context) -> Result {
        let name = self.file.display().to_string();
        let bytes = context.read(&self.file, MAX_BYTES)?;
        let bad = |why: String| {
            Error::new(exit::DATA, format!("«\u{a0}{name}\u{a0}»\u{a0}: {why}. Rien n’a été enregistré."))
        };
        let text = String::from_utf8(bytes).map_err(|_| bad("ce n’est pas un fichier texte en UTF-8".to_owned()))?;
        let file: Table = text.parse().map_err(|error: toml::de::Error| bad(unreadable(&text, &error)))?;
        let mut store = context.store_or_new()?;
        let file = if self.identity { file } else { without_identity(context, &store, file)? };
        let changes = Changes::new(context, &store, &file, &bad)?;
        let listing = changes.listing(&store)?;
        if !listing.rows.is_empty() {
            let table = listing.table(context.terminal.width, context.terminal.color);
            context.ui().show(&table)?;
        }
        let n = changes.settings.len() + changes.pictures.len() + changes.labels.len();
        if let Some((_, uai)) = changes.settings.iter().find(|(key, _)| *key == Key::Uai).filter(|_| !self.dry_run) {
            confirm_uai(context, &store, Key::Uai, Some(uai))?;
        }
        if !self.dry_run && n > 0 {
            store.transact(context.stamp(), |tx| {
                changes.settings.iter().try_for_each(|(key, value)| tx.set(*key, Some(value)))?;
                changes.pictures.iter().try_for_each(|(kind, _, image)| tx.set_image(*kind, Some(image)))?;
                changes.labels.iter().try_for_each(|label| label.write(tx))
            })?;
        }
        let told = match (n, self.dry_run) {
            (0, _) => "Aucun réglage à changer.".to_owned(),
            (n, true) => {
                format!("{} à changer. Simulation\u{a0}: rien n’a été modifié.", count(n, "réglage", "réglages"))
            }
            (n, false) => format!("{}.", count(n, "réglage changé", "réglages changés")),
        };
        context.ui().tell(&told)?;
        print::report(context, || {
            let keys: Vec<&str> = changes.settings.iter().map(|(key, _)| key.as_str()).collect();
            let pictures: Vec<&str> = changes.pictures.iter().map(|(_, name, _)| *name).collect();
            serde_json::json!({ "schema": 1, "dry_run": self.dry_run, "changed": keys, "images": pictures,
                "masks": changes.labels.len() })
        })?;
        Ok(exit::DONE)
    }
}

/// True for what no other establishment shares.
fn is_own(key: Key) -> bool {
    key.group() == Group::Establishment || key == Key::Register
}

/// The file of another establishment, without what is its own; told so.
fn without_identity(context: &mut Context, store: &Store, mut file: Table) -> Result<Table> {
    let ours = store.settings()?.uai();
    let theirs = file.get("settings").and_then(|settings| settings.get(Key::Uai.as_str())).and_then(Value::as_str);
    let (Some(ours), Some(theirs)) = (ours, theirs.map(str::to_owned)) else { return Ok(file) };
    if theirs.parse() == Ok(ours.clone()) {
        return Ok(file);
    }
    if let Some(settings) = file.get_mut("settings").and_then(Value::as_table_mut) {
        settings.retain(|name, _| Key::find(name).is_none_or(|key| !is_own(key)));
    }
    context.ui().warn(&format!(
        "ce fichier est celui de {theirs}, et cet établissement est {ours}\u{a0}: son nom, son code, ses adresses et sa référence au registre ne sont pas repris (--identity les reprend)."
    ))?;
    Ok(file)
}

/// Where a TOML file is wrong.
fn unreadable(text: &str, error: &toml::de::Error) -> String {
    let line = error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
    format!("ligne {line}, ce n’est pas du TOML")
}

/// Diploma, field and label of each line of a table.
fn of_form(diploma: &str, fields: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let fields = fields.as_table().into_iter().flatten();
    fields.map(|(field, label)| (diploma.to_owned(), field.clone(), text(label))).collect()
}

impl Changes {
    /// Everything is checked before anything is written.
    fn new(context: &Context, store: &Store, file: &Table, bad: &dyn Fn(String) -> Error) -> Result<Self> {
        let present = store.settings()?;
        let mut changes = Self { settings: Vec::new(), pictures: Vec::new(), labels: Vec::new() };
        let mut labels = Vec::new();
        for (section, content) in file {
            let Some(content) =
                content.as_table().filter(|_| matches!(section.as_str(), "settings" | "images" | "masks"))
            else {
                return Err(bad(format!(
                    "«\u{a0}{section}\u{a0}» n’est pas une partie connue (settings, images, masks)"
                )));
            };
            for (name, value) in content {
                if section == "masks" {
                    labels.extend(of_form(name, value));
                    continue;
                }
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                if section == "images" {
                    changes.picture(store, name, &value, bad)?;
                    continue;
                }
                let key =
                    Key::find(name).ok_or_else(|| bad(format!("le réglage «\u{a0}{name}\u{a0}» n’existe pas")))?;
                let value = checked(context, key, &value).map_err(|error| Error { code: exit::DATA, ..error })?;
                changes.settings.retain(|(known, _)| *known != key);
                if present.0.get(&key) != Some(&value) {
                    changes.settings.push((key, value));
                }
            }
        }
        changes.labels = masks::changes(store, &labels)?.map_err(bad)?;
        Ok(changes)
    }

    fn picture(&mut self, store: &Store, name: &str, value: &str, bad: &dyn Fn(String) -> Error) -> Result<()> {
        let Some((kind, name)) = PICTURES.into_iter().find(|(_, known)| *known == name) else {
            return Err(bad(format!("l’image «\u{a0}{name}\u{a0}» n’existe pas (logo, stamp)")));
        };
        let bytes = STANDARD.decode(value.trim()).map_err(|_| bad(format!("l’image {name} n’est pas en base64")))?;
        let picture = picture::read(&bytes).map_err(|error| bad(format!("image {name}\u{a0}: {error}")))?;
        let image = Image { width: picture.width, height: picture.height, png: picture.to_png() };
        if store.image(kind)?.as_ref() != Some(&image) {
            self.pictures.push((kind, name, image));
        }
        Ok(())
    }

    fn listing(&self, store: &Store) -> Result<Listing> {
        let present = store.settings()?;
        let mut listing = Listing::new(["Réglage", "Avant", "Après"]);
        for (key, value) in &self.settings {
            listing.row([key.as_str().to_owned(), present.value(*key).unwrap_or_default(), value.clone()]);
        }
        for (kind, name, image) in &self.pictures {
            let size = |image: &Image| format!("{} × {} pixels", image.width, image.height);
            let before = store.image(*kind)?.as_ref().map(size).unwrap_or_default();
            listing.row([(*name).to_owned(), before, size(image)]);
        }
        self.labels.iter().for_each(|label| listing.row(label.row()));
        Ok(listing)
    }
}
