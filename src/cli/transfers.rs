//! `cpro transfers`: pupils who go to, or come from, another school that uses cpro too.

use clap::Subcommand;

use crate::cli::old::Context;
use crate::domain::setting::{Key, Settings};
use crate::domain::uai::Uai;
use crate::error::{Error, Result, exit};
use crate::store::{Agreement, Store, Transfer};

mod agreement;
mod cancel;
mod key;
mod list;
mod missing;
mod packet;
mod receive;
mod send;

/// Transferts d’élèves entre deux établissements
#[derive(Debug, Subcommand)]
pub enum Transfers {
    Enable(agreement::Enable),
    Disable(agreement::Disable),
    Key(agreement::ShowKey),
    MissingIne(missing::MissingIne),
    Send(send::Send),
    Receive(receive::Receive),
    List(list::List),
    Export(list::Export),
    Cancel(cancel::Cancel),
}

impl Transfers {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::Enable(enable) => enable.run(context),
            Self::Disable(disable) => disable.run(context),
            Self::Key(key) => key.run(context),
            Self::MissingIne(missing) => missing.run(context),
            Self::Send(send) => send.run(context),
            Self::Receive(receive) => receive.run(context),
            Self::List(list) => list.run(context),
            Self::Export(export) => export.run(context),
            Self::Cancel(cancel) => cancel.run(context),
        }
    }
}

/// A school that may exchange pupils.
struct School {
    uai: Uai,
    name: String,
    /// Entry of the register of processing.
    register: String,
    agreement: Agreement,
}

impl School {
    /// Refuses where transfers are not enabled, or the establishment is not known.
    fn require(store: &Store, settings: &Settings) -> Result<Self> {
        crate::cli::old::require(settings)?;
        let agreement = store.transfer_agreement()?.filter(|agreement| agreement.enabled);
        match (agreement, settings.value(Key::Register), settings.uai()) {
            (Some(agreement), Some(register), Some(uai)) if agreement.register == register => {
                Ok(Self { uai, name: settings.value(Key::Name).unwrap_or_default(), register, agreement })
            }
            // A reference that changed since is a question to be asked again.
            (Some(_), Some(register), _) => {
                let message = format!("les transferts n’ont pas été activés sous la référence {register}.");
                Err(Error::new(exit::SETTINGS, message).hint("cpro transfers enable"))
            }
            _ => Err(Error::new(exit::SETTINGS, "les transferts ne sont pas activés dans cet établissement.")
                .hint("cpro transfers enable --register RÉFÉRENCE")),
        }
    }
}

/// A transfer by its number.
fn find(store: &Store, number: i64) -> Result<Transfer> {
    store
        .transfer(number)?
        .ok_or_else(|| Error::refused(format!("il n’y a pas de transfert n° {number}.")).hint("cpro transfers list"))
}

/// Parses the code of another school.
fn uai(typed: &str) -> std::result::Result<Uai, String> {
    typed.parse().map_err(|error: crate::domain::uai::UaiError| error.to_string())
}
