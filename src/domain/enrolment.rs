//! Who gets an account.
//!
//! SIECLE's own definition of a pupil « scolarisé »: a MEF, a division and no date of departure. A candidate
//! known only by an examination file is judged by the state of the enrolment.

use super::name;
use super::person::{Detail, Person};
use super::profile::Profile;

/// Examinations for which a pre-enrolled candidate already needs an account.
const PRE_ENROLLED: [&str; 3] = ["bcp", "bp", "mcp"];

/// Why a person gets no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    Left,
    NoMef,
    NoDivision,
    NotEnrolled,
    /// A candidate on one's own: the exam centre answers.
    Independent,
}

/// Which of SIECLE's tests could not be made because the export lacks the column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Skipped {
    pub mef: bool,
    pub division: bool,
    pub state: bool,
}

impl Reason {
    /// The reason, to be read after a name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Left => "date de sortie",
            Self::NoMef => "pas de MEF",
            Self::NoDivision => "pas de division",
            Self::NotEnrolled => "candidature non inscrite",
            Self::Independent => "candidat libre : à voir avec le centre d’examen",
        }
    }
}

serialize_as_word!(Reason);

/// Decides whether `person` may have an account; says which tests were skipped.
pub fn may_have_account(person: &Person) -> Result<Skipped, Reason> {
    if person.has_left() {
        return Err(Reason::Left);
    }
    if person.profile != Profile::Student {
        return Ok(Skipped::default());
    }
    if candidatures(person).iter().all(|one| is_independent(&one.state)) {
        return Err(Reason::Independent);
    }
    if person.is_only_candidate() {
        return candidate(person);
    }
    schooled(person)
}

/// True for a row of a list of candidates that brings back somebody who had left: an enrolment that opens an account.
pub fn brings_back(read: &Person) -> bool {
    read.is_only_candidate() && read.enrolment().is_some() && may_have_account(read).is_ok()
}

/// State kept for a candidate on one's own, whatever word or column the list has for it.
pub const INDEPENDENT: &str = "Candidat libre";

/// True for a status, a category or a state of enrolment that means a candidate on one's own.
pub fn is_independent(cell: &str) -> bool {
    if cell.is_empty() {
        return false;
    }
    let words = name::fold(cell);
    let alone =
        ["cl", "libre", "individuel", "individuelle", "isole", "isolee", "candidat individuel", "hors scolaire"];
    alone.contains(&words.as_str())
        || words.contains("candidat libre")
        || words.contains("candidate libre")
        || words.contains("candidat individuel")
}

/// Between the examinations of one candidate, and between their states.
const AND: &str = " + ";

/// An examination for which somebody is a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidature {
    pub diploma: String,
    pub state: String,
}

impl Candidature {
    /// True where neither is told.
    pub fn is_empty(&self) -> bool {
        self.diploma.is_empty() && self.state.is_empty()
    }
}

/// Every examination of a candidate, with its state; one without either where nothing is told.
pub fn candidatures(person: &Person) -> Vec<Candidature> {
    let diplomas: Vec<&str> = person.diploma().unwrap_or_default().split(AND).collect();
    let states: Vec<&str> = person.enrolment().unwrap_or_default().split(AND).collect();
    let at = |texts: &[&str], at: usize| texts.get(at).or(texts.last()).copied().unwrap_or_default().to_owned();
    (0..diplomas.len().max(states.len()))
        .map(|n| Candidature { diploma: at(&diplomas, n), state: at(&states, n) })
        .collect()
}

/// Writes them back; a column that the source does not have stays absent.
pub fn set_candidatures(person: &mut Person, all: &[Candidature]) {
    let joined = |text: &dyn Fn(&Candidature) -> String| {
        let texts: Vec<String> = all.iter().map(text).collect();
        if texts.iter().all(String::is_empty) { String::new() } else { texts.join(AND) }
    };
    for (detail, text) in
        [(Detail::Diploma, joined(&|one| one.diploma.clone())), (Detail::Enrolment, joined(&|one| one.state.clone()))]
    {
        if person.details.get(detail).is_some() || !text.is_empty() {
            person.details.set(detail, Some(&text));
        }
    }
}

fn schooled(person: &Person) -> Result<Skipped, Reason> {
    match (&person.mef, &person.division) {
        (Some(mef), _) if mef.is_empty() => Err(Reason::NoMef),
        (_, Some(division)) if division.is_empty() => Err(Reason::NoDivision),
        (mef, division) => Ok(Skipped { mef: mef.is_none(), division: division.is_none(), state: false }),
    }
}

/// A list without a column of states cannot be judged: the test is skipped, as for the other columns.
fn candidate(person: &Person) -> Result<Skipped, Reason> {
    if person.enrolment().is_none() {
        return Ok(Skipped { state: true, ..Skipped::default() });
    }
    let one = candidatures(person).iter().any(is_admitted);
    if one { Ok(Skipped::default()) } else { Err(Reason::NotEnrolled) }
}

/// True for an enrolment that opens an account.
pub fn is_admitted(candidature: &Candidature) -> bool {
    let (state, diploma) = (name::fold(&candidature.state), name::fold(&candidature.diploma));
    // « Inscrit », « Inscrite », « Inscrit(e) ».
    let state = state.trim_end_matches([' ', 'e']);
    let pre_enrolled = matches!(state, "pre inscrit" | "preinscrit");
    let needs_early = PRE_ENROLLED.iter().any(|known| diploma.split(' ').next() == Some(known))
        || ["bac pro", "baccalaureat professionnel", "brevet professionnel"]
            .iter()
            .any(|label| diploma.starts_with(label));
    state == "inscrit" || (pre_enrolled && needs_early)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::origin::Origin;

    fn pupil(mef: Option<&str>, division: Option<&str>) -> Person {
        Person { mef: mef.map(Into::into), division: division.map(Into::into), ..Person::new(Profile::Student) }
    }

    #[test]
    fn schooled_means_mef_division_and_no_departure() {
        let cases = [
            (pupil(Some("24725510211"), Some("2MELEC1")), Ok(Skipped::default())),
            (pupil(Some(""), Some("2MELEC1")), Err(Reason::NoMef)),
            (pupil(Some("24725510211"), Some("")), Err(Reason::NoDivision)),
            (pupil(None, Some("2MELEC1")), Ok(Skipped { mef: true, ..Skipped::default() })),
            (pupil(None, None), Ok(Skipped { mef: true, division: true, state: false })),
            (Person { left: Some(true), ..pupil(Some("24725510211"), Some("2MELEC1")) }, Err(Reason::Left)),
        ];
        for (person, expected) in cases {
            assert_eq!(may_have_account(&person), expected, "{person:?}");
        }
    }

    #[test]
    fn candidates_are_judged_by_their_state() {
        let cases = [
            ("Inscrit", "CAP", true),
            ("Pré-inscrit", "BCP", true),
            ("Pré-inscrit", "bp", true),
            ("PRE-INSCRIT", "MCP", true),
            ("Pré-inscrit(e)", "Baccalauréat professionnel Cuisine", true),
            ("Inscrite", "", true),
            ("Pré-inscrit", "BPJEPS", false),
            ("Pré-inscrit", "CAP", false),
            ("Annulé", "BCP", false),
            ("Démissionnaire", "BCP", false),
            ("", "BCP", false),
        ];
        for (state, diploma, expected) in cases {
            let person = Person { origin: Origin::Candidates, ..pupil(None, Some("T1")) }
                .with(Detail::Enrolment, state)
                .with(Detail::Diploma, diploma);
            assert_eq!(may_have_account(&person).is_ok(), expected, "{state} {diploma}");
        }
    }

    #[test]
    fn one_examination_of_several_is_enough() {
        let cases = [
            ("Annulé + Inscrit", "CAP + BCP", Ok(Skipped::default())),
            ("Pré-inscrit + Annulé", "CAP + BCP", Err(Reason::NotEnrolled)),
            ("Candidat libre + Inscrit", "CAP + BCP", Ok(Skipped::default())),
            ("Candidat libre + Candidat libre", "CAP + BCP", Err(Reason::Independent)),
            ("Inscrit", "CAP + BCP", Ok(Skipped::default())),
        ];
        for (state, diploma, expected) in cases {
            let person = Person { origin: Origin::Candidates, ..pupil(None, Some("T1")) }
                .with(Detail::Enrolment, state)
                .with(Detail::Diploma, diploma);
            assert_eq!(may_have_account(&person), expected, "{state} {diploma}");
        }
    }
}
