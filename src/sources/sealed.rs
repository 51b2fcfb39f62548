//! A file sealed by another school (age), opened with a passphrase or with a secret key.

use std::fmt;
use std::io::{self, Read, Write};

use age::secrecy::SecretString;
use age::stream::StreamReader;
use age::{DecryptError, Decryptor, Identity, scrypt, x25519};

use crate::domain::secret::Secret;

/// Largest sealed file, and largest content, in bytes.
pub const MAX_BYTES: usize = 32 << 20;

/// scrypt's cost beyond which a file is refused, as a power of two: 256 MiB, twice what ours take.
const MOST_WORK: u8 = 18;

/// What opens a file.
pub enum OpenedBy {
    Passphrase(Secret),
    /// `AGE-SECRET-KEY-1…`
    Identity(Secret),
}

/// Why a sealed file was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Error {
    /// Not a sealed file at all.
    NotSealed,
    /// Cut, or altered on its way.
    Damaged,
    /// Another passphrase, or another school's key.
    WrongKey,
    /// The text given is no secret key.
    NotKey,
    /// Opening it would take too much memory.
    TooCostly,
    /// More than [`MAX_BYTES`].
    TooLarge,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSealed => "ce n’est pas un fichier chiffré par cpro",
            Self::Damaged => "le fichier est incomplet ou a été modifié en chemin",
            Self::WrongKey => "ni cette phrase de passe ni cette clé ne l’ouvrent",
            Self::NotKey => "la clé secrète est illisible (elle commence par AGE-SECRET-KEY-1)",
            Self::TooCostly => "la phrase de passe demande plus de mémoire que cpro n’en demande",
            Self::TooLarge => "le fichier dépasse 32 Mio",
        })
    }
}

impl From<DecryptError> for Error {
    fn from(error: DecryptError) -> Self {
        match error {
            DecryptError::UnknownFormat | DecryptError::InvalidHeader => Self::NotSealed,
            DecryptError::ExcessiveWork { .. } => Self::TooCostly,
            DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => {
                Self::WrongKey
            }
            _ => Self::Damaged,
        }
    }
}

/// True for a file shut by a passphrase, false for one shut by a key.
pub fn wants_passphrase(bytes: &[u8]) -> Result<bool, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    Ok(header(bytes)?.is_scrypt())
}

/// A header that stops before its end is a file that was cut.
fn header(bytes: &[u8]) -> Result<Decryptor<&[u8]>, Error> {
    Decryptor::new(bytes).map_err(|error| match error {
        DecryptError::Io(_) if !bytes.starts_with(b"age-encryption.org/") => Error::NotSealed,
        error => error.into(),
    })
}

/// What is behind a header, to be read with a key.
fn unlock<R: Read>(decryptor: Decryptor<R>, key: &OpenedBy) -> Result<StreamReader<R>, Error> {
    let opened = match key {
        OpenedBy::Passphrase(phrase) => {
            let mut identity = scrypt::Identity::new(SecretString::from(phrase.expose().to_owned()));
            identity.set_max_work_factor(MOST_WORK);
            decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
        }
        OpenedBy::Identity(text) => {
            let identity: x25519::Identity = text.expose().trim().parse().map_err(|_| Error::NotKey)?;
            decryptor.decrypt(std::iter::once(&identity as &dyn Identity))
        }
    };
    Ok(opened?)
}

/// Opens a file.
pub fn open(bytes: &[u8], key: &OpenedBy) -> Result<Vec<u8>, Error> {
    let mut reader = unlock(header(bytes)?, key)?;
    let mut content = Vec::new();
    // The library tells of a cut or altered file while it reads.
    reader.by_ref().take(MAX_BYTES as u64 + 1).read_to_end(&mut content).map_err(|_| Error::Damaged)?;
    if content.len() > MAX_BYTES { Err(Error::TooLarge) } else { Ok(content) }
}

/// True for a file that is sealed.
pub fn is_sealed(first: &[u8]) -> bool {
    first.starts_with(b"age-encryption.org/")
}

/// Opens what is read, however long it is, into `out`. An error of `out` is given as it is.
pub fn open_all(from: &mut dyn Read, out: &mut dyn Write, key: &OpenedBy) -> io::Result<Result<(), Error>> {
    let opened = Decryptor::new(from).map_err(Error::from).and_then(|decryptor| unlock(decryptor, key));
    let mut reader = match opened {
        Ok(reader) => reader,
        Err(error) => return Ok(Err(error)),
    };
    let mut block = vec![0; 1 << 16];
    loop {
        match reader.read(&mut block) {
            Ok(0) => return out.flush().map(Ok),
            Ok(read) => out.write_all(&block[..read])?,
            // The library tells of a cut or altered file while it reads.
            Err(_) => return Ok(Err(Error::Damaged)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cpro` in a file for a key.
    fn sealed(identity: &x25519::Identity) -> Vec<u8> {
        age::encrypt(&identity.to_public(), b"cpro").unwrap()
    }

    fn key(identity: &x25519::Identity) -> OpenedBy {
        use age::secrecy::ExposeSecret;
        OpenedBy::Identity(Secret::new(identity.to_string().expose_secret()))
    }

    #[test]
    fn every_way_not_to_open_it() {
        let (ours, other) = (x25519::Identity::generate(), x25519::Identity::generate());
        let bytes = sealed(&ours);
        assert_eq!(open(&bytes, &key(&ours)).as_deref(), Ok(&b"cpro"[..]));
        assert_eq!(open(&bytes, &key(&other)), Err(Error::WrongKey));
        assert_eq!(open(&bytes, &OpenedBy::Passphrase(Secret::new("autre"))), Err(Error::WrongKey));
        assert_eq!(open(&bytes, &OpenedBy::Identity(Secret::new("clé"))), Err(Error::NotKey));
        assert_eq!(wants_passphrase(&bytes), Ok(false));
        for cut in 0..bytes.len() {
            let outcome = open(&bytes[..cut], &key(&ours));
            assert!(matches!(outcome, Err(Error::Damaged | Error::NotSealed)), "{cut}: {outcome:?}");
        }
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[at] ^= 1;
            assert!(open(&altered, &key(&ours)).is_err(), "{at}");
        }
        for foreign in [&b""[..], b"Nom;Pr\xe9nom\n", b"PK\x03\x04", b"age-encryption.org/v2\n"] {
            assert_eq!(open(foreign, &key(&ours)), Err(Error::NotSealed), "{foreign:?}");
        }
    }
}
