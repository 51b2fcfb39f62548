//! What leaves: files for other systems, changes for servers that follow, mail, packets of pupils, sealed files, spreadsheets.
//!
//! To add a target: 1. a file here, from values of `domain` to bytes, or to a server; what can go wrong is an enum; 2. its
//! crate in `tests/cpro/tidy.rs`; 3. the use case of `work` that calls it; 4. a test with a program that is not ours and
//! reads what was written.
//!
//! Law of this room: nothing goes over the network that the establishment has not set, and nothing unencrypted.

pub mod directory;
pub mod link;
pub mod mail;
pub mod packet;
pub mod page;
pub mod report;
pub mod schedule;
pub mod scim;
pub mod sealed;
pub mod settings_file;
pub mod spreadsheet;
pub mod systems;
