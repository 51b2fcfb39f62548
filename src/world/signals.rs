//! Ctrl-C: work in progress is asked to stop and says what was done; a question is left at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::temporary::Temporaries;

/// Interrupted by Ctrl-C.
const INTERRUPTED: i32 = 130;

/// Sets `stop` at the first signal. While `waiting` for an answer, which ends with `farewell`, or at the second one, leaves
/// at once, without what was `temporary`: nothing is being written that a rollback journal would not undo.
pub fn listen(stop: &Arc<AtomicBool>, waiting: &Arc<AtomicBool>, temporary: &Temporaries, farewell: String) {
    let (stop, waiting, temporary) = (Arc::clone(stop), Arc::clone(waiting), temporary.watched());
    let handler = move || {
        if waiting.load(Ordering::Relaxed) {
            use std::io::Write;
            show_typing();
            let _ = writeln!(std::io::stderr(), "\n{farewell}");
        }
        if waiting.load(Ordering::Relaxed) || stop.swap(true, Ordering::Relaxed) {
            temporary.remove();
            std::process::exit(INTERRUPTED);
        }
    };
    // Without a handler the system's own applies, and the base is safe either way.
    let _ = ctrlc::set_handler(handler);
}

/// A password was perhaps being typed unseen: the terminal shows again what is typed.
#[cfg(unix)]
fn show_typing() {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let stdin = std::io::stdin();
    if let Ok(mut modes) = tcgetattr(&stdin) {
        modes.local_modes |= LocalModes::ECHO;
        let _ = tcsetattr(&stdin, OptionalActions::Now, &modes);
    }
}

#[cfg(not(unix))]
fn show_typing() {}
