//! `cpro slips`.

use super::Call;

/// The slips of a division.
pub fn generate_division(division: impl ToString) -> Call {
    let file = format!("{}.pdf", division.to_string().to_lowercase());
    Call::new("slips generate --division").arg(division).then("-o").arg(file)
}

/// Every slip that is due.
pub fn generate() -> Call {
    Call::new("slips generate -o papillons.pdf")
}

/// The slip of one account.
pub fn generate_one(login: impl ToString) -> Call {
    Call::new("slips generate").arg(login).then("-o papillon.pdf")
}

/// The same, under another name.
pub fn generate_as(login: impl ToString, file: &'static str) -> Call {
    Call::new("slips generate").arg(login).then("-o").then(file)
}

/// The slips of some accounts.
pub fn generate_some(logins: &[String]) -> Call {
    logins.iter().fold(Call::new("slips generate"), Call::arg).then("-o papillons.pdf")
}

/// The documents already made.
pub fn list() -> Call {
    Call::new("slips list")
}

/// A document, from the base.
pub fn export(number: impl ToString) -> Call {
    Call::new("slips export").arg(number).then("-o FICHIER.pdf")
}

/// The slips of a division were handed out.
pub fn hand_over_division(division: impl ToString) -> Call {
    Call::new("slips hand-over --division").arg(division)
}

/// The slip of one account was handed out.
pub fn hand_over(login: impl ToString) -> Call {
    Call::new("slips hand-over").arg(login)
}

/// Letters to families, with the file of their addresses.
pub fn letter(addresses: impl ToString) -> Call {
    Call::new("slips letter --addresses").arg(addresses)
}
