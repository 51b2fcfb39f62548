//! What a machine, or somebody who works on it, prefers: files beside no base, which say how things are shown.

use super::setting::Refusal;

/// Something that is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preference {
    /// Colours of the terminal.
    Color,
    /// Language of the slips, where the base says nothing of it.
    Language,
}

impl Preference {
    pub const ALL: [Self; 2] = [Self::Color, Self::Language];

    /// Its name in a file, and in the list of origins.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Color => "color",
            Self::Language => "slips.lang",
        }
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
            _ => Ok(value),
        }
    }
}
