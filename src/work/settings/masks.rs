//! The labels of the scenario forms, changed and put back one by one or all together.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use serde::Serialize;

use super::{BadLabel, Refusal};
use crate::domain::forms::{self, Form};
use crate::sources::settings_file::{self, Label};
use crate::store::{Store, Tx};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// Largest file of labels read.
const MAX_BYTES: usize = 4 << 20;

/// A diploma and the labels that apply.
#[derive(Debug, Serialize)]
pub struct Mask {
    pub diploma: &'static str,
    pub title: &'static str,
    pub labels: BTreeMap<&'static str, String>,
    /// Fields whose label is not the one that ships.
    pub changed: Vec<&'static str>,
    /// Field, label, and the one that ships where it is another; in the order of the form.
    #[serde(skip)]
    pub fields: Vec<(&'static str, String, &'static str)>,
}

/// The labels that were changed, by diploma and field.
type Own = HashMap<(String, String), String>;

fn own(store: &Store) -> Result<Own> {
    Ok(store.masks()?.into_iter().map(|(diploma, field, label)| ((diploma, field), label)).collect())
}

fn label<'a>(own: &'a Own, form: &Form, field: &forms::FormField) -> Option<&'a str> {
    own.get(&(form.code.to_owned(), field.name.to_owned())).map(String::as_str)
}

impl Mask {
    fn new(own: &Own, form: &Form) -> Self {
        let text = |field: &forms::FormField| label(own, form, field).unwrap_or(field.label).to_owned();
        let is_changed = |field: &forms::FormField| label(own, form, field).is_some();
        Self {
            diploma: form.code,
            title: form.title,
            labels: form.fields.iter().map(|field| (field.name, text(field))).collect(),
            changed: form.fields.iter().filter(|field| is_changed(field)).map(|field| field.name).collect(),
            fields: form
                .fields
                .iter()
                .map(|field| (field.name, text(field), if is_changed(field) { field.label } else { "" }))
                .collect(),
        }
    }
}

/// Every diploma.
pub fn list(world: &World) -> Result<Vec<Mask>> {
    let own = own(&base::open(world)?)?;
    Ok(forms::all().iter().map(|form| Mask::new(&own, form)).collect())
}

/// One diploma.
pub fn show(world: &World, diploma: &str) -> Result<Mask> {
    let own = own(&base::open(world)?)?;
    Ok(Mask::new(&own, &find(diploma)?))
}

fn find(diploma: &str) -> Result<Form> {
    Ok(forms::find(diploma).ok_or_else(|| Refusal::UnknownDiploma(diploma.to_owned()))?)
}

fn find_field(form: &Form, name: &str) -> Result<forms::FormField> {
    let found = form.fields.iter().find(|field| field.name == name).copied();
    Ok(found.ok_or_else(|| {
        let names = form.fields.iter().map(|field| field.name.to_owned()).collect();
        Refusal::UnknownField(form.code.to_owned(), name.to_owned(), names)
    })?)
}

/// One label.
#[derive(Debug, Clone)]
pub struct SetLabel {
    pub diploma: String,
    pub field: String,
    pub label: String,
}

/// A label that applies.
#[derive(Debug, Clone, Serialize)]
pub struct Labelled {
    pub diploma: &'static str,
    pub field: &'static str,
    pub label: String,
    /// `None` where it is the one that ships.
    #[serde(skip)]
    own: Option<String>,
}

impl UseCase for SetLabel {
    type Plan = Labelled;
    type Outcome = Labelled;

    fn plan(self, _world: &mut World, _store: &Store) -> Result<Labelled> {
        let form = find(&self.diploma)?;
        let field = find_field(&form, &self.field)?;
        let label = forms::read_label(&self.label).ok_or(Refusal::BadLabel)?;
        let own = Some(label.clone()).filter(|label| label != field.label);
        Ok(Labelled { diploma: form.code, field: field.name, label, own })
    }

    fn foresee(plan: &Labelled) -> Labelled {
        plan.clone()
    }

    fn carry_out(plan: Labelled, world: &mut World, store: &mut Store) -> Result<Labelled> {
        let own = plan.own.as_deref();
        store.transact(base::stamp(world), |tx| tx.set_mask(plan.diploma, plan.field, own).map_err(Error::from))?;
        Ok(plan)
    }
}

/// Labels back to those that ship: of a field, of a diploma, or all.
#[derive(Debug, Clone)]
pub struct ResetLabels {
    pub diploma: Option<String>,
    pub field: Option<String>,
}

/// Labels that will be put back.
pub struct ResetPlan {
    pub all: bool,
    concerned: Vec<(String, String)>,
}

/// Labels put back.
#[derive(Debug, Serialize)]
pub struct LabelsReset {
    pub reset: usize,
}

impl UseCase for ResetLabels {
    type Plan = ResetPlan;
    type Outcome = LabelsReset;

    fn plan(self, _world: &mut World, store: &Store) -> Result<ResetPlan> {
        let form = self.diploma.as_deref().map(find).transpose()?;
        let field = match (&form, &self.field) {
            (Some(form), Some(name)) => Some(find_field(form, name)?.name),
            _ => None,
        };
        let masks = store.masks()?.into_iter().map(|(diploma, name, _)| (diploma, name));
        let concerned = masks.filter(|(diploma, name)| {
            form.as_ref().is_none_or(|form| form.code == diploma) && field.is_none_or(|field| field == name)
        });
        Ok(ResetPlan { all: form.is_none(), concerned: concerned.collect() })
    }

    fn foresee(plan: &ResetPlan) -> LabelsReset {
        LabelsReset { reset: plan.concerned.len() }
    }

    fn carry_out(plan: ResetPlan, world: &mut World, store: &mut Store) -> Result<LabelsReset> {
        if !plan.concerned.is_empty() {
            store.transact(base::stamp(world), |tx| {
                plan.concerned.iter().try_for_each(|(diploma, name)| tx.set_mask(diploma, name, None))?;
                Ok::<_, Error>(())
            })?;
        }
        Ok(Self::foresee(&plan))
    }
}

/// One label that a file changes.
#[derive(Debug, Clone)]
pub struct LabelChange {
    pub diploma: &'static str,
    pub field: &'static str,
    pub before: String,
    pub after: String,
    /// `None` where it becomes the one that ships.
    own: Option<String>,
}

/// What labels of a file change.
pub fn changes(store: &Store, labels: &[Label]) -> Result<std::result::Result<Vec<LabelChange>, BadLabel>> {
    let own = own(store)?;
    let change = |(diploma, field, typed): &Label| {
        let form = forms::find(diploma).ok_or_else(|| BadLabel::UnknownDiploma(diploma.clone()))?;
        let found = form.fields.iter().find(|known| known.name == field).copied();
        let field = found.ok_or_else(|| BadLabel::UnknownField(form.code.to_owned(), field.clone()))?;
        let refused = || BadLabel::Refused(form.code.to_owned(), field.name.to_owned());
        let after = forms::read_label(typed).ok_or_else(refused)?;
        let before = label(&own, &form, &field).unwrap_or(field.label).to_owned();
        let own = Some(after.clone()).filter(|label| label != field.label);
        Ok(LabelChange { diploma: form.code, field: field.name, before, after, own })
    };
    let all: std::result::Result<Vec<LabelChange>, BadLabel> = labels.iter().map(change).collect();
    Ok(all.map(|all| all.into_iter().filter(|change| change.before != change.after).collect()))
}

impl LabelChange {
    /// Writes it.
    pub fn write(&self, tx: &Tx<'_>) -> Result<()> {
        Ok(tx.set_mask(self.diploma, self.field, self.own.as_deref())?)
    }
}

/// The labels of a file, changed together.
#[derive(Debug, Clone)]
pub struct ImportLabels {
    pub file: PathBuf,
}

/// Labels that a file changed.
#[derive(Debug, Serialize)]
pub struct LabelsChanged {
    pub dry_run: bool,
    pub changed: usize,
}

impl UseCase for ImportLabels {
    type Plan = Vec<LabelChange>;
    type Outcome = LabelsChanged;

    fn plan(self, world: &mut World, store: &Store) -> Result<Vec<LabelChange>> {
        let bytes = world.read(&self.file, MAX_BYTES)?;
        let bad = |why: Option<BadLabel>| Refusal::BadLabels(self.file.display().to_string(), why);
        let labels = settings_file::read_labels(&bytes).ok_or_else(|| bad(None))?;
        Ok(changes(store, &labels)?.map_err(|why| bad(Some(why)))?)
    }

    fn foresee(plan: &Vec<LabelChange>) -> LabelsChanged {
        LabelsChanged { dry_run: true, changed: plan.len() }
    }

    fn carry_out(plan: Vec<LabelChange>, world: &mut World, store: &mut Store) -> Result<LabelsChanged> {
        if !plan.is_empty() {
            store.transact(base::stamp(world), |tx| plan.iter().try_for_each(|change| change.write(tx)))?;
        }
        Ok(LabelsChanged { dry_run: false, changed: plan.len() })
    }
}
