//! Several schools looked at together: a view, no engine. Nothing is written in any base.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Zoned;
use serde::Serialize;

use super::Result;
use crate::domain::instant::Instant;
use crate::store::{self, Store, Survey};
use crate::world::World;

/// A school, as it is seen from afar.
#[derive(Debug, Clone, Default, Serialize)]
pub struct School {
    pub file: String,
    pub uai: String,
    pub name: String,
    pub people: usize,
    pub accounts: usize,
    pub initial: usize,
    pub pending: usize,
    pub expired: usize,
    pub locked: usize,
    pub conflicts: usize,
    pub requests: usize,
    pub last_import: Option<Instant>,
    pub last_night: Option<Instant>,
    pub last_sync: Option<Instant>,
    /// What to look at, a word each.
    pub look: Vec<Look>,
    /// Why the base could not be looked at.
    pub error: Option<String>,
}

/// What is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// The base cannot be read.
    Unreadable,
    /// No night for more than two days.
    NoNight,
    Conflicts,
    Expired,
    Locked,
    /// Another base of the list is of the same school.
    Twice,
}

/// A login that several schools gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clash {
    pub login: String,
    /// Their codes, or the names of their files.
    pub schools: Vec<String>,
}

/// Hours after which a night is missing.
const NIGHT: i64 = 48;

/// A line for each base, in the order of their codes.
pub fn status(world: &World, paths: &[PathBuf]) -> Result<Vec<School>> {
    let now = world.now();
    let bases = bases(world, paths)?;
    let mut schools = on_all_cores(world, &bases, &|base| look(base, &now));
    schools.sort_by(|one, other| (&one.uai, &one.file).cmp(&(&other.uai, &other.file)));
    let codes: Vec<String> = schools.iter().map(|school| school.uai.clone()).collect();
    for school in schools.iter_mut().filter(|school| !school.uai.is_empty()) {
        if codes.iter().filter(|code| **code == school.uai).count() > 1 {
            school.look.push(Look::Twice);
        }
    }
    Ok(schools)
}

/// Logins that two schools share, before a directory refuses them; and the bases that could not be read.
pub fn clashes(world: &World, paths: &[PathBuf]) -> Result<(Vec<Clash>, Vec<School>)> {
    let bases = bases(world, paths)?;
    let read = on_all_cores(world, &bases, &|base| (base.shown.clone(), logins(&base.path)));
    let mut holders: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut unread = Vec::new();
    for (shown, logins) in read {
        match logins {
            Ok((uai, logins)) => {
                let school = if uai.is_empty() { shown } else { uai };
                logins.into_iter().for_each(|login| holders.entry(login).or_default().push(school.clone()));
            }
            Err(error) => unread.push(School::unread(shown, &error)),
        }
    }
    let clash = |(login, mut schools): (String, Vec<String>)| {
        schools.sort_unstable();
        // Two bases of one school are one school.
        schools.dedup();
        Clash { login, schools }
    };
    unread.sort_by(|one, other| one.file.cmp(&other.file));
    Ok((holders.into_iter().map(clash).filter(|clash| clash.schools.len() > 1).collect(), unread))
}

/// A base: as it is shown, and where it is.
struct Base {
    shown: String,
    path: PathBuf,
}

/// Every file that is named, and every base of the folders that are.
fn bases(world: &World, paths: &[PathBuf]) -> Result<Vec<Base>> {
    let mut bases = Vec::new();
    for path in paths {
        bases.extend(world.bases(path)?);
    }
    bases.sort();
    bases.dedup();
    let base = |path: PathBuf| Base { shown: path.display().to_string(), path: world.resolve(&path) };
    Ok(bases.into_iter().map(base).collect())
}

fn on_all_cores<T: Send>(world: &World, bases: &[Base], each: &(dyn Fn(&Base) -> T + Sync)) -> Vec<T> {
    let (cursor, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(bases.len())));
    let work = || {
        while let Some(base) = bases.get(cursor.fetch_add(1, Ordering::Relaxed)) {
            let value = each(base);
            if let Ok(mut done) = done.lock() {
                done.push(value);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..world.workers.clamp(1, bases.len().max(1)) {
            scope.spawn(work);
        }
    });
    done.into_inner().unwrap_or_default()
}

fn look(base: &Base, now: &Zoned) -> School {
    match Store::glance(&base.path).and_then(|store| store.survey(now)) {
        Ok(survey) => School::new(base.shown.clone(), survey, now),
        Err(error) => School::unread(base.shown.clone(), &error),
    }
}

fn logins(path: &Path) -> store::Result<(String, Vec<String>)> {
    let store = Store::glance(path)?;
    let uai = store.settings()?.uai().map(|uai| uai.to_string()).unwrap_or_default();
    let accounts = store.accounts()?.into_iter().filter(|account| account.person.is_some());
    Ok((uai, accounts.map(|account| account.login.to_string()).collect()))
}

impl School {
    fn new(file: String, survey: Survey, now: &Zoned) -> Self {
        let last_night = survey.last_night.as_ref().and_then(Instant::timestamp);
        let slept = last_night.is_some_and(|at| now.timestamp().as_second() - at.as_second() < NIGHT * 3_600);
        let looks = [
            (!slept && survey.accounts > 0, Look::NoNight),
            (survey.conflicts > 0, Look::Conflicts),
            (survey.expired > 0, Look::Expired),
            (survey.locked > 0, Look::Locked),
        ];
        Self {
            file,
            uai: survey.uai,
            name: survey.name,
            people: survey.people,
            accounts: survey.accounts,
            initial: survey.initial,
            pending: survey.pending,
            expired: survey.expired,
            locked: survey.locked,
            conflicts: survey.conflicts,
            requests: survey.requests,
            last_import: survey.last_import,
            last_night: survey.last_night,
            last_sync: survey.last_sync,
            look: looks.into_iter().filter(|(is_so, _)| *is_so).map(|(_, look)| look).collect(),
            error: None,
        }
    }

    fn unread(file: String, error: &store::Error) -> Self {
        Self { file, look: vec![Look::Unreadable], error: Some(error.to_string()), ..Self::default() }
    }
}
