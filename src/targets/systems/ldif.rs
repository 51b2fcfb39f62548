//! Entries and changes of a directory as LDIF (RFC 2849), for `slapadd`, `ldapadd` and `ldapmodify`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Document, Form, School, Target, anybody, nothing_more};
use crate::domain::directory::{Change, Entry, Mod};
use crate::domain::member::{Accepts, Member};
use crate::domain::setting::Key;

pub static TARGET: Target = Target {
    name: "ldif",
    purpose: "annuaire OpenLDAP : premier chargement, ou différences (--state)",
    load: "chargez-le avec ldapadd (ou slapadd) ; les différences, avec ldapmodify -c",
    accepts: Accepts::Hash,
    forces_change: true,
    closes: false,
    needs_clear: false,
    form: Form::File("annuaire.ldif"),
    needs: &[Key::DirectorySuffix],
    check: anybody,
    unique: nothing_more,
    write,
};

/// Longest line, in bytes; a longer one goes on after a space.
const WIDTH: usize = 76;

/// Entries without a change type: `slapadd` wants none, `ldapadd` does without.
fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let mut text = String::new();
    for member in members {
        entry(&mut text, &school.directory.entry(member), false);
    }
    Document::only(text)
}

/// Changes, for `ldapmodify`.
pub fn changes<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<u8> {
    let mut text = String::new();
    for change in changes {
        match change {
            Change::Add(new) => entry(&mut text, new, true),
            Change::Delete(dn) => {
                line(&mut text, "dn", dn);
                line(&mut text, "changetype", "delete");
                text.push('\n');
            }
            Change::Modify { entry, mods, .. } => modify(&mut text, entry, mods),
        }
    }
    text.into_bytes()
}

fn entry(text: &mut String, entry: &Entry, is_change: bool) {
    line(text, "dn", &entry.dn);
    if is_change {
        line(text, "changetype", "add");
    }
    for (name, values) in &entry.attributes {
        values.iter().for_each(|value| line(text, name, value));
    }
    text.push('\n');
}

fn modify(text: &mut String, dn: &str, mods: &[Mod]) {
    line(text, "dn", dn);
    line(text, "changetype", "modify");
    for change in mods {
        match change {
            Mod::Replace(name, values) => {
                line(text, "replace", name);
                values.iter().for_each(|value| line(text, name, value));
            }
            Mod::Add(name, value) => {
                line(text, "add", name);
                line(text, name, value);
            }
        }
        text.push_str("-\n");
    }
    text.push('\n');
}

/// One line, in base64 where it would not be read back as it is, folded where it is long.
fn line(text: &mut String, name: &str, value: &str) {
    let whole =
        if is_safe(value) { format!("{name}: {value}") } else { format!("{name}:: {}", STANDARD.encode(value)) };
    // Both forms are ASCII: a byte is a letter.
    let (first, mut rest) = whole.split_at(whole.len().min(WIDTH));
    text.push_str(first);
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.len().min(WIDTH - 1));
        text.push_str("\n ");
        text.push_str(part);
        rest = after;
    }
    text.push('\n');
}

/// True for what RFC 2849 calls a safe string, without control characters, which does not end with a space.
fn is_safe(value: &str) -> bool {
    let safe = |byte: u8| byte.is_ascii() && !byte.is_ascii_control();
    value.bytes().all(safe) && !value.starts_with([' ', ':', '<']) && !value.ends_with(' ')
}
