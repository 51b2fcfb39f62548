//! The base of the establishment: opened, stamped, and known well enough to work with.

use jiff::civil::Date;

use super::{Error, Result};
use crate::domain::instant::Instant;
use crate::domain::setting::{Key, Settings};
use crate::store::{self, Opening, Stamp, Store};
use crate::world::World;

/// Why the base does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The establishment is not known yet: these keys are missing.
    NotSetUp(Vec<Key>),
}

/// The base, which must exist.
pub fn open(world: &World) -> Result<Store> {
    world.sweep();
    Ok(Store::open(&world.base_path()?, Opening::Existing, world.wait)?)
}

/// Which base a use case works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// One that exists.
    Existing,
    /// The same, of an establishment that is known: none is made for a path mistyped.
    Established,
    /// One that is made on first use.
    OrNew,
}

/// The base that a use case needs; one that would be new is nowhere yet where nothing is to be `written`.
pub fn opened(world: &World, needs: Needs, written: bool) -> Result<Store> {
    match (needs, open(world)) {
        (Needs::Established, Err(Error::Store(store::Error::Missing(path)))) => {
            require(&Settings::default()).and(Err(store::Error::Missing(path).into()))
        }
        (Needs::OrNew, Err(Error::Store(store::Error::Missing(path)))) if written => {
            Ok(Store::open(&path, Opening::OrCreate, world.wait)?)
        }
        (Needs::OrNew, Err(Error::Store(store::Error::Missing(_)))) => Ok(Store::nowhere()?),
        (_, opened) => opened,
    }
}

/// Refuses to go on while the establishment is not known.
pub fn require(settings: &Settings) -> Result<()> {
    let missing = settings.missing();
    if missing.is_empty() { Ok(()) } else { Err(Refusal::NotSetUp(missing).into()) }
}

/// Refuses a clock that the journal contradicts, unless somebody vouches for it.
pub fn check_clock(world: &World, store: &Store) -> Result<()> {
    match store.doubt(&Instant::from(&world.now()))? {
        Some(doubt) if !world.trust_clock => Err(store::Error::Clock(doubt).into()),
        _ => Ok(()),
    }
}

/// When and by whom things are written.
pub fn stamp(world: &World) -> Stamp {
    Stamp { at: Instant::from(&world.now()), actor: world.actor.clone(), is_trusted: world.trust_clock }
}

/// The code of the establishment, for reports of which an IT person reads many at once.
pub fn uai(settings: &Settings) -> Option<String> {
    settings.value(Key::Uai)
}

/// The day so many days before another, as the base writes it.
pub fn days_before(today: Date, days: u16) -> String {
    use jiff::ToSpan;
    today.saturating_sub(i64::from(days).days()).to_string()
}
