//! A system that schedules nothing: a table of cron, a folder of units, and what was run.

use std::cell::RefCell;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use cpro::world::{Ran, System};

#[derive(Debug, Clone)]
pub struct FakeSystem(pub Rc<RefCell<Fake>>);

#[derive(Debug)]
pub struct Fake {
    /// The table of cron; nothing on a machine without cron.
    pub table: Option<String>,
    pub units: Option<PathBuf>,
    pub ran: Vec<String>,
    /// What every command that changes something complains of.
    pub refuses: Option<String>,
}

impl Default for FakeSystem {
    fn default() -> Self {
        let fake = Fake { table: Some(String::new()), units: None, ran: Vec::new(), refuses: None };
        Self(Rc::new(RefCell::new(fake)))
    }
}

impl System for FakeSystem {
    fn run(&self, program: &str, args: &[&str], input: &str) -> io::Result<Ran> {
        let mut fake = self.0.borrow_mut();
        let line = format!("{program} {}", args.join(" "));
        let done = |out: &str| Ok(Ran { success: true, out: out.to_owned(), err: String::new() });
        match (line.as_str(), fake.table.clone()) {
            ("crontab -l", Some(table)) if table == "\u{fffd}" => Err(io::ErrorKind::InvalidData.into()),
            ("crontab -l", Some(table)) if table == "?" => Ok(Ran { err: "cannot read".to_owned(), ..Ran::default() }),
            ("crontab -l", Some(table)) if table.is_empty() => {
                Ok(Ran { err: "no crontab".to_owned(), ..Ran::default() })
            }
            ("crontab -l", Some(table)) => done(&table),
            ("crontab -l" | "crontab -", None) => Err(io::ErrorKind::NotFound.into()),
            _ if fake.refuses.is_some() => Ok(Ran { err: fake.refuses.clone().unwrap_or_default(), ..Ran::default() }),
            ("crontab -", _) => {
                fake.table = Some(input.to_owned());
                done("")
            }
            _ => {
                let is_question = line.contains("is-enabled");
                let enabled = fake.ran.iter().any(|ran| ran.contains("enable --now") && !ran.contains("disable"));
                let disabled = fake.ran.iter().any(|ran| ran.contains("disable --now"));
                if !is_question {
                    fake.ran.push(line);
                }
                Ok(Ran { success: !is_question || enabled && !disabled, ..Ran::default() })
            }
        }
    }

    fn open(&self, path: &Path) -> io::Result<()> {
        self.0.borrow_mut().ran.push(format!("open {}", path.file_name().unwrap().to_string_lossy()));
        Ok(())
    }

    fn units(&self) -> Option<PathBuf> {
        self.0.borrow().units.clone()
    }
}
