//! The doors of the house: which room may name which, and which crate lives where.

use std::fs;
use std::path::{Path, PathBuf};

const ROOMS: [&str; 8] = ["domain", "sources", "store", "output", "targets", "context", "error", "cli"];

/// Room → rooms that it may name.
const DOORS: [(&str, &[&str]); 8] = [
    ("domain", &["domain"]),
    ("sources", &["sources", "domain"]),
    ("store", &["store", "domain"]),
    ("output", &["output", "domain"]),
    ("targets", &["targets", "domain"]),
    ("context", &["context", "error", "domain", "store", "output", "sources"]),
    ("error", &["error", "domain", "sources", "store", "output"]),
    ("cli", &["cli", "context", "error", "domain", "sources", "store", "output", "targets"]),
];

/// Crate → rooms that may name it.
const OWNERS: [(&str, &[&str]); 31] = [
    ("flate2", &["output"]),
    ("ctrlc", &["context"]),
    ("image", &["output"]),
    ("clap_complete", &["cli"]),
    ("serde_json", &["cli"]),
    ("rusqlite", &["store"]),
    ("rusqlite_migration", &["store"]),
    ("argon2", &["domain"]),
    ("any_ascii", &["domain"]),
    ("csv", &["sources", "output"]),
    ("encoding_rs", &["sources"]),
    ("printpdf", &["output"]),
    ("lopdf", &["output"]),
    ("comfy_table", &["output"]),
    ("dialoguer", &["output"]),
    ("indicatif", &["output"]),
    ("fast_qr", &["output"]),
    ("clap", &["cli"]),
    ("directories", &["context"]),
    ("tempfile", &["context"]),
    ("ab_glyph", &["output"]),
    ("lettre", &["targets"]),
    ("sha2", &["store"]),
    ("strsim", &["domain"]),
    ("rustix", &["context"]),
    ("quick_xml", &["sources"]),
    ("zip", &["sources"]),
    ("hashbrown", &["domain"]),
    ("toml", &["cli"]),
    ("base64", &["cli"]),
    ("age", &["targets", "sources"]),
];

/// What only the outside world may touch.
const WORLD: [(&str, &[&str]); 7] = [
    ("println!", &[]),
    ("eprintln!", &[]),
    ("Zoned::now", &["context"]),
    ("SystemTime", &[]),
    ("std::env", &["context"]),
    ("env::var", &["context"]),
    ("SysRng", &["context"]),
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
        let Some((_, allowed)) = DOORS.iter().find(|(name, _)| *name == room) else { continue };
        for line in lines(code) {
            for other in ROOMS.iter().filter(|other| !allowed.contains(other)) {
                assert!(!line.contains(&format!("crate::{other}")), "{} nomme {other} : {line}", path.display());
            }
            let nested = line.trim_start().starts_with("use crate::{");
            assert!(!nested || room == "error", "{} : un import par salle : {line}", path.display());
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
            let main = room == "main" && *name == "std::env";
            let found = lines(code).find(|line| named(line));
            assert!(main || found.is_none(), "{} nomme {name} : {found:?}", path.display());
        }
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
