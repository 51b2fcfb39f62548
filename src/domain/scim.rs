//! People in a service that speaks SCIM 2.0 (RFC 7643): who exists there, and who is active. No password goes there.
//!
//! Users are joined on the number that we gave them (`externalId`), never on their name. One without such a number, or with
//! that of somebody else, is not ours.

use std::collections::HashMap;

use super::following::{self, Crowd, Difference, Owner, Site, Wanted, Why, follow};
use super::member::Member;
use super::name;
use super::person::PersonId;

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

/// What a service lacks for everybody to be as they are here.
pub fn reconcile(uai: &str, crowd: Crowd<'_>, users: &[User]) -> Delta {
    let mut by_number: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, user) in users.iter().enumerate() {
        by_number.entry(&user.external_id).or_default().push(at);
    }
    follow(&Joined { uai, users, by_number }, crowd)
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
        let digits = self.users[at].external_id.strip_prefix(&prefix(self.uai)).unwrap_or_default();
        // What we write is read back as it is: anything else that begins so is somebody else’s.
        let number = digits.parse().ok().filter(|number: &i64| number.to_string() == digits);
        number.map_or(Owner::Others, |number| Owner::Us(PersonId(number)))
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

    fn compare(&self, at: usize, wanted: &Wanted) -> Difference<Set> {
        let (user, told) = (&self.users[at], User::of(self.uai, &wanted.member));
        // What it was told and does not show, it does not keep.
        let is_kept = |is_empty: bool| !(is_empty && wanted.is_told);
        let mut data = Vec::new();
        for ((path, present), text) in TEXTS.into_iter().zip(&user.texts).zip(&told.texts) {
            // A service compares names of users whatever their case, and may keep them in its own.
            let same = if path == TEXTS[0] { present.eq_ignore_ascii_case(text) } else { present == text };
            if !same && is_kept(present.is_empty()) {
                data.push(Set::Text(path, text.clone()));
            }
        }
        data.extend(user.emails_for(&told).filter(|_| is_kept(user.emails.is_empty())).map(Set::Emails));
        let mut mods = if data.is_empty() { Vec::new() } else { vec![(Why::Data, data)] };
        if user.is_active != told.is_active {
            let why = if told.is_active { Why::Unlock } else { Why::Lock };
            mods.push((why, vec![Set::Active(told.is_active)]));
        }
        let differs = |at: usize| !user.texts[at].is_empty() && !name::same(&user.texts[at], &told.texts[at]);
        Difference { is_renamed: false, is_other: (0..3).all(differs), mods }
    }

    fn lock(&self, at: usize) -> Vec<Set> {
        if self.users[at].is_active { vec![Set::Active(false)] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests;
