//! `cpro export`.

use super::Call;

/// The directory as a file.
pub fn ldif() -> Call {
    Call::new("export ldif")
}

/// What each target receives.
pub fn list() -> Call {
    Call::new("export --list")
}
