//! `cpro assistance diagnose`: what to answer to « je n’arrive pas à me connecter ».

use clap::Args;
use serde_json::json;

use crate::cli::old::Context;
use crate::cli::old::print;
use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::lockout::{self, Lock};
use crate::domain::login::nearest;
use crate::domain::name::fold;
use crate::domain::setting::{Settings, masked_email};
use crate::domain::typing::oddities;
use crate::error::{Result, exit};
use crate::french::{day_of, instant, until};
use crate::store::Store;
use crate::terminal::Format;
use crate::terminal::safe;
use crate::work::accounts::letter;
use crate::work::selection::shown;

/// Most accounts found by a name.
const NAMED: usize = 8;

/// Cherche pourquoi une personne n’arrive pas à se connecter, et dit que faire
///
/// Suit l’arbre de l’assistance du service : identifiant inconnu, mot de passe non valide, première connexion, mot de
/// passe oublié.
#[derive(Debug, Args)]
pub struct Diagnose {
    /// Identifiant, tel que la personne le tape
    #[arg(value_name = "IDENTIFIANT")]
    login: String,
}

/// What is wrong, what to say, what to type.
struct Finding {
    /// Word of the machine contract.
    code: &'static str,
    cause: String,
    tell: String,
    commands: Vec<String>,
}

impl Diagnose {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let Some(account) = store.account(&self.login)? else { return self.unknown(context, &store) };
        let finding = match transferred(&store, &account)? {
            Some(finding) => finding,
            None => finding(context, &store.settings()?, &account),
        };
        if context.terminal.format == Format::Table {
            let page = page(context, &account, &finding);
            print::page(context, &page)?;
        }
        report(context, account.login.0.as_str(), &finding, &[])?;
        Ok(exit::DONE)
    }

    /// Nobody bears this login: the nearest ones, and what was perhaps pasted with it.
    fn unknown(&self, context: &mut Context, store: &Store) -> Result {
        let accounts = store.accounts()?;
        let logins: Vec<String> = accounts.iter().map(|account| account.login.0.to_lowercase().into()).collect();
        let mut near = nearest(&self.login, logins.iter().map(String::as_str));
        let named = accounts.iter().zip(&logins).filter(|(account, _)| bears(account, &self.login));
        near.extend(named.map(|(_, login)| login.as_str()).take(NAMED));
        near.dedup();
        let mut page = format!(
            "Aucun compte «\u{a0}{}\u{a0}».\n\nLa personne voit «\u{a0}Authentification incorrecte : login inconnu\u{a0}».\n",
            safe(&shown(&self.login))
        );
        for oddity in oddities(&self.login) {
            page.push_str(&format!("  Dans ce qui a été tapé, {oddity}\u{a0}: effacez tout et retapez.\n"));
        }
        if near.is_empty() {
            page.push_str("  Cherchez la personne par son nom\u{a0}: cpro accounts list\n");
        } else {
            page.push_str("  Identifiants ou noms qui ressemblent\u{a0}:\n");
        }
        near.iter().for_each(|login| page.push_str(&format!("    cpro assistance diagnose {login}\n")));
        page.push_str("  Pas de compte du tout\u{a0}? Réimportez l’export à jour, puis\u{a0}: cpro accounts create\n");
        if context.terminal.format == Format::Table {
            print::page(context, &page)?;
        }
        let finding = Finding {
            code: "unknown_login",
            cause: "aucun compte ne porte cet identifiant".to_owned(),
            tell: String::new(),
            commands: vec!["cpro accounts list".to_owned()],
        };
        report(context, &shown(&self.login), &finding, &near)?;
        Ok(exit::REFUSED)
    }
}

fn report(context: &mut Context, login: &str, finding: &Finding, near: &[&str]) -> Result<()> {
    print::report(context, || {
        json!({
            "schema": 1,
            "login": login,
            "situation": finding.code,
            "cause": finding.cause,
            "tell": finding.tell,
            "commands": finding.commands,
            "near": near,
        })
    })
}

/// True where what was typed is a part of the person's name.
fn bears(account: &Account, typed: &str) -> bool {
    let typed = fold(typed);
    let name = fold(&account.full_name());
    typed.len() >= 3 && typed.split(' ').all(|word| name.split(' ').any(|part| part == word))
}

/// Somebody whom this school sent to another one.
fn transferred(store: &Store, account: &Account) -> Result<Option<Finding>> {
    let transfer = if account.status == Status::Inactive { store.sent_away_with(account)? } else { None };
    let Some(transfer) = transfer else { return Ok(None) };
    let (number, to, day) = (transfer.id, transfer.uai, day_of(&transfer.at));
    Ok(Some(Finding {
        code: "inactive",
        cause: format!("transféré(e) vers {to} le {day} (transfert n° {number}) : le compte est désactivé ici"),
        tell: format!("Votre compte est maintenant dans votre nouvel établissement ({to})."),
        commands: vec![format!("cpro transfers list {number}"), format!("cpro transfers cancel {number}")],
    }))
}

/// The first thing that keeps this account from being signed in to, in the order in which the service looks.
fn finding(context: &Context, settings: &Settings, account: &Account) -> Finding {
    let login = &account.login;
    let now = context.now();
    let found = |code, cause: String, tell: &str, commands: &[String]| Finding {
        code,
        cause,
        tell: tell.to_owned(),
        commands: commands.to_vec(),
    };
    if account.status == Status::Inactive {
        return found(
            "inactive",
            "le compte est désactivé : la personne n’est plus dans les imports, ou est sortie".to_owned(),
            "Votre compte est fermé ; le secrétariat vérifie votre inscription.",
            &[format!("cpro accounts explain {login}"), "cpro import siecle EXPORT_À_JOUR.csv".to_owned()],
        );
    }
    match lockout::standing(account, now.timestamp()) {
        Some(Lock::ForGood) => {
            return found(
                "locked",
                format!(
                    "le compte est verrouillé {}",
                    if account.failures >= lockout::ADULT { "après trop d’essais" } else { "à la main" }
                ),
                "Votre compte est verrouillé ; l’administrateur le rouvre. Si le mot de passe est oublié, dites-le : un nouveau vous sera remis.",
                &[format!("cpro accounts unlock {login}"), format!("cpro accounts reset {login}")],
            );
        }
        Some(Lock::Until(at)) => {
            let hour = until(at, &now);
            return found(
                "locked",
                format!("trop de mots de passe faux : le compte est verrouillé jusqu’à {hour}"),
                "Attendez la fin du délai sans rien essayer, puis tapez lentement ; de nouveaux essais faux l’allongent.",
                &[format!("cpro accounts unlock {login}")],
            );
        }
        None => {}
    }
    by_password(account, by_birth_date(context, settings, account), &now)
}

fn by_password(account: &Account, by_birth_date: bool, now: &jiff::Zoned) -> Finding {
    let login = &account.login;
    let since = account.issued_at.as_deref().map_or(String::new(), |at| format!(" le {}", instant(at)));
    let last = print::last_moment(account).unwrap_or_default();
    let writing = writing(account);
    let (code, cause, tell, commands) = match account.state(now) {
        PasswordState::Expired => (
            "expired",
            format!("le mot de passe donné{since} n’a pas été changé à temps : il était valable jusqu’au {last}"),
            renewed(by_birth_date, writing),
            vec![format!("cpro accounts reset {login}{}", if by_birth_date { "" } else { " --slips papillon.pdf" })],
        ),
        PasswordState::Pending => (
            "pending",
            "aucun mot de passe n’a encore été remis : il est tiré à l’impression du papillon".to_owned(),
            "Votre papillon de connexion vous attend.".to_owned(),
            vec![format!("cpro slips generate {login} -o papillon.pdf")],
        ),
        PasswordState::Initial => (
            "first_time",
            format!("première connexion : le mot de passe initial, donné{since}, est valable jusqu’au {last}"),
            format!("Votre mot de passe est {writing}. Choisissez ensuite un mot de passe personnel, deux fois, puis reconnectez-vous avec lui."),
            vec![format!("cpro accounts explain {login}")],
        ),
        PasswordState::Temporary => (
            "first_time",
            format!("première connexion : le mot de passe provisoire, donné{since}, est valable jusqu’au {last}"),
            "Tapez le mot de passe du papillon ou du dernier message, avec ses tirets. Choisissez ensuite le vôtre, deux fois, puis reconnectez-vous avec lui.".to_owned(),
            vec![format!("cpro accounts reset {login} --slips papillon.pdf")],
        ),
        PasswordState::Personal => (
            "forgotten",
            format!("la personne a choisi son mot de passe{since} : la date de naissance ne sert plus"),
            "Tapez le mot de passe que vous avez choisi. S’il est oublié, un nouveau vous sera remis.".to_owned(),
            recovery(account),
        ),
    };
    Finding { code, cause, tell, commands }
}

/// True where a reset gives the birth date back.
fn by_birth_date(context: &Context, settings: &Settings, account: &Account) -> bool {
    matches!(FirstPassword::of(account, settings, context.today()), FirstPassword::BirthDate(_))
}

/// What to say once the account is reset.
fn renewed(by_birth_date: bool, writing: &str) -> String {
    if by_birth_date {
        format!("Votre compte est réinitialisé : le mot de passe est {writing}. Vous en choisirez un autre aussitôt.")
    } else {
        "Votre compte est réinitialisé : venez chercher votre papillon de connexion.".to_owned()
    }
}

/// How the initial password is written, without saying it.
fn writing(account: &Account) -> &'static str {
    match (account.birth_date(), account.profile.is_adult()) {
        (None, _) => "celui du papillon",
        (_, true) => "la date de naissance, année d’abord, avec des tirets (aaaa-mm-jj)",
        (_, false) => "la date de naissance, huit chiffres sans espace ni barre (jjmmaaaa)",
    }
}

fn recovery(account: &Account) -> Vec<String> {
    let login = &account.login;
    if letter::address(account).is_empty() {
        vec![format!("cpro accounts reset {login}")]
    } else {
        vec![format!("cpro accounts forgot {login}"), format!("cpro accounts reset {login} --slips papillon.pdf")]
    }
}

/// The finding, then the four situations of the service for this account.
fn page(context: &Context, account: &Account, finding: &Finding) -> String {
    let mut page = format!("{} ({})\n\n", safe(&account.full_name()), account.login);
    page.push_str(&format!("Constat  {}.\n", crate::french::capitalised(&finding.cause)));
    page.push_str(&format!("À dire   «\u{a0}{}\u{a0}»\n", finding.tell));
    for (at, command) in finding.commands.iter().enumerate() {
        let label = if at == 0 { "À taper" } else { "Ou bien" };
        page.push_str(&format!("{label}  {command}\n"));
    }
    if account.status == Status::Inactive {
        return page;
    }
    page.push_str("\nSelon ce que la personne voit\u{a0}:\n");
    for (number, (sees, check)) in (1..).zip(situations(context, account)) {
        page.push_str(&format!("\n{number}. {sees}\n   {check}\n"));
    }
    page
}

fn situations(context: &Context, account: &Account) -> [(&'static str, String); 4] {
    let login = &account.login;
    let state = account.state(&context.now());
    let invalid = match state {
        PasswordState::Personal => {
            "C’est le mot de passe personnel qui est attendu, non la date de naissance.".to_owned()
        }
        PasswordState::Pending => "Aucun mot de passe n’existe encore : imprimez le papillon.".to_owned(),
        PasswordState::Temporary => {
            "C’est le mot de passe du dernier papillon ou du dernier message, en minuscules, avec ses tirets."
                .to_owned()
        }
        PasswordState::Initial | PasswordState::Expired => format!("C’est {}.", writing(account)),
    };
    let first = if account.must_change {
        "Attendu : un mot de passe personnel est demandé deux fois, puis il faut se reconnecter avec lui.".to_owned()
    } else {
        "Déjà faite : plus rien n’est demandé à ce compte.".to_owned()
    };
    let forgotten = match (account.profile.is_adult(), letter::address(account)) {
        (false, _) => format!("L’établissement réinitialise le compte : cpro accounts reset {login}"),
        (true, "") => format!("Aucune adresse connue : cpro accounts reset {login}"),
        (true, address) => format!(
            "cpro accounts forgot {login} écrit à {} ; seul le dernier message compte, voir aussi les indésirables.",
            masked_email(address)
        ),
    };
    [
        (
            "« Authentification incorrecte : login inconnu »",
            format!("L’identifiant exact est {login}, sans accent ni espace. Le retaper au lieu de le coller."),
        ),
        (
            "« Authentification incorrecte : mot de passe non valide. »",
            format!("{invalid} Vérifier la touche Majuscules et le pavé numérique ; le retaper sans le coller."),
        ),
        ("Un nouveau mot de passe est demandé", first),
        ("Mot de passe oublié", forgotten),
    ]
}
