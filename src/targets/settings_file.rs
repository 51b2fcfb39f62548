//! The settings of a school as one TOML file: values, pictures in base64, labels of the forms.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use toml::{Table, Value};

/// What stands at the head of the file.
const HEAD: &str = "# Réglages de cpro ; les images sont des PNG en base64.\n\n";

/// What the file holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// Names of settings and their values.
    pub settings: Vec<(String, String)>,
    /// Names of pictures and their PNG.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// Diploma, field, label.
    pub labels: Vec<(String, String, String)>,
}

/// The text of the file.
pub fn write(contents: &Contents) -> String {
    let mut file = Table::new();
    let settings = contents.settings.iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
    file.insert("settings".to_owned(), Value::Table(settings.collect()));
    let pictures = contents.pictures.iter().map(|(name, png)| (name.clone(), Value::String(STANDARD.encode(png))));
    let pictures: Table = pictures.collect();
    if !pictures.is_empty() {
        file.insert("images".to_owned(), Value::Table(pictures));
    }
    let mut masks = Table::new();
    for (diploma, field, label) in &contents.labels {
        let form = masks.entry(diploma.clone()).or_insert_with(|| Value::Table(Table::new()));
        if let Some(form) = form.as_table_mut() {
            form.insert(field.clone(), Value::String(label.clone()));
        }
    }
    if !masks.is_empty() {
        file.insert("masks".to_owned(), Value::Table(masks));
    }
    format!("{HEAD}{file}")
}
