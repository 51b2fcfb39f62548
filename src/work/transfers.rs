//! Pupils who go to, or come from, another school that uses the same program.

use super::{Result, base};
use crate::domain::setting::{Key, Settings};
use crate::domain::uai::Uai;
use crate::store::{Agreement, Direction, Store, Transfer};

pub mod agreement;
pub mod cancel;
pub mod export;
pub mod list;
pub mod lock;
pub mod receive;
pub mod send;

/// Why nothing became of a transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No reference of the register of processing was given.
    NoRegister,
    /// A reference that cannot be kept, and why.
    BadRegister(String),
    /// Transfers are enabled under another reference than this one, which is set.
    OtherRegister(String),
    NotEnabled,
    UnknownTransfer(i64),
    /// The batch of a transfer that came in: it is undone, not cancelled.
    CameIn(i64, i64),
    AlreadyCancelled(i64),
    /// A cancelled transfer whose file is asked for.
    FileWithdrawn(i64),
    /// The file of a transfer is not kept, and which way it went.
    FileGone(i64, Direction),
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
        base::require(settings)?;
        let agreement = store.transfer_agreement()?.filter(|agreement| agreement.enabled);
        match (agreement, settings.value(Key::Register), settings.uai()) {
            (Some(agreement), Some(register), Some(uai)) if agreement.register == register => {
                Ok(Self { uai, name: settings.value(Key::Name).unwrap_or_default(), register, agreement })
            }
            // A reference that changed since is a question to be asked again.
            (Some(_), Some(register), _) => Err(Refusal::OtherRegister(register).into()),
            _ => Err(Refusal::NotEnabled.into()),
        }
    }
}

/// A transfer by its number.
fn find(store: &Store, number: i64) -> Result<Transfer> {
    Ok(store.transfer(number)?.ok_or(Refusal::UnknownTransfer(number))?)
}
