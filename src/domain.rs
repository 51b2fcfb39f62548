//! What is true: names, logins, passwords, who is a pupil, what changed.
//!
//! Law of this room: no clock, no file, no SQL, no printing. Time and chance come in as parameters,
//! decisions go out as values.

pub mod name;
pub mod date;
pub mod uai;
pub mod ine;
pub mod profile;
pub mod person;
pub mod login;
pub mod secret;
pub mod hashing;
pub mod account;
pub mod enrolment;
pub mod identity;
pub mod roster;
pub mod setting;
pub mod slip;
