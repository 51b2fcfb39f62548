//! Accounts that a reset leaves as they are, and why.

use jiff::Zoned;
use serde::Serialize;

use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::store::Request;

/// An account left as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Skipped {
    pub login: String,
    pub reason: Why,
    #[serde(skip)]
    pub(super) name: (String, String, String),
    #[serde(skip)]
    pub(super) account: AccountId,
}

/// Why an account is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    Inactive,
    Over,
    /// A lock is undone by somebody who names the account, not by a list.
    Locked,
    /// Somebody chose a password after the request was made.
    ChosenSince,
    /// A password was handed out after the request was made.
    IssuedSince,
    /// The password changed while this was prepared.
    Changed,
}

impl Why {
    /// To be read after a name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inactive => "compte désactivé",
            Self::Over => "accès d’inspecteur terminé",
            Self::Locked => "compte verrouillé",
            Self::ChosenSince => "mot de passe personnel choisi depuis la demande",
            Self::IssuedSince => "mot de passe déjà remis depuis la demande",
            Self::Changed => "mot de passe changé entre-temps",
        }
    }
}

impl Serialize for Why {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Skipped {
    pub(super) fn new(account: &Account, reason: Why) -> Self {
        let (surname, first_name) = account.names();
        let name = (surname, first_name, account.division().to_owned());
        Self { login: account.login.to_string(), reason, name, account: account.id }
    }

    /// « Prénom NOM ».
    pub fn full_name(&self) -> String {
        format!("{} {}", self.name.1, self.name.0).trim().to_owned()
    }
}

/// Why this account stays as it is, if it does.
pub(super) fn obstacle(account: &Account, request: Option<&Request>, unlock: bool, now: &Zoned) -> Option<Why> {
    let overtaken = request.is_some_and(|request| request.version != account.version);
    match (account.status, account.stored_state) {
        (Status::Inactive, _) => Some(Why::Inactive),
        _ if account.is_over(now.date()) => Some(Why::Over),
        (Status::Locked, _) if !unlock => Some(Why::Locked),
        (_, PasswordState::Personal) if overtaken => Some(Why::ChosenSince),
        _ if overtaken => Some(Why::IssuedSince),
        _ => None,
    }
}
