//! The letter with a temporary password: tried at once, kept in the outbox until it leaves, tried again each night.
//!
//! A try draws a password, sends it, and only then makes it the account's: a letter that does not leave changes nothing,
//! and of several letters the last one sent is the only one that works.

use jiff::{SignedDuration, Zoned};
use serde_json::json;

use super::mail::Desk;
use super::sign_in::{cost, iso};
use crate::context::Context;
use crate::domain::account::{Account, PasswordState};
use crate::domain::person::text;
use crate::domain::secret;
use crate::domain::setting::{Key, Settings};
use crate::error::{Error, Result};
use crate::output::french::{capitalised, instant};
use crate::store::{Action, Entry, Error as StoreError, Password, Record, Store};
use crate::targets::mail::Undelivered;

/// How long the password lives.
const LIFE: SignedDuration = SignedDuration::from_hours(24);
/// Nights after which a letter is given up.
pub const MOST_TRIES: u32 = 7;

/// The address of an adult, empty for everybody else: pupils are served by the school.
pub fn address(account: &Account) -> &str {
    match &account.person {
        Some((_, person)) if account.profile.is_adult() => text(person.email.as_ref()),
        _ => "",
    }
}

/// « p…@ac-lyon.example »: enough to recognise one's own address.
pub fn masked(address: &str) -> String {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    format!("{}…@{domain}", local.chars().next().unwrap_or('…'))
}

/// Puts the letter in the outbox, where a crash leaves it.
pub fn post(context: &Context, store: &mut Store, account: &Account) -> Result<()> {
    store.transact(context.stamp(), |tx| {
        tx.post(account)?;
        Ok(tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, "courriel demandé"))?)
    })
}

/// Draws, sends and, once the server has taken the letter, makes the password the account's. Returns its last moment.
pub fn attempt(
    context: &mut Context,
    store: &mut Store,
    settings: &Settings,
    desk: &Desk,
    account: &Account,
) -> Result<std::result::Result<String, Undelivered>> {
    let secret = secret::draw(&mut *context.rng);
    let cost = cost(context, settings);
    let hash = context.hash(vec![secret.clone()], cost)?.pop().unwrap_or_default();
    let until: Zoned = context.now().saturating_add(LIFE);
    let expires_at = iso(until.timestamp(), until.time_zone());
    let school = settings.value(Key::Name).unwrap_or_default();
    let body = body(account, &school, secret.expose(), &expires_at);
    context.check_interrupt()?;
    if let Err(why) = desk.send(context, address(account), "Mot de passe provisoire", &body)? {
        return Ok(Err(why));
    }
    let password = Password::Mailed { hash, expires_on: until.date(), expires_at: expires_at.clone() };
    store.transact(context.stamp(), |tx| {
        let batch = tx.begin_batch(Action::ResetAccounts, "")?;
        // Another letter may have been sent meanwhile: this one is the last. A password of their own is not undone.
        let present = tx.account(&account.login.0)?.filter(|present| present.stored_state != PasswordState::Personal);
        let version = present.map_or(account.version, |present| present.version);
        if !tx.issue_password(account.id, version, &password, batch)? {
            return Err(Error::from(StoreError::Stale));
        }
        tx.unpost(account.id)?;
        tx.remove_request(account.id)?;
        tx.log(&Entry::new("accounts.forgot", Record::Account, account.id.0, "mot de passe provisoire envoyé"))?;
        Ok(tx.end_batch(batch, Action::ResetAccounts, &json!({ "mailed": 1 }).to_string())?)
    })?;
    Ok(Ok(expires_at))
}

/// Neither the login nor the site: whoever reads the letter alone cannot use it.
fn body(account: &Account, school: &str, password: &str, expires_at: &str) -> String {
    let name = account.full_name();
    let until = instant(expires_at);
    format!(
        "Bonjour {name},

Vous avez demandé un nouveau mot de passe. Voici un mot de passe provisoire\u{a0}:

    {password}

Il est valable 24 heures, jusqu’au {until}, et vous devrez le changer à la première connexion.
Si vous avez fait plusieurs demandes, seul le dernier message reçu est valable.

Si vous n’avez rien demandé, prévenez l’administrateur de l’établissement.

{school}
"
    )
}

/// Keeps the letter for the next night.
pub fn postpone(context: &Context, store: &mut Store, account: &Account, why: &Undelivered) -> Result<()> {
    store.transact(context.stamp(), |tx| {
        tx.postpone(account.id, &why.to_string())?;
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
