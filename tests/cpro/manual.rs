//! The manual: each noun has a page, whose examples and options are those of the program, and which `cpro man` shows.
//!
//! `CPRO_UPDATE=1 cargo test manual` writes the parts that follow from the program, and the pages as texts (with mandoc).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Arg, ArgAction};

use crate::env::TestEnv;

/// A page, and the commands that it is about.
const PAGES: [(&str, &[&str]); 13] = [
    ("import", &["import", "history", "undo"]),
    ("accounts", &["accounts"]),
    ("users", &["users"]),
    ("inspectors", &["inspectors"]),
    ("transfers", &["transfers"]),
    ("slips", &["slips"]),
    ("settings", &["settings"]),
    ("export", &["export", "sync"]),
    ("rgpd", &["rgpd"]),
    ("backup", &["backup", "restore"]),
    ("nightly", &["nightly", "schedule"]),
    ("status", &["status", "doctor", "journal", "network"]),
    ("assistance", &["assistance"]),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("man")
}

fn is_update() -> bool {
    std::env::var_os("CPRO_UPDATE").is_some()
}

/// The commands of a page that people see, by their path.
fn commands(nouns: &[&str]) -> Vec<(String, clap::Command)> {
    fn walk(command: &clap::Command, path: String, into: &mut Vec<(String, clap::Command)>) {
        if command.is_hide_set() {
            return;
        }
        if !command.has_subcommands() {
            into.push((path.clone(), command.clone()));
        }
        for sub in command.get_subcommands() {
            walk(sub, format!("{path} {}", sub.get_name()), into);
        }
    }
    let program = cpro::cli::command();
    let mut found = Vec::new();
    for noun in nouns {
        walk(program.find_subcommand(noun).unwrap(), (*noun).to_owned(), &mut found);
    }
    found
}

/// A text that mdoc reads as it stands.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    let folded = text.lines().map(|line| folded(line.trim())).collect::<Vec<_>>().join("\n");
    let lines = folded.lines().map(str::trim).filter(|line| !line.is_empty());
    let safe = lines.map(|line| if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_owned() });
    safe.collect::<Vec<_>>().join("\n")
}

/// Lines of 76 signs at most, as mandoc counts them.
fn folded(line: &str) -> String {
    let length = |text: &str| text.chars().map(|letter| if letter.is_ascii() { 1 } else { 8 }).sum::<usize>();
    let mut lines = vec![String::new()];
    for word in line.split(' ') {
        let last = lines.last_mut().unwrap();
        if !last.is_empty() && length(last) + length(word) > 75 {
            lines.push(word.to_owned());
        } else {
            *last = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        }
    }
    lines.join("\n")
}

fn is_selector(arg: &Arg) -> bool {
    arg.get_help_heading().is_some_and(|title| title.starts_with("Comptes concernés"))
}

fn own(command: &clap::Command) -> impl Iterator<Item = &Arg> {
    let help = ["help", "version"];
    command
        .get_arguments()
        .filter(move |arg| !arg.is_global_set() && !arg.is_hide_set() && !help.contains(&arg.get_id().as_str()))
        .filter(|arg| !arg.is_positional() && !is_selector(arg))
}

/// `.It Fl n , Fl \-dry\-run`, and what it does.
fn item(arg: &Arg) -> String {
    let long = arg.get_long().map(|long| format!("Fl \\-{}", long.replace('-', "\\-")));
    let short = arg.get_short().map(|short| format!("Fl {short}"));
    let flags = short.into_iter().chain(long).collect::<Vec<_>>().join(" , ");
    let takes = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let value = arg.get_value_names().filter(|_| takes).and_then(|names| names.first());
    let value = value.map(|name| format!(" Ar {}", name.to_lowercase())).unwrap_or_default();
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    format!(".It {flags}{value}\n{}.\n", escaped(help.trim_end_matches('.')))
}

fn options(nouns: &[&str]) -> String {
    let commands = commands(nouns);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    commands.iter().flat_map(|(_, command)| own(command)).for_each(|arg| *seen.entry(item(arg)).or_default() += 1);
    let is_shared = |item: &String| seen[item] > 1;
    let mut text = ".Sh OPTIONS\n".to_owned();
    let listed = |items: Vec<String>| format!(".Bl -tag -width Ds\n{}.El\n", items.concat());
    let mut shared: Vec<String> = Vec::new();
    for item in commands.iter().flat_map(|(_, command)| own(command)).map(item).filter(is_shared) {
        if !shared.contains(&item) {
            shared.push(item);
        }
    }
    if !shared.is_empty() {
        text += &format!("Celles que plusieurs de ces commandes ont :\n{}", listed(shared));
    }
    for (path, command) in &commands {
        let items: Vec<String> = own(command).map(item).filter(|item| !is_shared(item)).collect();
        let selects = command.get_arguments().any(is_selector);
        if items.is_empty() && !selects {
            continue;
        }
        let _ = writeln!(text, ".Ss cpro {path}");
        if selects {
            text += "Les comptes se choisissent comme le dit\n.Xr cpro 1 ,\nsous SÉLECTION.\n";
        }
        if !items.is_empty() {
            text += &listed(items);
        }
    }
    text
}

fn examples(nouns: &[&str]) -> String {
    let mut text = ".Sh EXEMPLES D’UTILISATION\n.Bd -literal\n".to_owned();
    for (_, command) in commands(nouns) {
        let before = command.get_before_help().map(ToString::to_string).unwrap_or_default();
        for line in before.lines().filter(|line| line.starts_with("  ")) {
            let line = if line.starts_with("  cpro") { format!("$ {}", line.trim()) } else { line.to_owned() };
            let _ = writeln!(text, "{}", line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq"));
        }
    }
    text + ".Ed\n"
}

/// A page with the parts between its marks written anew.
fn renewed(page: &str, nouns: &[&str]) -> String {
    let mut text = page.to_owned();
    for (mark, part) in [("exemples", examples(nouns)), ("options", options(nouns))] {
        let begin = text.find(&format!(".\\\" {mark} : ")).unwrap_or_else(|| panic!("marque {mark}"));
        let begin = begin + text[begin..].find('\n').unwrap() + 1;
        let end = begin + text[begin..].find(".\\\" fin").unwrap();
        text.replace_range(begin..end, &part);
    }
    text
}

/// Pages first: their texts follow from them.
#[test]
fn the_manual_is_that_of_the_program() {
    pages_have_the_examples_and_options_of_the_program();
    texts_are_those_of_the_pages();
}

fn pages_have_the_examples_and_options_of_the_program() {
    for (page, nouns) in PAGES {
        let path = folder().join(format!("cpro-{page}.1"));
        let now = fs::read_to_string(&path).unwrap();
        let fresh = renewed(&now, nouns);
        if is_update() {
            fs::write(&path, &fresh).unwrap();
        }
        assert!(is_update() || now == fresh, "cpro-{page}.1 n’est plus à jour : CPRO_UPDATE=1 cargo test manual");
    }
}

/// Every page as a text, as `cpro man` shows it, is what mandoc makes of it.
fn texts_are_those_of_the_pages() {
    let mut pages: Vec<String> = PAGES.iter().map(|(page, _)| format!("cpro-{page}.1")).collect();
    pages.extend(["cpro.1", "cpro-guide.7", "cpro-json.7"].map(str::to_owned));
    for page in pages {
        let rendered = Command::new("mandoc").args(["-Tutf8", "-Owidth=78"]).arg(folder().join(&page)).output();
        let Ok(rendered) = rendered else { return eprintln!("sauté : mandoc n’est pas installé.") };
        let text = String::from_utf8(rendered.stdout).unwrap();
        let stem = page.rsplit_once('.').unwrap().0;
        let path = folder().join(format!("text/{stem}.txt"));
        let fresh = plain(&text);
        if is_update() {
            fs::create_dir_all(folder().join("text")).unwrap();
            fs::write(&path, &fresh).unwrap();
        }
        let now = fs::read_to_string(&path).unwrap_or_default();
        assert!(now == fresh, "man/text/{stem}.txt n’est plus à jour : CPRO_UPDATE=1 cargo test manual");
    }
}

/// What mandoc writes without its bold letters, its head and its foot, which are in English.
fn plain(text: &str) -> String {
    let mut letters: Vec<char> = Vec::new();
    for letter in text.chars() {
        match letter {
            '\u{8}' => letters.truncate(letters.len().saturating_sub(1)),
            letter => letters.push(letter),
        }
    }
    let text: String = letters.into_iter().collect();
    let lines: Vec<&str> = text.lines().collect();
    let body = lines[1..lines.len() - 1].join("\n");
    format!("{}\n", body.trim_matches('\n'))
}

#[test]
fn the_program_shows_its_manual() {
    let env = TestEnv::new();
    env.run("man").success().says("CODES DE RETOUR").says("cpro-import(1)");
    for (page, nouns) in PAGES {
        let shown = env.run(&format!("man {page}")).success().says("EXEMPLES D’UTILISATION").says("OPTIONS");
        for noun in nouns {
            assert_eq!(env.run(&format!("man {noun}")).success().out, shown.out, "{noun}");
        }
    }
    env.run("man guide").success().says("rentrée");
    env.run("man json").success();
    env.run("man accounts create").success().says("accounts create");
    env.run("man acounts").code(2).says("accounts");
}
