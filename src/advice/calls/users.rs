//! `cpro users`.

use super::Call;

/// Everybody.
pub fn list() -> Call {
    Call::new("users list")
}

/// Somebody.
pub fn show(who: impl ToString) -> Call {
    Call::new("users show").arg(who)
}

/// Somebody new.
pub fn add() -> Call {
    Call::new("users add")
}

/// The head.
pub fn add_head() -> Call {
    Call::new("users add --profile chef-etablissement")
}

/// Gives an INE by hand.
pub fn edit_ine() -> Call {
    Call::new("users edit PERSONNE --ine INE")
}
