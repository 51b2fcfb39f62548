//! People in a directory (LDAP): the entry that each should be, and what must change so that it is.
//!
//! Entries are joined on the INE, else on our number, never on their name. A password is sent with a new entry, and for a
//! reset issued here since; one that was changed there stays. Entries that are not ours are not touched.

use std::fmt;

use super::following;
use super::member::{Carried, Hashed, Member};

mod reconcile;

pub use reconcile::reconcile;

/// Locked until somebody unlocks it, as password policies write it.
pub const LOCKED: &str = "000001010000Z";

/// What is read of an entry, beside the login: neither passwords nor pictures.
pub const READ: [&str; 13] = [
    "objectClass",
    "cn",
    "sn",
    "givenName",
    "displayName",
    "employeeNumber",
    "employeeType",
    "departmentNumber",
    "mail",
    "description",
    "pwdReset",
    "pwdEndTime",
    "pwdAccountLockedTime",
];

/// Where the people of a school are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub uai: String,
    /// Of the whole directory, such as `dc=reseau,dc=test`.
    pub suffix: String,
    /// Below it, such as `ou=0750001A`.
    pub branch: String,
    /// Attribute that holds the login and names the entry.
    pub login: String,
}

/// An entry as it is, or as it should be. Names of attributes are written as they come and found whatever their case.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Entry {
    pub dn: String,
    pub attributes: Vec<(String, Vec<String>)>,
}

/// Values may be passwords: only the name is shown.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.attributes.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Entry").field("dn", &self.dn).field("attributes", &names).finish()
    }
}

/// One attribute that changes.
#[derive(Clone, PartialEq, Eq)]
pub enum Mod {
    /// Its values become these; none removes it.
    Replace(&'static str, Vec<String>),
    /// One value more.
    Add(&'static str, String),
}

impl fmt::Debug for Mod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Replace(name, values) => write!(f, "Replace({name}, {} values)", values.len()),
            Self::Add(name, _) => write!(f, "Add({name})"),
        }
    }
}

/// A change of an entry, and what a directory lacks.
pub type Change = following::Change<Entry, Mod>;
pub type Delta = following::Delta<Entry, Mod>;

/// Entries that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    pub entries: Vec<Entry>,
    /// True where what password policies keep was read too.
    pub has_states: bool,
}

impl Place {
    /// The name of the branch.
    pub fn base(&self) -> String {
        [self.branch.as_str(), self.suffix.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(",")
    }

    /// The name of the entry of a login.
    pub fn dn(&self, login: &str) -> String {
        format!("{}={},{}", self.login, escaped(login), self.base())
    }

    /// Our number of somebody, which no other school gives.
    pub fn number(&self, member: &Member) -> String {
        format!("{}-{}", self.uai, member.number.0)
    }

    /// What tells that an entry is ours, and whose.
    fn mark(&self, number: &str) -> String {
        format!("cpro:{number}")
    }

    /// The number in the mark of an entry of this school.
    fn marked<'a>(&self, entry: &'a Entry) -> Option<&'a str> {
        let number = entry.values("description").iter().find_map(|text| text.strip_prefix("cpro:"))?;
        let (uai, _) = number.rsplit_once('-')?;
        (uai == self.uai).then_some(number)
    }

    /// What we say of somebody, but for the name of the entry and the password.
    fn attributes(&self, member: &Member) -> Vec<(&'static str, Vec<String>)> {
        let one = |text: &str| vec![text.to_owned()];
        let number = member.ine().map_or_else(|| self.number(member), str::to_owned);
        let mut attributes = vec![
            ("cn", one(&member.name())),
            ("sn", one(member.surname())),
            ("givenName", one(member.first_name())),
            ("displayName", one(&member.name())),
            ("employeeNumber", vec![number]),
            ("employeeType", one(member.profile.as_str())),
            ("departmentNumber", member.division().map(str::to_owned).into_iter().collect()),
        ];
        // An address that the directory has and we do not know stays.
        attributes.extend(member.email().map(|address| ("mail", one(address))));
        attributes.retain(|(name, _)| !name.eq_ignore_ascii_case(&self.login));
        attributes
    }

    /// The entry of somebody who has none yet.
    pub fn entry(&self, member: &Member) -> Entry {
        let mut attributes = vec![
            ("objectClass".to_owned(), vec!["inetOrgPerson".to_owned()]),
            (self.login.clone(), vec![member.login.to_string()]),
        ];
        if !self.login.eq_ignore_ascii_case("uid") {
            attributes.push(("uid".to_owned(), vec![member.login.to_string()]));
        }
        let told = self.attributes(member).into_iter().filter(|(_, values)| !values.is_empty());
        attributes.extend(told.map(|(name, values)| (name.to_owned(), values)));
        attributes.push(("description".to_owned(), vec![self.mark(&self.number(member))]));
        for change in password(member) {
            if let Mod::Replace(name, values) = change {
                attributes.push((name.to_owned(), values));
            }
        }
        attributes.retain(|(_, values)| !values.is_empty());
        Entry { dn: self.dn(&member.login.0), attributes }
    }
}

/// The password of somebody, to be changed at the first sign-in unless it is theirs; nothing where none goes along.
fn password(member: &Member) -> Vec<Mod> {
    let Carried::Hash(Hashed { phc, must_change, ends_on }) = &member.carried else { return Vec::new() };
    let flag = if *must_change { vec!["TRUE".to_owned()] } else { Vec::new() };
    let end = ends_on.filter(|_| *must_change).map(|day| day.strftime("%Y%m%d235959Z").to_string());
    vec![
        Mod::Replace("userPassword", vec![format!("{{ARGON2}}{phc}")]),
        Mod::Replace("pwdReset", flag),
        Mod::Replace("pwdEndTime", end.into_iter().collect()),
    ]
}

impl Entry {
    /// The values of an attribute.
    pub fn values(&self, name: &str) -> &[String] {
        let found = self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or(&[], |(_, values)| values)
    }

    /// The first value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name).first().map(String::as_str)
    }
}

/// A value in the name of an entry (RFC 4514).
pub fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    let last = value.chars().count().saturating_sub(1);
    for (at, sign) in value.chars().enumerate() {
        match sign {
            control if control.is_ascii_control() => escaped.push_str(&format!("\\{:02X}", u32::from(control))),
            ',' | '+' | '"' | '\\' | '<' | '>' | ';' | '=' => escaped.extend(['\\', sign]),
            '#' if at == 0 => escaped.push_str("\\#"),
            ' ' if at == 0 || at == last => escaped.push_str("\\ "),
            _ => escaped.push(sign),
        }
    }
    escaped
}

/// A name of an entry as it is compared: no case, no blanks after a comma.
fn normal(dn: &str) -> String {
    let parts = dn.split(',').map(str::trim).map(|part| match part.split_once('=') {
        Some((name, value)) => format!("{}={}", name.trim(), value.trim()),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(",").to_lowercase()
}

#[cfg(test)]
mod tests;
