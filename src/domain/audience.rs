//! To whom a slip speaks.

/// The people to whom a slip speaks in their own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    Pupil,
    Staff,
    Candidate,
}

impl Audience {
    pub const ALL: [Self; 3] = [Self::Pupil, Self::Staff, Self::Candidate];

    /// The word that users type in the names of settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pupil => "eleve",
            Self::Staff => "staff",
            Self::Candidate => "candidat",
        }
    }
}
