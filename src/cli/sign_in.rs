//! Signing in, for `login` and `passwd`: a try is judged twice, before and inside the transaction that counts it.

use crate::cli::Context;
use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::date::iso;
use crate::domain::hashing;
use crate::domain::lockout::{self, Lock};
use crate::domain::secret::Secret;
use crate::error::{Error, Result};
use crate::french::{day, until};
use jiff::Zoned;
use jiff::civil::Date;

use crate::store::{Entry, Error as StoreError, Record, Store, Tx};

mod asking;

pub use asking::{New, Typed, ask_new, point_out, read_new, report, require_terminal, tell_refusal};

/// Times that an account which keeps changing is looked at.
const MOST_LOOKS: u32 = 5;

/// What came of a try.
pub enum Try {
    /// The right password, of an account as it now is.
    Right(Box<Account>),
    Refused(Refusal),
}

/// Why somebody was not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Unknown,
    Wrong,
    Locked(Lock),
    Inactive,
    /// An inspector's access came to its end.
    Over(Date),
    /// With the last day on which the password was good.
    Expired(Option<Date>),
    /// The new password, not the present one.
    NewPassword,
}

/// A refusal, with what follows from it.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub why: Why,
    /// The sentence of the service.
    pub sentence: String,
    /// The lock that this very try brought about, or that it met.
    pub lock: Option<Lock>,
    /// What would mend it.
    pub advice: Option<String>,
}

impl Why {
    /// The word of the machine contract.
    fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown_login",
            Self::Wrong => "wrong_password",
            Self::Locked(_) => "locked",
            Self::Inactive | Self::Over(_) => "inactive",
            Self::Expired(_) => "expired",
            Self::NewPassword => "new_password_refused",
        }
    }

    /// A few words for the journal.
    fn in_journal(self) -> &'static str {
        match self {
            Self::Unknown => "refusé : login inconnu",
            Self::Wrong => "refusé : mot de passe non valide",
            Self::Locked(_) => "refusé : compte verrouillé",
            Self::Inactive => "refusé : compte désactivé",
            Self::Over(_) => "refusé : accès terminé",
            Self::Expired(_) => "refusé : mot de passe expiré",
            Self::NewPassword => "nouveau mot de passe refusé",
        }
    }

    fn refusal(self, login: &str, now: &Zoned) -> Refusal {
        let (why, advice) = match self {
            Self::Unknown => (
                "login inconnu".to_owned(),
                "cpro accounts list montre les identifiants ; vérifiez aussi le point et les tirets.".to_owned(),
            ),
            Self::Wrong | Self::NewPassword => ("mot de passe non valide.".to_owned(), String::new()),
            Self::Locked(Lock::ForGood) => (
                "compte verrouillé, l’administrateur doit le déverrouiller.".to_owned(),
                format!("cpro accounts unlock {login}"),
            ),
            Self::Locked(Lock::Until(at)) => (
                format!("trop d’essais, compte verrouillé jusqu’à {}.", until(at, now)),
                format!("cpro accounts unlock {login}"),
            ),
            Self::Inactive => (
                "compte désactivé.".to_owned(),
                "la personne a quitté l’établissement ; un nouvel import de l’export la fait revenir.".to_owned(),
            ),
            Self::Over(last) => (
                format!("compte désactivé (accès ouvert jusqu’au {}).", day(last)),
                "le chef d’établissement peut rouvrir l’accès\u{a0}: cpro inspectors open".to_owned(),
            ),
            Self::Expired(last) => {
                let until = last.map_or(String::new(), |last| format!(" (il était valable jusqu’au {})", day(last)));
                (format!("mot de passe expiré{until}."), format!("cpro accounts reset {login}"))
            }
        };
        let lock = if let Self::Locked(lock) = self { Some(lock) } else { None };
        let sentence = format!("Authentification incorrecte : {why}");
        Refusal { why: self, sentence, lock, advice: Some(advice).filter(|advice| !advice.is_empty()) }
    }
}

/// Tries a password. Every outcome takes one hash and one transaction, whether the login exists or not; an account that
/// changes meanwhile is looked at again.
pub fn try_password(context: &mut Context, store: &mut Store, login: &str, secret: &Secret) -> Result<Try> {
    for _ in 0..MOST_LOOKS {
        let tried = compare(context, store, login, secret)?;
        let now = context.now();
        if let Some(outcome) = store.transact(context.stamp(), |tx| judge(tx, login, &tried, &now))? {
            return Ok(outcome);
        }
    }
    Err(StoreError::Stale.into())
}

/// Outside the transaction: one hash, whatever is found.
fn compare(context: &mut Context, store: &Store, login: &str, secret: &Secret) -> Result<Tried> {
    let cost = context.cost_under(&store.settings()?);
    let now = context.now();
    let seen = store.account(login)?;
    let barred = seen.as_ref().is_some_and(|account| barred(account, &now).is_some());
    let hash = match &seen {
        Some(account) if !barred => store.hash_of(account.id)?,
        _ => None,
    };
    // What is no hash (none yet, or erased) takes as long to compare with as one.
    let hash = hash.filter(|hash| hash.starts_with('$'));
    let right = hashing::verify(secret, &hash.clone().unwrap_or_else(|| hashing::decoy(cost)));
    if !right && hash.as_ref().is_some_and(|hash| hashing::is_weaker(hash, cost)) {
        // A cheaper hash would tell that the login exists.
        hashing::verify(secret, &hashing::decoy(cost));
    }
    let stronger = match hash.filter(|hash| right && hashing::is_weaker(hash, cost)) {
        Some(_) => Some(context.hash_one(secret.clone(), cost)?),
        None => None,
    };
    Ok(Tried { version: seen.map(|account| account.version), barred, right, stronger })
}

/// What was found outside the transaction.
struct Tried {
    /// Of the account, `None` where there is none.
    version: Option<i64>,
    /// True where the password was not even compared.
    barred: bool,
    right: bool,
    /// The same password at the present cost, where the stored hash is weaker.
    stronger: Option<String>,
}

/// Decides on the account as it is inside the transaction, and writes what follows. `None` where it changed meanwhile.
fn judge(tx: &Tx<'_>, login: &str, tried: &Tried, now: &Zoned) -> Result<Option<Try>> {
    let account = tx.account(login)?;
    if account.as_ref().map(|account| account.version) != tried.version {
        return Ok(None);
    }
    let Some(account) = account else {
        tx.log(&Entry::new("accounts.login", Record::None, 0, Why::Unknown.in_journal()))?;
        return Ok(Some(Try::Refused(Why::Unknown.refusal(login, now))));
    };
    let log = |result: &str| tx.log(&Entry::new("accounts.login", Record::Account, account.id.0, result));
    if let Some(why) = barred(&account, now) {
        log(why.in_journal())?;
        return Ok(Some(Try::Refused(why.refusal(login, now))));
    }
    if tried.barred {
        return Ok(None);
    }
    if !tried.right {
        log(Why::Wrong.in_journal())?;
        return Ok(Some(Try::Refused(wrong(tx, &account, now)?)));
    }
    tx.right_password(account.id, !account.must_change)?;
    if let Some(hash) = &tried.stronger {
        tx.rehash(account.id, hash)?;
    }
    log(if account.must_change { "mot de passe juste, à changer" } else { "connecté" })?;
    Ok(Some(Try::Right(Box::new(account))))
}

/// Why no password at all would open this account now.
fn barred(account: &Account, now: &Zoned) -> Option<Why> {
    if let Some(lock) = lockout::standing(account, now.timestamp()) {
        return Some(Why::Locked(lock));
    }
    match (account.status, account.state(now)) {
        _ if account.is_over(now.date()) => account.closes_on.map(Why::Over),
        (Status::Inactive, _) => Some(Why::Inactive),
        (_, PasswordState::Expired) => Some(Why::Expired(account.expires_on)),
        _ => None,
    }
}

/// Counts a wrong password, and locks where it was one too many.
fn wrong(tx: &Tx<'_>, account: &Account, now: &Zoned) -> Result<Refusal> {
    let at = now.timestamp();
    tx.add_failure(account.id, at, lockout::a_day_before(at))?;
    let recent = tx.failures_since(account.id, lockout::a_day_before(at))?;
    let lock = lockout::after_failure(account.profile, account.failures + 1, &recent, at);
    match lock {
        Some(Lock::ForGood) => {
            tx.set_status(account.id, Status::Locked)?;
        }
        Some(Lock::Until(until)) => tx.lock_until(account.id, &iso(until, now.time_zone()))?,
        None => {}
    }
    let login = &account.login;
    let advice = match (lock, account.stored_state) {
        (Some(_), _) => Some(format!("cpro accounts unlock {login}")),
        (None, PasswordState::Pending) => {
            Some(format!("aucun mot de passe n’a encore été remis\u{a0}: cpro slips generate {login} -o papillon.pdf"))
        }
        (None, _) => None,
    };
    Ok(Refusal { lock, advice, ..Why::Wrong.refusal(&login.0, now) })
}

/// Keeps a personal password, if the account is still the one that was signed in to.
pub fn choose(context: &mut Context, store: &mut Store, account: &Account, new: &Secret) -> Result<()> {
    let cost = context.cost_under(&store.settings()?);
    let hash = context.hash_one(new.clone(), cost)?;
    store.transact(context.stamp(), |tx| {
        if !tx.choose_password(account.id, account.version, &hash)? {
            return Err(Error::from(StoreError::Stale));
        }
        tx.unpost(account.id)?;
        tx.log(&Entry::new("accounts.passwd", Record::Account, account.id.0, "mot de passe personnel choisi"))?;
        Ok(())
    })
}
