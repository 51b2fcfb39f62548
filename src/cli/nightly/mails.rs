//! Letters of the outbox, tried once a night.

use crate::cli::old::Context;
use crate::cli::old::forgotten::{self, MOST_TRIES};
use crate::cli::old::mail::Desk;
use crate::domain::account::{Account, Status};
use crate::domain::setting::Settings;
use crate::error::Result;
use crate::store::{Letter, Store};
use crate::targets::mail::Undelivered;

/// What became of the letters.
#[derive(Debug, Default)]
pub struct Tally {
    pub sent: usize,
    pub postponed: usize,
    pub dropped: usize,
}

/// Tries every letter once. One that is pointless or refused for good is dropped, by name. Where the server cannot be
/// reached or does not know us, the others are not tried.
pub fn send(
    context: &mut Context,
    store: &mut Store,
    settings: &Settings,
    dry_run: bool,
    tally: &mut Tally,
) -> Result<()> {
    let letters = store.outbox()?;
    if letters.is_empty() {
        return Ok(());
    }
    let desk = Desk::open(context, settings)?;
    for (at, letter) in letters.iter().enumerate() {
        let Some(account) = store.account_numbered(letter.account)? else { continue };
        match (pointless(&account, letter), dry_run) {
            (Some(_), true) => tally.dropped += 1,
            (None, true) => tally.sent += 1,
            (Some(why), false) => drop_letter(context, store, &account, why, why, tally)?,
            (None, false) => {
                if !deliver(context, store, settings, &desk, &account, letter, tally)? {
                    tally.postponed += letters.len() - at - 1;
                    return Ok(());
                }
            }
        }
    }
    Ok(())
}

/// One letter; false where the others would fare no better.
fn deliver(
    context: &mut Context,
    store: &mut Store,
    settings: &Settings,
    desk: &Desk,
    account: &Account,
    letter: &Letter,
    tally: &mut Tally,
) -> Result<bool> {
    let drawn = forgotten::draw(context, settings)?;
    context.check_interrupt()?;
    let claim = store.transact(context.stamp(), |tx| tx.claim(account.id, context.now().timestamp()))?;
    // Somebody else is sending it.
    let Some(ticket) = claim else { return Ok(true) };
    match forgotten::attempt(context, store, settings, desk, account, &drawn, ticket)? {
        Ok(()) => tally.sent += 1,
        Err(why) if lasting(&why, letter) => {
            let told = why.to_string();
            // The journal names nobody, an address that is refused included.
            let in_journal = if let Undelivered::Address(_) = why { why.in_journal() } else { &told };
            drop_letter(context, store, account, &told, in_journal, tally)?;
        }
        Err(why) => {
            forgotten::postpone(context, store, account, &why)?;
            context.ui().warn(&forgotten::fate(account, &why.to_string()))?;
            tally.postponed += 1;
            return Ok(!(why.is_setup() || why.is_unreachable()));
        }
    }
    Ok(true)
}

/// Refused for good, or tried too often. What is set wrong is not the letter's fault.
fn lasting(why: &Undelivered, letter: &Letter) -> bool {
    !why.is_setup() && (letter.tries + 1 >= MOST_TRIES || !why.is_transient())
}

fn pointless(account: &Account, letter: &Letter) -> Option<&'static str> {
    if account.version != letter.version {
        Some("un mot de passe a été donné depuis")
    } else if account.status != Status::Active {
        Some("le compte est fermé")
    } else if account.last_login_at.as_ref().is_some_and(|at| *at > letter.at) {
        Some("la personne s’est connectée depuis")
    } else if forgotten::address(account).is_empty() {
        Some("l’adresse a été retirée")
    } else {
        None
    }
}

fn drop_letter(
    context: &mut Context,
    store: &mut Store,
    account: &Account,
    why: &str,
    in_journal: &str,
    tally: &mut Tally,
) -> Result<()> {
    forgotten::give_up(context, store, account, in_journal)?;
    context.ui().warn(&forgotten::fate(account, &format!("courriel abandonné, {why}")))?;
    tally.dropped += 1;
    Ok(())
}
