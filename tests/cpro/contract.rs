//! The machine contract: every key of every `--format json` answer, with the types of its values, as 0.4 gives them.
//!
//! What is called is in `contract/*.script` (see `script.rs`), what is answered in `contract/*.txt` (see `golden.rs`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::golden;
use crate::script::{Seen, play};

/// Commands whose answer is no JSON whatever is asked: a script for a shell, a demonstration.
const WITHOUT: [&str; 4] = ["completions", "demo", "help", "man"];

/// Types of what one way of calling a command answers.
#[derive(Default)]
struct Shape {
    kinds: BTreeMap<String, BTreeSet<&'static str>>,
    /// Objects met at a path, and how many of those of its parent have a key.
    objects: BTreeMap<String, usize>,
    keys: BTreeMap<String, (String, usize)>,
    codes: BTreeSet<u8>,
}

impl Shape {
    fn answer(&mut self, code: u8, out: &str) {
        self.codes.insert(code);
        let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(out).into_iter().collect();
        match values.as_deref() {
            _ if out.is_empty() => self.kind("(nothing)", "empty"),
            Ok([one]) => self.value("", one),
            // Several objects one after the other.
            Ok(several) => several.iter().enumerate().for_each(|(n, one)| self.value(&format!("<{}>", n + 1), one)),
            Err(_) => self.kind("(not JSON)", "text"),
        }
    }

    fn kind(&mut self, path: &str, kind: &'static str) {
        let path = if path.is_empty() { "." } else { path };
        self.kinds.entry(path.to_owned()).or_default().insert(kind);
    }

    fn value(&mut self, path: &str, value: &Value) {
        match value {
            Value::Null => self.kind(path, "null"),
            Value::Bool(_) => self.kind(path, "boolean"),
            Value::Number(_) => self.kind(path, "number"),
            Value::String(_) => self.kind(path, "string"),
            Value::Array(items) => {
                self.kind(path, "array");
                items.iter().for_each(|item| self.value(&format!("{path}[]"), item));
            }
            Value::Object(object) => {
                self.kind(path, "object");
                *self.objects.entry(path.to_owned()).or_default() += 1;
                for (key, value) in object {
                    let key = if key.contains(['.', ' ']) { format!("{key:?}") } else { key.clone() };
                    let child = if path.is_empty() { key } else { format!("{path}.{key}") };
                    self.keys.entry(child.clone()).or_insert_with(|| (path.to_owned(), 0)).1 += 1;
                    self.value(&child, value);
                }
            }
        }
    }

    fn lines(&self) -> String {
        let codes: Vec<String> = self.codes.iter().map(ToString::to_string).collect();
        let mut lines = format!("[code {}]\n", codes.join(", "));
        for (path, kinds) in &self.kinds {
            let sometimes = self.keys.get(path).is_some_and(|(parent, n)| self.objects[parent] > *n);
            let absent = sometimes.then_some("absent");
            let kinds: Vec<&str> = absent.into_iter().chain(kinds.iter().copied()).collect();
            lines.push_str(&format!("{path}: {}\n", kinds.join("|")));
        }
        lines
    }
}

/// Every command that does something: its words, with dashes between.
fn commands() -> Vec<String> {
    fn leaves(command: &clap::Command, path: &str, all: &mut Vec<String>) {
        for sub in command.get_subcommands() {
            let path = if path.is_empty() { sub.get_name().to_owned() } else { format!("{path}-{}", sub.get_name()) };
            if sub.has_subcommands() { leaves(sub, &path, all) } else { all.push(path) }
        }
    }
    let mut all = Vec::new();
    leaves(&cpro::cli::command(), "", &mut all);
    all
}

/// Which command a line calls.
fn called(command: &str, commands: &[String]) -> String {
    let words: Vec<&str> = command.split_whitespace().take(3).collect();
    let mut candidates = (1..=words.len()).map(|n| words[..n].join("-"));
    candidates.rfind(|name| commands.contains(name)).unwrap_or_else(|| panic!("{command}"))
}

/// Plays the scripts of a noun, each in a new world, and compares a file for each of its commands.
fn check(noun: &str, scripts: &str) {
    let commands = commands();
    let of_noun = |name: &str| name == noun || name.starts_with(&format!("{noun}-"));
    let mut files: BTreeMap<String, Vec<(String, Shape)>> = BTreeMap::new();
    for script in scripts.split("\n---\n") {
        let mut note = String::new();
        play(script, " --format json", &mut |seen| match seen {
            Seen::Note(text) => note = format!("  ({text})"),
            Seen::Ran { line, command, output } => {
                let name = called(command, &commands);
                assert!(of_noun(&name), "{line} is not a command of {noun}");
                let heading = format!("## {line}{}", std::mem::take(&mut note));
                let ways = files.entry(name).or_default();
                let at = ways.iter().position(|(known, _)| *known == heading).unwrap_or_else(|| {
                    ways.push((heading, Shape::default()));
                    ways.len() - 1
                });
                ways[at].1.answer(output.code, &output.out);
            }
            Seen::File { name, .. } => panic!("{name}: files are no part of the contract"),
        });
    }
    for (name, ways) in &files {
        let parts: Vec<String> = ways.iter().map(|(heading, shape)| format!("{heading}\n{}", shape.lines())).collect();
        golden::compare("contract", name, &parts.join("\n"));
    }
    golden::no_other("contract", &files.into_keys().collect::<Vec<_>>(), of_noun);
}

macro_rules! contracts {
    ($($noun:ident),*) => {
        $(#[test]
        fn $noun() {
            check(stringify!($noun), include_str!(concat!("contract/", stringify!($noun), ".script")));
        })*
        const NOUNS: &[&str] = &[$(stringify!($noun)),*];
    };
}

contracts!(
    init, import, accounts, users, inspectors, transfers, slips, settings, status, nightly, assistance, journal,
    export, sync, network, backup, restore, history, undo, rgpd, doctor, schedule
);

/// A command that nobody calls here would be a promise that nobody keeps.
#[test]
fn every_command_is_called() {
    if golden::blessing() {
        return;
    }
    let recorded = golden::names("contract");
    for command in commands().iter().filter(|command| !WITHOUT.contains(&command.as_str())) {
        assert!(recorded.contains(command), "{command} has no file in tests/cpro/contract");
        let noun = command.split('-').next().unwrap();
        assert!(NOUNS.contains(&noun), "{noun} has no test of its contract");
    }
    assert!(recorded.iter().all(|name| commands().contains(name)), "{recorded:?}");
}

#[test]
fn types_are_merged_and_absences_told() {
    let mut shape = Shape::default();
    shape.answer(0, r#"{"a": [{"b": 1, "c.d": null}, {"b": "x"}]}"#);
    shape.answer(1, r#"{"a": []}"#);
    let expected = "[code 0, 1]\n.: object\na: array\na[]: object\na[].\"c.d\": absent|null\na[].b: number|string\n";
    assert_eq!(shape.lines(), expected);
}
