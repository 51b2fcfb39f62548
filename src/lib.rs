//! `cpro`: from a SIECLE export to paper slips, and the accounts of a French secondary school all year.
//!
//! # View
//!
//! One binary, one SQLite file, no server. A command is five paragraphs: read, decide, confirm, write, tell. Reading
//! and writing are the affair of rooms that know one thing each; deciding is pure.
//!
//! # Rooms, in reading order
//!
//! | room | what it is | crates it owns |
//! |---|---|---|
//! | [`domain`] | what is true: names, logins, passwords, sign-in rules, rosters, slips | argon2, any_ascii, unicode-normalization, strsim, hashbrown |
//! | [`sources`] | what comes in: lists in columns, the ministry’s XML, sealed files, encodings, rejected rows | csv, quick-xml, zip, encoding_rs, age |
//! | [`store`] | what is kept: the base, its journal, its backups, and all the SQL | rusqlite, sha2 |
//! | [`output`] | what is shown: terminal, tables, slips as PDF and as pixels, their languages | printpdf, lopdf, flate2, fast_qr, image, ab_glyph, comfy-table, csv, dialoguer, indicatif |
//! | [`targets`] | what leaves: mail, sealed files | lettre, age |
//! | [`context`] | the outside world: clock, chance, folders, files, signals | directories, tempfile, ctrlc, rustix |
//! | [`error`] | what went wrong, with its advice and its exit code | |
//! | [`cli`] | what was asked: one noun, one file | clap, clap_complete, serde_json, toml, base64 |
//!
//! ```text
//! main ─▶ cli ─▶ sources ─┐
//!          ├──▶ store ────┼─▶ domain
//!          ├──▶ output ───┤
//!          ├──▶ targets ──┘
//!          └──▶ context, error
//! ```
//!
//! # Invariants
//!
//! - `domain` knows no clock, no file, no SQL and prints nothing; `sources`, `store`, `output` and `targets` do not know each other.
//! - Writes exist only on [`store::Tx`]: a command that fails leaves the base as it was.
//! - Passwords are hashed outside the write transaction; a list that grew stale in between resets nobody.
//! - No file is half-written, and a document with passwords is complete on disk before its hashes are committed.
//! - A pupil who is sent is in a complete file before leaving this school, and the base keeps that file: nobody is lost midway.
//! - A mailed password becomes the account's only once the server has taken the letter; no password waits in the outbox.
//! - A try to sign in is judged again inside the transaction that counts it.
//! - What a batch changes is traced row by row by the base itself: undoing puts the rows back, or refuses and names whom.
//! - Chance comes from the system in every program that ships; tests hand their own to [`Context`].
//! - Errors of the rooms get their advice and exit code in [`error`] alone; commands add their own refusals.
//!
//! # Glossary
//!
//! | French | here | meaning |
//! |---|---|---|
//! | établissement | [`domain::setting::Settings`] | the school; its code is the [`domain::uai::Uai`] |
//! | élève, personnel | [`domain::person::Person`] with a [`domain::profile::Profile`] | who may have an account |
//! | compte, identifiant | [`domain::account::Account`], [`domain::login::Login`] | |
//! | mot de passe initial, provisoire, personnel, à remettre | [`domain::account::PasswordState`] | birth date, random, chosen, drawn with the slip |
//! | papillon | [`domain::slip::Slip`] | the paper with login, password, address |
//! | division, groupe | fields of a person | class, teaching group |
//! | lot | [`store::BatchId`] | one run that changed data |
//! | journal | [`store::Entry`] | who did what, when, without personal data; each line seals the one before |
//! | demande | [`store::Request`] | a reset asked for by day, made by night |
//! | transfert | [`domain::transfer::Packet`] | pupils who go to another school, in one sealed file |
//! | ticket | [`store::Ticket`] | a question for the service’s assistance |

pub mod advice;
pub mod cli;
pub mod domain;
pub mod error;
pub mod french;
pub mod paper;
pub mod sources;
pub mod store;
pub mod targets;
pub mod terminal;
pub mod work;
pub mod world;

pub use cli::{Session, run};
