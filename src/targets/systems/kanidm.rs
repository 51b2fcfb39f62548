//! Kanidm: one synchronisation request, to be sent with the token of a sync account.
//!
//! Each account may end on a day of its own, which is how an initial password dies there: no change can be forced.

use serde::Serialize;
use uuid::Uuid;

use super::{Document, Form, School, Target, nothing_more, signs};
use crate::domain::member::{Accepts, Hashed, Member};

pub static TARGET: Target = Target {
    name: "kanidm",
    purpose: "Kanidm, requête de synchronisation SCIM",
    load: "POST /scim/v1/Sync avec le jeton d’un compte de synchronisation",
    accepts: Accepts::Hash,
    forces_change: false,
    closes: true,
    needs_clear: false,
    form: Form::File("kanidm.json"),
    needs: &[],
    check: |_, member| signs(&member.login.0, ".-_"),
    unique: nothing_more,
    write,
};

const SCHEMAS: [&str; 2] =
    ["urn:ietf:params:scim:schemas:kanidm:sync:1:account", "urn:ietf:params:scim:schemas:kanidm:sync:1:person"];

#[derive(Serialize)]
struct Request<'a> {
    from_state: &'static str,
    to_state: &'static str,
    entries: Vec<Person<'a>>,
    retain: &'static str,
}

#[derive(Serialize)]
struct Person<'a> {
    schemas: [&'static str; 2],
    id: Uuid,
    #[serde(rename = "externalId")]
    external_id: String,
    name: &'a str,
    displayname: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    password_import: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mail: Vec<Mail<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_expire: Option<String>,
}

#[derive(Serialize)]
struct Mail<'a> {
    value: &'a str,
    primary: bool,
}

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let entries = members.iter().map(|member| Person::new(school, member)).collect();
    let request = Request { from_state: "Refresh", to_state: "Refresh", entries, retain: "Ignore" };
    Document::only(serde_json::to_vec_pretty(&request).unwrap_or_default())
}

impl<'a> Person<'a> {
    fn new(school: &School, member: &'a Member) -> Self {
        let number = school.id(member);
        Self {
            schemas: SCHEMAS,
            // The same school and the same number always give the same identifier.
            id: Uuid::new_v5(&Uuid::NAMESPACE_OID, number.as_bytes()),
            external_id: number,
            name: &member.login.0,
            displayname: member.name(),
            password_import: member.hashed().map(|hashed| format!("{{ARGON2}}{}", hashed.phc)),
            mail: member.email().map(|value| Mail { value, primary: true }).into_iter().collect(),
            account_expire: end(member),
        }
    }
}

/// When the account ends: with its initial password, or long ago.
fn end(member: &Member) -> Option<String> {
    if !member.is_open {
        return Some("1970-01-01T00:00:00Z".to_owned());
    }
    let last: Option<_> = member.hashed().and_then(|Hashed { ends_on, .. }| *ends_on);
    last.map(|day| format!("{day}T23:59:59Z"))
}
