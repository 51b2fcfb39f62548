//! Passwords about to be issued.
//!
//! A setting ([`Mode`](crate::domain::secret::Mode)) and a birth date give a decision ([`FirstPassword`]); the decision
//! becomes clear text ([`Secret`]) and its hash, together [`Issued`]; the base keeps the hash as a [`Password`], and what
//! it is worth on a day is its [`PasswordState`](crate::domain::account::PasswordState). A slip shows what it may
//! ([`SlipPassword`](crate::domain::slip::SlipPassword)).

use jiff::ToSpan;
use jiff::civil::Date;

use super::Result;
use crate::domain::account::FirstPassword;
use crate::domain::profile::Profile;
use crate::domain::secret::{self, Secret};
use crate::domain::setting::{Key, Settings};
use crate::store::Password;
use crate::world::World;

/// A password ready to be stored, with its clear text where there is one.
#[derive(Debug)]
pub struct Issued {
    pub password: Password,
    pub clear: Option<Secret>,
}

/// When a random password is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// Now, because somebody will see it.
    Now,
    /// When the slip is printed.
    WithSlip,
}

/// Prepares and hashes passwords, in the order of the decisions; each goes to somebody of a profile.
pub fn issue(
    world: &mut World,
    settings: &Settings,
    firsts: &[(FirstPassword, Profile)],
    drawing: Drawing,
) -> Result<Vec<Issued>> {
    let cost = world.cost_under(settings);
    let expires_on = last_day(world.today(), settings);
    let secrets: Vec<Option<Secret>> = firsts
        .iter()
        .map(|(first, profile)| match first {
            FirstPassword::BirthDate(birth) => Some(secret::from_birth_date(*birth, *profile)),
            FirstPassword::Drawn(_) if drawing == Drawing::Now => Some(secret::draw(&mut *world.rng)),
            FirstPassword::Drawn(_) => None,
        })
        .collect();
    let mut hashes = world.hash(secrets.iter().flatten().cloned().collect(), cost)?.into_iter();
    let issued = firsts.iter().zip(secrets).map(|((first, _), clear)| {
        let hash = clear.as_ref().and_then(|_| hashes.next());
        let password = match (first, hash) {
            (FirstPassword::BirthDate(_), Some(hash)) => Password::Initial { hash, expires_on },
            (_, Some(hash)) => Password::Temporary { hash, expires_on },
            (_, None) => Password::Pending,
        };
        Issued { password, clear }
    });
    Ok(issued.collect())
}

/// Last day of a password issued today.
fn last_day(today: Date, settings: &Settings) -> Date {
    today.saturating_add(i64::from(settings.number(Key::PasswordDays)).days())
}
