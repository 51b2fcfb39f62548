//! A sealed file, and what is in it once somebody has given what opens it.

use std::path::{Path, PathBuf};

use super::Refusal;
use crate::domain::secret::Secret;
use crate::domain::transfer::Packet;
use crate::sources::packet;
use crate::sources::sealed::{self, OpenedBy};
use crate::work::transfers::{School, lock};
use crate::work::{Result, base};
use crate::world::World;

/// A file that is still shut.
pub struct Sealed {
    file: PathBuf,
    bytes: Vec<u8>,
    /// Secret key of this school.
    ours: Secret,
    /// True where a passphrase opens it, and no key.
    pub wants_passphrase: bool,
}

/// What a file held, and whether whoever shut it knew a secret of ours.
pub struct Opened {
    pub packet: Packet,
    pub trusted: bool,
}

impl Sealed {
    /// Reads a file; refuses where this school receives nothing.
    pub fn read(world: &mut World, file: &Path) -> Result<Self> {
        let store = base::open(world)?;
        let school = School::require(&store, &store.settings()?)?;
        let bytes = world.read(file, sealed::MAX_BYTES)?;
        let wants = sealed::wants_passphrase(&bytes).map_err(|why| Refusal::Shut(file.to_owned(), why))?;
        Ok(Self { file: file.to_owned(), bytes, ours: school.agreement.identity, wants_passphrase: wants })
    }

    /// The key of this school, which opens what others shut for it.
    pub fn our_key(&self) -> OpenedBy {
        OpenedBy::Identity(self.ours.clone())
    }

    /// Opens it, and reads what is inside.
    pub fn open(&self, key: &OpenedBy) -> Result<Opened> {
        let content = unlock(&self.bytes, key).map_err(|why| Refusal::Shut(self.file.clone(), why))?;
        let packet = packet::read(&content).map_err(|why| Refusal::BadPacket(self.file.clone(), why))?;
        Ok(Opened { packet, trusted: matches!(key, OpenedBy::Passphrase(_)) })
    }
}

/// Opens a file; a phrase of ours is known again however it was written down.
fn unlock(bytes: &[u8], key: &OpenedBy) -> std::result::Result<Vec<u8>, sealed::Error> {
    let heard = match (sealed::open(bytes, key), key) {
        (Err(sealed::Error::WrongKey), OpenedBy::Passphrase(heard)) => heard,
        (opened, _) => return opened,
    };
    let drawn = lock::as_drawn(heard).ok_or(sealed::Error::WrongKey)?;
    sealed::open(bytes, &OpenedBy::Passphrase(drawn))
}
