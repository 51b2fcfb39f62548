//! Texts that few people have, kept out of the way: a record of a school of three hundred thousand pays eight bytes.
//!
//! Each is `None` where the source had no such column, `Some("")` where the cell was empty.

use compact_str::CompactString;

/// A text that few people have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    UsageName,
    /// Teaching groups, sorted, separated by `, `.
    Groups,
    /// Examination of a candidate (BCP, BP, CAP…).
    Diploma,
    /// State of a candidate's enrolment (Inscrit, Pré-inscrit…).
    Enrolment,
    Email,
    /// `M.` or `Mme`.
    Civility,
    /// What a teacher teaches.
    Discipline,
}

/// How many they are.
const COUNT: usize = 7;

impl Detail {
    /// Every one.
    pub const ALL: [Self; COUNT] =
        [Self::UsageName, Self::Groups, Self::Diploma, Self::Enrolment, Self::Email, Self::Civility, Self::Discipline];
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// One bit for each text that the source told, even empty.
    told: u8,
    texts: Option<Box<[CompactString; COUNT]>>,
}

impl Details {
    /// One text.
    pub fn get(&self, detail: Detail) -> Option<&str> {
        if self.told & (1 << detail as u8) == 0 {
            return None;
        }
        Some(self.texts.as_ref().map_or("", |texts| &texts[detail as usize]))
    }

    /// Replaces one text.
    pub fn set(&mut self, detail: Detail, text: Option<&str>) {
        let bit = 1 << detail as u8;
        self.told = if text.is_some() { self.told | bit } else { self.told & !bit };
        let text = text.unwrap_or_default();
        match &mut self.texts {
            None if text.is_empty() => {}
            texts => {
                let texts = texts.get_or_insert_default();
                texts[detail as usize] = text.into();
                if texts.iter().all(CompactString::is_empty) {
                    self.texts = None;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_empty_and_filled() {
        let mut details = Details::default();
        assert_eq!(details.get(Detail::Email), None);
        details.set(Detail::Email, Some(""));
        assert_eq!((details.get(Detail::Email), &details.texts), (Some(""), &None));
        details.set(Detail::Groups, Some("2A G1"));
        assert_eq!((details.get(Detail::Groups), details.get(Detail::UsageName)), (Some("2A G1"), None));
        let before = details.clone();
        details.set(Detail::Groups, None);
        details.set(Detail::Groups, Some("2A G1"));
        assert_eq!(details, before);
        details.set(Detail::Groups, Some(""));
        assert_eq!(details.texts, None);
    }
}
