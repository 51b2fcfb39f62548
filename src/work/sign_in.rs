//! Signing in: a try is judged twice, before and inside the transaction that counts it.

use jiff::Zoned;
use jiff::civil::Date;

use super::{Result, base};
use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::hashing;
use crate::domain::instant::Instant;
use crate::domain::lockout::{self, Lock};
use crate::domain::policy::{self, About, Fault};
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings};
use crate::store::{Entry, Error as StoreError, Record, Store, Tx};
use crate::world::World;

/// Times that an account which keeps changing is looked at.
const MOST_LOOKS: u32 = 5;

/// What came of a try.
pub enum Try {
    /// The right password, of an account as it now is.
    Right(Box<Account>),
    Refused(Denial),
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
}

/// Somebody was not let in, with what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    pub why: Why,
    /// The lock that this very try brought about, or that it met.
    pub lock: Option<Lock>,
    /// True where no password was ever handed out: no try could succeed.
    pub pending: bool,
}

impl Why {
    /// A few words for the journal.
    fn in_journal(self) -> &'static str {
        match self {
            Self::Unknown => "refusé : login inconnu",
            Self::Wrong => "refusé : mot de passe non valide",
            Self::Locked(_) => "refusé : compte verrouillé",
            Self::Inactive => "refusé : compte désactivé",
            Self::Over(_) => "refusé : accès terminé",
            Self::Expired(_) => "refusé : mot de passe expiré",
        }
    }
}

impl From<Why> for Denial {
    fn from(why: Why) -> Self {
        let lock = if let Why::Locked(lock) = why { Some(lock) } else { None };
        Self { why, lock, pending: false }
    }
}

/// Tries a password. Every outcome takes one hash and one transaction, whether the login exists or not; an account that
/// changes meanwhile is looked at again.
pub fn try_password(world: &mut World, store: &mut Store, login: &str, secret: &Secret) -> Result<Try> {
    for _ in 0..MOST_LOOKS {
        let tried = compare(world, store, login, secret)?;
        let now = world.now();
        if let Some(outcome) = store.transact(base::stamp(world), |tx| judge(tx, login, &tried, &now))? {
            return Ok(outcome);
        }
    }
    Err(StoreError::Stale.into())
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

/// Outside the transaction: one hash, whatever is found.
fn compare(world: &mut World, store: &Store, login: &str, secret: &Secret) -> Result<Tried> {
    let cost = world.cost_under(&store.settings()?);
    let now = world.now();
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
        Some(_) => Some(world.hash_one(secret.clone(), cost)?),
        None => None,
    };
    Ok(Tried { version: seen.map(|account| account.version), barred, right, stronger })
}

/// Decides on the account as it is inside the transaction, and writes what follows. `None` where it changed meanwhile.
fn judge(tx: &Tx<'_>, login: &str, tried: &Tried, now: &Zoned) -> Result<Option<Try>> {
    let account = tx.account(login)?;
    if account.as_ref().map(|account| account.version) != tried.version {
        return Ok(None);
    }
    let Some(account) = account else {
        tx.log(&Entry::new("accounts.login", Record::None, 0, Why::Unknown.in_journal()))?;
        return Ok(Some(Try::Refused(Why::Unknown.into())));
    };
    let log = |result: &str| tx.log(&Entry::new("accounts.login", Record::Account, account.id.0, result));
    if let Some(why) = barred(&account, now) {
        log(why.in_journal())?;
        return Ok(Some(Try::Refused(why.into())));
    }
    if tried.barred {
        return Ok(None);
    }
    if !tried.right {
        log(Why::Wrong.in_journal())?;
        let (lock, pending) = (wrong(tx, &account, now)?, account.stored_state == PasswordState::Pending);
        return Ok(Some(Try::Refused(Denial { why: Why::Wrong, lock, pending })));
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
fn wrong(tx: &Tx<'_>, account: &Account, now: &Zoned) -> Result<Option<Lock>> {
    let at = now.timestamp();
    tx.add_failure(account.id, at, lockout::a_day_before(at))?;
    let recent = tx.failures_since(account.id, lockout::a_day_before(at))?;
    let lock = lockout::after_failure(account.profile, account.failures + 1, &recent, at);
    match lock {
        Some(Lock::ForGood) => {
            tx.set_status(account.id, Status::Locked)?;
        }
        Some(Lock::Until(until)) => tx.lock_until(account.id, &Instant::new(until, now.time_zone()))?,
        None => {}
    }
    Ok(lock)
}

/// Keeps a personal password, if the account is still the one that was signed in to.
pub fn choose(world: &mut World, store: &mut Store, account: &Account, new: &Secret) -> Result<()> {
    let cost = world.cost_under(&store.settings()?);
    let hash = world.hash_one(new.clone(), cost)?;
    store.transact(base::stamp(world), |tx| {
        if !tx.choose_password(account.id, account.version, &hash)? {
            return Err(StoreError::Stale.into());
        }
        tx.unpost(account.id)?;
        Ok(tx.log(&Entry::new("accounts.passwd", Record::Account, account.id.0, "mot de passe personnel choisi"))?)
    })
}

/// Rules that a new personal password breaks.
pub fn faults(account: &Account, settings: &Settings, current: &Secret, new: &Secret) -> Vec<Fault> {
    let present = (current == new).then_some(Fault::Current);
    policy::faults(new, &about(account, settings)).into_iter().chain(present).collect()
}

fn about(account: &Account, settings: &Settings) -> About {
    let text = |key| settings.value(key).unwrap_or_default();
    let names = account.person.as_ref().map_or_else(Vec::new, |(_, person)| {
        let usage = person.usage_name().unwrap_or_default();
        [person.family_name.as_str(), usage, person.first_name.as_str()].map(str::to_owned).to_vec()
    });
    About {
        names,
        birth: account.birth_date(),
        division: account.division().to_owned(),
        school: text(Key::Name),
        uai: text(Key::Uai),
        ..About::new(account.profile, &account.login.0)
    }
}
