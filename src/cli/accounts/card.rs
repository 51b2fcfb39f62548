//! The card of an account: aligned lines, and what happened to it.

use crate::cli::Context;
use crate::cli::print;
use crate::domain::account::{Account, PasswordState};
use crate::domain::lockout::{self, Lock};
use crate::error::Result;
use crate::french::{instant, until};
use crate::store::{Record, Store};
use crate::terminal::safe;

/// Most events shown.
const SHOWN: u32 = 10;

/// What happened to an account, latest first.
pub fn history(lines: &mut Lines, store: &Store, account: &Account, title: &str) -> Result<()> {
    let events = events(store, account)?;
    if !events.is_empty() {
        lines.0.push_str(&format!("\n{title}\n"));
    }
    for (at, event) in events {
        lines.0.push_str(&format!("  {}  {}\n", instant(&at), safe(&event)));
    }
    Ok(())
}

/// Instants and sentences, latest first.
pub fn events(store: &Store, account: &Account) -> Result<Vec<(String, String)>> {
    let journal = store.journal_of(Record::Account, account.id.0, SHOWN)?.into_iter().rev();
    let mut events: Vec<(String, String)> =
        journal.map(|entry| (entry.at, format!("{} ({})", entry.result, entry.actor))).collect();
    for (number, at, name) in store.documents_of(account.id)? {
        events.push((at, format!("papillon imprimé, document {number} ({name})")));
    }
    // Events of one second keep the order of the journal.
    events.sort_by(|one, other| one.0.cmp(&other.0));
    events.reverse();
    events.truncate(SHOWN as usize);
    Ok(events)
}

/// The last import that touched somebody.
pub struct LastImport {
    /// Empty where no file was read.
    pub file: String,
    pub line: u32,
    /// Instant.
    pub at: String,
}

impl LastImport {
    /// « export.csv, ligne 12 ».
    pub fn place(&self) -> String {
        let line = if self.line > 0 { format!(", ligne {}", self.line) } else { String::new() };
        format!("{}{line}", self.file)
    }
}

/// Of the person of an account.
pub fn last_import(store: &Store, account: &Account) -> Result<Option<LastImport>> {
    let Some((person, _)) = &account.person else { return Ok(None) };
    let Some((batch, line)) = store.last_change(*person)? else { return Ok(None) };
    let (at, file) = store.batch_source(batch)?;
    Ok(Some(LastImport { file, line, at }))
}

/// « Label : value » lines, aligned.
#[derive(Default)]
pub struct Lines(pub String);

impl Lines {
    pub fn title(&mut self, title: &str) {
        self.0.push_str(&safe(title));
        self.0.push('\n');
    }

    /// One line; nothing where there is no value.
    pub fn add(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            let gap = " ".repeat(19_usize.saturating_sub(label.chars().count()));
            self.0.push_str(&format!("  {label}{gap}{}\n", safe(value)));
        }
    }
}

/// Whether the account may be used, in words.
pub fn status(account: &Account, context: &Context) -> String {
    let now = context.now();
    match lockout::standing(account, now.timestamp()) {
        Some(Lock::Until(at)) => {
            format!("verrouillé jusqu’à {} (trop d’essais)", until(at, &now))
        }
        _ if account.is_over(now.date()) => "désactivé (accès terminé)".to_owned(),
        _ => account.status.label().to_owned(),
    }
}

/// What the password is worth and until when, in words.
pub fn password(account: &Account, context: &Context) -> String {
    let state = account.state(&context.now());
    let last = print::last_moment(account);
    let until = last.map_or(String::new(), |last| match state {
        PasswordState::Expired => format!(", était valable jusqu’au {last}"),
        _ => format!(", valable jusqu’au {last}"),
    });
    let change = if account.must_change && state != PasswordState::Pending {
        ", à changer à la première connexion"
    } else {
        ""
    };
    format!("{}{until}{change}", state.label())
}
