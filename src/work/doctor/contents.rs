//! What a base says: names that can be printed, settings that go together.

use super::{Finding, Ill, bad};
use crate::domain::setting::{Key, Settings};
use crate::paper::canvas::{Face, Measure};
use crate::store::Store;
use crate::work::Result;
use crate::work::slips::compose::fonts;
use crate::world::World;

/// Two settings that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// Transfers are of personal data, and nobody is named who watches over them.
    TransfersWithoutDpo,
    /// Slips are kept longer than the password that they show.
    SlipsOutliveSecrets,
    /// Traces of undo keep people longer than they are kept themselves.
    UndoOutlivesPeople,
    /// Backups keep people longer than three months after they are erased.
    BackupsOutlivePeople,
    /// Mails are to leave, and nobody’s address is theirs.
    MailWithoutSender,
}

/// Names that could not be printed as they are.
pub fn letters(world: &World, store: &Store) -> Result<Finding> {
    let people: Vec<_> = store.people()?.into_iter().filter(|known| known.present).collect();
    let fonts = fonts(world, people.iter().map(|known| known.person.full_name()))?;
    let mut lacking: Vec<char> = Vec::new();
    let mut names = 0;
    for known in people {
        let name = known.person.full_name();
        let missing: Vec<char> = name.chars().filter(|letter| !fonts.knows(Face::Bold, *letter)).collect();
        names += usize::from(!missing.is_empty());
        lacking.extend(missing);
    }
    lacking.sort_unstable();
    lacking.dedup();
    let shown = lacking.into_iter().take(12).collect();
    Ok(if names == 0 { Finding::Good } else { bad(Ill::Letters(names, shown)) })
}

/// Settings that do not go together.
pub fn contradictions(store: &Store, settings: &Settings) -> Result<Vec<Contradiction>> {
    let number = |key| settings.number(key);
    let sends = store.transfer_agreement()?.is_some_and(|agreement| agreement.enabled);
    let mails = settings.value(Key::MailTransport).is_some_and(|transport| transport != "none");
    let all = [
        (sends && settings.value(Key::Dpo).is_none(), Contradiction::TransfersWithoutDpo),
        (number(Key::DocumentDays) > number(Key::PasswordDays), Contradiction::SlipsOutliveSecrets),
        (number(Key::UndoDays) > number(Key::DepartedDays) + 2, Contradiction::UndoOutlivesPeople),
        (number(Key::BackupDays) > 92, Contradiction::BackupsOutlivePeople),
        (mails && settings.value(Key::MailFrom).is_none(), Contradiction::MailWithoutSender),
    ];
    Ok(all.into_iter().filter_map(|(is_so, what)| is_so.then_some(what)).collect())
}
