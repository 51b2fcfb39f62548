//! Dovecot’s passwd-file: mail, and whatever asks it who somebody is.

use super::{Document, Form, School, Target, anybody, nothing_more};
use crate::domain::member::{Accepts, Member};

pub static TARGET: Target = Target {
    name: "dovecot",
    purpose: "Dovecot, fichier passwd-file (courrier)",
    load: "passdb { driver = passwd-file, args = scheme=ARGON2ID username_format=%u FICHIER }",
    accepts: Accepts::Hash,
    forces_change: false,
    closes: true,
    needs_clear: false,
    form: Form::File("dovecot.passwd"),
    needs: &[],
    check: anybody,
    unique: nothing_more,
    write,
};

/// A line each; whoever is closed is refused by `fail`, since `nologin` alone still answers yes.
fn write(_school: &School, members: &[Member]) -> Vec<Document> {
    let line = |member: &Member| match member.hashed() {
        Some(hashed) => format!("{}:{{ARGON2ID}}{}::::::\n", member.login, hashed.phc),
        None => format!("{}:{{ARGON2ID}}!::::::fail=y\n", member.login),
    };
    Document::only(members.iter().map(line).collect::<String>())
}
