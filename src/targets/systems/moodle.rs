//! Moodle’s « Importer des utilisateurs ».
//!
//! Moodle takes no hash: people sign in through the directory (`auth=ldap`), or with a password that is drawn now. Cohorts
//! bear the year, since Moodle only ever adds people to them.

use super::{Document, Form, School, Target, Unfit, at_most, rows, signs};
use crate::domain::member::{Accepts, Carried, Member};

pub static TARGET: Target = Target {
    name: "moodle",
    purpose: "Moodle, importer des utilisateurs (auth=ldap, ou mots de passe tirés)",
    load: "Administration, Utilisateurs, Importer : « Ajouter les nouveaux et mettre à jour les existants », « Remplacer par le fichier », « Autoriser la suspension », et pour des mots de passe tirés « Forcer le changement : Tous »",
    accepts: Accepts::Clear,
    forces_change: true,
    closes: true,
    needs_clear: false,
    form: Form::File("moodle.csv"),
    needs: &[],
    check,
    unique: |school, member| Some(address(school, member)),
    write,
};

fn check(school: &School, member: &Member) -> Result<(), Unfit> {
    signs(&member.login.0, ".-_@")?;
    at_most("identifiant", &member.login.0, 100)?;
    at_most("prénom", member.first_name(), 100)?;
    at_most("nom", member.surname(), 100)?;
    at_most("adresse", &address(school, member), 100)
}

/// Moodle demands an address: one that leads nowhere where there is none.
fn address(school: &School, member: &Member) -> String {
    let own = member.email().map(str::to_owned);
    own.or_else(|| school.address(member))
        .unwrap_or_else(|| format!("{}@{}.invalid", member.login, school.uai.to_lowercase()))
}

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let row = |member: &Member| {
        let drawn = matches!(member.carried, Carried::Clear(_) | Carried::ToDraw);
        let cohort = member.division().map(|division| format!("{}-{}-{division}", school.year, school.uai));
        [
            member.login.to_string(),
            member.first_name().to_owned(),
            member.surname().to_owned(),
            address(school, member),
            member.clear().unwrap_or_default().to_owned(),
            member.ine().map_or_else(|| school.id(member), str::to_owned),
            school.uai.clone(),
            member.division().unwrap_or_default().to_owned(),
            "fr".to_owned(),
            if drawn { "manual" } else { "ldap" }.to_owned(),
            if member.is_open { "0" } else { "1" }.to_owned(),
            cohort.unwrap_or_default(),
        ]
    };
    let with_passwords = members.iter().any(|member| member.clear().is_some());
    let all = members.iter().map(row);
    let bytes = if with_passwords {
        rows::csv(HEADINGS, all)
    } else {
        // An empty password would be one to Moodle.
        let [h0, h1, h2, h3, _, h5, h6, h7, h8, h9, h10, h11] = HEADINGS;
        let without = |row: [String; 12]| {
            let [c0, c1, c2, c3, _, c5, c6, c7, c8, c9, c10, c11] = row;
            [c0, c1, c2, c3, c5, c6, c7, c8, c9, c10, c11]
        };
        rows::csv([h0, h1, h2, h3, h5, h6, h7, h8, h9, h10, h11], all.map(without))
    };
    Document::only(bytes)
}

const HEADINGS: [&str; 12] = [
    "username",
    "firstname",
    "lastname",
    "email",
    "password",
    "idnumber",
    "institution",
    "department",
    "lang",
    "auth",
    "suspended",
    "cohort1",
];
