//! `cpro accounts explain`: why this login, why this state, from which line of which file, and what happened since.

use clap::Args;
use serde_json::{Value, json};

use super::super::print;
use super::super::select::One;
use super::card::{LastImport, Lines, events, history, last_import};
use crate::cli::Context;
use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::lockout::{self, Lock};
use crate::domain::login::{self, Origin};
use crate::domain::setting::{Key, Settings};
use crate::error::{Result, exit};
use crate::french::{instant, until};
use crate::store::{Store, Transfer};
use crate::terminal::Format;

/// Explique un compte : son identifiant, son état, sa ligne d’import, son histoire
#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    one: One,
}

/// The explanation, in sentences.
struct Explained {
    login: Vec<String>,
    password: String,
    status: String,
    source: Option<LastImport>,
}

impl Explain {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let account = self.one.find(&store)?;
        let explained = explain(context, &store, &account)?;
        if context.terminal.format == Format::Table {
            let card = card(&store, &account, &explained)?;
            print::page(context, &card)?;
            return Ok(exit::DONE);
        }
        let events = events(&store, &account)?;
        let state = account.state(&context.now()).as_str();
        print::report(context, || {
            json!({
                "schema": 1,
                "login": account.login.to_string(),
                "login_reason": explained.login.join(" "),
                "password_state": state,
                "password_reason": explained.password,
                "status": account.status.as_str(),
                "status_reason": explained.status,
                "file": explained.source.as_ref().map(|source| &source.file),
                "line": explained.source.as_ref().map(|source| source.line),
                "imported_at": explained.source.as_ref().map(|source| &source.at),
                "events": events.iter().map(|(at, what)| json!({ "at": at, "event": what })).collect::<Vec<Value>>(),
            })
        })?;
        Ok(exit::DONE)
    }
}

fn explain(context: &Context, store: &Store, account: &Account) -> Result<Explained> {
    let settings = store.settings()?;
    Ok(Explained {
        login: why_login(store, account)?,
        password: why_password(context, &settings, account),
        status: why_status(context, account, store.sent_away_with(account)?.as_ref()),
        source: last_import(store, account)?,
    })
}

fn card(store: &Store, account: &Account, explained: &Explained) -> Result<String> {
    let mut lines = Lines::default();
    lines.title(&format!("{} ({})", account.full_name(), account.login));
    let mut section = |title: &str, sentences: &[String]| {
        lines.0.push_str(&format!("\n{title}\n"));
        for sentence in sentences {
            lines.0.push_str(&format!("  {}\n", crate::terminal::safe(sentence)));
        }
    };
    section("Pourquoi cet identifiant", &explained.login);
    section("Pourquoi cet état", &[explained.password.clone(), explained.status.clone()]);
    if let Some(source) = explained.source.as_ref().filter(|source| !source.file.is_empty()) {
        section(
            "Dernier import qui a touché la personne",
            &[format!("{}, le {}", source.place(), instant(&source.at))],
        );
    }
    history(&mut lines, store, account, "Ce qui s’est passé depuis")?;
    Ok(lines.0)
}

fn why_login(store: &Store, account: &Account) -> Result<Vec<String>> {
    let Some((_, person)) = &account.person else {
        return Ok(vec!["C’est le code UAI de l’établissement : l’administrateur n’a pas de nom.".to_owned()]);
    };
    let (first, last) = (&person.first_name, person.surname());
    let login = &account.login;
    let mut sentences = Vec::new();
    match login::origin(login, person) {
        Origin::Nameless => sentences.push("Aucun nom utilisable dans le fichier : un mot et un numéro.".to_owned()),
        Origin::FormerName { today } => sentences.push(format!(
            "Il vient d’un nom corrigé depuis : « {first} » et « {last} » donneraient {today}. Un identifiant donné ne change jamais."
        )),
        Origin::Name { whole, cut, before } => {
            sentences.push(format!("prenom.nom, sans accent ni majuscule : « {first} » et « {last} » donnent {whole}."));
            if cut {
                sentences.push(format!("Coupé à {} caractères.", login::MAX));
            }
            for taken in before.iter().take(3) {
                sentences.push(clash(store, taken)?);
            }
            if !before.is_empty() {
                sentences.push(format!("D’où le numéro à la fin : {login}."));
            }
        }
    }
    Ok(sentences)
}

/// Who had the login first.
fn clash(store: &Store, taken: &str) -> Result<String> {
    let owner = store.account(taken)?;
    Ok(match owner {
        Some(owner) => {
            let place = match owner.division() {
                "" => String::new(),
                division => format!(", {division}"),
            };
            format!("{taken} était déjà à {}{place}.", owner.full_name())
        }
        None if login::is_reserved(taken) => format!("{taken} est réservé au système."),
        None => format!("{taken} avait déjà été donné, et ne l’est jamais à quelqu’un d’autre."),
    })
}

fn why_password(context: &Context, settings: &Settings, account: &Account) -> String {
    let issued = account.issued_at.as_deref().map_or(String::new(), |at| format!(" le {}", instant(at)));
    let last = print::last_moment(account).unwrap_or_default();
    match account.state(&context.now()) {
        PasswordState::Initial => {
            format!("Mot de passe initial, la date de naissance, donné{issued} et valable jusqu’au {last}.")
        }
        PasswordState::Temporary => {
            format!("Mot de passe provisoire, tiré au hasard{issued} et valable jusqu’au {last}.")
        }
        PasswordState::Personal => {
            format!("Mot de passe personnel, choisi{issued} : la date de naissance ne sert plus.")
        }
        PasswordState::Expired => {
            format!("Le mot de passe donné{issued} n’a pas été changé à temps : il était valable jusqu’au {last}.")
        }
        PasswordState::Pending => {
            let why = match FirstPassword::of(account, settings, context.today()) {
                FirstPassword::Drawn(Some(distrust)) => distrust.to_string(),
                _ => format!("réglage {} = random", Key::Password(account.profile).as_str()),
            };
            format!("Pas encore de mot de passe : il sera tiré au hasard à l’impression du papillon ({why}).")
        }
    }
}

fn why_status(context: &Context, account: &Account, transfer: Option<&Transfer>) -> String {
    let now = context.now();
    match (account.status, lockout::standing(account, now.timestamp())) {
        (Status::Inactive, _) if transfer.is_some() => {
            let (to, number) = transfer.map(|transfer| (transfer.uai.as_str(), transfer.id)).unwrap_or_default();
            format!("Compte désactivé : transféré(e) vers {to} (transfert n° {number}).")
        }
        (Status::Inactive, _) => {
            "Compte désactivé : la personne n’est plus dans les imports, ou est sortie.".to_owned()
        }
        (_, Some(Lock::ForGood)) => why_locked(account),
        (_, Some(Lock::Until(at))) => {
            let hour = until(at, &now);
            format!("Compte verrouillé jusqu’à {hour} : trop de mots de passe faux.")
        }
        _ => match account.last_login_at.as_deref() {
            Some(at) => format!("Compte actif, dernière connexion le {}.", instant(at)),
            None => "Compte actif, jamais connecté avec un mot de passe personnel.".to_owned(),
        },
    }
}

fn why_locked(account: &Account) -> String {
    match account.failures {
        failures if failures >= lockout::ADULT => {
            format!("Compte verrouillé après {failures} mots de passe faux de suite.")
        }
        _ => "Compte verrouillé à la main.".to_owned(),
    }
}
