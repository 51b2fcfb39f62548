//! Signing in, for `login` and `passwd`: a try is judged twice, before and inside the transaction that counts it.

use std::path::Path;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde_json::json;

use super::print;
use crate::context::Context;
use crate::domain::account::{Account, PasswordState, Status};
use crate::domain::hashing::{self, Cost};
use crate::domain::lockout::{self, Lock};
use crate::domain::policy::{self, About, Fault};
use crate::domain::secret::Secret;
use crate::domain::setting::{Key, Settings};
use crate::domain::typing::oddities;
use crate::error::{Error, Result, exit};
use crate::output::french::{day, list};
use crate::store::{Entry, Error as StoreError, Record, Store, Tx};

/// Times that an account which keeps changing is looked at.
const MOST_LOOKS: u32 = 5;

/// What came of a try.
pub enum Try {
    /// The right password, of an account as it now is.
    Right(Box<Account>),
    Refused(Refusal),
}

/// Why somebody was not let in.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The word of the machine contract.
    pub code: &'static str,
    /// The sentence of the service.
    pub sentence: String,
    /// Instant (ISO 8601) until which the account waits.
    pub locked_until: Option<String>,
    /// What would mend it.
    pub advice: Option<String>,
}

impl Refusal {
    fn new(code: &'static str, why: &str) -> Self {
        let sentence = format!("Authentification incorrecte : {why}");
        Self { code, sentence, locked_until: None, advice: None }
    }

    /// A few words for the journal.
    fn in_journal(&self) -> &'static str {
        match self.code {
            "locked" => "compte verrouillé",
            "inactive" => "compte désactivé",
            _ => "mot de passe expiré",
        }
    }

    fn advising(self, advice: String) -> Self {
        Self { advice: Some(advice), ..self }
    }
}

/// The cost of hashes here.
pub fn cost(context: &Context, settings: &Settings) -> Cost {
    settings.cost().unwrap_or(context.cost)
}

/// Tries a password. Every outcome takes one hash and one transaction, whether the login exists or not; an account that
/// changes meanwhile is looked at again.
pub fn try_password(context: &mut Context, store: &mut Store, login: &str, secret: &Secret) -> Result<Try> {
    for _ in 0..MOST_LOOKS {
        let tried = compare(context, store, login, secret)?;
        let now = context.now();
        if let Some(outcome) = store.transact(context.stamp(), |tx| judge(tx, login, &tried, &now))? {
            return Ok(outcome);
        }
    }
    Err(StoreError::Stale.into())
}

/// Outside the transaction: one hash, whatever is found.
fn compare(context: &mut Context, store: &Store, login: &str, secret: &Secret) -> Result<Tried> {
    let cost = cost(context, &store.settings()?);
    let now = context.now();
    let seen = store.account(login)?;
    let barred = seen.as_ref().is_some_and(|account| barred(account, &now).is_some());
    let hash = match &seen {
        Some(account) if !barred => store.hash_of(account.id)?,
        _ => None,
    };
    // What is no hash (none yet, or erased) takes as long to compare with as one.
    let hash = hash.filter(|hash| hash.starts_with('$'));
    let right = hashing::verify(secret, &hash.clone().unwrap_or_else(|| hashing::decoy(cost)));
    let stronger = match hash.filter(|hash| right && hashing::is_weaker(hash, cost)) {
        Some(_) => context.hash(vec![secret.clone()], cost)?.pop(),
        None => None,
    };
    Ok(Tried { version: seen.map(|account| account.version), barred, right, stronger })
}

/// What was found outside the transaction.
struct Tried {
    /// Of the account, `None` where there is none.
    version: Option<i64>,
    /// True where the password was not even compared.
    barred: bool,
    right: bool,
    /// The same password at the present cost, where the stored hash is weaker.
    stronger: Option<String>,
}

/// Decides on the account as it is inside the transaction, and writes what follows. `None` where it changed meanwhile.
fn judge(tx: &Tx<'_>, login: &str, tried: &Tried, now: &Zoned) -> Result<Option<Try>> {
    let account = tx.account(login)?;
    if account.as_ref().map(|account| account.version) != tried.version {
        return Ok(None);
    }
    let Some(account) = account else {
        let refusal = Refusal::new("unknown_login", "login inconnu")
            .advising("cpro accounts list montre les identifiants ; vérifiez aussi le point et les tirets.".to_owned());
        tx.log(&Entry::new("accounts.login", Record::None, 0, "refusé : login inconnu"))?;
        return Ok(Some(Try::Refused(refusal)));
    };
    let log = |result: &str| tx.log(&Entry::new("accounts.login", Record::Account, account.id.0, result));
    if let Some(refusal) = barred(&account, now) {
        log(&format!("refusé : {}", refusal.in_journal()))?;
        return Ok(Some(Try::Refused(refusal)));
    }
    if tried.barred {
        return Ok(None);
    }
    if !tried.right {
        let refusal = wrong(tx, &account, now)?;
        log("refusé : mot de passe non valide")?;
        return Ok(Some(Try::Refused(refusal)));
    }
    tx.right_password(account.id, !account.must_change)?;
    if let Some(hash) = &tried.stronger {
        tx.rehash(account.id, hash)?;
    }
    log(if account.must_change { "mot de passe juste, à changer" } else { "connecté" })?;
    Ok(Some(Try::Right(Box::new(account))))
}

/// Why no password at all would open this account now.
fn barred(account: &Account, now: &Zoned) -> Option<Refusal> {
    let login = &account.login;
    if let Some(lock) = lockout::standing(account, now.timestamp()) {
        return Some(locked(account, lock, now.time_zone()));
    }
    if account.status == Status::Inactive {
        let advice = "la personne a quitté l’établissement ; un nouvel import de l’export la fait revenir.".to_owned();
        return Some(Refusal::new("inactive", "compte désactivé.").advising(advice));
    }
    (account.state(now) == PasswordState::Expired).then(|| {
        let since = account.expires_on.map_or(String::new(), |last| format!(" depuis le {}", day(last)));
        Refusal::new("expired", &format!("mot de passe expiré{since}."))
            .advising(format!("cpro accounts reset {login}"))
    })
}

fn locked(account: &Account, lock: Lock, zone: &TimeZone) -> Refusal {
    let unlock = format!("cpro accounts unlock {}", account.login);
    match lock {
        Lock::ForGood => {
            Refusal::new("locked", "compte verrouillé, l’administrateur doit le déverrouiller.").advising(unlock)
        }
        Lock::Until(until) => {
            let hour = until.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string();
            let refusal = Refusal::new("locked", &format!("trop d’essais, compte verrouillé jusqu’à {hour}."));
            Refusal { locked_until: Some(iso(until, zone)), ..refusal.advising(unlock) }
        }
    }
}

/// An instant as the base keeps it.
pub fn iso(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Counts a wrong password, and locks where it was one too many.
fn wrong(tx: &Tx<'_>, account: &Account, now: &Zoned) -> Result<Refusal> {
    let at = now.timestamp();
    tx.add_failure(account.id, at, lockout::a_day_before(at))?;
    let recent = tx.failures_since(account.id, lockout::a_day_before(at))?;
    let refusal = Refusal::new("wrong_password", "mot de passe non valide.");
    let refusal = match lockout::after_failure(account.profile, account.failures + 1, &recent, at) {
        None => refusal,
        Some(lock) => {
            match lock {
                Lock::ForGood => tx.set_status(account.id, Status::Locked)?,
                Lock::Until(until) => tx.lock_until(account.id, &iso(until, now.time_zone()))?,
            }
            let told = locked(account, lock, now.time_zone());
            Refusal { locked_until: told.locked_until, advice: told.advice, ..refusal }
        }
    };
    Ok(match account.stored_state {
        PasswordState::Pending => refusal.advising(format!(
            "aucun mot de passe n’a encore été remis : cpro slips generate {} -o papillon.pdf",
            account.login
        )),
        _ => refusal,
    })
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
    for oddity in oddities(typed) {
        context.ui.warn(&format!("dans {what}, {oddity}."))?;
    }
    Ok(())
}

/// Refuses to go on where nobody can be asked for a password.
pub fn require_terminal(context: &Context) -> Result<()> {
    if context.ui.interactive {
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
        let typed = context.ui.ask_password("Nouveau mot de passe\u{a0}:", visible)?;
        let new = Secret::new(&typed);
        let faults = faults(account, settings, current, &new);
        if !faults.is_empty() {
            context.ui.warn(&refused(&faults))?;
            continue;
        }
        point_out(context, "le nouveau mot de passe", &typed)?;
        if Secret::new(&context.ui.ask_password("Encore une fois\u{a0}:", visible)?) == new {
            return Ok(new);
        }
        context.ui.warn("les deux saisies diffèrent.")?;
    }
}

/// A new password of lines `at` and, where it is given again, `at + 1`.
pub fn read_new(
    context: &mut Context,
    typed: &Typed,
    at: usize,
    account: &Account,
    settings: &Settings,
    current: &Secret,
) -> Result<Option<Secret>> {
    let Some(line) = typed.line(at) else { return Ok(None) };
    if typed.line(at + 1).is_some_and(|again| again != line) {
        return Err(Error::refused("les deux saisies du nouveau mot de passe diffèrent."));
    }
    let new = Secret::new(line);
    let faults = faults(account, settings, current, &new);
    if !faults.is_empty() {
        return Err(Error::refused(refused(&faults)));
    }
    point_out(context, "le nouveau mot de passe", line)?;
    Ok(Some(new))
}

/// Tells of a refusal under the contract, and gives its exit code.
pub fn tell_refusal(context: &mut Context, refusal: &Refusal) -> Result {
    context.ui.tell(&refusal.sentence)?;
    if let (Some(until), "wrong_password") = (&refusal.locked_until, refusal.code) {
        let hour = until.get(11..19).unwrap_or_default();
        context.ui.warn(&format!("trop d’essais\u{a0}: le compte est verrouillé jusqu’à {hour}."))?;
    }
    if let Some(advice) = &refusal.advice {
        context.ui.advise(advice)?;
    }
    report(context, Some(refusal), false)?;
    Ok(exit::REFUSED)
}

/// The outcome of a try, where a machine reads.
pub fn report(context: &mut Context, refusal: Option<&Refusal>, must_change: bool) -> Result<()> {
    print::report(context, || {
        json!({
            "schema": 1,
            "ok": refusal.is_none(),
            "reason": refusal.map(|refusal| refusal.sentence.as_str()),
            "code": refusal.map(|refusal| refusal.code),
            "must_change": must_change,
            "locked_until": refusal.and_then(|refusal| refusal.locked_until.as_deref()),
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
        let usage = crate::domain::person::text(person.usage_name.as_ref());
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

/// Keeps a personal password, if the account is still the one that was signed in to.
pub fn choose(context: &mut Context, store: &mut Store, account: &Account, new: &Secret) -> Result<()> {
    let cost = cost(context, &store.settings()?);
    let hash = context.hash(vec![new.clone()], cost)?.pop().unwrap_or_default();
    store.transact(context.stamp(), |tx| {
        if !tx.choose_password(account.id, account.version, &hash)? {
            return Err(Error::from(StoreError::Stale));
        }
        tx.remove_request(account.id)?;
        tx.unpost(account.id)?;
        tx.log(&Entry::new("accounts.passwd", Record::Account, account.id.0, "mot de passe personnel choisi"))?;
        Ok(())
    })
}
