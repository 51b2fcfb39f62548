//! The card of an account: aligned lines, and what happened to it.

use jiff::Zoned;

use crate::advice::Sentence;
use crate::domain::account::{Account, PasswordState};
use crate::domain::lockout::Lock;
use crate::french::{day, instant, until};
use crate::work::accounts::list::Card;
use crate::work::accounts::show::Event;

/// « Label : value » lines, aligned.
#[derive(Default)]
pub struct Lines(pub Vec<Sentence>);

impl Lines {
    pub fn title(&mut self, title: &str) {
        self.0.push(title.into());
    }

    /// A title after an empty line.
    pub fn section(&mut self, title: &str) {
        self.0.push("".into());
        self.title(title);
    }

    /// One line; nothing where there is no value.
    pub fn add(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            let gap = " ".repeat(19_usize.saturating_sub(label.chars().count()));
            self.0.push(format!("  {label}{gap}{value}").into());
        }
    }

    /// What happened to an account, latest first.
    pub fn history(&mut self, events: &[Event], title: &str) {
        if !events.is_empty() {
            self.section(title);
        }
        for event in events {
            self.0.push(format!("  {}  {}", instant(&event.at), event.event).into());
        }
    }
}

/// Whether the account may be used, in words.
pub fn status(card: &Card, now: &Zoned) -> String {
    match card.lock {
        Some(Lock::Until(at)) => format!("verrouillé jusqu’à {} (trop d’essais)", until(at, now)),
        _ if card.is_over => "désactivé (accès terminé)".to_owned(),
        _ => card.status.label().to_owned(),
    }
}

/// What the password is worth and until when, in words.
pub fn password(card: &Card) -> String {
    let state = card.password_state;
    let until = last_moment(&card.account).map_or(String::new(), |last| match state {
        PasswordState::Expired => format!(", était valable jusqu’au {last}"),
        _ => format!(", valable jusqu’au {last}"),
    });
    let change =
        if card.must_change && state != PasswordState::Pending { ", à changer à la première connexion" } else { "" };
    format!("{}{until}{change}", state.label())
}

/// The last day of a password, or its last moment where it was mailed, as people read it.
pub fn last_moment(account: &Account) -> Option<String> {
    account.expires_at.as_deref().map(instant).or_else(|| account.expires_on.map(day))
}

/// « jamais », or when somebody last signed in.
pub fn last_login(card: &Card) -> String {
    card.last_login_at.as_deref().map_or_else(|| "jamais".to_owned(), instant)
}
