//! `cpro accounts show`: everything about one account, on a card.

use clap::Args;

use super::card::{Lines, last_login, password, status};
use crate::advice::{Call, Quote, accounts, slips};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::cli::options::One;
use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::person::text;
use crate::error::{Result, exit};
use crate::french::{day, instant};
use crate::terminal::Format;
use crate::terminal::speech::Speech;
use crate::work::accounts::show::{Shown, show};

/// Montre tout d’un compte
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    one: One,
}

impl Show {
    pub fn run(self, session: &mut Session) -> Result {
        let shown = show(&session.world, self.one.login.as_deref(), self.one.ine.as_deref())?;
        if session.terminal.format != Format::Table {
            return answer(session, &shown);
        }
        let now = session.world.now();
        let mut lines = Lines::default();
        let card = &shown.card;
        lines.title(&card.account.full_name());
        lines.add("Identifiant", &card.login);
        lines.add("Profil", card.profile.label());
        identity(&mut lines, &card.account);
        lines.add("Compte", &status(card, &now));
        lines.add("Mot de passe", &password(card));
        lines.add("Dernière connexion", &last_login(card));
        lines.add("Créé le", &instant(&card.created_at));
        if let Some(source) = shown.source.as_ref().filter(|source| !source.file.is_empty()) {
            lines.add("Dernier import", &format!("{} ({})", instant(&source.at), source.place()));
        }
        lines.history(&shown.events, "Journal");
        if let Some(advice) = advice(&shown) {
            lines.0.push("".into());
            lines.0.push("Conseil : ".call(advice));
        }
        session.say(|say| say.page(lines.0));
        Ok(exit::DONE)
    }
}

impl Answer for Shown {
    const REPORTS: bool = false;

    fn page(&self, _say: &mut Speech) {}
}

fn identity(lines: &mut Lines, account: &Account) {
    let Some((_, person)) = &account.person else { return };
    lines.add("Nom de famille", &person.family_name);
    lines.add("Nom d’usage", person.usage_name().unwrap_or_default());
    lines.add("Naissance", &person.birth_date.map_or_else(|| "inconnue".to_owned(), day));
    lines.add("INE", if person.ine.is_empty() { "aucun" } else { &person.ine });
    lines.add("Division", person.division());
    lines.add("Groupes", person.groups().unwrap_or_default());
    lines.add("MEF", text(person.mef.as_ref()));
    lines.add("Examen", person.diploma().unwrap_or_default());
    lines.add("Inscription", person.enrolment().unwrap_or_default());
    lines.add("Courriel", person.email().unwrap_or_default());
    lines.add("Départ annoncé", &person.leaves_on().map(day).unwrap_or_default());
}

/// The next command, for the person on the telephone.
fn advice(shown: &Shown) -> Option<Call> {
    let login = &shown.card.login;
    match (shown.card.status, shown.card.password_state) {
        (Status::Locked, _) => Some(accounts::unlock(login)),
        (Status::Active, PasswordState::Expired) => Some(accounts::reset(login)),
        (Status::Active, PasswordState::Pending) => Some(slips::generate_one(login)),
        _ => None,
    }
}
