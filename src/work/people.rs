//! People changed: what the roster decided, written in one batch, with the passwords that follow their owners.

use jiff::Zoned;
use jiff::civil::Date;
use serde::Serialize;

use super::Result;
use super::loss::{Loss, Papers};
use super::passwords::{Drawing, Issued, issue};
use crate::domain::account::{Account, FirstPassword, PasswordState, Status};
use crate::domain::person::{Detail, Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::roster::{Attribute, FieldChange, Known, Outcome, Update};
use crate::domain::setting::Settings;
use crate::sources::Wanted;
use crate::store::{Action, BatchId, Entry, Presence, Record, Store, Tx};
use crate::world::World;

/// An account whose initial password must follow its owner: a corrected birth date, or a return.
pub struct Rearmed {
    pub account: Account,
    pub name: String,
    issued: Issued,
}

/// The people with whom a file is compared.
pub fn concerned(store: &Store, wanted: Wanted) -> Result<Vec<Known>> {
    let mut known = store.people()?;
    // An inspector is let in by the head, and no list knows of it.
    known.retain(|known| known.person.profile != Profile::Inspector);
    known.retain(|known| match wanted {
        Wanted::Pupils | Wanted::Candidates => known.person.profile == Profile::Student,
        Wanted::Staff => known.person.profile.is_adult(),
        Wanted::People { .. } => true,
    });
    Ok(known)
}

/// A field that changed.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    pub field: &'static str,
    pub old: String,
    pub new: String,
    /// As people read it.
    #[serde(skip)]
    pub shown: String,
}

impl From<&FieldChange> for Changed {
    fn from(change: &FieldChange) -> Self {
        let [old, new] = change.values();
        Self { field: change.field.key(), old, new, shown: change.to_string() }
    }
}

/// Somebody whose initial password was made again: the slip that they have is false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    pub login: String,
    pub name: String,
}

/// What is to be written about people.
pub struct Changes<'a> {
    pub outcome: &'a Outcome,
    pub rearmed: &'a [Rearmed],
    /// Under which the journal tells of it.
    pub action: Action,
}

/// The accounts whose initial password follows a corrected birth date or a return, with what happens to their owners.
fn concerned_accounts<'a>(store: &Store, outcome: &'a Outcome) -> Result<Vec<(Account, &'a Update)>> {
    let corrected = outcome.updated.iter().filter(|update| update.fields.contains(&Attribute::BirthDate));
    let concerned = corrected.map(|update| (update, false)).chain(outcome.returned.iter().map(|update| (update, true)));
    let mut accounts = Vec::new();
    for (update, returned) in concerned {
        let account = store.account_of(update.id)?;
        let account = account.filter(|account| returned || account.stored_state == PasswordState::Initial);
        accounts.extend(account.map(|account| (account, update)));
    }
    Ok(accounts)
}

/// Who else has this address, however it is written: full names.
pub fn sharing(store: &Store, address: &str, except: Option<PersonId>) -> Result<Vec<String>> {
    if address.is_empty() {
        return Ok(Vec::new());
    }
    let others = store.people()?.into_iter().filter(|known| known.present && Some(known.id) != except);
    let same = others.filter(|known| known.person.email().is_some_and(|other| other.eq_ignore_ascii_case(address)));
    Ok(same.map(|known| known.person.full_name()).collect())
}

/// What passwords become when people change.
#[derive(Debug, Clone, Default)]
pub struct Consequences {
    /// Whose initial password would be made again.
    pub renewed: Vec<Renewed>,
    /// Whose mailed password opens nothing any more: their address is another one.
    pub revoked: Vec<Renewed>,
    /// What the first of these lose.
    pub loss: Loss,
}

impl Consequences {
    /// Of an outcome that is about to be written.
    pub fn of(store: &Store, outcome: &Outcome, now: &Zoned) -> Result<Self> {
        let (papers, mut consequences) = (Papers::new(store)?, Self::default());
        for (account, update) in concerned_accounts(store, outcome)? {
            let same = account.stored_state == PasswordState::Initial && !update.fields.contains(&Attribute::BirthDate);
            consequences.loss.add_end(&account, same, &papers, now);
            consequences.renewed.push(Renewed::new(&account, &update.after));
        }
        for update in outcome.updated.iter().chain(&outcome.returned) {
            if update.fields.contains(&Attribute::Detail(Detail::Email)) && store.was_mailed(update.id)? {
                let account = store.account_of(update.id)?;
                consequences.revoked.extend(account.map(|account| Renewed::new(&account, &update.after)));
            }
        }
        Ok(consequences)
    }
}

impl Renewed {
    fn new(account: &Account, person: &Person) -> Self {
        Self { login: account.login.to_string(), name: person.full_name() }
    }
}

/// Prepares new initial passwords, outside the transaction.
pub fn rearm(world: &mut World, store: &Store, settings: &Settings, outcome: &Outcome) -> Result<Vec<Rearmed>> {
    let today = world.today();
    let accounts = concerned_accounts(store, outcome)?;
    let firsts: Vec<_> = accounts
        .iter()
        .map(|(account, Update { after: person, .. })| {
            let mode = settings.mode_of(account.profile, Some(person));
            (FirstPassword::decide(mode, person.birth_date, account.profile, today), account.profile)
        })
        .collect();
    let issued = issue(world, settings, &firsts, Drawing::WithSlip)?;
    let rearmed = accounts.into_iter().zip(issued);
    Ok(rearmed.map(|((account, update), issued)| Rearmed { account, name: update.after.full_name(), issued }).collect())
}

impl Changes<'_> {
    /// Everything of one batch. Gives those whose password was made again: one that changed meanwhile stays.
    pub fn fill(&self, tx: &Tx<'_>, batch: BatchId, today: Date) -> Result<Vec<Renewed>> {
        tx.add_people(self.outcome.arrived.iter().map(|row| (&row.person, row.place)), batch)?;
        let updated = self.outcome.updated.iter().map(|update| (update, Presence::Same));
        for (update, presence) in updated.chain(self.outcome.returned.iter().map(|update| (update, Presence::Back))) {
            let Update { id, after, place, .. } = update;
            tx.update_person(*id, after, presence, batch, place.line)?;
            if update.fields.contains(&Attribute::Detail(Detail::Email)) {
                tx.revoke_mailed(*id, self.action.as_str())?;
            }
            if update.fields.contains(&Attribute::Profile) {
                tx.set_profile_of(*id, after.profile)?;
            }
        }
        for departure in &self.outcome.departed {
            let (person, line) = match &departure.announced {
                Some((place, person)) => (person, place.line),
                None => (&departure.before, 0),
            };
            tx.update_person(departure.id, person, Presence::Gone(today), batch, line)?;
            self.set_status(tx, departure.id, Status::Inactive, "compte désactivé")?;
        }
        for update in &self.outcome.returned {
            self.set_status(tx, update.id, Status::Active, "compte rouvert")?;
        }
        let mut renewed = Vec::new();
        for Rearmed { account, name, issued } in self.rearmed {
            if tx.issue_password(account.id, account.version, &issued.password)? {
                let result = "mot de passe initial recalculé";
                tx.log(&Entry::new(self.action.as_str(), Record::Account, account.id.0, result))?;
                renewed.push(Renewed { login: account.login.to_string(), name: name.clone() });
            }
        }
        Ok(renewed)
    }

    fn set_status(&self, tx: &Tx<'_>, person: PersonId, status: Status, result: &str) -> Result<()> {
        if let Some(account) = tx.set_status_of(person, status)? {
            tx.log(&Entry::new(self.action.as_str(), Record::Account, account.0, result))?;
        }
        Ok(())
    }
}
