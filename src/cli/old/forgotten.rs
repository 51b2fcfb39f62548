//! The letter with a temporary password: tried at once, kept in the outbox until it leaves, tried again each night.
//!
//! A try draws a password, sends it, and only then makes it the account's: a letter that does not leave changes nothing.
//! Killed between the two, the letter that left opens nothing, and the outbox, which still has it, sends another. Each
//! try has a ticket, so that of several letters the last one sent is the one that works.

use jiff::civil::Date;
use jiff::{SignedDuration, Zoned};

use super::mail::Desk;
use crate::cli::old::Context;
use crate::domain::account::{Account, Status};
use crate::domain::date::iso;
use crate::domain::secret::{self, Secret};
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result};
use crate::french::{capitalised, instant};
use crate::store::{Action, Entry, Error as StoreError, Password, Record, Store, Summary};
use crate::targets::mail::Undelivered;

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

/// « p…@ac-lyon.example »: enough to recognise one's own address.
pub fn masked(address: &str) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    format!("{}…@{domain}", local.chars().next().unwrap_or('…'))
}

/// A password drawn for a letter.
pub struct Drawn {
    secret: Secret,
    hash: String,
    /// Its last day and its last moment (ISO 8601).
    expires_on: Date,
    pub expires_at: String,
}

/// Draws a password and hashes it; nothing is written yet.
pub fn draw(context: &mut Context, settings: &Settings) -> Result<Drawn> {
    let secret = secret::draw(&mut *context.rng);
    let cost = context.cost_under(settings);
    let hash = context.hash_one(secret.clone(), cost)?;
    let until: Zoned = context.now().saturating_add(LIFE);
    let expires_at = iso(until.timestamp(), until.time_zone());
    Ok(Drawn { secret, hash, expires_on: until.date(), expires_at })
}

/// Sends the letter and, once it was taken, makes its password the account's.
pub fn attempt(
    context: &Context,
    store: &mut Store,
    settings: &Settings,
    desk: &Desk,
    account: &Account,
    drawn: &Drawn,
    ticket: i64,
) -> Result<std::result::Result<(), Undelivered>> {
    let school = settings.value(Key::Name).unwrap_or_default();
    let body = body(account, &school, drawn.secret.expose(), &drawn.expires_at);
    if let Err(why) = desk.send(context, address(account), "Mot de passe provisoire", &body)? {
        return Ok(Err(why));
    }
    keep(context, store, account, drawn, ticket).map(Ok).map_err(|error| {
        let message = format!(
            "le message pour {} est parti, mais son mot de passe n’a pas pu être enregistré\u{a0}: il n’ouvrira rien. {}",
            account.full_name(),
            error.message
        );
        Error::new(error.code, message).hint(format!("cpro accounts forgot {}", account.login))
    })
}

/// The letter has left. A lock, a departure, a password or a slip given meanwhile are not undone; an earlier letter is.
fn keep(context: &Context, store: &mut Store, account: &Account, drawn: &Drawn, ticket: i64) -> Result<()> {
    let (hash, expires_at) = (drawn.hash.clone(), drawn.expires_at.clone());
    let password = Password::Mailed { hash, expires_on: drawn.expires_on, expires_at };
    store.transact(context.stamp(), |tx| {
        let present = tx
            .account(&account.login.0)?
            .filter(|present| present.status == Status::Active && !present.is_over(context.today()));
        let present = present.ok_or(StoreError::Stale)?;
        let replaceable = present.version == account.version || present.expires_at.is_some();
        if !tx.sent(account.id, ticket)? || !replaceable {
            return Err(StoreError::Stale.into());
        }
        let batch = tx.begin_batch(Action::ResetAccounts, "")?;
        if !tx.issue_password(account.id, present.version, &password)? {
            return Err(StoreError::Stale.into());
        }
        tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, "mot de passe provisoire envoyé"))?;
        Ok::<_, Error>(tx.end_batch(
            batch,
            Action::ResetAccounts,
            &Summary { mailed: Some(1), ..Summary::default() },
        )?)
    })
}

/// Neither the login nor the site, which the person who asked knows.
fn body(account: &Account, school: &str, password: &str, expires_at: &str) -> String {
    let name = account.full_name();
    let until = instant(expires_at);
    format!(
        "Bonjour {name},

Vous avez demandé un nouveau mot de passe. Voici un mot de passe provisoire\u{a0}:

    {password}

Il est valable 24 heures, jusqu’au {until}, et vous devrez le changer en vous connectant.
Si vous avez fait plusieurs demandes, seul le dernier message reçu est valable.

Si vous n’avez rien demandé, prévenez l’administrateur de l’établissement.

{school}
"
    )
}

/// Keeps the letter for the next night.
pub fn postpone(context: &Context, store: &mut Store, account: &Account, why: &Undelivered) -> Result<()> {
    store.transact(context.stamp(), |tx| {
        tx.postpone(account.id, why.in_journal(), !why.is_setup())?;
        Ok(tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, "courriel remis à plus tard"))?)
    })
}

/// Gives the letter up, and says so in the journal.
pub fn give_up(context: &Context, store: &mut Store, account: &Account, why: &str) -> Result<()> {
    store.transact(context.stamp(), |tx| {
        tx.unpost(account.id)?;
        let result = format!("courriel abandonné : {why}");
        Ok(tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, &result))?)
    })
}

/// A name and what became of the letter: « Paul PETIT (p…@ac-lyon.example) : le serveur a refusé le message (…). »
pub fn fate(account: &Account, why: &str) -> String {
    format!("{} ({})\u{a0}: {why}.", capitalised(&account.full_name()), masked(address(account)))
}
