//! The ministry's XML exports: `ElevesSansAdresses.xml`, `ElevesAvecAdresses.xml` and `sts_emp_<UAI>_<year>.xml`.
//!
//! A file is never held whole: a look finds its alphabet, then it is parsed once. Of each person the few texts that matter are
//! held until the end: divisions stand after pupils, and only a whole file tells its schools and whether it has lines. They
//! become rows under a header of ours.

use std::borrow::Cow;

use csv::ByteRecord;
use encoding_rs::Encoding as Alphabet;

use super::archive::Source;
use super::encoding::Encoding;
use super::export::{Export, ReadOptions, Unit, Wanted};
use super::findings::{About, Notice};
use super::header::{Family, Header};
use super::taking::Taking;
use super::{Error, Kind};
use crate::domain::person::Place;
use crate::domain::roster::Intake;

pub(super) mod alphabet;
pub(super) mod elements;
mod held;
mod structures;
pub(super) mod text;

use elements::Element;
use held::Held;
use structures::Structures;
use text::Text;

pub(super) const PARAMETERS: &str = "PARAMETRES";

/// Columns under which pupils are read, and written again where they are rejected.
const PUPIL: [&str; 12] = [
    "Nom de famille",
    "Nom d'usage",
    "Prénom 1",
    "Date de naissance",
    "INE",
    "N° interne",
    "Code MEF",
    "Division",
    "Groupe",
    "Date de sortie",
    "Motif de sortie",
    "Courriel",
];

/// Columns under which staff are read.
const STAFF: [&str; 9] = [
    "Nom de famille",
    "Nom d'usage",
    "Prénom 1",
    "Date de naissance",
    "N° interne",
    "Fonction",
    "Courriel",
    "Civilité",
    "Discipline",
];

/// Reads one XML file into `intake`; `root` is the name of its first element.
pub fn read(
    source: &mut Source<'_>,
    root: &str,
    file: u16,
    intake: &mut Intake,
    options: &ReadOptions<'_>,
) -> Result<Export, Error> {
    let known = matches!((root, options.wanted), ("BEE_ELEVES", Wanted::Pupils) | ("STS_EDT", Wanted::Staff));
    if !known {
        return Err(Error::Wrong { found: Kind::Xml(root.to_owned()), wanted: options.wanted });
    }
    if !options.mapping.is_empty() {
        return Err(Error::MappedXml);
    }
    let alphabet = source.with(|input| alphabet::of(input, options))?;
    let mut file = File { source, alphabet, file, options };
    if options.wanted == Wanted::Staff { file.staff(intake) } else { file.pupils(intake) }
}

struct File<'a, 'b> {
    source: &'a mut Source<'b>,
    alphabet: &'static Alphabet,
    file: u16,
    options: &'a ReadOptions<'a>,
}

/// What is read of a file before its first row is taken.
#[derive(Default)]
struct Found {
    unit: Unit,
    bytes: u64,
    people: Held,
    structures: Structures,
    /// Codes of all establishments named.
    schools: Vec<String>,
    /// The school of each part of the file, where its parameters name one alone; the first stands before any.
    parts: Vec<Option<String>>,
    /// How many people were held when the last part began.
    before: usize,
}

impl Found {
    /// Two schools may stand in one file: each part begins with its own parameters.
    fn begin_part(&mut self, parameters: &Element) {
        let codes: Vec<String> = codes(parameters).collect();
        let school = codes.first().filter(|_| codes.len() == 1).cloned();
        match self.parts.last_mut() {
            Some(part) if self.people.len() == self.before => *part = school,
            _ => self.parts.push(school),
        }
        self.before = self.people.len();
        self.schools.extend(codes);
        self.schools.dedup();
    }
}

impl File<'_, '_> {
    fn pupils(&mut self, intake: &mut Intake) -> Result<Export, Error> {
        let paths = [PARAMETERS, "DONNEES/ELEVES/ELEVE", "DONNEES/STRUCTURES/STRUCTURES_ELEVE"];
        let found = self.find(&paths, pupil)?;
        let structures = &found.structures;
        let mut doubled = Vec::new();
        let mut export = self.rows(&PUPIL, Family::Xml, &found, intake, &mut |held, line, record| {
            let mut cells = held.iter();
            let id = &String::from_utf8_lossy(cells.next().unwrap_or_default());
            if let Some(other) = structures.other(id) {
                let [first_name, family_name] = [3, 1].map(|cell| String::from_utf8_lossy(&held[cell]));
                let name = format!("{first_name} {family_name}");
                let (kept, other) = (structures.of(id).0.to_owned(), other.to_owned());
                doubled.push(Notice { line, name, about: About::OtherDivision { kept, other } });
            }
            let (division, groups) = structures.of(id);
            cells.by_ref().take(BEFORE_DIVISION).for_each(|cell| record.push_field(cell));
            [division, groups].into_iter().for_each(|cell| record.push_field(cell.as_bytes()));
            cells.for_each(|cell| record.push_field(cell));
        })?;
        export.notices.append(&mut doubled);
        Ok(export)
    }

    fn staff(&mut self, intake: &mut Intake) -> Result<Export, Error> {
        let found = self.find(&[PARAMETERS, "DONNEES/INDIVIDUS/INDIVIDU"], member)?;
        self.rows(&STAFF, Family::Staff, &found, intake, &mut |held, _, record| {
            held.iter().for_each(|cell| record.push_field(cell));
        })
    }

    /// Reads the file once, at `paths`: the school and the year, people whose cells `cells` picks, their divisions.
    fn find<const N: usize>(
        &mut self,
        paths: &[&str],
        cells: impl for<'e> Fn(&'e Element) -> [Cow<'e, str>; N],
    ) -> Result<Found, Error> {
        let (alphabet, options) = (self.alphabet, self.options);
        let mut found = Found { parts: vec![None], ..Found::default() };
        let take = &mut |element: &Element| match element.which {
            0 => {
                found.begin_part(element);
                let year = element.text("ANNEE_SCOLAIRE").or_else(|| element.text("ANNEE_SCOLAIRE@ANNEE"));
                options.check_year(year.unwrap_or_default())
            }
            1 => {
                let part = u32::try_from(found.parts.len() - 1).unwrap_or(u32::MAX);
                found.people.push(cells(element).each_ref().map(|cell| &**cell), element.line, part)
            }
            _ => found.structures.learn(element),
        };
        let whole = self
            .source
            .with(|input| elements::read(Text::new(input, alphabet), paths, take, &mut |bytes| options.reach(bytes)))?;
        (found.unit, found.bytes) = (if whole.has_lines() { Unit::Line } else { Unit::Element }, whole.bytes);
        options.check_schools(&found.schools)?;
        found.structures.sort();
        Ok(found)
    }

    /// Every person found, as a row under `labels` that `fill` makes of what is held.
    fn rows(
        &self,
        labels: &[&str],
        family: Family,
        found: &Found,
        intake: &mut Intake,
        fill: &mut dyn FnMut(&ByteRecord, u32, &mut ByteRecord),
    ) -> Result<Export, Error> {
        let header = Header::new(labels.iter().map(|label| (*label).to_owned()).collect(), &[]);
        let mut export = Export::new(header, family, Encoding::Utf8 { bom: true }, b';');
        (export.alphabet, export.unit) = (self.alphabet.name(), found.unit);
        let (mut taking, mut record, mut ordinal) = (Taking::new(export, self.options), ByteRecord::new(), 0);
        intake.make_room(found.people.len());
        found.people.each(&mut |held, line, part| {
            record.clear();
            ordinal += 1;
            let line = if found.unit == Unit::Line { line } else { ordinal };
            fill(held, line, &mut record);
            taking.school.clone_from(&found.parts[part as usize]);
            taking.row(&record, Place { file: self.file, line }, false, intake)?;
            taking.reach(found.bytes)
        })?;
        taking.finish()
    }
}

/// Codes of establishments that the parameters give.
pub(super) fn codes(parameters: &Element) -> impl Iterator<Item = String> {
    let texts =
        parameters.texts().filter(|(path, text)| matches!(*path, "UAJ" | "UAJ@CODE") && !text.trim().is_empty());
    texts.map(|(_, code)| code.trim().to_owned())
}

/// Cells of a pupil that stand before the division, behind the identifier by which it is found.
const BEFORE_DIVISION: usize = 7;

/// Cells of a pupil, but for the division and the groups, behind the identifier by which they are found.
fn pupil(element: &Element) -> [Cow<'_, str>; 11] {
    let mut cells = [(u8::MAX, ""); 11];
    for (path, text) in element.texts().filter(|(_, text)| !text.is_empty()) {
        // The cell that a text is for, and its turn among those that may fill it.
        let (cell, turn) = match path {
            "@ELEVE_ID" => (0, 0),
            "NOM_DE_FAMILLE" => (1, 0),
            "NOM" => (1, 1),
            "NOM_USAGE" => (2, 0),
            "PRENOM" => (3, 0),
            "DATE_NAISS" => (4, 0),
            "INE_RNIE" => (5, 0),
            "ID_NATIONAL" => (5, 1),
            "INE_BEA" => (5, 2),
            "ID_ELEVE_ETAB" => (6, 0),
            "ELENOET" => (6, 1),
            "@ELENOET" => (6, 2),
            "CODE_MEF" => (7, 0),
            "DATE_SORTIE" => (8, 0),
            "DATE_SORTIE_ETAB" => (8, 1),
            "CODE_MOTIF_SORTIE" => (9, 0),
            "MEL" => (10, 0),
            _ => continue,
        };
        if turn < cells[cell].0 {
            cells[cell] = (turn, text);
        }
    }
    cells.map(|(_, text)| text.into())
}

/// Cells of a member of the staff.
fn member(element: &Element) -> [Cow<'_, str>; 9] {
    let text = |path| element.text(path).unwrap_or_default();
    let usage = text("NOM_USAGE");
    let family = element.text("NOM_PATRONYMIQUE").unwrap_or(usage);
    let number = match text("@ID") {
        "" => String::new(),
        id => format!("{}{id}", text("@TYPE")),
    };
    let usage = if usage == family { "" } else { usage };
    [
        family.into(),
        usage.into(),
        text("PRENOM").into(),
        text("DATE_NAISSANCE").into(),
        number.into(),
        text("FONCTION").into(),
        text("MEL").into(),
        text("CIVILITE").into(),
        text("DISCIPLINES/DISCIPLINE/LIBELLE_COURT").into(),
    ]
}

#[cfg(test)]
mod tests;
