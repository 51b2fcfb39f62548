//! Entries joined with people, and what must change so that each is as it should be.

use std::collections::{HashMap, HashSet};
use std::mem;

use super::{Change, Clash, Delta, Entry, LOCKED, Mod, Place, Snapshot, Wanted, Why, normal, password};
use crate::domain::member::{Before, Held, Member};

/// Entries by what they are joined on.
struct Joined<'a> {
    entries: &'a [Entry],
    by_number: HashMap<String, Vec<usize>>,
    by_dn: HashMap<String, usize>,
    by_login: HashMap<String, Vec<usize>>,
}

impl<'a> Joined<'a> {
    fn new(place: &Place, entries: &'a [Entry]) -> Self {
        let mut joined = Self { entries, by_number: HashMap::new(), by_dn: HashMap::new(), by_login: HashMap::new() };
        let base = normal(&place.base());
        for (at, entry) in entries.iter().enumerate() {
            let dn = normal(&entry.dn);
            for login in entry.values(&place.login) {
                joined.by_login.entry(login.to_lowercase()).or_default().push(at);
            }
            if dn.ends_with(&format!(",{base}")) {
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

    /// Entries of somebody: under our number, and under the INE where no other number of ours is on them.
    fn of(&self, place: &Place, member: &Member) -> Vec<usize> {
        let found = |number: &str| self.by_number.get(&number.to_lowercase()).into_iter().flatten().copied();
        let own = place.number(member);
        let mut ats: Vec<usize> = found(&own).collect();
        let is_free = |at: &usize| place.marked(&self.entries[*at]).is_none_or(|number| number == own);
        ats.extend(member.ine().into_iter().flat_map(found).filter(is_free));
        ats.sort_unstable();
        ats.dedup();
        ats
    }

    /// An entry that already has the login of somebody who has none.
    fn taker(&self, place: &Place, login: &str) -> Option<&'a Entry> {
        let same_login = || self.by_login.get(&login.to_lowercase()).and_then(|ats| ats.first());
        let at = self.by_dn.get(&normal(&place.dn(login))).or_else(same_login)?;
        self.entries.get(*at)
    }
}

/// What a directory lacks for everybody who is `wanted` to be as they are here. Where they are `everybody`, entries of ours
/// that are nobody’s are those of people who were erased.
pub fn reconcile(place: &Place, wanted: &[Wanted], everybody: bool, snapshot: &Snapshot) -> Delta {
    let joined = Joined::new(place, &snapshot.entries);
    let mut delta = Delta::default();
    let mut seen: HashSet<usize> = HashSet::new();
    for Wanted { member, held } in wanted {
        let login = member.login.to_string();
        match joined.of(place, member)[..] {
            [] => match (joined.taker(place, &login), held) {
                (_, Some(held)) => delta.held.push((login, *held)),
                (_, None) if !member.is_open => delta.held.push((login, Held::Closed)),
                (Some(taker), None) => delta.clashes.push(Clash::Taken { login, dn: taker.dn.clone() }),
                (None, None) => delta.changes.push((login, Change::Add(place.entry(member)))),
            },
            [at] if seen.insert(at) => delta.compare(place, member, &snapshot.entries[at], snapshot.has_states),
            ref several => {
                seen.extend(several);
                let dns = several.iter().map(|at| snapshot.entries[*at].dn.clone()).collect();
                delta.clashes.push(Clash::Several { login, dns });
            }
        }
    }
    delta.ours = seen.len();
    let base = format!(",{}", normal(&place.base()));
    for (at, entry) in snapshot.entries.iter().enumerate() {
        if seen.contains(&at) || !normal(&entry.dn).ends_with(&base) {
            continue;
        }
        match place.marked(entry) {
            None => delta.foreign += 1,
            Some(_) => {
                delta.ours += 1;
                if everybody {
                    delta.changes.push((String::new(), Change::Delete(entry.dn.clone())));
                }
            }
        }
    }
    delta
}

impl Delta {
    fn compare(&mut self, place: &Place, member: &Member, entry: &Entry, has_states: bool) {
        let login = member.login.to_string();
        if !entry.values(&place.login).iter().any(|value| value.eq_ignore_ascii_case(&login)) {
            self.clashes.push(Clash::Renamed { login: login.clone(), dn: entry.dn.clone() });
        }
        let (mut mods, mut why) = (Vec::new(), Vec::new());
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
        why.extend((!mods.is_empty()).then_some(Why::Data));
        let states = states(member, entry, has_states);
        why.extend(states.iter().map(|(why, _)| *why));
        mods.extend(states.into_iter().flat_map(|(_, mods)| mods));
        if mods.is_empty() {
            self.same += 1;
        } else {
            self.changes.push((login, Change::Modify { dn: entry.dn.clone(), mods, why }));
        }
    }

    /// How many changes have a reason.
    pub fn count(&self, reason: Why) -> usize {
        let has = |change: &Change| matches!(change, Change::Modify { why, .. } if why.contains(&reason));
        self.changes.iter().filter(|(_, change)| has(change)).count()
    }

    /// Takes away the changes that were refused, each told by its place among them, and keeps why.
    pub fn refuse(&mut self, refused: Vec<(usize, Clash)>) {
        let places: HashSet<usize> = refused.iter().map(|(at, _)| *at).collect();
        let changes = mem::take(&mut self.changes).into_iter().enumerate();
        self.changes = changes.filter(|(at, _)| !places.contains(at)).map(|(_, change)| change).collect();
        self.clashes.extend(refused.into_iter().map(|(_, clash)| clash));
    }

    /// How many entries are made.
    pub fn added(&self) -> usize {
        self.changes.iter().filter(|(_, change)| matches!(change, Change::Add(_))).count()
    }

    /// How many entries go.
    pub fn deleted(&self) -> usize {
        self.changes.iter().filter(|(_, change)| matches!(change, Change::Delete(_))).count()
    }

    /// True where nothing is to be written.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Lock, password and its date.
fn states(member: &Member, entry: &Entry, has_states: bool) -> Vec<(Why, Vec<Mod>)> {
    let mut states = Vec::new();
    let is_locked = entry.value("pwdAccountLockedTime") == Some(LOCKED);
    let is_told = !has_states && member.was_closed;
    if !member.is_open && !is_locked && !is_told {
        states.push((Why::Lock, vec![Mod::Replace("pwdAccountLockedTime", vec![LOCKED.to_owned()])]));
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
