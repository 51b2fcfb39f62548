//! A packet written: people, accounts, passwords and the line of the transfer, in one transaction.

use serde_json::json;

use super::plan::Plan;
use super::received;
use crate::cli::import::{Batch, Rearmed};
use crate::cli::old::Context;
use crate::domain::account::FirstPassword;
use crate::domain::person::PersonId;
use crate::domain::profile::Profile;
use crate::domain::setting::Settings;
use crate::domain::transfer::{Fate, Packet};
use crate::error::{Error, Result};
use crate::store::{
    Action, BatchId, Direction, Entry, Error as StoreError, NewAccountRow, NewConflict, NewTransfer, Passenger,
    Password, Record, Store, Tx,
};
use crate::work::passwords::{Drawing, issue};

/// What was written.
pub struct Written {
    pub transfer: i64,
    pub batch: BatchId,
    /// Logins of the accounts made, and of those whose initial password is good again.
    pub created: Vec<String>,
    pub reopened: Vec<String>,
    /// Those of both to whom a slip is due.
    pub due: Vec<String>,
    /// Personal passwords that came along.
    pub kept: usize,
}

impl Plan {
    /// Hashes outside the transaction, then writes everything at once.
    pub fn write(
        &self,
        context: &mut Context,
        store: &mut Store,
        settings: &Settings,
        packet: &Packet,
        file: &str,
    ) -> Result<Written> {
        let passwords = self.passwords(context, settings, packet)?;
        let mut import = Batch::by_hand(
            &self.known,
            &self.reads,
            &self.outcome,
            self.summary(packet),
            self.revision,
            Action::ReceiveTransfer,
        );
        import.conflicts = self.doubts(store, file)?;
        let rearmed = self.rearmed(context, store, settings, &import)?;
        context.check_interrupt()?;
        let today = context.today();
        let (transfer, batch) = store.transact(context.stamp(), |tx| {
            tx.expect_revision(self.revision)?;
            if let Some(first) = tx.received(&packet.id)? {
                return Err(received(&first));
            }
            let batch = tx.begin_batch(Action::ReceiveTransfer, file)?;
            let first = tx.next_person()?;
            import.fill(tx, batch, today, &rearmed)?;
            let people = self.people(first);
            self.add_accounts(tx, &people, &passwords, batch)?;
            self.carry(tx)?;
            let transfer = self.keep(tx, packet, file, &people, batch)?;
            tx.end_batch(batch, Action::ReceiveTransfer, &crate::cli::old::totals(&import.summary))?;
            Ok((transfer, batch))
        })?;
        Ok(self.written(transfer, batch, &passwords, &rearmed))
    }

    fn summary(&self, packet: &Packet) -> String {
        json!({ "created": self.count(Fate::Created), "updated": self.outcome.updated.len(),
            "returned": self.count(Fate::Returned), "conflicts": self.conflicts(), "from": packet.from.as_str() })
        .to_string()
    }

    fn written(&self, transfer: i64, batch: BatchId, passwords: &[Password], rearmed: &[Rearmed]) -> Written {
        let created: Vec<String> = self.creation.accounts.iter().map(|new| new.formed.login.to_string()).collect();
        let reopened: Vec<String> = rearmed.iter().map(|one| one.account.login.to_string()).collect();
        let kept = |password: &Password| matches!(password, Password::Carried { .. });
        let lack = created.iter().zip(passwords).filter(|(_, password)| !kept(password)).map(|(login, _)| login);
        Written {
            transfer,
            batch,
            due: lack.chain(&reopened).cloned().collect(),
            kept: self.carried.len() + passwords.iter().filter(|password| kept(password)).count(),
            created,
            reopened,
        }
    }

    /// Accounts open again with their initial password, unless another one came along.
    fn rearmed(
        &self,
        context: &mut Context,
        store: &Store,
        settings: &Settings,
        import: &Batch<'_>,
    ) -> Result<Vec<Rearmed>> {
        let mut rearmed = import.rearm(context, store, settings)?;
        rearmed.retain(|one| self.carried.iter().all(|(_, account, _)| account.id != one.account.id));
        Ok(rearmed)
    }

    /// The first password of each account to be made: the one that came along, or what the settings give.
    fn passwords(&self, context: &mut Context, settings: &Settings, packet: &Packet) -> Result<Vec<Password>> {
        let along: Vec<Option<&String>> =
            self.creation.accounts.iter().map(|new| self.hash(packet, self.missing[new.index].0)).collect();
        let without = self.creation.accounts.iter().zip(&along).filter(|(_, along)| along.is_none());
        let firsts: Vec<(FirstPassword, Profile)> =
            without.map(|(new, _)| (new.password, self.missing[new.index].1.profile)).collect();
        let mut issued = issue(&mut context.world, settings, &firsts, Drawing::WithSlip)?.into_iter();
        let passwords = along.into_iter().filter_map(|along| match along {
            Some(hash) => Some(Password::Carried { hash: hash.clone() }),
            None => issued.next().map(|issued| issued.password),
        });
        Ok(passwords.collect())
    }

    /// Rows that may be somebody known, unless they are kept already.
    fn doubts<'a>(&'a self, store: &Store, file: &'a str) -> Result<Vec<NewConflict<'a>>> {
        let mut doubts = Vec::new();
        for conflict in &self.outcome.conflicts {
            let read = &self.reads[conflict.read];
            let known = Some(self.known[conflict.known].id);
            let new = NewConflict { source: file, line: read.place.line, row: &read.person, known, other: None };
            if !store.knows_conflict(&new)? {
                doubts.push(new);
            }
        }
        Ok(doubts)
    }

    /// Who each pupil of the packet is here, once newcomers have their numbers from `first` on.
    fn people(&self, first: PersonId) -> Vec<Option<PersonId>> {
        let mut numbers = first.0..;
        let who = |read: usize| match self.fates[read] {
            Fate::Created => numbers.next().map(PersonId),
            _ => self.matched(read).map(|at| self.known[at].id),
        };
        (0..self.reads.len()).map(who).collect()
    }

    fn add_accounts(
        &self,
        tx: &Tx<'_>,
        people: &[Option<PersonId>],
        passwords: &[Password],
        batch: BatchId,
    ) -> Result<()> {
        let new = self.creation.accounts.iter().zip(passwords);
        let rows = new.map(|(new, password)| {
            let (read, person) = &self.missing[new.index];
            NewAccountRow { person: people[*read], login: &new.formed.login, profile: person.profile, password }
        });
        tx.add_accounts(&rows.collect::<Vec<_>>(), batch)?;
        Ok(())
    }

    fn carry(&self, tx: &Tx<'_>) -> Result<()> {
        for (_, account, hash) in &self.carried {
            if !tx.choose_password(account.id, account.version, hash)? {
                return Err(Error::from(StoreError::Stale));
            }
            let result = "mot de passe personnel repris de l’autre établissement";
            tx.log(&Entry::new("transfers.receive", Record::Account, account.id.0, result))?;
        }
        Ok(())
    }

    fn keep(
        &self,
        tx: &Tx<'_>,
        packet: &Packet,
        file: &str,
        people: &[Option<PersonId>],
        batch: BatchId,
    ) -> Result<i64> {
        let pupils = packet.pupils.iter().zip(&self.fates).zip(people);
        let pupils: Vec<Passenger> = pupils
            .map(|((traveller, fate), person)| Passenger {
                person: *person,
                fate: *fate,
                status: None,
                schooling: traveller.schooling(),
            })
            .collect();
        let new = NewTransfer {
            direction: Direction::Received,
            packet: &packet.id,
            uai: packet.from.as_str(),
            name: &packet.from_name,
            file,
            content: None,
            pupils: &pupils,
        };
        Ok(tx.add_transfer(&new, batch)?)
    }
}
