//! `cpro status`: where the establishment stands, every morning.

use std::collections::BTreeMap;

use clap::Args;
use jiff::ToSpan;
use jiff::civil::Date;

use super::nightly::backup;
use super::print;
use crate::cli::Context;
use crate::domain::account::{Account, PasswordState, Status as AccountStatus};
use crate::domain::enrolment;
use crate::domain::person::Person;
use crate::domain::profile::Profile;
use crate::domain::roster::Known;
use crate::domain::setting::{Key, Settings};
use crate::error::{Result, exit};
use crate::store::{Action, DocumentState, Store};
use crate::terminal::Format;

mod page;

/// Days within which an expiry is near.
const SOON: i64 = 7;

/// Montre où en est l’établissement : mise en place, comptes, ce qu’il faut regarder, dernières opérations
#[derive(Debug, Args)]
pub struct Status {
    /// Une seule ligne, pour parcourir plusieurs établissements
    #[arg(long)]
    line: bool,
    /// Rend le code 1 s’il y a quelque chose à faire ou à regarder
    #[arg(long)]
    check: bool,
}

impl Status {
    pub fn run(self, context: &mut Context) -> Result {
        let store = context.store()?;
        let picture = Picture::new(context, &store)?;
        match (context.terminal.format, self.line) {
            (Format::Table, true) => {
                let line = page::line(&picture);
                context.ui().answer(&line)?;
            }
            (Format::Table, false) => page::show(context, &picture)?,
            _ => print::report(context, || page::json(&picture))?,
        }
        Ok(if self.check && !picture.is_quiet() { exit::REFUSED } else { exit::DONE })
    }
}

/// One step of the set-up.
struct Step {
    code: &'static str,
    label: &'static str,
    done: bool,
    /// True where a school can do without.
    optional: bool,
    command: &'static str,
}

/// Accounts of one division.
#[derive(Debug, Default)]
struct Division {
    pupils: usize,
    accounts: usize,
    signed_in: usize,
}

/// Something to look at.
struct Watch {
    code: &'static str,
    count: usize,
    one: &'static str,
    many: &'static str,
    command: &'static str,
}

/// When something last happened.
struct Run {
    code: &'static str,
    label: &'static str,
    /// Instant or day, ISO 8601.
    at: Option<String>,
    days: Option<i32>,
}

/// Everything that the page says.
struct Picture {
    name: String,
    uai: String,
    steps: Vec<Step>,
    profiles: BTreeMap<Profile, usize>,
    states: [(PasswordState, usize); 5],
    inactive: usize,
    divisions: BTreeMap<String, Division>,
    watches: Vec<Watch>,
    /// How many left, until when the first and the last of them are kept.
    departed: Option<(usize, Date, Date)>,
    runs: [Run; 3],
    warnings: Vec<String>,
}

impl Picture {
    fn new(context: &mut Context, store: &Store) -> Result<Self> {
        let settings = store.settings()?;
        let (people, accounts, now) = (store.people()?, store.accounts()?, context.now());
        let active: Vec<&Account> =
            accounts.iter().filter(|account| account.status != AccountStatus::Inactive).collect();
        let states = PasswordState::ALL
            .map(|state| (state, active.iter().filter(|account| account.state(&now) == state).count()));
        let mut profiles = BTreeMap::new();
        for account in &active {
            *profiles.entry(account.profile).or_default() += 1;
        }
        let mut warnings: Vec<String> = context.worries().iter().map(super::errors::worry).collect();
        let backup = backup::newest(context, &settings).unwrap_or_else(|error| {
            warnings.push(format!("sauvegardes\u{a0}: {}", error.message));
            None
        });
        let missing: Vec<Person> = store
            .people_without_account()?
            .into_iter()
            .map(|(_, person)| person)
            .filter(|person| enrolment::may_have_account(person).is_ok())
            .collect();
        let mut picture = Self {
            name: settings.value(Key::Name).unwrap_or_default(),
            uai: settings.value(Key::Uai).unwrap_or_default(),
            steps: steps(store, &settings, &people, &accounts, missing.len())?,
            profiles,
            states,
            inactive: accounts.len() - active.len(),
            divisions: divisions(&people, &active),
            watches: Vec::new(),
            departed: departed(store, &settings)?,
            runs: runs(context, store, backup)?,
            warnings,
        };
        picture.watches = picture.watch(context, store, &active, missing.len())?;
        Ok(picture)
    }

    fn watch(&self, context: &Context, store: &Store, active: &[&Account], missing: usize) -> Result<Vec<Watch>> {
        let (now, today) = (context.now(), context.today());
        let soon = today.saturating_add(SOON.days());
        let count = |wanted: &dyn Fn(&Account) -> bool| active.iter().filter(|account| wanted(account)).count();
        let expired = count(&|account| account.state(&now) == PasswordState::Expired);
        let expiring = count(&|account| {
            let issued = matches!(account.state(&now), PasswordState::Initial | PasswordState::Temporary);
            issued && account.expires_on.is_some_and(|last| last <= soon)
        });
        let locked = count(&|account| account.status == AccountStatus::Locked);
        let never = count(&|account| account.last_login_at.is_none() && account.profile != Profile::Administrator);
        let watches = [
            ("missing", missing, "compte à créer", "comptes à créer", "cpro accounts create --check"),
            (
                "conflicts",
                store.conflicts(false)?.len(),
                "conflit d’import à décider",
                "conflits d’import à décider",
                "cpro import conflicts",
            ),
            ("locked", locked, "compte verrouillé", "comptes verrouillés", "cpro accounts list --locked"),
            ("expired", expired, "mot de passe échu", "mots de passe échus", "cpro accounts list --expired"),
            (
                "expiring",
                expiring,
                "mot de passe donné échoit cette semaine",
                "mots de passe donnés échoient cette semaine",
                "cpro accounts list --state initial",
            ),
            (
                "requested",
                store.requests()?.len(),
                "réinitialisation demandée",
                "réinitialisations demandées",
                "cpro accounts request --list",
            ),
            (
                "tickets",
                store.tickets()?.iter().filter(|ticket| ticket.closed_at.is_none()).count(),
                "ticket ouvert",
                "tickets ouverts",
                "cpro assistance tickets list --open",
            ),
            ("outbox", store.outbox()?.len(), "courriel à renvoyer", "courriels à renvoyer", "cpro nightly"),
            (
                "never_signed_in",
                never,
                "compte jamais utilisé",
                "comptes jamais utilisés",
                "cpro accounts list --never-signed-in",
            ),
        ];
        let watches = watches.into_iter().filter(|(_, count, ..)| *count > 0);
        Ok(watches.map(|(code, count, one, many, command)| Watch { code, count, one, many, command }).collect())
    }

    /// True where nothing waits for anybody. Accounts that nobody used yet are no one's fault.
    fn is_quiet(&self) -> bool {
        let steps = self.steps.iter().all(|step| step.done || step.optional);
        let watches = self
            .watches
            .iter()
            .all(|watch| matches!(watch.code, "never_signed_in" | "requested" | "expiring" | "tickets"));
        steps && watches && self.warnings.is_empty()
    }
}

fn steps(
    store: &Store,
    settings: &Settings,
    people: &[Known],
    accounts: &[Account],
    missing: usize,
) -> Result<Vec<Step>> {
    let any = |adult: bool| people.iter().any(|known| known.person.profile.is_adult() == adult);
    let accounts = accounts.iter().any(|account| account.person.is_some());
    let printed = store.documents()?.iter().any(|document| document.state != DocumentState::Void);
    let set = |key: Key| settings.value(key).is_some_and(|value| !value.is_empty() && value != "none");
    let step = |code, label, done, optional, command| Step { code, label, done, optional, command };
    Ok(vec![
        step("establishment", "établissement réglé", settings.missing().is_empty(), false, "cpro init"),
        step("pupils", "élèves importés", any(false), false, "cpro import siecle FICHIER"),
        step("accounts", "comptes créés", accounts && missing == 0, false, "cpro accounts create"),
        step("slips", "papillons imprimés", printed, false, "cpro slips generate -o papillons.pdf"),
        step("backup", "sauvegardes réglées", set(Key::BackupFolder), false, "cpro settings set backup.folder DOSSIER"),
        step("nightly", "travail de nuit", store.last_run("nightly")?.is_some(), false, "cpro nightly"),
        step("staff", "personnels importés", any(true), true, "cpro import sts FICHIER"),
        step("mail", "courriel réglé", set(Key::MailTransport), true, "cpro settings set mail.transport smtp"),
    ])
}

fn divisions(people: &[Known], active: &[&Account]) -> BTreeMap<String, Division> {
    let mut divisions: BTreeMap<String, Division> = BTreeMap::new();
    for known in people.iter().filter(|known| known.present && known.person.profile == Profile::Student) {
        divisions.entry(known.person.division().to_owned()).or_default().pupils += 1;
    }
    for account in active.iter().filter(|account| account.profile == Profile::Student) {
        let division = divisions.entry(account.division().to_owned()).or_default();
        division.accounts += 1;
        division.signed_in += usize::from(account.last_login_at.is_some());
    }
    divisions
}

fn departed(store: &Store, settings: &Settings) -> Result<Option<(usize, Date, Date)>> {
    let kept = i64::from(settings.number(Key::DepartedDays)).days();
    let departures = store.departures()?;
    let ends = departures.iter().map(|(_, day)| day.saturating_add(kept));
    Ok(ends.clone().min().zip(ends.max()).map(|(first, last)| (departures.len(), first, last)))
}

fn runs(context: &Context, store: &Store, backup: Option<Date>) -> Result<[Run; 3]> {
    let today = context.today();
    let run = |code, label, at: Option<String>| {
        let day = at.as_deref().and_then(|at| at.get(..10)).and_then(|day| day.parse::<Date>().ok());
        let days = day.map(|day| today.since(day).map_or(0, |span| span.get_days()));
        Run { code, label, at, days }
    };
    Ok([
        run("import", "import", store.last_of(Action::Import)?.map(|batch| batch.at)),
        run("backup", "sauvegarde", backup.map(|day| day.to_string())),
        run("nightly", "travail de nuit", store.last_run("nightly")?),
    ])
}
