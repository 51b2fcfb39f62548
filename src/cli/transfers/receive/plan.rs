//! What a packet comes to here: who is created, linked, back or in doubt, which accounts and passwords follow.

use crate::cli::import::concerned;
use crate::cli::old::Context;
use crate::cli::old::warnings;
use crate::domain::account::{self, Account, Creation, PasswordState};
use crate::domain::login::Registry;
use crate::domain::name;
use crate::domain::person::{Person, PersonId, Place};
use crate::domain::roster::old::{Outcome, compare};
use crate::domain::roster::{Decisions, Known, Read, Scope, merged};
use crate::domain::setting::Settings;
use crate::domain::transfer::{Fate, Packet};
use crate::error::{Result, exit};
use crate::french::{count, list};
use crate::sources::Wanted;
use crate::store::Store;

/// Everything decided, nothing written.
pub struct Plan {
    /// Number of the last batch when it was decided.
    pub(super) revision: i64,
    pub(super) known: Vec<Known>,
    pub(super) reads: Vec<Read>,
    pub(super) outcome: Outcome,
    /// What becomes of each pupil of the packet.
    pub fates: Vec<Fate>,
    /// Pupils who lack an account here: their position in the packet, and who they will be.
    pub(super) missing: Vec<(usize, Person)>,
    pub(super) creation: Creation,
    /// Accounts of this school that take the password of the other one: position in the packet, account, hash.
    pub(super) carried: Vec<(usize, Account, String)>,
    /// True where passwords that came along are believed.
    pub(super) trusted: bool,
    /// Passwords that came along and are not.
    pub refused_passwords: usize,
}

impl Plan {
    pub fn new(
        context: &mut Context,
        store: &Store,
        settings: &Settings,
        packet: &Packet,
        division: Option<&str>,
        trusted: bool,
    ) -> Result<Self> {
        let revision = store.revision()?;
        // A packet names pupils: nobody of the staff is ever one of them, whatever the name.
        let known = concerned(store, Wanted::Pupils)?;
        let decisions = store.decisions()?;
        let (reads, outcome) = recognised(packet, &known, division, &decisions);
        let fates = fates(&outcome, reads.len());
        let (missing, carried, creation) = (Vec::new(), Vec::new(), Creation::default());
        let joined = packet.pupils.iter().filter(|traveller| traveller.hash().is_some()).count();
        let refused_passwords = if trusted { 0 } else { joined };
        let mut plan =
            Self { revision, known, reads, outcome, fates, missing, creation, carried, trusted, refused_passwords };
        plan.look_at_accounts(context, store, packet)?;
        plan.give_logins(context, store, settings)?;
        Ok(plan)
    }

    /// The number in `known` of the pupil at a position of the packet.
    pub(super) fn matched(&self, read: usize) -> Option<usize> {
        self.outcome.matched.get(read).copied().flatten().map(|at| at as usize)
    }

    /// The password that comes along and is believed.
    pub(super) fn hash<'p>(&self, packet: &'p Packet, read: usize) -> Option<&'p String> {
        packet.pupils[read].hash().filter(|_| self.trusted)
    }

    /// Who has an account here already, and whose may take the password that came along: one that was never chosen here,
    /// or that a departure closed.
    fn look_at_accounts(&mut self, context: &Context, store: &Store, packet: &Packet) -> Result<()> {
        let now = context.now();
        for read in 0..self.reads.len() {
            let person = &self.reads[read].person;
            match (self.fates[read], self.matched(read)) {
                (Fate::Created, _) => self.missing.push((read, person.clone())),
                (Fate::Linked | Fate::Returned, Some(at)) => {
                    let known = &self.known[at];
                    let Some(account) = store.account_of(known.id)? else {
                        self.missing.push((read, merged(known, person)));
                        continue;
                    };
                    let chosen = account.state(&now) == PasswordState::Personal;
                    if !chosen || self.fates[read] == Fate::Returned {
                        let hash = self.hash(packet, read).cloned();
                        self.carried.extend(hash.map(|hash| (read, account, hash)));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn give_logins(&mut self, context: &mut Context, store: &Store, settings: &Settings) -> Result<()> {
        let mut registry = Registry::new(store.logins()?).with_held(store.held_logins()?);
        // The numbers of newcomers are not known yet; only their positions count here.
        let people: Vec<(PersonId, Person)> =
            self.missing.iter().map(|(_, person)| (PersonId(0), person.clone())).collect();
        let mode = |person: &Person| settings.mode_of(person.profile, Some(person));
        self.creation = account::plan(&people, &mut registry, &mode, context.today()).without_export();
        warnings(&people, &self.creation).iter().try_for_each(|warning| Ok(context.ui().warn(warning)?))
    }

    /// True where the pupil at this position signs in here with the password of the other school.
    pub fn keeps_password(&self, packet: &Packet, read: usize) -> bool {
        let new = self.creation.accounts.iter().any(|new| self.missing[new.index].0 == read);
        self.carried.iter().any(|(carried, ..)| *carried == read) || new && self.hash(packet, read).is_some()
    }

    /// The name of somebody known here whom the packet calls otherwise.
    pub fn other_name(&self, packet: &Packet, read: usize) -> Option<String> {
        let here = self.matched(read).map(|at| self.known[at].person.full_name())?;
        (!name::same(&here, &packet.pupils[read].person.full_name())).then_some(here)
    }

    /// People who get no account, counted by reason.
    pub fn refused(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.creation.refused.iter().map(|(reason, n)| (reason.as_str(), *n))
    }

    /// Accounts to be made.
    pub fn accounts(&self) -> usize {
        self.creation.accounts.len()
    }

    /// Pupils of whom somebody must decide.
    pub fn conflicts(&self) -> usize {
        self.count(Fate::Conflict)
    }

    pub fn count(&self, wanted: Fate) -> usize {
        self.fates.iter().filter(|fate| **fate == wanted).count()
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
            ("ignoré", "ignorés"),
        ])
    }

    /// The same, of what is still to be done.
    pub fn would(&self) -> String {
        self.words([
            ("élève serait créé", "élèves seraient créés"),
            ("élève est déjà connu", "élèves sont déjà connus"),
            ("élève reviendrait", "élèves reviendraient"),
            ("élève est à décider", "élèves sont à décider"),
            ("élève est ignoré", "élèves sont ignorés"),
        ])
    }

    fn words(&self, words: [(&str, &str); 5]) -> String {
        let fates = [Fate::Created, Fate::Linked, Fate::Returned, Fate::Conflict, Fate::Ignored];
        let counts = fates.map(|fate| self.count(fate));
        let said = counts.into_iter().zip(words).filter(|(n, _)| *n > 0);
        list(&said.map(|(n, (one, many))| count(n, one, many)).collect::<Vec<_>>())
    }
}

/// The rows of a packet compared with who is here; of somebody known, only what is missing here is read.
fn recognised(packet: &Packet, known: &[Known], division: Option<&str>, decisions: &Decisions) -> (Vec<Read>, Outcome) {
    let place = |line| Place { file: 0, line };
    let mut reads: Vec<Read> = (1..)
        .zip(&packet.pupils)
        .map(|(line, pupil)| Read { person: pupil.arriving(division), place: place(line) })
        .collect();
    let first = compare(known, &reads, &[], Scope::Partial, decisions);
    for (read, matched) in reads.iter_mut().zip(&first.matched) {
        if let Some(at) = matched {
            let position = read.place.line as usize - 1;
            read.person = packet.pupils[position].completing(&known[*at as usize].person, division);
        }
    }
    let outcome = compare(known, &reads, &[], Scope::Partial, decisions);
    (reads, outcome)
}

/// What becomes of each row.
fn fates(outcome: &Outcome, rows: usize) -> Vec<Fate> {
    let is_matched = |read: usize| outcome.matched.get(read).copied().flatten().is_some();
    let mut fates: Vec<Fate> =
        (0..rows).map(|read| if is_matched(read) { Fate::Linked } else { Fate::Ignored }).collect();
    outcome.conflicts.iter().for_each(|conflict| fates[conflict.read] = Fate::Conflict);
    outcome.returned.iter().for_each(|update| fates[update.read] = Fate::Returned);
    outcome.arrived.iter().for_each(|read| fates[*read] = Fate::Created);
    fates
}
