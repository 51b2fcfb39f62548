//! `cpro rgpd`.

use super::Call;

/// Whoever is due, erased.
pub fn purge() -> Call {
    Call::new("rgpd purge")
}

/// Who that would be.
pub fn purge_trial() -> Call {
    Call::new("rgpd purge --dry-run")
}
