//! `cpro settings`: what the establishment has set, its logo and its stamp.

use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use serde_json::json;

use super::mail::MailTest;
use super::print;
use crate::cli::Context;
use crate::domain::setting::Key;
use crate::error::{Error, Result, exit};
use crate::paper::canvas::{Face, Measure};
use crate::paper::pdf::Fonts;
use crate::store::Store;
use crate::terminal::Format;

mod copy;
mod masks;
mod pictures;
mod show;

/// Réglages de l’établissement
#[derive(Debug, Subcommand)]
pub enum SettingsCommand {
    Show(show::Show),
    Get(Get),
    Set(Set),
    Unset(Unset),
    Logo(pictures::Logo),
    Stamp(pictures::Stamp),
    Export(copy::Export),
    Import(copy::Import),
    #[command(subcommand)]
    Masks(masks::Masks),
    MailTest(MailTest),
}

/// Écrit la valeur d’un réglage
#[derive(Debug, Args)]
pub struct Get {
    /// Clé, par exemple establishment.name
    #[arg(value_name = "CLÉ", value_parser = keys(), hide_possible_values = true)]
    key: Key,
}

/// Change un réglage
#[derive(Debug, Args)]
pub struct Set {
    /// Clé, par exemple establishment.name
    #[arg(value_name = "CLÉ", value_parser = keys(), hide_possible_values = true)]
    key: Key,
    /// Nouvelle valeur
    #[arg(value_name = "VALEUR", allow_hyphen_values = true)]
    value: String,
}

/// Revient à la valeur par défaut d’un réglage
#[derive(Debug, Args)]
pub struct Unset {
    /// Clé, par exemple passwords.days
    #[arg(value_name = "CLÉ", value_parser = keys(), hide_possible_values = true)]
    key: Key,
}

/// Every key, so that the shell completes them; the help does not list fifty names.
fn keys() -> impl TypedValueParser {
    let names = Key::ALL.into_iter().flat_map(|key| std::iter::once(key.as_str()).chain(key.former_name()));
    PossibleValuesParser::new(names).try_map(|name| Key::find(&name).ok_or("cette clé n’existe pas"))
}

impl SettingsCommand {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Show(show) => show.run(context),
            Self::Get(get) => get.run(context),
            Self::Set(set) => change(context, set.key, Some(&set.value)),
            Self::Unset(unset) => change(context, unset.key, None),
            Self::Logo(logo) => logo.run(context),
            Self::Stamp(stamp) => stamp.run(context),
            Self::Export(export) => export.run(context),
            Self::Import(import) => import.run(context),
            Self::Masks(masks) => masks.run(context),
            Self::MailTest(test) => test.run(context),
        }
    }
}

impl Get {
    fn run(self, context: &mut Context) -> Result {
        let value = context.store()?.settings()?.value(self.key);
        match value {
            Some(value) if context.terminal.format == Format::Table => {
                context.ui().answer(&value)?;
                Ok(exit::DONE)
            }
            Some(value) => report(context, self.key, Some(&value)),
            None => Err(Error::new(exit::SETTINGS, format!("«\u{a0}{}\u{a0}» n’est pas réglé.", self.key.as_str()))
                .hint(format!("cpro settings set {} VALEUR", self.key.as_str()))),
        }
    }
}

fn change(context: &mut Context, key: Key, value: Option<&str>) -> Result {
    let value = value.map(|value| checked(context, key, value)).transpose()?;
    let mut store = context.store_or_new()?;
    confirm_uai(context, &store, key, value.as_deref())?;
    store.transact(context.stamp(), |tx| tx.set(key, value.as_deref()))?;
    let now = store.settings()?.value(key).unwrap_or_else(|| "(rien)".to_owned());
    context.ui().tell(&format!("{} = {now}", key.as_str()))?;
    if key == Key::Register && value.is_some() {
        context.ui().status("Depuis mai 2018, cette référence remplace le numéro de déclaration à la CNIL.")?;
    }
    if key.is_path() && value.as_deref().is_some_and(|path| !Path::new(path).exists()) {
        context.ui().warn("ce chemin n’existe pas (encore).")?;
    }
    let now = store.settings()?.value(key);
    report(context, key, now.as_deref())
}

fn report(context: &mut Context, key: Key, value: Option<&str>) -> Result {
    print::report(context, || json!({ "schema": 1, "key": key.as_str(), "value": value }))?;
    Ok(exit::DONE)
}

/// The code of a school that has its administrator is not changed by mistake: logins and files bear it.
fn confirm_uai(context: &mut Context, store: &Store, key: Key, value: Option<&str>) -> Result<()> {
    let known =
        store.settings()?.value(Key::Uai).filter(|_| key == Key::Uai && store.has_administrator().is_ok_and(|has| has));
    let Some(known) = known.filter(|known| Some(known.as_str()) != value) else { return Ok(()) };
    let to = value.unwrap_or("(rien)");
    context.confirm(
        &format!("Changer le code de l’établissement, {known}, en {to}\u{a0}? L’identifiant de l’administrateur reste {known}."),
        &format!("changer le code {known} de l’établissement demande une confirmation."),
    )
}

/// The value as it will be kept, or why it is refused.
fn checked(context: &Context, key: Key, value: &str) -> Result<String> {
    let value = key.check(value).map_err(|refusal| {
        let error = Error::new(exit::USAGE, format!("réglage {} refusé\u{a0}: {}.", key.as_str(), refusal.0));
        let empty = value.trim().is_empty();
        if empty { error.hint(format!("cpro settings unset {}", key.as_str())) } else { error }
    })?;
    if let Key::Slip(..) = key {
        check_letters(&value)?;
    }
    // A relative path would change its meaning with the folder from which cron runs.
    Ok(if key.is_path() { context.resolve(Path::new(&value)).display().to_string() } else { value })
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
