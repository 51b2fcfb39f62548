//! One row, cell by cell, into one person.

use std::borrow::Cow;

use compact_str::CompactString;
use csv::ByteRecord;
use jiff::civil::Date;

use super::export::{Export, ReadOptions, Wanted};
use super::findings::{About, Reason};
use super::header::{Family, Field, normalise};
use super::tally::Tally;
use super::words::{NEVER, YOUNGEST, is_closed, is_no_pupil, is_still_here};
use super::{Encoding, Error, cell, encoding};
use crate::domain::date::{self, DateCell, Order};
use crate::domain::division;
use crate::domain::enrolment::{INDEPENDENT, is_independent};
use crate::domain::ine::{self, IneCell};
use crate::domain::name::{self, MAX_NAME};
use crate::domain::origin::Origin;
use crate::domain::person::{self, Detail, Person, Place};
use crate::domain::profile::Profile;
use crate::domain::secret;
use crate::domain::setting;

mod place;
mod signs;

/// From the day that spreadsheets of 1900 begin with to that of 1904.
const DAYS_TO_1904: u32 = 1462;

/// One row being read.
pub struct Row<'a> {
    pub record: &'a ByteRecord,
    pub export: &'a Export,
    pub place: Place,
    wanted: Wanted,
    today: Date,
    order: Order,
    tally: &'a mut Tally,
    /// Cells by which a row that was cut in two is out of its columns: whoever it is, is known by the ones further on.
    offset: usize,
    pub person: Person,
    pub notices: Vec<About>,
}

impl<'a> Row<'a> {
    /// A row of which nothing is read yet.
    pub fn new(
        record: &'a ByteRecord,
        export: &'a Export,
        place: Place,
        options: &ReadOptions<'_>,
        tally: &'a mut Tally,
    ) -> Self {
        let (wanted, today, order) = (options.wanted, options.today, options.order);
        let origin = match wanted {
            Wanted::Candidates => Origin::Candidates,
            Wanted::Pupils if export.family == Family::Candidates => Origin::Candidates,
            Wanted::Pupils => Origin::Siecle,
            Wanted::Staff => Origin::Sts,
            Wanted::People { .. } => Origin::Other,
        };
        let person = Person { origin, ..Person::new(Profile::Student) };
        Self { record, export, place, wanted, today, order, tally, offset: 0, person, notices: Vec::new() }
    }

    /// Fills the person in; tells why the row is rejected, or that the whole file is damaged.
    pub fn fill(&mut self) -> Result<Option<Reason>, Error> {
        let damaged = self.names()?;
        let shape = self.shape();
        let identifiers = self.identifiers().or(self.profile());
        let birth = self.birth();
        let leaving = self.schooling();
        let misplaced = self.misplaced();
        Ok(shape.or(misplaced).or(damaged).or(identifiers).or(birth).or(leaving))
    }

    /// The first filled cell of a field, `None` where the file has no such column, the row stops before it, or what fills it
    /// stands for nothing.
    fn cell(&self, field: Field) -> Option<Cow<'a, str>> {
        let columns = self.export.header.columns(field);
        let mut cells = columns.iter().filter_map(|column| self.record.get(*column + self.offset)).peekable();
        cells.peek()?;
        let filled = cells.find(|cell| !cell.trim_ascii().is_empty()).unwrap_or(&[]);
        match field {
            // A name may be any word; what nobody can read as a word is read where it stands.
            Field::FamilyName | Field::FirstName | Field::Profile | Field::Enrolment | Field::Diploma => {}
            // No day of departure is that nobody leaves.
            Field::LeftOn | Field::LeftWhy if cell::is_placeholder(filled) => return Some(Cow::Borrowed("")),
            _ if cell::is_placeholder(filled) => return None,
            Field::Division | Field::Mef | Field::Groups if filled == b"0" => return None,
            _ => {}
        }
        Some(self.export.encoding.decode(filled))
    }

    /// The code of the establishment that the row gives.
    pub fn school(&self) -> Option<Cow<'a, str>> {
        self.cell(Field::School)
    }

    fn text(&self, field: Field) -> Option<CompactString> {
        self.cell(field).map(|cell| cell::text(&cell))
    }

    fn names(&mut self) -> Result<Option<Reason>, Error> {
        self.person.family_name = self.text(Field::FamilyName).unwrap_or_default();
        // A letter, or a sign, is nobody's name.
        let usage_name = self.text(Field::UsageName).filter(|name| name.chars().count() != 1);
        self.person.details.set(Detail::UsageName, usage_name.as_deref());
        self.person.first_name = name::first_of(&self.text(Field::FirstName).unwrap_or_default()).into();
        if self.wanted == Wanted::Staff {
            self.person.first_name = name::in_small_letters(&self.person.first_name).into();
        }
        self.person.division = self.cell(Field::Division).map(|cell| cell::code(&cell));
        let latin = self.person.division.as_deref().and_then(division::in_latin);
        self.tally.unseen += usize::from(latin.is_some());
        self.person.division = latin.map(CompactString::from).or(self.person.division.take());
        let broken = self.look_at_signs();
        let Person { family_name, first_name, division, .. } = &self.person;
        let shown = [Some(family_name), Some(first_name), usage_name.as_ref(), division.as_ref()];
        let mut reason = broken.then_some(Reason::LineBreak);
        for cell in
            shown.into_iter().flatten().filter(|cell| !cell.is_ascii() || cell.bytes().any(|b| b.is_ascii_control()))
        {
            let is_dos = self.export.encoding == Encoding::MacRoman && encoding::is_dos(cell);
            if is_dos || encoding::is_mojibake(cell) {
                return Err(Error::Mojibake { line: self.place.line.into(), sample: cell.to_string() });
            }
            if cell.contains('\u{fffd}') {
                reason = Some(Reason::LostCharacter);
            } else if cell.contains(name::is_forbidden) {
                reason = Some(Reason::ForbiddenCharacter);
            }
        }
        let too_long = |name: &str| name.chars().count() > MAX_NAME;
        if family_name.is_empty() && first_name.is_empty() && self.person.surname().is_empty() {
            reason = reason.or(Some(Reason::Nameless));
        } else if too_long(family_name) || too_long(first_name) || too_long(self.person.surname()) {
            reason = reason.or(Some(Reason::NameTooLong));
        }
        let names = [family_name, first_name];
        if let Some(formula) = names.into_iter().find(|name| cell::is_failed_formula(name.as_bytes())) {
            reason = reason.or(Some(Reason::FailedFormula(formula.to_string())));
        } else if names.into_iter().any(|name| name.contains('?')) {
            self.notices.push(About::LostLetter);
        }
        self.notices.extend(match (self.person.surname().is_empty(), first_name.is_empty()) {
            (true, false) => Some(About::HalfName("nom")),
            (false, true) => Some(About::HalfName("prénom")),
            _ => None,
        });
        let says_nothing = |name: &&CompactString| name.len() > 1 && name::is_placeholder(name);
        self.notices.extend(names.into_iter().find(says_nothing).map(|name| About::EmptyName(name.to_string())));
        let has_digit = |name: &CompactString| name.bytes().any(|byte| byte.is_ascii_digit());
        let is_odd = |division: &&CompactString| {
            self.export.has_numbered_divisions && !division.is_empty() && !has_digit(division)
        };
        let odd = division.as_ref().filter(is_odd).map(|division| About::OddDivision(division.to_string()));
        self.notices.extend(odd);
        Ok(reason)
    }

    fn identifiers(&mut self) -> Option<Reason> {
        let line = self.place.line;
        let cell = self.cell(Field::Number).unwrap_or_default();
        let number = cell::number(&cell);
        if !cell.is_empty() {
            self.tally.met(Field::Number, &cell, line, number.is_some());
        }
        match number {
            Some(number) => self.person.number = number.into(),
            None => self.notices.push(About::NumberLost),
        }
        let cell = self.cell(Field::Ine).unwrap_or_default();
        let read = ine::read(cell::unwrap(&cell));
        if read != IneCell::Absent {
            self.tally.met(Field::Ine, &cell, line, read != IneCell::Scientific);
        }
        match read {
            IneCell::Absent => {}
            IneCell::Number { ine, usual } => {
                self.person.ine = ine;
                if !usual {
                    self.notices.push(About::OddIne);
                }
            }
            IneCell::Scientific => return Some(Reason::ScientificIne),
        }
        None
    }

    fn birth(&mut self) -> Option<Reason> {
        let Some(cell) = self.cell(Field::BirthDate) else {
            // What fills it stands for nothing.
            let is_told = self.export.header.has(Field::BirthDate);
            self.notices.extend(is_told.then_some(About::NoBirthDate));
            return None;
        };
        let cell = &*self.day(cell::unwrap(&cell));
        let about = match self.tally.date(Field::BirthDate, cell, self.place.line, self.order) {
            DateCell::Day(birth) => {
                self.person.birth_date = Some(birth);
                if secret::trusted(Some(birth), self.person.profile, self.today).is_err() {
                    self.notices.push(About::UnlikelyBirthDate(birth));
                }
                return None;
            }
            DateCell::TwoDigitYear => return Some(Reason::TwoDigitYear(cell.to_owned())),
            DateCell::OtherOrder => return Some(Reason::OtherOrder(cell.to_owned())),
            DateCell::Absent => About::NoBirthDate,
            DateCell::Impossible => About::ImpossibleBirthDate(cell.chars().take(20).collect()),
        };
        self.notices.push(about);
        None
    }

    /// A cell that holds a day, without signs that nobody sees; a number of days since 1904 is one since 1900.
    fn day<'c>(&self, cell: &'c str) -> Cow<'c, str> {
        if self.export.from_1904
            && let Ok(days) = cell.parse::<u32>()
            && days < 100_000
        {
            return Cow::Owned((days + DAYS_TO_1904).to_string());
        }
        if cell.is_ascii() || !cell.contains(name::is_invisible) {
            return Cow::Borrowed(cell);
        }
        Cow::Owned(cell.replace(name::is_invisible, ""))
    }

    /// A departure is what the column holds, whatever it is; a day to come is an announcement, whatever the reason says.
    fn leaving(&mut self) -> Option<Reason> {
        let filled = |row: &Self, field| row.cell(field).map(|cell| !cell::unwrap(&cell).is_empty());
        let left_on = self.cell(Field::LeftOn).map(|cell| !is_still_here(cell::unwrap(&cell)));
        self.person.left = match (left_on, filled(self, Field::LeftWhy)) {
            (Some(one), Some(other)) => Some(one || other),
            (None, None) if self.export.family == Family::ByDivision => Some(false),
            (one, other) => one.or(other),
        };
        let cell = self.text(Field::LeftOn)?;
        self.person.details.set(Detail::LeavesOn, Some(""));
        if is_still_here(&cell) {
            return None;
        }
        let cell = self.day(&cell).into_owned();
        match self.tally.date(Field::LeftOn, &cell, self.place.line, self.order) {
            DateCell::Day(day) if self.person.birth_date.is_some_and(|birth| date::age(birth, day) < YOUNGEST) => {
                self.person.left = Some(false);
                self.notices.push(About::OddLeaving(cell.chars().take(20).collect()));
            }
            DateCell::Day(day) if day <= self.today => {}
            // A day that programs write for « never ».
            DateCell::Day(day) if day.year() > self.today.year() + NEVER => self.person.left = Some(false),
            DateCell::Day(day) => {
                self.person.left = Some(false);
                self.person.details.set(Detail::LeavesOn, Some(&day.to_string()));
                self.notices.push(About::LeavesLater(day));
            }
            // Whoever may leave later is not closed today.
            _ if cell.bytes().any(|byte| byte.is_ascii_digit()) => {
                return Some(Reason::OddLeaving(cell.chars().take(20).collect()));
            }
            _ => self.notices.push(About::OddLeaving(cell.chars().take(20).collect())),
        }
        None
    }

    /// True where another program has the account deleted, suspended or out of use.
    fn is_closed_elsewhere(&self) -> bool {
        let state = [Field::Category, Field::Enrolment].map(|field| self.text(field).unwrap_or_default());
        let is_of_candidates = self.wanted == Wanted::Candidates || self.export.family == Family::Candidates;
        if !is_of_candidates && state.iter().any(|word| is_closed(word)) {
            return true;
        }
        self.export.header.columns(Field::Closed).iter().any(|column| {
            let label = self.export.header.labels.get(*column).map(|label| normalise(label)).unwrap_or_default();
            let cell = name::fold(&self.export.encoding.decode(self.record.get(*column).unwrap_or_default()));
            let (yes, no) = (["1", "true", "vrai", "oui", "yes"], ["0", "false", "faux", "non", "no"]);
            match label.as_str() {
                "enableduser" | "enabled" | "active" | "actif" | "compteactif" | "present" => {
                    no.contains(&cell.as_str())
                }
                "status" | "etatducompte" | "statutducompte" | "compte" | "situation" => is_closed(&cell),
                _ => yes.contains(&cell.as_str()),
            }
        })
    }

    /// An address that a mail server would take; another one is told and left out.
    fn email(&mut self) -> Option<CompactString> {
        let cell = self.text(Field::Email)?;
        if cell.is_empty() || setting::email(cell.to_string()).is_ok() {
            return Some(cell);
        }
        self.notices
            .push(About::OddEmail(cell.chars().filter(|letter| !name::is_forbidden(*letter)).take(40).collect()));
        None
    }

    /// The state of a candidate's enrolment; whoever is a candidate on one's own is that first.
    fn enrolment(&self) -> Option<CompactString> {
        let category = self.text(Field::Category).unwrap_or_default();
        if is_independent(&category) {
            return Some(INDEPENDENT.into());
        }
        // In a list of pupils, a state may be that of their record.
        let is_of_candidates = self.wanted == Wanted::Candidates || self.export.family == Family::Candidates;
        self.text(Field::Enrolment).filter(|_| is_of_candidates)
    }

    /// What the person is, where the file says so: STS-WEB by its codes, our own lists by a word.
    fn profile(&mut self) -> Option<Reason> {
        let word = self.text(Field::Profile).unwrap_or_default();
        self.person.is_profile_told = !word.is_empty() || !matches!(self.wanted, Wanted::People { .. });
        let kind = self.text(Field::Kind).unwrap_or_default();
        let category = self.text(Field::Category).filter(|_| self.wanted == Wanted::Pupils).unwrap_or_default();
        let outsider = [&word, &kind, &category].into_iter().find(|word| match self.wanted {
            Wanted::Pupils => is_no_pupil(word),
            Wanted::People { .. } => Profile::is_outsider(word),
            Wanted::Staff | Wanted::Candidates => false,
        });
        if let Some(other) = outsider {
            return Some(Reason::NotPupil(other.chars().take(40).collect()));
        }
        let kind_tells = word.is_empty() && matches!(self.wanted, Wanted::People { .. });
        let word = if kind_tells && Profile::of_function(&kind).is_some() { kind } else { word };
        self.person.profile = match (self.wanted, Profile::of_function(&word)) {
            (Wanted::Pupils | Wanted::Candidates, _) => Profile::Student,
            (Wanted::Staff, _) if word.is_empty() => {
                self.notices.push(About::NoFunction);
                Profile::Staff
            }
            (Wanted::Staff, found) => found.filter(|profile| profile.is_adult()).unwrap_or(Profile::Staff),
            (Wanted::People { staff: false }, _) if word.is_empty() => Profile::Student,
            (Wanted::People { staff: true }, _) if word.is_empty() => Profile::Staff,
            (Wanted::People { .. }, Some(profile)) => profile,
            (Wanted::People { .. }, None) => return Some(Reason::UnknownProfile(word.chars().take(40).collect())),
        };
        None
    }

    fn schooling(&mut self) -> Option<Reason> {
        self.person.mef = self.cell(Field::Mef).map(|cell| cell::code(&cell));
        let mut groups = self.text(Field::Groups);
        let kind = self.text(Field::StructureType).unwrap_or_default();
        if kind.eq_ignore_ascii_case("G") {
            groups = self.person.division.replace(CompactString::default());
        } else if self.person.division().eq_ignore_ascii_case("inactifs") {
            self.person.division = Some(CompactString::default());
        }
        let leaving = self.leaving();
        if self.is_closed_elsewhere() {
            self.person.left = Some(true);
        }
        if matches!(self.wanted, Wanted::Staff | Wanted::People { .. }) {
            let civility = self.text(Field::Civility).and_then(|cell| person::civility(&cell));
            self.person.details.set(Detail::Civility, civility);
            let discipline = self.text(Field::Discipline);
            self.person.details.set(Detail::Discipline, discipline.as_deref());
        }
        let email = self.email();
        let details = [
            (Detail::Groups, groups),
            (Detail::Diploma, self.text(Field::Diploma)),
            (Detail::Enrolment, self.enrolment()),
            (Detail::Email, email),
        ];
        for (detail, text) in details {
            self.person.details.set(detail, text.as_deref());
        }
        if let Wanted::People { .. } = self.wanted {
            // Nobody's record: an empty cell is one that nobody filled, not a pupil without training.
            self.person.mef = self.person.mef.take().filter(|mef| !mef.is_empty());
            self.person.left = Some(self.person.left == Some(true));
        }
        leaving
    }
}
