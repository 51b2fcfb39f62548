//! Small files of every kind, and what must come out of them.

use super::super::findings::Reason;
use super::*;
use crate::domain::person::Person;
use crate::domain::roster::Read;
use jiff::civil::date;
use proptest::prelude::*;
use std::io::Cursor;
use std::sync::atomic::AtomicBool;

fn try_read(bytes: &[u8]) -> Result<(Export, Vec<Read>), Error> {
    let mut intake = Intake::default();
    let uai = "0990001N".parse().ok();
    let stop = AtomicBool::new(false);
    let options = ReadOptions { uai: uai.as_ref(), ..ReadOptions::new(Wanted::Pupils, date(2026, 9, 1), &stop) };
    let export = super::super::read(&mut Cursor::new(bytes), 0, &mut intake, &options)?;
    Ok((export, intake.finish().0))
}

fn people(bytes: &[u8]) -> Vec<Person> {
    try_read(bytes).map(|(_, reads)| reads.into_iter().map(|read| read.person).collect()).unwrap_or_default()
}

#[test]
fn a_row_of_each_family() {
    let files: [&[u8]; 4] = [
        b"NOM;PRENOM;NE(E) LE;MEF;DIV.;REG.\r\nDUPONT;L\xe9a;01/02/2010;1ERE PRO;=\"1 PRO\";EXTERNE\r\n",
        b"NOM;PRENOM;NE(E) LE;MEF;DIV.\r\nDUPONT;L\xe9a;01/02/2010;1ERE PRO;\"=\"\"1 PRO\"\"\"\r\n",
        b"Division,Nom,Pr\x8enom 1,Date de naissance\r1 PRO,DUPONT,L\x8ea,2010-02-01\r",
        b"\xef\xbb\xbfNom de famille\tPr\xc3\xa9nom\tDate Naissance\tCode Structure\tType Structure\nDUPONT\tL\xc3\xa9a\t40210\t1 PRO\tD\n",
    ];
    for file in files {
        let people = people(file);
        assert_eq!(people.len(), 1);
        assert_eq!((people[0].full_name().as_str(), people[0].division()), ("Léa DUPONT", "1 PRO"));
        assert_eq!(people[0].birth_date, Some(date(2010, 2, 1)));
    }
}

#[test]
fn rows_of_groups_make_one_pupil() {
    let file = "Nom de famille;Prénom;Num. Elève Etab;Date Naissance;Code MEF;Code Structure;Type Structure\n\
        DUPONT;Léa;5000990001;39801;10110001999.0;2A G1;G\nDUPONT;Léa;5000990001;39801;10110001999.0;2A;D\n;;;;;;\n";
    let (export, reads) = try_read(file.as_bytes()).unwrap();
    assert_eq!((export.rows, export.completed, reads.len()), (2, 1, 1));
    let pupil = &reads[0].person;
    assert_eq!((pupil.division(), pupil.groups(), pupil.number.as_str()), ("2A", Some("2A G1"), "05000990001"));
    assert_eq!(pupil.mef.as_deref(), Some("10110001999"));
}

#[test]
fn a_missing_column_is_not_an_empty_cell() {
    let with = &people("Nom;Prénom;INE;Division;MEF\nDUPONT;Léa;;2A;\n".as_bytes())[0];
    assert_eq!(with.mef.as_deref(), Some(""));
    let without = &people("Nom;Prénom;INE;Division\nDUPONT;Léa;;2A\n".as_bytes())[0];
    assert_eq!(without.mef, None);
}

#[test]
fn rows_that_are_rejected() {
    let cases = [
        (";;01/02/2010;A1;2A", "nom et prénom absents"),
        ("DUPONT;Léa;01/02/10;A1;2A", "l’année doit avoir quatre chiffres"),
        ("DUPONT;Léa;01/02/2010;1,23E+10;2A", "notation E+"),
        ("DUPONT;Léa;01/02/2010;A1;2A;trop", "6 cellules pour 5 colonnes"),
        ("\"DUPONT\nDURAND\";Léa;01/02/2010;A1;2A", "retour à la ligne"),
        ("DUPONT;L\u{1b}[31m;01/02/2010;A1;2A", "caractère de contrôle"),
        ("DUPONT;Lé\u{fffd};01/02/2010;A1;2A", "caractère illisible"),
    ];
    for (row, reason) in cases {
        let file = format!("Nom;Prénom;Date de naissance;INE;Division\n\nABEL;Zoé;02/03/2010;;2A\n{row}\n");
        let (export, reads) = try_read(file.as_bytes()).unwrap();
        assert_eq!((reads.len(), export.rejects.len()), (1, 1), "{row}");
        assert_eq!(export.rejects[0].line, 4);
        assert!(export.rejects[0].reason.to_string().contains(reason), "{row}: {}", export.rejects[0].reason);
    }
}

#[test]
fn rows_that_are_doubtful() {
    let cases = [
        ("DUPONT;Léa;;A1", "absente"),
        ("DUPONT;Léa;31/02/2010;A1", "impossible"),
        ("DUPON?;Léa;01/02/2010;070832327JA", "lettre a été perdue"),
        ("DUPONT;Léa;01/02/2010;ABC", "inhabituelle"),
    ];
    for (row, about) in cases {
        let (export, reads) = try_read(format!("Nom;Prénom;Né(e) le;INE\n{row}\n").as_bytes()).unwrap();
        assert_eq!(reads.len(), 1, "{row}");
        assert!(
            export.notices.iter().any(|notice| notice.about.to_string().contains(about)),
            "{row}: {:?}",
            export.notices
        );
    }
}

#[test]
fn whole_files_that_are_refused() {
    let cases: [(&[u8], &str); 10] = [
        ("Nom;Prénom;INE\nA;B;\n\"C;D;\nE;F;\n".as_bytes(), "guillemet ouvert à la ligne 3"),
        (b"", "vide"),
        (b"%PDF-1.4", "PDF"),
        (b"<?xml version='1.0'?><BEE_RESPONSABLES/>", "XML de SIECLE (responsables)"),
        ("Civilité Resp.;Nom resp.;Prénom resp.\nMME;X;Y\n".as_bytes(), "responsables"),
        (b"Produit;Prix\nA;1\n", "Produit, Prix"),
        ("Nom;Prénom;INE\n".as_bytes(), "ne contient personne"),
        ("Nom;Prénom;INE\nLEFÃˆVRE;LÃ©a;\n".as_bytes(), "ligne 2"),
        ("Nom;Prénom;N° interne\nA;B;05000123456\n".as_bytes(), "autre établissement (0123456S)"),
        ("Nom;Prénom;INE\n\"A;B;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\nC;D;\n".as_bytes(), "ligne 2 n’est jamais refermé"),
    ];
    for (bytes, expected) in cases {
        let error = try_read(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[test]
fn lines_are_counted_as_an_editor_does() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["Nom;Prénom;INE;Adresse", "", "A;B;;", "", "", "C;D;;\"1 rue", "des Lilas\"", "E;F;;"].join(end);
        let lines: Vec<u32> = try_read(file.as_bytes()).unwrap().1.iter().map(|read| read.place.line).collect();
        assert_eq!(lines, [3, 6, 8], "{end:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_a_result(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = try_read(&bytes);
    }

    #[test]
    fn any_rows_add_up(rows in proptest::collection::vec("[ -~é;\"\u{1b}]{0,40}", 0..30)) {
        let file = format!("Nom;Prénom;Date de naissance;INE;Division\n{}\n", rows.join("\n"));
        if let Ok((export, reads)) = try_read(file.as_bytes()) {
            prop_assert_eq!(export.rows, reads.len() + export.repeated + export.rejects.len());
        }
    }
}

#[test]
fn a_rejected_row_still_tells_who_it_was() {
    let file = "Nom;Prénom;Date de naissance;INE;N° interne\nDUPON\u{fffd};Léa;01/02/2010;081234501AB;05000990001\n";
    let (export, _) = try_read(file.as_bytes()).unwrap();
    let person = &export.rejects[0].person;
    assert_eq!((person.ine.as_str(), person.number.as_str()), ("081234501AB", "05000990001"));
}

#[test]
fn a_file_cut_in_the_middle_loses_nobody_in_silence() {
    let file = "Nom;Prénom;INE;Division\nA;B;;2A\nC;D;;2B\nE;F;0812";
    let (export, reads) = try_read(file.as_bytes()).unwrap();
    assert_eq!((reads.len(), export.rejects[0].line, &export.rejects[0].reason), (2, 4, &Reason::CutShort));
}

#[test]
fn the_line_of_excel_is_passed_over() {
    let (export, reads) = try_read("sep=;\r\nNom;Prénom;INE\r\nA;B;\r\n".as_bytes()).unwrap();
    assert_eq!((export.delimiter, reads[0].place.line), (b';', 3));
}
