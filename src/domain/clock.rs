//! Whether a clock can be right: the journal's last line is what it must agree with.

use super::instant::Instant;

/// How far behind the journal a clock may be, in seconds: that of a machine whose zone is set wrong is.
const TOLERANCE: i64 = 12 * 3_600;
/// How far ahead: a year and a month.
const LEAP: i64 = 400 * 86_400;

/// A clock that cannot be right: what it says, and when the last operation was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    pub now: Instant,
    pub last: Instant,
    /// Behind the last operation, or years ahead of it.
    pub behind: bool,
}

/// Why `now` cannot be the moment after `last`, the last operation written down, where it cannot.
pub fn doubt(last: &Instant, now: &Instant) -> Option<Doubt> {
    let ahead = now.timestamp()?.as_second() - last.timestamp()?.as_second();
    if (-TOLERANCE..=LEAP).contains(&ahead) {
        return None;
    }
    Some(Doubt { now: now.clone(), last: last.clone(), behind: ahead < 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_far_from_the_last_operation_is_doubted() {
        let instant = |text: &str| Instant::from(text.to_owned());
        let last = instant("2026-09-01T08:00:00+02:00");
        for (now, behind) in [
            ("2026-09-01T08:00:00+02:00", None),
            ("2026-08-31T21:00:00+02:00", None),
            ("2026-08-31T19:00:00+02:00", Some(true)),
            ("2020-01-01T00:00:00+01:00", Some(true)),
            ("2027-10-01T08:00:00+02:00", None),
            ("2027-11-01T08:00:00+01:00", Some(false)),
        ] {
            assert_eq!(doubt(&last, &instant(now)).map(|doubt| doubt.behind), behind, "{now}");
        }
        assert_eq!(doubt(&Instant::default(), &last), None);
    }
}
