//! A list for a program in PHP of one’s own: the string is what `password_verify` takes.

use super::{Document, Form, School, Target, anybody, nothing_more, rows};
use crate::domain::member::{Accepts, Member};

pub static TARGET: Target = Target {
    name: "php",
    purpose: "programme en PHP (password_verify), liste CSV",
    load: "password_verify($motDePasse, $ligne['password_hash'])",
    accepts: Accepts::Hash,
    forces_change: false,
    closes: true,
    needs_clear: false,
    form: Form::File("php.csv"),
    needs: &[],
    check: anybody,
    unique: nothing_more,
    write,
};

fn write(_school: &School, members: &[Member]) -> Vec<Document> {
    let flag = |value: bool| if value { "1" } else { "0" }.to_owned();
    let row = |member: &Member| {
        [
            member.login.to_string(),
            member.hashed().map(|hashed| hashed.phc.clone()).unwrap_or_default(),
            flag(member.hashed().is_some_and(|hashed| hashed.must_change)),
            flag(member.is_open),
            member.surname().to_owned(),
            member.first_name().to_owned(),
            member.profile.to_string(),
            member.division().unwrap_or_default().to_owned(),
            member.email().unwrap_or_default().to_owned(),
        ]
    };
    let headings = [
        "login",
        "password_hash",
        "must_change",
        "active",
        "family_name",
        "first_name",
        "profile",
        "division",
        "email",
    ];
    Document::only(rows::csv(headings, members.iter().map(row)))
}
