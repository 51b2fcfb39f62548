//! `cpro settings masks`: the labels of the scenario forms, changed and put back one by one or all together.

use std::collections::HashMap;

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use crate::cli::Context;
use crate::cli::print;
use crate::domain::forms::{self, Form, MAX_LABEL};
use crate::error::{Error, Result, exit};
use crate::french::{count, list};
use crate::store::{Store, Tx};
use crate::terminal::Format;
use crate::terminal::table::Listing;

mod exchange;

/// Masques de saisie : les libellés des fiches de scénario
#[derive(Debug, Subcommand)]
pub enum Masks {
    List(List),
    Show(Show),
    Set(Set),
    Reset(Reset),
    Export(exchange::Export),
    Import(exchange::Import),
}

/// Liste les diplômes et les libellés changés
#[derive(Debug, Args)]
pub struct List {}

/// Montre les champs d’un diplôme
#[derive(Debug, Args)]
pub struct Show {
    /// Code du diplôme, par exemple BCP-MELEC
    #[arg(value_name = "DIPLÔME")]
    diploma: String,
}

/// Change le libellé d’un champ
#[derive(Debug, Args)]
pub struct Set {
    /// Code du diplôme, par exemple BCP-MELEC
    #[arg(value_name = "DIPLÔME")]
    diploma: String,
    /// Champ, par exemple contexte
    #[arg(value_name = "CHAMP")]
    field: String,
    /// Nouveau libellé, 80 caractères au plus
    #[arg(value_name = "LIBELLÉ")]
    label: String,
}

/// Remet les libellés d’origine
#[derive(Debug, Args)]
pub struct Reset {
    /// Code du diplôme, par exemple BCP-MELEC
    #[arg(value_name = "DIPLÔME", required_unless_present = "all")]
    diploma: Option<String>,
    /// Champ ; sans lui, tous ceux du diplôme
    #[arg(value_name = "CHAMP")]
    field: Option<String>,
    /// Tous les diplômes
    #[arg(long, conflicts_with = "diploma")]
    all: bool,
}

impl Masks {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::List(_) => show_all(context),
            Self::Show(show) => show_one(context, &show.diploma),
            Self::Set(set) => set.run(context),
            Self::Reset(reset) => reset.run(context),
            Self::Export(export) => export.run(context),
            Self::Import(import) => import.run(context),
        }
    }
}

/// The labels that were changed, by diploma and field.
type Own = HashMap<(String, String), String>;

fn own(store: &Store) -> Result<Own> {
    Ok(store.masks()?.into_iter().map(|(diploma, field, label)| ((diploma, field), label)).collect())
}

fn label<'a>(own: &'a Own, form: &Form, field: &forms::Field) -> Option<&'a str> {
    own.get(&(form.code.to_owned(), field.name.to_owned())).map(String::as_str)
}

fn find(code: &str) -> Result<Form> {
    forms::find(code).ok_or_else(|| {
        Error::refused(format!("le diplôme «\u{a0}{code}\u{a0}» n’a pas de masque de saisie."))
            .hint("cpro settings masks list")
    })
}

fn find_field(form: &Form, name: &str) -> Result<forms::Field> {
    form.fields.iter().find(|field| field.name == name).copied().ok_or_else(|| {
        let names: Vec<String> = form.fields.iter().map(|field| field.name.to_owned()).collect();
        Error::refused(format!("{} n’a pas de champ «\u{a0}{name}\u{a0}».", form.code))
            .hint(format!("champs\u{a0}: {}.", list(&names)))
    })
}

fn show_all(context: &mut Context) -> Result {
    let own = own(&context.store()?)?;
    let mut listing = Listing::new(["Diplôme", "Intitulé", "Champs", "Changés"]).unbroken([0, 2, 3]);
    for form in forms::all() {
        let changed = form.fields.iter().filter(|field| label(&own, &form, field).is_some()).count();
        let changed = if changed == 0 { String::new() } else { changed.to_string() };
        listing.row([form.code.to_owned(), form.title.to_owned(), form.fields.len().to_string(), changed]);
    }
    match context.terminal.format {
        Format::Json => print::json(context, &object(&own))?,
        _ => print::listing(context, &listing)?,
    }
    Ok(exit::DONE)
}

fn show_one(context: &mut Context, code: &str) -> Result {
    let own = own(&context.store()?)?;
    let form = find(code)?;
    if context.terminal.format == Format::Json {
        print::json(context, &fields(&own, &form))?;
        return Ok(exit::DONE);
    }
    context.ui().status(form.title)?;
    let mut listing = Listing::new(["Champ", "Libellé", "D’origine"]).unbroken([0]);
    for field in &form.fields {
        let changed = label(&own, &form, field);
        let origin = if changed.is_some() { field.label } else { "" };
        listing.row([field.name.to_owned(), changed.unwrap_or(field.label).to_owned(), origin.to_owned()]);
    }
    print::listing(context, &listing)?;
    Ok(exit::DONE)
}

/// One label that a file changes.
pub struct Change {
    diploma: &'static str,
    field: &'static str,
    before: String,
    pub after: String,
    /// `None` where it becomes the one that ships.
    own: Option<String>,
}

/// What labels of a file (diploma, field, label) change; the error is the end of a sentence.
pub fn changes(store: &Store, labels: &[(String, String, String)]) -> Result<std::result::Result<Vec<Change>, String>> {
    let own = own(store)?;
    let change = |(diploma, field, typed): &(String, String, String)| {
        let form = forms::find(diploma).ok_or_else(|| format!("le diplôme «\u{a0}{diploma}\u{a0}» n’existe pas"))?;
        let unknown = || format!("{} n’a pas de champ «\u{a0}{field}\u{a0}»", form.code);
        let field = form.fields.iter().find(|known| known.name == field).copied().ok_or_else(unknown)?;
        let refused = || format!("{} {}\u{a0}: un libellé a de 1 à {MAX_LABEL} caractères", form.code, field.name);
        let after = forms::read_label(typed).ok_or_else(refused)?;
        let before = label(&own, &form, &field).unwrap_or(field.label).to_owned();
        let own = Some(after.clone()).filter(|label| label != field.label);
        Ok(Change { diploma: form.code, field: field.name, before, after, own })
    };
    let all: std::result::Result<Vec<Change>, String> = labels.iter().map(change).collect();
    Ok(all.map(|all| all.into_iter().filter(|change| change.before != change.after).collect()))
}

impl Change {
    /// Writes it.
    pub fn write(&self, tx: &Tx<'_>) -> Result<()> {
        Ok(tx.set_mask(self.diploma, self.field, self.own.as_deref())?)
    }

    /// « BCP-MELEC contexte », before, after.
    pub fn row(&self) -> [String; 3] {
        [format!("{} {}", self.diploma, self.field), self.before.clone(), self.after.clone()]
    }
}

/// Every diploma with the labels that apply.
fn object(own: &Own) -> Value {
    Value::from(forms::all().iter().map(|form| fields(own, form)).collect::<Vec<_>>())
}

fn fields(own: &Own, form: &Form) -> Value {
    let labels: Map<String, Value> = form
        .fields
        .iter()
        .map(|field| (field.name.to_owned(), json!(label(own, form, field).unwrap_or(field.label))))
        .collect();
    let changed: Vec<&str> =
        form.fields.iter().filter(|field| label(own, form, field).is_some()).map(|field| field.name).collect();
    json!({ "diploma": form.code, "title": form.title, "labels": labels, "changed": changed })
}

impl Set {
    fn run(self, context: &mut Context) -> Result {
        let form = find(&self.diploma)?;
        let field = find_field(&form, &self.field)?;
        let Some(label) = forms::read_label(&self.label) else {
            let why = format!("un libellé a de 1 à {MAX_LABEL} caractères, sans caractère de contrôle");
            return Err(Error::new(exit::USAGE, format!("libellé refusé\u{a0}: {why}.")));
        };
        let mut store = context.store_or_new()?;
        let changed = Some(label.as_str()).filter(|label| *label != field.label);
        store.transact(context.stamp(), |tx| tx.set_mask(form.code, field.name, changed))?;
        context.ui().tell(&format!("{}, {}\u{a0}: {label}", form.code, field.name))?;
        print::report(context, || json!({ "schema": 1, "diploma": form.code, "field": field.name, "label": label }))?;
        Ok(exit::DONE)
    }
}

impl Reset {
    fn run(self, context: &mut Context) -> Result {
        let form = self.diploma.as_deref().map(find).transpose()?;
        let field = match (&form, &self.field) {
            (Some(form), Some(name)) => Some(find_field(form, name)?.name),
            _ => None,
        };
        let mut store = context.store()?;
        let concerned: Vec<(String, String)> = store
            .masks()?
            .into_iter()
            .map(|(diploma, name, _)| (diploma, name))
            .filter(|(diploma, name)| {
                form.as_ref().is_none_or(|form| form.code == diploma) && field.is_none_or(|field| field == name)
            })
            .collect();
        if self.all && concerned.len() > 1 {
            let n = count(concerned.len(), "libellé", "libellés");
            context.confirm(
                &format!("Remettre {n} d’origine\u{a0}?"),
                &format!("{n} à remettre\u{a0}: il faut une confirmation."),
            )?;
        }
        if !concerned.is_empty() {
            store.transact(context.stamp(), |tx| {
                concerned.iter().try_for_each(|(diploma, name)| tx.set_mask(diploma, name, None))
            })?;
        }
        let told = match concerned.len() {
            0 => "Aucun libellé n’était changé.".to_owned(),
            n => format!("{}.", count(n, "libellé remis", "libellés remis")),
        };
        context.ui().tell(&told)?;
        print::report(context, || json!({ "schema": 1, "reset": concerned.len() }))?;
        Ok(exit::DONE)
    }
}
