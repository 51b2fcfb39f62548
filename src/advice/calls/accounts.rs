//! `cpro accounts`.

use super::Call;

/// Accounts of a division.
pub fn list_division(division: impl ToString) -> Call {
    Call::new("accounts list --division").arg(division)
}

/// Resets of a division, with their slips.
pub fn reset_division(division: impl ToString) -> Call {
    Call::new("accounts reset --division").arg(division).then("--slips reinitialises.pdf")
}

/// Every account.
pub fn list() -> Call {
    Call::new("accounts list")
}

/// Accounts whose password is past its date.
pub fn list_expired() -> Call {
    Call::new("accounts list --expired")
}

/// Accounts whose password was never changed.
pub fn list_initial() -> Call {
    Call::new("accounts list --state initial")
}

/// Accounts that are locked.
pub fn list_locked() -> Call {
    Call::new("accounts list --locked")
}

/// Accounts that nobody used yet.
pub fn list_unused() -> Call {
    Call::new("accounts list --never-signed-in")
}

/// Accounts of pupils.
pub fn list_pupils() -> Call {
    Call::new("accounts list --profile eleve")
}

/// The missing accounts.
pub fn create() -> Call {
    Call::new("accounts create")
}

/// Who lacks an account, and why.
pub fn check() -> Call {
    Call::new("accounts create --check")
}

/// Back to the initial password.
pub fn reset(login: impl ToString) -> Call {
    Call::new("accounts reset").arg(login)
}

/// The same, with its slip.
pub fn reset_with_slip(login: impl ToString) -> Call {
    Call::new("accounts reset").arg(login).then("--slips papillon.pdf")
}

/// Resets, of whoever is meant.
pub fn reset_some() -> Call {
    Call::new("accounts reset")
}

/// A reset, of whoever is meant, with its slip.
pub fn reset_somebody_with_slip() -> Call {
    Call::new("accounts reset IDENTIFIANT --slips papillons.pdf")
}

/// The resets that were asked for.
pub fn reset_requested() -> Call {
    Call::new("accounts reset --requested")
}

/// Resets that wait.
pub fn requests() -> Call {
    Call::new("accounts request --list")
}

/// Opens a locked account.
pub fn unlock(login: impl ToString) -> Call {
    Call::new("accounts unlock").arg(login)
}

/// A letter with a temporary password.
pub fn forgot(login: impl ToString) -> Call {
    Call::new("accounts forgot").arg(login)
}

/// A reset for the next night.
pub fn forgot_request(login: impl ToString) -> Call {
    Call::new("accounts forgot").arg(login).then("--request")
}

/// Why an account is as it is.
pub fn explain(login: impl ToString) -> Call {
    Call::new("accounts explain").arg(login)
}

/// The same, of whoever is meant.
pub fn explain_somebody() -> Call {
    Call::new("accounts explain IDENTIFIANT")
}

/// Signing in.
pub fn login(login: impl ToString) -> Call {
    Call::new("accounts login").arg(login)
}

/// The same, of whoever is meant.
pub fn login_somebody() -> Call {
    Call::new("accounts login IDENTIFIANT")
}

/// Another password.
pub fn passwd(login: impl ToString) -> Call {
    Call::new("accounts passwd").arg(login)
}

/// The address of a person.
pub fn email(login: impl ToString) -> Call {
    Call::new("accounts email").arg(login).then("ADRESSE")
}

/// First passwords, by mail, and the slips of those who have no address.
pub fn send_slips() -> Call {
    Call::new("accounts send --slips papillons.pdf")
}
