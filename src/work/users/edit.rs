//! Corrections by hand: a record, or a profile.

use serde::Serialize;

use super::{Identity, Refusal, find, refuse_inspector, write};
use crate::domain::person::{Person, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::{Known, Outcome, Update, differences};
use crate::domain::setting::Settings;
use crate::store::{BatchId, Store};
use crate::work::people::{self, Changed, Renewed};
use crate::work::{Result, UseCase};
use crate::world::World;

/// Corrects a record.
#[derive(Debug, Clone)]
pub struct Edit {
    /// A login, an INE, or first name and surname.
    pub who: String,
    pub identity: Identity,
}

/// Gives another profile.
#[derive(Debug, Clone)]
pub struct ChangeProfile {
    pub who: String,
    pub profile: Profile,
}

/// One person before and after.
pub struct Plan {
    revision: i64,
    settings: Settings,
    known: Known,
    after: Person,
    /// Who else has the new address.
    pub sharing: Vec<String>,
    /// True where a password was mailed to the old address.
    revokes: bool,
}

/// What a hand changed.
#[derive(Debug, Serialize)]
pub struct Edited {
    pub name: String,
    pub changes: Vec<Changed>,
    pub batch: Option<BatchId>,
    /// True for somebody whom SIECLE or STS-WEB knows: the next import says it again.
    #[serde(skip)]
    pub in_record: bool,
    /// Whose initial password follows the correction.
    #[serde(skip)]
    pub renewed: Vec<Renewed>,
    /// True where a password mailed to the old address opens nothing any more.
    #[serde(skip)]
    pub revoked: bool,
}

impl UseCase for Edit {
    type Plan = Plan;
    type Outcome = Edited;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let revision = store.revision()?;
        let known = find(store, &self.who)?;
        refuse_inspector(&known)?;
        let mut after = known.person.clone();
        self.identity.apply(&mut after)?;
        refuse_ine(store, &known, &after)?;
        Plan::new(store, revision, known, after)
    }

    fn foresee(plan: &Plan) -> Edited {
        plan.outcome()
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Edited> {
        plan.write(world, store)
    }
}

impl UseCase for ChangeProfile {
    type Plan = Plan;
    type Outcome = Edited;

    fn plan(self, _world: &mut World, store: &Store) -> Result<Plan> {
        let revision = store.revision()?;
        let known = find(store, &self.who)?;
        let (from, to) = (known.person.profile, self.profile);
        if matches!(to, Profile::Administrator | Profile::Inspector) || from == Profile::Inspector {
            return Err(Refusal::ProfileStays.into());
        }
        if to.is_adult() != from.is_adult() {
            return Err(Refusal::OtherAge(known.person.full_name(), from, to).into());
        }
        let after = Person { profile: to, ..known.person.clone() };
        Plan::new(store, revision, known, after)
    }

    fn foresee(plan: &Plan) -> Edited {
        plan.outcome()
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Edited> {
        plan.write(world, store)
    }
}

/// Refuses a national number that somebody else has.
fn refuse_ine(store: &Store, known: &Known, after: &Person) -> Result<()> {
    if after.ine.is_empty() || after.ine == known.person.ine {
        return Ok(());
    }
    let people = store.people()?;
    let holder = people.iter().find(|other| other.id != known.id && other.person.ine == after.ine);
    holder.map_or(Ok(()), |holder| Err(Refusal::IneTaken(holder.person.full_name()).into()))
}

impl Plan {
    fn new(store: &Store, revision: i64, known: Known, after: Person) -> Result<Self> {
        let address = after.email().unwrap_or_default();
        let moves = known.person.email().unwrap_or_default() != address;
        let sharing = if moves { people::sharing(store, address, Some(known.id))? } else { Vec::new() };
        let revokes = moves && store.was_mailed(known.id)?;
        Ok(Self { revision, settings: store.settings()?, known, after, sharing, revokes })
    }

    fn outcome(&self) -> Edited {
        Edited {
            name: self.known.person.full_name(),
            changes: differences(&self.known.person, &self.after).iter().map(Changed::from).collect(),
            batch: None,
            in_record: self.known.person.is_in_record(),
            renewed: Vec::new(),
            revoked: self.revokes,
        }
    }

    /// Nothing is written where nothing differs.
    fn write(self, world: &mut World, store: &mut Store) -> Result<Edited> {
        let edited = self.outcome();
        if edited.changes.is_empty() {
            return Ok(edited);
        }
        let fields = differences(&self.known.person, &self.after).iter().map(|change| change.field).collect();
        let update = Update {
            id: self.known.id,
            before: self.known.person,
            after: self.after,
            was_present: self.known.present,
            place: Place::default(),
            fields,
        };
        let outcome = Outcome { updated: vec![update], ..Outcome::default() };
        let (batch, renewed) = write(world, store, &self.settings, &outcome, self.revision)?;
        Ok(Edited { batch: Some(batch), renewed, ..edited })
    }
}
