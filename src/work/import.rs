//! Files of people into the base: read, compared, written; what follows from them; taking it back.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::domain::date::Order;
use crate::domain::instant::Instant;
use crate::domain::origin::Origin;
use crate::domain::person::PersonId;
use crate::domain::roster::{
    Alarm, Known, Outcome, Read, Scope, Shift, changes_identity, compare, guard, guard_identities,
};
use crate::domain::setting::Settings;
use crate::domain::uai::Uai;
use crate::sources::{self, Wanted, workbook};
use crate::store::{Batch, BatchId, Mapping, Obstacle, Store};
use crate::work::people::{Consequences, concerned};
use crate::work::rgpd::memory::Recall;
use crate::work::{Error, Result, UseCase, base};
use crate::world::{self, World};

pub mod columns;
pub mod conflicts;
pub mod explain;
pub mod guess;
pub mod history;
pub mod movements;
pub mod reading;
pub mod report;
pub mod template;
pub mod undo;
mod write;

use columns::Columns;
use movements::Movements;
use reading::{Look, Reading};
use report::{Following, Imported};

/// Why nothing was imported, or put back.
#[derive(Debug)]
pub enum Refusal {
    /// Too many would leave, and the limit that was asked for, in percent.
    Departures {
        alarm: Alarm,
        limit: Option<f64>,
        wanted: Wanted,
    },
    /// Too many would be known by something else; where that is seen, and the limit that was asked for, in percent.
    Identities {
        shift: Box<Shift>,
        place: String,
        limit: Option<f64>,
        wanted: Wanted,
    },
    /// No mapping has this name; those that there are.
    UnknownMapping(String, Vec<String>),
    /// The file of rejected rows cannot be written.
    Rejects(world::Error),
    /// Nobody begins at this line of the file.
    NobodyAt {
        file: String,
        unit: &'static str,
        line: u32,
        is_xml: bool,
    },
    UnknownConflict(i64),
    /// A conflict that was decided otherwise, and how.
    Decided(i64, &'static str),
    /// A conflict that is none any more: who is in the base since.
    Settled(i64, String),
    UnknownBatch(i64),
    /// No batch is left that could be undone.
    NothingToUndo,
    /// A batch that was undone, and by which.
    Undone(BatchId, BatchId),
    /// The batch that set the base up.
    SetUp(BatchId),
    /// What it takes to undo it is not kept.
    NotKept(BatchId),
    /// Only the head lets an inspector in again.
    Inspector,
    /// A batch, whom later ones touched, and these batches.
    InTheWay(Box<Batch>, Vec<Obstacle>, Vec<Batch>),
}

/// Files of people.
#[derive(Debug, Clone)]
pub struct Import {
    pub wanted: Wanted,
    /// What the report calls where they come from.
    pub source: &'static str,
    pub files: Vec<PathBuf>,
    pub columns: Columns,
    /// The establishment whose rows are read; ours where nobody says.
    pub school: Option<Uai>,
    /// Which of day and month stands first in dates.
    pub order: Order,
    /// The sheet of a workbook that is read, where it has several lists.
    pub sheet: Option<String>,
    pub departures: Departures,
    /// People who may be known by something else, in percent.
    pub changes: Option<f64>,
    /// The file of rejected rows; beside the file that was read where nobody says.
    pub rejects: Option<PathBuf>,
    /// A page of every change, and whether it is opened.
    pub page: Option<(PathBuf, bool)>,
    /// Files that are written may replace others.
    pub replace: bool,
    pub then: Then,
}

/// Who leaves with a file.
#[derive(Debug, Clone, Copy, Default)]
pub struct Departures {
    /// The file is not the whole school.
    pub partial: bool,
    /// Departures accepted, in percent.
    pub limit: Option<f64>,
    /// The file opens a school year: nobody counts the departures.
    pub new_year: bool,
    /// The school year that the user insists on.
    pub year: Option<i16>,
}

/// What follows an import in the same run.
#[derive(Debug, Clone, Default)]
pub struct Then {
    /// Everybody who is due gets an account.
    pub accounts: bool,
    /// The file of their slips.
    pub slips: Option<PathBuf>,
    /// True where all of it is only tried: it is spent on a copy of the base.
    pub tried: bool,
}

/// What was read, and what it comes to.
pub struct Plan {
    pub wanted: Wanted,
    source: &'static str,
    /// The files of rejected rows to write: where, and what.
    rejects: Vec<(PathBuf, Vec<u8>)>,
    /// The page to write, and whether it is opened.
    pub page: Option<(PathBuf, bool)>,
    pub replace: bool,
    then: Then,
    settings: Settings,
    /// Number of the last batch when it was decided.
    revision: i64,
    pub scope: Scope,
    pub reading: Reading,
    pub outcome: Outcome,
    /// Name and columns of the mapping to save.
    mapping: Option<(String, Mapping)>,
    alarm: Option<(Alarm, Option<f64>)>,
    shift: Option<(Shift, Option<f64>)>,
    /// People with an account, who would have another INE or another birth date.
    pub identities: usize,
    /// What a new school year does to each division.
    pub movements: Option<Movements>,
    /// Those whom this school sent to another one, and whom its own record still holds.
    pub transferred: Vec<Transferred>,
    /// Those who were erased, and are in the list again.
    pub erased: Vec<Erased>,
    /// What passwords become.
    pub consequences: Consequences,
    /// What would follow, where it is only tried.
    following: Following,
    /// Logins of those whose name changes.
    pub renamed: HashMap<PersonId, String>,
    /// The row that is to be explained, and whom it matches.
    watched: Option<Watched>,
}

/// Somebody who comes back though another school received them.
pub struct Transferred {
    pub name: String,
    /// Code of the other school, and number of the transfer.
    pub to: String,
    pub transfer: i64,
}

/// Somebody who arrives though this base erased them.
pub struct Erased {
    pub line: u32,
    pub name: String,
    pub at: Instant,
}

struct Watched {
    row: Read,
    known: Option<Known>,
}

impl UseCase for Import {
    type Plan = Plan;
    type Outcome = Imported;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let plan = self.decide(world, store, None)?;
        // What cannot be imported is followed by nothing.
        let following = match plan.then.tried && plan.alarm.is_none() && plan.shift.is_none() {
            true => write::rehearse(&plan, world, store)?,
            false => Following::default(),
        };
        Ok(Plan { following, ..plan })
    }

    fn objection(plan: &Plan) -> Option<Error> {
        let wanted = plan.wanted;
        if let Some((shift, limit)) = plan.shift.clone() {
            let place = plan.reading.place(shift.example.0);
            return Some(Refusal::Identities { shift: Box::new(shift), place, limit, wanted }.into());
        }
        let (alarm, limit) = plan.alarm.clone()?;
        Some(Refusal::Departures { alarm, limit, wanted }.into())
    }

    fn foresee(plan: &Plan) -> Imported {
        Imported::new(plan)
    }

    /// The people are one transaction; accounts and slips are others, and what stops them is told.
    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Imported> {
        write::write(&plan, world, store)
    }
}

/// The sheets of a workbook that are lists, where there are several; none for other files.
pub fn sheets(world: &mut World, file: &Path) -> Result<Vec<String>> {
    let bytes = world.read(file, sources::MAX_BYTES)?;
    if !workbook::is_workbook(&bytes) {
        return Ok(Vec::new());
    }
    match workbook::read(&bytes, None, &[]) {
        Err(sources::Error::SeveralSheets { sheets }) => Ok(sheets),
        // What else may be wrong is told where the file is read.
        _ => Ok(Vec::new()),
    }
}

impl Import {
    /// Reads and compares; `watched` is a line to be explained.
    fn decide(self, world: &mut World, store: &Store, watched: Option<u32>) -> Result<Plan> {
        let settings = store.settings()?;
        self.then.check(world, &settings, self.replace)?;
        let pairs = self.columns.pairs(store)?;
        let (revision, decisions) = (store.revision()?, store.decisions()?);
        let year = self.departures.year;
        let (order, sheet) = (self.order, self.sheet.as_deref());
        let uai = self.school.clone().or_else(|| settings.uai());
        let look = Look { wanted: self.wanted, uai, year, mapping: &pairs, order, sheet, watched };
        let known = concerned(store, self.wanted)?;
        let (mut reading, mut rows) = Reading::of(world, &self.files, &look)?;
        reading.settle(&mut rows, &decisions, &known);
        let rejects = reading.reject_files(world, self.rejects.as_deref(), self.replace);
        for (path, _) in &rejects {
            world.check_writable(path, self.replace).map_err(Refusal::Rejects)?;
        }
        let outputs = rejects.iter().map(|(path, _)| path).chain(self.then.slips.as_ref());
        if let Some((page, _)) = &self.page {
            world.check_file(page)?;
            world.check_writable(page, self.replace)?;
            world.check_distinct(&outputs.map(PathBuf::as_path).chain([page.as_path()]).collect::<Vec<_>>())?;
        }
        let scope = match self.record() {
            Some(origin) if !reading.is_part() => Scope::Whole(origin),
            _ => Scope::Partial,
        };
        let at = rows.iter().position(|row| Some(row.place) == reading.watched);
        let row = at.map(|at| rows[at].clone());
        let set_aside = [reading.set_aside(), reading.near_rejects(&known)].concat();
        let outcome = compare(&known, rows, &set_aside, scope, &decisions);
        let watched = at.zip(row).map(|(at, row)| Watched { known: outcome.whom(at, &row, &known).cloned(), row });
        // A part of the school makes nobody leave but those whom it says to be gone: they count too.
        let alarm = match self.origin() {
            Some(origin) if !self.departures.new_year => guard(&known, &outcome, origin, self.departures.limit).err(),
            _ => None,
        };
        Ok(Plan {
            wanted: self.wanted,
            source: self.source,
            rejects,
            page: self.page,
            replace: self.replace,
            then: self.then,
            settings,
            revision,
            scope,
            alarm: alarm.map(|alarm| (alarm, self.departures.limit)),
            shift: guard_identities(&known, &outcome, self.changes).err().map(|shift| (shift, self.changes)),
            identities: identities(store, &outcome)?,
            movements: self.departures.new_year.then(|| movements::of(&known, &outcome)),
            transferred: transferred(store, &outcome)?,
            erased: erased(store, &outcome)?,
            consequences: Consequences::of(store, &outcome, &world.now())?,
            following: Following::default(),
            renamed: renamed(store, &outcome)?,
            mapping: self.columns.to_save(&pairs),
            reading,
            outcome,
            watched,
        })
    }

    /// Only the school's own record, and the whole of it, can tell that whoever is absent left.
    fn record(&self) -> Option<Origin> {
        self.origin().filter(|_| !self.departures.partial)
    }

    /// The record from which the people come.
    fn origin(&self) -> Option<Origin> {
        match self.wanted {
            Wanted::Pupils => Some(Origin::Siecle),
            Wanted::Staff => Some(Origin::Sts),
            Wanted::Candidates | Wanted::People { .. } => None,
        }
    }
}

impl Then {
    /// What follows must be possible before anything is imported.
    fn check(&self, world: &World, settings: &Settings, replace: bool) -> Result<()> {
        if self.accounts || self.slips.is_some() {
            base::require(settings)?;
        }
        let Some(path) = &self.slips else { return Ok(()) };
        Ok(world.check_file(path).and(world.check_writable(path, replace))?)
    }
}

fn transferred(store: &Store, outcome: &Outcome) -> Result<Vec<Transferred>> {
    let mut transferred = Vec::new();
    for update in &outcome.returned {
        let name = update.before.full_name();
        let sent = store.sent_away(update.id)?;
        transferred.extend(sent.map(|sent| Transferred { name, to: sent.uai, transfer: sent.id }));
    }
    Ok(transferred)
}

fn erased(store: &Store, outcome: &Outcome) -> Result<Vec<Erased>> {
    let Some(recall) = Recall::of(store)? else { return Ok(Vec::new()) };
    let arrived = outcome.arrived.iter().filter_map(|read| {
        let at = recall.erased_at(&read.person)?.clone();
        Some(Erased { line: read.place.line, name: read.person.full_name(), at })
    });
    Ok(arrived.collect())
}

/// How many people with an account would have another INE or another birth date.
fn identities(store: &Store, outcome: &Outcome) -> Result<usize> {
    let mut changed = 0;
    for update in outcome.updated.iter().chain(&outcome.returned) {
        let changes = changes_identity(&update.before, &update.after);
        changed += usize::from(changes && store.account_of(update.id)?.is_some());
    }
    Ok(changed)
}

fn renamed(store: &Store, outcome: &Outcome) -> Result<HashMap<PersonId, String>> {
    let mut renamed = HashMap::new();
    for update in outcome.updated.iter().chain(&outcome.returned).filter(|update| update.renames()) {
        let account = store.account_of(update.id)?;
        renamed.extend(account.map(|account| (update.id, account.login.to_string())));
    }
    Ok(renamed)
}
