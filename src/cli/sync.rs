//! `cpro sync`: a directory follows the accounts, live.

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
use crate::targets::directory::Trouble;
use crate::terminal::speech::Speech;
use crate::work::UseCase;
use crate::work::sync::{Kind, Plan, Refusal, SyncDirectory, Synced};

/// Synchronise les comptes avec un annuaire
#[derive(Debug, Subcommand)]
pub enum Sync {
    Ldap(Box<Ldap>),
}

/// Met l’annuaire OpenLDAP en accord avec les comptes
///
/// Lit, compare, n’écrit que ce qui diffère : une seconde fois n’écrit rien. Un mot de passe n’est envoyé qu’à la création
/// et après une réinitialisation faite ici ; celui qui a été changé dans l’annuaire y reste. Les comptes fermés sont
/// verrouillés. Une entrée qui n’est pas à cpro n’est jamais touchée. Voir les réglages directory.*.
#[derive(Debug, Clone, Args)]
pub struct Ldap {
    #[command(flatten)]
    selectors: Selectors,
    /// Part des entrées qui peuvent être verrouillées ou supprimées, par exemple 25%
    #[arg(long, value_name = "POURCENTAGE", value_parser = french::percentage)]
    max_locks: Option<f64>,
    #[command(flatten)]
    trial: DryRun,
}

impl Sync {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::Ldap(ldap) => ldap.run(session),
        }
    }
}

impl Ldap {
    fn run(self, session: &mut Session) -> Result {
        let request = SyncDirectory { selectors: self.selectors.into(), max_locks: self.max_locks };
        lead(session, request, self.trial.into())
    }
}

/// Most names of a kind that a preview shows.
const SHOWN: usize = 10;

impl Led for SyncDirectory {
    fn show(plan: &Plan, say: &mut Speech) {
        let foreseen = Self::foresee(plan);
        missed(&foreseen.unknown, say);
        tell_left(&foreseen.left_out, say);
        tell_conflicts(&foreseen.conflicts, say);
        tell_whom(&foreseen.whom, say);
    }

    fn question(plan: &Plan) -> Option<Question> {
        let foreseen = Self::foresee(plan);
        let told = totals(&foreseen.totals);
        let closing = foreseen.totals.locked + foreseen.totals.deleted;
        let entries =
            count(closing, "entrée sera verrouillée ou supprimée", "entrées seront verrouillées ou supprimées");
        let question = Question::new(
            format!("À écrire dans l’annuaire : {told}. Continuer ?"),
            format!("{entries} : il faut une confirmation."),
        );
        (!foreseen.whom.is_empty()).then_some(Question { is_courtesy: closing == 0, ..question })
    }

    fn about(plan: &Plan) -> Vec<String> {
        Self::foresee(plan).whom.into_iter().map(|(whom, _)| whom).collect()
    }

    fn foretell(foreseen: &Synced, say: &mut Speech) {
        say.tell(format!("À écrire dans l’annuaire : {}.", totals(&foreseen.totals)));
    }

    fn tell(done: &Synced, say: &mut Speech) {
        say.tell(format!("Annuaire : {}.", totals(&done.totals)));
        tell_conflicts(done.conflicts.get(done.foreseen..).unwrap_or_default(), say);
    }

    fn code(done: &Synced) -> u8 {
        if done.conflicts.is_empty() { code(&done.unknown) } else { exit::REJECTS }
    }
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
            Refusal::Trouble(why) => trouble(&why, "rien n’a été écrit"),
            Refusal::Stopped { done, of, why } => {
                let written = format!(
                    "{} sur {of} {} et {}",
                    count(done, "changement", "changements"),
                    agree(done, "est écrit", "sont écrits"),
                    agree(done, "noté", "notés")
                );
                trouble(&why, &written).hint("relancez : ce qui est écrit ne le sera pas deux fois")
            }
        }
    }
}

/// What the directory answered, and what to do.
fn trouble(why: &Trouble, so: &str) -> Error {
    let code = match why {
        Trouble::BadAuthority => exit::DATA,
        Trouble::Unreachable(_) => exit::LOCKED,
        Trouble::BadAccount | Trouble::Forbidden => exit::NOT_PERMITTED,
        Trouble::NotBuilt | Trouble::NoBranch | Trouble::Partial | Trouble::Refused(..) => exit::REFUSED,
    };
    let error = Error::new(code, format!("{why} : {so}."));
    match why {
        Trouble::NotBuilt => error
            .hint("prenez le paquet de cpro, ou construisez-le avec : cargo build --release --features directory")
            .hint("sans réseau : ".call(exports::ldif())),
        Trouble::BadAuthority => error.hint(settings::unset(Key::DirectoryAuthority.as_str())),
        Trouble::Unreachable(_) => error.hint("vérifiez directory.url et le réseau ; la nuit réessaiera"),
        Trouble::BadAccount => error.hint(list(
            &[Key::DirectoryBindDn.as_str(), Key::DirectoryPasswordFile.as_str()].map(|key| format!("vérifiez {key}")),
        )),
        Trouble::NoBranch => {
            error.hint("créez-la une fois (objectClass organizationalUnit), avec les droits du compte de service")
        }
        Trouble::Partial => error.hint("dans slapd : limits dn.exact=COMPTE size=unlimited"),
        Trouble::Forbidden => error.hint("dans slapd : access to dn.subtree=BRANCHE by dn.exact=COMPTE write"),
        Trouble::Refused(..) => error,
    }
}
