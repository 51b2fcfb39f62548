//! Which kind of list knows a person: only a list of that kind can tell that the person left.

/// Where a person comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Origin {
    /// SIECLE's record of the school's pupils.
    #[default]
    Siecle,
    /// STS-WEB's record of the staff.
    Sts,
    /// A list of candidates to an examination, and nothing else yet.
    Candidates,
    /// A list that is nobody's record.
    Other,
}

impl Origin {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Siecle => "siecle",
            Self::Sts => "sts",
            Self::Candidates => "candidats",
            Self::Other => "autre",
        }
    }

    /// The word that users read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Siecle => "SIECLE",
            Self::Sts => "STS-WEB",
            Self::Candidates => "liste de candidats",
            Self::Other => "hors SIECLE",
        }
    }

    /// Where a person is known from once a list of `read` held them too: the school's record wins.
    #[must_use]
    pub fn and(self, read: Self) -> Self {
        match (self, read) {
            (_, Self::Siecle | Self::Sts) | (Self::Candidates, _) => read,
            _ => self,
        }
    }
}

impl std::str::FromStr for Origin {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Siecle, Self::Sts, Self::Candidates, Self::Other]
            .into_iter()
            .find(|origin| origin.as_str() == word)
            .ok_or(())
    }
}

serialize_as_word!(Origin);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_wins() {
        use Origin::{Candidates, Other, Siecle, Sts};
        let cases = [
            (Other, Siecle, Siecle),
            (Candidates, Siecle, Siecle),
            (Siecle, Candidates, Siecle),
            (Siecle, Other, Siecle),
            (Candidates, Other, Other),
            (Other, Candidates, Other),
            (Other, Sts, Sts),
        ];
        for (known, read, then) in cases {
            assert_eq!(known.and(read), then, "{known:?} {read:?}");
        }
    }
}
