//! The first password of adults, by mail: one letter each, which leaves now or waits in the outbox; who cannot be written to
//! gets a slip.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use super::letter::{self, Lot, Occasion};
use crate::domain::account::{Account, AccountId, PasswordState, Status};
use crate::domain::setting::{Key, MAX_DAYS, Settings, masked_email};
use crate::domain::slip::{self, Included};
use crate::store::Store;
use crate::targets::mail::Undelivered;
use crate::work::accounts::Refusal;
use crate::work::mail::PostOffice;
use crate::work::search::Near;
use crate::work::selection::{Missed, Selectors};
use crate::work::slips::compose::Printing;
use crate::work::slips::generate::{Generate, Generated, Whose};
use crate::work::{Error, Result, UseCase, base};
use crate::world::World;

/// To whom passwords are sent.
#[derive(Debug, Clone)]
pub struct Send {
    /// Nobody named: every adult who waits for a first password, but the administrator.
    pub selectors: Selectors,
    /// Last day of the passwords; 24 hours where nobody says.
    pub until: Option<Date>,
    /// To those too whose letter left and is still good.
    pub again: bool,
    /// Where the slips of the others go.
    pub slips: Option<PathBuf>,
    pub force: bool,
}

/// Who is written to, and who is not.
pub struct Plan {
    settings: Settings,
    occasion: Occasion,
    /// Accounts and their addresses.
    pub due: Vec<(Account, String)>,
    office: Option<PostOffice>,
    /// Who has no address of their own.
    on_paper: Vec<(Account, Why)>,
    skipped: Vec<(Account, Why)>,
    unknown: Missed,
    slips: Option<PathBuf>,
    force: bool,
}

/// Why somebody gets no letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    Pupil,
    NoAddress,
    SharedAddress,
    Refused,
    Closed,
    Locked,
    Personal,
    OnPaper,
    Mailed,
    Changed,
    /// A password past its date, and no address: only a reset helps.
    Expired,
    /// The letter left, and its password could not be kept: it opens nothing.
    NotKept,
}

impl Why {
    /// To be read after a name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pupil => "élève",
            Self::NoAddress => "sans adresse",
            Self::SharedAddress => "adresse de plusieurs personnes",
            Self::Refused => "message refusé",
            Self::Closed => "compte désactivé",
            Self::Locked => "compte verrouillé",
            Self::Personal => "mot de passe personnel",
            Self::OnPaper => "mot de passe déjà remis sur papier",
            Self::Mailed => "message déjà envoyé, encore valable",
            Self::Changed => "mot de passe changé entre-temps",
            Self::Expired => "mot de passe expiré et sans adresse à soi, à réinitialiser",
            Self::NotKept => "message parti, et son mot de passe ne vaut rien : renvoyez-le",
        }
    }
}

impl Serialize for Why {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What became of everybody.
#[derive(Debug, Serialize)]
pub struct Sent {
    pub dry_run: bool,
    pub uai: Option<String>,
    /// Letters that left, or would.
    pub sent: Vec<Letter>,
    /// Letters that leave the next night.
    pub postponed: Vec<Letter>,
    /// Who gets a slip instead.
    pub on_paper: Vec<Left>,
    pub skipped: Vec<Left>,
    /// Documents of their slips.
    pub documents: Vec<i64>,
    #[serde(skip)]
    pub generated: Option<Generated>,
    #[serde(skip)]
    pub unknown: Missed,
    /// The folder that holds letters that do not leave by themselves.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
    /// Why letters wait, or the last one was refused.
    #[serde(skip)]
    pub why: Option<Undelivered>,
    /// True where it was stopped before the end.
    #[serde(skip)]
    pub interrupted: bool,
    /// What stopped it, once letters had left.
    #[serde(skip)]
    pub failed: Option<Error>,
}

/// A letter: whose, and where it goes, masked.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    pub login: String,
    pub name: String,
    pub sent_to: String,
}

/// Somebody without a letter.
#[derive(Debug, Clone, Serialize)]
pub struct Left {
    pub login: String,
    pub reason: Why,
    #[serde(skip)]
    pub near: Near,
    #[serde(skip)]
    account: AccountId,
}

impl Left {
    fn new((account, reason): &(Account, Why)) -> Self {
        Self { login: account.login.to_string(), reason: *reason, near: Near::from(account), account: account.id }
    }
}

impl Letter {
    fn new((account, address): &(Account, String)) -> Self {
        let (login, name) = (account.login.to_string(), account.full_name());
        Self { login, name, sent_to: masked_email(address) }
    }
}

impl UseCase for Send {
    type Plan = Plan;
    type Outcome = Sent;

    fn plan(self, world: &mut World, store: &Store) -> Result<Plan> {
        let settings = store.settings()?;
        base::require(&settings)?;
        let today = world.today();
        let last = today.saturating_add(i64::from(MAX_DAYS).days());
        if let Some(until) = self.until.filter(|until| !(today..=last).contains(until)) {
            return Err(Refusal::BadDay { until, last }.into());
        }
        let everybody = self.selectors.is_empty();
        let selection = self.selectors.accounts(world, store)?;
        let mut accounts = selection.accounts;
        if everybody {
            // Whoever signed in once has had a first password.
            let waits = |account: &Account| account.person.is_some() && account.last_login_at.is_none();
            accounts.retain(|account| account.profile.is_adult() && waits(account));
        }
        accounts.sort_by_cached_key(Account::sort_key);
        let crowd = Crowd::new(store, &settings)?;
        let printed = if everybody { store.printed_accounts()? } else { HashSet::new() };
        let (mut due, mut on_paper, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for account in accounts {
            let address = letter::recipient(&account, &settings);
            let why = self.obstacle(world, &account, &address, &crowd);
            let is_printed = printed.contains(&account.id);
            match why {
                None if is_printed => skipped.push((account, Why::OnPaper)),
                None => due.push((account, address)),
                Some(Why::NoAddress | Why::SharedAddress) if is_printed => {}
                Some(why @ (Why::NoAddress | Why::SharedAddress)) => {
                    let has_slip = slip::due(&account, &world.now(), Included::default()).is_ok();
                    let (list, why) = if has_slip { (&mut on_paper, why) } else { (&mut skipped, Why::Expired) };
                    list.push((account, why));
                }
                Some(why) => skipped.push((account, why)),
            }
        }
        if everybody {
            // Who has a password is no news where nobody was named; who cannot sign in is.
            skipped.retain(|(_, why)| matches!(why, Why::Locked | Why::OnPaper | Why::Expired));
        }
        let office = if due.is_empty() { None } else { Some(PostOffice::open(world, &settings)?) };
        let occasion = Occasion::First { until: self.until };
        if let Some(path) = &self.slips {
            // Found now, not once letters have left.
            slips(&on_paper.iter().map(Left::new).collect::<Vec<_>>(), path.clone(), self.force).plan(world, store)?;
        }
        let (slips, force, unknown) = (self.slips, self.force, selection.unknown);
        Ok(Plan { settings, occasion, due, office, on_paper, skipped, unknown, slips, force })
    }

    fn foresee(plan: &Plan) -> Sent {
        Sent {
            dry_run: true,
            uai: base::uai(&plan.settings),
            sent: plan.due.iter().map(Letter::new).collect(),
            postponed: Vec::new(),
            on_paper: plan.on_paper.iter().map(Left::new).collect(),
            skipped: plan.skipped.iter().map(Left::new).collect(),
            documents: Vec::new(),
            generated: None,
            unknown: plan.unknown.clone(),
            folder: plan.office.as_ref().and_then(|office| office.folder()).map(PathBuf::from),
            why: None,
            interrupted: false,
            failed: None,
        }
    }

    fn carry_out(plan: Plan, world: &mut World, store: &mut Store) -> Result<Sent> {
        let mut sent = Sent { dry_run: false, sent: Vec::new(), ..Self::foresee(&plan) };
        if let Some(office) = &plan.office {
            plan.send(office, world, store, &mut sent);
        }
        let path = plan.slips.filter(|_| !sent.on_paper.is_empty() && !sent.interrupted && sent.failed.is_none());
        if let Some(path) = path {
            // What has left has left, whatever becomes of the paper.
            match slips(&sent.on_paper, path, plan.force).run(world, store) {
                Ok(generated) => {
                    sent.documents = generated.documents.iter().map(|document| document.id).collect();
                    sent.generated = Some(generated);
                }
                Err(error) => sent.failed = Some(error),
            }
        }
        Ok(sent)
    }
}

impl Send {
    /// Why an account gets no letter, if it gets none.
    fn obstacle(&self, world: &World, account: &Account, address: &str, crowd: &Crowd) -> Option<Why> {
        let (now, by_mail) = (world.now(), account.expires_at.is_some());
        match (account.status, account.state(&now)) {
            _ if !account.profile.is_adult() => Some(Why::Pupil),
            (Status::Inactive, _) => Some(Why::Closed),
            _ if account.is_over(now.date()) => Some(Why::Closed),
            (Status::Locked, _) => Some(Why::Locked),
            (_, PasswordState::Personal) => Some(Why::Personal),
            (_, PasswordState::Temporary) if !by_mail => Some(Why::OnPaper),
            (_, PasswordState::Temporary) if !self.again => Some(Why::Mailed),
            _ if address.is_empty() => Some(Why::NoAddress),
            _ if crowd.reads(account, address) => Some(Why::SharedAddress),
            _ => None,
        }
    }
}

/// Who reads which address: a letter that several read would open the account to the others.
struct Crowd {
    owners: HashMap<String, usize>,
    /// The establishment's own.
    common: Vec<String>,
}

impl Crowd {
    fn new(store: &Store, settings: &Settings) -> Result<Self> {
        let mut owners = HashMap::new();
        for known in store.people()?.into_iter().filter(|known| known.present) {
            if let Some(address) = known.person.email() {
                *owners.entry(address.to_lowercase()).or_default() += 1;
            }
        }
        let common = [Key::Email, Key::MailFrom].into_iter().filter_map(|key| settings.value(key));
        Ok(Self { owners, common: common.map(|address| address.to_lowercase()).collect() })
    }

    /// True where others than the owner of an account read its address; the administrator's is the establishment's.
    fn reads(&self, account: &Account, address: &str) -> bool {
        let address = address.to_lowercase();
        let several = self.owners.get(&address).is_some_and(|owners| *owners > 1);
        account.person.is_some() && (several || self.common.contains(&address))
    }
}

/// The slips of those who get no letter.
fn slips(people: &[Left], path: PathBuf, force: bool) -> Generate {
    let whose = Whose::Of(people.iter().map(|left| left.account).collect());
    let printing = Printing { output: Some(path), force, ..Printing::default() };
    Generate { whose, printing, ..Generate::default() }
}

/// Letters that leave one after the other.
struct Mailing<'a> {
    office: &'a PostOffice,
    /// True once the server is known not to take any.
    is_down: bool,
    lot: Lot,
}

impl Plan {
    /// One letter after the other; where the server cannot be reached, the others wait without a try. What goes wrong once
    /// some have left is told with them.
    fn send(&self, office: &PostOffice, world: &mut World, store: &mut Store, sent: &mut Sent) {
        let progress = world.onlooker.begins("Courriels", self.due.len() as u64);
        let mut mailing = Mailing { office, is_down: false, lot: Lot::default() };
        for one in &self.due {
            if world.check_interrupt().is_err() {
                sent.interrupted = true;
                return;
            }
            match self.send_one(&mut mailing, world, store, one, sent) {
                Ok(()) => {}
                Err(Error::SentNotKept { .. }) => sent.skipped.push(Left::new(&(one.0.clone(), Why::NotKept))),
                Err(error) => {
                    sent.failed = Some(error);
                    return;
                }
            }
            progress.step();
        }
    }

    fn send_one(
        &self,
        mailing: &mut Mailing<'_>,
        world: &mut World,
        store: &mut Store,
        one: &(Account, String),
        sent: &mut Sent,
    ) -> Result<()> {
        let account = &one.0;
        let Some(ticket) = letter::post_if_same(world, store, account, self.occasion)? else {
            sent.skipped.push(Left::new(&(account.clone(), Why::Changed)));
            return Ok(());
        };
        if mailing.is_down {
            letter::defer(world, store, account, self.occasion)?;
            sent.postponed.push(Letter::new(one));
            return Ok(());
        }
        match self.attempt(mailing, world, store, account, ticket)? {
            Ok(()) => sent.sent.push(Letter::new(one)),
            Err(why) if !why.is_transient() && !why.is_setup() => {
                letter::give_up(world, store, account, self.occasion, why.in_journal())?;
                let has_slip = slip::due(account, &world.now(), Included::default()).is_ok();
                let list = if has_slip { &mut sent.on_paper } else { &mut sent.skipped };
                list.push(Left::new(&(account.clone(), Why::Refused)));
                sent.why = Some(why);
            }
            Err(why) => {
                letter::postpone(world, store, account, self.occasion, &why)?;
                sent.postponed.push(Letter::new(one));
                mailing.is_down = why.is_unreachable() || why.is_setup();
                sent.why = Some(why);
            }
        }
        Ok(())
    }

    fn attempt(
        &self,
        mailing: &mut Mailing<'_>,
        world: &mut World,
        store: &mut Store,
        account: &Account,
        ticket: i64,
    ) -> Result<std::result::Result<(), Undelivered>> {
        let drawn = letter::draw(world, &self.settings, account, self.occasion)?;
        let Mailing { office, lot, .. } = mailing;
        letter::attempt(world, store, &self.settings, office, account, &drawn, (ticket, lot))
    }
}
