//! `cpro accounts`: from the creation of an account to the day somebody cannot sign in.

use crate::french::{agree, count, day, list};
use crate::terminal::safe;
use crate::work::selection::{Criterion, Missed};
use clap::Subcommand;

use super::Session;
use crate::advice::{Quote, accounts as commands, inspectors, settings, slips};
use crate::error::{Error, Result, exit};
use crate::terminal::speech::Speech;
use crate::work::accounts::{Refusal, Verb};
use crate::work::loss::Loss;
use crate::work::people::Renewed;

pub(in crate::cli) mod card;
pub mod create;
pub mod email;
mod explain;
mod forgot;
mod list;
mod lock;
mod login;
mod passwd;
mod request;
pub mod reset;
mod send;
mod show;
mod whoami;

/// Comptes des élèves et des personnels
#[derive(Debug, Subcommand)]
pub enum Accounts {
    List(list::List),
    Show(show::Show),
    Whoami(whoami::Whoami),
    Create(create::Create),
    Reset(reset::Reset),
    Request(request::Request),
    Lock(lock::Lock),
    Unlock(lock::Unlock),
    Login(login::Login),
    Passwd(passwd::Passwd),
    Email(email::Email),
    Forgot(forgot::Forgot),
    Send(Box<send::Send>),
    Explain(explain::Explain),
}

impl Accounts {
    pub fn run(self, session: &mut Session) -> Result {
        match self {
            Self::List(list) => list.run(session),
            Self::Show(show) => show.run(session),
            Self::Whoami(whoami) => whoami.run(session),
            Self::Create(create) => create.run(session),
            Self::Reset(reset) => reset.run(session),
            Self::Request(request) => request.run(session),
            Self::Lock(lock) => lock.run(session),
            Self::Unlock(unlock) => unlock.run(session),
            Self::Login(login) => login.run(session),
            Self::Passwd(passwd) => passwd.run(session),
            Self::Email(email) => email.run(session),
            Self::Forgot(forgot) => forgot.run(session),
            Self::Send(send) => send.run(session),
            Self::Explain(explain) => explain.run(session),
        }
    }
}

/// Options that say which accounts are meant.
const SELECTORS: &str = "IDENTIFIANT…, --ine, --division (ou --class), --profile, --state, --requested, --locked, --expired, --never-signed-in, --never-printed, --enrolment, --mef, --diploma, --group, --created-since, --from FICHIER, --all";

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NobodyNamed(verb) => {
                let verb = match verb {
                    Verb::Reset => "réinitialiser",
                    Verb::Lock => "verrouiller",
                    Verb::Unlock => "déverrouiller",
                    Verb::Unrequest => "retirer de la liste",
                    Verb::Transfer => "transférer",
                };
                Self::new(exit::USAGE, format!("dites quels comptes {verb} : sans sélection, rien n’est fait."))
                    .hint(SELECTORS)
            }
            Refusal::AdministratorsAddress => {
                Self::refused("le compte de l’administrateur utilise l’adresse de l’établissement.")
                    .hint(settings::set_as("establishment.email", "ADRESSE"))
            }
            Refusal::Closed(login) => {
                Self::refused("ce compte est désactivé : la personne n’est plus dans les imports.")
                    .hint(commands::explain(login))
            }
            Refusal::Locked(login) => {
                Self::refused("ce compte est verrouillé : l’administrateur doit d’abord le déverrouiller.")
                    .hint(commands::unlock(login))
            }
            Refusal::Over => Self::refused("l’accès de cet inspecteur est terminé.").hint(inspectors::open()),
            Refusal::BadDay { until, last } => Self::new(
                exit::USAGE,
                format!("le {} n’est pas un dernier jour possible : d’aujourd’hui au {}.", day(until), day(last)),
            ),
            Refusal::BadReason(most) => Self::new(
                exit::USAGE,
                format!("le motif dépasse {most} caractères, ou contient des caractères de contrôle."),
            ),
        }
    }
}

/// Whose initial password was made again: their slip is false.
pub fn tell_renewed(renewed: &[Renewed], say: &mut Speech) {
    say.warn_each(renewed.iter().map(|Renewed { login, name }| {
        let again = format!("{name} ({login}) : mot de passe initial refait ; réimprimez son papillon : ");
        again.call(slips::generate_one(login))
    }));
}

/// « à perdre : 3 mots de passe personnels et 2 papillons déjà imprimés ».
pub fn lost(loss: Loss) -> Option<String> {
    let parts = [
        (loss.personal_passwords, "mot de passe personnel", "mots de passe personnels"),
        (loss.locks, "verrouillage", "verrouillages"),
        (loss.slips, "papillon déjà imprimé", "papillons déjà imprimés"),
    ];
    let parts = parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(n, one, many));
    let parts: Vec<String> = parts.collect();
    (!loss.is_none()).then(|| format!("à perdre : {}", list(&parts)))
}

/// Whose mailed password opens nothing any more.
pub fn tell_revoked(revoked: &[Renewed], say: &mut Speech) {
    say.warn_each(revoked.iter().map(|Renewed { login, name }| {
        format!("{name} ({login}) : l’adresse a changé ; le mot de passe envoyé à l’ancienne n’ouvre plus rien.")
    }));
}

/// Says what found nobody; 3 where words named nobody.
pub fn tell_unknown(session: &mut Session, unknown: &Missed) -> u8 {
    session.say(|say| missed(unknown, say));
    code(unknown)
}

/// Most words that are named.
const NAMED: usize = 10;

/// What found nobody: words of a list, or criteria that nobody satisfies together.
pub fn missed(missed: &Missed, say: &mut Speech) {
    let most = say.most(NAMED);
    for word in missed.words.iter().take(most) {
        say.warn(format!("« {} » ne désigne aucun compte.", safe(word)));
    }
    let more = missed.words.len().saturating_sub(most);
    if more > 0 {
        let (n, verb) = (count(more, "autre mot", "autres mots"), agree(more, "ne désigne", "ne désignent"));
        say.warn(format!("{n} {verb} aucun compte (--verbose les montre tous)."));
    }
    let each =
        |(criterion, n): &(Criterion, usize)| format!("{} ({})", option(*criterion), count(*n, "compte", "comptes"));
    match &missed.criteria[..] {
        [] => {}
        [(criterion, _)] => say.warn(format!("{} ({}).", nobody(*criterion), option(*criterion))),
        several => say.warn(format!("aucun compte pour {}.", list(&several.iter().map(each).collect::<Vec<_>>()))),
    }
}

/// That a criterion finds nobody.
fn nobody(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Division => "aucun compte dans cette division",
        Criterion::Profile => "aucun compte de ce profil",
        Criterion::State => "aucun compte dans cet état",
        Criterion::Requested => "aucune réinitialisation n’est demandée",
        Criterion::Locked => "aucun compte n’est verrouillé",
        Criterion::Expired => "aucun mot de passe n’est expiré",
        Criterion::NeverSignedIn => "aucun compte n’attend sa première connexion",
        Criterion::NeverPrinted => "aucun compte n’attend son premier papillon",
        Criterion::CreatedSince => "aucun compte créé depuis",
        Criterion::Enrolment => "aucun compte dans cet état d’inscription",
        Criterion::Mef => "aucun compte de cette formation",
        Criterion::Diploma => "aucun compte pour ce diplôme",
        Criterion::Group => "aucun compte dans ce groupe",
    }
}

/// The option of a criterion.
fn option(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Division => "--division",
        Criterion::Profile => "--profile",
        Criterion::State => "--state",
        Criterion::Requested => "--requested",
        Criterion::Locked => "--locked",
        Criterion::Expired => "--expired",
        Criterion::NeverSignedIn => "--never-signed-in",
        Criterion::NeverPrinted => "--never-printed",
        Criterion::CreatedSince => "--created-since",
        Criterion::Enrolment => "--enrolment",
        Criterion::Mef => "--mef",
        Criterion::Diploma => "--diploma",
        Criterion::Group => "--group",
    }
}

/// 3 where words named nobody.
pub fn code(unknown: &Missed) -> u8 {
    if unknown.words.is_empty() { exit::DONE } else { exit::REJECTS }
}
