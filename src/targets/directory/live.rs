//! The link itself, through `ldap3`.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use ldap3::{LdapConn, LdapConnSettings, LdapError, LdapResult, Mod as Modification, Scope, SearchEntry, ldap_escape};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use super::Server;
use crate::domain::directory::{Change, Entry, Mod, Place, READ, Snapshot};
use crate::domain::setting::is_loopback;
use crate::targets::link::{Applied, Link, Trouble};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// Answers that we know by their number (RFC 4511).
const NO_SUCH_OBJECT: u32 = 32;
const SIZE_LIMIT: [u32; 3] = [3, 4, 11];
const BAD_CREDENTIALS: [u32; 2] = [48, 49];
const NO_RIGHT: u32 = 50;
const TAKEN: [u32; 2] = [19, 68];

/// An open link, signed in, to the people of a place.
pub struct Session {
    link: LdapConn,
    place: Place,
}

impl Session {
    /// Opens the link and signs in.
    pub fn open(server: &Server, place: &Place) -> Result<Self, Trouble> {
        let plain = server.url.starts_with("ldap://") && is_loopback(&server.url);
        let settings = LdapConnSettings::new()
            .set_conn_timeout(PATIENCE)
            .set_starttls(server.url.starts_with("ldap://") && !plain);
        let settings = match &server.authority {
            Some(pem) => settings.set_config(trusting(pem)?),
            None => settings,
        };
        let mut link = LdapConn::with_settings(settings, &server.url).map_err(unreachable)?;
        let answer = link.with_timeout(PATIENCE).simple_bind(&server.bind_dn, server.password.expose());
        match answer.map_err(unreachable)? {
            LdapResult { rc: 0, .. } => Ok(Self { link, place: place.clone() }),
            LdapResult { rc, .. } if BAD_CREDENTIALS.contains(&rc) => Err(Trouble::BadAccount),
            LdapResult { rc, text, .. } => Err(Trouble::Refused(rc, text)),
        }
    }

    /// Everybody of the branch, with what password policies keep; all of them, or nothing.
    pub fn read(&mut self) -> Result<Snapshot, Trouble> {
        let login = self.place.login.clone();
        let attributes: Vec<&str> = std::iter::once(login.as_str()).chain(READ).collect();
        let entries = self.search(&self.place.base(), "(objectClass=inetOrgPerson)", attributes)?;
        Ok(Snapshot { entries, has_states: true })
    }

    fn search(&mut self, base: &str, filter: &str, attributes: Vec<&str>) -> Result<Vec<Entry>, Trouble> {
        let mut stream = self.link.streaming_search(base, Scope::Subtree, filter, attributes).map_err(unreachable)?;
        let mut entries = Vec::new();
        while let Some(found) = stream.next().map_err(unreachable)? {
            let found = SearchEntry::construct(found);
            entries.push(Entry { dn: found.dn, attributes: found.attrs.into_iter().collect() });
        }
        match stream.result() {
            LdapResult { rc: 0, .. } => Ok(entries),
            LdapResult { rc: NO_SUCH_OBJECT, .. } => Err(Trouble::NotThere),
            LdapResult { rc, .. } if SIZE_LIMIT.contains(&rc) => Err(Trouble::Partial),
            LdapResult { rc, text, .. } => Err(Trouble::Refused(rc, text)),
        }
    }
}

impl Link for Session {
    type Entry = Entry;
    type Mod = Mod;

    fn apply(&mut self, change: &Change) -> Result<Applied, Trouble> {
        let link = self.link.with_timeout(PATIENCE);
        let answer = match change {
            Change::Add(Entry { dn, attributes }) => {
                link.add(dn, attributes.iter().map(|(name, values)| (name.clone(), set(values))).collect())
            }
            Change::Modify { entry, mods, .. } => link.modify(entry, mods.iter().map(modification).collect()),
            Change::Delete(dn) => link.delete(dn),
        };
        match answer.map_err(unreachable)? {
            LdapResult { rc: 0, .. } => Ok(Applied::Done),
            LdapResult { rc: NO_SUCH_OBJECT, .. } if matches!(change, Change::Delete(_)) => Ok(Applied::Done),
            LdapResult { rc, .. } if TAKEN.contains(&rc) && matches!(change, Change::Add(_)) => Ok(Applied::Taken),
            LdapResult { rc: NO_RIGHT, .. } => Err(Trouble::Forbidden),
            LdapResult { rc, text, .. } => Err(Trouble::Refused(rc, text)),
        }
    }

    fn holders(&mut self, login: &str) -> Vec<String> {
        let filter = format!("({}={})", self.place.login, ldap_escape(login));
        let suffix = self.place.suffix.clone();
        let found = self.search(&suffix, &filter, vec!["1.1"]).unwrap_or_default();
        found.into_iter().map(|entry| entry.dn).collect()
    }
}

/// A client that trusts these authorities alone.
fn trusting(pem: &[u8]) -> Result<Arc<ClientConfig>, Trouble> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|_| Trouble::BadAuthority)?;
        roots.add(certificate).map_err(|_| Trouble::BadAuthority)?;
    }
    if roots.is_empty() {
        return Err(Trouble::BadAuthority);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let config = builder.map_err(|error| Trouble::Unreachable(error.to_string()))?;
    Ok(Arc::new(config.with_root_certificates(roots).with_no_client_auth()))
}

fn modification(change: &Mod) -> Modification<String> {
    match change {
        Mod::Replace(name, values) => Modification::Replace((*name).to_owned(), set(values)),
        Mod::Add(name, value) => Modification::Add((*name).to_owned(), set(std::slice::from_ref(value))),
    }
}

fn set(values: &[String]) -> HashSet<String> {
    values.iter().cloned().collect()
}

fn unreachable(error: LdapError) -> Trouble {
    Trouble::Unreachable(error.to_string())
}
