//! Who leaves, who stays and why.

use std::collections::{HashMap, HashSet};

use crate::cli::old::Context;
use crate::domain::account::{Account, PasswordState};
use crate::domain::enrolment::may_have_account;
use crate::domain::ine::{IneCell, read as read_ine};
use crate::domain::person::{Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::domain::transfer::{Left, MOST_PUPILS, Stays, Traveller, may_leave};
use crate::error::{Error, Result, exit};
use crate::store::Store;
use crate::work::selection::{Divisions, Selectors, by_ine};

/// Everything decided, nothing written.
pub struct Plan {
    /// Number of the last batch when it was decided.
    pub revision: i64,
    pub leaving: Vec<Leaving>,
    pub left_aside: Vec<Staying>,
    /// Words of a file that name nobody.
    pub unknown: Vec<String>,
}

/// A pupil who leaves.
pub struct Leaving {
    pub known: Known,
    pub account: Account,
    pub traveller: Traveller,
}

/// Somebody selected who does not leave.
pub struct Staying {
    pub name: String,
    /// Empty where there is no account.
    pub login: String,
    pub why: String,
}

impl Plan {
    pub fn new(context: &mut Context, store: &Store, selectors: &Selectors, with_password: bool) -> Result<Self> {
        let revision = store.revision()?;
        refuse_without_account(store, selectors)?;
        let selection = selectors.accounts(&mut context.world, store)?;
        let mut people: HashMap<PersonId, Known> = store.people()?.into_iter().map(|known| (known.id, known)).collect();
        let now = context.now();
        let mut plan = Self { revision, leaving: Vec::new(), left_aside: Vec::new(), unknown: selection.unknown };
        let mut numbers = HashSet::new();
        for account in selection.accounts {
            let known = account.person.as_ref().and_then(|(id, _)| people.remove(id));
            match why_stays(store, known.as_ref(), &mut numbers)? {
                Some(why) => {
                    plan.left_aside.push(Staying { name: account.full_name(), login: account.login.to_string(), why });
                }
                None => plan.leaving.extend(leaving(store, known, account, &now, with_password)?),
            }
        }
        plan.left_aside.extend(without_account(store, selectors)?);
        plan.leaving.sort_by_cached_key(|leaving| leaving.known.person.sort_key());
        if plan.leaving.len() > MOST_PUPILS {
            let n = plan.leaving.len();
            let message = format!("{n} élèves\u{a0}: c’est trop pour un fichier, {MOST_PUPILS} au plus.");
            return Err(Error::refused(message).hint("transférez une division après l’autre\u{a0}: --division"));
        }
        Ok(plan)
    }

    /// The exit code: some were left aside, or `code`.
    pub fn code(&self, code: u8) -> u8 {
        if self.left_aside.is_empty() { code } else { exit::REJECTS }
    }
}

fn leaving(
    store: &Store,
    known: Option<Known>,
    account: Account,
    now: &jiff::Zoned,
    with_password: bool,
) -> Result<Option<Leaving>> {
    let Some(known) = known else { return Ok(None) };
    let state = account.state(now);
    let joined = with_password && state == PasswordState::Personal;
    let left = Left {
        login: account.login.to_string(),
        password_state: state.as_str().to_owned(),
        status: account.status.as_str().to_owned(),
        last_login_at: account.last_login_at.clone(),
        hash: if joined { store.hash_of(account.id)? } else { None },
    };
    let traveller = Traveller { person: known.person.clone(), account: Some(left) };
    Ok(Some(Leaving { known, account, traveller }))
}

/// Why somebody stays; of somebody sent already, where and when. `numbers` are the INEs of those who leave.
fn why_stays(store: &Store, known: Option<&Known>, numbers: &mut HashSet<String>) -> Result<Option<String>> {
    let Some(known) = known else { return Ok(Some(Stays::NotPupil.as_str().to_owned())) };
    let sent = if known.present { None } else { store.sent_away(known.id)? };
    Ok(match (may_leave(&known.person, known.present), sent) {
        (Err(Stays::Gone), Some(transfer)) => Some(format!(
            "déjà transféré(e) vers {} (transfert n° {}, dont le fichier se retrouve avec cpro transfers export {} -o FICHIER.age)",
            transfer.uai, transfer.id, transfer.id
        )),
        (Err(why), _) => Some(why.as_str().to_owned()),
        (Ok(()), _) if !numbers.insert(known.person.ine.to_string()) => {
            Some("même INE qu’un autre élève de cet envoi".to_owned())
        }
        (Ok(()), _) => None,
    })
}

/// Refuses an INE whose pupil has no account here: the other school is told of one.
fn refuse_without_account(store: &Store, selectors: &Selectors) -> Result<()> {
    for typed in &selectors.ine {
        let IneCell::Number { ine, .. } = read_ine(typed) else { continue };
        if by_ine(store, typed)?.is_empty()
            && let Some(known) = store.people()?.into_iter().find(|known| known.person.ine == ine)
        {
            let message = format!("{} n’a pas de compte ici\u{a0}: rien n’a été fait.", known.person.full_name());
            return Err(Error::refused(message).hint("cpro accounts create, puis la même commande"));
        }
    }
    Ok(())
}

/// Pupils of the divisions asked for whom no selector of accounts can find.
fn without_account(store: &Store, selectors: &Selectors) -> Result<Vec<Staying>> {
    if selectors.division.is_empty() || selectors.lists() || !selectors.ine.is_empty() {
        return Ok(Vec::new());
    }
    let people: Vec<(PersonId, Person)> = store.people_without_account()?;
    let divisions = Divisions::new(&selectors.division, people.iter().map(|(_, person)| person.division()));
    let pupils = people
        .iter()
        .map(|(_, person)| person)
        .filter(|person| person.profile == Profile::Student && divisions.contains(person.division()));
    let why = |person: &Person| match may_have_account(person) {
        Ok(_) => "sans compte (cpro accounts create)".to_owned(),
        Err(reason) => format!("sans compte, {}", reason.as_str()),
    };
    Ok(pupils.map(|person| Staying { name: person.full_name(), login: String::new(), why: why(person) }).collect())
}
