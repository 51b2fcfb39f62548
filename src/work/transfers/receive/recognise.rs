//! What a packet comes to here: who is created, linked, back or in doubt, which accounts and passwords follow.

use std::collections::HashMap;

use super::{Plan, Receive};
use crate::domain::account::{self, Creation, PasswordState};
use crate::domain::name;
use crate::domain::person::{Person, PersonId, Place};
use crate::domain::roster::{Decisions, Known, Outcome, Read, Scope, compare, merged};
use crate::domain::setting::Settings;
use crate::domain::transfer::{Fate, Packet, Traveller};
use crate::sources::Wanted;
use crate::store::Store;
use crate::work::Result;
use crate::work::people::concerned;
use crate::world::World;

/// Decides; nothing is written.
pub fn plan(request: Receive, world: &World, store: &Store, settings: Settings) -> Result<Plan> {
    let revision = store.revision()?;
    // A packet names pupils: nobody of the staff is ever one of them, whatever the name.
    let known = concerned(store, Wanted::Pupils)?;
    let Receive { packet, file, trusted, division, .. } = request;
    let (rows, outcome) = recognised(&packet, &known, division.as_deref(), &store.decisions()?);
    let known: HashMap<PersonId, Known> = known.into_iter().map(|known| (known.id, known)).collect();
    let who = |row: usize| outcome.matched.get(row).copied().flatten().and_then(|id| known.get(&id).cloned());
    let fates = fates(&outcome, rows.len());
    let pupils = fates.into_iter().enumerate().map(|(row, fate)| (fate, who(row))).collect();
    let (missing, carried, creation) = (Vec::new(), Vec::new(), Creation::default());
    let mut plan = Plan { revision, settings, packet, file, trusted, outcome, pupils, missing, creation, carried };
    plan.look_at_accounts(world, store, &rows)?;
    plan.give_logins(world, store)?;
    Ok(plan)
}

/// The rows of a packet compared with who is here; of somebody known, only what is missing here is read.
fn recognised(packet: &Packet, known: &[Known], division: Option<&str>, decisions: &Decisions) -> (Vec<Read>, Outcome) {
    let mut rows: Vec<Read> = (1..)
        .zip(&packet.pupils)
        .map(|(line, pupil)| Read { person: pupil.arriving(division), place: Place { file: 0, line } })
        .collect();
    let first = compare(known, rows.clone(), &[], Scope::Partial, decisions);
    let by_id: HashMap<PersonId, &Known> = known.iter().map(|known| (known.id, known)).collect();
    for ((row, pupil), matched) in rows.iter_mut().zip(&packet.pupils).zip(&first.matched) {
        if let Some(known) = matched.and_then(|id| by_id.get(&id)) {
            row.person = pupil.completing(&known.person, division);
        }
    }
    let outcome = compare(known, rows.clone(), &[], Scope::Partial, decisions);
    (rows, outcome)
}

/// What becomes of each row: its line is its position, from 1.
fn fates(outcome: &Outcome, rows: usize) -> Vec<Fate> {
    let is_matched = |row: usize| outcome.matched.get(row).copied().flatten().is_some();
    let mut fates: Vec<Fate> =
        (0..rows).map(|row| if is_matched(row) { Fate::Linked } else { Fate::Ignored }).collect();
    let mut tell = |place: Place, fate: Fate| fates[place.line as usize - 1] = fate;
    outcome.conflicts.iter().for_each(|doubt| tell(doubt.row.place, Fate::Conflict));
    outcome.returned.iter().for_each(|update| tell(update.place, Fate::Returned));
    outcome.arrived.iter().for_each(|row| tell(row.place, Fate::Created));
    fates
}

/// The name of somebody known here whom the packet calls otherwise.
pub fn other_name(known: Option<&Known>, traveller: &Traveller) -> Option<String> {
    let here = known?.person.full_name();
    (!name::same(&here, &traveller.person.full_name())).then_some(here)
}

impl Plan {
    /// Who has an account here already, and whose may take the password that came along: one that was never chosen here,
    /// or that a departure closed.
    fn look_at_accounts(&mut self, world: &World, store: &Store, rows: &[Read]) -> Result<()> {
        let now = world.now();
        for (at, row) in rows.iter().enumerate() {
            match &self.pupils[at] {
                (Fate::Created, _) => self.missing.push((at, row.person.clone())),
                (fate @ (Fate::Linked | Fate::Returned), Some(known)) => {
                    let Some(account) = store.account_of(known.id)? else {
                        self.missing.push((at, merged(known, &row.person)));
                        continue;
                    };
                    let chosen = account.state(&now) == PasswordState::Personal;
                    if !chosen || *fate == Fate::Returned {
                        let hash = self.hash(at).cloned();
                        self.carried.extend(hash.map(|hash| (at, account, hash)));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn give_logins(&mut self, world: &World, store: &Store) -> Result<()> {
        let mut registry = store.registry()?;
        // The numbers of newcomers are not known yet; only their positions count here.
        let people: Vec<(PersonId, Person)> =
            self.missing.iter().map(|(_, person)| (PersonId(0), person.clone())).collect();
        let mode = |person: &Person| self.settings.mode_of(person.profile, Some(person));
        self.creation = account::plan(&people, &mut registry, &mode, world.today()).without_export();
        Ok(())
    }
}
