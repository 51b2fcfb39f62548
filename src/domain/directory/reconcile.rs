//! Entries joined with people, and what must change so that each is as it should be.

use std::collections::HashMap;

use super::{Delta, Entry, LOCKED, Mod, Place, Snapshot, normal, password};
use crate::domain::following::{Crowd, Difference, Owner, Site, Wanted, Why, follow};
use crate::domain::member::{Before, Member};
use crate::domain::name;
use crate::domain::person::PersonId;

/// Entries by what they are joined on.
struct Joined<'a> {
    place: &'a Place,
    entries: &'a [Entry],
    has_states: bool,
    /// The name of the branch, as names are compared, after a comma.
    base: String,
    by_number: HashMap<String, Vec<usize>>,
    by_dn: HashMap<String, usize>,
    by_login: HashMap<String, Vec<usize>>,
}

impl<'a> Joined<'a> {
    fn new(place: &'a Place, snapshot: &'a Snapshot) -> Self {
        let mut joined = Self {
            place,
            entries: &snapshot.entries,
            has_states: snapshot.has_states,
            base: format!(",{}", normal(&place.base())),
            by_number: HashMap::new(),
            by_dn: HashMap::new(),
            by_login: HashMap::new(),
        };
        for (at, entry) in snapshot.entries.iter().enumerate() {
            let dn = normal(&entry.dn);
            for login in entry.values(&place.login) {
                joined.by_login.entry(login.to_lowercase()).or_default().push(at);
            }
            if dn.ends_with(&joined.base) {
                let numbers = [entry.value("employeeNumber"), place.marked(entry)];
                for number in numbers.into_iter().flatten().filter(|number| !number.is_empty()) {
                    let ats = joined.by_number.entry(number.to_lowercase()).or_default();
                    if !ats.contains(&at) {
                        ats.push(at);
                    }
                }
            }
            joined.by_dn.insert(dn, at);
        }
        joined
    }
}

/// What a directory lacks for everybody to be as they are here.
pub fn reconcile(place: &Place, crowd: Crowd<'_>, snapshot: &Snapshot) -> Delta {
    follow(&Joined::new(place, snapshot), crowd)
}

impl Site for Joined<'_> {
    type Entry = Entry;
    type Mod = Mod;

    fn count(&self) -> usize {
        self.entries.len()
    }

    fn name(&self, at: usize) -> &str {
        &self.entries[at].dn
    }

    fn owner(&self, at: usize) -> Owner {
        let entry = &self.entries[at];
        match self.place.marked(entry) {
            _ if !normal(&entry.dn).ends_with(&self.base) => Owner::Elsewhere,
            Some(number) => own_number(number).map_or(Owner::Others, Owner::Us),
            None => Owner::Others,
        }
    }

    /// Under our number, and under the INE where no other number of ours is on them.
    fn of(&self, member: &Member) -> Vec<usize> {
        let found = |number: &str| self.by_number.get(&number.to_lowercase()).into_iter().flatten().copied();
        let own = self.place.number(member);
        let mut ats: Vec<usize> = found(&own).collect();
        let is_free = |at: &usize| self.place.marked(&self.entries[*at]).is_none_or(|number| number == own);
        ats.extend(member.ine().into_iter().flat_map(found).filter(is_free));
        ats.sort_unstable();
        ats.dedup();
        ats
    }

    fn taker(&self, login: &str) -> Option<&str> {
        let same_login = || self.by_login.get(&login.to_lowercase()).and_then(|ats| ats.first());
        let at = self.by_dn.get(&normal(&self.place.dn(login))).or_else(same_login)?;
        Some(&self.entries.get(*at)?.dn)
    }

    fn make(&self, member: &Member) -> Entry {
        self.place.entry(member)
    }

    fn compare(&self, at: usize, wanted: &Wanted) -> Difference<Mod> {
        let (entry, member) = (&self.entries[at], &wanted.member);
        let bears = |value: &String| value.eq_ignore_ascii_case(&member.login.0);
        let is_renamed = !entry.values(&self.place.login).iter().any(bears);
        let data = data(self.place, member, entry);
        let mut mods = if data.is_empty() { Vec::new() } else { vec![(Why::Data, data)] };
        mods.extend(states(member, entry, self.has_states));
        let has = |name: &str, text: &str| entry.values(name).iter().any(|value| name::same(value, text));
        let same_ine = member.ine().is_some_and(|ine| has("employeeNumber", ine));
        let same_name = has("sn", member.surname()) || has("givenName", member.first_name());
        Difference { is_renamed, is_other: is_renamed && !same_ine && !same_name, mods }
    }

    fn lock(&self, at: usize) -> Vec<Mod> {
        let is_locked = self.entries[at].value("pwdAccountLockedTime") == Some(LOCKED);
        if is_locked || !self.has_states { Vec::new() } else { vec![locked()] }
    }
}

fn locked() -> Mod {
    Mod::Replace("pwdAccountLockedTime", vec![LOCKED.to_owned()])
}

/// The number of somebody in a mark such as `0750001A-12`.
fn own_number(mark: &str) -> Option<PersonId> {
    let (_, digits) = mark.rsplit_once('-')?;
    let number: i64 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(PersonId(number))
}

/// What is said of somebody, and the mark of an entry of ours.
fn data(place: &Place, member: &Member, entry: &Entry) -> Vec<Mod> {
    let mut mods = Vec::new();
    for (name, values) in place.attributes(member) {
        let mut present = entry.values(name).to_vec();
        let mut wanted = values.clone();
        present.sort_unstable();
        wanted.sort_unstable();
        if present != wanted {
            mods.push(Mod::Replace(name, values));
        }
    }
    let mark = place.mark(&place.number(member));
    if !entry.values("description").contains(&mark) {
        mods.push(Mod::Add("description", mark));
    }
    mods
}

/// Lock, password and its date.
fn states(member: &Member, entry: &Entry, has_states: bool) -> Vec<(Why, Vec<Mod>)> {
    let mut states = Vec::new();
    let is_locked = entry.value("pwdAccountLockedTime") == Some(LOCKED);
    let is_told = !has_states && member.was_closed;
    if !member.is_open && !is_locked && !is_told {
        states.push((Why::Lock, vec![locked()]));
    }
    if member.is_open && (is_locked || !has_states && member.was_closed) {
        states.push((Why::Unlock, vec![Mod::Replace("pwdAccountLockedTime", Vec::new())]));
    }
    let issued = if member.before == Before::Reset { password(member) } else { Vec::new() };
    if !issued.is_empty() {
        states.push((Why::Reset, issued));
    } else if entry.value("pwdEndTime").is_some() && entry.value("pwdReset") != Some("TRUE") {
        // Its owner has chosen another one there: that one does not end.
        states.push((Why::Personalised, vec![Mod::Replace("pwdEndTime", Vec::new())]));
    }
    states
}
