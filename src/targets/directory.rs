//! A directory that is written to live (LDAP): read whole or not at all, changed entry by entry.
//!
//! The link is encrypted, but on the machine itself. Without the feature `directory` nothing here can reach a network.

use std::fmt;

#[cfg(not(feature = "directory"))]
use crate::domain::directory::{Change, Snapshot};
use crate::domain::secret::Secret;

#[cfg(feature = "directory")]
mod live;
#[cfg(feature = "directory")]
pub use live::Session;

/// A server, and the account under which it is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// `ldaps://…`, or `ldap://…`, which is encrypted by StartTLS unless it is this machine.
    pub url: String,
    pub bind_dn: String,
    pub password: Secret,
    /// Certificates of a private authority, in PEM.
    pub authority: Option<Vec<u8>>,
}

/// Why a directory was not read, or no longer written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The program was built without what it takes.
    NotBuilt,
    /// The certificates of the authority are none.
    BadAuthority,
    /// No answer, or a link that broke or is not trusted: what the library says.
    Unreachable(String),
    /// The account of service, or its password, is not the right one.
    BadAccount,
    /// The branch is not there.
    NoBranch,
    /// The server did not show everything.
    Partial,
    /// The account of service may not do that.
    Forbidden,
    /// Another answer, by its number.
    Refused(u32, String),
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    Done,
    /// The name, or the login, is somebody else's already.
    Taken,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuilt => f.write_str("ce programme a été construit sans l’annuaire"),
            Self::BadAuthority => f.write_str("le certificat de l’autorité n’est pas du PEM"),
            Self::Unreachable(why) => write!(f, "l’annuaire ne répond pas ({why})"),
            Self::BadAccount => f.write_str("l’annuaire refuse le compte de service ou son mot de passe"),
            Self::NoBranch => f.write_str("la branche de l’établissement n’existe pas dans l’annuaire"),
            Self::Partial => f.write_str(
                "l’annuaire n’a pas tout montré (limite de taille) : rien n’est écrit sur une lecture partielle",
            ),
            Self::Forbidden => f.write_str("le compte de service n’a pas le droit d’écrire là"),
            Self::Refused(code, why) => write!(f, "l’annuaire a refusé (code {code} : {why})"),
        }
    }
}

/// True for the machine itself, where nobody listens in between.
pub fn is_loopback(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default();
    let host = host.trim_start_matches('[').split(['/', ']']).next().unwrap_or_default();
    let host = if host.matches(':').count() == 1 { host.split(':').next().unwrap_or_default() } else { host };
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// Nobody can be reached.
#[cfg(not(feature = "directory"))]
pub enum Session {}

#[cfg(not(feature = "directory"))]
impl Session {
    /// Always refuses: the program was built without what it takes.
    pub fn open(_server: &Server) -> Result<Self, Trouble> {
        Err(Trouble::NotBuilt)
    }

    /// Everybody below `base`.
    pub fn read(&mut self, _base: &str, _login: &str) -> Result<Snapshot, Trouble> {
        match *self {}
    }

    /// Who has a login below `base`: names of entries.
    pub fn holders(&mut self, _base: &str, _attribute: &str, _login: &str) -> Result<Vec<String>, Trouble> {
        match *self {}
    }

    /// Makes one change.
    pub fn apply(&mut self, _change: &Change) -> Result<Applied, Trouble> {
        match *self {}
    }
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_this_machine_goes_unencrypted() {
        for (url, own) in [
            ("ldap://127.0.0.1:389", true),
            ("ldap://localhost", true),
            ("ldap://[::1]:389/", true),
            ("ldap://127.0.0.1.example", false),
            ("ldap://annuaire.example:389", false),
            ("ldaps://localhost.example", false),
        ] {
            assert_eq!(is_loopback(url), own, "{url}");
        }
    }
}
