//! Pupils into one sealed file, and out of this school.
//!
//! The file is complete on disk before the base says that it was sent, and the base keeps a copy of it: stopped midway,
//! the command has sent nothing, or a file that can be given back. A passphrase that was drawn is in the plan, so that it
//! can be read before anything is done.

use std::path::PathBuf;

use serde::Serialize;

use super::{School, lock};
use crate::domain::account::Account;
use crate::domain::hexadecimal::hexadecimal;
use crate::domain::instant::Instant;
use crate::domain::roster::{Departure, Known, Outcome};
use crate::domain::secret::Secret;
use crate::domain::transfer::{Fate, Packet, Traveller};
use crate::domain::uai::Uai;
use crate::sources::packet::{self as reading, Fault};
use crate::store::{
    Action, BatchId, Direction, Entry, Error as StoreError, NewTransfer, Passenger, Record, Store, Summary, Tx,
};
use crate::targets::packet as writing;
use crate::targets::sealed::{self, SealedFor};
use crate::work::accounts::{Refusal as AccountsRefusal, Verb};
use crate::work::people::Changes;
use crate::work::selection::Selectors;
use crate::work::{Error, Result, UseCase, base};
use crate::world::{self, World, file_name};

mod leaving;

pub use leaving::{Left, Staying, WhyStays};

/// Why nobody was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The other school is this one.
    ToOurselves(Uai),
    /// A pupil who has no account: the name.
    WithoutAccount(String),
    /// So many pupils.
    TooMany(usize),
    /// Nobody who was selected leaves.
    Nobody(Box<Left>),
    /// The other school would not take the file, and why.
    NotTaken(Fault),
    Lock(lock::Unfit),
}

/// A packet number that is not drawn yet.
const NO_NUMBER: &str = "00000000000000000000000000000000";

/// Who is sent, where, and into which file.
#[derive(Debug, Clone)]
pub struct Send {
    pub selectors: Selectors,
    pub to: Uai,
    pub output: PathBuf,
    pub replace: bool,
    /// Personal passwords go along, hashed.
    pub with_password: bool,
}

/// Everything decided, nothing written; it wants a lock.
pub struct Plan {
    output: PathBuf,
    replace: bool,
    /// Number of the last batch when it was decided.
    revision: i64,
    leaving: Vec<Leaving>,
    left: Left,
    /// What the file will hold; its number and its instant are still to come.
    packet: Packet,
    /// Secret key of this school.
    ours: Secret,
    lock: Option<SealedFor>,
    /// The passphrase, where it was drawn and somebody must be told.
    pub drawn: Option<Secret>,
}

/// A pupil who leaves.
pub struct Leaving {
    pub known: Known,
    account: Account,
    traveller: Traveller,
}

/// Pupils sent.
#[derive(Debug, Serialize)]
pub struct Sent {
    pub dry_run: bool,
    pub transfer: Option<i64>,
    pub batch: Option<BatchId>,
    pub to: String,
    pub file: String,
    pub sent: usize,
    pub logins: Vec<String>,
    /// How many personal passwords went along.
    pub with_password: usize,
    #[serde(flatten)]
    pub left: Left,
    pub passphrase: Option<String>,
    pub uai: String,
    /// Why the file, which the base keeps, did not get its name.
    #[serde(skip)]
    pub unpublished: Option<world::Error>,
}

impl Leaving {
    /// True where the personal password goes along.
    pub fn has_password(&self) -> bool {
        self.traveller.hash().is_some()
    }
}

impl UseCase for Send {
    type Plan = Plan;
    type Outcome = Sent;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        if self.selectors.is_empty() {
            return Err(AccountsRefusal::NobodyNamed(Verb::Transfer).into());
        }
        let school = School::require(store, &store.settings()?)?;
        if self.to == school.uai {
            return Err(Refusal::ToOurselves(self.to).into());
        }
        world.check_file(&self.output)?;
        world.check_writable(&self.output, self.replace)?;
        let revision = store.revision()?;
        let (leaving, left) = leaving::sort(world, store, &self.selectors, self.with_password)?;
        let packet = Packet {
            id: NO_NUMBER.to_owned(),
            from: school.uai,
            from_name: school.name,
            to: self.to,
            sent_at: Instant::default(),
            register: school.register,
            pupils: leaving.iter().map(|leaving| leaving.traveller.clone()).collect(),
        };
        // What the other school would refuse does not leave.
        reading::read(&writing::write(&packet)).map_err(Refusal::NotTaken)?;
        let ours = school.agreement.identity;
        let Self { output, replace, .. } = self;
        Ok(Plan { output, replace, revision, leaving, left, packet, ours, lock: None, drawn: None })
    }

    fn foresee(plan: &Plan) -> Sent {
        Sent {
            dry_run: true,
            transfer: None,
            batch: None,
            to: plan.packet.to.to_string(),
            file: plan.output.display().to_string(),
            sent: plan.leaving.len(),
            logins: plan.leaving.iter().map(|leaving| leaving.account.login.to_string()).collect(),
            with_password: plan.leaving.iter().filter(|leaving| leaving.has_password()).count(),
            left: plan.left.clone(),
            passphrase: plan.drawn.as_ref().map(|phrase| phrase.expose().to_owned()),
            uai: plan.packet.from.to_string(),
            unpublished: None,
        }
    }

    fn carry_out(mut plan: Plan, world: &mut World, store: &mut Store) -> Result<Sent> {
        let lock = plan.lock.take().ok_or(Refusal::Lock(lock::Unfit::Nothing))?;
        plan.number(world);
        let bytes = sealed::seal(&writing::write(&plan.packet), &lock)
            .map_err(|why| world::Error::CannotWrite(plan.output.clone(), why))?;
        let staged = world.stage(&plan.output, &bytes, plan.replace)?;
        world.check_interrupt()?;
        let today = world.today();
        let (transfer, batch) = store.transact(base::stamp(world), |tx| plan.write(tx, &bytes, today))?;
        let unpublished = staged.publish().err();
        let (transfer, batch) = (Some(transfer), Some(batch));
        Ok(Sent { dry_run: false, transfer, batch, unpublished, ..Self::foresee(&plan) })
    }
}

impl Plan {
    /// Who leaves.
    pub fn leaving(&self) -> &[Leaving] {
        &self.leaving
    }

    /// Who was selected and does not.
    pub fn left(&self) -> &Left {
        &self.left
    }

    /// Where they go.
    pub fn to(&self) -> &Uai {
        &self.packet.to
    }

    /// Shuts the file for the school whose key this is.
    pub fn shut_for(&mut self, key: &str) -> Result<()> {
        self.lock = Some(lock::recipient(key, &self.ours).map_err(Refusal::Lock)?);
        Ok(())
    }

    /// Shuts the file with a passphrase that both schools know.
    pub fn shut_with(&mut self, phrase: Secret) -> Result<()> {
        lock::check(&phrase).map_err(|why| Refusal::Lock(lock::Unfit::Phrase(why)))?;
        self.lock = Some(SealedFor::Passphrase(phrase));
        Ok(())
    }

    /// Shuts the file with a passphrase that is drawn now.
    pub fn shut_by_chance(&mut self, world: &mut World) {
        let phrase = lock::draw(world);
        self.lock = Some(SealedFor::Passphrase(phrase.clone()));
        self.drawn = Some(phrase);
    }

    /// Gives the packet its number and its instant.
    fn number(&mut self, world: &mut World) {
        let mut id = [0_u8; 16];
        world.rng.fill_bytes(&mut id);
        let now = world.now();
        self.packet.id = hexadecimal(&id);
        self.packet.sent_at = Instant::from(&now);
    }

    /// Everybody departs, in one transaction with the line of the transfer.
    fn write(&self, tx: &Tx<'_>, bytes: &[u8], today: jiff::civil::Date) -> Result<(i64, BatchId)> {
        tx.expect_revision(self.revision)?;
        let pupils = self.leaving.iter().map(|leaving| passenger(tx, leaving)).collect::<Result<Vec<_>>>()?;
        let (to, file) = (self.packet.to.as_str(), file_name(&self.output));
        let batch = tx.begin_batch(Action::SendTransfer, &file)?;
        let departed = self.leaving.iter().map(|leaving| departure(&leaving.known)).collect();
        let outcome = Outcome { departed, ..Outcome::default() };
        Changes { outcome: &outcome, rearmed: &[], action: Action::SendTransfer }.fill(tx, batch, today)?;
        for Leaving { account, .. } in &self.leaving {
            // What was asked for at this school is not this school's to do any more.
            tx.remove_request(account.id)?;
            tx.unpost(account.id)?;
            tx.log(&Entry::new("transfers.send", Record::Account, account.id.0, &format!("transféré vers {to}")))?;
        }
        let new = NewTransfer {
            direction: Direction::Sent,
            packet: &self.packet.id,
            uai: to,
            name: "",
            file: &file,
            content: Some(bytes),
            pupils: &pupils,
        };
        let transfer = tx.add_transfer(&new, batch)?;
        let summary = Summary { departed: Some(self.leaving.len()), to: Some(to.to_owned()), ..Summary::default() };
        tx.end_batch(batch, Action::SendTransfer, &summary)?;
        Ok((transfer, batch))
    }
}

fn departure(known: &Known) -> Departure {
    Departure { id: known.id, before: known.person.clone(), announced: None }
}

/// The account as it is now: a password chosen while the questions were asked is not the one in the file.
fn passenger(tx: &Tx<'_>, leaving: &Leaving) -> Result<Passenger> {
    let now: Option<Account> = tx.account_numbered(leaving.account.id)?;
    let now = now.filter(|now| now.version == leaving.account.version).ok_or(StoreError::Stale)?;
    Ok::<_, Error>(Passenger {
        person: Some(leaving.known.id),
        fate: Fate::Sent,
        status: Some(now.status),
        schooling: leaving.traveller.schooling(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hashing;
    use crate::domain::name;
    use crate::domain::person::{Detail, Person};
    use crate::domain::profile::Profile;
    use crate::domain::transfer;

    fn packet(family: &str, first: &str) -> Packet {
        let person = Person {
            left: Some(false),
            family_name: family.into(),
            first_name: first.into(),
            birth_date: Some(jiff::civil::date(2010, 2, 1)),
            ine: "070832327JA".into(),
            mef: Some("24025502210".into()),
            division: Some("2MELEC1".into()),
            ..Person::new(Profile::Student)
        }
        .with(Detail::Groups, "2MELEC1 G1");
        let left = transfer::Left {
            login: "zoe.nguyen-lacki".to_owned(),
            password_state: "personal".to_owned(),
            status: "active".to_owned(),
            last_login_at: None,
            hash: Some(hashing::decoy(hashing::Cost::STANDARD)),
        };
        let origin = crate::domain::origin::Origin::Other;
        Packet {
            id: "0123456789abcdef0123456789abcdef".to_owned(),
            from: "0990001N".parse().unwrap(),
            from_name: "Lycée des Tilleuls".to_owned(),
            to: "0932048W".parse().unwrap(),
            sent_at: "2026-09-01T08:00:00+02:00".to_owned().into(),
            register: "REG-14".to_owned(),
            pupils: vec![Traveller { person: Person { origin, ..person }, account: Some(left) }],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let sent = packet("N’GUYỄN-ŁĄCKI", "Zoé");
        assert_eq!(reading::read(&writing::write(&sent)), Ok(sent));
    }

    proptest::proptest! {
        /// A name that is read is the one that was written, whatever its alphabet.
        #[test]
        fn names_survive(family in "\\PC{0,60}", first in "\\PC{0,60}") {
            let sent = packet(&name::tidy(&family), &name::tidy(&first));
            if let Ok(received) = reading::read(&writing::write(&sent)) {
                proptest::prop_assert_eq!(received, sent);
            } else {
                let whole = format!("{family}{first}");
                proptest::prop_assert!(whole.trim().is_empty() || whole.contains(name::is_forbidden));
            }
        }
    }
}
