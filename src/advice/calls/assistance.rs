//! `cpro assistance`.

use super::Call;

/// The questions that people ask.
pub fn faq() -> Call {
    Call::new("assistance faq")
}

/// One of them.
pub fn faq_about() -> Call {
    Call::new("assistance faq NUMÉRO")
}

/// A command as the file of questions spells it, remark included.
pub fn in_answer(line: &'static str) -> Call {
    Call::new(line.strip_prefix("cpro ").unwrap_or(line))
}

/// Why somebody cannot sign in.
pub fn diagnose(login: impl ToString) -> Call {
    Call::new("assistance diagnose").arg(login)
}

/// Every ticket.
pub fn tickets() -> Call {
    Call::new("assistance tickets list")
}

/// Tickets that are open.
pub fn open_tickets() -> Call {
    Call::new("assistance tickets list --open")
}

/// A new ticket.
pub fn new_ticket() -> Call {
    Call::new("assistance tickets new")
}

/// Sends a ticket.
pub fn send_ticket(number: impl ToString) -> Call {
    Call::new("assistance tickets send").arg(number)
}

/// The letter of a ticket as a file.
pub fn ticket_file(number: impl ToString) -> Call {
    Call::new("assistance tickets show").arg(number).then("--eml FICHIER.eml")
}

/// One ticket, with its exchange.
pub fn ticket(number: impl ToString) -> Call {
    Call::new("assistance tickets show").arg(number)
}
