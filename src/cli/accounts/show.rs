//! `cpro accounts show`: everything about one account, on a card.

use clap::Args;

use super::super::print;
use super::super::select::{by_ine, unknown_login};
use crate::context::Context;
use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::ine;
use crate::domain::person::text;
use crate::error::{Error, Result, exit};
use crate::output::french::{day, instant};
use crate::output::safe::safe;
use crate::output::ui::Format;
use crate::store::{Record, Store};

/// Montre tout d’un compte
#[derive(Debug, Args)]
pub struct Show {
    /// Identifiant
    #[arg(value_name = "IDENTIFIANT", required_unless_present = "ine", conflicts_with = "ine")]
    login: Option<String>,
    /// INE de l’élève
    #[arg(long, value_name = "INE")]
    ine: Option<String>,
}

impl Show {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let account = self.find(&store)?;
        match context.ui.format {
            Format::Table => {
                let card = card(context, &store, &account)?;
                context.ui.answer(&card)?;
            }
            _ => {
                let object = print::account(&account, context.today());
                print::report(context, || object)?;
            }
        }
        Ok(exit::DONE)
    }

    fn find(&self, store: &Store) -> Result<Account> {
        match (&self.login, &self.ine) {
            (Some(login), _) => store.account(login)?.ok_or_else(|| unknown_login(login)),
            (None, Some(typed)) => {
                let mut found = by_ine(store, typed)?;
                found.pop().ok_or_else(|| {
                    Error::refused(format!("aucun compte ne porte l’INE {}.", ine::masked(typed)))
                        .hint("cpro accounts list")
                })
            }
            (None, None) => Err(Error::new(exit::USAGE, "il manque un identifiant.")),
        }
    }
}

fn card(context: &Context, store: &Store, account: &Account) -> Result<String> {
    let mut lines = Lines(String::new());
    lines.title(&account.full_name());
    lines.add("Identifiant", &account.login.to_string());
    lines.add("Profil", account.profile.label());
    identity(&mut lines, account);
    lines.add("Compte", account.status.label());
    lines.add("Mot de passe", &password(account, context));
    lines.add("Dernière connexion", &account.last_login_at.as_deref().map_or_else(|| "jamais".to_owned(), instant));
    lines.add("Créé le", &instant(&account.created_at));
    if let Some((person, _)) = &account.person
        && let Some((batch, line)) = store.last_change(*person)?
    {
        let (at, source) = store.batch_source(batch)?;
        let line = if line > 0 { format!(", ligne {line}") } else { String::new() };
        lines.add("Dernier import", &format!("{} ({source}{line})", instant(&at)));
    }
    history(&mut lines, store, account)?;
    if let Some(advice) = advice(account, context) {
        lines.0.push_str(&format!("\nConseil\u{a0}: {advice}\n"));
    }
    Ok(lines.0)
}

fn identity(lines: &mut Lines, account: &Account) {
    let Some((_, person)) = &account.person else { return };
    lines.add("Nom de famille", &person.family_name);
    lines.add("Nom d’usage", text(person.usage_name.as_ref()));
    lines.add("Naissance", &person.birth_date.map_or_else(|| "inconnue".to_owned(), day));
    lines.add("INE", if person.ine.is_empty() { "aucun" } else { &person.ine });
    lines.add("Division", person.division());
    lines.add("Groupes", text(person.groups.as_ref()));
    lines.add("MEF", text(person.mef.as_ref()));
    lines.add("Examen", text(person.diploma.as_ref()));
    lines.add("Inscription", text(person.enrolment.as_ref()));
    lines.add("Courriel", text(person.email.as_ref()));
}

fn password(account: &Account, context: &Context) -> String {
    let state = account.state(context.today());
    let until = account.expires_on.map_or(String::new(), |last| match state {
        PasswordState::Expired => format!(" depuis le {}", day(last)),
        _ => format!(", valable jusqu’au {}", day(last)),
    });
    let change = if account.must_change && state != PasswordState::Pending {
        ", à changer à la première connexion"
    } else {
        ""
    };
    format!("{}{until}{change}", state.label())
}

fn history(lines: &mut Lines, store: &Store, account: &Account) -> Result<()> {
    let mut events: Vec<(String, String)> = store
        .journal_of(Record::Account, account.id.0, 10)?
        .into_iter()
        .map(|entry| (entry.at, format!("{} par {}", entry.result, entry.actor)))
        .collect();
    for (number, at, name) in store.documents_of(account.id)? {
        events.push((at, format!("papillon imprimé, document {number} ({name})")));
    }
    events.sort();
    if !events.is_empty() {
        lines.0.push_str("\nJournal\n");
    }
    for (at, event) in events.iter().rev().take(10) {
        lines.0.push_str(&format!("  {}  {}\n", instant(at), safe(event)));
    }
    Ok(())
}

/// The next command, for the person on the telephone.
fn advice(account: &Account, context: &Context) -> Option<String> {
    let login = &account.login;
    match (account.status, account.state(context.today())) {
        (Status::Active, PasswordState::Expired) => Some(format!("cpro accounts reset {login}")),
        (Status::Active, PasswordState::Pending) => Some(format!("cpro slips generate {login} -o papillon.pdf")),
        _ => None,
    }
}

/// « Label : value » lines, aligned.
struct Lines(String);

impl Lines {
    fn title(&mut self, title: &str) {
        self.0.push_str(&safe(title));
        self.0.push('\n');
    }

    fn add(&mut self, label: &str, value: &str) {
        if !value.is_empty() {
            let gap = " ".repeat(19_usize.saturating_sub(label.chars().count()));
            self.0.push_str(&format!("  {label}{gap}{}\n", safe(value)));
        }
    }
}
