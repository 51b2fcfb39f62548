//! The seals of people who were erased, kept in files too: beside the base and beside its backups. Where the base is lost, an
//! old copy does not bring anybody back.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::domain::account::AccountId;
use crate::domain::erasure::{Key, Reason, Trace};
use crate::domain::person::PersonId;
use crate::domain::roster::Known;
use crate::domain::setting::{Key as Setting, Settings};
use crate::store::{Store, Subject};
use crate::work::{Result, base};
use crate::world::World;

/// Largest file of seals that is read, in bytes.
const MAX_BYTES: usize = 64 << 20;

const HEAD: &str =
    "# cpro : empreintes des personnes effacées, sans aucun nom. À garder avec la base et ses sauvegardes.";

/// What is known of people who were erased, under one key.
#[derive(Clone, PartialEq, Eq)]
pub struct Memory {
    pub key: Key,
    pub traces: Vec<Trace>,
}

impl Memory {
    /// That of a base, once somebody was erased.
    pub fn of(store: &Store) -> Result<Option<Self>> {
        match store.erasure_key()? {
            Some(key) => Ok(Some(Self { key, traces: store.erased()? })),
            None => Ok(None),
        }
    }

    /// Whoever is in a base and was erased.
    fn recognise(&self, store: &Store) -> Result<Vec<Subject>> {
        let by_number: HashMap<PersonId, &Trace> = self.traces.iter().map(|trace| (trace.person, trace)).collect();
        let by_ine: HashSet<&str> = self.traces.iter().map(|trace| trace.ine.as_str()).collect();
        let mut logins: HashMap<PersonId, (AccountId, String)> = HashMap::new();
        for account in store.accounts()? {
            logins.extend(account.person.map(|(person, _)| (person, (account.id, account.login.to_string()))));
        }
        let mut back = Vec::new();
        for Known { id, person, .. } in store.people()? {
            let account = logins.remove(&id);
            let trace = self.key.trace(id, &person, account.as_ref().map(|(_, login)| login.as_str()));
            let same_number = by_number.get(&id).is_some_and(|erased| erased.is_of(&trace));
            if same_number || !trace.ine.is_empty() && by_ine.contains(trace.ine.as_str()) {
                back.push(Subject { id, person, account });
            }
        }
        Ok(back)
    }

    fn written(&self) -> String {
        let mut text = format!("{HEAD}\n{}\n", self.key.written());
        for Trace { person, login, ine, identity } in &self.traces {
            let shown = |seal: &String| if seal.is_empty() { "-".to_owned() } else { seal.clone() };
            text.push_str(&format!("{} {} {} {}\n", person.0, shown(login), shown(ine), shown(identity)));
        }
        text
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let key = Key::read(lines.next()?.trim())?;
        let trace = |line: &str| {
            let mut words = line.split(' ');
            let person = PersonId(words.next()?.parse().ok()?);
            let mut seal = || words.next().map(|seal| if seal == "-" { String::new() } else { seal.to_owned() });
            Some(Trace { person, login: seal()?, ine: seal()?, identity: seal()? })
        };
        Some(Self { key, traces: lines.filter_map(trace).collect() })
    }
}

/// Where a base has its seals.
fn beside(path: &Path) -> PathBuf {
    path.with_extension("effacements")
}

/// Where a folder of backups has those of a school.
fn within(folder: &Path, uai: &str) -> PathBuf {
    folder.join(format!("cpro-{uai}.effacements"))
}

/// Writes the seals of a base into their files. A folder of backups that is away gets them with the next erasure.
pub fn keep(world: &World, store: &Store, settings: &Settings) -> Result<()> {
    let Some(memory) = Memory::of(store)? else { return Ok(()) };
    let text = memory.written();
    let own = beside(&world.base_path()?);
    world.write(&own, text.as_bytes(), true)?;
    if let (Some(folder), Some(uai)) = (settings.value(Setting::BackupFolder), base::uai(settings)) {
        let _ = world.write(&within(Path::new(&folder), &uai), text.as_bytes(), true);
    }
    Ok(())
}

/// Every seal that can be found for a copy of a school: those of the base, and of the files beside the base and the copy.
pub fn gather(world: &World, present: Option<Memory>, copy: &Path, uai: &str) -> Result<Vec<Memory>> {
    let mut memories: Vec<Memory> = present.into_iter().collect();
    let folder = copy.parent().unwrap_or(Path::new("."));
    for path in [beside(&world.base_path()?), within(folder, uai)] {
        let bytes = world.read_file(&path, MAX_BYTES).unwrap_or_default();
        memories.extend(Memory::read(&String::from_utf8_lossy(&bytes)));
    }
    Ok(memories)
}

/// Erases again whoever was erased before, and keeps what is known of them. Returns how many were erased.
pub fn apply(world: &World, copy: &mut Store, memories: &[Memory]) -> Result<usize> {
    let mut again = 0;
    for memory in memories {
        let back = memory.recognise(copy)?;
        let known: HashSet<Trace> = copy.erased()?.into_iter().collect();
        copy.transact(base::stamp(world), |tx| {
            let key = tx.erasure_key_or(&memory.key)?;
            for subject in &back {
                tx.erase(subject, &key, Reason::Restored)?;
            }
            // Under another key the seals of before would recognise nobody.
            if key == memory.key {
                for trace in memory.traces.iter().filter(|trace| !known.contains(trace)) {
                    tx.keep_trace(trace, Reason::Restored)?;
                }
            }
            Ok::<_, crate::work::Error>(())
        })?;
        again += back.len();
    }
    if again > 0 {
        copy.scrub()?;
    }
    Ok(again)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let trace = Trace { person: PersonId(4), login: "ab".into(), ine: String::new(), identity: "cd".into() };
        let memory = Memory { key: Key([5; 32]), traces: vec![trace] };
        let text = memory.written();
        assert!(Memory::read(&text) == Some(memory.clone()));
        let cut = format!("{}\n7 ab", text.trim_end());
        assert!(Memory::read(&cut) == Some(memory) && Memory::read("bonjour").is_none());
    }
}
