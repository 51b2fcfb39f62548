//! A server that follows the accounts: what goes wrong on the way to it, and what becomes of a change.

use crate::domain::following::Change;

/// Why a server was not read, or is no longer written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The program was built without what it takes.
    NotBuilt,
    /// The certificates of the authority are none.
    BadAuthority,
    /// No answer, or a link that broke or is not trusted: what the library says.
    Unreachable(String),
    /// It asks to come back later, and went on doing so.
    Busy,
    /// The account of service, its password or its token is not the right one.
    BadAccount,
    /// What we write to is not there.
    NotThere,
    /// The server did not show everything.
    Partial,
    /// The account of service may not do that.
    Forbidden,
    /// It is not who it says, or nobody vouches for it.
    Untrusted,
    /// It does not do what we need of it.
    Lacks(&'static str),
    /// What it says is not what it should say.
    Unreadable,
    /// Another answer, by its number.
    Refused(u32, String),
    /// Ctrl-C, while it was waited for.
    Interrupted,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    Done,
    /// The name, or the login, is somebody else’s already.
    Taken,
    /// The same, and the rest of the change is made.
    AllBut,
}

/// An open link to a server that follows the accounts: its entries are made of `Entry`, and changed by `Mod`s.
pub trait Link {
    type Entry;
    type Mod;

    /// Makes one change; an entry that is gone already is gone.
    fn apply(&mut self, change: &Change<Self::Entry, Self::Mod>) -> Result<Applied, Trouble>;

    /// Who has a login there: names of entries, none where the server does not let it be seen.
    fn holders(&mut self, login: &str) -> Vec<String>;
}
