//! An empty list to fill in, with one example that is never imported.

use std::path::Path;

use crate::targets::spreadsheet::Sheet;
use crate::work::Result;
use crate::world::World;

/// Headings and example of a list of pupils.
const PUPILS: [(&str, &str); 8] = [
    ("Nom", "# DUPONT"),
    ("Nom d’usage", ""),
    ("Prénom", "Léa"),
    ("Date de naissance", "01/02/2010"),
    ("INE", "070832327JA"),
    ("Division", "1CAP ATMFC"),
    ("Code MEF", ""),
    ("Courriel", "lea.dupont@exemple.fr"),
];

/// The same, of staff.
const STAFF: [(&str, &str); 6] = [
    ("Nom", "# MARTIN"),
    ("Nom d’usage", ""),
    ("Prénom", "Camille"),
    ("Date de naissance", "14/03/1980"),
    ("Profil", "enseignant"),
    ("Courriel", "camille.martin@exemple.fr"),
];

/// The bytes of the list.
pub fn bytes(staff: bool) -> Vec<u8> {
    let columns: &[(&str, &str)] = if staff { &STAFF } else { &PUPILS };
    let (headings, example) = columns.iter().map(|(heading, cell)| ((*heading).to_owned(), (*cell).to_owned())).unzip();
    Sheet { headings, rows: vec![example] }.csv()
}

/// Writes the list.
pub fn write(world: &World, staff: bool, path: &Path, replace: bool) -> Result<()> {
    world.check_file(path)?;
    Ok(world.write(path, &bytes(staff), replace)?)
}
