//! Progress of what takes more than a second; nothing at all where nobody looks.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that appears once the work has lasted a second.
pub struct Progress {
    bar: ProgressBar,
    animated: bool,
    started: Instant,
    shown: OnceLock<()>,
}

impl Progress {
    /// A bar over `total` steps, drawn only if `animated`.
    pub fn new(label: &str, total: u64, animated: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3}\u{a0}%  reste {eta:>4}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(label.to_owned());
        Self { bar, animated, started: Instant::now(), shown: OnceLock::new() }
    }

    /// One step done.
    pub fn step(&self) {
        self.bar.inc(1);
        self.appear();
    }

    /// `done` steps done in all.
    pub fn reach(&self, done: u64) {
        self.bar.set_position(done);
        self.appear();
    }

    fn appear(&self) {
        if self.animated && self.started.elapsed() > Duration::from_secs(1) {
            self.shown.get_or_init(|| self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8)));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
