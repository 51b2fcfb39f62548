//! `cpro backup` and `cpro restore`.

use super::Call;

/// A copy, wherever the reader wants it.
pub fn save() -> Call {
    Call::new("backup FICHIER")
}

/// A copy that the reader names, put back.
pub fn restore_some() -> Call {
    Call::new("restore SAUVEGARDE")
}

/// What that would come to.
pub fn restore_trial() -> Call {
    Call::new("restore SAUVEGARDE --dry-run")
}

/// A copy where the settings say.
pub fn save_now() -> Call {
    Call::new("backup")
}

/// A copy put back.
pub fn restore(file: &str) -> Call {
    Call::new("restore").arg(file)
}
