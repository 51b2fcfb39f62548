//! A file sealed for one reader (age): by a passphrase that two people share, or by the key of a school.
//!
//! Keys and salts are drawn by the library, from the system.

use std::io::{self, Read, Write};

use age::secrecy::{ExposeSecret, SecretString};
use age::{Encryptor, Recipient, scrypt, x25519};

use crate::domain::secret::Secret;

/// scrypt's cost, as a power of two: 128 MiB and a fraction of a second.
const WORK: u8 = 17;

/// What shuts a file.
#[derive(Clone)]
pub enum SealedFor {
    Passphrase(Secret),
    Key(x25519::Recipient),
}

/// The key of a school that `text` holds (`age1…`).
pub fn read_key(text: &str) -> Option<x25519::Recipient> {
    text.trim().parse().ok()
}

/// Shuts `bytes`.
pub fn seal(mut bytes: &[u8], lock: &SealedFor) -> io::Result<Vec<u8>> {
    let mut sealed = Vec::with_capacity(bytes.len());
    seal_all(&mut bytes, &mut sealed, lock)?;
    Ok(sealed)
}

/// Shuts what is read, however long it is.
pub fn seal_all(from: &mut dyn Read, out: &mut dyn Write, lock: &SealedFor) -> io::Result<()> {
    let encryptor = match lock {
        SealedFor::Passphrase(phrase) => {
            let mut recipient = scrypt::Recipient::new(SecretString::from(phrase.expose().to_owned()));
            recipient.set_work_factor(WORK);
            Encryptor::with_recipients(std::iter::once(&recipient as &dyn Recipient))
        }
        SealedFor::Key(key) => Encryptor::with_recipients(std::iter::once(key as &dyn Recipient)),
    };
    let mut shut = encryptor.map_err(io::Error::other)?.wrap_output(out)?;
    io::copy(from, &mut shut)?;
    shut.finish()?.flush()
}

/// A new secret key for a school (`AGE-SECRET-KEY-1…`).
pub fn new_identity() -> Secret {
    Secret::new(x25519::Identity::generate().to_string().expose_secret())
}

/// The key that a school gives to the others, from its secret key.
pub fn public_key(identity: &Secret) -> Option<String> {
    let identity: x25519::Identity = identity.expose().parse().ok()?;
    Some(identity.to_public().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_and_another_text_is_not() {
        let public = public_key(&new_identity()).unwrap();
        assert!(read_key(&format!(" {public}\n")).is_some());
        let cut = &public[..public.len() - 1];
        for bad in ["", "age1", cut, "AGE-SECRET-KEY-1"] {
            assert!(read_key(bad).is_none(), "{bad}");
        }
        assert_eq!(public_key(&Secret::new("AGE-SECRET-KEY-1")), None);
    }
}
