//! The doors of the house: which room may name which, and which crate lives where.

use std::fs;
use std::path::{Path, PathBuf};

/// Room → rooms that it may name. A folder or file of `src` without a row here is not a room, and fails.
const DOORS: [(&str, &[&str]); 13] = [
    ("french", &[]),
    ("rights", &[]),
    ("domain", &[]),
    ("advice", &["french"]),
    ("error", &["advice"]),
    ("world", &["domain", "rights"]),
    ("paper", &["domain", "french"]),
    ("sources", &["domain"]),
    ("targets", &["domain", "french"]),
    ("store", &["domain", "rights"]),
    ("terminal", &["domain", "french", "advice", "world"]),
    ("work", &["domain", "french", "paper", "sources", "store", "targets", "world"]),
    (
        "cli",
        &["advice", "domain", "error", "french", "paper", "sources", "store", "targets", "terminal", "work", "world"],
    ),
];

/// Crate → rooms that may name it.
const OWNERS: [(&str, &[&str]); 53] = [
    ("std::fs", &["world", "store", "rights"]),
    ("flate2", &["paper"]),
    ("ctrlc", &["world"]),
    ("png", &["paper"]),
    ("zune_jpeg", &["paper"]),
    ("resize", &["paper"]),
    ("clap_complete", &["cli"]),
    ("serde", &["domain", "sources", "store", "targets", "work", "cli"]),
    ("serde_json", &["store", "sources", "targets", "cli"]),
    ("rusqlite", &["store"]),
    ("rusqlite_migration", &["store"]),
    ("argon2", &["domain"]),
    ("any_ascii", &["domain"]),
    ("csv", &["sources", "targets"]),
    ("calamine", &["sources"]),
    ("maud", &["targets"]),
    ("encoding_rs", &["sources"]),
    ("printpdf", &["paper"]),
    ("lopdf", &["paper"]),
    ("harfrust", &["paper"]),
    ("unicode_bidi", &["paper"]),
    ("subsetter", &["paper"]),
    ("shlex", &["advice"]),
    ("comfy_table", &["terminal"]),
    ("dialoguer", &["terminal"]),
    ("indicatif", &["terminal"]),
    ("fast_qr", &["paper"]),
    ("clap", &["cli"]),
    ("directories", &["world"]),
    ("tempfile", &["world", "store", "rights"]),
    ("ab_glyph", &["paper"]),
    ("lettre", &["targets"]),
    ("sha2", &["store", "domain"]),
    ("hmac", &["domain"]),
    ("strsim", &["domain"]),
    ("rustix", &["world"]),
    ("quick_xml", &["sources", "targets", "paper"]),
    ("zip", &["sources", "targets"]),
    ("hashbrown", &["domain"]),
    ("uuid", &["targets"]),
    ("ldap3", &["targets"]),
    ("ureq", &["targets"]),
    ("rustls", &["targets"]),
    ("serde_saphyr", &["sources"]),
    ("toml", &["sources", "targets"]),
    ("base64", &["sources", "targets"]),
    ("age", &["targets", "sources"]),
    ("rand", &["domain", "world"]),
    ("compact_str", &["domain", "sources", "store", "work"]),
    ("unicode_normalization", &["domain", "paper"]),
    ("unicode_width", &["terminal"]),
    ("jiff", &["domain", "french", "paper", "sources", "store", "targets", "work", "world", "cli"]),
    ("crate::terminal", &["terminal", "cli"]),
];

/// What only the outside world may touch.
const WORLD: [(&str, &[&str]); 7] = [
    ("println!", &[]),
    ("eprintln!", &[]),
    ("Zoned::now", &["world"]),
    ("SystemTime", &[]),
    ("std::env", &["world", "terminal", "rights"]),
    ("env::var", &["world", "terminal", "rights"]),
    ("SysRng", &["world"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push((path.clone(), fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(files.len() > 50);
    files
}

/// The room of a file, and its text without the tests at its foot.
fn room<'a>(path: &Path, text: &'a str) -> (String, &'a str) {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let is_tests = path.file_name().is_some_and(|name| name == "tests.rs");
    (first, if is_tests { "" } else { code })
}

fn lines(code: &str) -> impl Iterator<Item = &str> {
    code.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn rooms_only_look_through_their_doors() {
    for (path, text) in sources() {
        let (room, code) = room(&path, &text);
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = DOORS.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
        let allowed = allowed.unwrap_or_else(|| panic!("{} n’est dans aucune pièce", path.display()));
        let depth = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap().iter().count();
        for line in lines(code) {
            for (other, _) in DOORS.iter().filter(|(other, _)| *other != room && !allowed.contains(other)) {
                let climbed = format!("{}{other}::", "super::".repeat(depth));
                let named = line.contains(&format!("crate::{other}")) || line.contains(&climbed);
                assert!(!named, "{} nomme {other} : {line}", path.display());
            }
            let nested = line.trim_start().starts_with("use crate::{");
            assert!(!nested, "{} : un import par pièce : {line}", path.display());
        }
    }
}

#[test]
fn only_advice_spells_a_command() {
    let nouns =
        ["init", "import", "accounts", "users", "inspectors", "transfers", "slips", "settings", "status", "nightly"];
    for (path, text) in sources() {
        let (room, code) = room(&path, &text);
        // Help pages show examples, and a header says which command it is about.
        if room == "advice" {
            continue;
        }
        for line in lines(code).filter(|line| line.contains('"') && !line.starts_with("  cpro ")) {
            if line.contains("override_usage") {
                continue;
            }
            let spelt = nouns.iter().any(|noun| line.contains(&format!("cpro {noun}")));
            assert!(!spelt, "{} écrit une commande : {line}", path.display());
        }
    }
}

#[test]
fn commands_touch_neither_the_base_nor_the_paper() {
    for (path, text) in sources() {
        let (room, code) = room(&path, &text);
        let banned: &[&str] = if room == "cli" { &["Tx", ".transact(", "json!"] } else { &["json!"] };
        for word in banned {
            let whole = |line: &str| line.split(|letter: char| !letter.is_alphanumeric()).any(|found| found == *word);
            let found = lines(code).find(|line| whole(line) || (*word != "Tx" && line.contains(word)));
            assert!(found.is_none(), "{} : {word} : {found:?}", path.display());
        }
    }
}

#[test]
fn crates_stay_in_their_rooms() {
    for (path, text) in sources() {
        let (room, code) = room(&path, &text);
        for (name, owners) in OWNERS.iter().chain(&WORLD) {
            if owners.contains(&room.as_str()) {
                continue;
            }
            let named = |line: &str| {
                if name.contains(':') || name.contains('!') || *name == "SystemTime" || *name == "SysRng" {
                    line.contains(name)
                } else {
                    let whole =
                        |at: usize| !line[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
                    line.match_indices(&format!("{name}::")).any(|(at, _)| whole(at))
                }
            };
            let main = room == "main" && name.contains("env");
            let found = lines(code).find(|line| named(line));
            assert!(main || found.is_none(), "{} nomme {name} : {found:?}", path.display());
        }
    }
}

/// French spaces are put on where words are shown: `french` knows them, and what reads or draws signs.
#[test]
fn no_sentence_holds_its_own_no_break_spaces() {
    let signs = ["french.rs", "canvas.rs", "fonts.rs", "advice.rs", "encoding.rs", "typing.rs", "value.rs"];
    for (path, text) in sources() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let ours = path.parent().unwrap().ends_with("cli") || !signs.contains(&name.as_str());
        let (_, code) = room(&path, &text);
        let found = lines(code).find(|line| line.contains("u{a0}") || line.contains('\u{a0}'));
        assert!(!ours || found.is_none(), "{} : {found:?}", path.display());
    }
}

#[test]
fn files_are_short_and_introduce_themselves() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} ne se présente pas", path.display());
        let lines = text.lines().count();
        assert!(lines <= 400, "{} a {lines} lignes", path.display());
    }
}

#[test]
fn nothing_is_left_for_later() {
    for (path, text) in sources() {
        for word in ["todo!", "TODO", "FIXME", "dbg!", "unimplemented!", "XXX :"] {
            assert!(!text.contains(word), "{} contient {word}", path.display());
        }
    }
}

#[test]
fn modules_are_files_not_mod_rs() {
    assert!(sources().iter().all(|(path, _)| path.file_name().is_none_or(|name| name != "mod.rs")));
}

#[test]
fn the_changelog_knows_this_version() {
    let changelog = include_str!("../../CHANGELOG.md");
    assert!(changelog.contains(&format!("## {}", env!("CARGO_PKG_VERSION"))));
}
