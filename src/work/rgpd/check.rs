//! The settings of a base, held against what the CNIL (2022-100) and ASVS 5.0 (6.2, 6.4) ask of passwords, and the law of how
//! long data are kept.

use serde::Serialize;

use crate::domain::profile::Profile;
use crate::domain::setting::Key;
use crate::store::Store;
use crate::work::backup::folder;
use crate::work::{Result, nightly};
use crate::world::World;

/// A rule, where it comes from, and whether it is held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    pub rule: Asked,
    pub source: &'static str,
    pub held: bool,
    /// What is to be set, where something can be: key and value.
    #[serde(skip)]
    pub remedy: Option<(String, &'static str)>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Passwords are kept as a slow, salted hash.
    SlowHash,
    /// Personal passwords are long enough, and a few in a row block.
    Strength,
    /// The most common ones are refused.
    Common,
    /// The old one is asked for, and nobody chooses for somebody else.
    OwnChoice,
    /// The first ones are drawn, for these people.
    RandomFirst(#[serde(serialize_with = "word")] Profile),
    /// The first ones end soon.
    ShortLife,
    /// The first ones must be changed.
    FirstChange,
    /// Mail is encrypted.
    MailEncrypted,
    /// The base is its owner’s alone.
    Private,
    Backups,
    BackupsShut,
    /// Whoever left goes within three months.
    Departed,
    /// The journal is kept from six months to a year.
    Journal,
    /// Slips do not outlive the password that they show.
    Slips,
    /// The night does it.
    Night,
    Dpo,
    Register,
}

fn word<S: serde::Serializer>(profile: &Profile, serializer: S) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(profile.as_str())
}

const CNIL: &str = "CNIL 2022-100";
const LAW: &str = "RGPD";

/// Every rule, in the order in which they are read.
pub fn check(world: &World, store: &Store) -> Result<Vec<Rule>> {
    let settings = store.settings()?;
    let number = |key| settings.number(key);
    let is_set = |key| settings.value(key).is_some();
    let rule = |rule, source, held| Rule { rule, source, held, remedy: None };
    let set = |asked, source, held, key: Key, value| Rule {
        remedy: Some((key.as_str().to_owned(), value)),
        ..rule(asked, source, held)
    };
    let mut rules = vec![
        rule(Asked::SlowHash, CNIL, true),
        rule(Asked::Strength, CNIL, true),
        rule(Asked::Common, "ASVS 6.2.4", true),
        rule(Asked::OwnChoice, "ASVS 6.4.6", true),
        rule(Asked::FirstChange, "ASVS 6.4.1", true),
    ];
    for profile in [Profile::Student, Profile::Teacher, Profile::Staff, Profile::Head] {
        let key = Key::Password(profile);
        let is_random = settings.value(key).as_deref() == Some("random");
        rules.push(set(Asked::RandomFirst(profile), "ASVS 6.4.1", is_random, key, "random"));
    }
    let today = world.today();
    let overdue = super::due(store, &settings)?.iter().filter(|(_, day)| *day < today).count();
    let is_recent = nightly::last(store)?.is_some_and(|day| nightly::is_recent(day, today));
    let newest = folder::newest(world, &settings).ok().flatten();
    let has_backup = newest.is_some_and(|day| nightly::is_recent(day, today));
    rules.extend([
        set(Asked::ShortLife, "ASVS 6.4.1", number(Key::PasswordDays) <= 30, Key::PasswordDays, "30"),
        rule(Asked::MailEncrypted, CNIL, true),
        rule(Asked::Private, LAW, world.worries().is_empty()),
        match is_set(Key::BackupFolder) {
            true => rule(Asked::Backups, LAW, has_backup),
            false => set(Asked::Backups, LAW, false, Key::BackupFolder, "DOSSIER"),
        },
        set(Asked::BackupsShut, LAW, is_set(Key::BackupRecipient), Key::BackupRecipient, "age1…"),
        set(
            Asked::Departed,
            "arrêté du 30/11/2006",
            number(Key::DepartedDays) <= 92 && overdue == 0,
            Key::DepartedDays,
            "90",
        ),
        set(Asked::Journal, "CNIL 2021-122", (180..=366).contains(&number(Key::JournalDays)), Key::JournalDays, "365"),
        set(Asked::Slips, LAW, number(Key::DocumentDays) <= number(Key::PasswordDays), Key::DocumentDays, "30"),
        rule(Asked::Night, LAW, is_recent),
        set(Asked::Dpo, LAW, is_set(Key::Dpo), Key::Dpo, "NOM"),
        set(Asked::Register, LAW, is_set(Key::Register), Key::Register, "RÉFÉRENCE"),
    ]);
    Ok(rules)
}
