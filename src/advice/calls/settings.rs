//! `cpro settings`.

use super::Call;

/// Every setting.
pub fn show() -> Call {
    Call::new("settings show")
}

/// Changes a setting.
pub fn set(key: impl ToString, value: impl ToString) -> Call {
    Call::new("settings set").arg(key).arg(value)
}

/// Changes a setting, shown by an example that is typed as it stands.
pub fn set_as(key: impl ToString, example: &'static str) -> Call {
    Call::new("settings set").arg(key).then(example)
}

/// Back to a default.
pub fn unset(key: impl ToString) -> Call {
    Call::new("settings unset").arg(key)
}

/// The logo of the slips.
pub fn logo() -> Call {
    Call::new("settings logo FICHIER")
}

/// The stamp of the slips.
pub fn stamp() -> Call {
    Call::new("settings stamp FICHIER")
}

/// Takes the settings of a file, in another school.
pub fn import_elsewhere(path: impl ToString) -> Call {
    Call::new("settings import").arg(path).elsewhere()
}

/// The labels of the forms.
pub fn masks() -> Call {
    Call::new("settings masks list")
}

/// The labels as a file.
pub fn masks_file() -> Call {
    Call::new("settings masks export -o FICHIER.json")
}
