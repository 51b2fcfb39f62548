//! Where the program itself is at fault: one sentence, and a report that names nobody, to be sent to whoever makes it.

use std::backtrace::Backtrace;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::{Session, built};
use crate::domain::instant::Instant;
use crate::error::{Error, Result, exit};
use crate::sources::workbook;
use crate::world;

/// Where the last fault was, and by which way it was reached.
static LAST: Mutex<Option<Fault>> = Mutex::new(None);

#[derive(Debug, Clone)]
struct Fault {
    /// File and line of ours, or of a library.
    place: String,
    way: String,
}

/// Keeps what is needed to tell of a fault; what readers of other people's making give up on is told as a file that cannot be
/// read.
pub fn note_faults() {
    std::panic::set_hook(Box::new(|fault: &PanicHookInfo<'_>| {
        if std::thread::current().name() == Some(workbook::THREAD) {
            return;
        }
        let place = fault.location().map(|place| format!("{}, ligne {}", place.file(), place.line()));
        // Not its words: they may quote what somebody typed.
        let fault = Fault { place: place.unwrap_or_default(), way: Backtrace::force_capture().to_string() };
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
    }));
}

/// Does something, and tells where the program itself is at fault.
pub fn guarded(session: &mut Session, work: impl FnOnce(&mut Session) -> Result) -> Result {
    let outcome = catch_unwind(AssertUnwindSafe(|| work(session)));
    outcome.unwrap_or_else(|_| {
        let fault = LAST.lock().unwrap_or_else(PoisonError::into_inner).take();
        let place = fault.as_ref().map(|fault| format!(" ({})", fault.place)).unwrap_or_default();
        let base = if session.saved {
            "ce qui avait été dit est fait"
        } else {
            "la base n’a pas été modifiée par cette commande"
        };
        let error = Error::new(exit::INTERNAL, format!("erreur interne du programme{place} ; {base}."));
        let report = fault.and_then(|fault| report(session, &fault));
        Err(match report {
            Some(path) => {
                error.hint(format!("le rapport {} ne nomme personne : envoyez-le à qui fait cpro.", path.display()))
            }
            None => error.hint("signalez ce message et la commande tapée, sans joindre de fichier d’élèves."),
        })
    })
}

/// Writes what is known of a fault beside the base, for its owner alone; nothing where that cannot be done.
fn report(session: &Session, fault: &Fault) -> Option<PathBuf> {
    let now = session.world.now();
    let path =
        session.world.base_path().ok()?.with_file_name(now.strftime("cpro-erreur-%Y%m%d-%H%M%S.txt").to_string());
    let text = format!(
        "cpro {}\nSystème : {}\nQuand : {}\nCommande : {}\nOù : {}\n\n{}",
        built(),
        world::system(),
        Instant::from(&now).as_str(),
        session.doing,
        fault.place,
        fault.way
    );
    session.world.write_text(&path, &text, true).ok()?;
    Some(path)
}
