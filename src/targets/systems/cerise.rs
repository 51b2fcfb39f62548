//! The list that CERISE Pro and C-Pro import: a line for each teaching group of a pupil.

use super::{Document, Form, School, Target, anybody, nothing_more};
use crate::domain::member::{Accepts, Member};
use crate::targets::spreadsheet::Sheet;

pub static TARGET: Target = Target {
    name: "cerise",
    purpose: "C-Pro et CERISE Pro, liste « Identifiant;Sconet;Nom;Prénom;Classe;Groupe Enseignement »",
    load: "C-Pro ou CERISE Pro, Importer une liste",
    accepts: Accepts::Nothing,
    forces_change: false,
    closes: false,
    needs_clear: false,
    form: Form::File("cerise.csv"),
    needs: &[],
    check: anybody,
    unique: nothing_more,
    write,
};

/// « Sconet » is the national number of a pupil, or SIECLE’s own where there is none.
fn write(_school: &School, members: &[Member]) -> Vec<Document> {
    let mut sheet = Sheet::new(["Identifiant", "Sconet", "Nom", "Prénom", "Classe", "Groupe Enseignement"]);
    for member in members {
        let number = member.ine().unwrap_or(&member.person.number).to_owned();
        let mut groups: Vec<&str> = member.groups().collect();
        if groups.is_empty() {
            groups.push("");
        }
        for group in groups {
            sheet.row([
                member.login.to_string(),
                number.clone(),
                member.surname().to_owned(),
                member.person.first_name.to_string(),
                member.division().unwrap_or_default().to_owned(),
                group.to_owned(),
            ]);
        }
    }
    Document::only(sheet.csv())
}
