//! `cpro assistance diagnose`: what to answer to « je n’arrive pas à me connecter ».

use clap::Args;
use serde::Serialize;

use crate::advice::{Call, Quote, Sentence, accounts, assistance, import, slips, transfers};
use crate::cli::Session;
use crate::cli::accounts::card::last_moment;
use crate::cli::driver::{Answer, answer};
use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::lockout::{self, Lock};
use crate::domain::setting::masked_email;
use crate::error::{Result, exit};
use crate::french::{day_of, instant, until};
use crate::terminal::safe;
use crate::terminal::speech::Speech;
use crate::work::accounts::letter;
use crate::work::assistance::diagnose::{Diagnosis, Found, Obstacle, Unknown, diagnose};
use crate::work::selection::shown;

/// Cherche pourquoi une personne n’arrive pas à se connecter, et dit que faire
///
/// Suit l’arbre de l’assistance du service : identifiant inconnu, mot de passe non valide, première connexion, mot de
/// passe oublié.
#[derive(Debug, Args)]
pub struct Diagnose {
    /// Identifiant, tel que la personne le tape, ou son nom entier
    #[arg(value_name = "IDENTIFIANT|NOM")]
    login: String,
}

/// What is wrong, what to say, what to type: under the contract, and as a page.
#[derive(Serialize)]
struct Told {
    login: String,
    situation: &'static str,
    cause: String,
    tell: String,
    commands: Vec<String>,
    near: Vec<String>,
    #[serde(skip)]
    lines: Vec<Sentence>,
}

/// What is wrong, what to say, what to type.
struct Finding {
    /// Word of the machine contract.
    code: &'static str,
    cause: String,
    tell: String,
    commands: Vec<Call>,
}

impl Diagnose {
    pub fn run(self, session: &mut Session) -> Result {
        match diagnose(&session.world, &self.login)? {
            Diagnosis::Known(found) => answer(session, &known(&found)),
            Diagnosis::Unknown(unknown) => {
                answer(session, &nobody(&self.login, unknown))?;
                Ok(exit::REFUSED)
            }
        }
    }
}

impl Answer for Told {
    fn page(&self, say: &mut Speech) {
        say.page(self.lines.clone());
    }
}

/// The first cause of all: the page of another school, or what a search engine found.
fn address(site: &str) -> String {
    let site = if site.is_empty() { "celle du papillon".to_owned() } else { site.to_owned() };
    format!(
        "L’adresse d’abord : est-ce bien {site}, tapée dans la barre d’adresse, et non trouvée par un moteur de recherche ou celle d’un autre établissement ?"
    )
}

/// Nobody bears this login: the nearest ones, and what was perhaps pasted with it.
fn nobody(typed: &str, unknown: Unknown) -> Told {
    let sees = "La personne voit « Authentification incorrecte : login inconnu ».";
    let mut lines: Vec<Sentence> =
        vec![format!("Aucun compte « {} ».", safe(&shown(typed))).into(), "".into(), sees.into()];
    lines.push(Sentence::from(address(&unknown.site)).indented(2));
    let pasted = unknown.oddities.iter();
    lines.extend(pasted.map(|oddity| format!("  Dans ce qui a été tapé, {oddity} : effacez tout et retapez.").into()));
    lines.push(match unknown.near.is_empty() {
        true => "  Cherchez la personne par son nom : ".call(accounts::list()),
        false => "  Identifiants ou noms qui ressemblent :".into(),
    });
    lines.extend(unknown.near.iter().map(|login| Sentence::from(assistance::diagnose(login)).indented(4)));
    if let Some((name, Some(reason))) = &unknown.without {
        lines.push(format!("  {name} n’a pas de compte : {}.", reason.as_str()).into());
    }
    lines.push("  Pas de compte du tout ? Réimportez l’export à jour, puis : ".call(accounts::create()));
    Told {
        login: shown(typed),
        situation: "unknown_login",
        cause: "aucun compte ne porte cet identifiant".to_owned(),
        tell: String::new(),
        commands: vec![accounts::list().to_string()],
        near: unknown.near,
        lines,
    }
}

/// The finding, then the four situations of the service for this account.
fn known(found: &Found) -> Told {
    let Finding { code, cause, tell, commands } = finding(found);
    let account = &found.account;
    let mut lines: Vec<Sentence> = vec![
        format!("{} ({})", safe(&account.full_name()), account.login).into(),
        "".into(),
        format!("Constat  {}.", crate::french::capitalised(&cause)).into(),
        format!("À dire   « {tell} »").into(),
    ];
    let labels = std::iter::once("À taper  ").chain(std::iter::repeat("Ou bien  "));
    lines.extend(labels.zip(&commands).map(|(label, command)| label.call(command.clone())));
    if account.status != Status::Inactive {
        lines.extend(["".into(), "Selon ce que la personne voit :".into()]);
        for (number, (sees, check)) in (1..).zip(situations(found)) {
            lines.extend(["".into(), format!("{number}. {sees}").into(), check.indented(3)]);
        }
    }
    let commands = commands.iter().map(ToString::to_string).collect();
    Told { login: account.login.to_string(), situation: code, cause, tell, commands, near: Vec::new(), lines }
}

fn finding(found: &Found) -> Finding {
    let account = &found.account;
    let login = &account.login;
    match &found.obstacle {
        Obstacle::Transferred(transfer) => {
            let (number, to, day) = (transfer.id, &transfer.uai, day_of(&transfer.at));
            Finding {
                code: "inactive",
                cause: format!("transféré(e) vers {to} le {day} (transfert n° {number}) : le compte est désactivé ici"),
                tell: format!("Votre compte est maintenant dans votre nouvel établissement ({to})."),
                commands: vec![transfers::show(number), transfers::cancel(number)],
            }
        }
        Obstacle::Closed => Finding {
            code: "inactive",
            cause: "le compte est désactivé : la personne n’est plus dans les imports, ou est sortie".to_owned(),
            tell: "Votre compte est fermé ; le secrétariat vérifie votre inscription.".to_owned(),
            commands: vec![accounts::explain(login), import::siecle_again()],
        },
        Obstacle::Locked(Lock::ForGood) => {
            let why = if account.failures >= lockout::ADULT { "après trop d’essais" } else { "à la main" };
            Finding {
                code: "locked",
                cause: format!("le compte est verrouillé {why}"),
                tell: "Votre compte est verrouillé ; l’administrateur le rouvre. Si le mot de passe est oublié, dites-le : un nouveau vous sera remis.".to_owned(),
                commands: vec![accounts::unlock(login), accounts::reset(login)],
            }
        }
        Obstacle::Locked(Lock::Until(at)) => Finding {
            code: "locked",
            cause: format!("trop de mots de passe faux : le compte est verrouillé jusqu’à {}", until(*at, &found.now)),
            tell: "Attendez la fin du délai sans rien essayer, puis tapez lentement ; de nouveaux essais faux l’allongent.".to_owned(),
            commands: vec![accounts::unlock(login)],
        },
        Obstacle::Password => by_password(found),
    }
}

fn by_password(found: &Found) -> Finding {
    let account = &found.account;
    let login = &account.login;
    let since = account.issued_at.as_deref().map_or(String::new(), |at| format!(" le {}", instant(at)));
    let last = last_moment(account).unwrap_or_default();
    let writing = writing(account);
    let (code, cause, tell, commands) = match found.state {
        PasswordState::Expired => (
            "expired",
            format!("le mot de passe donné{since} n’a pas été changé à temps : il était valable jusqu’au {last}"),
            renewed(found.by_birth_date, writing),
            vec![if found.by_birth_date { accounts::reset(login) } else { accounts::reset_with_slip(login) }],
        ),
        PasswordState::Pending => (
            "pending",
            "aucun mot de passe n’a encore été remis : il est tiré à l’impression du papillon".to_owned(),
            "Votre papillon de connexion vous attend.".to_owned(),
            vec![slips::generate_one(login)],
        ),
        PasswordState::Initial => (
            "first_time",
            format!("première connexion : le mot de passe initial, donné{since}, est valable jusqu’au {last}"),
            format!("Votre mot de passe est {writing}. Choisissez ensuite un mot de passe personnel, deux fois, puis reconnectez-vous avec lui."),
            vec![accounts::explain(login)],
        ),
        PasswordState::Temporary => (
            "first_time",
            format!("première connexion : le mot de passe provisoire, donné{since}, est valable jusqu’au {last}"),
            "Tapez le mot de passe du papillon ou du dernier message, avec ses tirets. Choisissez ensuite le vôtre, deux fois, puis reconnectez-vous avec lui.".to_owned(),
            found.document.map(slips::export).into_iter().chain([accounts::reset_with_slip(login)]).collect(),
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

fn recovery(account: &Account) -> Vec<Call> {
    let login = &account.login;
    match letter::address(account) {
        "" => vec![accounts::reset(login)],
        _ => vec![accounts::forgot(login), accounts::reset_with_slip(login)],
    }
}

/// What the person may see, and what to check then.
fn situations(found: &Found) -> [(&'static str, Sentence); 4] {
    let account = &found.account;
    let login = &account.login;
    let invalid = match found.state {
        PasswordState::Personal => "C’est le mot de passe personnel qui est attendu, non la date de naissance.".into(),
        PasswordState::Pending => "Aucun mot de passe n’existe encore : imprimez le papillon.".into(),
        PasswordState::Temporary => {
            "C’est le mot de passe du dernier papillon ou du dernier message, en minuscules, avec ses tirets.".into()
        }
        PasswordState::Initial | PasswordState::Expired => format!("C’est {}.", writing(account)),
    };
    let first = if account.must_change {
        "Attendu : un mot de passe personnel est demandé deux fois, puis il faut se reconnecter avec lui."
    } else {
        "Déjà faite : plus rien n’est demandé à ce compte."
    };
    [
        (
            "« Authentification incorrecte : login inconnu »",
            format!(
                "{} L’identifiant exact est {login}, sans accent ni espace. Le retaper au lieu de le coller.",
                address(&found.site)
            )
            .into(),
        ),
        (
            "« Authentification incorrecte : mot de passe non valide. »",
            format!("{invalid} Vérifier la touche Majuscules et le pavé numérique ; le retaper sans le coller.").into(),
        ),
        ("Un nouveau mot de passe est demandé", first.into()),
        ("Mot de passe oublié", forgotten(account)),
    ]
}

fn forgotten(account: &Account) -> Sentence {
    let login = &account.login;
    match (account.profile.is_adult(), letter::address(account)) {
        (false, _) => "L’établissement réinitialise le compte : ".call(accounts::reset(login)),
        (true, "") => "Aucune adresse connue : ".call(accounts::reset(login)),
        (true, address) => Sentence::from(accounts::forgot(login)).words(format!(
            " écrit à {} ; seul le dernier message compte, voir aussi les indésirables.",
            masked_email(address)
        )),
    }
}
