//! Texts that few people have, kept out of the way: whoever has none pays for a list that is empty.
//!
//! Each is `None` where the source had no such column, `Some("")` where the cell was empty.
//!
//! To add a column of a person that is a text: 1. a variant and its row here: the base, the reports, the comparison of two
//! records follow; 2. in `sources::header::field`, its labels and its word, and in `sources::row` where it is read; 3. a
//! migration of `store::schema` that adds the column, and, where people enter it, an option of `users`.

use compact_str::CompactString;

/// A text that few people have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Day of a departure that was announced and has not come, ISO 8601.
    LeavesOn,
}

/// How many they are.
pub const COUNT: usize = 8;

/// What is known of a detail, wherever it goes.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub detail: Detail,
    /// Its column in the base, and its key under the machine contract.
    pub column: &'static str,
    /// The word that users read.
    pub label: &'static str,
    /// True where an empty cell says that there is none, and so takes away what was known.
    pub empties: bool,
    /// True where an empty cell is kept as one.
    pub kept_empty: bool,
    /// True where a list of candidates knows better than the school's record.
    pub of_candidates: bool,
}

const fn row(detail: Detail, column: &'static str, label: &'static str) -> Row {
    Row { detail, column, label, empties: false, kept_empty: false, of_candidates: false }
}

/// Every detail, in the order of [`Detail`].
pub const ROWS: [Row; COUNT] = [
    Row { empties: true, ..row(Detail::UsageName, "usage_name", "nom d’usage") },
    Row { empties: true, ..row(Detail::Groups, "groups", "groupes") },
    Row { empties: true, kept_empty: true, of_candidates: true, ..row(Detail::Diploma, "diploma", "examen") },
    Row {
        empties: true,
        kept_empty: true,
        of_candidates: true,
        ..row(Detail::Enrolment, "enrolment", "état d’inscription")
    },
    Row { of_candidates: true, ..row(Detail::Email, "email", "courriel") },
    row(Detail::Civility, "civility", "civilité"),
    row(Detail::Discipline, "discipline", "discipline"),
    Row { empties: true, ..row(Detail::LeavesOn, "leaves_on", "départ annoncé") },
];

impl Detail {
    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| row.detail)
    }

    /// Its row.
    pub fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }
}

/// All of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// One bit for each text that the source told, even empty.
    told: u8,
    /// Those that are not empty, in the order of [`Detail`].
    texts: Vec<(Detail, CompactString)>,
}

impl Details {
    /// One text.
    pub fn get(&self, detail: Detail) -> Option<&str> {
        if self.told & (1 << detail as u8) == 0 {
            return None;
        }
        Some(self.texts.iter().find(|(known, _)| *known == detail).map_or("", |(_, text)| text))
    }

    /// Replaces one text.
    pub fn set(&mut self, detail: Detail, text: Option<&str>) {
        let bit = 1 << detail as u8;
        self.told = if text.is_some() { self.told | bit } else { self.told & !bit };
        let text = text.unwrap_or_default();
        match self.texts.binary_search_by_key(&detail, |(known, _)| *known) {
            Ok(at) if text.is_empty() => drop(self.texts.remove(at)),
            Ok(at) => self.texts[at].1 = text.into(),
            Err(_) if text.is_empty() => {}
            Err(at) => {
                // Most people have one: no room is made for more.
                self.texts.reserve_exact(1);
                self.texts.insert(at, (detail, text.into()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(Detail::all().enumerate().all(|(at, detail)| detail as usize == at && detail.row().detail == detail));
    }

    #[test]
    fn told_empty_and_filled() {
        let mut details = Details::default();
        assert_eq!(details.get(Detail::Email), None);
        details.set(Detail::Email, Some(""));
        assert_eq!((details.get(Detail::Email), &details.texts), (Some(""), &Vec::new()));
        details.set(Detail::Groups, Some("2A G1"));
        assert_eq!((details.get(Detail::Groups), details.get(Detail::UsageName)), (Some("2A G1"), None));
        let before = details.clone();
        details.set(Detail::Groups, None);
        details.set(Detail::Groups, Some("2A G1"));
        assert_eq!(details, before);
        details.set(Detail::Groups, Some(""));
        assert_eq!(details.texts, []);
    }
}
