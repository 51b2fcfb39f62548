//! Every command that is ever quoted, under its noun.

use super::Call;

pub mod accounts;
pub mod assistance;
pub mod backup;
pub mod exports;
pub mod import;
pub mod inspectors;
pub mod rgpd;
pub mod schedule;
pub mod settings;
pub mod slips;
pub mod sync;
pub mod transfers;
pub mod users;

/// First set-up.
pub fn init() -> Call {
    Call::new("init")
}

/// The same, with an answer in an option.
pub fn init_with(option: impl ToString) -> Call {
    Call::new("init").arg(option).then("…")
}

/// Where the establishment stands.
pub fn status() -> Call {
    Call::new("status")
}

/// Everything looked at.
pub fn doctor() -> Call {
    Call::new("doctor")
}

/// What is harmless, done.
pub fn doctor_repair() -> Call {
    Call::new("doctor --repair")
}

/// The work of the night.
pub fn nightly() -> Call {
    Call::new("nightly")
}
