//! What is asked and told around a try: passwords typed or piped, rules of a new one, the contract of the answer.

use std::path::Path;

use serde_json::json;

use super::super::print;
use super::{Refusal, Why};
use crate::cli::Context;
use crate::domain::account::Account;
use crate::domain::date::iso;
use crate::domain::lockout::Lock;
use crate::domain::policy::{self, About, Fault};
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings};
use crate::domain::typing::oddities;
use crate::error::{Error, Result, exit};
use crate::french::{list, until};

/// A new password, or why it may not be kept.
pub enum New {
    /// None was given.
    Absent,
    Refused(Refusal),
    Chosen(Secret),
}

/// What was typed: a password, and where one is to be chosen, the new one twice.
pub struct Typed(Vec<String>);

impl Typed {
    /// The lines of standard input, exactly as they are.
    pub fn read(context: &mut Context) -> Result<Self> {
        let bytes = context.read(Path::new("-"), 16 * 1024)?;
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
pub fn point_out(context: &mut Context, what: &str, typed: &str) -> Result<()> {
    for oddity in oddities(typed).into_iter().take(5) {
        context.ui().warn(&format!("dans {what}, {oddity}."))?;
    }
    Ok(())
}

/// Refuses to go on where nobody can be asked for a password.
pub fn require_terminal(context: &Context) -> Result<()> {
    if context.terminal.interactive {
        return Ok(());
    }
    Err(Error::new(exit::USAGE, "il faut un terminal pour taper un mot de passe.")
        .hint("donnez-le sur l’entrée standard, avec --password-stdin."))
}

/// Asks twice for a new password until it may be kept.
pub fn ask_new(
    context: &mut Context,
    account: &Account,
    settings: &Settings,
    current: &Secret,
    visible: bool,
) -> Result<Secret> {
    loop {
        let typed = context.ui().ask_password("Nouveau mot de passe\u{a0}:", visible)?;
        let new = Secret::new(&typed);
        let faults = faults(account, settings, current, &new);
        if !faults.is_empty() {
            context.ui().warn(&refused(&faults))?;
            continue;
        }
        point_out(context, "le nouveau mot de passe", &typed)?;
        if Secret::new(&context.ui().ask_password("Encore une fois\u{a0}:", visible)?) == new {
            return Ok(new);
        }
        context.ui().warn("les deux saisies diffèrent.")?;
    }
}

fn new_refused(sentence: String) -> New {
    New::Refused(Refusal { why: Why::NewPassword, sentence, lock: None, advice: None })
}

/// A new password of lines `at` and, where it is given again, `at + 1`.
pub fn read_new(
    context: &mut Context,
    typed: &Typed,
    at: usize,
    account: &Account,
    settings: &Settings,
    current: &Secret,
) -> Result<New> {
    let Some(line) = typed.line(at) else { return Ok(New::Absent) };
    if typed.line(at + 1).is_some_and(|again| again != line) {
        return Ok(new_refused("Les deux saisies du nouveau mot de passe diffèrent.".to_owned()));
    }
    let new = Secret::new(line);
    let faults = faults(account, settings, current, &new);
    if !faults.is_empty() {
        return Ok(new_refused(refused(&faults)));
    }
    point_out(context, "le nouveau mot de passe", line)?;
    Ok(New::Chosen(new))
}

/// Tells of a refusal under the contract, and gives its exit code.
pub fn tell_refusal(context: &mut Context, refusal: &Refusal) -> Result {
    context.ui().tell(&refusal.sentence)?;
    match (refusal.why, refusal.lock) {
        (Why::Wrong, Some(Lock::Until(at))) => {
            let until = until(at, &context.now());
            context.ui().warn(&format!("trop d’essais\u{a0}: le compte est verrouillé jusqu’à {until}."))?;
        }
        (Why::Wrong, Some(Lock::ForGood)) => {
            context
                .ui()
                .warn("trop d’essais\u{a0}: le compte est verrouillé, jusqu’à ce que l’administrateur le rouvre.")?;
        }
        _ => {}
    }
    if let Some(advice) = &refusal.advice {
        context.ui().advise(advice)?;
    }
    report(context, Some(refusal), refusal.why == Why::NewPassword)?;
    Ok(exit::REFUSED)
}

/// The outcome of a try, where a machine reads.
pub fn report(context: &mut Context, refusal: Option<&Refusal>, must_change: bool) -> Result<()> {
    let zone = context.now().time_zone().clone();
    let locked_until = refusal.and_then(|refusal| match refusal.lock {
        Some(Lock::Until(at)) => Some(iso(at, &zone)),
        _ => None,
    });
    print::report(context, || {
        json!({
            "schema": 1,
            "ok": refusal.is_none(),
            "reason": refusal.map(|refusal| refusal.sentence.as_str()),
            "code": refusal.map(|refusal| refusal.why.code()),
            "must_change": must_change,
            "locked_until": locked_until,
        })
    })
}

/// Rules that a new personal password breaks.
pub fn faults(account: &Account, settings: &Settings, current: &Secret, new: &Secret) -> Vec<Fault> {
    let present = (current == new).then_some(Fault::Current);
    policy::faults(new, &about(account, settings)).into_iter().chain(present).collect()
}

fn about(account: &Account, settings: &Settings) -> About {
    let text = |key| settings.value(key).unwrap_or_default();
    let names = account.person.as_ref().map_or_else(Vec::new, |(_, person)| {
        let usage = person.usage_name().unwrap_or_default();
        [person.family_name.as_str(), usage, person.first_name.as_str()].map(str::to_owned).to_vec()
    });
    About {
        names,
        birth: account.birth_date(),
        division: account.division().to_owned(),
        school: text(Key::Name),
        uai: text(Key::Uai),
        ..About::new(account.profile, &account.login.0)
    }
}

/// « refusé : il contient l’identifiant et il dépasse 128 caractères. »
pub fn refused(faults: &[Fault]) -> String {
    let rules: Vec<String> = faults.iter().map(ToString::to_string).collect();
    format!("Mot de passe refusé\u{a0}: {}.", list(&rules))
}
