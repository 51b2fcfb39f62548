//! A directory as `ldapsearch -LLL` shows it: entries in LDIF (RFC 2849), folded or not.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::domain::directory::{Entry, Snapshot};

/// Largest snapshot that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 30;

/// Why a file is no snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSnapshot {
    TooLarge,
    /// The line that is no LDIF.
    NotLdif(u32),
    /// Changes, where entries are wanted.
    Changes(u32),
    /// An entry without the attributes that every entry has: others were left out too.
    Partial(String),
}

/// Attributes that a server keeps itself, and shows where they were asked for.
const KEPT: [&str; 4] = ["entryuuid", "entrycsn", "structuralobjectclass", "createtimestamp"];

/// Reads a whole snapshot.
pub fn read(bytes: &[u8]) -> Result<Snapshot, NotSnapshot> {
    if bytes.len() >= MAX_BYTES {
        return Err(NotSnapshot::TooLarge);
    }
    let text = String::from_utf8_lossy(bytes);
    let mut snapshot = Snapshot::default();
    let mut entry = Entry::default();
    for (number, line) in unfolded(&text) {
        if line.is_empty() {
            snapshot.keep(std::mem::take(&mut entry))?;
            continue;
        }
        let (name, value) = attribute(&line).ok_or(NotSnapshot::NotLdif(number))?;
        // A value in another language is not the value.
        if name.contains(';') {
            continue;
        }
        match name {
            "dn" if entry.dn.is_empty() => entry.dn = value,
            "version" if entry.dn.is_empty() => {}
            "changetype" => return Err(NotSnapshot::Changes(number)),
            _ if entry.dn.is_empty() => return Err(NotSnapshot::NotLdif(number)),
            name => match entry.attributes.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
                Some((_, values)) => values.push(value),
                None => entry.attributes.push((name.to_owned(), vec![value])),
            },
        }
    }
    snapshot.keep(entry)?;
    Ok(snapshot)
}

impl Snapshot {
    /// Adds an entry that is over.
    fn keep(&mut self, entry: Entry) -> Result<(), NotSnapshot> {
        if entry.dn.is_empty() {
            return Ok(());
        }
        if entry.values("objectClass").is_empty() {
            return Err(NotSnapshot::Partial(entry.dn));
        }
        let is_kept = |(name, _): &(String, Vec<String>)| KEPT.contains(&name.to_lowercase().as_str());
        self.has_states |= entry.attributes.iter().any(is_kept);
        self.entries.push(entry);
        Ok(())
    }
}

/// Lines put together again, without remarks, each with the number of its first.
fn unfolded(text: &str) -> Vec<(u32, String)> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        match (line.strip_prefix(' '), lines.last_mut()) {
            (Some(more), Some((_, last))) if !last.is_empty() => last.push_str(more),
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines.retain(|(_, line)| !line.starts_with('#'));
    lines
}

/// A name with its options, and a value that may be in base64.
fn attribute(line: &str) -> Option<(&str, String)> {
    let (name, rest) = line.split_once(':')?;
    let value = match rest.strip_prefix(':') {
        Some(encoded) => {
            let bytes = STANDARD.decode(encoded.trim()).ok()?;
            String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned()
        }
        None => rest.strip_prefix(' ').unwrap_or(rest).to_owned(),
    };
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_is_read_whatever_its_form() {
        let text = "version: 1\n# ou\ndn: uid=lea,ou=a,dc=x\nobjectClass: inetOrgPerson\ncn:: TMOpYQ==\nsn: Du\n pont\n\
            mail: a@b.example\nmail: c@d.example\ncn;lang-en: Lea\nuserPassword: {ARGON2}a:b\n\n\ndn:: dWlkPXRvbSxvdT1hLGRjPXg=\n\
            objectclass: person\nentryUUID: 1\n";
        let snapshot = read(text.as_bytes()).unwrap();
        let [lea, tom] = &snapshot.entries[..] else { panic!("{snapshot:?}") };
        assert_eq!(
            (lea.dn.as_str(), lea.value("CN"), lea.value("sn")),
            ("uid=lea,ou=a,dc=x", Some("Léa"), Some("Dupont"))
        );
        assert_eq!((lea.values("mail").len(), lea.value("userPassword")), (2, Some("{ARGON2}a:b")));
        assert_eq!((tom.dn.as_str(), snapshot.has_states), ("uid=tom,ou=a,dc=x", true));
    }

    #[test]
    fn what_is_no_snapshot() {
        let cases = [
            ("sn: a\n", NotSnapshot::NotLdif(1)),
            ("dn: uid=a,dc=x\nobjectClass: a\nbruit\n", NotSnapshot::NotLdif(3)),
            ("dn: uid=a,dc=x\nchangetype: add\n", NotSnapshot::Changes(2)),
            ("dn: uid=a,dc=x\nuid: a\n", NotSnapshot::Partial("uid=a,dc=x".to_owned())),
        ];
        for (text, why) in cases {
            assert_eq!(read(text.as_bytes()), Err(why), "{text}");
        }
        assert_eq!(read(b""), Ok(Snapshot::default()));
    }
}
