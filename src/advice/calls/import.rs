//! `cpro import`.

use super::Call;

/// Pupils.
pub fn siecle() -> Call {
    Call::new("import siecle FICHIER")
}

/// Pupils, from a list in columns.
pub fn siecle_csv() -> Call {
    Call::new("import siecle FICHIER.csv")
}

/// Pupils, from a newer export.
pub fn siecle_again() -> Call {
    Call::new("import siecle EXPORT_À_JOUR.csv")
}

/// Staff.
pub fn sts() -> Call {
    Call::new("import sts FICHIER")
}

/// Candidates.
pub fn candidates() -> Call {
    Call::new("import candidates FICHIER")
}

/// Staff, from a list in columns.
pub fn people_staff() -> Call {
    Call::new("import people FICHIER --kind staff")
}

/// A list that was filled in.
pub fn people_file(path: impl ToString, staff: bool) -> Call {
    let call = Call::new("import people").arg(path);
    if staff { call.then("--kind staff") } else { call }
}

/// A file of corrected rows.
pub fn again(command: &'static str, path: impl ToString, options: &'static str) -> Call {
    Call::new("import").then(command).arg(path).then(options)
}

/// Rows that may be somebody known.
pub fn conflicts() -> Call {
    Call::new("import conflicts")
}

/// The same, with those that were decided.
pub fn all_conflicts() -> Call {
    Call::new("import conflicts --all")
}

/// Deciding of one.
pub fn decide(number: impl ToString) -> Call {
    Call::new("import conflicts").arg(number).then("--same")
}

/// Deciding that one is not to be used.
pub fn ignore(number: impl ToString) -> Call {
    Call::new("import conflicts").arg(number).then("--ignore")
}

/// Every batch.
pub fn history() -> Call {
    Call::new("history")
}

/// Takes a batch back.
pub fn undo(batch: impl ToString) -> Call {
    Call::new("undo").arg(batch)
}

/// The same, of whichever is meant.
pub fn undo_some() -> Call {
    Call::new("undo LOT")
}
