//! What is true: names, logins, passwords, who is a pupil, what changed.
//!
//! Law of this room: no clock, no file, no SQL, no printing. Time and chance come in as parameters,
//! decisions go out as values.

pub mod account;
pub mod date;
pub mod enrolment;
pub mod forms;
pub mod hashing;
pub mod help;
pub mod identity;
pub mod ine;
pub mod lockout;
pub mod login;
pub mod name;
pub mod origin;
pub mod person;
pub mod policy;
pub mod profile;
pub mod roster;
pub mod school_year;
pub mod secret;
pub mod setting;
pub mod slip;
pub mod transfer;
pub mod typing;
pub mod uai;
