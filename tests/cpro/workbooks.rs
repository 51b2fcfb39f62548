//! Workbooks: people open the export before they read that they should not.

use std::fs;
use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::env::TestEnv;

fn school() -> TestEnv {
    let env = TestEnv::new();
    env.run("init --name L --uai 0990001N --email a@b.example --site https://x.example").success();
    for name in ["eleves.xlsx", "eleves.xls", "eleves.ods", "deux-listes.xlsx"] {
        fs::copy(format!("{}/fixtures/classeurs/{name}", env!("CARGO_MANIFEST_DIR")), env.path(name)).unwrap();
    }
    env
}

#[test]
fn a_workbook_is_read_like_the_list_that_it_was() {
    let env = school();
    env.run("import siecle eleves.xlsx").success().says("feuille « Élèves »").says("4 lignes lues : 4 arrivées");
    // The other formats hold the same school.
    for name in ["eleves.xls", "eleves.ods"] {
        env.run(&format!("import siecle {name}")).success().says("4 lignes lues, aucun changement");
    }
    env.run("users list --format csv").says("ABADIE").says("2A");
    env.run("import siecle eleves.xlsx --explain-line 4").says("2009-05-03").says("1234990001");
}

#[test]
fn which_of_several_lists_is_asked() {
    let env = school();
    env.run("import siecle deux-listes.xlsx").code(65).says("plusieurs feuilles").says("--sheet 2A");
    env.run("import siecle deux-listes.xlsx --sheet Notes").code(65).says("pas de feuille « Notes »");
    env.run("import siecle deux-listes.xlsx --sheet 2B -n").success().says("2 arrivées");
    env.answer("import siecle deux-listes.xlsx", &["7", "1", "oui"]).success().says("de 1 à 2").says("Célia ABADIE");
    env.write("liste.csv", "Nom;Prénom;Date de naissance\nAA;BB;01/02/2009\n");
    env.run("import siecle liste.csv --sheet 2A").code(65).says("ce n’est pas un classeur");
}

#[test]
fn a_damaged_workbook_is_one_sentence() {
    let env = school();
    let bytes = fs::read(env.path("eleves.xls")).unwrap();
    env.write("coupe.xls", &bytes[..3669]);
    env.run("import siecle coupe.xls").code(65).says("protégé par un mot de passe, ou abîmé");
    env.write("faux.xlsx", "PK\u{3}\u{4}rien");
    env.run("import siecle faux.xlsx").code(65).says("Rien n’a été enregistré");
}

/// A workbook as a library writes it, without the results of its formulas.
fn workbook(rows: &[&str]) -> Vec<u8> {
    let cell = |text: &str| match text.strip_prefix('=') {
        Some(formula) => format!("<c><f>{formula}</f></c>"),
        None if text == "VRAI" => "<c t=\"b\"><v>1</v></c>".to_owned(),
        None => match text.parse::<f64>() {
            Ok(number) if !text.starts_with('0') => format!("<c><v>{number}</v></c>"),
            _ => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
        },
    };
    let row = |row: &&str| format!("<row>{}</row>", row.split(';').map(cell).collect::<String>());
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.iter().map(row).collect::<String>());
    let spread = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{link}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{link}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{spread}\" xmlns:r=\"{link}\"><sheets><sheet name=\"Feuil1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_in_a_sheet_and_is_nobody() {
    let titles = "Nom de famille;Prénom 1;Date de naissance;INE;N° interne;Division";
    let pupil = "ABADIE;Célia;03/05/2009;120890177AA;01234990001;2A";
    for (row, said) in [
        ("Total;3", "1 total"),
        ("Total;;;;3", "1 total"),
        ("Total général;;3;3;3;3", "1 total"),
        ("TOTAL;Lou;;;01236990001;2A", "2 arrivées"),
        (";Léa;12/11/2009;120890178BB;01235990001;2A", "ligne 3, Léa : nom absent"),
        ("DARC;Léa;12/11/2009;120890178BB;01235990001;VRAI", "« VRAI » n’est pas à sa place"),
        ("DARC;Léa;12/11/2009;120890178BB;01235990001;2026-02-01", "« 2026-02-01 » n’est pas à sa place"),
        ("=UPPER(A2);Léa;12/11/2009;120890178BB;01235990001;2A", "la cellule A3 est une formule"),
        ("DARC;Léa;=DATE(2009,1,1);120890178BB;01235990001;2A", "la cellule C3 est une formule"),
        ("DARC;Léa;12/11/2009;120890178BB;01235990001;=F2", "la cellule F3 est une formule"),
        ("DARC;Léa;12/11/2009;120890178BB;01235990001;2A;=1+1", "2 arrivées"),
    ] {
        let env = school();
        env.write("liste.xlsx", workbook(&[titles, pupil, row]));
        env.run("import siecle liste.xlsx -n").says(said);
    }
}

/// What a spreadsheet, or whoever used it, leaves below a list of three pupils, and in it.
#[test]
fn what_is_below_a_list_is_nobody() {
    let list = "Nom;Prénom;Date de naissance;INE;Division\nABADIE;Célia;03/05/2009;120890177AA;2A\nDARC;Léa;12/11/2009;120890178BB;2A\nNGUYEN;Minh;31/01/2008;120890179CC;2B\n";
    for (row, said) in [
        ("Fait à Troyes;le;01/09/2026;;", "1 pied de page"),
        ("Signature du chef d’établissement;;01/09/2026;;", "1 pied de page"),
        ("Imprimé par;secretariat;;;", "rejetée"),
        ("Effectif total;douze;;;", "rejetée"),
        ("Observations;néant;;;", "rejetée"),
        (";Somme;15;;", "rejetée"),
        ("Moyenne;Age;15/06/2009;;", "rejetée"),
        ("#N/D;Axel;13/07/2009;198991110FK;2B", "une formule du tableur a échoué"),
        ("#####;Axel;13/07/2009;198991110FK;2B", "une formule du tableur a échoué"),
        ("NOM;PRÉNOM;Date de Naissance;ine;DIVISION", "1 ligne de titres répétée"),
        ("Nom;Prénom;Fonction;;", "d’autres titres commencent à la ligne 5"),
        ("Nom;;Prénom;;", "d’autres titres commencent à la ligne 5"),
        ("PETIT;Lou;13/07/2009;#N/D;2B", "« #N/D » : une formule du tableur a échoué"),
        ("NOMBLOT;Lou;13/07/2009;198991110FK;2B", "4 arrivées"),
        ("TOTAL;Lou;;198991110FK;2B", "4 arrivées"),
        ("MOYENNE;Lou;13/07/2009;;2B", "4 arrivées"),
        ("PETIT;Lou;;;2B", "4 arrivées"),
    ] {
        let env = school();
        env.write("liste.csv", format!("{list}{row}\n"));
        let told = env.run("import siecle liste.csv -n");
        told.says(said).says(if said.contains("arrivées") || said.starts_with("« #") || said.contains("titres comm") {
            ""
        } else {
            "3 arrivées"
        });
    }
}

/// The pupil's title wins over the one that may be a parent's, whatever it is about.
#[test]
fn the_pupils_columns_are_meant() {
    let env = school();
    env.write(
        "liste.csv",
        "Nom;Prénom;Date de naissance;Nom élève;Prénom élève;Date de naissance élève;INE élève;Classe élève\n\
         DURAND;Paul;08/10/1985;DURAND;Léa;03/05/2009;120890177AA;2A\n",
    );
    env.run("import siecle liste.csv --explain-line 2").says("INE élève                 ine").says("division    2A");
    env.run("import siecle liste.csv").success();
    env.run("users list --format json").says("DURAND").says("2A");
    let birth: String = env.base().query_row("select birth_date from persons", [], |row| row.get(0)).unwrap();
    assert_eq!(birth, "2009-05-03");
}

/// A day that cannot be read closes nobody's account: it may be one to come.
#[test]
fn a_departure_that_cannot_be_read_is_rejected() {
    let env = school();
    let list = |exits: [&str; 2]| {
        format!(
            "Nom;Prénom;Date de naissance;INE;Division;Date de sortie (jj/mm/aaaa)\nABADIE;Célia;03/05/2009;120890177AA;2A;{}\nDARC;Léa;12/11/2009;120890178BB;2A;{}\n",
            exits[0], exits[1]
        )
    };
    env.write("a.csv", list(["", ""]));
    env.run("import siecle a.csv").success();
    for exit in ["30/06/27", "30-juin-27", "31/02/2027"] {
        env.write("b.csv", list([exit, ""]));
        env.run("import siecle b.csv --yes --force").code(3).says("date de sortie").never_says("départ ");
    }
    env.write("c.csv", list(["00/01/1900", "30/06/2027"]));
    env.run("import siecle c.csv --yes").success().says("départ annoncé pour le 30/06/2027").never_says("1 départ.");
    env.write("d.csv", list(["Démission", ""]));
    env.run("import siecle d.csv -n --max-departures 100%").says("1 départ");
}

#[test]
fn birth_dates_under_another_title_are_not_lost() {
    let env = school();
    let rows = [
        "Élève;;;Classe",
        "Nom;Prénom;Date;Division",
        "AA;Bo;03/05/2009;2A",
        "CC;Do;12/11/2009;2A",
        "EE;Fi;2009-01-31;2B",
    ];
    env.write("liste.xlsx", workbook(&rows));
    env.run("import siecle liste.xlsx").code(65).says("la colonne « Date » en contient").says("--map Date=naissance");
    env.run("import siecle liste.xlsx --map Date=naissance -n").success().says("3 arrivées");
    // Days on which nobody here was born are something else.
    env.write(
        "liste.csv",
        rows[1..].join("\n").replace("Date", "Entrée").replace("/20", "/202").replace("2009-", "2025-"),
    );
    env.run("import siecle liste.csv -n").success();
}
