//! A system that follows the accounts: what it has joined with what it should have, and what must change there.
//!
//! Whoever left is locked, whoever came back unlocked, whoever was erased deleted. Entries that are not ours are not touched.

use std::collections::HashSet;
use std::mem;

use super::member::{Held, Member};
use super::person::PersonId;

/// Why an entry changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody’s data are others.
    Data,
    /// A reset was issued here.
    Reset,
    Lock,
    Unlock,
    /// The date of an initial password, which its owner has replaced.
    Personalised,
}

/// A change of one entry: made of an `E`, changed by `M`s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<E, M> {
    Add(E),
    Modify {
        /// What the system calls the entry.
        entry: String,
        mods: Vec<M>,
        why: Vec<Why>,
    },
    Delete(String),
}

/// Somebody who has an account: as the system should have them, or why no entry may be made for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub member: Member,
    pub held: Option<Held>,
    /// True where the system was told all of this already: what it does not show, it does not keep.
    pub is_told: bool,
}

/// Everybody who is to be there.
#[derive(Debug, Clone, Copy)]
pub struct Crowd<'a> {
    pub wanted: &'a [Wanted],
    /// True where nobody else has an account: entries of ours that are nobody’s are of people who are gone.
    pub everybody: bool,
    /// Numbers of people who were erased here.
    pub erased: &'a HashSet<PersonId>,
}

/// An account that is not as it should be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash {
    /// Its name is that of an entry that is not ours, or of another school.
    Taken { login: String, entry: String },
    /// Several entries are its own.
    Several { login: String, entries: Vec<String> },
    /// Its entry bears another login, which the system does not change.
    Renamed { login: String, entry: String },
    /// The entry of its number is somebody else’s: another base gave the same numbers.
    Other { login: String, entry: String },
    /// The server refused the change, and why.
    Refused { login: String, why: String },
}

/// What a system lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delta<E, M> {
    /// Each with the login that it is about, empty for somebody who was erased.
    pub changes: Vec<(String, Change<E, M>)>,
    /// Entries as they should be.
    pub same: usize,
    /// Entries of others, where ours are.
    pub foreign: usize,
    pub clashes: Vec<Clash>,
    /// Accounts without an entry, for which none may be made.
    pub held: Vec<(String, Held)>,
    /// Entries of ours, changed or not.
    pub ours: usize,
}

/// How an entry differs from what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<M> {
    /// True where it bears another login, which stays.
    pub is_renamed: bool,
    /// True where it has nothing of the person but the number.
    pub is_other: bool,
    pub mods: Vec<(Why, Vec<M>)>,
}

/// Whose an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Us, who gave it this number.
    Us(PersonId),
    /// Somebody else, where ours are.
    Others,
    /// Nobody whom it is about: another place.
    Elsewhere,
}

/// What a system has now; its entries are told by their place, from 0 to [`Site::count`].
pub trait Site {
    type Entry;
    type Mod;

    fn count(&self) -> usize;

    /// What the system calls an entry.
    fn name(&self, at: usize) -> &str;

    fn owner(&self, at: usize) -> Owner;

    /// Entries of somebody.
    fn of(&self, member: &Member) -> Vec<usize>;

    /// An entry that already has the login of somebody who has none.
    fn taker(&self, login: &str) -> Option<&str>;

    /// The entry of somebody who has none yet.
    fn make(&self, member: &Member) -> Self::Entry;

    fn compare(&self, at: usize, wanted: &Wanted) -> Difference<Self::Mod>;

    /// What locks an entry; nothing where it is locked.
    fn lock(&self, at: usize) -> Vec<Self::Mod>;
}

/// What a system lacks for everybody to be as they are here. Entries of ours that are nobody’s are deleted where this base
/// has erased their owner, and locked where it knows nothing of them.
pub fn follow<S: Site>(site: &S, crowd: Crowd<'_>) -> Delta<S::Entry, S::Mod> {
    let mut delta = Delta::default();
    let mut seen: HashSet<usize> = HashSet::new();
    for wanted in crowd.wanted {
        let Wanted { member, held, .. } = wanted;
        let login = member.login.to_string();
        match site.of(member)[..] {
            [] => match (site.taker(&login), held) {
                (_, Some(held)) => delta.held.push((login, *held)),
                (_, None) if !member.is_open => delta.held.push((login, Held::Closed)),
                (Some(taker), None) => delta.clashes.push(Clash::Taken { login, entry: taker.to_owned() }),
                (None, None) => delta.changes.push((login, Change::Add(site.make(member)))),
            },
            [at] if seen.insert(at) => delta.adjust(login, site.name(at), site.compare(at, wanted)),
            ref several => {
                seen.extend(several);
                let entries = several.iter().map(|at| site.name(*at).to_owned()).collect();
                delta.clashes.push(Clash::Several { login, entries });
            }
        }
    }
    delta.ours = seen.len();
    for at in (0..site.count()).filter(|at| !seen.contains(at)) {
        match site.owner(at) {
            Owner::Elsewhere => {}
            Owner::Others => delta.foreign += 1,
            Owner::Us(_) if !crowd.everybody => delta.ours += 1,
            Owner::Us(number) => {
                delta.ours += 1;
                let entry = site.name(at).to_owned();
                if crowd.erased.contains(&number) {
                    delta.changes.push((String::new(), Change::Delete(entry)));
                    continue;
                }
                match site.lock(at) {
                    mods if mods.is_empty() => delta.same += 1,
                    mods => delta.changes.push((String::new(), Change::Modify { entry, mods, why: vec![Why::Lock] })),
                }
            }
        }
    }
    delta
}

impl Clash {
    /// Whose it is.
    pub fn login(&self) -> &str {
        let (Self::Taken { login, .. }
        | Self::Several { login, .. }
        | Self::Renamed { login, .. }
        | Self::Other { login, .. }
        | Self::Refused { login, .. }) = self;
        login
    }
}

/// Nothing lacks.
impl<E, M> Default for Delta<E, M> {
    fn default() -> Self {
        Self { changes: Vec::new(), same: 0, foreign: 0, clashes: Vec::new(), held: Vec::new(), ours: 0 }
    }
}

impl<E, M> Delta<E, M> {
    fn adjust(&mut self, login: String, entry: &str, difference: Difference<M>) {
        if difference.is_other {
            self.clashes.push(Clash::Other { login, entry: entry.to_owned() });
            return;
        }
        if difference.is_renamed {
            self.clashes.push(Clash::Renamed { login: login.clone(), entry: entry.to_owned() });
        }
        let (why, mods): (Vec<Why>, Vec<Vec<M>>) = difference.mods.into_iter().unzip();
        if why.is_empty() {
            self.same += 1;
        } else {
            let mods = mods.into_iter().flatten().collect();
            self.changes.push((login, Change::Modify { entry: entry.to_owned(), mods, why }));
        }
    }

    /// How many changes have a reason.
    pub fn count(&self, reason: Why) -> usize {
        self.modified(|why| why == reason)
    }

    /// How many entries get other data.
    pub fn changed(&self) -> usize {
        self.modified(|why| matches!(why, Why::Data | Why::Personalised))
    }

    fn modified(&self, counts: impl Fn(Why) -> bool) -> usize {
        let has = |change: &Change<E, M>| match change {
            Change::Modify { why, .. } => why.iter().any(|why| counts(*why)),
            Change::Add(_) | Change::Delete(_) => false,
        };
        self.changes.iter().filter(|(_, change)| has(change)).count()
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

    /// Takes away the changes that were refused, each told by its place among them, and keeps why.
    pub fn refuse(&mut self, refused: Vec<(usize, Clash)>) {
        let places: HashSet<usize> = refused.iter().map(|(at, _)| *at).collect();
        let changes = mem::take(&mut self.changes).into_iter().enumerate();
        self.changes = changes.filter(|(at, _)| !places.contains(at)).map(|(_, change)| change).collect();
        self.clashes.extend(refused.into_iter().map(|(_, clash)| clash));
    }
}
