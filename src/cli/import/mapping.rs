//! `--map`, `--mapping`, `--save-mapping`: which column is what, in a file of a shape that nobody else has.

use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::old::Context;
use crate::error::{Error, Result, exit};
use crate::french::list;
use crate::sources::header::{Field, normalise};
use crate::store::Store;

/// Columns that the user names.
#[derive(Debug, Default, Args)]
pub struct Columns {
    /// Dit ce que contient une colonne, par exemple 'Nom élève=nom' (peut être répété)
    #[arg(long, value_name = "COLONNE=CHAMP", value_parser = pair)]
    map: Vec<(String, Field)>,
    /// Reprend une correspondance enregistrée par --save-mapping
    #[arg(long, value_name = "NOM")]
    mapping: Option<String>,
    /// Enregistre la correspondance sous ce nom, pour les prochains fichiers
    #[arg(long, value_name = "NOM")]
    save_mapping: Option<String>,
}

/// « COLONNE=CHAMP ».
fn pair(typed: &str) -> std::result::Result<(String, Field), String> {
    let (label, word) = typed.rsplit_once('=').ok_or("écrivez COLONNE=CHAMP, par exemple 'Nom élève=nom'")?;
    if normalise(label).is_empty() {
        return Err("il manque le nom de la colonne avant « = »".to_owned());
    }
    let words: Vec<&str> = Field::all().map(Field::word).collect();
    let field =
        word.parse().map_err(|()| format!("champ « {word} » inconnu ; les champs sont {}", words.join(", ")))?;
    Ok((label.to_owned(), field))
}

impl Columns {
    /// The columns named now and before, those named now first.
    pub fn pairs(&self, store: &Store) -> Result<Vec<(String, Field)>> {
        if self.save_mapping.as_ref().is_some_and(|name| name.trim().is_empty()) {
            return Err(Error::new(exit::USAGE, "--save-mapping attend un nom."));
        }
        let mut pairs: Vec<(String, Field)> = self.map.clone();
        if self.save_mapping.is_some() && pairs.is_empty() && self.mapping.is_none() {
            return Err(Error::new(exit::USAGE, "--save-mapping enregistre ce que --map dit\u{a0}: ajoutez --map."));
        }
        if let Some(name) = &self.mapping {
            for (label, word) in saved(store, name)? {
                let field = word.as_str().and_then(|word| word.parse().ok());
                if let Some(field) = field.filter(|field| !pairs.iter().any(|(_, named)| named == field)) {
                    pairs.push((label, field));
                }
            }
        }
        Ok(pairs)
    }

    /// The name and the pairs to save.
    pub fn to_save(&self, pairs: &[(String, Field)]) -> Option<(String, String)> {
        let pairs: Map<String, Value> =
            pairs.iter().map(|(label, field)| (label.clone(), json!(field.word()))).collect();
        self.save_mapping.clone().map(|name| (name, Value::Object(pairs).to_string()))
    }

    /// Says under which name the mapping is kept.
    pub fn tell_saved(&self, context: &mut Context) -> Result<()> {
        match &self.save_mapping {
            Some(name) => Ok(context.ui().status(&format!(
                "Correspondance enregistrée\u{a0}; la prochaine fois\u{a0}: --mapping {}",
                crate::advice::shell(name)
            ))?),
            None => Ok(()),
        }
    }
}

fn saved(store: &Store, name: &str) -> Result<Map<String, Value>> {
    if let Some(pairs) = store.mapping(name)? {
        return Ok(serde_json::from_str(&pairs).unwrap_or_default());
    }
    let error = Error::refused(format!("aucune correspondance «\u{a0}{name}\u{a0}» n’est enregistrée."));
    let names = store.mapping_names()?;
    Err(match &names[..] {
        [] => error.hint("nommez les colonnes avec --map 'COLONNE=CHAMP' et enregistrez-les avec --save-mapping NOM"),
        names => error.hint(format!("correspondances enregistrées\u{a0}: {}.", list(names))),
    })
}
