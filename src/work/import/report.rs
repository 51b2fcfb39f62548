//! What an import came to: totals, every row that was not simply used, and what followed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::{Plan, reading};
use crate::domain::roster::{Read, Scope, Update, differences};
use crate::french::day_of;
use crate::sources::Wanted;
use crate::store::{BatchId, Summary};
use crate::work::accounts::create::Created;
use crate::work::loss::Loss;
use crate::work::people::{Changed, Renewed};
use crate::work::slips::generate::Generated;
use crate::work::{Error, base};

/// What became of every row: `read` = created + updated + unchanged + returned + leaving + repeated + completed + ignored +
/// rejected + conflicts.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Totals {
    pub read: usize,
    pub created: usize,
    pub updated: usize,
    pub unchanged: usize,
    pub returned: usize,
    /// Everybody who leaves, those whom a row announces included.
    pub departed: usize,
    pub leaving: usize,
    pub repeated: usize,
    pub completed: usize,
    pub ignored: usize,
    pub rejected: usize,
    pub conflicts: usize,
}

/// An import, done or foreseen.
#[derive(Debug, Serialize)]
pub struct Imported {
    #[serde(flatten)]
    pub totals: Totals,
    pub source: &'static str,
    /// Names of the files.
    pub file: String,
    pub family: &'static str,
    pub encoding: &'static str,
    pub delimiter: char,
    pub dry_run: bool,
    pub partial: bool,
    /// How many people changed, field by field.
    pub changed_fields: BTreeMap<&'static str, usize>,
    pub changes: Vec<Change>,
    pub warnings: Vec<String>,
    pub rejects: Vec<Rejected>,
    pub conflict_rows: Vec<InConflict>,
    pub accounts_created: usize,
    pub batch: Option<BatchId>,
    pub uai: Option<String>,
    #[serde(skip)]
    pub wanted: Wanted,
    /// Name under which the columns are kept.
    #[serde(skip)]
    pub saved_as: Option<String>,
    /// Rows that are not people, titles again, totals, footers, remarks, or are of another establishment.
    pub left_out: usize,
    /// What corrected birth dates and returns cost.
    pub loss: Loss,
    #[serde(skip)]
    pub renewed: Vec<Renewed>,
    /// Whose mailed password is taken back.
    #[serde(skip)]
    pub revoked: Vec<Renewed>,
    /// The files of rejected rows.
    #[serde(skip)]
    pub reject_files: Vec<PathBuf>,
    /// True where accounts, or slips, were asked for too.
    #[serde(skip)]
    pub accounts_follow: bool,
    #[serde(skip)]
    pub slips_follow: bool,
    #[serde(skip)]
    pub following: Following,
    #[serde(skip)]
    pub followed: Followed,
}

/// How much would follow an import that is tried.
#[derive(Debug, Clone, Copy, Default)]
pub struct Following {
    pub accounts: usize,
    pub slips: usize,
}

/// What followed an import.
#[derive(Debug, Default)]
pub struct Followed {
    pub accounts: Option<Created>,
    pub slips: Option<Generated>,
    /// What stopped it.
    pub failed: Option<Error>,
}

/// Somebody whose record changed.
#[derive(Debug, Serialize)]
pub struct Change {
    pub line: u32,
    pub name: String,
    pub fields: Vec<Changed>,
}

/// A row that was not used.
#[derive(Debug, Serialize)]
pub struct Rejected {
    pub file: String,
    pub line: u32,
    pub name: String,
    pub reason: String,
}

/// A row of which somebody must decide.
#[derive(Debug, Serialize)]
pub struct InConflict {
    pub line: u32,
    pub name: String,
    pub with: String,
}

impl Totals {
    /// Counts what a plan comes to.
    pub fn new(plan: &Plan) -> Self {
        let (outcome, reading) = (&plan.outcome, &plan.reading);
        Self {
            read: reading.rows(),
            created: outcome.arrived.len(),
            updated: outcome.updated.len(),
            unchanged: outcome.unchanged,
            returned: outcome.returned.len(),
            departed: outcome.departed.len(),
            leaving: outcome.leaving(),
            repeated: reading.repeated(),
            completed: reading.completed(),
            ignored: outcome.ignored + reading.ignored.len(),
            rejected: reading.rejected(),
            conflicts: outcome.conflicts.len() + reading.disputed.len(),
        }
    }

    /// True where the base stays as it is.
    pub fn changes_nothing(&self) -> bool {
        self.created + self.updated + self.returned + self.departed == 0
    }

    /// The same, as the batch keeps them.
    pub fn summary(&self) -> Summary {
        Summary {
            read: Some(self.read),
            created: Some(self.created),
            updated: Some(self.updated),
            unchanged: Some(self.unchanged),
            returned: Some(self.returned),
            departed: Some(self.departed),
            leaving: Some(self.leaving),
            repeated: Some(self.repeated),
            ignored: Some(self.ignored),
            rejected: Some(self.rejected),
            conflicts: Some(self.conflicts),
            ..Summary::default()
        }
    }
}

impl Imported {
    /// What carrying a plan out would come to.
    pub fn new(plan: &Plan) -> Self {
        let first = plan.reading.files.first().map(|file| &file.export);
        Self {
            totals: Totals::new(plan),
            source: plan.source,
            file: plan.reading.names(),
            family: first.map_or("", |export| export.family.as_str()),
            encoding: first.map_or("", |export| export.alphabet),
            delimiter: first.map_or(';', |export| char::from(export.delimiter)),
            dry_run: true,
            partial: plan.scope == Scope::Partial,
            changed_fields: changed_fields(&plan.outcome.updated),
            changes: plan.outcome.updated.iter().map(Change::from).collect(),
            warnings: plan.reading.files.iter().flat_map(warnings).chain(overruled(plan)).chain(erased(plan)).collect(),
            rejects: plan.reading.files.iter().flat_map(rejects).collect(),
            conflict_rows: conflict_rows(plan),
            accounts_created: plan.following.accounts,
            batch: None,
            uai: base::uai(&plan.settings),
            wanted: plan.wanted,
            saved_as: plan.mapping.as_ref().map(|(name, _)| name.clone()),
            left_out: plan.reading.left_out(),
            loss: plan.consequences.loss,
            renewed: plan.consequences.renewed.clone(),
            revoked: plan.consequences.revoked.clone(),
            reject_files: Vec::new(),
            accounts_follow: plan.then.accounts,
            slips_follow: plan.then.slips.is_some(),
            following: plan.following,
            followed: Followed::default(),
        }
    }
}

impl From<&Update> for Change {
    fn from(update: &Update) -> Self {
        Self {
            line: update.place.line,
            name: update.before.full_name(),
            fields: differences(&update.before, &update.after).iter().map(Changed::from).collect(),
        }
    }
}

fn changed_fields(updated: &[Update]) -> BTreeMap<&'static str, usize> {
    let mut fields = BTreeMap::new();
    for field in updated.iter().flat_map(|update| &update.fields) {
        *fields.entry(field.key()).or_default() += 1;
    }
    fields
}

fn warnings(file: &reading::File) -> impl Iterator<Item = String> {
    let unit = file.export.unit.label();
    file.export
        .notices
        .iter()
        .map(move |notice| format!("{}, {unit} {}, {} : {}", file.name, notice.line, notice.name, notice.about))
}

/// What a list of candidates says otherwise than the school's record.
pub fn overruled(plan: &Plan) -> impl Iterator<Item = String> {
    plan.outcome.overruled.iter().map(|one| format!("ligne {}, {} : {one}", one.row.place.line, one.known.full_name()))
}

/// Those whom this base erased, and who are in the list again.
pub fn erased(plan: &Plan) -> impl Iterator<Item = String> {
    plan.erased.iter().map(|one| {
        let (line, name, day) = (one.line, &one.name, day_of(&one.at));
        format!("ligne {line}, {name} : cette personne a été effacée le {day}, vérifiez qu’elle est bien revenue")
    })
}

fn rejects(file: &reading::File) -> impl Iterator<Item = Rejected> {
    file.export.rejects.iter().map(|reject| Rejected {
        file: file.name.clone(),
        line: reject.line,
        name: reject.person.full_name(),
        reason: reject.reason.to_string(),
    })
}

fn conflict_rows(plan: &Plan) -> Vec<InConflict> {
    let row = |one: &Read, with: String| InConflict { line: one.place.line, name: one.person.full_name(), with };
    let with_base = plan.outcome.conflicts.iter().map(|doubt| row(&doubt.row, doubt.known.person.full_name()));
    let in_files = plan.reading.clashing.iter().flat_map(|pair| {
        [row(&pair.row, pair.other.person.full_name()), row(&pair.other, pair.row.person.full_name())]
    });
    with_base.chain(in_files).collect()
}
