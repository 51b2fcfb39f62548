//! `cpro sync`: a directory or a service on the web follows the accounts, live.

use clap::{Args, Subcommand};

use super::accounts::{code, missed};
use super::driver::{Led, Question, lead};
use super::export::delta::{tell_conflicts, tell_left, totals};
use super::options::{DryRun, Selectors};
use super::{Session, french};
use crate::advice::{Quote, exports, settings};
use crate::domain::setting::Key;
use crate::error::{Error, Result, exit};
use crate::french::{agree, count, list};
use crate::targets::link::Trouble;
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::sync::ldap::SyncDirectory;
use crate::work::sync::scim::SyncService;
use crate::work::sync::{self as work, Kind, Refusal, Server, Synced};

/// Synchronise les comptes avec un annuaire ou un service
#[derive(Debug, Subcommand)]
pub enum Sync {
    Ldap(Box<Ldap>),
    Scim(Box<Scim>),
}

/// Met l’annuaire OpenLDAP en accord avec les comptes
///
/// Lit, compare, n’écrit que ce qui diffère : une seconde fois n’écrit rien. Un mot de passe n’est envoyé qu’à la création
/// et après une réinitialisation faite ici ; celui qui a été changé dans l’annuaire y reste. Les comptes fermés sont
/// verrouillés, ceux des personnes effacées ici supprimés. Une entrée qui n’est pas à cpro n’est jamais touchée. Voir les réglages directory.*.
#[derive(Debug, Clone, Args)]
pub struct Ldap {
    #[command(flatten)]
    scope: Scope,
    #[command(flatten)]
    trial: DryRun,
}

/// Met un service en ligne (SCIM 2.0) en accord avec les comptes
///
/// Dit au service qui existe et qui est actif, jamais un mot de passe : on s’y connecte par l’annuaire ou par le portail.
/// Lit, compare, n’écrit que ce qui diffère : une seconde fois n’écrit rien. Les comptes fermés y deviennent inactifs, ceux
/// des personnes effacées ici y sont supprimés. Un compte du service qui n’est pas à cpro n’est jamais touché. Voir les réglages scim.*.
#[derive(Debug, Clone, Args)]
pub struct Scim {
    #[command(flatten)]
    scope: Scope,
    #[command(flatten)]
    trial: DryRun,
}

#[derive(Debug, Clone, Args)]
struct Scope {
    #[command(flatten)]
    selectors: Selectors,
    /// Part des entrées qui peuvent être verrouillées ou supprimées, par exemple 25%
    #[arg(long, value_name = "POURCENTAGE", value_parser = french::percentage)]
    max_locks: Option<f64>,
}

impl Sync {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Ldap(ldap) => lead(session, SyncDirectory(ldap.scope.into()), ldap.trial.into()),
            Self::Scim(scim) => lead(session, SyncService(scim.scope.into()), scim.trial.into()),
        }
    }
}

impl From<Scope> for work::Scope {
    fn from(scope: Scope) -> Self {
        Self { selectors: scope.selectors.into(), max_locks: scope.max_locks }
    }
}

/// Most names of a kind that a preview shows.
const SHOWN: usize = 10;

impl Led for SyncDirectory {
    fn show(plan: &Self::Plan, say: &mut Speech) {
        show(&Self::foresee(plan), say);
    }

    fn question(plan: &Self::Plan) -> Option<Question> {
        question(&Self::foresee(plan), "l’annuaire")
    }

    fn about(plan: &Self::Plan) -> Vec<String> {
        Self::foresee(plan).whom.into_iter().map(|(whom, _)| whom).collect()
    }

    fn foretell(foreseen: &Synced, say: &mut Speech) {
        say.tell(format!("À écrire dans l’annuaire : {}.", totals(&foreseen.totals)));
    }

    fn tell(done: &Synced, say: &mut Speech) {
        tell(done, "Annuaire", say);
    }

    fn code(done: &Synced) -> u8 {
        if done.conflicts.is_empty() { code(&done.unknown) } else { exit::REJECTS }
    }
}

impl Led for SyncService {
    fn show(plan: &Self::Plan, say: &mut Speech) {
        show(&Self::foresee(plan), say);
    }

    fn question(plan: &Self::Plan) -> Option<Question> {
        question(&Self::foresee(plan), "le service")
    }

    fn about(plan: &Self::Plan) -> Vec<String> {
        Self::foresee(plan).whom.into_iter().map(|(whom, _)| whom).collect()
    }

    fn foretell(foreseen: &Synced, say: &mut Speech) {
        say.tell(format!("À écrire dans le service : {}.", totals(&foreseen.totals)));
    }

    fn tell(done: &Synced, say: &mut Speech) {
        tell(done, "Service", say);
    }

    fn code(done: &Synced) -> u8 {
        if done.conflicts.is_empty() { code(&done.unknown) } else { exit::REJECTS }
    }
}

fn show(foreseen: &Synced, say: &mut Speech) {
    missed(&foreseen.unknown, say);
    tell_left(&foreseen.left_out, say);
    tell_conflicts(&foreseen.conflicts, say);
    tell_whom(&foreseen.whom, say);
}

fn question(foreseen: &Synced, into: &str) -> Option<Question> {
    let told = totals(&foreseen.totals);
    let closing = foreseen.totals.locked + foreseen.totals.deleted;
    let entries = count(closing, "entrée sera verrouillée ou supprimée", "entrées seront verrouillées ou supprimées");
    let question = Question::new(
        format!("À écrire dans {into} : {told}. Continuer ?"),
        format!("{entries} : il faut une confirmation."),
    );
    (!foreseen.whom.is_empty()).then_some(Question { is_courtesy: closing == 0, ..question })
}

fn tell(done: &Synced, server: &str, say: &mut Speech) {
    say.tell(format!("{server} : {}.", totals(&done.totals)));
    tell_conflicts(done.conflicts.get(done.foreseen..).unwrap_or_default(), say);
}

/// A few names of each kind of change.
fn tell_whom(whom: &[(String, Kind)], say: &mut Speech) {
    let most = say.most(SHOWN);
    for (kind, words) in [
        (Kind::Added, "À créer"),
        (Kind::Changed, "À modifier"),
        (Kind::Reset, "Mot de passe à remettre"),
        (Kind::Locked, "À verrouiller"),
        (Kind::Unlocked, "À rouvrir"),
        (Kind::Deleted, "À supprimer"),
    ] {
        let names: Vec<&str> = whom.iter().filter(|(_, of)| *of == kind).map(|(name, _)| name.as_str()).collect();
        if names.is_empty() {
            continue;
        }
        let more = names.len().saturating_sub(most);
        let rest = if more > 0 { format!(" et {} (--verbose)", count(more, "autre", "autres")) } else { String::new() };
        say.status(format!("{words} ({}) : {}{rest}", names.len(), names[..names.len().min(most)].join(", ")));
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Busy(server) => {
                let (the, _) = names(server);
                Self::new(
                    exit::LOCKED,
                    format!("une autre synchronisation avec {the} est en cours : rien n’a été écrit."),
                )
            }
            Refusal::Trouble(server, why) => trouble(server, &why, "rien n’a été écrit"),
            Refusal::Stopped { server, done, of, why } => {
                let written = format!(
                    "{} sur {of} {} et {}",
                    count(done, "changement", "changements"),
                    agree(done, "est écrit", "sont écrits"),
                    agree(done, "noté", "notés")
                );
                trouble(server, &why, &written).hint("relancez : ce qui est écrit ne le sera pas deux fois")
            }
        }
    }
}

/// What the server answered, and what to do.
fn trouble(server: Server, why: &Trouble, so: &str) -> Error {
    let code = match why {
        Trouble::BadAuthority => exit::DATA,
        Trouble::Unreachable(_) | Trouble::Busy => exit::LOCKED,
        Trouble::BadAccount | Trouble::Forbidden | Trouble::Untrusted => exit::NOT_PERMITTED,
        Trouble::Interrupted => exit::INTERRUPTED,
        Trouble::NotBuilt
        | Trouble::NotThere
        | Trouble::Partial
        | Trouble::Lacks(_)
        | Trouble::Unreadable
        | Trouble::Refused(..) => exit::REFUSED,
    };
    let error = Error::new(code, format!("{} : {so}.", told(server, why)));
    match server {
        Server::Ldap => ldap_advice(error, why),
        Server::Scim => scim_advice(error, why),
    }
}

/// A server, and what opens it.
fn names(server: Server) -> (&'static str, &'static str) {
    match server {
        Server::Ldap => ("l’annuaire", "le compte de service ou son mot de passe"),
        Server::Scim => ("le service", "le jeton"),
    }
}

/// What went wrong, of which server.
fn told(server: Server, why: &Trouble) -> String {
    let (the, account) = names(server);
    match why {
        Trouble::NotBuilt => format!("ce programme a été construit sans {the}"),
        Trouble::BadAuthority => "le certificat de l’autorité n’est pas du PEM".to_owned(),
        Trouble::Unreachable(why) => format!("{the} ne répond pas ({why})"),
        Trouble::Busy => format!("{the} est occupé et demande de revenir plus tard"),
        Trouble::BadAccount => format!("{the} refuse {account}"),
        Trouble::NotThere => match server {
            Server::Ldap => "la branche de l’établissement n’existe pas dans l’annuaire".to_owned(),
            Server::Scim => "aucun service SCIM n’est à cette adresse".to_owned(),
        },
        Trouble::Partial => format!("{the} n’a pas tout montré"),
        Trouble::Forbidden => match server {
            Server::Ldap => "le compte de service n’a pas le droit d’écrire là".to_owned(),
            Server::Scim => "le jeton n’en donne pas le droit".to_owned(),
        },
        Trouble::Untrusted => format!("{the} n’est pas celui qu’il dit être (certificat inconnu)"),
        Trouble::Lacks(what) => format!("{the} ne sait pas {what}"),
        Trouble::Unreadable => format!("{the} répond autre chose que du SCIM"),
        Trouble::Refused(code, why) if why.is_empty() => format!("{the} a refusé (code {code})"),
        Trouble::Refused(code, why) => format!("{the} a refusé (code {code} : {why})"),
        Trouble::Interrupted => "interrompu".to_owned(),
    }
}

fn ldap_advice(error: Error, why: &Trouble) -> Error {
    match why {
        Trouble::NotBuilt => error
            .hint("prenez le paquet de cpro, ou construisez-le avec : cargo build --release --features directory")
            .hint("sans réseau : ".call(exports::ldif())),
        Trouble::BadAuthority => error.hint(settings::unset(Key::DirectoryAuthority.as_str())),
        Trouble::Unreachable(_) => error.hint("vérifiez directory.url et le réseau ; la nuit réessaiera"),
        Trouble::BadAccount => error.hint(list(
            &[Key::DirectoryBindDn.as_str(), Key::DirectoryPasswordFile.as_str()].map(|key| format!("vérifiez {key}")),
        )),
        Trouble::NotThere => {
            error.hint("créez-la une fois (objectClass organizationalUnit), avec les droits du compte de service")
        }
        Trouble::Partial => error.hint("dans slapd : limits dn.exact=COMPTE size=unlimited"),
        Trouble::Forbidden => error.hint("dans slapd : access to dn.subtree=BRANCHE by dn.exact=COMPTE write"),
        _ => error,
    }
}

fn scim_advice(error: Error, why: &Trouble) -> Error {
    match why {
        Trouble::NotBuilt => {
            error.hint("prenez le paquet de cpro, ou construisez-le avec : cargo build --release --features scim")
        }
        Trouble::BadAuthority => error.hint(settings::unset(Key::ServiceAuthority.as_str())),
        Trouble::Untrusted => error
            .hint("si son autorité est privée : ".call(settings::set(Key::ServiceAuthority.as_str(), "FICHIER.pem"))),
        Trouble::Lacks(_) | Trouble::Partial | Trouble::Refused(..) => {
            error.hint("montrez ce message à qui tient le service")
        }
        Trouble::Unreachable(_) => error.hint("vérifiez scim.url et le réseau ; la nuit réessaiera"),
        Trouble::Busy => error.hint("relancez plus tard ; la nuit réessaiera"),
        Trouble::BadAccount | Trouble::Forbidden => {
            error.hint("vérifiez scim.token-file : un jeton a des droits et une fin")
        }
        Trouble::NotThere | Trouble::Unreadable => {
            error.hint("vérifiez scim.url : l’adresse qui précède /Users et /ServiceProviderConfig")
        }
        _ => error,
    }
}
