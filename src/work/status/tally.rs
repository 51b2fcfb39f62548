//! Everybody counted in one look at the people and one at the accounts: of nobody more is held than sixteen bytes.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use super::Division;
use super::people::People;
use crate::domain::account::{AccountId, PasswordState, Status};
use crate::domain::enrolment;
use crate::domain::profile::Profile;
use crate::domain::setting::{Key, Settings};
use crate::store::{Seen, Store};
use crate::work::Result;
use crate::world::World;

/// Days within which an expiry is near.
const SOON: i64 = 7;

/// Weeks that are looked back at.
const WEEKS: i64 = 12;

/// Another machine's clock may be that far ahead.
const MARGIN: SignedDuration = SignedDuration::from_hours(1);

/// What is counted of accounts and people.
#[derive(Default)]
pub struct Tally {
    pub profiles: BTreeMap<Profile, usize>,
    pub states: BTreeMap<PasswordState, usize>,
    pub inactive: usize,
    pub locked: usize,
    pub expiring: usize,
    pub overlong: usize,
    pub future: usize,
    pub unused: usize,
    pub to_hand_over: usize,
    /// True where somebody waits for a first slip.
    pub lacks_slip: bool,
    /// People who may have an account, and have none.
    pub missing: usize,
    pub has_accounts: bool,
    pub has_pupils: bool,
    pub has_adults: bool,
    pub divisions: Vec<(String, Division)>,
    /// How many people signed in last on a day.
    days: HashMap<Date, usize>,
}

/// What every account is seen against.
struct Frame<'a> {
    now: Zoned,
    soon: Date,
    /// The last day that a password issued today may have.
    longest: Date,
    latest: Limit,
    /// Slips with the present password, where the school notes those that it hands out: whether each was.
    slips: &'a HashMap<AccountId, bool>,
    /// Who ever had a slip.
    printed: &'a HashSet<AccountId>,
}

/// An instant after which nothing should have been written, and the last one that was held against it: accounts made
/// together have the same.
struct Limit {
    at: Timestamp,
    judged: RefCell<(String, bool)>,
}

impl Limit {
    fn is_before(&self, written: &str) -> bool {
        let mut judged = self.judged.borrow_mut();
        if judged.0 != written {
            *judged = (written.to_owned(), written.parse::<Timestamp>().is_ok_and(|written| written > self.at));
        }
        judged.1
    }
}

impl Tally {
    /// Looks at everybody once.
    pub fn of(world: &World, store: &Store, settings: &Settings) -> Result<Self> {
        let mut tally = Self::default();
        let (now, today) = (world.now(), world.today());
        let slips = if store.notes_hand_overs()? { store.current_slips()? } else { HashMap::new() };
        let printed = store.once_printed()?;
        let frame = Frame {
            printed: &printed,
            soon: today.saturating_add(SOON.days()),
            longest: today.saturating_add(i64::from(settings.number(Key::PasswordDays)).days()),
            latest: Limit { at: now.timestamp() + MARGIN, judged: RefCell::default() },
            slips: &slips,
            now,
        };
        let _snapshot = store.snapshot()?;
        let mut people = People::of(store)?;
        store.see_accounts(&mut |seen| tally.add(seen, &mut people, &frame))?;
        if people.lack_accounts() {
            store.each_without_account(&mut |_, person| {
                tally.missing += usize::from(enrolment::may_have_account(&person).is_ok());
            })?;
        }
        tally.has_pupils = people.are_some(|profile| !profile.is_adult());
        tally.has_adults = people.are_some(Profile::is_adult);
        tally.divisions = people.divisions();
        Ok(tally)
    }

    fn add(&mut self, seen: &Seen<'_>, people: &mut People, frame: &Frame<'_>) {
        self.has_accounts |= seen.person.is_some();
        let division = people.meet_account(seen);
        if seen.status == Status::Inactive {
            self.inactive += 1;
            return;
        }
        let state = seen.state(&frame.now);
        *self.profiles.entry(seen.profile).or_default() += 1;
        *self.states.entry(state).or_default() += 1;
        let signed_in = seen.last_login_at.is_some();
        if seen.profile == Profile::Student {
            division.accounts += 1;
            division.signed_in += usize::from(signed_in);
        }
        let issued = matches!(state, PasswordState::Initial | PasswordState::Temporary);
        let ends = |wanted: &dyn Fn(Date) -> bool| issued && seen.expires_on.is_some_and(wanted);
        self.locked += usize::from(seen.status == Status::Locked);
        self.expiring += usize::from(ends(&|last| last <= frame.soon));
        self.overlong += usize::from(ends(&|last| last > frame.longest));
        self.future += usize::from(seen.stamps().any(|at| frame.latest.is_before(at)));
        self.unused += usize::from(!signed_in && seen.profile != Profile::Administrator);
        let waits = state != PasswordState::Expired && frame.slips.get(&seen.id) == Some(&false);
        self.to_hand_over += usize::from(waits);
        // Somebody who never signed in, and whose first password nobody has been given.
        let is_first = matches!(state, PasswordState::Pending | PasswordState::Initial);
        let is_open = seen.status == Status::Active && seen.person.is_some();
        self.lacks_slip |= is_open && is_first && !signed_in && !frame.printed.contains(&seen.id);
        if let Some(day) = seen.last_login_at.and_then(|at| at.get(..10)?.parse().ok()) {
            *self.days.entry(day).or_default() += 1;
        }
    }

    /// Monday of each of the last weeks, and how many people signed in last during it.
    pub fn weeks(&self, today: Date) -> Vec<(Date, usize)> {
        let monday = |day: Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
        let looked_at = (0..WEEKS).rev().map(|back| monday(today).saturating_sub((7 * back).days()));
        let of = |week: Date| self.days.iter().filter(|(day, _)| monday(**day) == week).map(|(_, n)| n).sum();
        looked_at.map(|week| (week, of(week))).collect()
    }
}
