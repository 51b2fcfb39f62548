//! People in a service that speaks SCIM 2.0 (RFC 7643): who exists there, and who is active. No password goes there.
//!
//! Users are joined on the number that we gave them (`externalId`), never on their name. One without such a number, or with
//! that of somebody else, is not ours.

use std::collections::HashMap;

use super::following::{self, Difference, Owner, Site, Wanted, Why, follow};
use super::member::Member;

/// What is said in words, by its path in a user.
pub const TEXTS: [&str; 5] = ["userName", "name.familyName", "name.givenName", "displayName", "userType"];

/// What a school’s address is in a service.
const WORK: &str = "work";

/// A user, as a service has it or should have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct User {
    /// What the service calls it; empty for one that is not made yet.
    pub id: String,
    pub external_id: String,
    /// Values of [`TEXTS`], in their order; empty for what the service does not have.
    pub texts: [String; TEXTS.len()],
    pub is_active: bool,
    pub emails: Vec<Email>,
}

/// An address, and what it is for: `work`, `home`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    pub value: String,
    pub kind: String,
    pub is_primary: bool,
}

/// Something that takes another value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Set {
    Text(&'static str, String),
    Active(bool),
    Emails(Vec<Email>),
}

/// A change of a user, and what a service lacks.
pub type Change = following::Change<User, Set>;
pub type Delta = following::Delta<User, Set>;

/// What our numbers of a school begin with.
pub fn prefix(uai: &str) -> String {
    format!("{uai}-")
}

/// Our number of somebody, which no other school gives: `0750001A-123`.
pub fn external_id(uai: &str, member: &Member) -> String {
    format!("{}{}", prefix(uai), member.number.0)
}

/// What a service lacks for everybody who is `wanted` to be as they are here. Where they are `everybody`, users of ours that
/// are nobody’s are those of people who were erased.
pub fn reconcile(uai: &str, wanted: &[Wanted], everybody: bool, users: &[User]) -> Delta {
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, user) in users.iter().enumerate() {
        by_number.entry(&user.external_id).or_default().push(at);
    }
    follow(&Joined { uai, users, by_number }, wanted, everybody)
}

/// Users by our numbers.
struct Joined<'a> {
    uai: &'a str,
    users: &'a [User],
    by_number: HashMap<&'a str, Vec<usize>>,
}

impl User {
    /// As somebody should be, but for what the service calls them.
    fn of(uai: &str, member: &Member) -> Self {
        let email =
            member.email().map(|value| Email { value: value.to_owned(), kind: WORK.to_owned(), is_primary: true });
        Self {
            id: String::new(),
            external_id: external_id(uai, member),
            texts: [
                member.login.to_string(),
                member.surname().to_owned(),
                member.first_name().to_owned(),
                member.name(),
                member.profile.as_str().to_owned(),
            ],
            is_active: member.is_open,
            emails: email.into_iter().collect(),
        }
    }

    /// Addresses as they should be, if they are not: ours, beside those that are not of the school.
    fn emails_for(&self, wanted: &Self) -> Option<Vec<Email>> {
        let ours = wanted.emails.first()?;
        if self.emails.iter().any(|email| email.value.eq_ignore_ascii_case(&ours.value)) {
            return None;
        }
        let others = self.emails.iter().filter(|email| email.kind != WORK).cloned();
        Some(others.map(|email| Email { is_primary: false, ..email }).chain([ours.clone()]).collect())
    }
}

impl Site for Joined<'_> {
    type Entry = User;
    type Mod = Set;

    fn count(&self) -> usize {
        self.users.len()
    }

    fn name(&self, at: usize) -> &str {
        &self.users[at].id
    }

    fn owner(&self, at: usize) -> Owner {
        let is_ours = self.users[at].external_id.starts_with(&prefix(self.uai));
        if is_ours { Owner::Us } else { Owner::Others }
    }

    fn of(&self, member: &Member) -> Vec<usize> {
        self.by_number.get(external_id(self.uai, member).as_str()).cloned().unwrap_or_default()
    }

    /// Users of others are not read: the service itself refuses a name that is taken.
    fn taker(&self, _login: &str) -> Option<&str> {
        None
    }

    fn make(&self, member: &Member) -> User {
        User::of(self.uai, member)
    }

    fn compare(&self, at: usize, member: &Member) -> Difference<Set> {
        let (user, wanted) = (&self.users[at], User::of(self.uai, member));
        let mut data = Vec::new();
        for ((path, present), text) in TEXTS.into_iter().zip(&user.texts).zip(&wanted.texts) {
            // A service compares names of users whatever their case, and may keep them in its own.
            let same = if path == TEXTS[0] { present.eq_ignore_ascii_case(text) } else { present == text };
            if !same {
                data.push(Set::Text(path, text.clone()));
            }
        }
        data.extend(user.emails_for(&wanted).map(Set::Emails));
        let mut mods = if data.is_empty() { Vec::new() } else { vec![(Why::Data, data)] };
        if user.is_active != wanted.is_active {
            let why = if wanted.is_active { Why::Unlock } else { Why::Lock };
            mods.push((why, vec![Set::Active(wanted.is_active)]));
        }
        Difference { is_renamed: false, mods }
    }
}

#[cfg(test)]
mod tests;
