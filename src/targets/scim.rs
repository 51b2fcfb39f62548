//! A service that speaks SCIM 2.0 (RFC 7644): users of ours are found by their number, made, changed, deleted. No password
//! goes there.
//!
//! The link is encrypted, but on the machine itself. Without the feature `scim` nothing here can reach a network.

#[cfg(not(feature = "scim"))]
use super::link::{Applied, Link, Trouble};
#[cfg(not(feature = "scim"))]
use crate::domain::scim::{Change, Set, User};
use crate::domain::secret::Secret;

#[cfg(feature = "scim")]
mod live;
#[cfg(feature = "scim")]
mod message;
#[cfg(feature = "scim")]
pub use live::Session;

/// A service, and the token under which it is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// `https://…`, or `http://…` on this machine.
    pub url: String,
    pub token: Secret,
    /// Certificates of a private authority, in PEM.
    pub authority: Option<Vec<u8>>,
}

/// Waits, unless somebody presses Ctrl-C meanwhile: false then.
pub type Wait = Box<dyn Fn(std::time::Duration) -> bool + Send>;

/// Nobody can be reached.
#[cfg(not(feature = "scim"))]
pub enum Session {}

#[cfg(not(feature = "scim"))]
impl Session {
    /// Always refuses: the program was built without what it takes.
    pub fn open(_server: &Server, _wait: Wait) -> Result<Self, Trouble> {
        Err(Trouble::NotBuilt)
    }

    /// Users whose number begins so; nothing where the service does not search that way.
    pub fn read(&mut self, _prefix: &str) -> Result<Option<Vec<User>>, Trouble> {
        match *self {}
    }

    /// Users of a number.
    pub fn find(&mut self, _external_id: &str) -> Result<Vec<User>, Trouble> {
        match *self {}
    }
}

#[cfg(not(feature = "scim"))]
impl Link for Session {
    type Entry = User;
    type Mod = Set;

    fn apply(&mut self, _change: &Change) -> Result<Applied, Trouble> {
        match *self {}
    }

    fn holders(&mut self, _login: &str) -> Vec<String> {
        match *self {}
    }
}
