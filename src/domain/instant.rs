//! An instant as the base keeps it: ISO 8601, to the second, with the offset of the establishment's clock that day.
//!
//! The text is what the journal seals, so it is kept as it was written, even where a hand made it no instant at all.

use std::ops::Deref;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

/// An instant that was kept, or is about to be; empty until it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(String);

impl Instant {
    /// An instant on the clock of a zone.
    pub fn new(at: Timestamp, zone: &TimeZone) -> Self {
        Self::from(&at.to_zoned(zone.clone()))
    }

    /// The text that is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day, on the clock of then, unless the text is none.
    pub fn day(&self) -> Option<Date> {
        self.0.get(..10)?.parse().ok()
    }

    /// The moment, unless the text is none.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.0.parse().ok()
    }
}

impl From<&Zoned> for Instant {
    fn from(at: &Zoned) -> Self {
        Self(at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

/// A text that was kept, or that somebody else wrote.
impl From<String> for Instant {
    fn from(kept: String) -> Self {
        Self(kept)
    }
}

impl Deref for Instant {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_and_read_back() {
        let at: Timestamp = "2026-09-01T06:15:00Z".parse().unwrap();
        let kept = Instant::new(at, &TimeZone::get("Europe/Paris").unwrap());
        assert_eq!((kept.as_str(), kept.timestamp()), ("2026-09-01T08:15:00+02:00", Some(at)));
        assert_eq!(Instant::from("hier".to_owned()).timestamp(), None);
    }
}
