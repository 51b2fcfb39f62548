//! Passwords about to be issued: derived, drawn or left for the slip, then hashed together.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::cli::old::Context;
use crate::domain::account::FirstPassword;
use crate::domain::profile::Profile;
use crate::domain::secret::{self, Secret};
use crate::domain::setting::{Key, Settings};
use crate::error::Result;
use crate::store::Password;

/// What one account is to receive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The birth date in the profile's writing.
    BirthDate(Date, Profile),
    /// A random one, now.
    Draw,
    /// A random one, when the slip is printed.
    Later,
}

impl Wish {
    /// What the establishment's settings give; `now` where somebody will see the password.
    pub fn first(password: FirstPassword, profile: Profile, now: bool) -> Self {
        match password {
            FirstPassword::BirthDate(birth) => Self::BirthDate(birth, profile),
            FirstPassword::Drawn(_) if now => Self::Draw,
            FirstPassword::Drawn(_) => Self::Later,
        }
    }
}

/// A password ready to be stored, with its clear text where there is one.
pub struct Issued {
    pub password: Password,
}

/// Prepares and hashes passwords, in the order of the wishes.
pub fn issue(context: &mut Context, settings: &Settings, wishes: &[Wish]) -> Result<Vec<Issued>> {
    let cost = context.cost_under(settings);
    let expires_on = last_day(context.today(), settings);
    let secrets: Vec<Option<Secret>> = wishes
        .iter()
        .map(|wish| match wish {
            Wish::BirthDate(birth, profile) => Some(secret::from_birth_date(*birth, *profile)),
            Wish::Draw => Some(secret::draw(&mut *context.rng)),
            Wish::Later => None,
        })
        .collect();
    let mut hashes = context.hash(secrets.iter().flatten().cloned().collect(), cost)?.into_iter();
    let issued = wishes.iter().zip(secrets).map(|(wish, clear)| {
        let hash = clear.as_ref().and_then(|_| hashes.next());
        let password = match (wish, hash) {
            (Wish::BirthDate(..), Some(hash)) => Password::Initial { hash, expires_on },
            (_, Some(hash)) => Password::Temporary { hash, expires_on },
            (_, None) => Password::Pending,
        };
        Issued { password }
    });
    Ok(issued.collect())
}

/// Last day of a password issued today.
fn last_day(today: Date, settings: &Settings) -> Date {
    let life: Span = i64::from(settings.number(Key::PasswordDays)).days();
    today.saturating_add(life)
}
