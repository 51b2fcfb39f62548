//! The letter with a temporary password: tried at once, kept in the outbox until it leaves, tried again each night.
//!
//! A try draws a password, sends it, and only then makes it the account's: a letter that does not leave changes nothing.
//! Killed between the two, the letter that left opens nothing, and the outbox, which still has it, sends another. Each
//! try has a ticket, so that of several letters the last one sent is the one that works.

use jiff::civil::Date;
use jiff::{SignedDuration, Zoned};

use crate::domain::account::{Account, Status};
use crate::domain::instant::Instant;
use crate::domain::secret::{self, Secret};
use crate::domain::setting::{Key, Settings};
use crate::french::instant;
use crate::store::{self, Action, BatchId, Entry, Error as StoreError, Password, Record, Store, Summary};
use crate::targets::mail::Undelivered;
use crate::work::mail::PostOffice;
use crate::work::{Error, Result, base};
use crate::world::World;

/// How long the password lives.
const LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Nights after which a letter is given up.
pub const MOST_TRIES: u32 = 7;

/// The address of an adult, empty for everybody else: pupils are served by the school.
pub fn address(account: &Account) -> &str {
    match &account.person {
        Some((_, person)) if account.profile.is_adult() => person.email().unwrap_or_default(),
        _ => "",
    }
}

/// Where the letter of an account goes: the administrator's to the establishment; empty where nowhere.
pub fn recipient(account: &Account, settings: &Settings) -> String {
    match &account.person {
        Some(_) => address(account).to_owned(),
        None => settings.value(Key::Email).unwrap_or_default(),
    }
}

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Somebody asked for another password.
    Forgotten,
    /// Somebody has an account and does not know it yet; the last day of the password, where it is not the usual one.
    First { until: Option<Date> },
}

impl Occasion {
    /// Of a letter of the outbox.
    pub fn of(letter: &store::Letter) -> Self {
        if letter.first { Self::First { until: letter.until } } else { Self::Forgotten }
    }

    /// What the outbox keeps of it.
    fn kept(self) -> Option<Option<Date>> {
        match self {
            Self::Forgotten => None,
            Self::First { until } => Some(until),
        }
    }

    /// Its name in the journal.
    fn action(self) -> &'static str {
        match self {
            Self::Forgotten => "accounts.forgot",
            Self::First { .. } => "accounts.send",
        }
    }

    /// The last moment of a password that is sent now; no later than the access that it opens.
    fn end(self, now: &Zoned, closes_on: Option<Date>) -> Zoned {
        let end_of = |day: Date| day.at(23, 59, 59, 0).to_zoned(now.time_zone().clone()).ok();
        let asked = match self {
            Self::First { until } => until.and_then(end_of),
            Self::Forgotten => None,
        };
        let end = asked.unwrap_or_else(|| now.saturating_add(LIFE));
        closes_on.and_then(end_of).filter(|last| *last < end).unwrap_or(end)
    }
}

/// A password drawn for a letter.
pub struct Drawn {
    occasion: Occasion,
    secret: Secret,
    hash: String,
    /// Its last day and its last moment.
    expires_on: Date,
    pub expires_at: Instant,
}

/// Draws a password and hashes it; nothing is written yet.
pub fn draw(world: &mut World, settings: &Settings, account: &Account, occasion: Occasion) -> Result<Drawn> {
    let secret = secret::draw(&mut *world.rng);
    let cost = world.cost_under(settings);
    let hash = world.hash_one(secret.clone(), cost)?;
    let until = occasion.end(&world.now(), account.closes_on);
    let expires_at = Instant::from(&until);
    Ok(Drawn { occasion, secret, hash, expires_on: until.date(), expires_at })
}

/// Puts the letter in the outbox, where a crash leaves it, and gives the ticket of the first try.
pub fn post(world: &World, store: &mut Store, account: &Account, occasion: Occasion) -> Result<i64> {
    store.transact(base::stamp(world), |tx| {
        // Somebody may have been asked in between, and the address, the password or a lock have changed.
        let is_same = |present: &Account| {
            address(present) == address(account)
                && (present.version, present.status) == (account.version, account.status)
                && !present.is_over(world.today())
        };
        tx.account_numbered(account.id)?.filter(is_same).ok_or(StoreError::Stale)?;
        tx.log(&Entry::new(occasion.action(), Record::Account, account.id.0, "courriel demandé"))?;
        Ok(tx.post(account, occasion.kept(), world.now().timestamp())?)
    })
}

/// The same for one of many: `None` where the password, the account or the address are not as they were.
pub fn post_if_same(world: &World, store: &mut Store, account: &Account, occasion: Occasion) -> Result<Option<i64>> {
    match post(world, store, account, occasion) {
        Err(Error::Store(StoreError::Stale)) => Ok(None),
        posted => posted.map(Some),
    }
}

/// The batch of letters that are sent one after the other, and how many of them left.
#[derive(Debug, Default)]
pub struct Lot {
    batch: Option<BatchId>,
    mailed: usize,
}

/// Sends the letter and, once it was taken, makes its password the account's.
pub fn attempt(
    world: &World,
    store: &mut Store,
    settings: &Settings,
    office: &PostOffice,
    account: &Account,
    drawn: &Drawn,
    (ticket, lot): (i64, &mut Lot),
) -> Result<std::result::Result<(), Undelivered>> {
    let (subject, body) = match drawn.occasion {
        Occasion::Forgotten => ("Mot de passe provisoire", again(account, settings, drawn)),
        Occasion::First { .. } => ("Votre compte et son mot de passe provisoire", welcome(account, settings, drawn)),
    };
    if let Err(why) = office.send(world, &recipient(account, settings), subject, &body, Vec::new())? {
        return Ok(Err(why));
    }
    keep(world, store, account, drawn, (ticket, lot)).map(Ok).map_err(|error| Error::SentNotKept {
        name: account.full_name(),
        login: account.login.to_string(),
        why: Box::new(error),
    })
}

/// The letter has left. A lock, a departure, a password or a slip given meanwhile are not undone; an earlier letter is.
fn keep(
    world: &World,
    store: &mut Store,
    account: &Account,
    drawn: &Drawn,
    (ticket, lot): (i64, &mut Lot),
) -> Result<()> {
    let (hash, expires_at) = (drawn.hash.clone(), drawn.expires_at.clone());
    let password = Password::Mailed { hash, expires_on: drawn.expires_on, expires_at };
    let kept = store.transact(base::stamp(world), |tx| {
        let present = tx
            .account(&account.login.0)?
            .filter(|present| present.status == Status::Active && !present.is_over(world.today()));
        let present = present.ok_or(StoreError::Stale)?;
        if address(&present) != address(account) {
            return Err(StoreError::Stale.into());
        }
        let replaceable = present.version == account.version || present.expires_at.is_some();
        if !tx.sent(account.id, ticket)? || !replaceable {
            return Err(StoreError::Stale.into());
        }
        let going_on = match lot.batch {
            Some(batch) if tx.resume_batch(batch)? => Some(batch),
            _ => None,
        };
        let batch = match going_on {
            Some(batch) => batch,
            None => tx.begin_batch(Action::ResetAccounts, "")?,
        };
        if !tx.issue_password(account.id, present.version, &password)? {
            return Err(StoreError::Stale.into());
        }
        let action = drawn.occasion.action();
        tx.log(&Entry::new(action, Record::Account, account.id.0, "mot de passe provisoire envoyé"))?;
        let mailed = if going_on.is_some() { lot.mailed + 1 } else { 1 };
        let summary = Summary { mailed: Some(mailed), ..Summary::default() };
        match going_on {
            Some(batch) => tx.close_batch(batch, &summary)?,
            None => tx.end_batch(batch, Action::ResetAccounts, &summary)?,
        }
        Ok::<_, Error>(Lot { batch: Some(batch), mailed })
    })?;
    *lot = kept;
    Ok(())
}

/// Neither the login nor the site, which the person who asked knows.
fn again(account: &Account, settings: &Settings, drawn: &Drawn) -> String {
    let (name, password) = (account.full_name(), drawn.secret.expose());
    let (until, school) = (instant(&drawn.expires_at), settings.value(Key::Name).unwrap_or_default());
    crate::french::typography(&format!(
        "Bonjour {name},

Vous avez demandé un nouveau mot de passe. Voici un mot de passe provisoire :

    {password}

Il est valable 24 heures, jusqu’au {until}, et vous devrez le changer en vous connectant.
Si vous avez fait plusieurs demandes, seul le dernier message reçu est valable.

Si vous n’avez rien demandé, prévenez l’administrateur de l’établissement.

{school}
"
    ))
}

/// All that somebody needs who has never signed in.
fn welcome(account: &Account, settings: &Settings, drawn: &Drawn) -> String {
    let (name, login, password) = (account.full_name(), &account.login, drawn.secret.expose());
    let text = |key| settings.value(key).unwrap_or_default();
    let (until, site, school, email) = (instant(&drawn.expires_at), text(Key::Site), text(Key::Name), text(Key::Email));
    // None of the three is touched by typography: they are copied.
    let typed = format!(
        "\n\n    {login}\n\nMot de passe provisoire :\n\n    {password}\n\nAdresse du site :\n\n    {site}\n\n"
    );
    let before = format!("Bonjour {name},\n\nUn compte vous a été ouvert. Votre identifiant de connexion :");
    let after = format!(
        "Le mot de passe est valable jusqu’au {until}, et vous devrez le changer à la première connexion.
Si vous avez reçu plusieurs messages, seul le dernier est valable. Passé ce délai, ou en cas de difficulté : {email}.

Gardez ces informations pour vous : l’établissement ne vous demandera jamais votre mot de passe.

{school}
"
    );
    [crate::french::typography(&before), typed, crate::french::typography(&after)].concat()
}

/// Keeps the letter for the next night.
pub fn postpone(
    world: &World,
    store: &mut Store,
    account: &Account,
    occasion: Occasion,
    why: &Undelivered,
) -> Result<()> {
    store.transact(base::stamp(world), |tx| {
        tx.postpone(account.id, why.in_journal(), !why.is_setup())?;
        Ok(tx.log(&Entry::new(occasion.action(), Record::Account, account.id.0, "courriel remis à plus tard"))?)
    })
}

/// Keeps for the next night a letter that was not tried.
pub fn defer(world: &World, store: &mut Store, account: &Account, occasion: Occasion) -> Result<()> {
    store.transact(base::stamp(world), |tx| {
        tx.postpone(account.id, "", false)?;
        Ok(tx.log(&Entry::new(occasion.action(), Record::Account, account.id.0, "courriel remis à plus tard"))?)
    })
}

/// Gives the letter up, and says so in the journal.
pub fn give_up(world: &World, store: &mut Store, account: &Account, occasion: Occasion, why: &str) -> Result<()> {
    store.transact(base::stamp(world), |tx| {
        tx.unpost(account.id)?;
        let result = format!("courriel abandonné : {why}");
        Ok(tx.log(&Entry::new(occasion.action(), Record::Account, account.id.0, &result))?)
    })
}
