//! `cpro assistance`: a caller who cannot sign in, the questions that people ask, and tickets for the service.

use clap::Subcommand;

use super::Session;
use crate::error::Result;

mod diagnose;
mod faq;
mod tickets;

/// Aide : au téléphone, questions fréquentes, tickets pour le service
#[derive(Debug, Subcommand)]
pub enum Assistance {
    Diagnose(diagnose::Diagnose),
    Faq(faq::Faq),
    #[command(subcommand)]
    Tickets(tickets::Tickets),
}

impl Assistance {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Diagnose(diagnose) => diagnose.run(session),
            Self::Faq(faq) => faq.run(session),
            Self::Tickets(tickets) => tickets.run(session),
        }
    }
}
