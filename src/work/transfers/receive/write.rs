//! A packet written: people, accounts, passwords and the line of the transfer, in one transaction.

use super::{Plan, Receive, Received, Refusal};
use crate::domain::account::FirstPassword;
use crate::domain::person::PersonId;
use crate::domain::profile::Profile;
use crate::domain::transfer::Fate;
use crate::store::{
    Action, BatchId, Direction, Entry, Error as StoreError, NewAccountRow, NewConflict, NewTransfer, Passenger,
    Password, Record, Store, Summary, Tx,
};
use crate::work::passwords::{Drawing, issue};
use crate::work::people::{Changes, Rearmed, Renewed, rearm};
use crate::work::{Result, UseCase, base};
use crate::world::{World, file_name};

/// Hashes outside the transaction, then writes everything at once.
pub fn write(plan: &Plan, world: &mut World, store: &mut Store) -> Result<Received> {
    let passwords = plan.passwords(world)?;
    let file = file_name(&plan.file);
    let doubts = plan.doubts(store, &file)?;
    let mut rearmed = rearm(world, store, &plan.settings, &plan.outcome)?;
    // A password that came along is not replaced.
    rearmed.retain(|one| plan.carried.iter().all(|(_, account, _)| account.id != one.account.id));
    world.check_interrupt()?;
    let today = world.today();
    let changes = Changes { outcome: &plan.outcome, rearmed: &rearmed, action: Action::ReceiveTransfer };
    let (numbers, renewed) = store.transact(base::stamp(world), |tx| {
        tx.expect_revision(plan.revision)?;
        if let Some(first) = tx.received(&plan.packet.id)? {
            return Err(Refusal::Received(Box::new(first)).into());
        }
        let batch = tx.begin_batch(Action::ReceiveTransfer, &file)?;
        let people = plan.people(tx.next_person()?);
        let renewed = changes.fill(tx, batch, today)?;
        doubts.iter().try_for_each(|doubt| tx.add_conflict(doubt, batch))?;
        plan.add_accounts(tx, &people, &passwords, batch)?;
        plan.carry(tx)?;
        let transfer = plan.keep(tx, &file, &people, batch)?;
        tx.end_batch(batch, Action::ReceiveTransfer, &plan.summary())?;
        Ok::<_, crate::work::Error>(((transfer, batch), renewed))
    })?;
    Ok(plan.received(numbers, &passwords, &rearmed, &renewed))
}

impl Plan {
    fn summary(&self) -> Summary {
        let foreseen = Receive::foresee(self);
        Summary {
            created: Some(foreseen.created),
            updated: Some(self.outcome.updated.len()),
            returned: Some(foreseen.returned),
            conflicts: Some(foreseen.conflicts),
            from: Some(self.packet.from.to_string()),
            ..Summary::default()
        }
    }

    fn received(
        &self,
        (transfer, batch): (i64, BatchId),
        passwords: &[Password],
        rearmed: &[Rearmed],
        renewed: &[Renewed],
    ) -> Received {
        let logins: Vec<String> = self.creation.accounts.iter().map(|new| new.formed.login.to_string()).collect();
        let reopened: Vec<String> = rearmed.iter().map(|one| one.account.login.to_string()).collect();
        let lack = |password: &&Password| !matches!(password, Password::Carried { .. });
        let due = logins.iter().zip(passwords).filter(|(_, password)| lack(password)).map(|(login, _)| login);
        Received {
            dry_run: false,
            transfer: Some(transfer),
            batch: Some(batch),
            due: due.chain(renewed.iter().map(|one| &one.login)).cloned().collect(),
            logins,
            reopened,
            ..Receive::foresee(self)
        }
    }

    /// The first password of each account to be made: the one that came along, or what the settings give.
    fn passwords(&self, world: &mut World) -> Result<Vec<Password>> {
        let along: Vec<Option<&String>> =
            self.creation.accounts.iter().map(|new| self.hash(self.missing[new.index].0)).collect();
        let without = self.creation.accounts.iter().zip(&along).filter(|(_, along)| along.is_none());
        let firsts: Vec<(FirstPassword, Profile)> =
            without.map(|(new, _)| (new.password, self.missing[new.index].1.profile)).collect();
        let mut issued = issue(world, &self.settings, &firsts, Drawing::WithSlip)?.into_iter();
        let passwords = along.into_iter().filter_map(|along| match along {
            Some(hash) => Some(Password::Carried { hash: hash.clone() }),
            None => issued.next().map(|issued| issued.password),
        });
        Ok(passwords.collect())
    }

    /// Rows that may be somebody known, unless they are kept already.
    fn doubts<'a>(&'a self, store: &Store, file: &'a str) -> Result<Vec<NewConflict<'a>>> {
        let mut doubts = Vec::new();
        for doubt in &self.outcome.conflicts {
            let (line, row, known) = (doubt.row.place.line, &doubt.row.person, Some(doubt.known.id));
            let new = NewConflict { source: file, line, row, known, other: None };
            if !store.knows_conflict(&new)? {
                doubts.push(new);
            }
        }
        Ok(doubts)
    }

    /// Who each pupil of the packet is here, once newcomers have their numbers from `first` on.
    fn people(&self, first: PersonId) -> Vec<Option<PersonId>> {
        let mut numbers = first.0..;
        let who = self.pupils.iter().map(|(fate, known)| match fate {
            Fate::Created => numbers.next().map(PersonId),
            _ => known.as_ref().map(|known| known.id),
        });
        who.collect()
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
            let (at, person) = &self.missing[new.index];
            NewAccountRow { person: people[*at], login: &new.formed.login, profile: person.profile, password }
        });
        tx.add_accounts(&rows.collect::<Vec<_>>(), batch)?;
        Ok(())
    }

    fn carry(&self, tx: &Tx<'_>) -> Result<()> {
        for (_, account, hash) in &self.carried {
            if !tx.choose_password(account.id, account.version, hash)? {
                return Err(StoreError::Stale.into());
            }
            let result = "mot de passe personnel repris de l’autre établissement";
            tx.log(&Entry::new("transfers.receive", Record::Account, account.id.0, result))?;
        }
        Ok(())
    }

    fn keep(&self, tx: &Tx<'_>, file: &str, people: &[Option<PersonId>], batch: BatchId) -> Result<i64> {
        let pupils = self.packet.pupils.iter().zip(&self.pupils).zip(people);
        let pupils: Vec<Passenger> = pupils
            .map(|((traveller, (fate, _)), person)| Passenger {
                person: *person,
                fate: *fate,
                status: None,
                schooling: traveller.schooling(),
            })
            .collect();
        let new = NewTransfer {
            direction: Direction::Received,
            packet: &self.packet.id,
            uai: self.packet.from.as_str(),
            name: &self.packet.from_name,
            file,
            content: None,
            pupils: &pupils,
        };
        Ok(tx.add_transfer(&new, batch)?)
    }
}
