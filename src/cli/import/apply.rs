//! An import written: one transaction, and the passwords that it re-arms.

use jiff::civil::Date;

use crate::cli::old::Context;
use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::person::{Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::roster::old::{Outcome, Update};
use crate::domain::roster::{Field, Known, Read, merged};
use crate::domain::setting::Settings;
use crate::error::Result;
use crate::store::{Action, BatchId, Entry, NewConflict, Presence, Record, Store, Tx};
use crate::work::passwords::{Drawing, Issued, issue};

/// An account whose initial password must follow its owner: a corrected birth date, or a return.
pub struct Rearmed {
    pub account: Account,
    pub person: Person,
    issued: Issued,
}

/// What is to be written.
pub struct Import<'a> {
    pub known: &'a [Known],
    pub reads: &'a [Read],
    pub outcome: &'a Outcome,
    /// Rows that nobody decided yet, and that the base does not hold.
    pub conflicts: Vec<NewConflict<'a>>,
    /// Conflicts of the base that are none any more.
    pub settled: Vec<i64>,
    /// True for a file that may be larger than the memory: time is given for it.
    pub lean: bool,
    /// Names of the files.
    pub source: String,
    /// Totals, as JSON without personal data.
    pub summary: String,
    /// Number of the last batch when the decision was taken.
    pub revision: i64,
    /// Under which the journal tells of it.
    pub action: Action,
}

impl Import<'_> {
    /// Prepares new initial passwords, outside the transaction.
    pub fn rearm(&self, context: &mut Context, store: &Store, settings: &Settings) -> Result<Vec<Rearmed>> {
        let today = context.today();
        let corrected = self.outcome.updated.iter().filter(|update| update.fields.contains(&Field::BirthDate));
        let concerned =
            corrected.map(|update| (update, false)).chain(self.outcome.returned.iter().map(|update| (update, true)));
        let mut accounts = Vec::new();
        for (update, returned) in concerned {
            let person = self.after(update);
            let account = store.account_of(self.known[update.known].id)?;
            let account = account.filter(|account| returned || account.stored_state == PasswordState::Initial);
            accounts.extend(account.map(|account| (account, person)));
        }
        let firsts: Vec<(FirstPassword, Profile)> = accounts
            .iter()
            .map(|(account, person)| {
                let mode = settings.mode_of(account.profile, Some(person));
                (FirstPassword::decide(mode, person.birth_date, account.profile, today), account.profile)
            })
            .collect();
        let issued = issue(&mut context.world, settings, &firsts, Drawing::WithSlip)?;
        Ok(accounts
            .into_iter()
            .zip(issued)
            .map(|((account, person), issued)| Rearmed { account, person, issued })
            .collect())
    }

    fn after(&self, update: &Update) -> Person {
        merged(&self.known[update.known], &self.reads[update.read].person)
    }

    /// Writes everything, or nothing; `None` where no batch was needed.
    pub fn write(
        &self,
        context: &Context,
        store: &mut Store,
        rearmed: &[Rearmed],
        mapping: Option<(String, String)>,
    ) -> Result<Option<BatchId>> {
        let changes = !self.outcome.is_empty() || !self.conflicts.is_empty() || !self.settled.is_empty();
        if !changes && mapping.is_none() {
            return Ok(None);
        }
        store.grow_cache(if self.lean { 8 } else { 64 })?;
        store.transact(context.stamp(), |tx| {
            tx.expect_revision(self.revision)?;
            if let Some((name, pairs)) = &mapping {
                tx.save_mapping(name, pairs)?;
            }
            if !changes {
                return Ok(None);
            }
            let batch = tx.begin_batch(Action::Import, &self.source)?;
            self.fill(tx, batch, context.today(), rearmed)?;
            tx.end_batch(batch, Action::Import, &crate::cli::old::totals(&self.summary))?;
            Ok(Some(batch))
        })
    }

    /// Everything of one batch.
    pub fn fill(&self, tx: &Tx<'_>, batch: BatchId, today: Date, rearmed: &[Rearmed]) -> Result<()> {
        let arrived = self.outcome.arrived.iter().map(|read| &self.reads[*read]);
        tx.add_people(arrived.map(|read| (&read.person, read.place)), batch, self.lean)?;
        let updated = self.outcome.updated.iter().map(|update| (update, Presence::Same));
        for (update, presence) in updated.chain(self.outcome.returned.iter().map(|update| (update, Presence::Back))) {
            let line = self.reads[update.read].place.line;
            let (id, after) = (self.known[update.known].id, self.after(update));
            tx.update_person(id, &after, presence, batch, line)?;
            if update.fields.contains(&Field::Profile) {
                tx.set_profile_of(id, after.profile)?;
            }
        }
        for departure in &self.outcome.departed {
            let known = &self.known[departure.known];
            let (person, line) = match departure.read.map(|read| &self.reads[read]) {
                Some(read) => (merged(known, &read.person), read.place.line),
                None => (known.person.clone(), 0),
            };
            tx.update_person(known.id, &person, Presence::Gone(today), batch, line)?;
            self.set_status(tx, known.id, Status::Inactive, "compte désactivé")?;
        }
        for update in &self.outcome.returned {
            self.set_status(tx, self.known[update.known].id, Status::Active, "compte rouvert")?;
        }
        for Rearmed { account, issued, .. } in rearmed {
            let version = account.version;
            if tx.issue_password(account.id, version, &issued.password)? {
                let result = "mot de passe initial recalculé";
                tx.log(&Entry::new(self.action.as_str(), Record::Account, account.id.0, result))?;
            }
        }
        self.settled.iter().try_for_each(|conflict| tx.close_conflict(*conflict))?;
        for conflict in &self.conflicts {
            tx.add_conflict(conflict, batch)?;
        }
        Ok(())
    }

    fn set_status(&self, tx: &Tx<'_>, person: PersonId, status: Status, result: &str) -> Result<()> {
        if let Some(account) = tx.set_status_of(person, status)? {
            tx.log(&Entry::new(self.action.as_str(), Record::Account, account.0, result))?;
        }
        Ok(())
    }
}
