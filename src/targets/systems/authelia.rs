//! Authelia’s file of users. Authelia writes into it too, when somebody changes a password: what it has of an account is
//! kept, and so is everybody whom we do not know.

use std::collections::BTreeMap;

use super::{Document, Form, School, Target, anybody, nothing_more};
use crate::domain::member::{Accepts, Before, Member, Present};

pub static TARGET: Target = Target {
    name: "authelia",
    purpose: "Authelia, fichier des utilisateurs (--state garde les mots de passe changés là-bas)",
    load: "authentication_backend.file.path ; avec file.watch: true, le fichier est relu seul",
    accepts: Accepts::Hash,
    forces_change: false,
    closes: true,
    needs_clear: false,
    form: Form::File("users_database.yml"),
    needs: &[],
    check: anybody,
    unique: nothing_more,
    write,
};

/// What we say of an account; everything else in the file is somebody else’s.
const OURS: [&str; 5] = ["disabled", "displayname", "password", "email", "groups"];

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let mut text = String::from("users:\n");
    if members.is_empty() && school.present.is_empty() {
        text = String::from("users: {}\n");
    }
    let mut others: BTreeMap<String, &Present> =
        school.present.iter().map(|present| (present.login.to_lowercase(), present)).collect();
    for member in members {
        entry(&mut text, member, others.remove(member.login.0.to_lowercase().as_str()));
    }
    for present in others.into_values() {
        text.push_str(&format!("  {}:\n", quoted(&present.login)));
        for (key, value) in &present.fields {
            text.push_str(&format!("    {}: {value}\n", quoted(key)));
        }
    }
    Document::only(text)
}

/// A password that Authelia has stays, unless ours was issued since.
fn entry(text: &mut String, member: &Member, present: Option<&Present>) {
    let ours = member.hashed().map(|hashed| quoted(&hashed.phc));
    let is_ours = member.before == Before::Reset && ours.is_some();
    let theirs = present.filter(|_| !is_ours).and_then(|present| present.field("password"));
    // No password has this form: whoever is closed and was never there signs in nowhere.
    let password = theirs.map(str::to_owned).or(ours).unwrap_or_else(|| quoted(LOCKED));
    let groups: Vec<String> = member.division().into_iter().chain(member.groups()).map(quoted).collect();
    text.push_str(&format!("  {}:\n", quoted(&member.login.0)));
    text.push_str(&format!("    disabled: {}\n", !member.is_open));
    text.push_str(&format!("    displayname: {}\n", quoted(&member.name())));
    text.push_str(&format!("    password: {password}\n"));
    if let Some(address) = member.email() {
        text.push_str(&format!("    email: {}\n", quoted(address)));
    }
    text.push_str(&format!("    groups: [{}]\n", groups.join(", ")));
    let others = present.iter().flat_map(|present| &present.fields);
    for (key, value) in others.filter(|(key, _)| !OURS.contains(&key.as_str())) {
        text.push_str(&format!("    {}: {value}\n", quoted(key)));
    }
}

/// An Argon2 string that no password matches.
const LOCKED: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A text that YAML takes as it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''").replace(['\r', '\n'], " "))
}
