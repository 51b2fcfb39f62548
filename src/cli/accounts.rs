//! `cpro accounts`: from the creation of an account to the day somebody cannot sign in.

use clap::Subcommand;

use crate::cli::Context;
use crate::error::Result;

mod card;
mod check;
pub mod create;
mod email;
mod explain;
mod forgot;
mod list;
mod lock;
mod login;
mod passwd;
mod request;
pub mod reset;
mod show;
mod whoami;

/// Comptes des élèves et des personnels
#[derive(Debug, Subcommand)]
pub enum Accounts {
    List(list::List),
    Show(show::Show),
    Whoami(whoami::Whoami),
    Create(create::Create),
    Reset(reset::Reset),
    Request(request::Request),
    Lock(lock::Lock),
    Unlock(lock::Unlock),
    Login(login::Login),
    Passwd(passwd::Passwd),
    Email(email::Email),
    Forgot(forgot::Forgot),
    Explain(explain::Explain),
}

impl Accounts {
    pub fn run(self, context: &mut Context) -> Result {
        match self {
            Self::List(list) => list.run(context),
            Self::Show(show) => show.run(context),
            Self::Whoami(whoami) => whoami.run(context),
            Self::Create(create) => create.run(context),
            Self::Reset(reset) => reset.run(context),
            Self::Request(request) => request.run(context),
            Self::Lock(lock) => lock.run(context),
            Self::Unlock(unlock) => unlock.run(context),
            Self::Login(login) => login.run(context),
            Self::Passwd(passwd) => passwd.run(context),
            Self::Email(email) => email.run(context),
            Self::Forgot(forgot) => forgot.run(context),
            Self::Explain(explain) => explain.run(context),
        }
    }
}
