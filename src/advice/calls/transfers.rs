//! `cpro transfers`.

use super::Call;

/// Enables transfers.
pub fn enable() -> Call {
    Call::new("transfers enable")
}

/// The same, under a reference.
pub fn enable_under() -> Call {
    Call::new("transfers enable --register RÉFÉRENCE")
}

/// The key of the school.
pub fn key() -> Call {
    Call::new("transfers key")
}

/// The key of another school.
pub fn key_elsewhere() -> Call {
    Call::new("transfers key").elsewhere()
}

/// Pupils without INE.
pub fn missing_ine() -> Call {
    Call::new("transfers missing-ine")
}

/// What was sent and received.
pub fn list() -> Call {
    Call::new("transfers list")
}

/// The pupils of a transfer.
pub fn show(number: impl ToString) -> Call {
    Call::new("transfers list").arg(number)
}

/// The file of a transfer.
pub fn export(number: impl ToString) -> Call {
    Call::new("transfers export").arg(number).then("-o FICHIER.age")
}

/// The same, at another school.
pub fn export_elsewhere() -> Call {
    Call::new("transfers export").elsewhere()
}

/// Sending, at another school.
pub fn send_elsewhere() -> Call {
    Call::new("transfers send").elsewhere()
}

/// Receiving, at another school.
pub fn receive_elsewhere(file: impl ToString) -> Call {
    Call::new("transfers receive").arg(file).elsewhere()
}

/// Takes a transfer back.
pub fn cancel(number: impl ToString) -> Call {
    Call::new("transfers cancel").arg(number)
}

/// The same, of whichever is meant.
pub fn cancel_some() -> Call {
    Call::new("transfers cancel NUMÉRO")
}
