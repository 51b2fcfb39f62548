//! An import written: one transaction, and the passwords that it re-arms.

use crate::cli::issue::{Issued, Wish, issue};
use crate::context::Context;
use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::person::{Person, PersonId};
use crate::domain::roster::{Field, Known, Outcome, Read, Update, merged};
use crate::domain::setting::Settings;
use crate::error::Result;
use crate::store::{Action, BatchId, Entry, Presence, Record, Store};

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
    /// Names of the files.
    pub source: String,
    /// Totals, as JSON without personal data.
    pub summary: String,
    /// Number of the last batch when the decision was taken.
    pub revision: i64,
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
        let wishes: Vec<Wish> = accounts
            .iter()
            .map(|(account, person)| {
                let mode = settings.mode(account.profile);
                let first = FirstPassword::decide(mode, person.birth_date, account.profile, today);
                Wish::first(first, account.profile, false)
            })
            .collect();
        let issued = issue(context, settings, &wishes)?;
        Ok(accounts
            .into_iter()
            .zip(issued)
            .map(|((account, person), issued)| Rearmed { account, person, issued })
            .collect())
    }

    fn after(&self, update: &Update) -> Person {
        merged(&self.known[update.known].person, &self.reads[update.read].person)
    }

    /// Writes everything, or nothing.
    pub fn write(&self, context: &Context, store: &mut Store, rearmed: &[Rearmed]) -> Result<BatchId> {
        let today = context.today();
        store.grow_cache(64)?;
        store.transact(context.stamp(), |tx| {
            tx.expect_revision(self.revision)?;
            let batch = tx.begin_batch(Action::Import, &self.source)?;
            let arrived = self.outcome.arrived.iter().map(|read| &self.reads[*read]);
            tx.add_people(arrived.map(|read| (&read.person, read.place)), batch)?;
            let updated = self.outcome.updated.iter().map(|update| (update, Presence::Same));
            for (update, presence) in updated.chain(self.outcome.returned.iter().map(|update| (update, Presence::Back)))
            {
                let line = self.reads[update.read].place.line;
                tx.update_person(self.known[update.known].id, &self.after(update), presence, batch, line)?;
            }
            for departure in &self.outcome.departed {
                let known = &self.known[departure.known];
                let (person, line) = match departure.read.map(|read| &self.reads[read]) {
                    Some(read) => (merged(&known.person, &read.person), read.place.line),
                    None => (known.person.clone(), 0),
                };
                tx.update_person(known.id, &person, Presence::Gone(today), batch, line)?;
                set_status(tx, known.id, Status::Inactive, batch, "compte désactivé")?;
            }
            for update in &self.outcome.returned {
                set_status(tx, self.known[update.known].id, Status::Active, batch, "compte rouvert")?;
            }
            for Rearmed { account, issued, .. } in rearmed {
                let version = account.version;
                if tx.issue_password(account.id, version, &issued.password, batch)? {
                    tx.log(&Entry::new("import", Record::Account, account.id.0, "mot de passe initial recalculé"))?;
                }
            }
            tx.end_batch(batch, Action::Import, &self.summary)?;
            Ok(batch)
        })
    }
}

fn set_status(tx: &crate::store::Tx<'_>, person: PersonId, status: Status, batch: BatchId, result: &str) -> Result<()> {
    if let Some(account) = tx.set_status_of(person, status, batch)? {
        tx.log(&Entry::new("import", Record::Account, account.0, result))?;
    }
    Ok(())
}
