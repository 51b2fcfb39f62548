//! How one line was read, whom it matches, and what would be done with it.

use super::{Import, Plan, Refusal};
use crate::domain::identity::{Agreement, agreements};
use crate::domain::person::Place;
use crate::domain::roster::{Over, Why, differences, merged};
use crate::sources::aside::Aside;
use crate::sources::export::{Explained, LineUse};
use crate::sources::findings::Reason;
use crate::sources::header::Field;
use crate::work::{Result, base};
use crate::world::World;

/// A line, explained.
#[derive(Debug)]
pub struct Explanation {
    /// Name of the file, and how its rows are numbered.
    pub file: String,
    pub unit: &'static str,
    pub line: u32,
    /// Label of each filled cell, the field that it gives, and the cell.
    pub cells: Vec<(String, Option<Field>, String)>,
    /// Where the person was read first, if this line repeats them.
    pub repeats: Option<String>,
    pub treatment: Treatment,
    /// Who resembles it, and in what.
    pub compared: Vec<(String, [(&'static str, Agreement); 4])>,
    /// What would change, in words.
    pub changes: Vec<String>,
}

/// What would be done with a line; names of whom it is about.
#[derive(Debug)]
pub enum Treatment {
    Rejected(Reason),
    /// It is nobody.
    Aside(Aside),
    /// It is of the establishment of this code.
    Elsewhere(String),
    Created,
    Updated(String),
    Returned(String),
    Leaving(String),
    Unchanged(String),
    /// May be somebody known, and why that is not sure.
    Doubted(String, Why),
    /// Shares something with another row: who that is, and where.
    Clashing {
        over: Over,
        other: String,
        place: String,
    },
    /// Somebody decided not to use it.
    Ignored,
}

/// Explains a line of one file; writes nothing.
pub fn explain(world: &mut World, request: Import, line: u32) -> Result<Explanation> {
    let store = base::opened(world, base::Needs::OrNew, false)?;
    let plan = request.decide(world, &store, Some(line))?;
    let Some(file) = plan.reading.files.first() else { return Err(nobody(&plan, line).into()) };
    let Some(explained) = &file.export.explained else { return Err(nobody(&plan, line).into()) };
    let mut explanation = Explanation {
        file: file.name.clone(),
        unit: file.export.unit.label(),
        line: explained.line,
        cells: explained.cells.clone(),
        repeats: None,
        treatment: Treatment::Ignored,
        compared: Vec::new(),
        changes: Vec::new(),
    };
    explanation.judge(&plan, explained);
    Ok(explanation)
}

fn nobody(plan: &Plan, line: u32) -> Refusal {
    let file = plan.reading.files.first();
    Refusal::NobodyAt {
        file: plan.reading.names(),
        unit: file.map_or("ligne", |file| file.export.unit.label()),
        line,
        is_xml: plan.reading.is_xml(),
    }
}

impl Explanation {
    fn judge(&mut self, plan: &Plan, explained: &Explained) {
        if let LineUse::Rejected(reason) = &explained.used {
            self.treatment = Treatment::Rejected(reason.clone());
            return;
        }
        if let LineUse::Aside(aside) = explained.used {
            self.treatment = Treatment::Aside(aside);
            return;
        }
        if let LineUse::Elsewhere(school) = &explained.used {
            self.treatment = Treatment::Elsewhere(school.clone());
            return;
        }
        if let LineUse::Repeats(_) = explained.used {
            let first = plan.watched.as_ref().map(|watched| plan.reading.place(watched.row.place));
            self.repeats = Some(first.unwrap_or_default());
        }
        match &plan.watched {
            Some(_) => self.judge_used(plan),
            None => self.judge_disputed(plan),
        }
    }

    /// A row that was compared with the base.
    fn judge_used(&mut self, plan: &Plan) {
        let Some(watched) = &plan.watched else { return };
        let (outcome, at) = (&plan.outcome, watched.row.place);
        if outcome.arrived.iter().any(|row| row.place == at) {
            self.treatment = Treatment::Created;
            return;
        }
        let Some(known) = &watched.known else { return };
        let name = known.person.full_name();
        let announces = |announced: &Option<(Place, _)>| announced.as_ref().is_some_and(|(place, _)| *place == at);
        self.compared = vec![(name.clone(), agreements(&known.person, &watched.row.person))];
        let changes = differences(&known.person, &merged(known, &watched.row.person));
        self.changes = changes.iter().map(ToString::to_string).collect();
        self.treatment = if outcome.updated.iter().any(|update| update.place == at) {
            Treatment::Updated(name)
        } else if outcome.returned.iter().any(|update| update.place == at) {
            Treatment::Returned(name)
        } else if outcome.departed.iter().any(|departure| announces(&departure.announced)) {
            Treatment::Leaving(name)
        } else if let Some(doubt) = outcome.conflicts.iter().find(|doubt| doubt.row.place == at) {
            Treatment::Doubted(name, doubt.why.clone())
        } else {
            Treatment::Unchanged(name)
        };
    }

    /// A row that shares a number with another one.
    fn judge_disputed(&mut self, plan: &Plan) {
        let reading = &plan.reading;
        let at = |place: Place| Some(place) == reading.watched;
        let pair = reading.clashing.iter().find(|pair| at(pair.row.place) || at(pair.other.place));
        let Some(pair) = pair else { return };
        let (one, other) = if at(pair.row.place) { (&pair.row, &pair.other) } else { (&pair.other, &pair.row) };
        let name = other.person.full_name();
        self.compared = vec![(name.clone(), agreements(&other.person, &one.person))];
        self.treatment = Treatment::Clashing { over: pair.over, other: name, place: reading.place(other.place) };
    }
}
