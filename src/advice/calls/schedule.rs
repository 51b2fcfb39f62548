//! `cpro schedule`.

use super::Call;

/// Has the night run by the scheduler.
pub fn install() -> Call {
    Call::new("schedule install")
}

/// Has it run no more.
pub fn remove() -> Call {
    Call::new("schedule remove")
}
