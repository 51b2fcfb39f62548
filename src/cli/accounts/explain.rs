//! `cpro accounts explain`: why this login, why this state, from which line of which file, and what happened since.

use clap::Args;
use jiff::Zoned;
use serde::Serialize;

use super::card::{Lines, last_moment};
use crate::cli::Session;
use crate::cli::driver::{Answer, answer};
use crate::cli::options::One;
use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::lockout::{self, Lock};
use crate::domain::login::MAX;
use crate::domain::setting::Key;
use crate::error::{Result, exit};
use crate::french::{instant, until};
use crate::terminal::Format;
use crate::terminal::speech::Speech;
use crate::work::accounts::show::{Event, Explained, Taken, WhyLogin, explain};

/// Explique un compte : son identifiant, son état, sa ligne d’import, son histoire
#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    one: One,
}

/// The explanation in sentences, under the contract.
#[derive(Debug, Serialize)]
struct Explanation<'a> {
    login: &'a str,
    login_reason: String,
    password_state: PasswordState,
    password_reason: String,
    status: Status,
    status_reason: String,
    file: Option<&'a str>,
    line: Option<u32>,
    imported_at: Option<&'a str>,
    events: &'a [Event],
}

impl Explain {
    pub fn run(self, session: &mut Session) -> Result {
        let explained = explain(&session.world, self.one.login.as_deref(), self.one.ine.as_deref())?;
        let now = session.world.now();
        let card = &explained.shown.card;
        let (login, password, status) = (why_login(&explained), why_password(&explained), why_status(&explained, &now));
        if session.terminal.format == Format::Table {
            let lines = page(&explained, &login, &[password, status]);
            session.say(|say| say.page(lines.0));
            return Ok(exit::DONE);
        }
        let source = explained.shown.source.as_ref();
        let explanation = Explanation {
            login: &card.login,
            login_reason: login.join(" "),
            password_state: card.password_state,
            password_reason: password,
            status: card.status,
            status_reason: status,
            file: source.map(|source| source.file.as_str()),
            line: source.map(|source| source.line),
            imported_at: source.map(|source| source.at.as_str()),
            events: &explained.shown.events,
        };
        answer(session, &explanation)
    }
}

impl Answer for Explanation<'_> {
    fn page(&self, _say: &mut Speech) {}
}

fn page(explained: &Explained, login: &[String], state: &[String]) -> Lines {
    let account = &explained.shown.card.account;
    let mut lines = Lines::default();
    lines.title(&format!("{} ({})", account.full_name(), account.login));
    let mut section = |title: &str, sentences: &[String]| {
        lines.section(title);
        sentences.iter().for_each(|sentence| lines.0.push(format!("  {sentence}").into()));
    };
    section("Pourquoi cet identifiant", login);
    section("Pourquoi cet état", state);
    if let Some(source) = explained.shown.source.as_ref().filter(|source| !source.file.is_empty()) {
        let place = format!("{}, le {}", source.place(), instant(&source.at));
        section("Dernier import qui a touché la personne", &[place]);
    }
    lines.history(&explained.shown.events, "Ce qui s’est passé depuis");
    lines
}

fn why_login(explained: &Explained) -> Vec<String> {
    let account = &explained.shown.card.account;
    let (first, last) = account.person.as_ref().map_or(("", ""), |(_, person)| (&*person.first_name, person.surname()));
    match &explained.login {
        WhyLogin::Administrator => {
            vec!["C’est le code UAI de l’établissement : l’administrateur n’a pas de nom.".to_owned()]
        }
        WhyLogin::Nameless => vec!["Aucun nom utilisable dans le fichier : un mot et un numéro.".to_owned()],
        WhyLogin::FormerName(today) => vec![format!(
            "Il vient d’un nom corrigé depuis : « {first} » et « {last} » donneraient {today}. Un identifiant donné ne change jamais."
        )],
        WhyLogin::Name { whole, cut, before } => {
            let mut sentences =
                vec![format!("prenom.nom, sans accent ni majuscule : « {first} » et « {last} » donnent {whole}.")];
            if *cut {
                sentences.push(format!("Coupé à {MAX} caractères."));
            }
            sentences.extend(before.iter().map(clash));
            if !before.is_empty() {
                sentences.push(format!("D’où le numéro à la fin : {}.", account.login));
            }
            sentences
        }
    }
}

/// Who had the login first.
fn clash(taken: &Taken) -> String {
    let login = &taken.login;
    match &taken.owner {
        Some((name, division)) if division.is_empty() => format!("{login} était déjà à {name}."),
        Some((name, division)) => format!("{login} était déjà à {name}, {division}."),
        None if taken.is_reserved => format!("{login} est réservé au système."),
        None => format!("{login} avait déjà été donné, et ne l’est jamais à quelqu’un d’autre."),
    }
}

fn why_password(explained: &Explained) -> String {
    let account = &explained.shown.card.account;
    let issued = account.issued_at.as_deref().map_or(String::new(), |at| format!(" le {}", instant(at)));
    let last = last_moment(account).unwrap_or_default();
    match explained.shown.card.password_state {
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
            let why = match explained.first {
                FirstPassword::Drawn(Some(distrust)) => distrust.to_string(),
                _ => format!("réglage {} = random", Key::Password(account.profile).as_str()),
            };
            format!("Pas encore de mot de passe : il sera tiré au hasard à l’impression du papillon ({why}).")
        }
    }
}

fn why_status(explained: &Explained, now: &Zoned) -> String {
    let card = &explained.shown.card;
    match (card.status, &explained.transfer, card.lock) {
        (Status::Inactive, Some(transfer), _) => {
            format!("Compte désactivé : transféré(e) vers {} (transfert n° {}).", transfer.uai, transfer.id)
        }
        (Status::Inactive, None, _) => {
            "Compte désactivé : la personne n’est plus dans les imports, ou est sortie.".to_owned()
        }
        (_, _, Some(Lock::ForGood)) => why_locked(&card.account),
        (_, _, Some(Lock::Until(at))) => {
            format!("Compte verrouillé jusqu’à {} : trop de mots de passe faux.", until(at, now))
        }
        _ => match card.last_login_at.as_deref() {
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
