//! What is asked and told around a try: passwords typed or piped, the sentences of the service, rules of a new password.

use std::path::Path;

use jiff::Zoned;
use serde::Serialize;

use super::Session;
use super::driver::{Answer, answer};
use crate::advice::{Quote, Sentence, accounts, inspectors, slips};
use crate::domain::account::Account;
use crate::domain::instant::Instant;
use crate::domain::lockout::Lock;
use crate::domain::policy::Fault;
use crate::domain::secret::Secret;
use crate::domain::setting::Settings;
use crate::domain::typing::oddities;
use crate::error::{Error, Result, exit};
use crate::french::{day, list, until};
use crate::terminal::speech::Speech;
use crate::work::sign_in::{Denial, Why, faults};

/// A new password, or why it may not be kept.
pub enum New {
    /// None was given.
    Absent,
    /// With the sentence that says why.
    Refused(String),
    Chosen(Secret),
}

/// What was typed: a password, and where one is to be chosen, the new one twice.
pub struct Typed(Vec<String>);

impl Typed {
    /// The lines of standard input, exactly as they are.
    pub fn read(session: &mut Session) -> Result<Self> {
        if session.terminal.interactive {
            session.warn("ce que vous tapez se voit ; terminez par Ctrl-D. Sans --password-stdin ni --passphrase-stdin, rien ne se voit.");
        }
        let bytes = session.world.read(Path::new("-"), 16 * 1024)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::new(exit::DATA, "l’entrée standard n’est pas un texte UTF-8."))?;
        let lines = text.strip_suffix('\n').unwrap_or(&text).split('\n');
        Ok(Self(lines.map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned()).collect()))
    }

    /// Line `n`, from 0.
    pub fn line(&self, n: usize) -> Option<&str> {
        self.0.get(n).map(String::as_str)
    }
}

/// Points out what cannot be seen in what was typed.
pub fn point_out(session: &mut Session, what: &str, typed: &str) {
    for oddity in oddities(typed).into_iter().take(5) {
        session.warn(format!("dans {what}, {oddity}."));
    }
}

/// Refuses to go on where nobody can be asked for a password.
pub fn require_terminal(session: &Session) -> Result<()> {
    if session.terminal.interactive {
        return Ok(());
    }
    Err(Error::new(exit::USAGE, "il faut un terminal pour taper un mot de passe.")
        .hint("donnez-le sur l’entrée standard, avec --password-stdin."))
}

/// Asks twice for a new password until it may be kept.
pub fn ask_new(
    session: &mut Session,
    account: &Account,
    settings: &Settings,
    current: &Secret,
    visible: bool,
) -> Result<Secret> {
    loop {
        let typed = session.terminal.ask_password("Nouveau mot de passe :", visible)?;
        let new = Secret::new(&typed);
        let faults = faults(account, settings, current, &new);
        if !faults.is_empty() {
            session.warn(broken(&faults));
            continue;
        }
        point_out(session, "le nouveau mot de passe", &typed);
        if Secret::new(&session.terminal.ask_password("Encore une fois :", visible)?) == new {
            return Ok(new);
        }
        session.warn("les deux saisies diffèrent.");
    }
}

/// A new password of lines `at` and, where it is given again, `at + 1`.
pub fn read_new(
    session: &mut Session,
    typed: &Typed,
    at: usize,
    account: &Account,
    settings: &Settings,
    current: &Secret,
) -> New {
    let Some(line) = typed.line(at) else { return New::Absent };
    if typed.line(at + 1).is_some_and(|again| again != line) {
        return New::Refused("Les deux saisies du nouveau mot de passe diffèrent.".to_owned());
    }
    let new = Secret::new(line);
    let faults = faults(account, settings, current, &new);
    if !faults.is_empty() {
        return New::Refused(broken(&faults));
    }
    point_out(session, "le nouveau mot de passe", line);
    New::Chosen(new)
}

/// « Mot de passe refusé : il contient l’identifiant et il dépasse 128 caractères. »
fn broken(faults: &[Fault]) -> String {
    let rules: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("Mot de passe refusé : {}.", list(&rules))
}

/// The outcome of a try, under the contract.
#[derive(Debug, Default, Serialize)]
pub struct Tried {
    ok: bool,
    reason: Option<String>,
    code: Option<&'static str>,
    must_change: bool,
    locked_until: Option<Instant>,
    /// What people read.
    #[serde(skip)]
    speech: Speech,
}

impl Answer for Tried {
    fn page(&self, _say: &mut Speech) {}
}

impl Tried {
    /// Somebody was let in; `must_change` where a personal password is still to be chosen.
    pub fn right(must_change: bool) -> Self {
        Self { ok: true, must_change, ..Self::default() }
    }

    /// Somebody was not.
    pub fn denied(login: &str, denial: &Denial, now: &Zoned) -> Self {
        let sentence = sentence(denial.why, now);
        let mut speech = Speech::default();
        speech.tell(sentence.as_str());
        match (denial.why, denial.lock) {
            (Why::Wrong, Some(Lock::Until(at))) => {
                speech.warn(format!("trop d’essais : le compte est verrouillé jusqu’à {}.", until(at, now)));
            }
            (Why::Wrong, Some(Lock::ForGood)) => {
                speech.warn("trop d’essais : le compte est verrouillé, jusqu’à ce que l’administrateur le rouvre.");
            }
            _ => {}
        }
        if let Some(remedy) = remedy(login, denial) {
            speech.advise(remedy);
        }
        let locked_until = match denial.lock {
            Some(Lock::Until(at)) => Some(Instant::new(at, now.time_zone())),
            _ => None,
        };
        Self { reason: Some(sentence), code: Some(code(denial.why)), locked_until, speech, ..Self::default() }
    }

    /// A new password may not be kept.
    pub fn bad_choice(sentence: String) -> Self {
        let mut speech = Speech::default();
        speech.tell(sentence.as_str());
        let code = Some("new_password_refused");
        Self { reason: Some(sentence), code, must_change: true, speech, ..Self::default() }
    }

    /// Tells the outcome; gives the exit code.
    pub fn tell(self, session: &mut Session) -> Result {
        session.terminal.utter(self.speech.clone());
        answer(session, &self)?;
        Ok(if self.ok { exit::DONE } else { exit::REFUSED })
    }
}

/// The word of the machine contract.
fn code(why: Why) -> &'static str {
    match why {
        Why::Unknown => "unknown_login",
        Why::Wrong => "wrong_password",
        Why::Locked(_) => "locked",
        Why::Inactive | Why::Over(_) => "inactive",
        Why::Expired(_) => "expired",
    }
}

/// The sentence of the service.
pub fn sentence(why: Why, now: &Zoned) -> String {
    let why = match why {
        Why::Unknown => "login inconnu".to_owned(),
        Why::Wrong => "mot de passe non valide.".to_owned(),
        Why::Locked(Lock::ForGood) => "compte verrouillé, l’administrateur doit le déverrouiller.".to_owned(),
        Why::Locked(Lock::Until(at)) => format!("trop d’essais, compte verrouillé jusqu’à {}.", until(at, now)),
        Why::Inactive => "compte désactivé.".to_owned(),
        Why::Over(last) => format!("compte désactivé (accès ouvert jusqu’au {}).", day(last)),
        Why::Expired(None) => "mot de passe expiré.".to_owned(),
        Why::Expired(Some(last)) => {
            format!("mot de passe expiré (il était valable jusqu’au {}).", day(last))
        }
    };
    format!("Authentification incorrecte : {why}")
}

/// What would mend it.
fn remedy(login: &str, denial: &Denial) -> Option<Sentence> {
    Some(match denial.why {
        Why::Unknown => {
            Sentence::from(accounts::list()).words(" montre les identifiants ; vérifiez aussi le point et les tirets.")
        }
        Why::Locked(_) => accounts::unlock(login).into(),
        Why::Wrong if denial.lock.is_some() => accounts::unlock(login).into(),
        Why::Wrong if denial.pending => "aucun mot de passe n’a encore été remis : ".call(slips::generate_one(login)),
        Why::Wrong => return None,
        Why::Inactive => "la personne a quitté l’établissement ; un nouvel import de l’export la fait revenir.".into(),
        Why::Over(_) => "le chef d’établissement peut rouvrir l’accès : ".call(inspectors::open()),
        Why::Expired(_) => accounts::reset(login).into(),
    })
}
