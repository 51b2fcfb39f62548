//! `cpro accounts whoami`: the personal space of one account, as its owner may see it.

use clap::Args;
use serde_json::json;

use super::super::print;
use super::super::select::unknown_login;
use super::card::{Lines, password, status};
use crate::cli::Context;
use crate::domain::account::{Account, Status};
use crate::domain::ine::masked;
use crate::domain::person::Person;
use crate::domain::setting::{Key, Settings};
use crate::error::{Result, exit};
use crate::french::{day, instant};
use crate::terminal::Format;
use crate::terminal::wrap::wrap;

/// Montre l’espace personnel d’un compte : ce que la personne peut voir et changer
///
/// Sans la date de naissance ni l’INE entier : la fiche peut être lue par-dessus l’épaule. Tout est dans « accounts show ».
#[derive(Debug, Args)]
pub struct Whoami {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
}

impl Whoami {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let settings = store.settings()?;
        let account = store.account(&self.login)?.ok_or_else(|| unknown_login(&self.login))?;
        if context.terminal.format == Format::Table {
            let card = card(context, &settings, &account);
            let card = context.ui().about_this_base(&card);
            let card = wrap(&card, context.terminal.width);
            context.ui().answer(&card)?;
        }
        let person = account.person.as_ref().map(|(_, person)| person);
        print::report(context, || {
            json!({
                "schema": 1,
                "login": account.login.to_string(),
                "name": account.full_name(),
                "profile": account.profile.as_str(),
                "uai": settings.value(Key::Uai),
                "establishment": settings.value(Key::Name),
                "site": settings.value(Key::Site),
                "division": Some(account.division()).filter(|division| !division.is_empty()),
                "email": person.and_then(Person::email),
                "status": account.status.as_str(),
                "must_change": account.must_change,
                "last_login_at": account.last_login_at,
                "closes_on": account.closes_on.map(|day| day.to_string()),
            })
        })?;
        Ok(exit::DONE)
    }
}

fn card(context: &Context, settings: &Settings, account: &Account) -> String {
    let mut lines = Lines::default();
    let setting = |key| settings.value(key).unwrap_or_default();
    lines.title(&account.full_name());
    lines.add("Identifiant", &account.login.to_string());
    lines.add("Profil", account.profile.label());
    lines.add("Établissement", &format!("{} ({})", setting(Key::Name), setting(Key::Uai)));
    lines.add("Site", &setting(Key::Site));
    if let Some((_, person)) = &account.person {
        lines.add("Civilité", person.civility().unwrap_or_default());
        lines.add("Division", person.division());
        lines.add("Groupes", person.groups().unwrap_or_default());
        lines.add("Discipline", person.discipline().unwrap_or_default());
        let ine = if person.ine.is_empty() { String::new() } else { masked(&person.ine) };
        lines.add("INE", &ine);
        lines.add("Courriel", person.email().unwrap_or("aucun"));
    }
    lines.add("Compte", &status(account, context));
    lines.add("Accès jusqu’au", &account.closes_on.map(day).unwrap_or_default());
    lines.add("Mot de passe", &password(account, context));
    lines.add("Dernière connexion", &account.last_login_at.as_deref().map_or_else(|| "jamais".to_owned(), instant));
    if account.status != Status::Inactive {
        let login = &account.login;
        lines.0.push_str(&format!("\nPour changer de mot de passe\u{a0}: cpro accounts passwd {login}\n"));
        if account.person.is_some() {
            lines.0.push_str(&format!("Pour changer d’adresse\u{a0}: cpro accounts email {login} ADRESSE\n"));
        }
    }
    lines.0
}
