//! `cpro transfers`: pupils who go to, or come from, another school that uses cpro too.

use clap::Subcommand;

use super::Session;
use super::driver::{Trial, answer, lead};
use crate::domain::uai::{Uai, UaiError};
use crate::error::Result;
use crate::work::transfers::agreement as work;
use crate::work::transfers::list as shown;

mod agreement;
mod cancel;
pub mod key;
mod list;
mod receive;
mod refusals;
mod send;

/// Transferts d’élèves entre deux établissements
#[derive(Debug, Subcommand)]
pub enum Transfers {
    Enable(agreement::Enable),
    Disable(agreement::Disable),
    Key(agreement::ShowKey),
    MissingIne(list::MissingIne),
    Send(Box<send::Send>),
    Receive(receive::Receive),
    List(list::List),
    Export(list::Export),
    Cancel(cancel::Cancel),
}

impl Transfers {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Enable(enable) => enable.run(session),
            Self::Disable(_) => lead(session, work::Disable, Trial::Never),
            Self::Key(_) => answer(session, &work::key(&session.world)?),
            Self::MissingIne(_) => answer(session, &shown::missing_ine(&session.world)?),
            Self::Send(send) => send.run(session),
            Self::Receive(receive) => receive.run(session),
            Self::List(list) => list.run(session),
            Self::Export(export) => export.run(session),
            Self::Cancel(cancel) => cancel.run(session),
        }
    }
}

/// Parses the code of another school.
fn uai(typed: &str) -> std::result::Result<Uai, String> {
    typed.parse().map_err(|error: UaiError| error.to_string())
}
