//! Somebody is erased: the record, the account, and every trace of them in the base.

use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::person::facts::recipients;
use super::{Refusal, certificate, memory, subject};
use crate::domain::erasure::{Reason, SealKey};
use crate::domain::setting::{Key, Settings};
use crate::store::{self, Filter, Store, Subject, Traces};
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
    /// True where the copy that takes the place of the others will not be shut.
    is_open: bool,
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
    /// Nothing for a copy under a name of its own, which nobody removes but by hand.
    pub until: Option<Date>,
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
        let is_open = settings.value(Key::BackupRecipient).is_none();
        let (revision, recipients) = (store.revision()?, recipients(store, &traces)?);
        Ok(Plan {
            settings,
            subject,
            traces,
            copies,
            copies_unread,
            copies_by_hand,
            are_shared,
            is_open,
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
            copies: plan.copies.iter().filter(|copy| !plan.with_copies || copy.until.is_none()).cloned().collect(),
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

impl Plan {
    /// Copies that go, where that was asked for, and whether the one that takes their place can be read by anybody.
    pub fn copies_that_go(&self) -> Option<(usize, bool)> {
        let gone = self.copies.iter().filter(|copy| copy.until.is_some()).count();
        (self.with_copies && gone > 0).then_some((gone, self.is_open))
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

/// Copies of the base: those of the night, those that an upgrade or a restore left beside it, and any other in these folders.
fn copies(world: &World, settings: &Settings) -> Result<Vec<Copy>> {
    let mut copies = Vec::new();
    let kept = i64::from(settings.number(Key::BackupDays)).days();
    let mut add = |path: &Path, until: Option<Date>| {
        let path = path.display().to_string();
        if copies.iter().all(|copy: &Copy| copy.path != path) {
            copies.push(Copy { path, until });
        }
    };
    let folder = settings.value(Key::BackupFolder).map(PathBuf::from);
    if let Some(folder) = &folder {
        let dated = folder::list(world, folder, settings).unwrap_or_default();
        dated.iter().for_each(|(day, path)| add(path, Some(day.saturating_add(kept))));
    }
    world.kept_beside_base()?.iter().for_each(|(path, day)| add(path, Some(day.saturating_add(kept))));
    let beside = world.base_path()?.parent().map(Path::to_owned);
    for folder in [folder, beside].into_iter().flatten() {
        let others = world.files_of(&folder).into_iter().map(|(_, path)| path);
        others.filter(|path| store::is_base(path) && !world.is_base(path)).for_each(|path| add(&path, None));
    }
    Ok(copies)
}

/// A new copy is made where copies are, then those of before go. Returns how many did, and those that would not.
fn remove(world: &World, store: &Store, plan: &Plan) -> Result<(usize, Vec<Copy>)> {
    store.scrub()?;
    let new = folder::renew(world, store, &plan.settings)?;
    let old = plan.copies.iter().filter(|copy| Some(Path::new(&copy.path)) != new.as_deref());
    let (gone, left): (Vec<&Copy>, Vec<&Copy>) = old.partition(|copy| {
        if copy.until.is_none() {
            return false;
        }
        world.remove(&folder::seal(Path::new(&copy.path)));
        world.remove(Path::new(&copy.path))
    });
    Ok((gone.len(), left.into_iter().cloned().collect()))
}
