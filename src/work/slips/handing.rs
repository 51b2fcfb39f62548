//! The slips of a document one by one, and those that were handed out.

use std::collections::HashMap;

use serde::Serialize;

use super::Refusal;
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::instant::Instant;
use crate::domain::slip::slip_key;
use crate::store::{DocumentState, Entry, PrintedSlip, Record, Store};
use crate::work::selection::{Missed, Selectors};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// One slip of a document, under the contract.
#[derive(Debug, Clone, Serialize)]
pub struct Leaf {
    pub login: String,
    pub name: String,
    pub division: String,
    pub status: Worth,
    /// The later document that holds the account's valid slip.
    pub superseded_by: Option<i64>,
    pub handed_at: Option<Instant>,
}

/// What a slip is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    Valid,
    /// The password was given again since.
    Superseded,
    /// The owner has chosen a password.
    Personalised,
    Expired,
    /// The document, or the account, is closed.
    Void,
}

/// The slips of a document, in the order in which they are handed out.
pub fn leaves(world: &World, document: i64) -> Result<Vec<Leaf>> {
    let store = base::open(world)?;
    let kept = store.document(document)?.ok_or(Refusal::UnknownDocument(document))?;
    let now = world.now();
    let slips: HashMap<AccountId, PrintedSlip> =
        store.slips_of(document)?.into_iter().map(|slip| (slip.account, slip)).collect();
    let mut accounts = store.accounts()?;
    accounts.retain(|account| slips.contains_key(&account.id));
    accounts.sort_by_cached_key(slip_key);
    let leaf = |account: &Account| {
        let slip = slips.get(&account.id)?;
        let closed = account.status == Status::Inactive || account.is_over(now.date());
        let status =
            match (closed || kept.state == DocumentState::Void, account.version == slip.version, account.state(&now)) {
                (true, ..) => Worth::Void,
                (_, _, PasswordState::Personal) => Worth::Personalised,
                (_, false, _) => Worth::Superseded,
                (_, true, PasswordState::Expired) => Worth::Expired,
                (_, true, _) => Worth::Valid,
            };
        Some(Leaf {
            login: account.login.to_string(),
            name: account.full_name(),
            division: account.division().to_owned(),
            status,
            superseded_by: slip.superseded_by.filter(|_| status == Worth::Superseded),
            handed_at: slip.handed_at.clone(),
        })
    };
    Ok(accounts.iter().filter_map(leaf).collect())
}

/// Whose slips were handed out; or were not, after all.
#[derive(Debug, Clone)]
pub struct HandOver {
    pub selectors: Selectors,
    pub back: bool,
}

/// The same, with logins in the place of the numbers that are printed on slips: « 12-0034 ».
fn named<'a>(store: &Store, selectors: &'a mut Selectors) -> Result<&'a Selectors> {
    for word in &mut selectors.logins {
        let Some((document, rank)) = number(word) else { continue };
        let unknown = || Refusal::NoSlip(word.clone());
        let (id, version) = store.slip_numbered(document, rank)?.ok_or_else(unknown)?;
        let account = store.account_numbered(id)?.ok_or_else(unknown)?;
        if account.version != version {
            return Err(Refusal::OldSlip(word.clone(), account.login.to_string()).into());
        }
        *word = account.login.to_string();
    }
    Ok(selectors)
}

/// Document and rank, of a number as it is printed or read.
fn number(word: &str) -> Option<(i64, i64)> {
    let (document, rank) = word.trim_start_matches("N°").trim().split_once('-')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    Some((digits(document)?, digits(rank)?))
}

/// Whose slips change hands.
pub struct Plan {
    due: Vec<Account>,
    without: usize,
    unknown: Missed,
    back: bool,
}

/// What was noted.
#[derive(Debug, Serialize)]
pub struct Handed {
    /// Logins of those whose slip was noted.
    pub handed: Vec<String>,
    /// How many have no valid slip to hand out, or had it noted already.
    pub unchanged: usize,
    pub unknown: Missed,
    #[serde(skip)]
    pub back: bool,
}

impl UseCase for HandOver {
    type Plan = Plan;
    type Outcome = Handed;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        if self.selectors.is_empty() {
            return Err(Refusal::NobodyNamed.into());
        }
        let mut selectors = self.selectors;
        let selection = named(store, &mut selectors)?.accounts(world, store)?;
        let slips = store.current_slips()?;
        let all = selection.accounts.len();
        let mut due = selection.accounts;
        let now = world.now();
        due.retain(|account| account.state(&now) != PasswordState::Expired);
        due.retain(|account| slips.get(&account.id).is_some_and(|handed| *handed == self.back));
        due.sort_by_cached_key(slip_key);
        Ok(Plan { without: all - due.len(), due, unknown: selection.unknown, back: self.back })
    }

    fn foresee(plan: &Plan) -> Handed {
        Handed {
            handed: plan.due.iter().map(|account| account.login.to_string()).collect(),
            unchanged: plan.without,
            unknown: plan.unknown.clone(),
            back: plan.back,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Handed> {
        let foreseen = Self::foresee(&plan);
        if plan.due.is_empty() {
            return Ok(foreseen);
        }
        let result = if plan.back { "papillon repris" } else { "papillon remis" };
        let handed = store.transact(base::stamp(world), |tx| {
            let mut handed = Vec::with_capacity(plan.due.len());
            for account in &plan.due {
                // A password given again since has another slip.
                if tx.hand_over(account.id, !plan.back)? {
                    tx.log(&Entry::new("slips.hand-over", Record::Account, account.id.0, result))?;
                    handed.push(account.login.to_string());
                }
            }
            Ok::<_, Error>(handed)
        })?;
        Ok(Handed { unchanged: plan.without + plan.due.len() - handed.len(), handed, ..foreseen })
    }
}
