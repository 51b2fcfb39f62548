//! Wrong passwords: how long an account then waits, and when only a person can open it again.
//!
//! Five in a row cost a minute, and each one more doubles the wait, up to seventeen hours; twenty-five in a day close the
//! day. Adults wait for somebody after ten in a row; pupils never, or one pupil could lock a class (CNIL 2022-100).

use jiff::{SignedDuration, Timestamp};

use super::account::{Account, Status};
use super::instant::Instant;
use super::profile::Profile;

/// Failures in a row that cost the first wait.
pub const FREE: u32 = 5;
/// Failures in 24 hours after which nothing more is tried.
pub const A_DAY: usize = 25;
/// Failures in a row after which an adult's account waits for a person.
pub const ADULT: u32 = 10;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Why an account takes no password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    Until(Timestamp),
    /// Until `accounts unlock` or a reset.
    ForGood,
}

/// The start of the day that counts.
pub fn a_day_before(now: Timestamp) -> Timestamp {
    now.saturating_sub(DAY).unwrap_or(Timestamp::MIN)
}

/// The lock that holds now. One that would last more than a day is the work of a clock set wrong, and is passed over.
pub fn standing(account: &Account, now: Timestamp) -> Option<Lock> {
    if account.status == Status::Locked {
        return Some(Lock::ForGood);
    }
    let until = account.locked_until.as_ref().and_then(Instant::timestamp)?;
    (until > now && until.duration_since(now) <= DAY).then_some(Lock::Until(until))
}

/// What a wrong password entails: `in_a_row` counts it, and `recent` holds the instants of 24 hours, oldest first.
pub fn after_failure(profile: Profile, in_a_row: u32, recent: &[Timestamp], now: Timestamp) -> Option<Lock> {
    if profile.is_adult() && in_a_row >= ADULT {
        return Some(Lock::ForGood);
    }
    let wait = in_a_row.checked_sub(FREE).map(|more| SignedDuration::from_mins(1_i64 << more.min(10)));
    let doubled = wait.and_then(|wait| now.checked_add(wait).ok());
    let oldest = recent.len().checked_sub(A_DAY).and_then(|at| recent.get(at));
    let closed = oldest.and_then(|oldest| oldest.checked_add(DAY).ok());
    doubled.max(closed).map(Lock::Until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-09-01T06:00:00Z".parse().unwrap()
    }

    fn minutes(lock: Option<Lock>) -> Option<i64> {
        match lock {
            Some(Lock::Until(until)) => Some(until.duration_since(now()).as_mins()),
            Some(Lock::ForGood) => Some(-1),
            None => None,
        }
    }

    #[test]
    fn the_wait_doubles() {
        let cases = [
            (Profile::Student, 4, None),
            (Profile::Student, 5, Some(1)),
            (Profile::Student, 6, Some(2)),
            (Profile::Student, 9, Some(16)),
            (Profile::Student, 15, Some(1_024)),
            (Profile::Student, 40, Some(1_024)),
            (Profile::Teacher, 9, Some(16)),
            (Profile::Teacher, 10, Some(-1)),
            (Profile::Administrator, 10, Some(-1)),
        ];
        for (profile, in_a_row, expected) in cases {
            assert_eq!(minutes(after_failure(profile, in_a_row, &[], now())), expected, "{profile} {in_a_row}");
        }
    }

    #[test]
    fn twenty_five_a_day() {
        let recent: Vec<Timestamp> = (1..=25).rev().map(|n| now() - SignedDuration::from_mins(n * 10)).collect();
        assert_eq!(minutes(after_failure(Profile::Student, 1, &recent, now())), Some(24 * 60 - 250));
        assert_eq!(minutes(after_failure(Profile::Student, 1, &recent[1..], now())), None);
        assert_eq!(minutes(after_failure(Profile::Student, 12, &recent, now())), Some(24 * 60 - 250));
    }

    /// However successes break the row, twenty-five failures close the day.
    #[test]
    fn nobody_gets_more_than_twenty_five_tries() {
        for row in [4, 7, 1_000] {
            let (mut at, mut recent, mut in_a_row) = (now(), Vec::new(), 0);
            let end = now() + DAY;
            while at < end {
                in_a_row = if in_a_row == row { 1 } else { in_a_row + 1 };
                recent.push(at);
                at = match after_failure(Profile::Student, in_a_row, &recent, at) {
                    Some(Lock::Until(until)) => until,
                    _ => at + SignedDuration::from_secs(1),
                };
            }
            assert!(recent.len() <= 25, "{row} : {}", recent.len());
            assert!(row > 7 || recent.len() == 25, "{row} : {}", recent.len());
        }
    }
}
