//! `cpro sync`.

use super::Call;

/// A directory or a service that follows.
pub fn follow(target: impl ToString) -> Call {
    Call::new("sync").arg(target)
}
