//! What an import says to machines: totals, and every row that was not simply used.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::report::Report;
use crate::cli::old::print;
use crate::domain::roster::{Read, Scope, differences, merged};
use crate::store::BatchId;

impl Report<'_> {
    /// Names of the files.
    pub fn source(&self) -> String {
        let names: Vec<&str> = self.gathered.files.iter().map(|file| file.name.as_str()).collect();
        names.join(", ")
    }

    /// Totals for the batch.
    pub fn summary(&self) -> String {
        Value::Object(self.counts()).to_string()
    }

    fn counts(&self) -> Map<String, Value> {
        let counts = [
            ("read", self.gathered.rows()),
            ("created", self.outcome.arrived.len()),
            ("updated", self.outcome.updated.len()),
            ("unchanged", self.outcome.unchanged),
            ("returned", self.outcome.returned.len()),
            ("departed", self.outcome.departed.len()),
            ("leaving", self.outcome.leaving()),
            ("repeated", self.gathered.repeated()),
            ("ignored", self.ignored()),
            ("rejected", self.gathered.rejected()),
            ("conflicts", self.conflicts()),
        ];
        counts.into_iter().map(|(key, n)| (key.to_owned(), json!(n))).collect()
    }

    /// The machine's report. `read` = created + updated + unchanged + returned + leaving + repeated + ignored +
    /// rejected + conflicts.
    pub fn json(&self, batch: Option<BatchId>, accounts_created: usize) -> Value {
        let files = &self.gathered.files;
        let mut report = self.counts();
        let mut add = |key: &str, value: Value| report.insert(key.to_owned(), value);
        add("schema", json!(1));
        add("source", json!(self.job.command));
        add("file", json!(self.source()));
        if let [first, ..] = &files[..] {
            add("family", json!(first.export.family.as_str()));
            add("encoding", json!(first.export.alphabet));
            add("delimiter", json!(char::from(first.export.delimiter).to_string()));
        }
        add("dry_run", json!(self.dry_run));
        add("partial", json!(self.scope == Scope::Partial));
        add("changed_fields", self.changed_fields());
        add("changes", self.changes());
        add("warnings", self.warnings());
        add("rejects", self.reject_rows());
        add("conflict_rows", self.conflict_rows());
        add("accounts_created", json!(accounts_created));
        add("batch", json!(batch.map(|batch| batch.0)));
        Value::Object(report)
    }

    fn changed_fields(&self) -> Value {
        let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
        for field in self.outcome.updated.iter().flat_map(|update| &update.fields) {
            *fields.entry(field.key()).or_default() += 1;
        }
        json!(fields)
    }

    fn changes(&self) -> Value {
        let rows = self.outcome.updated.iter().map(|update| {
            let (known, read) = (&self.known[update.known], &self.gathered.reads[update.read]);
            let fields = differences(&known.person, &merged(known, &read.person));
            let fields: Vec<Value> = fields.iter().map(print::change).collect();
            json!({ "line": read.place.line, "name": known.person.full_name(), "fields": fields })
        });
        rows.collect()
    }

    fn warnings(&self) -> Value {
        let files = self.gathered.files.iter();
        let notices = files.flat_map(|file| {
            file.export.notices.iter().map(move |notice| {
                let unit = file.export.unit.label();
                format!("{}, {unit} {}, {}\u{a0}: {}", file.name, notice.line, notice.name, notice.about)
            })
        });
        notices.collect::<Vec<_>>().into()
    }

    fn reject_rows(&self) -> Value {
        let files = self.gathered.files.iter();
        let rows = files.flat_map(|file| {
            file.export.rejects.iter().map(move |reject| {
                json!({ "file": file.name, "line": reject.line, "name": reject.person.full_name(), "reason": reject.reason.to_string() })
            })
        });
        rows.collect()
    }

    fn conflict_rows(&self) -> Value {
        let with_base = self.outcome.conflicts.iter().map(|conflict| {
            let read = &self.gathered.reads[conflict.read];
            json!({ "line": read.place.line, "name": read.person.full_name(), "with": self.known[conflict.known].person.full_name() })
        });
        let in_files = self.gathered.clashing.iter().flat_map(|pair| {
            let row = |one: &Read, other: &Read| {
                json!({ "line": one.place.line, "name": one.person.full_name(), "with": other.person.full_name() })
            };
            [row(&pair.read, &pair.other), row(&pair.other, &pair.read)]
        });
        with_base.chain(in_files).collect()
    }
}
