//! What the law on personal data asks of a school: erasing, giving access, keeping a register.

use std::path::PathBuf;

use jiff::ToSpan;
use jiff::civil::Date;

use super::Result;
use crate::domain::report::{Block, Report};
use crate::domain::roster::Known;
use crate::domain::setting::{Key, Settings};
use crate::french::typography;
use crate::paper::fonts::Fonts;
use crate::store::{Store, Subject};
use crate::work::slips::compose::fonts;
use crate::world::World;

pub mod certificate;
pub mod check;
pub mod erase;
pub mod memory;
pub mod person;
pub mod purge;
pub mod register;

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The administrator’s account belongs to nobody.
    Administrator,
    /// More people would go than is believed without somebody: how many, of how many.
    TooMany(usize, usize),
    /// So many were erased, and the file still holds something of one of them.
    Remains(usize),
    /// A file of seals that is none any more.
    Memory(PathBuf),
    /// A name of a file that ends otherwise: how it may end.
    Form(&'static str),
}

/// Somebody, with the account.
fn subject(store: &Store, known: &Known) -> Result<Subject> {
    let account = store.account_of(known.id)?.map(|account| (account.id, account.login.to_string()));
    let former = store.names_of(known.id)?;
    Ok(Subject { id: known.id, person: known.person.clone(), account, former })
}

/// Whoever left, with the day on which they are to be erased, the first to go first.
pub fn due(store: &Store, settings: &Settings) -> Result<Vec<(Known, Date)>> {
    let kept = i64::from(settings.number(Key::DepartedDays)).days();
    let mut due = store.departed()?;
    due.iter_mut().for_each(|(_, day)| *day = day.saturating_add(kept));
    due.sort_by(|(one, day), (other, next)| (day, one.id).cmp(&(next, other.id)));
    Ok(due)
}

/// The fonts that a document wants, those of the machine for names that the program's lack.
fn written(world: &World, report: &Report) -> Result<Fonts> {
    fonts(world, report.texts().map(str::to_owned))
}

/// No-break spaces where French has them.
pub fn dressed(mut report: Report) -> Report {
    let dress = |text: &mut String| *text = typography(text);
    dress(&mut report.title);
    report.heading.iter_mut().for_each(dress);
    for section in &mut report.sections {
        dress(&mut section.title);
        for block in &mut section.blocks {
            match block {
                Block::Paragraph(text) | Block::Point(text) => dress(text),
                Block::Field(label, text) => {
                    dress(label);
                    dress(text);
                }
            }
        }
    }
    report
}
