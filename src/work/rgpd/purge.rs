//! Whoever left long enough ago is erased: by hand, or by the night.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::erase::finish;
use super::person::facts::recipients;
use super::{Refusal, due, subject};
use crate::domain::erasure::{Reason, SealKey};
use crate::domain::roster::Known;
use crate::domain::setting::Settings;
use crate::store::{Store, Subject};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Days before an erasure during which it is announced.
pub const NOTICE: i64 = 30;

/// Most people that the night erases by itself, in hundredths of all: beyond, the clock or a setting is wrong.
const MOST: usize = 10;

/// Most marks of people that the file is searched for.
const MARKS: usize = 200;

/// Erases whoever is due.
#[derive(Debug, Clone)]
pub struct Purge;

/// Who will be erased.
pub struct Plan {
    settings: Settings,
    pub due: Vec<(Known, Date)>,
    subjects: Vec<Subject>,
    of: usize,
    soon: usize,
    revision: i64,
}

/// Who was erased, or would be.
#[derive(Debug, Serialize)]
pub struct Purged {
    pub dry_run: bool,
    pub uai: Option<String>,
    pub erased: usize,
    /// Of how many people.
    pub of: usize,
    /// Who will be within thirty days.
    pub soon: usize,
    pub documents: usize,
    /// Systems that have their accounts.
    pub targets: Vec<String>,
}

impl UseCase for Purge {
    type Plan = Plan;
    type Outcome = Purged;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let (settings, today) = (store.settings()?, world.today());
        let of = store.count_people()?;
        let (due, later): (Vec<_>, Vec<_>) = due(store, &settings)?.into_iter().partition(|(_, day)| *day <= today);
        let soon = later.iter().filter(|(_, day)| *day <= today.saturating_add(NOTICE.days())).count();
        let subjects = due.iter().map(|(known, _)| subject(store, known)).collect::<Result<_>>()?;
        Ok(Plan { settings, due, subjects, of, soon, revision: store.revision()? })
    }

    fn foresee(plan: &Plan) -> Purged {
        Purged {
            dry_run: true,
            uai: base::uai(&plan.settings),
            erased: plan.subjects.len(),
            of: plan.of,
            soon: plan.soon,
            documents: 0,
            targets: Vec::new(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Purged> {
        let purged = plan.erase(world, store)?;
        if purged.erased > 0 {
            let marks: Vec<String> = plan.subjects.iter().flat_map(Subject::marks).take(MARKS).collect();
            if finish(world, store, &plan.settings, &marks)? == Some(false) {
                return Err(Refusal::Remains(purged.erased).into());
            }
        }
        Ok(purged)
    }
}

impl Plan {
    /// Erases them in the base, and nothing else.
    pub fn erase(&self, world: &mut World, store: &mut Store) -> Result<Purged> {
        let foreseen = Purge::foresee(self);
        if self.subjects.is_empty() {
            return Ok(Purged { dry_run: false, ..foreseen });
        }
        let drawn = SealKey::draw(&mut *world.rng);
        let (mut documents, mut targets) = (0, Vec::new());
        store.transact(base::stamp(world), |tx| {
            tx.expect_revision(self.revision)?;
            let key = tx.erasure_key_or(&drawn)?;
            for subject in &self.subjects {
                let (_, traces) = tx.erase(subject, &key, Reason::Due)?;
                documents += traces.documents.len();
                targets.extend(recipients(tx, &traces)?);
            }
            Ok::<_, Error>(())
        })?;
        targets.sort_unstable();
        targets.dedup();
        Ok(Purged { dry_run: false, documents, targets, ..foreseen })
    }

    /// Refuses more than is believed without somebody.
    pub fn refuse_many(&self) -> Result<()> {
        let (many, of) = (self.subjects.len(), self.of);
        if many * 100 > of * MOST { Err(Refusal::TooMany(many, of).into()) } else { Ok(()) }
    }
}
