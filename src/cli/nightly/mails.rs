//! Letters of the outbox, tried once a night.

use super::super::forgotten::{self, MOST_TRIES};
use super::super::mail::Desk;
use crate::context::Context;
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

/// Tries every letter once. One that is pointless or refused for good is dropped, by name.
pub fn send(context: &mut Context, store: &mut Store, settings: &Settings, dry_run: bool) -> Result<Tally> {
    let letters = store.outbox()?;
    let mut tally = Tally::default();
    if letters.is_empty() {
        return Ok(tally);
    }
    if dry_run {
        tally.sent = letters.len();
        return Ok(tally);
    }
    let desk = Desk::open(context, settings)?;
    let accounts = store.accounts()?;
    for letter in &letters {
        let Some(account) = accounts.iter().find(|account| account.id == letter.account) else { continue };
        if let Some(why) = pointless(account, letter) {
            drop_letter(context, store, account, why, &mut tally)?;
            continue;
        }
        match forgotten::attempt(context, store, settings, &desk, account)? {
            Ok(_) => tally.sent += 1,
            Err(why) if lasting(&why, letter) => {
                drop_letter(context, store, account, &why.to_string(), &mut tally)?;
            }
            Err(why) => {
                forgotten::postpone(context, store, account, &why)?;
                context.ui.warn(&forgotten::fate(account, &why.to_string()))?;
                tally.postponed += 1;
            }
        }
    }
    Ok(tally)
}

/// Refused for good, or tried too often. What is set wrong is not the letter's fault.
fn lasting(why: &Undelivered, letter: &Letter) -> bool {
    letter.tries + 1 >= MOST_TRIES || !(why.is_transient() || why.is_setup())
}

fn pointless(account: &Account, letter: &Letter) -> Option<&'static str> {
    if account.version != letter.version {
        Some("un mot de passe a été donné depuis")
    } else if account.status != Status::Active {
        Some("le compte est fermé")
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
    tally: &mut Tally,
) -> Result<()> {
    forgotten::give_up(context, store, account, why)?;
    context.ui.warn(&forgotten::fate(account, &format!("courriel abandonné, {why}")))?;
    tally.dropped += 1;
    Ok(())
}
