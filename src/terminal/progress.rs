//! Progress of what takes more than a second; nothing at all where nobody looks.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::french::typography;
use crate::world::{Onlooker, Steps};

/// Draws bars on standard error.
pub struct Bars;

impl Onlooker for Bars {
    fn begins(&self, what: &'static str, steps: u64) -> Box<dyn Steps> {
        Box::new(Bar::new(what, steps))
    }
}

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
        if self.started.elapsed() > Duration::from_secs(1) {
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
