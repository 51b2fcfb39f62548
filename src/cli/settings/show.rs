//! `cpro settings show`: every setting, grouped as the service groups them, with its default and its meaning.

use clap::Args;
use serde_json::{Map, Value};

use crate::cli::Context;
use crate::cli::french::typography;
use crate::cli::print;
use crate::domain::setting::{Group, Key, Settings};
use crate::error::{Result, exit};
use crate::french::{count, day_of};
use crate::store::{ImageKind, Store};
use crate::terminal::Format;
use crate::terminal::safe;
use crate::terminal::table::Listing;
use crate::terminal::wrap::wrap;

/// Montre tous les réglages, groupés comme sur le site
#[derive(Debug, Args)]
pub struct Show {}

/// One line of the page.
struct Line {
    group: Group,
    key: &'static str,
    value: String,
    /// What applies where nothing is set, and whether it does.
    default: Option<String>,
    is_default: bool,
    meaning: &'static str,
}

impl Show {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let settings = store.settings()?;
        let lines = lines(&store, &settings)?;
        match context.terminal.format {
            Format::Table => {
                let page = page(&lines);
                let page = wrap(&page, context.terminal.width);
                context.ui().answer(page.trim_end())?;
            }
            Format::Json => {
                let value = |text: &String| if text.is_empty() { Value::Null } else { Value::from(text.clone()) };
                let object: Map<String, Value> =
                    lines.iter().map(|line| (line.key.to_owned(), value(&line.value))).collect();
                print::json(context, &Value::Object(object))?;
            }
            Format::Csv => {
                let mut listing = Listing::new(["Clé", "Valeur", "Signification"]);
                for line in lines {
                    listing.row([line.key.to_owned(), line.value, line.meaning.to_owned()]);
                }
                print::listing(context, &listing)?;
            }
        }
        Ok(exit::DONE)
    }
}

fn lines(store: &Store, settings: &Settings) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = Key::ALL
        .into_iter()
        .map(|key| Line {
            group: key.group(),
            key: key.as_str(),
            value: settings.value(key).unwrap_or_default(),
            default: settings.default_value(key),
            is_default: !settings.0.contains_key(&key) && settings.value(key).is_some(),
            meaning: key.meaning(),
        })
        .collect();
    let pictures = [
        (ImageKind::Logo, "logo", "Logo imprimé sur les papillons (cpro settings logo FICHIER)"),
        (ImageKind::Stamp, "stamp", "Cachet imprimé sur les papillons (cpro settings stamp FICHIER)"),
    ];
    for (kind, key, meaning) in pictures {
        let value =
            store.image(kind)?.map_or_else(String::new, |image| format!("{} × {} pixels", image.width, image.height));
        lines.push(Line { group: Group::Pictures, key, value, default: None, is_default: false, meaning });
    }
    let agreement = store.transfer_agreement()?.filter(|agreement| agreement.enabled);
    let value =
        agreement.map_or_else(|| "désactivés".to_owned(), |agreement| format!("activés le {}", day_of(&agreement.at)));
    let meaning = "Échange d’élèves avec d’autres établissements (cpro transfers enable)";
    lines.push(Line { group: Group::Transfers, key: "transfers", value, default: None, is_default: false, meaning });
    let changed = store.masks()?.len();
    let value = if changed == 0 {
        "libellés d’origine".to_owned()
    } else {
        count(changed, "libellé changé", "libellés changés")
    };
    let meaning = "Libellés des fiches de scénario (cpro settings masks list)";
    lines.push(Line { group: Group::Forms, key: "masks", value, default: None, is_default: false, meaning });
    Ok(lines)
}

fn page(lines: &[Line]) -> String {
    let mut page = String::new();
    for group in Group::ALL {
        let mut of_group = lines.iter().filter(|line| line.group == group).peekable();
        if of_group.peek().is_none() {
            continue;
        }
        page.push_str(&format!("{}\n", group.label()));
        for line in of_group {
            let value = match (line.value.as_str(), line.is_default, &line.default) {
                ("", ..) => "–".to_owned(),
                (value, true, _) => format!("{} (par défaut)", safe(value)),
                (value, false, Some(default)) => format!("{} (par défaut\u{a0}: {})", safe(value), safe(default)),
                (value, false, None) => safe(value),
            };
            let meaning = typography(line.meaning);
            page.push_str(&format!("  {:<28} {value}\n    {meaning}\n", line.key));
        }
        page.push('\n');
    }
    page
}
