//! The night, put into the scheduler of the system: shown, installed, removed.

use std::io::ErrorKind;
use std::path::PathBuf;

use jiff::civil::{Date, Time};
use serde::Serialize;

use super::{Error, Result, UseCase, base, nightly};
use crate::domain::setting::Settings;
use crate::store::{Entry, Record, Store};
use crate::targets::schedule::{Job, line_of, with_line};
use crate::world::{Ran, World};

/// Which scheduler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheduler {
    Cron,
    Systemd,
    Windows,
}

/// Why the night is not scheduled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The machine has none that we know.
    NoScheduler,
    /// That one is not on this machine.
    Lacking(Scheduler),
    /// The table of cron holds letters that are no UTF-8: written back, they would be others.
    OddTable,
    /// The system's command, and what it complained of.
    Failed(&'static str, String),
    /// A name that no scheduler can be told: it has a control sign, or is no text.
    OddPath(PathBuf),
    /// Where this program is cannot be told.
    NoProgram,
}

/// What is asked: when, and of whom; the first that the machine has where nobody says.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    pub at: Option<Time>,
    /// Folder of the slips of accounts that are reset.
    pub slips: Option<PathBuf>,
    pub scheduler: Option<Scheduler>,
}

/// Half past two: nobody signs in.
const USUAL: Time = jiff::civil::time(2, 30, 0, 0);

/// The night as it would be scheduled, and what is there.
#[derive(Debug, Clone, Serialize)]
pub struct Schedule {
    pub scheduler: Scheduler,
    /// Hour and minute, `02:30`.
    pub at: String,
    pub parts: Vec<Part>,
    /// True where the scheduler has our night, at this hour or another.
    pub installed: bool,
    /// Day of the last night that ran, as the journal knows.
    pub last: Option<Date>,
    /// True where there was nothing to take out.
    #[serde(skip)]
    pub was_absent: bool,
    #[serde(skip)]
    job: Job,
}

impl Schedule {
    /// The command that the scheduler runs, the program first.
    pub fn command(&self) -> Vec<String> {
        self.job.words()
    }
}

/// A text that the scheduler takes, and the file in which it stands; a line of a table has none.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    pub file: Option<PathBuf>,
    pub text: String,
}

/// Reads only.
pub fn look(world: &World, store: &Store, wish: &Wish) -> Result<Schedule> {
    let settings = store.settings()?;
    base::require(&settings)?;
    let job = job(world, &settings, wish)?;
    let (scheduler, installed) = match wish.scheduler {
        Some(asked) if has(world, asked) => (asked, is_installed(world, asked, &job)),
        Some(asked) => return Err(Refusal::Lacking(asked).into()),
        None => found(world, &job)?,
    };
    Ok(Schedule {
        scheduler,
        at: job.at.strftime("%H:%M").to_string(),
        parts: parts(world, scheduler, &job),
        installed,
        last: nightly::last(store)?,
        was_absent: false,
        job,
    })
}

/// The scheduler that has our night, or the first that the machine has.
fn found(world: &World, job: &Job) -> Result<(Scheduler, bool)> {
    let all = [Scheduler::Windows, Scheduler::Cron, Scheduler::Systemd];
    let here: Vec<Scheduler> = all.into_iter().filter(|scheduler| has(world, *scheduler)).collect();
    let busy = here.iter().find(|scheduler| is_installed(world, **scheduler, job));
    let first = || here.first().map(|scheduler| (*scheduler, false));
    Ok(busy.map(|scheduler| (*scheduler, true)).or_else(first).ok_or(Refusal::NoScheduler)?)
}

/// A path that a table, a unit and a task can all hold.
fn plain(path: PathBuf) -> Result<PathBuf> {
    match path.to_str() {
        Some(text) if !text.contains(char::is_control) => Ok(path),
        _ => Err(Refusal::OddPath(path).into()),
    }
}

fn job(world: &World, settings: &Settings, wish: &Wish) -> Result<Job> {
    let program = world.program.clone().ok_or(Refusal::NoProgram)?;
    let base = world.base_path()?;
    let base = dunce::canonicalize(&base).unwrap_or(base);
    let slips = wish.slips.as_ref().map(|folder| world.resolve(folder));
    if let Some(folder) = slips.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(nightly::NoFolder(folder.clone()).into());
    }
    Ok(Job {
        program: plain(program)?,
        base: plain(base)?,
        uai: base::uai(settings).unwrap_or_default(),
        at: wish.at.unwrap_or(USUAL),
        slips: slips.map(plain).transpose()?,
    })
}

fn has(world: &World, scheduler: Scheduler) -> bool {
    match scheduler {
        Scheduler::Cron => {
            !matches!(world.system.run("crontab", &["-l"], ""), Err(error) if error.kind() != ErrorKind::InvalidData)
        }
        Scheduler::Systemd => world.system.units().is_some(),
        Scheduler::Windows => cfg!(windows),
    }
}

fn parts(world: &World, scheduler: Scheduler, job: &Job) -> Vec<Part> {
    let unit = |end: &str| world.system.units().map(|folder| folder.join(format!("{}.{end}", job.name())));
    match scheduler {
        Scheduler::Cron => vec![Part { file: None, text: job.cron_line() + "\n" }],
        Scheduler::Systemd => {
            vec![Part { file: unit("service"), text: job.service() }, Part { file: unit("timer"), text: job.timer() }]
        }
        Scheduler::Windows => vec![Part { file: None, text: job.task(world.today()) }],
    }
}

fn is_installed(world: &World, scheduler: Scheduler, job: &Job) -> bool {
    let runs = |program, args: &[&str]| world.system.run(program, args, "").is_ok_and(|ran| ran.success);
    match scheduler {
        Scheduler::Cron => table(world).is_ok_and(|table| line_of(&table, &job.uai).is_some()),
        Scheduler::Systemd => runs("systemctl", &["--user", "is-enabled", &format!("{}.timer", job.name())]),
        Scheduler::Windows => runs("schtasks", &["/Query", "/TN", &job.name()]),
    }
}

/// The user's table of cron; whoever has none has an empty one. One that cannot be read is not written again.
fn table(world: &World) -> Result<String> {
    match world.system.run("crontab", &["-l"], "") {
        Ok(Ran { success: true, out, .. }) => Ok(out),
        Ok(Ran { err, .. }) if err.to_lowercase().contains("no crontab") => Ok(String::new()),
        Ok(Ran { err, .. }) => Err(Refusal::Failed("crontab", err).into()),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(Refusal::OddTable.into()),
        Err(error) => Err(Refusal::Failed("crontab", error.to_string()).into()),
    }
}

impl Schedule {
    /// The files that the scheduler reads, and what stands in them.
    fn files(&self) -> impl Iterator<Item = (&PathBuf, &str)> {
        self.parts.iter().filter_map(|part| Some((part.file.as_ref()?, part.text.as_str())))
    }

    fn remove_files(&self, world: &World) {
        for (file, _) in self.files() {
            world.remove(file);
        }
    }
}

/// Puts the night into the scheduler.
#[derive(Debug, Clone)]
pub struct Install(pub Wish);

/// Takes it out.
#[derive(Debug, Clone)]
pub struct Remove(pub Wish);

impl UseCase for Install {
    type Plan = Schedule;
    type Outcome = Schedule;

    fn plan(self, world: &mut World, store: &Store) -> Result<Schedule> {
        look(world, store, &self.0)
    }

    fn foresee(plan: &Schedule) -> Schedule {
        Schedule { installed: true, ..plan.clone() }
    }

    fn carry_out(plan: Schedule, world: &mut World, store: &mut Store) -> Result<Schedule> {
        let name = plan.job.name();
        match plan.scheduler {
            Scheduler::Cron => {
                let table = with_line(&table(world)?, &plan.job.uai, Some(&plan.job));
                does(world, "crontab", &["-"], &table)?;
            }
            Scheduler::Systemd => {
                for (file, text) in plan.files() {
                    world.make_folders(file.parent().unwrap_or(file))?;
                    world.write(file, text.as_bytes(), true)?;
                }
                let enabled = does(world, "systemctl", &["--user", "daemon-reload"], "").and_then(|()| {
                    does(world, "systemctl", &["--user", "enable", "--now", &format!("{name}.timer")], "")
                });
                if enabled.is_err() && !plan.installed {
                    plan.remove_files(world);
                }
                enabled?;
            }
            Scheduler::Windows => {
                let text = plan.parts.first().map(|part| part.text.as_str()).unwrap_or_default();
                let file = world.beside_base("tache")?.with_extension("xml");
                let units = std::iter::once(0xfeff).chain(text.encode_utf16());
                let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
                world.write(&file, &bytes, true)?;
                let path = file.display().to_string();
                let done = does(world, "schtasks", &["/Create", "/TN", &name, "/XML", &path, "/F"], "");
                world.remove(&file);
                done?;
            }
        }
        note(world, store, "schedule.install", &format!("nuit programmée à {}", plan.at))?;
        Ok(Self::foresee(&plan))
    }
}

impl UseCase for Remove {
    type Plan = Schedule;
    type Outcome = Schedule;

    fn plan(self, world: &mut World, store: &Store) -> Result<Schedule> {
        look(world, store, &self.0)
    }

    fn foresee(plan: &Schedule) -> Schedule {
        Schedule { installed: false, ..plan.clone() }
    }

    fn carry_out(plan: Schedule, world: &mut World, store: &mut Store) -> Result<Schedule> {
        if !plan.installed {
            return Ok(Schedule { was_absent: true, ..plan });
        }
        let name = plan.job.name();
        match plan.scheduler {
            Scheduler::Cron => does(world, "crontab", &["-"], &with_line(&table(world)?, &plan.job.uai, None))?,
            Scheduler::Systemd => {
                does(world, "systemctl", &["--user", "disable", "--now", &format!("{name}.timer")], "")?;
                plan.remove_files(world);
                does(world, "systemctl", &["--user", "daemon-reload"], "")?;
            }
            Scheduler::Windows => does(world, "schtasks", &["/Delete", "/TN", &name, "/F"], "")?,
        }
        note(world, store, "schedule.remove", "nuit déprogrammée")?;
        Ok(Self::foresee(&plan))
    }
}

fn does(world: &World, program: &'static str, args: &[&str], input: &str) -> Result<()> {
    match world.system.run(program, args, input) {
        Ok(Ran { success: true, .. }) => Ok(()),
        Ok(Ran { err, .. }) => Err(Refusal::Failed(program, err).into()),
        Err(error) => Err(Refusal::Failed(program, error.to_string()).into()),
    }
}

fn note(world: &World, store: &mut Store, action: &str, result: &str) -> Result<()> {
    store.transact(base::stamp(world), |tx| Ok::<_, Error>(tx.log(&Entry::new(action, Record::None, 0, result))?))
}
