//! Small exports of the ministry's shape, and what must come out of them.

use std::io::{Cursor, Write};
use std::sync::atomic::AtomicBool;

use jiff::civil::date;
use proptest::prelude::*;

use super::super::read;
use super::*;
use crate::domain::profile::Profile;
use crate::domain::roster::Read as Person;

fn try_read(bytes: &[u8], wanted: Wanted) -> Result<(Export, Vec<Person>), Error> {
    let mut intake = Intake::default();
    let (uai, stop) = ("0990001N".parse().ok(), AtomicBool::new(false));
    let options = ReadOptions { uai: uai.as_ref(), ..ReadOptions::new(wanted, date(2026, 9, 1), &stop) };
    let export = read(&mut Cursor::new(bytes), 0, &mut intake, &options)?;
    Ok((export, intake.finish().0))
}

fn pupils(pupils: &str, structures: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"ISO-8859-15\"?>\n<BEE_ELEVES VERSION=\"3.0\"><PARAMETRES><UAJ>0990001N</UAJ>\
         <ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE></PARAMETRES><DONNEES><ELEVES>\n{pupils}\n</ELEVES><OPTIONS><OPTION ELEVE_ID=\"1\">\
         <OPTIONS_ELEVE><NUM_OPTION>1</NUM_OPTION></OPTIONS_ELEVE></OPTION></OPTIONS><STRUCTURES>{structures}</STRUCTURES>\
         </DONNEES></BEE_ELEVES>"
    )
}

const LEA: &str = "<ELEVE ELEVE_ID=\"1\" ELENOET=\"5000\"><ID_NATIONAL>086090110JE</ID_NATIONAL>\
    <ID_ELEVE_ETAB>05000990001</ID_ELEVE_ETAB><NOM_DE_FAMILLE>D&apos;ALMEIDA</NOM_DE_FAMILLE><PRENOM>L\u{e9}a</PRENOM>\
    <DATE_NAISS>01/02/2010</DATE_NAISS><CODE_MEF>24123305111</CODE_MEF>\
    <SCOLARITE_AN_DERNIER><CODE_STRUCTURE>3A</CODE_STRUCTURE></SCOLARITE_AN_DERNIER></ELEVE>";

const STRUCTURES: &str = "<STRUCTURES_ELEVE ELEVE_ID=\"1\"><STRUCTURE><CODE_STRUCTURE>2A G2</CODE_STRUCTURE>\
    <TYPE_STRUCTURE>G</TYPE_STRUCTURE></STRUCTURE><STRUCTURE><CODE_STRUCTURE>2A</CODE_STRUCTURE>\
    <TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>";

#[test]
fn a_pupil_with_a_division_and_groups() {
    for bytes in [pupils(LEA, STRUCTURES).into_bytes(), Encoding::Windows1252.encode(&pupils(LEA, STRUCTURES))] {
        let (export, people) = try_read(&bytes, Wanted::Pupils).unwrap();
        let person = &people[0].person;
        assert_eq!((person.full_name().as_str(), person.division()), ("Léa D'ALMEIDA", "2A"));
        assert_eq!((person.groups(), person.mef.as_deref()), (Some("2A G2"), Some("24123305111")));
        assert_eq!((person.number.as_str(), person.ine.as_str()), ("05000990001", "086090110JE"));
        assert_eq!((person.birth_date, person.left), (Some(date(2010, 2, 1)), Some(false)));
        assert_eq!((export.rows, people[0].place.line), (1, 3));
    }
}

#[test]
fn what_may_be_missing() {
    let bare = "<ELEVE ELEVE_ID=\"2\" ELENOET=\"77\"><NOM_DE_FAMILLE>X</NOM_DE_FAMILLE><PRENOM>Y</PRENOM>\
        <DATE_SORTIE>01/10/2026</DATE_SORTIE></ELEVE>";
    let (export, people) = try_read(pupils(bare, STRUCTURES).as_bytes(), Wanted::Pupils).unwrap();
    let person = &people[0].person;
    assert_eq!((person.division(), person.mef.as_deref(), person.ine.as_str()), ("", Some(""), ""));
    assert_eq!((person.number.as_str(), person.left, person.leaves_on()), ("77", Some(false), Some(date(2026, 10, 1))));
    assert_eq!(export.notices.len(), 2, "no birth date, and a departure to come");
}

#[test]
fn rows_that_are_rejected_are_written_as_columns() {
    let nameless = "<ELEVE ELEVE_ID=\"1\"><DATE_NAISS>01/02/2010</DATE_NAISS></ELEVE>";
    let (export, people) = try_read(pupils(nameless, STRUCTURES).as_bytes(), Wanted::Pupils).unwrap();
    assert_eq!((people.len(), export.rejects.len()), (0, 1));
    let file = crate::sources::rejects::write(&export, export.rejects.iter());
    let (again, _) = try_read(&file, Wanted::Pupils).unwrap();
    assert_eq!((again.rejects.len(), again.header.reason), (1, Some(12)));
}

#[test]
fn staff_by_their_function() {
    let member = |id, function: &str| {
        format!(
            "<INDIVIDU ID=\"{id}\" TYPE=\"local\"><NOM_USAGE>MARTIN</NOM_USAGE><NOM_PATRONYMIQUE>NOIR{id}</NOM_PATRONYMIQUE>\
             <PRENOM>Zoé</PRENOM><DATE_NAISSANCE>1980-03-14</DATE_NAISSANCE>{function}</INDIVIDU>"
        )
    };
    let members: String = ["<FONCTION>ENS</FONCTION>", "<FONCTION>DIR</FONCTION>", "<FONCTION>ZZZ</FONCTION>", ""]
        .iter()
        .enumerate()
        .map(|(id, function)| member(id, function))
        .collect();
    let file = format!(
        "<STS_EDT><PARAMETRES><UAJ CODE=\"0990001N\"/><ANNEE_SCOLAIRE ANNEE=\"2026\"/></PARAMETRES><DONNEES><INDIVIDUS>{members}\
         </INDIVIDUS></DONNEES></STS_EDT>"
    );
    let (export, people) = try_read(file.as_bytes(), Wanted::Staff).unwrap();
    let profiles: Vec<Profile> = people.iter().map(|read| read.person.profile).collect();
    assert_eq!(profiles, [Profile::Teacher, Profile::Head, Profile::Staff, Profile::Staff]);
    assert_eq!(people[2].person.number.as_str(), "local2");
    assert_eq!((export.unit, people[2].place.line), (Unit::Element, 3), "one line holds everybody");
    assert_eq!(export.notices.len(), 1);
}

#[test]
fn other_schools_years_and_roots() {
    let file = pupils(LEA, STRUCTURES);
    let cases = [
        (file.replace("<UAJ>0990001N", "<UAJ>0932048W"), "0932048W) : le vôtre est 0990001N"),
        (file.replace("<ANNEE_SCOLAIRE>2026", "<ANNEE_SCOLAIRE>2025"), "2025-2026, et non celui de 2026-2027"),
        (file.replace("BEE_ELEVES", "BEE_RESPONSABLES"), "responsables"),
        (file.replace("BEE_ELEVES", "STS_EDT"), "mais un export XML de STS-WEB"),
        (file[..file.len() - 100].to_owned(), "coupé"),
        (pupils("", ""), "personne"),
    ];
    for (file, expected) in cases {
        let error = try_read(file.as_bytes(), Wanted::Pupils).unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn each_part_has_the_school_that_it_names() {
    let second =
        "</ELEVES></DONNEES><PARAMETRES/><PARAMETRES/><PARAMETRES><UAJ>0932048W</UAJ></PARAMETRES><DONNEES><ELEVES>";
    let other = "<ELEVE ELEVE_ID=\"2\"><NOM_DE_FAMILLE>X</NOM_DE_FAMILLE><PRENOM>Y</PRENOM></ELEVE>";
    let file = pupils(&format!("{LEA}{second}{other}"), STRUCTURES);
    let (export, people) = try_read(file.as_bytes(), Wanted::Pupils).unwrap();
    let names: Vec<&str> = people.iter().map(|read| read.person.family_name.as_str()).collect();
    assert_eq!((names, export.strangers.len()), (vec!["D'ALMEIDA"], 1));
}

/// An archive whose bytes changed is told as such, whatever the alphabet and however early the file makes no sense.
#[test]
fn a_damaged_archive_is_why() {
    let file = pupils(LEA, STRUCTURES);
    for bytes in [file.clone().into_bytes(), Encoding::Windows1252.encode(&file)] {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("ElevesSansAdresses.xml", stored).unwrap();
        zip.write_all(&bytes).unwrap();
        let mut archive = zip.finish().unwrap().into_inner();
        assert!(try_read(&archive, Wanted::Pupils).is_ok());
        let year = archive.windows(4).position(|four| four == b"2026").unwrap();
        archive[year] = b'3';
        assert_eq!(try_read(&archive, Wanted::Pupils).map(|_| ()), Err(Error::BadZip));
    }
}

proptest! {
    #[test]
    fn any_text_in_the_shape_of_an_export_gives_a_result(noise in "[ -~é<>&;\"']{0,200}") {
        let _ = try_read(pupils(&noise, STRUCTURES).as_bytes(), Wanted::Pupils);
        let _ = try_read(pupils(LEA, &noise).as_bytes(), Wanted::Pupils);
    }
}
