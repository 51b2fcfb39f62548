//! The seals of people who were erased, kept in files too: beside the base and beside its backups. Where the base is lost, an
//! old copy does not bring anybody back.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::Refusal;
use crate::domain::account::AccountId;
use crate::domain::erasure::{Erasure, Reason, SealKey, Trace};
use crate::domain::instant::Instant;
use crate::domain::person::{Person, PersonId};
use crate::domain::roster::Known;
use crate::domain::setting::{Key, Settings};
use crate::store::{Store, Subject, Tx, fingerprint};
use crate::work::{Result, base};
use crate::world::{self, World};

/// Largest file of seals that is read, in bytes.
const MAX_BYTES: usize = 64 << 20;

/// What stands before the sum of a file.
const END: &str = "# fin ";

/// What stands before a key.
const KEY: &str = "clé ";

const HEAD: &str =
    "# cpro : empreintes des personnes effacées, sans aucun nom. À garder avec la base et ses sauvegardes.";

/// What is known of people who were erased, under one key.
#[derive(Clone, PartialEq, Eq)]
pub struct Memory {
    pub key: SealKey,
    pub erasures: Vec<Erasure>,
}

/// Somebody of a copy who was erased, when, and why.
struct Back {
    subject: Subject,
    at: Instant,
    reason: Reason,
}

impl Memory {
    /// That of a base, once somebody was erased.
    pub fn of(store: &Store) -> Result<Option<Self>> {
        match store.erasure_key()? {
            Some(key) => Ok(Some(Self { key, erasures: store.erased()? })),
            None => Ok(None),
        }
    }

    /// What of it a base does not know yet.
    fn news(&self, copy: &Store) -> Result<Self> {
        let known = known(copy)?;
        let erasures = self.erasures.iter().filter(|erasure| !known.contains(&erasure.trace)).cloned().collect();
        Ok(Self { key: self.key.clone(), erasures })
    }

    /// Whoever is in a base and was erased; whoever came since is somebody who is there.
    fn recognise(&self, store: &Store) -> Result<Vec<Back>> {
        let mut by_number: HashMap<PersonId, Vec<&Erasure>> = HashMap::new();
        let mut by_ine: HashMap<&str, Vec<&Erasure>> = HashMap::new();
        for erasure in &self.erasures {
            by_number.entry(erasure.trace.person).or_default().push(erasure);
            if !erasure.trace.ine.is_empty() {
                by_ine.entry(&erasure.trace.ine).or_default().push(erasure);
            }
        }
        let mut logins: HashMap<PersonId, (AccountId, String)> = HashMap::new();
        for account in store.accounts()? {
            logins.extend(account.person.map(|(person, _)| (person, (account.id, account.login.to_string()))));
        }
        let mut back = Vec::new();
        for Known { id, person, .. } in store.people()? {
            let account = logins.remove(&id);
            let trace = self.key.trace(id, &person, account.as_ref().map(|(_, login)| login.as_str()));
            let alike = [by_number.get(&id), by_ine.get(trace.ine.as_str())].into_iter().flatten().flatten();
            let alike: Vec<_> = alike.filter(|erasure| erasure.trace.is_of(&trace)).collect();
            if alike.is_empty() {
                continue;
            }
            let arrived = store.arrival_of(id)?;
            if let Some(erasure) = alike.into_iter().find(|erasure| erasure.follows(arrived.as_ref())) {
                let subject = Subject { id, person, account, former: store.names_of(id)? };
                back.push(Back { subject, at: erasure.at.clone(), reason: erasure.reason });
            }
        }
        Ok(back)
    }

    fn written(&self) -> String {
        let mut text = format!("{KEY}{}\n", self.key.written());
        for Erasure { trace: Trace { person, login, ine, identity }, at, reason } in &self.erasures {
            let shown = |seal: &str| if seal.is_empty() { "-".to_owned() } else { seal.to_owned() };
            let [login, ine, identity, at] = [login, ine, identity, at.as_str()].map(shown);
            text.push_str(&format!("{} {login} {ine} {identity} {at} {}\n", person.0, reason.as_str()));
        }
        text
    }

    /// Every key of a file, with its seals; nothing for what is no such file, or is no longer whole.
    fn read(text: &str) -> Option<Vec<Self>> {
        let (text, end) = text.trim_end().rsplit_once('\n')?;
        (end == ending(text)).then_some(())?;
        let mut memories: Vec<Self> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            match (line.strip_prefix(KEY), memories.last_mut()) {
                (Some(key), _) => memories.push(Self { key: SealKey::read(key.trim())?, erasures: Vec::new() }),
                (None, Some(memory)) => memory.erasures.push(erasure(line)?),
                (None, None) => return None,
            }
        }
        (!memories.is_empty()).then_some(memories)
    }
}

/// The last line of a file: without it, or with another, lines were lost or changed.
fn ending(text: &str) -> String {
    format!("{END}{}", fingerprint(text.trim_end()))
}

/// A line of a file of seals.
fn erasure(line: &str) -> Option<Erasure> {
    let mut words = line.split(' ');
    let person = PersonId(words.next()?.parse().ok()?);
    let mut seal = || words.next().map(|seal| if seal == "-" { String::new() } else { seal.to_owned() });
    let trace = Trace { person, login: seal()?, ine: seal()?, identity: seal()? };
    Some(Erasure { trace, at: Instant::from(seal()?), reason: Reason::read(&seal()?) })
}

/// Who was erased, as a base knows them.
fn known(store: &Store) -> Result<HashSet<Trace>> {
    Ok(store.erased()?.into_iter().map(|erasure| erasure.trace).collect())
}

/// Where a base has its seals.
fn beside(path: &Path) -> PathBuf {
    path.with_extension("effacements")
}

/// Where a folder of backups has those of a school.
fn within_folder(folder: &Path, uai: &str) -> PathBuf {
    folder.join(format!("cpro-{uai}.effacements"))
}

/// Writes the seals of a base into their files, beside what they hold under other keys. A folder of backups that is away
/// gets them the next night.
pub fn keep(world: &World, store: &Store, settings: &Settings) -> Result<()> {
    let Some(memory) = Memory::of(store)? else { return Ok(()) };
    write(world, &beside(&world.base_path()?), &memory)?;
    if let (Some(folder), Some(uai)) = (settings.value(Key::BackupFolder), base::uai(settings)) {
        let _ = write(world, &within_folder(Path::new(&folder), &uai), &memory);
    }
    Ok(())
}

/// True where the file beside a base holds everything that the base knows of people who were erased.
pub fn is_kept(world: &World, store: &Store) -> Result<bool> {
    let Some(memory) = Memory::of(store)? else { return Ok(true) };
    let there = read(world, &beside(&world.base_path()?)).unwrap_or_default();
    let own = there.iter().find(|other| other.key == memory.key);
    Ok(own.is_some_and(|own| memory.erasures.iter().all(|erasure| own.erasures.contains(erasure))))
}

/// Reads the files of a base once, as a restore would: fails for one that is no such file any more.
pub fn check(world: &World, settings: &Settings) -> Result<()> {
    let within = settings.value(Key::BackupFolder).zip(base::uai(settings));
    let within = within.map(|(folder, uai)| within_folder(Path::new(&folder), &uai));
    for path in std::iter::once(beside(&world.base_path()?)).chain(within) {
        read(world, &path)?;
    }
    Ok(())
}

fn write(world: &World, path: &Path, memory: &Memory) -> Result<()> {
    let mut text = format!("{HEAD}\n{}", memory.written());
    let there = read(world, path).unwrap_or_default();
    there.iter().filter(|other| other.key != memory.key).for_each(|other| text.push_str(&other.written()));
    let end = ending(&text);
    text.push_str(&format!("{end}\n"));
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
    let mut paths = vec![beside(&world.base_path()?), within_folder(file.parent().unwrap_or(Path::new("")), &uai)];
    paths.extend(settings.value(Key::BackupFolder).map(|folder| within_folder(Path::new(&folder), &uai)));
    let mut memories: Vec<Memory> = present.into_iter().collect();
    for path in paths {
        memories.extend(read(world, &path)?);
    }
    Ok(memories)
}

/// Recognises somebody who was erased in a list that brings them back, by INE or by names and birth date.
pub struct Recall {
    key: SealKey,
    ines: HashMap<String, Instant>,
    identities: HashMap<String, Instant>,
}

impl Recall {
    /// That of a base, once somebody was erased.
    pub fn of(store: &Store) -> Result<Option<Self>> {
        let Some(Memory { key, erasures }) = Memory::of(store)? else { return Ok(None) };
        let (mut ines, mut identities) = (HashMap::new(), HashMap::new());
        for Erasure { trace, at, .. } in erasures {
            ines.insert(trace.ine, at.clone());
            identities.insert(trace.identity, at);
        }
        ines.remove("");
        Ok(Some(Self { key, ines, identities }))
    }

    /// When somebody was erased.
    pub fn erased_at(&self, person: &Person) -> Option<&Instant> {
        let trace = self.key.trace(PersonId(0), person, None);
        let by_names = || person.birth_date.and_then(|_| self.identities.get(&trace.identity));
        self.ines.get(&trace.ine).or_else(by_names)
    }
}

/// Keeps what of these a base does not know yet.
fn keep_erasures(tx: &Tx<'_>, erasures: &[Erasure]) -> Result<()> {
    let known = known(tx)?;
    for erasure in erasures.iter().filter(|erasure| !known.contains(&erasure.trace)) {
        tx.keep_erasure(erasure)?;
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
    keep_erasures(tx, &memory.erasures)?;
    let last = memory.erasures.iter().map(|erasure| erasure.trace.person.0).max().unwrap_or_default();
    Ok(tx.retire("persons", last)?)
}

/// How many people of a copy were erased since.
pub fn count(copy: &Store, memories: &[Memory]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for memory in memories {
        let back = memory.news(copy)?.recognise(copy)?;
        names.extend(back.into_iter().map(|back| back.subject.person.full_name()));
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
            for Back { subject, at, reason } in &back {
                tx.erase_as_of(subject, &key, *reason, at)?;
            }
            // Under another key the seals of before would recognise nobody: their file keeps them.
            if key == memory.key {
                keep_erasures(tx, &news.erasures)?;
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
        let at = Instant::from("2026-11-27T08:00:00+01:00".to_owned());
        let erasures = vec![Erasure { trace, at, reason: Reason::Due }];
        let memory = Memory { key: SealKey([5; 32]), erasures };
        let other = Memory { key: SealKey([6; 32]), erasures: Vec::new() };
        let text = memory.written() + &other.written();
        let whole = |text: &str| format!("{text}{}\n", ending(text));
        assert!(Memory::read(&whole(&text)) == Some(vec![memory, other]) && Memory::read("").is_none());
        let shorter = text.lines().take(1).collect::<String>() + "\n" + &ending(&text);
        for cut in [text.as_str(), &shorter, &whole(&format!("{text}7 ab\n")), "bonjour", &whole("bonjour\n")] {
            assert!(Memory::read(cut).is_none(), "{cut}");
        }
    }
}
