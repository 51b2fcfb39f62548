//! What leaves: mail, packets of pupils, sealed files, spreadsheets.
//!
//! Law of this room: nothing goes over the network that the establishment has not set, and nothing unencrypted.

pub mod mail;
pub mod packet;
pub mod sealed;
pub mod settings_file;
pub mod spreadsheet;
