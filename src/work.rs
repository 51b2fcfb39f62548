//! What is done: one use case, one file; one noun, one folder.
//!
//! A use case has a *request* (plain fields), a *plan* (reads only: what would change and what it would destroy, counted)
//! and an *outcome*. [`UseCase::plan`] writes nothing; [`UseCase::carry_out`] writes exactly the plan, publishes files,
//! returns. Neither prints, asks, or knows who looks. A dry run is a plan that is shown and dropped. A use case calls a
//! use case and gets its outcome; what is kept in the base (summaries, conflicts) is made here, never by a report.
//!
//! To add a command: 1. its request, plan and outcome in a file of its noun here, with `impl UseCase`; 2. its refusals as
//! variants of the noun's `Refusal`; 3. in `cli`, the options that become the request, and `impl Led` with what is
//! said; 4. the words of the refusals beside it; 5. a line in the noun's `enum` of commands; 6. a transcript in
//! `tests/cpro`, and its keys in `tests/cpro/contract`; 7. `completions/` and `man/` made again.

use serde::Serialize;

use crate::paper::pdf::PdfError;
use crate::sources;
use crate::store::{self, Store};
use crate::world::{self, World};

pub mod accounts;
pub mod assistance;
pub mod backup;
pub mod base;
pub mod completion;
pub mod doctor;
pub mod export;
pub mod import;
pub mod init;
pub mod inspectors;
pub mod journal;
pub mod loss;
pub mod mail;
pub mod network;
pub mod nightly;
pub mod passwords;
pub mod people;
pub mod preferences;
pub mod rgpd;
pub mod schedule;
pub mod search;
pub mod selection;
pub mod settings;
pub mod sign_in;
pub mod slips;
pub mod status;
pub mod sync;
pub mod transfers;
pub mod users;

/// Something that changes the base; it is planned again where somebody else wrote in between.
pub trait UseCase: Sized + Clone {
    /// Everything that carrying it out needs.
    type Plan;
    /// What was done, or would be: under the machine contract, its fields are the keys.
    type Outcome: Serialize;

    /// Decides; reads only.
    fn plan(self, world: &mut World, store: &Store) -> Result<Self::Plan>;

    /// Why a plan that was seen is not carried out.
    fn objection(_plan: &Self::Plan) -> Option<Error> {
        None
    }

    /// Plans and does it, where nobody looks in between.
    fn run(self, world: &mut World, store: &mut Store) -> Result<Self::Outcome> {
        let plan = self.plan(world, store)?;
        Self::objection(&plan).map_or(Ok(()), Err)?;
        Self::carry_out(plan, world, store)
    }

    /// What carrying the plan out would come to.
    fn foresee(plan: &Self::Plan) -> Self::Outcome;

    /// Does it, in one transaction where nothing else is said.
    fn carry_out(plan: Self::Plan, world: &mut World, store: &mut Store) -> Result<Self::Outcome>;
}

/// Why a use case did not do what was asked: data, of which `cli` makes sentences.
#[derive(Debug)]
pub enum Error {
    Store(store::Error),
    World(world::Error),
    Paper(PdfError),
    /// A file that is not what is read, by its name.
    File(String, sources::Error),
    Base(base::Refusal),
    Backup(backup::Refusal),
    Selection(selection::Refusal),
    Users(users::Refusal),
    Inspectors(inspectors::Refusal),
    Accounts(accounts::Refusal),
    Mail(mail::Refusal),
    Slips(slips::Refusal),
    Export(export::Refusal),
    Sync(sync::Refusal),
    Rgpd(rgpd::Refusal),
    Schedule(schedule::Refusal),
    Settings(settings::Refusal),
    Init(init::Refusal),
    Nightly(nightly::NoFolder),
    Import(import::Refusal),
    Transfers(transfers::Refusal),
    Sending(transfers::send::Refusal),
    Receiving(transfers::receive::Refusal),
    Tickets(assistance::tickets::Refusal),
    NewTicket(assistance::tickets::new::Refusal),
    /// The letter of a ticket that left, which could not be noted: its number, and why.
    SentNotNoted(i64, Box<Self>),
    /// A letter that left, and whose password could not be kept: name and login of its owner, and why.
    SentNotKept {
        name: String,
        login: String,
        why: Box<Self>,
    },
}

/// What a use case gives.
pub type Result<T> = std::result::Result<T, Error>;

macro_rules! wrap {
    ($($variant:ident: $of:ty),+ $(,)?) => {
        $(impl From<$of> for Error {
            fn from(error: $of) -> Self {
                Self::$variant(error)
            }
        })+
    };
}

wrap!(
    Store: store::Error,
    World: world::Error,
    Paper: PdfError,
    Base: base::Refusal,
    Backup: backup::Refusal,
    Selection: selection::Refusal,
    Users: users::Refusal,
    Inspectors: inspectors::Refusal,
    Accounts: accounts::Refusal,
    Mail: mail::Refusal,
    Slips: slips::Refusal,
    Export: export::Refusal,
    Sync: sync::Refusal,
    Rgpd: rgpd::Refusal,
    Schedule: schedule::Refusal,
    Settings: settings::Refusal,
    Init: init::Refusal,
    Nightly: nightly::NoFolder,
    Import: import::Refusal,
    Transfers: transfers::Refusal,
    Sending: transfers::send::Refusal,
    Receiving: transfers::receive::Refusal,
    Tickets: assistance::tickets::Refusal,
    NewTicket: assistance::tickets::new::Refusal,
);

impl Error {
    /// True where somebody pressed Ctrl-C.
    pub fn is_interruption(&self) -> bool {
        matches!(self, Self::World(world::Error::Interrupted) | Self::File(_, sources::Error::Interrupted))
    }
}
