//! Files for other systems: what each is for, what of a password goes along, and from members to bytes.
//!
//! To add one: a file here with its [`Target`], its row in [`ALL`], a test that has another program read what it writes,
//! and a line in the man page on what to tick in the other system’s form.

use std::collections::HashMap;
use std::fmt;

use crate::domain::directory::Place;
use crate::domain::member::{Accepts, Carried, Column, Hashed, Member, Present, Terms};
use crate::domain::setting::Key;

mod apple;
mod authelia;
mod cerise;
mod columns;
mod django;
mod dovecot;
mod google;
mod kanidm;
mod keycloak;
pub mod ldif;
mod moodle;
mod oneroster;
mod php;
mod roster;
mod rows;
mod sds;

/// A system that takes files of ours.
#[derive(Debug)]
pub struct Target {
    /// What users type.
    pub name: &'static str,
    /// What it is for, in one line.
    pub purpose: &'static str,
    /// How it is loaded there: what to type, or to tick.
    pub load: &'static str,
    pub accepts: Accepts,
    /// True where people must choose another password at their first sign-in there.
    pub forces_change: bool,
    /// True where a closed account can be told.
    pub closes: bool,
    /// True where nobody is created without a clear password.
    pub needs_clear: bool,
    pub form: Form,
    /// Settings without which nothing can be written.
    pub needs: &'static [Key],
    /// Why somebody is not taken.
    pub check: fn(&School, &Member) -> Result<(), Unfit>,
    /// What no two people may have in common.
    pub unique: fn(&School, &Member) -> Option<String>,
    pub write: fn(&School, &[Member]) -> Vec<Document>,
}

/// Every target, in the order of the list.
pub static ALL: [&Target; 14] = [
    &ldif::TARGET,
    &keycloak::TARGET,
    &dovecot::TARGET,
    &django::TARGET,
    &authelia::TARGET,
    &php::TARGET,
    &kanidm::TARGET,
    &moodle::TARGET,
    &google::TARGET,
    &sds::TARGET,
    &oneroster::TARGET,
    &apple::TARGET,
    &cerise::TARGET,
    &columns::TARGET,
];

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A file, under this name where no other is given.
    File(&'static str),
    /// Several files in a folder.
    Folder(&'static str),
}

/// A file to be written; its name matters where there are several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What the files say of the school, and how it wants them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct School {
    pub uai: String,
    pub name: String,
    /// First year of the school year, 2026 for 2026-2027.
    pub year: i16,
    /// Domain of the addresses that are accounts elsewhere.
    pub domain: Option<String>,
    /// Path of Google’s organisational unit.
    pub org_unit: String,
    pub directory: Place,
    /// Columns of a plain list.
    pub columns: Vec<Column>,
    /// True for a list that a program reads.
    pub is_raw: bool,
    /// Accounts that the other system has now, as it wrote them itself.
    pub present: Vec<Present>,
}

/// Why a system would not take somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// No e-mail address, and none can be made.
    NoAddress,
    /// What is longer than so many characters.
    TooLong(&'static str, usize),
    /// The login has signs that are not taken.
    Signs,
    /// The same address or name as somebody’s login.
    Shared(String, String),
}

impl Unfit {
    /// The word of the machine contract.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::TooLong(..) => "too_long",
            Self::Signs => "signs",
            Self::Shared(..) => "shared",
        }
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress => f.write_str("pas d’adresse électronique"),
            Self::TooLong(what, most) => write!(f, "{what} de plus de {most} caractères"),
            Self::Signs => f.write_str("l’identifiant a des signes que la cible n’accepte pas"),
            Self::Shared(what, login) => write!(f, "« {what} » est déjà celui de {login}"),
        }
    }
}

/// The target that users typed.
pub fn find(name: &str) -> Option<&'static Target> {
    ALL.into_iter().find(|target| target.name == name)
}

impl Target {
    /// True where what the other system has now can be read.
    pub fn reads_state(&self) -> bool {
        [ldif::TARGET.name, authelia::TARGET.name].contains(&self.name)
    }

    /// True where the file makes people, and changes nobody who is there.
    pub fn only_loads(&self) -> bool {
        self.name == ldif::TARGET.name
    }

    /// True where whoever is absent from the file has left, or is lost: it is about everybody.
    pub fn is_whole(&self) -> bool {
        let whole =
            [sds::TARGET.name, oneroster::TARGET.name, apple::TARGET.name, dovecot::TARGET.name, authelia::TARGET.name];
        whole.contains(&self.name)
    }

    /// True where the password of an account that is there already is not sent again.
    pub fn keeps_passwords(&self) -> bool {
        self.name == keycloak::TARGET.name
    }

    /// True where columns can be chosen.
    pub fn has_columns(&self) -> bool {
        self.name == columns::TARGET.name
    }

    /// The terms under which people leave.
    pub fn terms(&self, with_initial: bool, draws: bool) -> Terms {
        Terms {
            accepts: self.accepts,
            forces_change: self.forces_change,
            closes: self.closes,
            needs_clear: self.needs_clear,
            with_initial,
            draws,
        }
    }

    /// Takes out of `members` whoever the system would not take, with the reason.
    pub fn sift(&self, school: &School, members: &mut Vec<Member>) -> Vec<(Member, Unfit)> {
        let mut taken: HashMap<String, String> = HashMap::new();
        let mut unfit = Vec::new();
        let mut fit = Vec::with_capacity(members.len());
        for member in members.drain(..) {
            let checked = (self.check)(school, &member).and_then(|()| match (self.unique)(school, &member) {
                None => Ok(()),
                Some(key) => match taken.insert(key.to_lowercase(), member.login.to_string()) {
                    None => Ok(()),
                    Some(first) => {
                        taken.insert(key.to_lowercase(), first.clone());
                        Err(Unfit::Shared(key, first))
                    }
                },
            });
            match checked {
                Ok(()) => fit.push(member),
                Err(why) => unfit.push((member, why)),
            }
        }
        *members = fit;
        unfit
    }
}

impl Form {
    /// Where it goes if nothing else is said.
    pub fn default_name(self) -> &'static str {
        match self {
            Self::File(name) | Self::Folder(name) => name,
        }
    }
}

impl Document {
    /// The only file of a target.
    fn only(bytes: impl Into<Vec<u8>>) -> Vec<Self> {
        vec![Self::new("", bytes)]
    }

    fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

impl School {
    /// An identifier that no other school gives: `0750001A-123`.
    fn id(&self, member: &Member) -> String {
        format!("{}-{}", self.uai, member.number.0)
    }

    /// The address that is the account elsewhere: the person’s where it is in the domain, or the login in the domain.
    fn address(&self, member: &Member) -> Option<String> {
        let own = member.email().map(str::to_owned);
        match &self.domain {
            None => own,
            Some(domain) => {
                let within =
                    |address: &String| address.to_lowercase().ends_with(&format!("@{}", domain.to_lowercase()));
                Some(own.filter(within).unwrap_or_else(|| format!("{}@{domain}", member.login)))
            }
        }
    }

    /// Divisions, each once, in their order of appearance.
    fn divisions(members: &[Member]) -> Vec<&str> {
        let mut divisions: Vec<&str> = members.iter().filter_map(Member::division).collect();
        divisions.sort_unstable();
        divisions.dedup();
        divisions
    }
}

impl Member {
    /// The Argon2 string that goes along.
    fn hashed(&self) -> Option<&Hashed> {
        match &self.carried {
            Carried::Hash(hashed) => Some(hashed),
            _ => None,
        }
    }

    /// The clear password that goes along.
    fn clear(&self) -> Option<&str> {
        match &self.carried {
            Carried::Clear(secret) => Some(secret.expose()),
            _ => None,
        }
    }
}

/// Whoever is taken by every system.
fn anybody(_school: &School, _member: &Member) -> Result<(), Unfit> {
    Ok(())
}

/// Nothing but the login, which is nobody else’s in one base.
fn nothing_more(_school: &School, _member: &Member) -> Option<String> {
    None
}

/// Refuses a text of more than `most` characters.
fn at_most(what: &'static str, text: &str, most: usize) -> Result<(), Unfit> {
    if text.chars().count() > most { Err(Unfit::TooLong(what, most)) } else { Ok(()) }
}

/// Refuses a login with other signs than `allowed` and letters and digits without accents.
fn signs(login: &str, allowed: &str) -> Result<(), Unfit> {
    let good = login.chars().all(|sign| sign.is_ascii_alphanumeric() || allowed.contains(sign));
    if good { Ok(()) } else { Err(Unfit::Signs) }
}

#[cfg(test)]
mod tests;
