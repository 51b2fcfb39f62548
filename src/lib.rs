//! `cpro`: from a SIECLE export to paper slips, and the accounts of a French secondary school all year.
//!
//! # View
//!
//! One binary, one SQLite file, no server. What is done (a use case: request, plan, outcome) is apart from how it is
//! asked and told. A command line becomes a request; `cli::driver` has it planned, shows the plan, asks before
//! anything is taken away, has it carried out, and tells the outcome; a dry run stops after the plan.
//!
//! # Rooms, in reading order
//!
//! | room | what it is | crates it owns |
//! |---|---|---|
//! | [`domain`] | what is true: names, logins, passwords, sign-in rules, rosters, slips, what is asked of a system that follows, what stays of an erasure | argon2, hmac, sha2, any_ascii, unicode-normalization, strsim, hashbrown |
//! | [`french`] | the language: plurals, lists, dates, no-break spaces | |
//! | [`advice`] | sentences, and every command that one quotes | |
//! | [`rights`] | who may read a file: its owner alone | tempfile |
//! | [`world`] | the outside world: clock, chance, folders, files, signals, who looks on | directories, tempfile, ctrlc, rustix |
//! | [`sources`] | what comes in: lists in columns, workbooks, the ministry’s XML, sealed files, packets of pupils, addresses of families, settings files, snapshots of a directory, rejected rows | csv, calamine, quick-xml, zip, encoding_rs, toml, age, serde-saphyr |
//! | [`targets`] | what leaves: files for other systems, a directory, a service on the web, mail, spreadsheets, settings files, packets of pupils, sealed files, pages to look at | lettre, csv, maud, toml, age, zip, uuid, ldap3 (feature `directory`), ureq (feature `scim`) |
//! | [`paper`] | slips, labels, letters and documents as PDF, slips as pixels, their languages | printpdf, lopdf, flate2, harfrust, subsetter, fast_qr, png, zune-jpeg, resize, ab_glyph |
//! | [`store`] | what is kept: the base, its journal, its backups, and all the SQL | rusqlite, sha2 |
//! | [`work`] | what is done: one use case, one file; one noun, one folder | |
//! | [`terminal`] | who is spoken to: tables, progress, questions, streams that break | comfy-table, dialoguer, indicatif |
//! | [`error`] | what a command failed with: sentence, advice, exit code | |
//! | [`cli`] | what was asked and what is said of it: one noun, one file or folder | clap, clap_complete |
//!
//! ```text
//! main ─▶ cli ─▶ work ─▶ sources, targets, paper, store, world ─▶ domain       store, world ─▶ rights
//!          ├──▶ terminal ─▶ advice ─▶ french       work, paper, terminal ─▶ french
//!          └──▶ error ────▶ advice
//! ```
//!
//! # Invariants
//!
//! - `domain` knows no clock, no file, no SQL and prints nothing; `sources`, `store`, `paper` and `targets` do not know each other.
//! - `work` neither speaks nor asks; its errors are data, of which `cli` makes sentences.
//! - Writes exist only on [`store::Tx`], one transaction a use case: one that fails leaves the base as it was. The night,
//!   an import that goes on to accounts and slips, and a ticket that is kept then sent, are several, and say which are done.
//! - What becomes of standard output never stops a change half-way.
//! - Nothing is dated by a clock that the journal contradicts, unless somebody vouches for it: [`store::Store::transact`] sees to it.
//! - A plan that grew stale is made anew, and carried out where it is about the same people and, if somebody said yes to it, comes to the same.
//! - A base whose schema another hand changed is refused.
//! - Passwords are hashed outside the write transaction; a list that grew stale in between resets nobody.
//! - What leaves for another system is in the journal before it leaves, and is known to be there only once it has its name.
//! - A directory that is read in part is not written to; a password that was changed there stays; only who was erased here is
//!   deleted there.
//! - A copy becomes the base in one step, once nobody else may write; whoever still holds the file that was there is refused.
//! - Whoever was erased stays so: a seal under a key of the base keeps the login from others, and the person out of every copy.
//! - What a killed command was writing is removed by the next one.
//! - No file is half-written, and a document with passwords is complete on disk before its hashes are committed.
//! - A pupil who is sent is in a complete file before leaving this school, and the base keeps that file: nobody is lost midway.
//! - A mailed password becomes the account's only once the server has taken the letter; no password waits in the outbox.
//! - A slip goes by post only where two things of a file say whose address it is; no number does alone.
//! - A try to sign in is judged again inside the transaction that counts it.
//! - What a batch changes is traced row by row by the base itself: undoing puts the rows back, or refuses and names whom.
//! - Chance comes from the system in every program that ships; tests hand their own to [`world::World`].
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
//! | courrier, famille | [`domain::letter::Family`], [`domain::letter::Address`] | slips that go by post |
//! | lot | [`store::BatchId`] | one run that changed data |
//! | journal | [`store::Entry`] | who did what, when, without personal data; each line seals the one before |
//! | cible | [`targets::systems::Target`] | another system that takes files of ours; [`domain::member::Member`] is who leaves |
//! | effacement | [`domain::erasure::Trace`] | what stays of somebody who was erased |
//! | préférence | [`domain::preference::Preference`] | how a machine, or who works on it, likes things shown |
//! | demande | [`store::Request`] | a reset asked for by day, made by night |
//! | transfert | [`domain::transfer::Packet`] | pupils who go to another school, in one sealed file |
//! | ticket | [`store::Ticket`] | a question for the service’s assistance |

pub mod advice;
pub mod cli;
pub mod domain;
pub mod error;
pub mod french;
pub mod paper;
pub mod rights;
pub mod sources;
pub mod store;
pub mod targets;
pub mod terminal;
pub mod work;
pub mod world;

pub use cli::{Session, answer_shell, guarded, note_faults, run};
