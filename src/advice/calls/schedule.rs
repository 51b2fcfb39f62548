//! `cpro schedule`.

use super::Call;

/// What the scheduler of this machine would get.
pub fn show() -> Call {
    Call::new("schedule show")
}

/// Has the night run by the scheduler.
pub fn install() -> Call {
    Call::new("schedule install")
}

/// Has it run no more.
pub fn remove() -> Call {
    Call::new("schedule remove")
}
