//! The program tried as its users do: transcripts of commands, run in this process with a fixed clock.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

mod env;

mod accounts;
mod assistance;
mod backup;
mod binary;
mod contract;
mod counterparts;
mod demo;
mod directory;
mod doctor;
mod doors;
mod entries;
mod exports;
mod faults;
mod generated;
mod golden;
mod help;
mod identity;
mod import;
mod init;
mod inspectors;
mod journal;
mod letters;
mod mail;
mod manual;
mod menu;
mod network;
mod nightly;
mod paper;
mod pictures;
mod properties;
mod readme;
mod rgpd;
mod schedule;
mod scim;
mod script;
mod sending;
mod settings;
mod sign_in;
mod slips;
mod smtp;
mod status;
#[cfg(target_os = "linux")]
mod sweep;
mod system;
mod tidy;
mod transcripts;
mod transfers;
mod undo;
mod upgrade;
mod users;
mod workbooks;

/// A file of tests that nobody runs is worse than none.
#[test]
fn no_test_file_is_forgotten() {
    let main = include_str!("main.rs");
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cpro")).unwrap() {
        let name = file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned();
        assert!(name == "main" || main.contains(&format!("mod {name};")), "{name}.rs n’est pas dans main.rs");
    }
}
