//! The ministry's XML exports: `ElevesSansAdresses.xml`, `ElevesAvecAdresses.xml` and `sts_emp_<UAI>_<year>.xml`.
//!
//! A file is read several times from its start and never held: first for its alphabet, then for the divisions, which
//! stand after the pupils, at last for the people, who become rows under a header of ours.

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

pub(super) mod elements;
mod structures;
pub(super) mod survey;
pub(super) mod text;

use elements::Element;
use structures::Structures;
use survey::Survey;
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
    let survey = source.with(|input| Survey::new(input, options))?;
    let mut file = File { source, survey, file, options };
    if options.wanted == Wanted::Staff { file.staff(intake) } else { file.pupils(intake) }
}

struct File<'a, 'b> {
    source: &'a mut Source<'b>,
    survey: Survey,
    file: u16,
    options: &'a ReadOptions<'a>,
}

impl File<'_, '_> {
    fn pupils(&mut self, intake: &mut Intake) -> Result<Export, Error> {
        let options = self.options;
        let (mut structures, mut schools) = (Structures::default(), Vec::new());
        self.elements(&[PARAMETERS, "DONNEES/STRUCTURES/STRUCTURES_ELEVE"], &mut |element| {
            if element.which == 0 {
                schools.extend(codes(element));
                return options.check_year(element.text("ANNEE_SCOLAIRE").unwrap_or_default());
            }
            structures.learn(element)
        })?;
        options.check_schools(&schools)?;
        structures.sort();
        let mut doubled = Vec::new();
        let mut export = self.rows(&PUPIL, Family::Xml, "DONNEES/ELEVES/ELEVE", intake, &mut |element, line| {
            let id = element.text("@ELEVE_ID").unwrap_or_default();
            if let Some(other) = structures.other(id) {
                let (kept, other) = (structures.of(id).0.to_owned(), other.to_owned());
                let name =
                    [element.text("PRENOM"), element.text("NOM_DE_FAMILLE")].map(Option::unwrap_or_default).join(" ");
                doubled.push(Notice { line, name, about: About::OtherDivision { kept, other } });
            }
            pupil(element, &structures)
        })?;
        export.notices.append(&mut doubled);
        Ok(export)
    }

    fn staff(&mut self, intake: &mut Intake) -> Result<Export, Error> {
        let options = self.options;
        let mut schools = Vec::new();
        self.elements(&[PARAMETERS], &mut |element| {
            schools.extend(codes(element));
            let either = |one, other| element.text(one).or_else(|| element.text(other)).unwrap_or_default();
            options.check_year(either("ANNEE_SCOLAIRE@ANNEE", "ANNEE_SCOLAIRE"))
        })?;
        options.check_schools(&schools)?;
        self.rows(&STAFF, Family::Staff, "DONNEES/INDIVIDUS/INDIVIDU", intake, &mut |element, _| member(element))
    }

    fn elements(&mut self, paths: &[&str], take: &mut dyn FnMut(&Element) -> Result<(), Error>) -> Result<(), Error> {
        let (alphabet, options) = (self.survey.alphabet, self.options);
        self.source.with(|input| {
            elements::read(Text::new(input, alphabet), paths, take, &mut |bytes| options.reach(bytes)).map(|_| ())
        })
    }

    /// Every element at `path` as a row under `labels`.
    fn rows(
        &mut self,
        labels: &[&str],
        family: Family,
        path: &str,
        intake: &mut Intake,
        record: &mut dyn FnMut(&Element, u32) -> ByteRecord,
    ) -> Result<Export, Error> {
        let header = Header::new(labels.iter().map(|label| (*label).to_owned()).collect(), &[]);
        let mut export = Export::new(header, family, Encoding::Utf8 { bom: true }, b';');
        export.alphabet = self.survey.alphabet.name();
        let (has_lines, file) = (self.survey.has_lines, self.file);
        export.unit = if has_lines { Unit::Line } else { Unit::Element };
        let (mut taking, mut ordinal) = (Taking::new(export, self.options), 0_u32);
        self.elements(&[path, PARAMETERS], &mut |element| {
            if element.which == 1 {
                // Two schools in one file: each part begins with its own code.
                let codes: Vec<String> = codes(element).collect();
                taking.school = codes.first().filter(|_| codes.len() == 1).cloned();
                return Ok(());
            }
            ordinal = ordinal.saturating_add(1);
            let line = if has_lines { element.line } else { ordinal };
            taking.row(&record(element, line), Place { file, line }, false, intake)
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

fn pupil(element: &Element, structures: &Structures) -> ByteRecord {
    let text = |path| element.text(path).unwrap_or_default();
    let first = |paths: &[&str]| {
        paths.iter().find_map(|path| element.text(path).filter(|text| !text.is_empty())).unwrap_or_default()
    };
    let (division, groups) = structures.of(text("@ELEVE_ID"));
    ByteRecord::from(
        &[
            first(&["NOM_DE_FAMILLE", "NOM"]),
            text("NOM_USAGE"),
            text("PRENOM"),
            text("DATE_NAISS"),
            first(&["INE_RNIE", "ID_NATIONAL", "INE_BEA"]),
            first(&["ID_ELEVE_ETAB", "ELENOET", "@ELENOET"]),
            text("CODE_MEF"),
            division,
            groups,
            first(&["DATE_SORTIE", "DATE_SORTIE_ETAB"]),
            text("CODE_MOTIF_SORTIE"),
            text("MEL"),
        ][..],
    )
}

fn member(element: &Element) -> ByteRecord {
    let text = |path| element.text(path).unwrap_or_default();
    let usage = text("NOM_USAGE");
    let family = element.text("NOM_PATRONYMIQUE").unwrap_or(usage);
    let number = match text("@ID") {
        "" => String::new(),
        id => format!("{}{id}", text("@TYPE")),
    };
    let usage = if usage == family { "" } else { usage };
    ByteRecord::from(
        &[
            family,
            usage,
            text("PRENOM"),
            text("DATE_NAISSANCE"),
            &number,
            text("FONCTION"),
            text("MEL"),
            text("CIVILITE"),
            text("DISCIPLINES/DISCIPLINE/LIBELLE_COURT"),
        ][..],
    )
}

/// The alphabet that a label names; the ministry's exports are in ISO-8859-15.
fn alphabet(label: &str) -> &'static Alphabet {
    Alphabet::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8)
}

#[cfg(test)]
mod tests;
