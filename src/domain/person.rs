//! A person of the establishment, as read from a file or known to the base.
//!
//! `None` means that the source had no such column, `Some("")` that the cell was empty: only the second is information.

use compact_str::CompactString;
use jiff::civil::Date;

use super::ine::Ine;
use super::internal_number::InternalNumber;
use super::name;
use super::origin::Origin;
use super::profile::Profile;

pub mod details;
pub mod spoken;

pub use details::{Detail, Details};

/// Number of a person in the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub i64);

/// A pupil, a candidate or a member of the staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub profile: Profile,
    /// False where the source says nothing of the profile, which then is a guess.
    pub is_profile_told: bool,
    pub origin: Origin,
    pub family_name: CompactString,
    pub first_name: CompactString,
    pub birth_date: Option<Date>,
    /// National number, or none.
    pub ine: Ine,
    /// SIECLE's own number, or none.
    pub number: InternalNumber,
    /// MEF code, or its label where the export has only that.
    pub mef: Option<CompactString>,
    pub division: Option<CompactString>,
    /// Whether the file gives a date or a reason of departure.
    pub left: Option<bool>,
    /// Nom d'usage, groups, examination, e-mail.
    pub details: Details,
}

/// Where a person was read: file of the run, line in it (the header is line 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    pub file: u16,
    pub line: u32,
}

/// A civility as it is kept, from the ministry's codes or from what people write.
pub fn civility(cell: &str) -> Option<&'static str> {
    match name::fold(cell).as_str() {
        "1" | "m" | "mr" | "monsieur" => Some("M."),
        "2" | "3" | "mme" | "mlle" | "madame" | "mademoiselle" => Some("Mme"),
        _ => None,
    }
}

/// The text of an optional cell, empty where the column is missing.
pub fn text(cell: Option<&CompactString>) -> &str {
    cell.map_or("", CompactString::as_str)
}

impl Person {
    /// A person of whom nothing is known yet.
    pub fn new(profile: Profile) -> Self {
        Self {
            profile,
            is_profile_told: true,
            origin: if profile == Profile::Student { Origin::Siecle } else { Origin::Other },
            family_name: CompactString::default(),
            first_name: CompactString::default(),
            birth_date: None,
            ine: Ine::default(),
            number: InternalNumber::default(),
            mef: None,
            division: None,
            left: None,
            details: Details::default(),
        }
    }

    /// The same person, with one detail more.
    #[must_use]
    pub fn with(mut self, detail: Detail, text: &str) -> Self {
        self.details.set(detail, Some(text));
        self
    }

    /// Nom d'usage.
    pub fn usage_name(&self) -> Option<&str> {
        self.details.get(Detail::UsageName)
    }

    /// Teaching groups.
    pub fn groups(&self) -> Option<&str> {
        self.details.get(Detail::Groups)
    }

    /// Examination of a candidate.
    pub fn diploma(&self) -> Option<&str> {
        self.details.get(Detail::Diploma)
    }

    /// State of a candidate's enrolment.
    pub fn enrolment(&self) -> Option<&str> {
        self.details.get(Detail::Enrolment)
    }

    /// E-mail address.
    pub fn email(&self) -> Option<&str> {
        self.details.get(Detail::Email)
    }

    /// `M.` or `Mme`.
    pub fn civility(&self) -> Option<&str> {
        self.details.get(Detail::Civility)
    }

    /// What a teacher teaches.
    pub fn discipline(&self) -> Option<&str> {
        self.details.get(Detail::Discipline)
    }

    /// Day of a departure that was announced and has not come.
    pub fn leaves_on(&self) -> Option<Date> {
        self.details.get(Detail::LeavesOn)?.parse().ok()
    }

    /// True once a file announced the departure, and its day has come.
    pub fn has_left(&self) -> bool {
        self.left == Some(true)
    }

    /// True for somebody known by a list of candidates alone: it tells of an examination, not of the school.
    pub fn is_only_candidate(&self) -> bool {
        self.origin == Origin::Candidates
    }

    /// True for somebody whom SIECLE or STS-WEB knows.
    pub fn is_in_record(&self) -> bool {
        matches!(self.origin, Origin::Siecle | Origin::Sts)
    }

    /// The surname that people use: nom d’usage if there is one.
    pub fn surname(&self) -> &str {
        match self.usage_name() {
            None | Some("") => &self.family_name,
            Some(usage) => usage,
        }
    }

    /// « Prénom NOM », as in messages and on slips.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.surname()).trim().to_owned()
    }

    /// Division, empty where unknown.
    pub fn division(&self) -> &str {
        text(self.division.as_ref())
    }

    /// Surname then first name without accents or case: the order of a French class list.
    pub fn sort_key(&self) -> (String, String) {
        (name::fold(self.surname()), name::fold(&self.first_name))
    }
}
