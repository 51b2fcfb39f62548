//! What shuts a file and what opens it: passphrases, and keys of schools.

use std::collections::HashSet;
use std::path::Path;

use crate::domain::secret::{self, Secret};
use crate::targets::sealed::{self, SealedFor};
use crate::work::Result;
use crate::world::World;

/// Shortest passphrase, in characters.
const SHORTEST: usize = 15;

/// Fewest different signs in it.
const VARIED: usize = 6;

/// Largest file that holds a key, in bytes.
const MAX_KEY: usize = 64 * 1024;

/// Why nothing can be shut with what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// No key at all.
    Key,
    /// The key of this school, which the other one cannot turn.
    OurKey,
    Phrase(Weakness),
    /// Nothing was given.
    Nothing,
}

/// Why a passphrase is refused: what it has, and what it needs at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Characters.
    Short(usize, usize),
    /// Different signs.
    Uniform(usize, usize),
}

/// The key of another school; `ours` is not one.
pub fn recipient(key: &str, ours: &Secret) -> std::result::Result<SealedFor, Unfit> {
    let key = sealed::read_key(key).ok_or(Unfit::Key)?;
    if Some(key.to_string()) == sealed::public_key(ours) {
        return Err(Unfit::OurKey);
    }
    Ok(SealedFor::Key(key))
}

/// Two draws of a password: a hundred and eighteen bits.
pub fn draw(world: &mut World) -> Secret {
    let [one, other] = [(); 2].map(|()| secret::draw(&mut *world.rng));
    Secret::new(&format!("{}-{}", one.expose(), other.expose()))
}

/// Refuses a passphrase that could be guessed.
pub fn check(phrase: &Secret) -> std::result::Result<(), Weakness> {
    let length = phrase.expose().chars().count();
    let distinct = phrase.expose().chars().filter(|letter| !letter.is_whitespace()).collect::<HashSet<_>>().len();
    match (length >= SHORTEST, distinct >= VARIED) {
        (true, true) => Ok(()),
        (false, _) => Err(Weakness::Short(length, SHORTEST)),
        (true, false) => Err(Weakness::Uniform(distinct, VARIED)),
    }
}

/// The phrase of this shape as it is drawn here, where it was written as it was heard: capitals, other gaps.
pub fn as_drawn(heard: &Secret) -> Option<Secret> {
    let letters: Vec<char> =
        heard.expose().chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    let drawn = Secret::new(&groups.join("-"));
    (letters.len() == 24 && drawn != *heard).then_some(drawn)
}

/// The first line of a key file that is a key: comments stand before it.
pub fn identity(world: &mut World, path: &Path) -> Result<Secret> {
    world.check_private(path)?;
    let bytes = world.read(path, MAX_KEY)?;
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(Secret::new(line.unwrap_or_default()))
}
