//! A plain list, with the columns that one wants: for a spreadsheet, or for a program.

use super::{Document, Form, School, Target, anybody, nothing_more};
use crate::domain::member::{Accepts, Column, Member};
use crate::targets::spreadsheet::Sheet;

pub static TARGET: Target = Target {
    name: "csv",
    purpose: "liste simple, colonnes au choix (--columns), pour un tableur ou un programme (--raw)",
    load: "ouvrez-la dans un tableur ; les zéros de tête y restent",
    accepts: Accepts::Nothing,
    forces_change: false,
    closes: true,
    needs_clear: false,
    form: Form::File("comptes.csv"),
    needs: &[],
    check: anybody,
    unique: nothing_more,
    write,
};

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let headings: Vec<String> = school.columns.iter().map(|column| column.as_str().to_owned()).collect();
    let row = |member: &Member| school.columns.iter().map(|column| cell(*column, school, member)).collect();
    let rows: Vec<Vec<String>> = members.iter().map(row).collect();
    let sheet = Sheet { headings, rows };
    Document::only(if school.is_raw { sheet.raw() } else { sheet.csv_keeping_zeros() })
}

fn cell(column: Column, school: &School, member: &Member) -> String {
    let person = &member.person;
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.strftime("%d/%m/%Y").to_string());
    let iso = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    match column {
        Column::Login => member.login.to_string(),
        Column::Surname => member.surname().to_owned(),
        Column::FamilyName => person.family_name.to_string(),
        Column::UsageName => person.usage_name().unwrap_or_default().to_owned(),
        Column::FirstName => person.first_name.to_string(),
        Column::BirthDate if school.is_raw => iso(person.birth_date).unwrap_or_default(),
        Column::BirthDate => day(person.birth_date).unwrap_or_default(),
        Column::Ine => person.ine.to_string(),
        Column::Number => school.id(member),
        Column::Division => person.division().to_owned(),
        Column::Groups => person.groups().unwrap_or_default().to_owned(),
        Column::Mef => person.mef.as_deref().unwrap_or_default().to_owned(),
        Column::Profile => member.profile.to_string(),
        Column::Email => member.email().unwrap_or_default().to_owned(),
        Column::Status => if member.is_open { "actif" } else { "fermé" }.to_owned(),
        Column::Uai => school.uai.clone(),
    }
}
