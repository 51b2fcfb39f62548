//! A directory that is written to live (LDAP): read whole or not at all, changed entry by entry.
//!
//! The link is encrypted, but on the machine itself. Without the feature `directory` nothing here can reach a network.

#[cfg(not(feature = "directory"))]
use super::link::{Applied, Link, Trouble};
#[cfg(not(feature = "directory"))]
use crate::domain::directory::{Change, Entry, Mod, Place, Snapshot};
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

/// Nobody can be reached.
#[cfg(not(feature = "directory"))]
pub enum Session {}

#[cfg(not(feature = "directory"))]
impl Session {
    /// Always refuses: the program was built without what it takes.
    pub fn open(_server: &Server, _place: &Place) -> Result<Self, Trouble> {
        Err(Trouble::NotBuilt)
    }

    /// Everybody of the branch.
    pub fn read(&mut self) -> Result<Snapshot, Trouble> {
        match *self {}
    }
}

#[cfg(not(feature = "directory"))]
impl Link for Session {
    type Entry = Entry;
    type Mod = Mod;

    fn apply(&mut self, _change: &Change) -> Result<Applied, Trouble> {
        match *self {}
    }

    fn holders(&mut self, _login: &str) -> Vec<String> {
        match *self {}
    }
}
