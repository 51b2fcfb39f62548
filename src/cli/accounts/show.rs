//! `cpro accounts show`: everything about one account, on a card.

use clap::Args;

use super::super::print;
use super::super::select::One;
use super::card::{Lines, history, last_import, password, status};
use crate::cli::Context;
use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::person::text;
use crate::error::{Result, exit};
use crate::french::{day, instant};
use crate::store::Store;
use crate::terminal::Format;
use crate::terminal::wrap::wrap;

/// Montre tout d’un compte
#[derive(Debug, Args)]
pub struct Show {
    #[command(flatten)]
    one: One,
}

impl Show {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let account = self.one.find(&store)?;
        match context.terminal.format {
            Format::Table => {
                let card = card(context, &store, &account)?;
                context.ui().answer(&card)?;
            }
            _ => {
                let object = print::account(&account, &context.now());
                print::report(context, || object)?;
            }
        }
        Ok(exit::DONE)
    }
}

fn card(context: &mut Context, store: &Store, account: &Account) -> Result<String> {
    let mut lines = Lines::default();
    lines.title(&account.full_name());
    lines.add("Identifiant", &account.login.to_string());
    lines.add("Profil", account.profile.label());
    identity(&mut lines, account);
    lines.add("Compte", &status(account, context));
    lines.add("Mot de passe", &password(account, context));
    lines.add("Dernière connexion", &account.last_login_at.as_deref().map_or_else(|| "jamais".to_owned(), instant));
    lines.add("Créé le", &instant(&account.created_at));
    if let Some(source) = last_import(store, account)?.filter(|source| !source.file.is_empty()) {
        lines.add("Dernier import", &format!("{} ({})", instant(&source.at), source.place()));
    }
    history(&mut lines, store, account, "Journal")?;
    if let Some(advice) = advice(account, context) {
        lines.0.push_str(&format!("\nConseil\u{a0}: {advice}\n"));
    }
    let width = context.terminal.width;
    Ok(wrap(&context.ui().about_this_base(&lines.0), width))
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
}

/// The next command, for the person on the telephone.
fn advice(account: &Account, context: &Context) -> Option<String> {
    let login = &account.login;
    match (account.status, account.state(&context.now())) {
        (Status::Locked, _) => Some(format!("cpro accounts unlock {login}")),
        (Status::Active, PasswordState::Expired) => Some(format!("cpro accounts reset {login}")),
        (Status::Active, PasswordState::Pending) => Some(format!("cpro slips generate {login} -o papillon.pdf")),
        _ => None,
    }
}
