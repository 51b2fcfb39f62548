//! `cpro accounts list`.

use clap::Args;

use super::tell_unknown;
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::cli::options::Selectors;
use crate::cli::rows::Rows;
use crate::domain::account::Status;
use crate::domain::instant::Instant;
use crate::error::Result;
use crate::french::count;
use crate::terminal::Format;
use crate::terminal::speech::Speech;
use crate::terminal::table::Listing;
use crate::work::accounts::list::{self as work, Card};
use crate::work::selection::{Missed, Selectors as Selection};

/// Liste les comptes, tous ou ceux qui sont demandés
#[derive(Debug, Args)]
pub struct List {
    #[command(flatten)]
    selectors: Selectors,
}

impl List {
    pub fn run(self, session: &mut Session) -> Result {
        let selectors = self.selectors.into();
        let unknown = match session.terminal.format {
            Format::Table => {
                let listed = work::list(&mut session.world, &selectors)?;
                answer(session, &listed.cards)?;
                listed.unknown
            }
            _ => stream(session, &selectors)?,
        };
        Ok(tell_unknown(session, &unknown))
    }
}

/// The list as a machine reads it, written while it is read.
fn stream(session: &mut Session, selectors: &Selection) -> Result<Missed> {
    let (terminal, world) = (&mut session.terminal, &mut session.world);
    let mut rows = Rows::new(terminal, &HEADINGS);
    let (form, held) = (rows.form(), rows.held());
    let mut render = |card: Card| form.row(&card, || cells(&card));
    let unknown = work::each(world, selectors, held, &mut render, &mut |row| rows.add(&row))?;
    rows.end();
    Ok(unknown)
}

impl Answer for Vec<Card> {
    fn page(&self, say: &mut Speech) {
        if self.is_empty() {
            return say.answer("Aucun compte.");
        }
        let rows = self.iter().map(|card| {
            let (surname, first_name) = card.account.names();
            [surname, first_name, place(card), card.login.clone(), state(card).to_owned()]
        });
        let listing = Listing::new(["Nom", "Prénom", "Division", "Identifiant", "État"]).unbroken([3, 4]);
        say.listing(listing.with_rows(rows));
        say.answer(count(self.len(), "compte.", "comptes."));
    }
}

/// Every key of the contract as a column.
const HEADINGS: [&str; 17] = [
    "login",
    "profile",
    "password_state",
    "status",
    "must_change",
    "password_expires_on",
    "locked_until",
    "last_login_at",
    "created_at",
    "family_name",
    "usage_name",
    "first_name",
    "birth_date",
    "ine",
    "division",
    "mef",
    "email",
];

fn cells(card: &Card) -> [String; 17] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let instant = |at: &Option<Instant>| at.as_deref().unwrap_or_default().to_owned();
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    [
        card.login.clone(),
        card.profile.to_string(),
        card.password_state.to_string(),
        card.status.to_string(),
        card.must_change.to_string(),
        day(card.password_expires_on),
        instant(&card.locked_until),
        instant(&card.last_login_at),
        card.created_at.to_string(),
        text(&card.family_name),
        text(&card.usage_name),
        text(&card.first_name),
        day(card.birth_date),
        text(&card.ine),
        text(&card.division),
        text(&card.mef),
        text(&card.email),
    ]
}

/// The division; of an adult who has none, the profile.
fn place(card: &Card) -> String {
    match card.account.division() {
        "" if card.profile.is_adult() && card.account.person.is_some() => card.profile.to_string(),
        division => division.to_owned(),
    }
}

fn state(card: &Card) -> &'static str {
    match card.status {
        Status::Active if card.lock.is_some() => Status::Locked.label(),
        Status::Active => card.password_state.label(),
        closed => closed.label(),
    }
}
