//! The workbooks of `fixtures/classeurs`, and what is none.

use super::*;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/classeurs");

fn book(name: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{name}")).unwrap()
}

fn lines(name: &str, asked: Option<&str>) -> Vec<String> {
    let sheet = read(&book(name), asked, &[]).unwrap();
    String::from_utf8(sheet.text).unwrap().lines().map(str::to_owned).collect()
}

const PUPILS: [&str; 5] = [
    "Nom de famille;Prénom 1;Date de naissance;INE;N° interne;Code MEF;Division",
    "ABADIE;Célia;2009-05-03;120890177AA;1234990001;24725510211;2A",
    "D’ARC;Léa;12/11/2009;120890178BB;01235990001;24725510211;2A",
    "NGUYỄN;Minh Anh;2008-01-31;120890179CC;1236990001;24725510211;2B",
    "VASILENKOVA;Lucas;2008-12-25;;1237990001;24725510211;2B",
];

#[test]
fn every_format_gives_the_same_list() {
    for name in ["eleves.xls", "eleves.ods"] {
        assert_eq!(lines(name, None), PUPILS, "{name}");
    }
    // The title stands on line 1, the list begins on line 3; the hidden sheet and the one without titles are no lists.
    let xlsx = lines("eleves.xlsx", None);
    assert_eq!((xlsx[0].as_str(), &xlsx[2..]), ("Lycée des Tilleuls – élèves", &PUPILS.map(str::to_owned)[..]));
}

#[test]
fn several_lists_are_told() {
    let refused = read(&book("deux-listes.xlsx"), None, &[]).map(|sheet| sheet.name);
    assert_eq!(refused, Err(Error::SeveralSheets { sheets: vec!["2A".into(), "2B".into()] }));
    assert_eq!(lines("deux-listes.xlsx", Some("2b"))[1..], PUPILS[3..]);
    let refused = read(&book("deux-listes.xlsx"), Some("Ancienne"), &[]).map(|sheet| sheet.name);
    assert_eq!(refused, Err(Error::NoSheet { asked: "Ancienne".into(), sheets: vec!["2A".into(), "2B".into()] }));
}

#[test]
fn what_is_no_workbook_is_refused() {
    let xlsx = book("eleves.xlsx");
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0];
    old.resize(4096, 0);
    assert!(is_workbook(&xlsx) && is_workbook(&book("eleves.ods")) && is_workbook(&old) && !is_workbook(b"a;b"));
    // Cut short, an old one makes its reader give up.
    let cut = book("eleves.xls");
    assert!(read(&cut[..3669], None, &[]).is_err());
    for bytes in [&old[..], &xlsx[..xlsx.len() / 2], b"PK\x03\x04", b""] {
        assert!(matches!(read(bytes, None, &[]), Err(Error::Workbook | Error::BadZip)));
    }
}
