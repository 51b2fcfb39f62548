//! Keycloak: people to import, a thousand a request, and what to put right of those whom it has.
//!
//! `OVERWRITE` would make strangers of people (another identifier, no role, no session), so arrivals are `SKIP` and
//! changes are sent one by one, without a password.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::{Document, Form, School, Target, Unfit, at_most};
use crate::domain::hashing::{Parts, parts};
use crate::domain::member::{Accepts, Before, Hashed, Member};

pub static TARGET: Target = Target {
    name: "keycloak",
    purpose: "Keycloak, import partiel et modifications",
    load: "console d’administration, Import partiel, « Ignorer » ceux qui existent ; modifications.json va par PUT, un compte à la fois",
    accepts: Accepts::Hash,
    forces_change: true,
    closes: true,
    needs_clear: false,
    form: Form::Folder("keycloak"),
    needs: &[],
    check,
    unique: |_, member| member.email().map(str::to_owned),
    write,
};

/// People of one request: a partial import is one transaction.
const MOST: usize = 1000;

/// The body of `POST /admin/realms/R/partialImport`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Import<'a> {
    if_resource_exists: &'static str,
    users: Vec<User<'a>>,
}

/// A user as Keycloak represents one; what is absent stays as it is there.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct User<'a> {
    username: &'a str,
    enabled: bool,
    first_name: &'a str,
    last_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<&'a str>,
    attributes: BTreeMap<&'static str, Vec<String>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    required_actions: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    credentials: Vec<Credential>,
}

/// Two JSON texts in a JSON text.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Credential {
    r#type: &'static str,
    secret_data: String,
    credential_data: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SecretData {
    value: String,
    salt: String,
    additional_parameters: BTreeMap<&'static str, Vec<String>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CredentialData {
    hash_iterations: u32,
    algorithm: &'static str,
    additional_parameters: BTreeMap<&'static str, Vec<String>>,
}

fn check(_school: &School, member: &Member) -> Result<(), Unfit> {
    at_most("prénom", member.first_name(), 255)?;
    at_most("nom", member.surname(), 255)?;
    at_most("adresse", member.email().unwrap_or_default(), 255)
}

fn write(school: &School, members: &[Member]) -> Vec<Document> {
    let (known, new): (Vec<&Member>, Vec<&Member>) =
        members.iter().partition(|member| member.before != Before::Nothing);
    let mut documents: Vec<Document> = Vec::new();
    for (number, some) in (1..).zip(new.chunks(MOST)) {
        let users = some.iter().map(|member| User::new(school, member, member.hashed())).collect();
        let import = Import { if_resource_exists: "SKIP", users };
        documents.push(Document::new(format!("arrivees-{number}.json"), json(&import)));
    }
    if !known.is_empty() {
        let reset = |member: &&Member| member.hashed().filter(|_| member.before == Before::Reset).cloned();
        let users: Vec<User<'_>> =
            known.iter().map(|member| User::new(school, member, reset(member).as_ref())).collect();
        documents.push(Document::new("modifications.json", json(&users)));
    }
    documents
}

fn json(of: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(of).unwrap_or_default()
}

impl<'a> User<'a> {
    fn new(school: &School, member: &'a Member, password: Option<&Hashed>) -> Self {
        let attributes = [
            ("uai", Some(school.uai.as_str())),
            ("profil", Some(member.profile.as_str())),
            ("ine", member.ine()),
            ("division", member.division()),
        ];
        let told = attributes.into_iter().filter_map(|(name, value)| Some((name, vec![value?.to_owned()])));
        let must_change = password.is_some_and(|password| password.must_change);
        Self {
            username: &member.login.0,
            enabled: member.is_open,
            first_name: member.first_name(),
            last_name: member.surname(),
            email: member.email(),
            attributes: told.collect(),
            required_actions: if must_change { vec!["UPDATE_PASSWORD"] } else { Vec::new() },
            credentials: password.and_then(Credential::new).into_iter().collect(),
        }
    }
}

impl Credential {
    /// Keycloak compares padded base64, and wants every parameter as a list of texts.
    fn new(password: &Hashed) -> Option<Self> {
        let Parts { cost, salt, hash } = parts(&password.phc)?;
        let one = |text: String| vec![text];
        let parameters = [
            ("hashLength", one(hash.len().to_string())),
            ("memory", one(cost.memory.to_string())),
            ("parallelism", one(cost.lanes.to_string())),
            ("type", one("id".to_owned())),
            ("version", one("1.3".to_owned())),
        ];
        let secret = SecretData {
            value: STANDARD.encode(hash),
            salt: STANDARD.encode(salt),
            additional_parameters: BTreeMap::new(),
        };
        let data = CredentialData {
            hash_iterations: cost.passes,
            algorithm: "argon2",
            additional_parameters: parameters.into(),
        };
        Some(Self {
            r#type: "password",
            secret_data: serde_json::to_string(&secret).ok()?,
            credential_data: serde_json::to_string(&data).ok()?,
        })
    }
}
