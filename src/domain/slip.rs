//! What a slip says, and in which order slips are printed. Where the words stand on the paper is `output`'s affair.

use jiff::Zoned;
use jiff::civil::Date;

use super::account::{Account, PasswordState, Status};
use super::profile::Profile;
use super::secret::Secret;

/// What the slip shows in place of the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SlipPassword {
    /// A provisional password, in clear.
    Provisional { secret: Secret, valid_until: Option<Date> },
    /// The person has chosen one: only the login is printed.
    Personal,
}

/// One slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    pub profile: Profile,
    pub first_name: String,
    pub surname: String,
    pub division: String,
    pub login: String,
    pub password: SlipPassword,
    /// Number of the document and of the slip in it.
    pub serial: String,
}

/// Why an account gets no slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftOut {
    Personal,
    /// A random password was printed already, and is kept nowhere.
    AlreadyDrawn,
    Expired,
    Inactive,
    Locked,
}

impl LeftOut {
    /// The reason, to be read after « compte laissé de côté : ».
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "mot de passe personnel",
            Self::AlreadyDrawn => "mot de passe provisoire déjà remis sur papier",
            Self::Expired => "mot de passe expiré, à réinitialiser",
            Self::Inactive => "compte désactivé",
            Self::Locked => "compte verrouillé",
        }
    }
}

/// Decides whether an account gets a slip now.
pub fn due(account: &Account, now: &Zoned, include_personal: bool) -> Result<(), LeftOut> {
    match (account.status, account.state(now)) {
        (Status::Inactive, _) => Err(LeftOut::Inactive),
        (Status::Locked, _) => Err(LeftOut::Locked),
        (_, PasswordState::Personal) if include_personal => Ok(()),
        (_, PasswordState::Personal) => Err(LeftOut::Personal),
        (_, PasswordState::Temporary) => Err(LeftOut::AlreadyDrawn),
        (_, PasswordState::Expired) => Err(LeftOut::Expired),
        (_, PasswordState::Initial | PasswordState::Pending) => Ok(()),
    }
}

/// Division, then name: the order in which slips are handed out. People without division come last.
pub fn sort(accounts: &mut [Account]) {
    accounts.sort_by_cached_key(|account| {
        let division = super::name::fold(account.division());
        (division.is_empty(), division, account.sort_key(), account.login.clone())
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::AccountId;
    use crate::domain::login::Login;
    use jiff::civil::date;

    fn account(state: PasswordState, status: Status, expires: Option<Date>) -> Account {
        Account {
            id: AccountId(1),
            login: Login("lea.dupont".into()),
            profile: Profile::Student,
            person: None,
            stored_state: state,
            status,
            must_change: true,
            expires_on: expires,
            expires_at: None,
            erased: false,
            locked_until: None,
            issued_at: None,
            last_login_at: None,
            created_at: String::new(),
            failures: 0,
            version: 1,
        }
    }

    #[test]
    fn who_gets_a_slip() {
        let now = date(2026, 9, 1).at(8, 0, 0, 0).in_tz("Europe/Paris").unwrap();
        let cases = [
            (account(PasswordState::Initial, Status::Active, Some(date(2026, 9, 1))), Ok(())),
            (account(PasswordState::Initial, Status::Active, Some(date(2026, 8, 31))), Err(LeftOut::Expired)),
            (account(PasswordState::Pending, Status::Active, None), Ok(())),
            (account(PasswordState::Temporary, Status::Active, None), Err(LeftOut::AlreadyDrawn)),
            (account(PasswordState::Personal, Status::Active, None), Err(LeftOut::Personal)),
            (account(PasswordState::Initial, Status::Inactive, None), Err(LeftOut::Inactive)),
            (account(PasswordState::Initial, Status::Locked, None), Err(LeftOut::Locked)),
        ];
        for (account, expected) in cases {
            assert_eq!(due(&account, &now, false), expected, "{account:?}");
        }
        assert_eq!(due(&account(PasswordState::Personal, Status::Active, None), &now, true), Ok(()));
    }
}
