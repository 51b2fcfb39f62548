//! `cpro export`.

use super::Call;

/// What each target receives.
pub fn list() -> Call {
    Call::new("export --list")
}
