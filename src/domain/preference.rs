//! What a machine, or somebody who works on it, prefers: files beside no base, which say how things are shown.

use super::setting::{Key, Refusal};

/// Something that is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preference {
    /// Colours of the terminal.
    Color,
    /// Language of the slips, where the base says nothing of it.
    Language,
    /// What the printer of the machine does to a page, where the base says nothing of it.
    ShiftRight,
    ShiftDown,
    PrinterMargin,
}

impl Preference {
    pub const ALL: [Self; 5] = [Self::Color, Self::Language, Self::ShiftRight, Self::ShiftDown, Self::PrinterMargin];

    /// Its name in a file, and in the list of origins.
    pub fn as_str(self) -> &'static str {
        self.key().map_or("color", Key::as_str)
    }

    /// The setting of the base that comes before it.
    pub fn key(self) -> Option<Key> {
        match self {
            Self::Color => None,
            Self::Language => Some(Key::SlipLanguage),
            Self::ShiftRight => Some(Key::ShiftRight),
            Self::ShiftDown => Some(Key::ShiftDown),
            Self::PrinterMargin => Some(Key::PrinterMargin),
        }
    }

    /// That which stands behind a setting of the base.
    pub fn behind(key: Key) -> Option<Self> {
        Self::ALL.into_iter().find(|preference| preference.key() == Some(key))
    }

    /// By its name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preference| preference.as_str() == name)
    }

    /// The value as it applies, or why it is refused.
    pub fn check(self, value: &str) -> Result<String, Refusal> {
        let value = value.trim().to_lowercase();
        match self {
            Self::Color if !matches!(value.as_str(), "auto" | "never") => {
                Err(Refusal(format!("« {value} » n’est ni auto ni never")))
            }
            Self::Language if value.is_empty() => Err(Refusal("il manque une langue".to_owned())),
            Self::Color | Self::Language => Ok(value),
            Self::ShiftRight => Key::ShiftRight.check(&value),
            Self::ShiftDown => Key::ShiftDown.check(&value),
            Self::PrinterMargin => Key::PrinterMargin.check(&value),
        }
    }
}
