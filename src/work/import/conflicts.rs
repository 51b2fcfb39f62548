//! Rows that may be somebody known, and what is decided of them.

use serde::Serialize;

use super::Refusal;
use crate::domain::origin::Origin;
use crate::domain::person::{Person, PersonId, Place};
use crate::domain::profile::Profile;
use crate::domain::roster::{Decision, Decisions, Known, Outcome, Read, Scope, Update, compare, complete, subject};
use crate::domain::setting::Settings;
use crate::sources::Wanted;
use crate::store::{Action, BatchId, Conflict, Store, Summary};
use crate::work::people::{Changes, Consequences, Renewed, concerned, rearm};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// A conflict, and its other side.
#[derive(Debug, Serialize)]
pub struct Card {
    pub id: i64,
    pub batch: BatchId,
    pub source: String,
    pub line: u32,
    pub name: String,
    pub division: String,
    pub with: Option<String>,
    /// True where the other side is somebody of the base.
    pub with_known: bool,
    pub decision: Option<Decision>,
    #[serde(skip)]
    pub row: Person,
    /// Nobody where they were erased.
    #[serde(skip)]
    pub other: Option<Person>,
}

impl Card {
    fn new(conflict: Conflict, people: &[Known]) -> Self {
        let known = conflict.known.and_then(|id| people.iter().find(|known| known.id == id));
        let other = known.map(|known| known.person.clone()).or(conflict.other);
        Self {
            id: conflict.id,
            batch: conflict.batch,
            source: conflict.source,
            line: conflict.line,
            name: conflict.row.full_name(),
            division: conflict.row.division().to_owned(),
            with: other.as_ref().map(Person::full_name),
            with_known: conflict.known.is_some(),
            decision: conflict.decision,
            row: conflict.row,
            other,
        }
    }
}

/// One conflict, or those that nobody decided, or all of them.
pub fn list(world: &World, number: Option<i64>, decided_too: bool) -> Result<Vec<Card>> {
    let store = base::open(world)?;
    let conflicts = match number {
        Some(number) => vec![find(&store, number)?],
        None => store.conflicts(decided_too)?,
    };
    let people = store.people()?;
    Ok(conflicts.into_iter().map(|conflict| Card::new(conflict, &people)).collect())
}

fn find(store: &Store, number: i64) -> Result<Conflict> {
    Ok(store.conflict(number)?.ok_or(Refusal::UnknownConflict(number))?)
}

/// Decides of a conflict, and does at once what an import of the row alone would do.
#[derive(Debug, Clone)]
pub struct Decide {
    pub number: i64,
    pub decision: Decision,
}

/// What a decision comes to.
pub struct Plan {
    conflict: Conflict,
    decision: Decision,
    settings: Settings,
    revision: i64,
    outcome: Outcome,
    consequences: Consequences,
    /// True where the same was decided before.
    again: bool,
}

/// A conflict that was decided.
#[derive(Debug, Serialize)]
pub struct Decided {
    pub conflict: i64,
    pub decision: Decision,
    pub batch: Option<BatchId>,
    pub created: usize,
    pub updated: usize,
    #[serde(skip)]
    pub again: bool,
    /// True where both rows held one INE, which neither keeps.
    #[serde(skip)]
    pub without_ine: bool,
    /// True where the row resembles somebody else too.
    #[serde(skip)]
    pub still_doubted: bool,
    /// Whose initial password follows the correction.
    #[serde(skip)]
    pub renewed: Vec<Renewed>,
    /// Whose mailed password is taken back.
    #[serde(skip)]
    pub revoked: Vec<Renewed>,
    /// Names of those whose record was corrected, before and after.
    #[serde(skip)]
    pub corrected: Vec<(String, String)>,
}

impl UseCase for Decide {
    type Plan = Plan;
    type Outcome = Decided;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let conflict = find(store, self.number)?;
        let decision = self.decision;
        let again = conflict.decision == Some(decision);
        if let Some(decided) = conflict.decision.filter(|_| !again) {
            return Err(Refusal::Decided(self.number, decided.label()).into());
        }
        let (revision, settings) = (store.revision()?, store.settings()?);
        let outcome = if again { Outcome::default() } else { outcome(store, &conflict, decision)? };
        let consequences = Consequences::of(store, &outcome, &world.now())?;
        Ok(Plan { conflict, decision, settings, revision, outcome, consequences, again })
    }

    fn foresee(plan: &Plan) -> Decided {
        let Plan { conflict, decision, outcome, .. } = plan;
        let shares =
            conflict.other.as_ref().is_some_and(|other| !other.ine.is_empty() && other.ine == conflict.row.ine);
        Decided {
            conflict: conflict.id,
            decision: *decision,
            batch: None,
            created: outcome.arrived.len(),
            updated: outcome.updated.len() + outcome.returned.len(),
            again: plan.again,
            without_ine: *decision == Decision::Two && shares,
            still_doubted: !outcome.conflicts.is_empty(),
            renewed: Vec::new(),
            revoked: plan.consequences.revoked.clone(),
            corrected: outcome.updated.iter().chain(&outcome.returned).map(renaming).collect(),
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Decided> {
        let decided = Self::foresee(&plan);
        if plan.again {
            return Ok(decided);
        }
        let Plan { conflict, decision, outcome, .. } = &plan;
        let rearmed = rearm(world, store, &plan.settings, outcome)?;
        let changes = Changes { outcome, rearmed: &rearmed, action: Action::DecideConflict };
        let summary = Summary {
            conflict: Some(conflict.id),
            decision: Some(decision.as_str().to_owned()),
            created: Some(outcome.arrived.len()),
            updated: Some(outcome.updated.len()),
            returned: Some(outcome.returned.len()),
            ..Summary::default()
        };
        let today = world.today();
        let (batch, renewed) = store.transact(base::stamp(world), |tx| {
            tx.expect_revision(plan.revision)?;
            let batch = tx.begin_batch(Action::DecideConflict, &conflict.source)?;
            tx.decide(conflict.id, *decision)?;
            let renewed = changes.fill(tx, batch, today)?;
            tx.end_batch(batch, Action::DecideConflict, &summary)?;
            Ok::<_, Error>((batch, renewed))
        })?;
        Ok(Decided { batch: Some(batch), renewed, ..decided })
    }
}

fn renaming(update: &Update) -> (String, String) {
    (update.before.full_name(), update.after.full_name())
}

/// What an import of the rows that the decision lets in would do.
fn outcome(store: &Store, conflict: &Conflict, decision: Decision) -> Result<Outcome> {
    let mut decisions = store.decisions()?;
    let rows = rows(store, conflict, decision)?;
    let known = concerned(store, wanted(store, conflict)?)?;
    if let Some(person) = conflict.known {
        if decision != Decision::Ignore {
            check_open(conflict, &rows, &known, &decisions)?;
        }
        decisions.of_known(&subject(&conflict.row), person, decision);
    }
    Ok(compare(&known, rows, &[], Scope::Partial, &decisions))
}

/// Among whom the row is to be recognised.
fn wanted(store: &Store, conflict: &Conflict) -> Result<Wanted> {
    Ok(match conflict.row.origin {
        Origin::Sts => Wanted::Staff,
        // A pupil of another school is no adult of this one.
        Origin::Other if conflict.row.profile == Profile::Student && !is_with_adult(store, conflict)? => Wanted::Pupils,
        Origin::Other => Wanted::People { staff: false },
        Origin::Siecle | Origin::Candidates => Wanted::Pupils,
    })
}

fn is_with_adult(store: &Store, conflict: &Conflict) -> Result<bool> {
    let people = store.people()?;
    Ok(people.iter().any(|known| Some(known.id) == conflict.known && known.person.profile.is_adult()))
}

/// Refuses to replay an old row: whoever it was may have come in otherwise since.
fn check_open(conflict: &Conflict, rows: &[Read], known: &[Known], decisions: &Decisions) -> Result<()> {
    let now = compare(known, rows.to_vec(), &[], Scope::Partial, decisions);
    let mut others = now.matched.iter().flatten().filter(|found: &&PersonId| Some(**found) != conflict.known);
    let found = others.next().and_then(|id| known.iter().find(|known| known.id == *id));
    found.map_or(Ok(()), |found| Err(Refusal::Settled(conflict.id, found.person.full_name()).into()))
}

/// The rows that the decision lets in.
fn rows(store: &Store, conflict: &Conflict, decision: Decision) -> Result<Vec<Read>> {
    let place = Place { file: 0, line: conflict.line };
    let mut row = conflict.row.clone();
    let people = match (decision, conflict.other.clone()) {
        (Decision::Ignore, Some(other)) if !is_disputed(store, conflict, &other)? => vec![other],
        (Decision::Ignore, _) => Vec::new(),
        (_, None) => vec![row],
        (Decision::Same, Some(mut other)) => {
            complete(&mut other, &row);
            vec![other]
        }
        (Decision::Two, Some(mut other)) => {
            // Nobody knows whose the shared number is.
            if row.ine == other.ine {
                row.ine = Default::default();
                other.ine = Default::default();
            }
            if row.number == other.number {
                row.number = Default::default();
                other.number = Default::default();
            }
            vec![row, other]
        }
    };
    Ok(people.into_iter().map(|person| Read { person, place }).collect())
}

/// True where another conflict, which nobody decided yet, is about the same row.
fn is_disputed(store: &Store, conflict: &Conflict, row: &Person) -> Result<bool> {
    let wanted = subject(row);
    let open = store.conflicts(false)?;
    let mut others = open.iter().filter(|other| other.id != conflict.id);
    Ok(others.any(|open| subject(&open.row) == wanted || open.other.as_ref().is_some_and(|row| subject(row) == wanted)))
}
