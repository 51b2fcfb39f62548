//! Users and changes as SCIM writes them (RFC 7643 §4.1, RFC 7644 §3).

use serde::{Deserialize, Serialize};

use crate::domain::scim::{Email, Set, User};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const PATCH: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// Users that are asked for at a time.
const PAGE: usize = 200;

/// A user to be made, or as it is there.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    #[serde(default, skip_deserializing)]
    schemas: [&'static str; 1],
    #[serde(default, skip_serializing)]
    id: Loose,
    #[serde(default)]
    external_id: Text,
    #[serde(default)]
    user_name: Text,
    #[serde(default)]
    name: Option<Name>,
    #[serde(default)]
    display_name: Text,
    #[serde(default)]
    user_type: Text,
    /// Whoever of whom nothing is said is active.
    active: Option<Loose>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    emails: Option<Vec<Address>>,
}

/// A text that may be absent, or `null`.
type Text = Option<String>;

/// What some services write as a text, others as what it is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Loose {
    Flag(bool),
    Number(i64),
    Text(String),
}

impl Default for Loose {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Loose {
    fn text(self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }

    fn truth(self) -> bool {
        self.text().eq_ignore_ascii_case("true")
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Name {
    #[serde(default)]
    family_name: Text,
    #[serde(default)]
    given_name: Text,
}

#[derive(Debug, Serialize, Deserialize)]
struct Address {
    #[serde(default)]
    value: Text,
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    kind: Text,
    #[serde(default)]
    primary: Option<bool>,
}

/// A user to be made.
pub fn made(user: &User) -> Vec<u8> {
    let [user_name, family_name, given_name, display_name, user_type] = user.texts.clone().map(Some);
    let resource = Resource {
        schemas: [USER],
        id: Loose::default(),
        external_id: Some(user.external_id.clone()),
        user_name,
        name: Some(Name { family_name, given_name }),
        display_name,
        user_type,
        active: Some(Loose::Flag(user.is_active)),
        emails: (!user.emails.is_empty()).then(|| addresses(&user.emails)),
    };
    bytes(&resource)
}

/// What changes of a user.
#[derive(Debug, Serialize)]
struct Patch<'a> {
    schemas: [&'static str; 1],
    #[serde(rename = "Operations")]
    operations: Vec<Operation<'a>>,
}

#[derive(Debug, Serialize)]
struct Operation<'a> {
    op: &'static str,
    path: &'static str,
    value: Value<'a>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Text(&'a str),
    Flag(bool),
    Addresses(Vec<Address>),
}

/// What changes of a user.
pub fn changed(sets: &[Set]) -> Vec<u8> {
    bytes(&Patch { schemas: [PATCH], operations: sets.iter().map(operation).collect() })
}

fn operation(set: &Set) -> Operation<'_> {
    let (path, value) = match set {
        Set::Text(path, text) => (*path, Value::Text(text)),
        Set::Active(is_active) => ("active", Value::Flag(*is_active)),
        Set::Emails(all) => ("emails", Value::Addresses(addresses(all))),
    };
    Operation { op: "replace", path, value }
}

fn addresses(emails: &[Email]) -> Vec<Address> {
    let address = |email: &Email| Address {
        value: Some(email.value.clone()),
        kind: Some(email.kind.clone()).filter(|kind| !kind.is_empty()),
        primary: Some(email.is_primary),
    };
    emails.iter().map(address).collect()
}

/// Texts, numbers and lists are always JSON.
fn bytes(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A text within a filter.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A page of what was searched.
#[derive(Debug)]
pub struct Page {
    pub users: Vec<User>,
    /// How many there are in all.
    pub total: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct List {
    total_results: usize,
    #[serde(rename = "Resources", default)]
    resources: Vec<Resource>,
}

/// What was found; nothing for what is no list, or where a user has no name of the service’s.
pub fn page(body: &[u8]) -> Option<Page> {
    let list: List = serde_json::from_slice(body).ok()?;
    let users = list.resources.into_iter().map(user).collect::<Option<_>>()?;
    Some(Page { users, total: list.total_results })
}

fn user(resource: Resource) -> Option<User> {
    let name = resource.name.unwrap_or_default();
    let texts = [resource.user_name, name.family_name, name.given_name, resource.display_name, resource.user_type];
    let email = |address: Address| {
        let (kind, is_primary) = (address.kind.unwrap_or_default(), address.primary.unwrap_or_default());
        Some(Email { value: address.value?, kind, is_primary })
    };
    Some(User {
        id: Some(resource.id.text()).filter(|id| !id.is_empty())?,
        external_id: resource.external_id.unwrap_or_default(),
        texts: texts.map(Option::unwrap_or_default),
        is_active: resource.active.is_none_or(Loose::truth),
        emails: resource.emails.unwrap_or_default().into_iter().filter_map(email).collect(),
    })
}

/// True for what a service answers to a change: a user, or nothing.
pub fn is_answer(body: &[u8]) -> bool {
    body.trim_ascii().is_empty() || serde_json::from_slice::<Resource>(body).is_ok()
}

/// What a service says that it can do.
#[derive(Debug, Default, Deserialize)]
pub struct Configuration {
    patch: Option<Ability>,
    filter: Option<Ability>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ability {
    supported: Option<bool>,
    max_results: Option<usize>,
}

impl Configuration {
    /// Reads it; whatever is not said is believed to be there.
    pub fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_default()
    }

    /// What is lacking of what is needed.
    pub fn lacks(&self) -> Option<&'static str> {
        let lacks =
            |ability: &Option<Ability>| ability.as_ref().is_some_and(|ability| ability.supported == Some(false));
        if lacks(&self.patch) {
            return Some("modifier un compte (PATCH)");
        }
        lacks(&self.filter).then_some("chercher un compte (filter)")
    }

    /// Users in a page.
    pub fn page(&self) -> usize {
        let most = self.filter.as_ref().and_then(|filter| filter.max_results);
        most.filter(|most| *most > 0).unwrap_or(PAGE).min(PAGE)
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fault {
    detail: Text,
    scim_type: Text,
}

/// What a service says of a refusal, within a line.
pub fn detail(body: &[u8]) -> String {
    let fault: Fault = serde_json::from_slice(body).unwrap_or_default();
    fault.detail.or(fault.scim_type).unwrap_or_default().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_read_back() {
        let email = Email { value: "lea@school.example".to_owned(), kind: "work".to_owned(), is_primary: true };
        let user = User {
            id: String::new(),
            external_id: "0990001N-1".to_owned(),
            texts: ["lea.dupont", "DUPONT", "Léa", "Léa DUPONT", "eleve"].map(str::to_owned),
            is_active: true,
            emails: vec![email],
        };
        let body = String::from_utf8(made(&user)).unwrap();
        assert!(body.contains("\"name\":{\"familyName\":\"DUPONT\",\"givenName\":\"Léa\"}"), "{body}");
        let list = |one: &str| format!("{{\"totalResults\":1,\"Resources\":[{one}]}}");
        assert!(page(list(&body).as_bytes()).is_none(), "sans id");
        let named = body.replacen('{', "{\"id\":\"7\",", 1);
        assert_eq!(page(list(&named).as_bytes()).unwrap().users, [User { id: "7".to_owned(), ..user }]);
        assert!(is_answer(b" ") && is_answer(body.as_bytes()) && !is_answer(b"<html>"));
        let loose = page(list("{\"id\":8,\"active\":\"False\"}").as_bytes()).unwrap();
        assert_eq!(loose.users, [User { id: "8".to_owned(), ..User::default() }]);
        let bare = page(list("{\"id\":\"8\",\"name\":null,\"emails\":null}").as_bytes()).unwrap();
        assert_eq!(bare.users, [User { id: "8".to_owned(), is_active: true, ..User::default() }]);
    }

    #[test]
    fn changes_are_operations() {
        let sets = [Set::Active(false), Set::Text("name.familyName", "DU « PONT »\"".to_owned())];
        let body = String::from_utf8(changed(&sets)).unwrap();
        assert!(body.contains("{\"op\":\"replace\",\"path\":\"active\",\"value\":false}"), "{body}");
        assert!(body.contains("\"value\":\"DU « PONT »\\\"\"}"), "{body}");
    }

    #[test]
    fn pages_and_configurations() {
        assert!(page(b"{\"Resources\":[]}").is_none() && page(b"").is_none());
        assert_eq!(page(b"{\"totalResults\":0}").unwrap().users, []);
        for (body, lacking, users) in [
            ("{}", false, PAGE),
            ("", false, PAGE),
            ("{\"patch\":{\"supported\":true},\"filter\":{\"supported\":true,\"maxResults\":50}}", false, 50),
            ("{\"filter\":{\"supported\":true,\"maxResults\":9999}}", false, PAGE),
            ("{\"patch\":{\"supported\":false}}", true, PAGE),
            ("{\"filter\":{\"supported\":false}}", true, PAGE),
        ] {
            let configuration = Configuration::read(body.as_bytes());
            assert_eq!((configuration.lacks().is_some(), configuration.page()), (lacking, users), "{body}");
        }
        assert_eq!(detail(b"{\"scimType\":\"uniqueness\"}"), "uniqueness");
    }
}
