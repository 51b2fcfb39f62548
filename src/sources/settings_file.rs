//! The settings of a school, read from the TOML file that another one wrote; and labels of the forms, from JSON.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use toml::{Table, Value};

/// What the file holds, in its order.
#[derive(Debug, Default)]
pub struct Contents {
    pub settings: Vec<(String, String)>,
    /// Names of pictures and their bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// Diploma, field, label.
    pub labels: Vec<Label>,
}

/// Diploma, field, label.
pub type Label = (String, String, String);

/// Why a file is none of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSettings {
    NotUtf8,
    /// The line that is no TOML.
    NotToml(usize),
    UnknownPart(String),
    /// The name of a picture that is not in base64.
    NotBase64(String),
}

/// Reads the file.
pub fn read(bytes: Vec<u8>) -> Result<Contents, NotSettings> {
    let text = String::from_utf8(bytes).map_err(|_| NotSettings::NotUtf8)?;
    let file: Table = text.parse().map_err(|error: toml::de::Error| NotSettings::NotToml(line(&text, &error)))?;
    let mut contents = Contents::default();
    for (part, content) in &file {
        let known = content.as_table().filter(|_| matches!(part.as_str(), "settings" | "images" | "masks"));
        let Some(content) = known else { return Err(NotSettings::UnknownPart(part.clone())) };
        for (name, value) in content {
            match part.as_str() {
                "masks" => contents.labels.extend(labels_of(name, value)),
                "images" => {
                    let bytes = STANDARD.decode(text_of(value).trim());
                    let bytes = bytes.map_err(|_| NotSettings::NotBase64(name.clone()))?;
                    contents.pictures.push((name.clone(), bytes));
                }
                _ => contents.settings.push((name.clone(), text_of(value))),
            }
        }
    }
    Ok(contents)
}

/// Where a TOML file is wrong.
fn line(text: &str, error: &toml::de::Error) -> usize {
    error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count())
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn labels_of(diploma: &str, fields: &Value) -> Vec<Label> {
    let fields = fields.as_table().into_iter().flatten();
    fields.map(|(field, label)| (diploma.to_owned(), field.clone(), text_of(label))).collect()
}

/// A diploma, as the JSON of the labels has it.
#[derive(Deserialize)]
struct Form {
    diploma: String,
    labels: BTreeMap<String, String>,
}

/// The labels of a JSON file of ours; `None` for another file.
pub fn read_labels(bytes: &[u8]) -> Option<Vec<Label>> {
    let forms: Vec<Form> = serde_json::from_slice(bytes).ok()?;
    let labels = forms.into_iter().flat_map(|form| {
        let diploma = form.diploma;
        form.labels.into_iter().map(move |(field, label)| (diploma.clone(), field, label))
    });
    Some(labels.collect())
}
