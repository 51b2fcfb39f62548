//! What a packet comes to here: who is created, linked, back or in doubt, which accounts are missing, and one write.

use serde_json::json;

use crate::cli::accounts::create::warnings;
use crate::cli::import::{Batch, Rearmed, concerned};
use crate::cli::issue::{Issued, Wish, issue};
use crate::context::Context;
use crate::domain::account::{self, Account, Creation, PasswordState};
use crate::domain::login::Registry;
use crate::domain::person::{Person, PersonId, Place};
use crate::domain::roster::{Known, Outcome, Read, Scope, compare, merged};
use crate::domain::setting::Settings;
use crate::domain::transfer::{Packet, Traveller};
use crate::error::{Error, Result, exit};
use crate::output::french::{count, list};
use crate::sources::Wanted;
use crate::store::{
    Action, BatchId, Direction, Entry, Error as StoreError, NewAccountRow, NewConflict, NewTransfer, Passenger,
    Password, Record, Store, Tx,
};

/// Everything decided, nothing written.
pub struct Plan {
    revision: i64,
    known: Vec<Known>,
    reads: Vec<Read>,
    outcome: Outcome,
    /// For each pupil of the packet: `created`, `linked`, `returned` or `conflict`.
    pub fates: Vec<String>,
    /// Pupils who lack an account here, by their position in the packet, and as they will be known.
    missing: Vec<(usize, Person)>,
    creation: Creation,
    /// Accounts of this school that take the password of the other one.
    carried: Vec<(Account, String)>,
}

/// What was written.
pub struct Written {
    pub transfer: i64,
    pub batch: BatchId,
    /// Logins of the accounts made.
    pub accounts: Vec<String>,
    /// Personal passwords that came along, and how many of them to accounts just made.
    pub carried: usize,
    pub carried_new: usize,
}

fn hash(traveller: &Traveller) -> Option<&String> {
    traveller.account.as_ref().and_then(|left| left.hash.as_ref())
}

impl Plan {
    pub fn new(
        context: &mut Context,
        store: &Store,
        settings: &Settings,
        packet: &Packet,
        division: Option<&str>,
    ) -> Result<Self> {
        let revision = store.revision()?;
        let known = concerned(store, Wanted::People { staff: false })?;
        let reads: Vec<Read> = (1..)
            .zip(&packet.pupils)
            .map(|(line, pupil)| Read { person: pupil.arriving(division), place: Place { file: 0, line } })
            .collect();
        let outcome = compare(&known, &reads, &[], Scope::Partial, &store.decisions()?);
        let fates: Vec<String> = (0..reads.len()).map(|read| fate(&outcome, read).to_owned()).collect();
        let mut plan = Self {
            revision,
            known,
            reads,
            outcome,
            fates,
            missing: Vec::new(),
            creation: Creation::default(),
            carried: Vec::new(),
        };
        plan.look_at_accounts(context, store, packet)?;
        let mut registry = Registry::new(store.logins()?).with_held(store.held_logins()?);
        // The numbers of newcomers are not known yet; only their positions count here.
        let people: Vec<(PersonId, Person)> =
            plan.missing.iter().map(|(_, person)| (PersonId(0), person.clone())).collect();
        let mode = |person: &Person| settings.mode_of(person.profile, Some(person));
        let creation = account::plan(&people, &mut registry, &mode, context.today());
        // No export lacks a column here: the division is this school's to give.
        plan.creation =
            Creation { without_mef_column: 0, without_state_column: 0, without_division_column: 0, ..creation };
        for warning in warnings(&people, &plan.creation) {
            context.ui.warn(&warning)?;
        }
        Ok(plan)
    }

    /// Who has an account here already, and whose may take the password that came along.
    fn look_at_accounts(&mut self, context: &Context, store: &Store, packet: &Packet) -> Result<()> {
        let now = context.now();
        for (read, traveller) in packet.pupils.iter().enumerate() {
            let matched = self.outcome.matched.get(read).copied().flatten();
            match (self.fates[read].as_str(), matched) {
                ("created", _) => self.missing.push((read, self.reads[read].person.clone())),
                ("linked" | "returned", Some(at)) => {
                    let known = &self.known[at as usize];
                    match store.account_of(known.id)? {
                        None => self.missing.push((read, merged(known, &self.reads[read].person))),
                        Some(account) if account.state(&now) != PasswordState::Personal => {
                            self.carried.extend(hash(traveller).map(|hash| (account, hash.clone())));
                        }
                        Some(_) => {}
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Pupils of whom somebody must decide.
    pub fn conflicts(&self) -> usize {
        self.count("conflict")
    }

    fn count(&self, wanted: &str) -> usize {
        self.fates.iter().filter(|fate| *fate == wanted).count()
    }

    pub fn code(&self) -> u8 {
        if self.conflicts() > 0 { exit::REJECTS } else { exit::DONE }
    }

    /// « 2 créés, 1 déjà connu ».
    pub fn totals(&self) -> String {
        self.words([
            ("créé", "créés"),
            ("déjà connu", "déjà connus"),
            ("revenu", "revenus"),
            ("à décider", "à décider"),
        ])
    }

    /// The same, of what is still to be done.
    pub fn would(&self) -> String {
        self.words([
            ("élève serait créé", "élèves seraient créés"),
            ("est déjà connu", "sont déjà connus"),
            ("reviendrait", "reviendraient"),
            ("est à décider", "sont à décider"),
        ])
    }

    fn words(&self, words: [(&str, &str); 4]) -> String {
        let counts = ["created", "linked", "returned", "conflict"].map(|fate| self.count(fate));
        let said: Vec<String> =
            counts.into_iter().zip(words).filter(|(n, _)| *n > 0).map(|(n, (one, many))| count(n, one, many)).collect();
        list(&said)
    }

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
        let summary = json!({ "created": self.count("created"), "updated": self.outcome.updated.len(),
            "returned": self.count("returned"), "conflicts": self.conflicts(), "from": packet.from.as_str() });
        let mut import = Batch::by_hand(&self.known, &self.reads, &self.outcome, summary.to_string(), self.revision);
        import.conflicts = self.doubts(store, file)?;
        let rearmed: Vec<Rearmed> = import.rearm(context, store, settings)?;
        let rearmed: Vec<Rearmed> = rearmed
            .into_iter()
            .filter(|one| self.carried.iter().all(|(account, _)| account.id != one.account.id))
            .collect();
        context.check_interrupt()?;
        let today = context.today();
        store.transact(context.stamp(), |tx| {
            tx.expect_revision(self.revision)?;
            let batch = tx.begin_batch(Action::ReceiveTransfer, file)?;
            let first = tx.next_person()?;
            import.fill(tx, batch, today, &rearmed)?;
            let people = self.people(first);
            self.add_accounts(tx, &people, &passwords, batch)?;
            self.carry(tx)?;
            let transfer = self.keep(tx, packet, file, &people, batch)?;
            tx.end_batch(batch, Action::ReceiveTransfer, &import.summary)?;
            let new = passwords.iter().filter(|password| matches!(password, Password::Carried { .. })).count();
            let accounts = self.creation.accounts.iter().map(|new| new.formed.login.to_string()).collect();
            Ok(Written { transfer, batch, accounts, carried: self.carried.len() + new, carried_new: new })
        })
    }

    /// The first password of each account to be made: the one that came along, or what the settings give.
    fn passwords(&self, context: &mut Context, settings: &Settings, packet: &Packet) -> Result<Vec<Password>> {
        let wishes: Vec<Wish> = self
            .creation
            .accounts
            .iter()
            .map(|new| match self.hash_of(packet, new.index) {
                Some(_) => Wish::Later,
                None => Wish::first(new.password, self.missing[new.index].1.profile, false),
            })
            .collect();
        let issued: Vec<Issued> = issue(context, settings, &wishes)?;
        let made = self.creation.accounts.iter().zip(issued);
        Ok(made
            .map(|(new, issued)| match self.hash_of(packet, new.index) {
                Some(hash) => Password::Carried { hash: hash.clone() },
                None => issued.password,
            })
            .collect())
    }

    fn hash_of<'p>(&self, packet: &'p Packet, missing: usize) -> Option<&'p String> {
        hash(&packet.pupils[self.missing[missing].0])
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
        let mut next = first.0;
        (0..self.reads.len())
            .map(|read| match (self.fates[read].as_str(), self.outcome.matched.get(read).copied().flatten()) {
                ("created", _) => {
                    next += 1;
                    Some(PersonId(next - 1))
                }
                (_, Some(at)) => Some(self.known[at as usize].id),
                _ => None,
            })
            .collect()
    }

    fn add_accounts(
        &self,
        tx: &Tx<'_>,
        people: &[Option<PersonId>],
        passwords: &[Password],
        batch: BatchId,
    ) -> Result<()> {
        let rows: Vec<NewAccountRow<'_>> = self
            .creation
            .accounts
            .iter()
            .zip(passwords)
            .map(|(new, password)| {
                let (read, person) = &self.missing[new.index];
                NewAccountRow { person: people[*read], login: &new.formed.login, profile: person.profile, password }
            })
            .collect();
        tx.add_accounts(&rows, batch)?;
        Ok(())
    }

    fn carry(&self, tx: &Tx<'_>) -> Result<()> {
        for (account, hash) in &self.carried {
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
        let pupils: Vec<Passenger> = packet
            .pupils
            .iter()
            .zip(&self.fates)
            .zip(people)
            .map(|((traveller, fate), person)| Passenger {
                person: *person,
                outcome: fate.clone(),
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

/// What becomes of one row.
fn fate(outcome: &Outcome, read: usize) -> &'static str {
    if outcome.arrived.contains(&read) {
        "created"
    } else if outcome.returned.iter().any(|update| update.read == read) {
        "returned"
    } else if outcome.matched.get(read).copied().flatten().is_some() {
        "linked"
    } else {
        "conflict"
    }
}
