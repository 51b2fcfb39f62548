//! The seals of people who were erased, kept in files too: beside the base and beside its backups. Where the base is lost, an
//! old copy does not bring anybody back.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::Refusal;
use crate::domain::account::AccountId;
use crate::domain::erasure::{Reason, SealKey, Trace};
use crate::domain::person::PersonId;
use crate::domain::roster::Known;
use crate::domain::setting::{Key, Settings};
use crate::store::{Store, Subject, Tx};
use crate::work::{Result, base};
use crate::world::{self, World};

/// Largest file of seals that is read, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// What stands before a key.
const KEY: &str = "clé ";

const HEAD: &str =
    "# cpro : empreintes des personnes effacées, sans aucun nom. À garder avec la base et ses sauvegardes.";

/// What is known of people who were erased, under one key.
#[derive(Clone, PartialEq, Eq)]
pub struct Memory {
    pub key: SealKey,
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

    /// What of it a base does not know yet: whoever was erased before, and came since, is somebody who is there.
    fn news(&self, copy: &Store) -> Result<Self> {
        let known: HashSet<Trace> = copy.erased()?.into_iter().collect();
        let traces = self.traces.iter().filter(|trace| !known.contains(trace)).cloned().collect();
        Ok(Self { key: self.key.clone(), traces })
    }

    /// Whoever is in a base and was erased.
    fn recognise(&self, store: &Store) -> Result<Vec<Subject>> {
        let mut by_number: HashMap<PersonId, Vec<&Trace>> = HashMap::new();
        self.traces.iter().for_each(|trace| by_number.entry(trace.person).or_default().push(trace));
        let by_ine: HashSet<&str> = self.traces.iter().map(|trace| trace.ine.as_str()).collect();
        let mut logins: HashMap<PersonId, (AccountId, String)> = HashMap::new();
        for account in store.accounts()? {
            logins.extend(account.person.map(|(person, _)| (person, (account.id, account.login.to_string()))));
        }
        let mut back = Vec::new();
        for Known { id, person, .. } in store.people()? {
            let account = logins.remove(&id);
            let trace = self.key.trace(id, &person, account.as_ref().map(|(_, login)| login.as_str()));
            let same_number = by_number.get(&id).is_some_and(|all| all.iter().any(|erased| erased.is_of(&trace)));
            if same_number || !trace.ine.is_empty() && by_ine.contains(trace.ine.as_str()) {
                let former = store.names_of(id)?;
                back.push(Subject { id, person, account, former });
            }
        }
        Ok(back)
    }

    fn written(&self) -> String {
        let mut text = format!("{KEY}{}\n", self.key.written());
        for Trace { person, login, ine, identity } in &self.traces {
            let shown = |seal: &String| if seal.is_empty() { "-".to_owned() } else { seal.clone() };
            text.push_str(&format!("{} {} {} {}\n", person.0, shown(login), shown(ine), shown(identity)));
        }
        text
    }

    /// Every key of a file, with its seals; nothing for what is no such file.
    fn read(text: &str) -> Option<Vec<Self>> {
        let mut memories: Vec<Self> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            match (line.strip_prefix(KEY), memories.last_mut()) {
                (Some(key), _) => memories.push(Self { key: SealKey::read(key.trim())?, traces: Vec::new() }),
                (None, Some(memory)) => memory.traces.push(trace(line)?),
                (None, None) => return None,
            }
        }
        (!memories.is_empty()).then_some(memories)
    }
}

/// A line of a file of seals.
fn trace(line: &str) -> Option<Trace> {
    let mut words = line.split(' ');
    let person = PersonId(words.next()?.parse().ok()?);
    let mut seal = || words.next().map(|seal| if seal == "-" { String::new() } else { seal.to_owned() });
    Some(Trace { person, login: seal()?, ine: seal()?, identity: seal()? })
}

/// Where a base has its seals.
fn beside(path: &Path) -> PathBuf {
    path.with_extension("effacements")
}

/// Where a folder of backups has those of a school.
fn within(folder: &Path, uai: &str) -> PathBuf {
    folder.join(format!("cpro-{uai}.effacements"))
}

/// Writes the seals of a base into their files, beside what they hold under other keys. A folder of backups that is away
/// gets them the next night.
pub fn keep(world: &World, store: &Store, settings: &Settings) -> Result<()> {
    let Some(memory) = Memory::of(store)? else { return Ok(()) };
    write(world, &beside(&world.base_path()?), &memory)?;
    if let (Some(folder), Some(uai)) = (settings.value(Key::BackupFolder), base::uai(settings)) {
        let _ = write(world, &within(Path::new(&folder), &uai), &memory);
    }
    Ok(())
}

/// True where the file beside a base holds everything that the base knows of people who were erased.
pub fn is_kept(world: &World, store: &Store) -> Result<bool> {
    let Some(memory) = Memory::of(store)? else { return Ok(true) };
    let there = read(world, &beside(&world.base_path()?)).unwrap_or_default();
    let own = there.iter().find(|other| other.key == memory.key);
    Ok(own.is_some_and(|own| memory.traces.iter().all(|trace| own.traces.contains(trace))))
}

fn write(world: &World, path: &Path, memory: &Memory) -> Result<()> {
    let mut text = format!("{HEAD}\n{}", memory.written());
    let there = read(world, path).unwrap_or_default();
    there.iter().filter(|other| other.key != memory.key).for_each(|other| text.push_str(&other.written()));
    let is_there = world.read_file(path, MAX_BYTES).is_ok_and(|bytes| bytes == text.as_bytes());
    if is_there { Ok(()) } else { Ok(world.write_ours(path, text.as_bytes())?) }
}

/// The seals of a file, none where there is no such file.
fn read(world: &World, path: &Path) -> Result<Vec<Memory>> {
    let bytes = match world.read_file(path, MAX_BYTES) {
        Err(world::Error::CannotRead(_, why)) if why.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        bytes => bytes?,
    };
    let memories = Memory::read(&String::from_utf8_lossy(&bytes));
    Ok(memories.ok_or_else(|| Refusal::Memory(path.to_owned()))?)
}

/// Every seal that can be found for a copy of a school: those of the base, of the files beside the base and the copy, and of
/// the folder of backups that the copy names.
pub fn gather(world: &World, present: Option<Memory>, file: &Path, copy: &Store) -> Result<Vec<Memory>> {
    let settings = copy.settings()?;
    let uai = base::uai(&settings).unwrap_or_default();
    let mut paths = vec![beside(&world.base_path()?), within(file.parent().unwrap_or(Path::new("")), &uai)];
    paths.extend(settings.value(Key::BackupFolder).map(|folder| within(Path::new(&folder), &uai)));
    let mut memories: Vec<Memory> = present.into_iter().collect();
    for path in paths {
        memories.extend(read(world, &path)?);
    }
    Ok(memories)
}

/// Keeps what of these a base does not know yet.
fn keep_traces(tx: &Tx<'_>, traces: &[Trace]) -> Result<()> {
    let known: HashSet<Trace> = tx.erased()?.into_iter().collect();
    for trace in traces.iter().filter(|trace| !known.contains(trace)) {
        tx.keep_trace(trace, Reason::Restored)?;
    }
    Ok(())
}

/// What the file beside a base tells, from before that base was set up anew.
pub fn beside_base(world: &World) -> Result<Vec<Memory>> {
    read(world, &beside(&world.base_path()?))
}

/// Has a base that is set up anew remember who was erased from the one before: their logins and numbers go to nobody else.
pub fn adopt(tx: &Tx<'_>, memories: &[Memory]) -> Result<()> {
    // One key a base: what stands under another one stays in the file.
    let Some(memory) = memories.first() else { return Ok(()) };
    if tx.erasure_key_or(&memory.key)? != memory.key {
        return Ok(());
    }
    keep_traces(tx, &memory.traces)?;
    let last = memory.traces.iter().map(|trace| trace.person.0).max().unwrap_or_default();
    Ok(tx.retire("persons", last)?)
}

/// How many people of a copy were erased since.
pub fn count(copy: &Store, memories: &[Memory]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for memory in memories {
        let back = memory.news(copy)?.recognise(copy)?;
        names.extend(back.into_iter().map(|subject| subject.person.full_name()));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// Erases again whoever was erased since a copy was made, and keeps what is known of them. Returns how many were erased.
pub fn apply(world: &World, copy: &mut Store, memories: &[Memory]) -> Result<usize> {
    let mut again = 0;
    for memory in memories {
        let news = memory.news(copy)?;
        let back = news.recognise(copy)?;
        copy.transact(base::stamp(world), |tx| {
            let key = tx.erasure_key_or(&memory.key)?;
            for subject in &back {
                tx.erase(subject, &key, Reason::Restored)?;
            }
            // Under another key the seals of before would recognise nobody: their file keeps them.
            if key == memory.key {
                keep_traces(tx, &news.traces)?;
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
        let memory = Memory { key: SealKey([5; 32]), traces: vec![trace] };
        let other = Memory { key: SealKey([6; 32]), traces: Vec::new() };
        let text = memory.written() + &other.written();
        assert!(Memory::read(&text) == Some(vec![memory, other]) && Memory::read("").is_none());
        assert!(Memory::read(&format!("{text}7 ab")).is_none() && Memory::read("bonjour").is_none());
    }
}
