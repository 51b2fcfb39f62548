//! Progress of what takes more than a second; nothing at all where nobody looks.

use std::io::Write;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::french::{number, typography};
use crate::world::{Onlooker, Steps};

/// Seconds between two lines, where nothing moves.
const PLAIN: Duration = Duration::from_secs(10);

/// Shows how far a piece of work is, on standard error.
pub struct Bars {
    /// Lines instead of bars: for a terminal that only writes, and for who listens to it.
    is_plain: bool,
}

impl Bars {
    /// Bars, unless this terminal cannot move (`TERM=dumb`), or lines are wished for (`CPRO_PROGRESS=plain`).
    pub fn here() -> Self {
        let is = |name: &str, word: &str| std::env::var(name).is_ok_and(|value| value == word);
        Self { is_plain: is("TERM", "dumb") || is("CPRO_PROGRESS", "plain") }
    }
}

impl Onlooker for Bars {
    fn begins(&self, what: &'static str, steps: u64) -> Box<dyn Steps> {
        match self.is_plain {
            true => Box::new(Lines { what, steps, done: Mutex::new((0, Instant::now() + FIRST)) }),
            false => Box::new(Bar::new(what, steps)),
        }
    }
}

/// How long a piece of work lasts before it is shown.
const FIRST: Duration = Duration::from_secs(1);

/// A bar that appears once the work has lasted a second.
struct Bar {
    bar: ProgressBar,
    started: Instant,
    shown: OnceLock<()>,
}

impl Bar {
    fn new(what: &'static str, steps: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(&typography("{msg} {wide_bar} {percent:>3} %  reste {eta:>4}"));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        Self { bar, started: Instant::now(), shown: OnceLock::new() }
    }

    fn appear(&self) {
        if self.started.elapsed() > FIRST {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8)));
        }
    }
}

impl Steps for Bar {
    fn step(&self) {
        self.bar.inc(1);
        self.appear();
    }

    fn reach(&self, done: u64) {
        self.bar.set_position(done);
        self.appear();
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A line now and then: « Mots de passe : 120 sur 600. ».
struct Lines {
    what: &'static str,
    steps: u64,
    /// How much is done, and when that is told next.
    done: Mutex<(u64, Instant)>,
}

impl Lines {
    fn tell(&self, advance: impl FnOnce(u64) -> u64) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.0 = advance(done.0);
        if Instant::now() >= done.1 {
            done.1 = Instant::now() + PLAIN;
            let (of, all) = (number(done.0 as usize), number(self.steps as usize));
            let _ = writeln!(std::io::stderr(), "{}", typography(&format!("{} : {of} sur {all}.", self.what)));
        }
    }
}

impl Steps for Lines {
    fn step(&self) {
        self.tell(|done| done + 1);
    }

    fn reach(&self, done: u64) {
        self.tell(|_| done);
    }
}
