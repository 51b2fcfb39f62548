//! `cpro accounts whoami`: the personal space of one account, as its owner may see it.

use clap::Args;
use jiff::civil::Date;
use serde::Serialize;

use super::card::{Lines, last_login, password, status};
use crate::advice::{Quote, accounts};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::domain::account::Status;
use crate::domain::ine::masked;
use crate::domain::instant::Instant;
use crate::domain::profile::Profile;
use crate::domain::setting::{Key, Settings};
use crate::error::{Result, exit};
use crate::french::day;
use crate::terminal::Format;
use crate::terminal::speech::Speech;
use crate::work::accounts::list::Card;
use crate::work::accounts::show::own;

/// Montre l’espace personnel d’un compte : ce que la personne peut voir et changer
///
/// Sans la date de naissance ni l’INE entier : la fiche peut être lue par-dessus l’épaule. Tout est dans « accounts show ».
#[derive(Debug, Args)]
pub struct Whoami {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
}

/// What the owner may see, under the contract.
#[derive(Debug, Serialize)]
struct Own<'a> {
    login: &'a str,
    name: String,
    profile: Profile,
    uai: Option<String>,
    establishment: Option<String>,
    site: Option<String>,
    division: &'a Option<String>,
    email: &'a Option<String>,
    status: Status,
    must_change: bool,
    last_login_at: &'a Option<Instant>,
    closes_on: Option<Date>,
}

impl Whoami {
    pub fn run(self, session: &mut Session) -> Result {
        let (card, settings) = own(&session.world, &self.login)?;
        if session.terminal.format == Format::Table {
            let lines = page(&card, &settings, session);
            session.say(|say| say.page(lines.0));
            return Ok(exit::DONE);
        }
        let own = Own {
            login: &card.login,
            name: card.account.full_name(),
            profile: card.profile,
            uai: settings.value(Key::Uai),
            establishment: settings.value(Key::Name),
            site: settings.value(Key::Site),
            division: &card.division,
            email: &card.email,
            status: card.status,
            must_change: card.must_change,
            last_login_at: &card.last_login_at,
            closes_on: card.account.closes_on,
        };
        answer(session, &own)
    }
}

impl Answer for Own<'_> {
    fn page(&self, _say: &mut Speech) {}
}

fn page(card: &Card, settings: &Settings, session: &Session) -> Lines {
    let mut lines = Lines::default();
    let setting = |key| settings.value(key).unwrap_or_default();
    lines.title(&card.account.full_name());
    lines.add("Identifiant", &card.login);
    lines.add("Profil", card.profile.label());
    lines.add("Établissement", &format!("{} ({})", setting(Key::Name), setting(Key::Uai)));
    lines.add("Site", &setting(Key::Site));
    if let Some((_, person)) = &card.account.person {
        lines.add("Civilité", person.civility().unwrap_or_default());
        lines.add("Division", person.division());
        lines.add("Groupes", person.groups().unwrap_or_default());
        lines.add("Discipline", person.discipline().unwrap_or_default());
        let ine = if person.ine.is_empty() { String::new() } else { masked(&person.ine) };
        lines.add("INE", &ine);
        lines.add("Courriel", person.email().unwrap_or("aucun"));
    }
    lines.add("Compte", &status(card, &session.world.now()));
    lines.add("Accès jusqu’au", &card.account.closes_on.map(day).unwrap_or_default());
    lines.add("Mot de passe", &password(card));
    lines.add("Dernière connexion", &last_login(card));
    if card.status != Status::Inactive {
        lines.0.push("".into());
        lines.0.push("Pour changer de mot de passe : ".call(accounts::passwd(&card.login)));
        if card.account.person.is_some() {
            lines.0.push("Pour changer d’adresse : ".call(accounts::email(&card.login)));
        }
    }
    lines
}
