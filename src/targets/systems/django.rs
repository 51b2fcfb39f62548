//! A fixture of Django’s own users, for `manage.py loaddata`.

use serde::Serialize;

use super::{Document, Form, School, Target, Unfit, at_most, nothing_more};
use crate::domain::member::{Accepts, Member};

pub static TARGET: Target = Target {
    name: "django",
    purpose: "Django, utilisateurs pour manage.py loaddata",
    load: "python manage.py loaddata django.json, une fois : le charger de nouveau remet les mots de passe d’ici",
    accepts: Accepts::Hash,
    forces_change: false,
    closes: true,
    needs_clear: false,
    form: Form::File("django.json"),
    needs: &[],
    check,
    unique: nothing_more,
    write,
};

/// Without a key of its own: loading it twice finds the same row by its login.
#[derive(Serialize)]
struct Record<'a> {
    model: &'static str,
    fields: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    username: &'a str,
    password: String,
    first_name: &'a str,
    last_name: &'a str,
    email: &'a str,
    is_active: bool,
}

fn check(_school: &School, member: &Member) -> Result<(), Unfit> {
    at_most("prénom", member.first_name(), 150)?;
    at_most("nom", member.surname(), 150)?;
    at_most("adresse", member.email().unwrap_or_default(), 254)
}

fn write(_school: &School, members: &[Member]) -> Vec<Document> {
    let record = |member| Record { model: "auth.user", fields: Fields::new(member) };
    let records: Vec<Record<'_>> = members.iter().map(record).collect();
    Document::only(serde_json::to_vec_pretty(&records).unwrap_or_default())
}

impl<'a> Fields<'a> {
    /// What begins with `!` is no password to Django.
    fn new(member: &'a Member) -> Self {
        Self {
            username: &member.login.0,
            password: member.hashed().map_or_else(|| "!".to_owned(), |hashed| format!("argon2{}", hashed.phc)),
            first_name: member.first_name(),
            last_name: member.surname(),
            email: member.email().unwrap_or_default(),
            is_active: member.is_open,
        }
    }
}
