//! Workbooks: people open the export before they read that they should not.

use std::fs;

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
