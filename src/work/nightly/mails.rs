//! Letters of the outbox, tried once a night.

use crate::domain::account::{Account, Status};
use crate::domain::setting::{Settings, masked_email};
use crate::store::{Letter, Store};
use crate::targets::mail::Undelivered;
use crate::work::accounts::letter::{self, Lot, MOST_TRIES, Occasion};
use crate::work::mail::PostOffice;
use crate::work::{Result, base};
use crate::world::World;

/// What became of the letters.
#[derive(Debug, Default)]
pub struct Tally {
    /// The batch of the letters of the night.
    lot: Lot,
    pub sent: usize,
    pub postponed: usize,
    pub dropped: usize,
    pub stayed: Vec<Stayed>,
}

/// A letter that did not leave.
#[derive(Debug)]
pub struct Stayed {
    /// Whose it is: « Prénom NOM ».
    pub name: String,
    /// Where it should have gone, masked.
    pub address: String,
    pub why: String,
    /// True where it is not tried again.
    pub dropped: bool,
}

impl Stayed {
    fn new(account: &Account, settings: &Settings, why: &str, dropped: bool) -> Self {
        let address = masked_email(&letter::recipient(account, settings));
        Self { name: account.full_name(), address, why: why.to_owned(), dropped }
    }
}

/// Tries every letter once. One that is pointless or refused for good is dropped, by name. Where the server cannot be
/// reached or does not know us, the others are not tried.
pub fn send(world: &mut World, store: &mut Store, settings: &Settings, dry_run: bool, tally: &mut Tally) -> Result<()> {
    let letters = store.outbox()?;
    if letters.is_empty() {
        return Ok(());
    }
    let office = PostOffice::open(world, settings)?;
    for (at, letter) in letters.iter().enumerate() {
        let Some(account) = store.account_numbered(letter.account)? else { continue };
        match (pointless(world, settings, &account, letter), dry_run) {
            (Some(_), true) => tally.dropped += 1,
            (None, true) => tally.sent += 1,
            (Some(why), false) => drop_letter(world, store, settings, (&account, letter), (why, why), tally)?,
            (None, false) => {
                if !deliver(world, store, settings, &office, &account, letter, tally)? {
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
    world: &mut World,
    store: &mut Store,
    settings: &Settings,
    office: &PostOffice,
    account: &Account,
    letter: &Letter,
    tally: &mut Tally,
) -> Result<bool> {
    let occasion = Occasion::of(letter);
    let drawn = letter::draw(world, settings, account, occasion)?;
    world.check_interrupt()?;
    let claim = store.transact(base::stamp(world), |tx| tx.claim(account.id, world.now().timestamp()))?;
    // Somebody else is sending it.
    let Some(ticket) = claim else { return Ok(true) };
    match letter::attempt(world, store, settings, office, account, &drawn, (ticket, &mut tally.lot))? {
        Ok(()) => tally.sent += 1,
        Err(why) if lasting(&why, letter) => {
            let told = why.to_string();
            // The journal names nobody, an address that is refused included.
            let in_journal = if let Undelivered::Address(_) = why { why.in_journal() } else { &told };
            drop_letter(world, store, settings, (account, letter), (&told, in_journal), tally)?;
        }
        Err(why) => {
            letter::postpone(world, store, account, occasion, &why)?;
            tally.stayed.push(Stayed::new(account, settings, &why.to_string(), false));
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

fn pointless(world: &World, settings: &Settings, account: &Account, letter: &Letter) -> Option<&'static str> {
    if account.version != letter.version {
        Some("un mot de passe a été donné depuis")
    } else if account.status != Status::Active {
        Some("le compte est fermé")
    } else if account.last_login_at.as_ref().is_some_and(|at| at.timestamp() > letter.at.timestamp()) {
        Some("la personne s’est connectée depuis")
    } else if letter.until.is_some_and(|until| until < world.today()) {
        Some("le dernier jour du mot de passe est passé")
    } else if letter::recipient(account, settings).is_empty() {
        Some("l’adresse a été retirée")
    } else {
        None
    }
}

/// `why` is what is told, and what the journal keeps of it.
fn drop_letter(
    world: &mut World,
    store: &mut Store,
    settings: &Settings,
    (account, letter): (&Account, &Letter),
    why: (&str, &str),
    tally: &mut Tally,
) -> Result<()> {
    letter::give_up(world, store, account, Occasion::of(letter), why.1)?;
    tally.stayed.push(Stayed::new(account, settings, why.0, true));
    tally.dropped += 1;
    Ok(())
}
