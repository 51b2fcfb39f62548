//! `cpro inspectors`.

use super::Call;

/// Lets an inspector in.
pub fn open() -> Call {
    Call::new("inspectors open")
}

/// The same, whole.
pub fn open_example() -> Call {
    Call::new("inspectors open --by IDENTIFIANT-DU-CHEF --name 'Prénom NOM' --email ADRESSE")
}

/// Ends an access.
pub fn close() -> Call {
    Call::new("inspectors close IDENTIFIANT")
}

/// Who was let in.
pub fn list() -> Call {
    Call::new("inspectors list")
}
