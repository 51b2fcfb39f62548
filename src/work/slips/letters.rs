//! Letters: whose family lives where, and who shares one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Refusal;
use crate::domain::account::Account;
use crate::domain::letter::{Address, Family};
use crate::domain::name::{first_of, fold, same};
use crate::domain::person::{Person, PersonId};
use crate::domain::roster::Known;
use crate::domain::setting::{Key, Settings};
use crate::domain::slip::slip_key;
use crate::sources::addresses::{Addresses, Child};
use crate::sources::{MAX_BYTES, ReadOptions, Wanted};
use crate::store::Store;
use crate::work::{Error, Result};
use crate::world::{World, file_name};

/// Addresses of pupils, and whether they are to be kept.
#[derive(Debug, Default)]
pub struct Book {
    addresses: HashMap<PersonId, Address>,
    /// True where they were read now, and the establishment keeps them.
    pub is_kept: bool,
}

impl Book {
    /// What some files tell, else what the base keeps.
    pub fn read(world: &mut World, store: &Store, settings: &Settings, files: &[PathBuf]) -> Result<Self> {
        let keeps = settings.value(Key::LetterAddresses).as_deref() == Some(Key::KEPT);
        if files.is_empty() {
            let addresses = store.addresses()?;
            if addresses.is_empty() {
                return Err(Refusal::NoAddressFile { keeps }.into());
            }
            return Ok(Self { addresses, is_kept: false });
        }
        let uai = settings.uai();
        let mut read = Addresses::default();
        let mut last = String::new();
        for path in files {
            let (mut input, size) = world.input(path, MAX_BYTES)?;
            last = if path == Path::new("-") { "entrée standard".to_owned() } else { file_name(path) };
            let progress = world.onlooker.begins("Lecture", size);
            let options = ReadOptions {
                name: &last,
                uai: uai.as_ref(),
                progress: &|done| progress.reach(done.min(size)),
                ..ReadOptions::new(Wanted::Pupils, world.today(), &world.stop)
            };
            read.read(&mut input, &options).map_err(|why| Error::File(last.clone(), why))?;
        }
        let found = read.found().map_err(|why| Error::File(last, why))?;
        let people = store.people()?;
        let index = Index::new(&people);
        let mut addresses = HashMap::new();
        for found in found {
            if let Some(person) = index.find(&found.child) {
                // The first in law comes first.
                addresses.entry(person).or_insert(found.address);
            }
        }
        Ok(Self { addresses, is_kept: keeps })
    }

    /// Where the family of an account lives.
    pub fn of(&self, account: &Account) -> Option<&Address> {
        self.addresses.get(&account.person.as_ref()?.0)
    }

    /// Every address, by pupil.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, &Address)> {
        self.addresses.iter().map(|(person, address)| (*person, address))
    }

    /// Puts the accounts of a family together, in the order of its first one, and says which families there are.
    pub fn families(&self, accounts: &mut [Account]) -> Vec<Family> {
        // Pupils who share a roof, and of whom nobody says whose children they are, are no family.
        let key = |account: &Account| match self.of(account) {
            Some(address) if address.addressee.is_empty() => format!("{}\n{}", address.key(), account.login),
            address => address.map(Address::key).unwrap_or_default(),
        };
        let mut firsts = HashMap::new();
        accounts.sort_by_cached_key(slip_key);
        for account in accounts.iter() {
            firsts.entry(key(account)).or_insert_with(|| slip_key(account));
        }
        accounts.sort_by_cached_key(|account| (firsts.get(&key(account)).cloned(), slip_key(account)));
        let families = accounts.chunk_by(|one, next| key(one) == key(next));
        families
            .filter_map(|family| Some(Family { address: self.of(family.first()?)?.clone(), slips: family.len() }))
            .collect()
    }
}

/// People by what files know of them; what two people share tells nobody.
#[derive(Default)]
struct Index<'a> {
    by_ine: HashMap<&'a str, Option<&'a Known>>,
    by_number: HashMap<&'a str, Option<&'a Known>>,
    by_name: HashMap<(String, String, Option<Date>), Option<&'a Known>>,
}

impl<'a> Index<'a> {
    fn new(people: &'a [Known]) -> Self {
        let mut index = Self::default();
        for known in people.iter().filter(|known| known.present && !known.person.profile.is_adult()) {
            let person = &known.person;
            index.by_ine.entry(person.ine.as_str()).and_modify(|other| *other = None).or_insert(Some(known));
            index.by_number.entry(person.number.as_str()).and_modify(|other| *other = None).or_insert(Some(known));
            let name = (fold(&person.family_name), fold(&person.first_name), person.birth_date);
            index.by_name.entry(name).and_modify(|other| *other = None).or_insert(Some(known));
        }
        index
    }

    /// By the national number, where name or birth date agree; by the number in the school, where the name does, another
    /// school having the same numbers; else by name and birth date: a password goes to that address.
    fn find(&self, child: &Child) -> Option<PersonId> {
        let held = |of: &HashMap<&str, Option<&'a Known>>, number: &str| {
            of.get(number).copied().flatten().filter(|_| !number.is_empty())
        };
        let by_ine = held(&self.by_ine, &child.ine)
            .filter(|known| is_born(child, &known.person) || is_named(child, &known.person));
        let by_number = || held(&self.by_number, &child.number).filter(|known| is_named(child, &known.person));
        let name = || {
            child.birth_date?;
            let name = (fold(&child.family_name), fold(first_of(&child.first_name)), child.birth_date);
            self.by_name.get(&name).copied().flatten()
        };
        let known = by_ine.or_else(by_number).or_else(name);
        // Two national numbers are two people.
        let differs = |known: &&Known| {
            let ine = known.person.ine.as_str();
            !ine.is_empty() && !child.ine.is_empty() && ine != child.ine
        };
        known.filter(|known| !differs(known)).map(|known| known.id)
    }
}

fn is_born(child: &Child, person: &Person) -> bool {
    child.birth_date.is_some() && child.birth_date == person.birth_date
}

/// True where the names are the same, and no birth date says otherwise.
fn is_named(child: &Child, person: &Person) -> bool {
    let named = same(&child.family_name, &person.family_name) && same(first_of(&child.first_name), &person.first_name);
    named && (child.birth_date.is_none() || person.birth_date.is_none() || is_born(child, person))
}
