//! Somebody is erased: the record, the account, and every trace of them in the base.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::person::facts::recipients;
use super::{Refusal, certificate, memory, subject};
use crate::domain::erasure::{Reason, SealKey};
use crate::domain::setting::{Key, Settings};
use crate::store::{Filter, Store, Subject, Traces};
use crate::work::backup::folder;
use crate::work::{Error, Result, UseCase, base, users};
use crate::world::World;

/// Who is to be erased.
#[derive(Debug, Clone)]
pub struct Erase {
    /// A login, an INE, or a name that one person bears.
    pub whom: String,
    /// Copies of before are removed too, once a new one is made.
    pub with_copies: bool,
    /// Where the certificate goes.
    pub certificate: Option<PathBuf>,
    pub replace: bool,
}

/// Somebody who will be erased.
pub struct Plan {
    settings: Settings,
    pub subject: Subject,
    pub traces: Traces,
    recipients: Vec<String>,
    copies: Vec<Copy>,
    copies_unread: bool,
    copies_by_hand: usize,
    /// True where slips of others are in the same documents.
    pub are_shared: bool,
    revision: i64,
    with_copies: bool,
    certificate: Option<PathBuf>,
    replace: bool,
    today: Date,
}

/// A copy of the base where the person still is, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Copy {
    pub path: String,
    pub until: Date,
}

/// What was erased, or would be. It names nobody.
#[derive(Debug, Serialize)]
pub struct Erased {
    pub dry_run: bool,
    pub uai: Option<String>,
    /// Number of the erasure: that of the certificate.
    pub number: Option<i64>,
    pub date: Date,
    pub account: bool,
    pub documents: Vec<i64>,
    pub transfers: Vec<i64>,
    pub tickets: Vec<i64>,
    /// Settings that still name the person.
    pub settings: Vec<&'static str>,
    pub conflicts: usize,
    pub undo_rows: usize,
    /// Systems that have the account: they are told, or must be by hand.
    pub targets: Vec<String>,
    /// Copies where the person still is.
    pub copies: Vec<Copy>,
    pub copies_removed: usize,
    /// True where the folder of backups cannot be read: those in it still hold the person.
    pub copies_unread: bool,
    /// Copies that were made by hand, wherever they are.
    pub copies_by_hand: usize,
    /// True where the file was read again and nothing of the person was found in it; nothing where others have all that tells
    /// of the person.
    pub verified: Option<bool>,
    pub certificate: Option<String>,
    /// What could not be done once the person was erased.
    #[serde(skip)]
    pub trouble: Vec<Error>,
}

impl UseCase for Erase {
    type Plan = Plan;
    type Outcome = Erased;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        if store.account(&self.whom)?.is_some_and(|account| account.person.is_none()) {
            return Err(Refusal::Administrator.into());
        }
        let subject = subject(store, &users::find(store, &self.whom)?)?;
        if let Some(path) = &self.certificate {
            world.check_writable(path, self.replace)?;
        }
        let (traces, copies) = (store.traces_of(&subject)?, copies(world, &settings)?);
        let today = world.today();
        let folder = settings.value(Key::BackupFolder).map(PathBuf::from);
        let copies_unread = folder.is_some_and(|folder| folder::list(world, &folder, &settings).is_err());
        let by_hand = Filter { action: Some("backup".to_owned()), ..Filter::default() };
        let copies_by_hand = store.journal(&by_hand)?.len();
        let mut are_shared = false;
        for document in &traces.documents {
            are_shared |= store.slips_of(*document)?.len() > 1;
        }
        let Self { with_copies, certificate, replace, .. } = self;
        let (revision, recipients) = (store.revision()?, recipients(store, &traces)?);
        Ok(Plan {
            settings,
            subject,
            traces,
            copies,
            copies_unread,
            copies_by_hand,
            are_shared,
            recipients,
            revision,
            with_copies,
            certificate,
            replace,
            today,
        })
    }

    fn foresee(plan: &Plan) -> Erased {
        let traces = plan.traces.clone();
        Erased {
            dry_run: true,
            uai: base::uai(&plan.settings),
            number: None,
            date: plan.today,
            account: plan.subject.account.is_some(),
            documents: traces.documents,
            transfers: traces.transfers,
            tickets: traces.tickets,
            settings: traces.settings.iter().map(|key| key.as_str()).collect(),
            conflicts: traces.conflicts.len(),
            undo_rows: traces.changes,
            targets: plan.recipients.clone(),
            copies: if plan.with_copies { Vec::new() } else { plan.copies.clone() },
            copies_removed: 0,
            copies_unread: plan.copies_unread,
            copies_by_hand: plan.copies_by_hand,
            verified: None,
            certificate: plan.certificate.as_ref().map(|path| path.display().to_string()),
            trouble: Vec::new(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Erased> {
        let drawn = SealKey::draw(&mut *world.rng);
        let number = store.transact(base::stamp(world), |tx| {
            tx.expect_revision(plan.revision)?;
            let key = tx.erasure_key_or(&drawn)?;
            Ok::<_, Error>(tx.erase(&plan.subject, &key, Reason::Asked)?.0)
        })?;
        // It is done: what fails from here on is told beside it, and the certificate is written all the same.
        let mut erased = Erased { dry_run: false, number: Some(number), ..Self::foresee(&plan) };
        let mut trouble = Vec::new();
        if plan.with_copies {
            match remove(world, store, &plan) {
                Ok((gone, left)) => (erased.copies_removed, erased.copies) = (gone, left),
                Err(error) => {
                    erased.copies.clone_from(&plan.copies);
                    trouble.push(error);
                }
            }
        }
        match finish(world, store, &plan.settings, &plan.subject.marks()) {
            Ok(verified) => erased.verified = verified,
            Err(error) => trouble.push(error),
        }
        if let Some(path) = &plan.certificate {
            let school = [Key::Name, Key::Uai].map(|key| plan.settings.value(key).unwrap_or_default()).join(" ");
            let text = certificate::text(&erased, school.trim());
            trouble.extend(world.write_text(path, &text, plan.replace).err().map(Error::from));
        }
        erased.trouble = trouble;
        Ok(erased)
    }
}

/// What follows an erasure: the seals are kept beside the file, which is written anew and read again. Returns whether nothing
/// of the person is left in the file; nothing where others have all of the `marks`.
pub fn finish(world: &World, store: &Store, settings: &Settings, marks: &[String]) -> Result<Option<bool>> {
    memory::keep(world, store, settings)?;
    store.scrub()?;
    let mut own = Vec::new();
    for mark in marks {
        if !store.is_part_of_others(mark)? {
            own.push(mark.clone());
        }
    }
    if own.is_empty() { Ok(None) } else { Ok(Some(!store.holds_any(&own)?)) }
}

/// Copies of the base: those of the night, and those that an upgrade or a restore left beside it.
fn copies(world: &World, settings: &Settings) -> Result<Vec<Copy>> {
    let mut copies = Vec::new();
    let kept = i64::from(settings.number(Key::BackupDays)).days();
    let mut add = |path: PathBuf, day: Date| {
        copies.push(Copy { path: path.display().to_string(), until: day.saturating_add(kept) });
    };
    if let Some(folder) = settings.value(Key::BackupFolder).map(PathBuf::from) {
        folder::list(world, &folder, settings).unwrap_or_default().into_iter().for_each(|(day, path)| add(path, day));
    }
    world.kept_beside_base()?.into_iter().for_each(|(path, day)| add(path, day));
    Ok(copies)
}

/// A new copy is made where copies are, then those of before go. Returns how many did, and those that would not.
fn remove(world: &World, store: &Store, plan: &Plan) -> Result<(usize, Vec<Copy>)> {
    store.scrub()?;
    let new = folder::renew(world, store, &plan.settings)?;
    let old = plan.copies.iter().filter(|copy| Some(Path::new(&copy.path)) != new.as_deref());
    let (gone, left): (Vec<&Copy>, Vec<&Copy>) = old.partition(|copy| {
        world.remove(&folder::seal(Path::new(&copy.path)));
        world.remove(Path::new(&copy.path))
    });
    Ok((gone.len(), left.into_iter().cloned().collect()))
}
