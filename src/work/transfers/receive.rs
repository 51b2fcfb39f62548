//! Pupils of another school: recognised, created or linked, with what of their accounts can follow them.

use std::path::PathBuf;

use serde::Serialize;

use super::School;
use crate::domain::account::{Account, Creation, Remark};
use crate::domain::enrolment::Reason;
use crate::domain::instant::Instant;
use crate::domain::person::Person;
use crate::domain::roster::{Known, Outcome};
use crate::domain::setting::Settings;
use crate::domain::transfer::{Fate, Packet, Traveller};
use crate::domain::uai::Uai;
use crate::sources::packet::Fault;
use crate::sources::sealed;
use crate::store::{BatchId, Store, Transfer};
use crate::work::{Result, UseCase};
use crate::world::World;

mod open;
mod recognise;
mod write;

pub use open::{Opened, Sealed};

/// Why nobody was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A sealed file that stays shut.
    Shut(PathBuf, sealed::Error),
    /// A sealed file that holds no packet, and why.
    BadPacket(PathBuf, Fault),
    FromOurselves(Uai),
    /// Who sends, whom it is for, and who we are.
    ForAnother {
        from: Uai,
        to: Uai,
        ours: Uai,
    },
    /// Who sends, and who was expected to.
    FromAnother {
        from: Uai,
        expected: Uai,
    },
    /// The transfer by which the same packet came in.
    Received(Box<Transfer>),
}

/// A packet that was opened, and what is expected of it.
#[derive(Debug, Clone)]
pub struct Receive {
    pub packet: Packet,
    /// The file that held it.
    pub file: PathBuf,
    /// True where passwords that came along are believed.
    pub trusted: bool,
    /// The school that it must come from.
    pub from: Option<Uai>,
    /// Division of those who have none here.
    pub division: Option<String>,
}

/// Everything decided, nothing written.
pub struct Plan {
    /// Number of the last batch when it was decided.
    revision: i64,
    settings: Settings,
    packet: Packet,
    file: PathBuf,
    trusted: bool,
    outcome: Outcome,
    /// Who each pupil of the packet is here, and what becomes of them.
    pupils: Vec<(Fate, Option<Known>)>,
    /// Pupils who lack an account here: position in the packet, and who they will be.
    missing: Vec<(usize, Person)>,
    creation: Creation,
    /// Accounts of this school that take the password of the other one: position in the packet, account, hash.
    carried: Vec<(usize, Account, String)>,
}

/// Pupils received.
#[derive(Debug, Serialize)]
pub struct Received {
    pub dry_run: bool,
    pub transfer: Option<i64>,
    pub batch: Option<BatchId>,
    pub from: Sender,
    pub sent_at: Instant,
    pub read: usize,
    pub created: usize,
    pub linked: usize,
    pub returned: usize,
    pub conflicts: usize,
    pub ignored: usize,
    pub accounts_created: usize,
    /// Logins of the accounts that were made.
    pub logins: Vec<String>,
    pub passwords_kept: usize,
    pub passwords_refused: usize,
    pub uai: String,
    /// Logins of those whose initial password is good again.
    #[serde(skip)]
    pub reopened: Vec<String>,
    /// Logins to whom a slip is due.
    #[serde(skip)]
    pub due: Vec<String>,
    #[serde(skip)]
    pub file: PathBuf,
}

/// The school that a packet says it comes from.
#[derive(Debug, Serialize)]
pub struct Sender {
    pub uai: String,
    pub name: String,
}

/// A pupil of a packet, as they will be here.
pub struct Arrival<'a> {
    pub traveller: &'a Traveller,
    pub fate: Fate,
    /// The name of somebody known here whom the packet calls otherwise.
    pub other_name: Option<String>,
    /// True for whoever signs in here with the password of the other school.
    pub keeps_password: bool,
}

impl UseCase for Receive {
    type Plan = Plan;
    type Outcome = Received;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        let school = School::require(store, &settings)?;
        self.check(store, &school.uai)?;
        recognise::plan(self, world, store, settings)
    }

    fn foresee(plan: &Plan) -> Received {
        let packet = &plan.packet;
        let count = |wanted: Fate| plan.pupils.iter().filter(|(fate, _)| *fate == wanted).count();
        Received {
            dry_run: true,
            transfer: None,
            batch: None,
            from: Sender { uai: packet.from.to_string(), name: packet.from_name.clone() },
            sent_at: packet.sent_at.clone(),
            read: packet.pupils.len(),
            created: count(Fate::Created),
            linked: count(Fate::Linked),
            returned: count(Fate::Returned),
            conflicts: count(Fate::Conflict),
            ignored: count(Fate::Ignored),
            accounts_created: plan.creation.accounts.len(),
            logins: Vec::new(),
            passwords_kept: (0..packet.pupils.len()).filter(|at| plan.keeps_password(*at)).count(),
            passwords_refused: plan.passwords_refused(),
            uai: packet.to.to_string(),
            reopened: Vec::new(),
            due: Vec::new(),
            file: plan.file.clone(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Received> {
        write::write(&plan, world, store)
    }
}

impl Receive {
    /// The addressee, the sender, and that it is the first time.
    fn check(&self, store: &Store, ours: &Uai) -> Result<()> {
        let Packet { id, from, to, .. } = &self.packet;
        if from == ours {
            return Err(Refusal::FromOurselves(ours.clone()).into());
        }
        if to != ours {
            let (from, to, ours) = (from.clone(), to.clone(), ours.clone());
            return Err(Refusal::ForAnother { from, to, ours }.into());
        }
        if let Some(expected) = self.from.as_ref().filter(|expected| *expected != from) {
            return Err(Refusal::FromAnother { from: from.clone(), expected: expected.clone() }.into());
        }
        store.received(id)?.map_or(Ok(()), |first| Err(Refusal::Received(Box::new(first)).into()))
    }
}

impl Plan {
    /// What the file holds.
    pub fn packet(&self) -> &Packet {
        &self.packet
    }

    /// The pupils of the packet, in its order.
    pub fn arrivals(&self) -> impl Iterator<Item = Arrival<'_>> {
        let pupils = self.packet.pupils.iter().zip(&self.pupils).enumerate();
        pupils.map(|(at, (traveller, (fate, known)))| Arrival {
            traveller,
            fate: *fate,
            other_name: recognise::other_name(known.as_ref(), traveller),
            keeps_password: self.keeps_password(at),
        })
    }

    /// What deserves a look in the accounts about to be made.
    pub fn remarks(&self) -> Vec<Remark> {
        self.creation.remarks(|index| self.missing[index].1.full_name())
    }

    /// People who get no account, counted by reason.
    pub fn refused(&self) -> impl Iterator<Item = (Reason, usize)> {
        self.creation.refused.iter().map(|(reason, n)| (*reason, *n))
    }

    /// Passwords that came along and are not believed.
    pub fn passwords_refused(&self) -> usize {
        let joined = self.packet.pupils.iter().filter(|traveller| traveller.hash().is_some()).count();
        if self.trusted { 0 } else { joined }
    }

    /// The password that comes along and is believed.
    fn hash(&self, at: usize) -> Option<&String> {
        self.packet.pupils[at].hash().filter(|_| self.trusted)
    }

    /// True where the pupil at this position signs in here with the password of the other school.
    fn keeps_password(&self, at: usize) -> bool {
        let new = self.creation.accounts.iter().any(|new| self.missing[new.index].0 == at);
        self.carried.iter().any(|(carried, ..)| *carried == at) || new && self.hash(at).is_some()
    }
}
