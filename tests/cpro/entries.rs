//! Everything else that comes in: XML, staff, candidates, other people, files of an unknown shape, conflicts, a new year.

use crate::env::{TestEnv, fixtures, zipped};

/// The people of the base as every export of the school must leave them, but for the columns that some lack.
fn people(env: &TestEnv, columns: &str) -> Vec<String> {
    let base = env.base();
    let sql = format!("select {columns} from persons order by family_name, first_name, birth_date");
    let mut statement = base.prepare(&sql).unwrap();
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..width).map(|column| row.get::<_, rusqlite::types::Value>(column).map(shown)).collect::<Result<Vec<_>, _>>()
    });
    rows.unwrap().map(|row| row.unwrap().join("|")).collect()
}

fn shown(cell: rusqlite::types::Value) -> String {
    match cell {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

const WHO: &str =
    "profile, origin, family_name, usage_name, first_name, birth_date, ine, number, has_left, mef, division";

#[test]
fn csv_and_xml_of_one_school_give_the_same_base() {
    let imported = |file: &str| {
        let env = TestEnv::with_school();
        env.fixture(file);
        env.run(&format!("import siecle {file} --yes")).success();
        env.run("accounts create").success();
        env
    };
    let xml = imported("ExportXML_ElevesSansAdresses.zip");
    let complete = imported("ElevesComplete_reenregistre_excel.csv");
    let extraction = imported("exportCSVExtraction.csv");
    let all = format!("{WHO}, groups, email");
    assert_eq!(people(&xml, &all), people(&complete, &all));
    assert_eq!(people(&xml, WHO), people(&extraction, WHO));
    let logins = |env: &TestEnv| env.run("accounts list --all --format csv").success().out;
    assert_eq!(logins(&xml), logins(&complete));
    // One over the other, in any order: nobody changes.
    for file in
        ["exportCSVExtraction.csv", "ElevesComplete_reenregistre_excel.csv", "EXP_Liste_des_eleves_par_division.csv"]
    {
        xml.fixture(file);
        xml.run(&format!("import siecle {file}")).success().says("aucun changement");
    }
    complete.fixture("ExportXML_ElevesSansAdresses.zip");
    complete
        .run("import siecle ExportXML_ElevesSansAdresses.zip")
        .success()
        .says("export XML des élèves, ISO-8859-15")
        .says("aucun changement");
}

#[test]
fn xml_of_another_school_or_year_or_cut() {
    let env = TestEnv::with_school();
    let file = |uai: &str, year: &str| {
        format!(
            "<?xml version='1.0' encoding='ISO-8859-15'?>\n<BEE_ELEVES><PARAMETRES><UAJ>{uai}</UAJ><ANNEE_SCOLAIRE>{year}\
             </ANNEE_SCOLAIRE></PARAMETRES><DONNEES><ELEVES><ELEVE ELEVE_ID='1'><NOM_DE_FAMILLE>DUPONT</NOM_DE_FAMILLE>\
             <PRENOM>Lea</PRENOM></ELEVE></ELEVES></DONNEES></BEE_ELEVES>"
        )
    };
    env.write("autre.xml", file("0932048W", "2026"));
    env.run("import siecle autre.xml").code(65).says("0932048W").says("0990001N");
    env.write("vieux.xml", file("0990001N", "2025"));
    env.run("import siecle vieux.xml").code(65).says("2025-2026").says("2026-2027").says("--year 2025");
    env.run("import siecle vieux.xml --year 2025 --dry-run").success().says("1 arrivée");
    env.write("coupe.xml", &file("0990001N", "2026")[..200]);
    env.run("import siecle coupe.xml").code(65).says("coupé à la ligne 2");
    env.write("doctype.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><BEE_ELEVES/>");
    env.run("import siecle doctype.xml").code(65).says("DOCTYPE");
    env.write("deux.zip", two_files());
    env.run("import siecle deux.zip").code(65).says("2 fichiers");
    env.write(
        "bombe.zip",
        zipped("ElevesSansAdresses.xml", format!("<BEE_ELEVES>{}</BEE_ELEVES>", " ".repeat(80 << 20)).as_bytes()),
    );
    env.run("import siecle bombe.zip").code(65).says("démesuré");
    env.write("eleves.zip", zipped("eleves.csv", "Nom;Prénom;INE\nDUPONT;Léa;\n".as_bytes()));
    env.run("import siecle eleves.zip --dry-run").success().says("1 arrivée");
    env.pipe("import siecle - --year 2025 --dry-run", file("0990001N", "2025").as_bytes()).success().says("1 arrivée");
    assert_eq!(env.base().query_row("select count(*) from persons", [], |row| row.get::<_, i64>(0)), Ok(0));
}

fn two_files() -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["a.xml", "b.xml"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<a/>").unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn staff_of_sts() {
    let env = TestEnv::with_accounts();
    env.fixture("sts_emp_0990001N_2026.xml");
    let report = env.run("import sts sts_emp_0990001N_2026.xml --format json").success().json();
    assert_eq!((&report["source"], &report["family"], &report["created"]), (&"sts".into(), &"STS".into(), &6.into()));
    env.run("accounts create")
        .success()
        .says("Maël GRIS (mael.gris) : date de naissance absente ou impossible, mot de passe aléatoire");
    let staff = env.run("accounts list --all --format json").success().json();
    let found = |login: &str| {
        let one = staff.as_array().unwrap().iter().find(|one| one["login"] == login).unwrap().clone();
        (one["profile"].as_str().unwrap().to_owned(), one["password_state"].as_str().unwrap().to_owned())
    };
    assert_eq!(found("gaetan.roux"), ("chef-etablissement".into(), "initial".into()));
    assert_eq!(found("zoe.oeuvrard"), ("enseignant".into(), "initial".into()));
    assert_eq!(found("cedric.blanc"), ("personnel".into(), "initial".into()));
    assert_eq!(found("mael.gris"), ("personnel".into(), "pending".into()));
    env.pipe("accounts login ines.noir --password-stdin", b"1985-09-14\n").says("Première connexion");
    // The staff's file says nothing of pupils, and the pupils' nothing of the staff.
    env.run("import siecle exportCSVExtraction.csv").success().says("aucun changement");
    env.run("import sts sts_emp_0990001N_2026.xml").success().says("aucun changement");
    env.run("import sts exportCSVExtraction.csv")
        .code(65)
        .says("une liste en colonnes")
        .says("import people FICHIER --kind staff");
    env.run("import siecle sts_emp_0990001N_2026.xml").code(65).says("cpro import sts FICHIER");
    // Who has gone from STS leaves; who was never in it stays.
    let without = std::fs::read(env.path("sts_emp_0990001N_2026.xml")).unwrap();
    let without: Vec<&[u8]> =
        without.split(|byte| *byte == b'\n').filter(|line| !line.windows(5).any(|word| word == b"BLANC")).collect();
    env.write("sts.xml", without.join(&b'\n'));
    env.write("hors.csv", "Nom;Prénom;Profil;Courriel\nLIBRE;Ève;agent;\n");
    env.run("import people hors.csv").success();
    env.run("import sts sts.xml --yes").code(1).says("1 personne sur 6").says("--max-departures");
    env.run("import sts sts.xml --yes --max-departures 20%").success().says("1 départ");
    env.run("accounts show cedric.blanc").says("désactivé");
}

#[test]
fn candidates_are_linked_and_only_the_enrolled_get_accounts() {
    let env = TestEnv::with_accounts();
    let file = "civilite;nom_famille;prenoms;ine;date_naissance;examen;etat\n\
        MME;ABADIE;Célia, Anne;081234501AB;11/07/2010;BCP;Inscrit\n\
        M.;LIBRE;Tom;;05/06/2007;BP;Pré-inscrit\n\
        M.;LIBRE;Jules;;05/06/2006;CAP;Pré-inscrit\n\
        M.;LIBRE;Marc;;05/06/2005;CAP;Inscrit\n\
        M.;LIBRE;Paul;;05/06/2004;BTS;Démissionnaire\n";
    env.write("c.csv", file);
    env.run("import candidates c.csv").success().says("4 arrivées, 1 modifié");
    env.run("accounts create --check")
        .code(1)
        .says("compte à créer")
        .says("candidature non inscrite : Pré-inscrit, CAP")
        .says("2 comptes manquent");
    env.run("accounts create").success().says("2 comptes créés, dont 2 avec un mot de passe à tirer");
    env.run("accounts create --check")
        .success()
        .says("Tous ceux qui doivent avoir un compte en ont un")
        .says("Démissionnaire");
    let report = env.run("accounts create --check --format json").success().json();
    assert_eq!((report["missing"].as_u64(), report["without_account"].as_array().map(Vec::len)), (Some(0), Some(3)));
    env.run("slips generate tom.libre -o tom.pdf").success();
    env.run("accounts list tom.libre --format json").success().says("\"temporary\"");
    // The supplementary ones, and nobody else.
    env.write("c.csv", file.replace("06/2006;CAP;Pré-inscrit", "06/2006;CAP;Inscrit"));
    env.run("import candidates c.csv").success();
    env.run("accounts create").success().says("1 compte créé");
    env.run("accounts reset tom.libre --yes").success();
    env.run("accounts list tom.libre --format json").says("\"pending\"").never_says("\"initial\"");
    env.run("import candidates exportCSVExtraction.csv").code(65).says("ni examen").says("cpro import siecle");
    // Nobody leaves with a list of candidates, and candidates do not leave with the school's export.
    env.run("import siecle exportCSVExtraction.csv").success().says("aucun changement");
}

#[test]
fn a_template_filled_in_comes_back() {
    let env = TestEnv::with_school();
    for (kind, row, login, profile) in [
        ("students", "DURAND;;Zoé;04/05/2008;;1CAP;;zoe@exemple.fr", "zoe.durand", "eleve"),
        ("staff", "GRAND;;Paul;14/03/1980;proviseur;", "paul.grand", "chef-etablissement"),
    ] {
        env.run(&format!("import template --kind {kind} -o modele.csv --force"))
            .success()
            .says("cpro import people modele.csv");
        env.run(&format!("import people modele.csv --kind {kind}")).code(65).says("ne contient personne");
        let mut file = std::fs::read(env.path("modele.csv")).unwrap();
        file.extend_from_slice(format!("{row}\r\n").as_bytes());
        env.write("modele.csv", file);
        env.run(&format!("import people modele.csv --kind {kind}")).success().says("1 arrivée");
        env.run("accounts create").success();
        env.run(&format!("accounts show {login} --format json")).success().says(profile);
    }
    env.run("import template").success().says("Nom d’usage").says("# DUPONT");
    env.write("faux.csv", "Nom;Prénom;Profil\nX;Y;pirate\n");
    env.run("import people faux.csv").code(3).says("profil « pirate » inconnu");
}

#[test]
fn files_made_for_other_programs() {
    let cases = [
        (
            "Identifiant unique*;Premier prénom*;Nom de famille*;Nom d’usage;Date de naissance (jj/mm/aaaa)*;Code MEF*;Division*\n081234567AB;Léa;DUPONT;;01/02/2010;;2A\n",
            "FREGATA",
        ),
        (
            "ine;prénom;nom;date_naissance;label_classe;mef_code\n081234567AB;Léa;DUPONT;2010-02-01;2A;2472551021\n",
            "APLyPro",
        ),
        ("DUPONT;Léa;01/02/2010;5000;081234567AB;0990001N;NON;EXTERN;F\n", "GEPI without a header"),
        ("Nom;Prénom;JJ/MM/AAAA;n° interne;INE\nDUPONT;Léa;01/02/2010;5000;081234567AB\n", "GEPI"),
        (
            "ELENOM;ELEPRE;ELESEXE;ELEDATNAIS;ELENOET;ELENONAT;DIVCOD\nDUPONT;Léa;2;01/02/2010;5000;081234567AB;2A\n",
            "GEP",
        ),
        ("numéro;genre;nom;prenom;date naiss.;courriel;classe;groupes\n12;F;DUPONT;Léa;01/02/2010;;2A;G1\n", "SACoche"),
    ];
    for (file, what) in cases {
        let env = TestEnv::with_school();
        env.write("f.csv", file);
        env.run("import people f.csv").success().says("1 arrivée");
        assert_eq!(
            people(&env, "origin, family_name, first_name, birth_date"),
            ["autre|DUPONT|Léa|2010-02-01"],
            "{what}"
        );
    }
}

#[test]
fn people_outside_siecle_stay_when_the_school_is_imported() {
    let env = TestEnv::with_accounts();
    env.write("a.csv", "Nom;Prénom;Date de naissance;Division\nLIBRE;Tom;05/06/2007;APPR\n");
    env.run("import people a.csv").success();
    env.run("accounts create").success();
    env.run("import siecle exportCSVExtraction.csv").success().says("aucun changement");
    // Of somebody whom SIECLE knows, another list corrects nothing.
    env.write(
        "b.csv",
        "Nom;Prénom;Date de naissance;INE;Division;Courriel\nABADIE;Celia;11/07/2010;081234501AB;ZZZ;c@exemple.fr\n",
    );
    env.run("import people b.csv").success().says("courriel : (rien) → c@exemple.fr").never_says("ZZZ");
}

#[test]
fn columns_of_an_unknown_shape() {
    let env = TestEnv::with_school();
    env.write("x.csv", "Nom de l’élève;Petit nom;Venu au monde;Salle\nDUPONT;Léa;01/02/2010;2A\n");
    env.run("import people x.csv")
        .code(65)
        .says("colonnes lues : Nom de l’élève, Petit nom, Venu au monde, Salle")
        .says("--map 'Petit nom=prenom'");
    let map =
        "--map 'Nom de l’élève=nom' --map 'Petit nom=prenom' --map 'Venu au monde=naissance' --map Salle=division";
    env.run(&format!("import people x.csv {map} --save-mapping vie-scolaire"))
        .success()
        .says("1 arrivée")
        .says("--mapping vie-scolaire");
    env.run("import people x.csv --mapping vie-scolaire").success().says("aucun changement");
    env.run("import people x.csv --mapping autre").code(1).says("vie-scolaire");
    env.run("import people x.csv --map 'Salle=cantine'").code(2).says("cantine").says("naissance");
    env.run("import people x.csv --map Salle").code(2).says("COLONNE=CHAMP");
    env.run(&format!("import people x.csv {map} --map Etage=groupes")).code(65).says("colonne absente (Etage)");
    assert_eq!(people(&env, "division"), ["2A"]);
}

#[test]
fn conflicts_are_decided_once() {
    let env = TestEnv::with_accounts();
    let header = "Nom;Prénom;INE;Date de naissance;Code MEF;Division\n";
    env.write("r.csv", format!("{header}MARTEL;Hugo;081234501AB;12/12/2009;24725510211;2MELEC1\n"));
    env.run("import siecle r.csv --partial")
        .code(3)
        .says("même INE …01AB : Célia ABADIE")
        .says("cpro import conflicts");
    env.run("import siecle r.csv --partial").code(3);
    env.run("import conflicts").success().says("Hugo MARTEL").says("Célia ABADIE").says("identique :").says("--same");
    let listed = env.run("import conflicts --format json").success().json();
    assert_eq!(
        (listed.as_array().unwrap().len(), &listed[0]["id"]),
        (1, &1.into()),
        "asked once, whatever the number of imports"
    );
    env.run("import conflicts 1 --two").success().says("deux personnes").says("1 personne ajoutée");
    env.run("import siecle r.csv --partial").success().says("aucun changement");
    env.run("import conflicts 1 --same").code(1).says("déjà décidé");
    env.run("import conflicts").success().says("Aucun conflit");
    env.run("import conflicts --all").success().says("deux personnes");
    // Taken back, it is asked again; the same person this time.
    let last: i64 = env.base().query_row("select max(id) from batches", [], |row| row.get(0)).unwrap();
    env.run(&format!("import undo {last} --yes")).success();
    env.run("import conflicts 1 --same").success().says("1 fiche corrigée");
    env.run("accounts show celia.abadie").says("Hugo MARTEL");
    env.run("import siecle r.csv --partial").success().says("aucun changement");
    env.run("import conflicts 7 --same").code(1);
}

#[test]
fn twins_under_one_ine_and_a_row_to_ignore() {
    let env = TestEnv::with_school();
    let file = "Nom;Prénom;INE;Date de naissance;Code MEF;Division\n\
        JUMEAU;Castor;081234501AB;01/02/2010;24725510211;2A\nJUMEAU;Pollux;081234501AB;01/02/2010;24725510211;2A\n";
    env.write("j.csv", file);
    env.run("import siecle j.csv").code(3).says("2 en conflit");
    env.run("import conflicts 1 --two").success().says("2 personnes ajoutées");
    assert_eq!(people(&env, "first_name, ine"), ["Castor|", "Pollux|"]);
    env.run("import siecle j.csv").success().says("aucun changement");
    let other = TestEnv::with_school();
    other.write("j.csv", file);
    other.run("import siecle j.csv").code(3);
    other.run("import conflicts 1 --ignore").success();
    assert_eq!(people(&other, "first_name, ine"), ["Pollux|081234501AB"], "only the line shown is ignored");
    let report = other.run("import siecle j.csv --format json").success().json();
    assert_eq!((&report["ignored"], &report["unchanged"], &report["read"]), (&1.into(), &1.into(), &2.into()));
}

#[test]
fn a_new_year() {
    let env = TestEnv::with_accounts();
    env.pipe("accounts login mariam.cisse --password-stdin", b"01022010\nUne phrase longue 12\nUne phrase longue 12\n")
        .success();
    let bytes = std::fs::read(fixtures().join("siecle/exportCSVExtraction.csv")).unwrap();
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let lines: Vec<String> = text
        .lines()
        .take(12)
        .map(|line| line.replace(";1MCOM;", ";TMCOM;").replace(";2MELEC1;", ";1MELEC1;"))
        .collect();
    let next: Vec<u8> = lines.join("\r\n").chars().map(|letter| letter as u8).chain(*b"\r\n").collect();
    env.write("n.csv", next);
    env.run("import siecle n.csv --yes").code(1).says("seraient désactivés");
    env.run("import siecle n.csv --new-year").code(1).says("1MELEC1").says("Il faut une confirmation");
    let told = env.run("import siecle n.csv --new-year --yes").success();
    told.says("TMCOM").says("changent de division").says("mots de passe personnels sont gardés");
    env.pipe("accounts login mariam.cisse --password-stdin", b"Une phrase longue 12\n").success();
    env.run("accounts show zoe.zimmermann").code(1);
    env.run("accounts show anais.zimmermann").success().says("désactivé");
    env.run("import siecle n.csv --new-year --partial").code(2);
}

#[test]
fn a_line_explained() {
    let env = TestEnv::with_accounts();
    let before = std::fs::read(env.path("base/cpro.db")).unwrap();
    let say = |line: u32| env.run(&format!("import siecle exportCSVExtraction.csv --explain-line {line}"));
    say(2).success().says("Nom de famille").says("nom").says("C’est Célia ABADIE, sans changement").says("identique");
    say(1).code(1).says("l’en-tête");
    say(900).code(1);
    env.write("x.csv", "Nom;Prénom;INE;Date de naissance;Division\nABADY;Célia;081234501AB;11/07/2010;2MELEC1\nX;Y;1,2E+10;;\nNEUF;Ève;;;2A\nABADY;Célia;081234501AB;11/07/2010;2MELEC1\nAUTRE;Zoé;081234502BC;01/01/2001;\n");
    let say = |line: u32| env.run(&format!("import siecle x.csv --explain-line {line} --format json")).success().json();
    let verdicts: Vec<String> = (2..=6).map(|line| say(line)["verdict"].as_str().unwrap().to_owned()).collect();
    assert_eq!(verdicts, ["updated", "rejected", "created", "updated", "conflict"]);
    assert!(say(5)["explanation"][0].as_str().unwrap().contains("répète"));
    env.run("import siecle x.csv --explain-line 2").success().says("nom : ABADIE → ABADY");
    env.run("import siecle x.csv x.csv --explain-line 2").code(2);
    assert_eq!(std::fs::read(env.path("base/cpro.db")).unwrap(), before, "nothing is written");
}

#[test]
fn a_conflict_that_is_none_any_more() {
    let env = TestEnv::with_accounts();
    let header = "Nom;Prénom;INE;N° interne;Date de naissance;Code MEF;Division\n";
    env.write("r.csv", format!("{header}MARTEL;Hugo;081234501AB;03900990001;12/12/2009;24725510211;2MELEC1\n"));
    env.run("import siecle r.csv --partial").code(3);
    // SIECLE has corrected the INE: the same pupil comes in properly.
    env.write("r.csv", format!("{header}MARTEL;Hugo;099999999AB;03900990001;12/12/2009;24725510211;1MCOM\n"));
    env.run("import siecle r.csv --partial").success();
    env.run("import conflicts 1 --two").code(1).says("Hugo MARTEL est dans la base depuis").says("--ignore");
    env.run("import conflicts 1 --same").code(1);
    // The whole record no longer raises it: nobody is asked.
    env.run("import siecle exportCSVExtraction.csv --yes").success();
    env.run("import conflicts").success().says("Aucun conflit");
}

#[test]
fn another_list_brings_back_and_guesses_nothing() {
    let env = TestEnv::with_accounts();
    // Paul RENARD left by a « date de sortie »; the apprentices' list has him again.
    env.write("a.csv", "Nom;Prénom;Date de naissance;Division\nRENARD;Paul;27/07/2008;APPR\n");
    env.run("import people a.csv").success().says("1 retour");
    env.run("import people a.csv").success().says("aucun changement");
    env.run("import siecle exportCSVExtraction.csv --partial --yes").success();
    env.write("s.csv", "Nom;Prénom;Date de naissance;Courriel\nGRAND;Paul;14/03/1980;p@exemple.fr\n");
    env.run("import people s.csv --kind staff").success();
    env.run("import people s.csv").success().says("aucun changement");
}

#[test]
fn one_pupil_whose_birth_date_stands_on_one_of_two_rows() {
    let env = TestEnv::with_school();
    env.write(
        "j.csv",
        "Nom;Prénom;INE;Date de naissance;Division\nDUPONT;Léa;081234501AB;;2A\nDUPONT;Léa;081234501AB;01/02/2010;2A\n",
    );
    env.run("import siecle j.csv").code(3);
    env.run("import conflicts 1 --same").success();
    assert_eq!(people(&env, "first_name, birth_date"), ["Léa|2010-02-01"]);
    env.run("import siecle j.csv").success().says("aucun changement");
}

/// Two pupils of one name, born the same day: a list without numbers knows them by their divisions, or asks.
#[test]
fn homonyms_born_the_same_day() {
    let env = TestEnv::with_school();
    let header = "Nom;Prénom;INE;Date de naissance;Code MEF;Division\n";
    let two =
        "RENAUD;Ethan;081234501AB;01/02/2010;24725510211;1A\nRENAUD;Ethan;081234502BC;01/02/2010;24725510211;1B\n";
    env.write("f.csv", format!("{header}{two}"));
    env.run("import siecle f.csv --create-accounts").success();
    let list = "NOM;PRENOM;NE(E) LE;MEF;DIV.\n";
    env.write("a.csv", format!("{list}RENAUD;Ethan;01/02/2010;X;1B\nRENAUD;Ethan;01/02/2010;X;1A\n"));
    env.run("import siecle a.csv").success().says("aucun changement");
    // One of them moved: the other is known by his division, he by what is left.
    env.write("a.csv", format!("{list}RENAUD;Ethan;01/02/2010;X;1C\nRENAUD;Ethan;01/02/2010;X;1A\n"));
    env.run("import siecle a.csv").success().says("division : 1B → 1C");
    // Alone and in neither division, nobody can tell.
    env.write("p.csv", format!("{list}RENAUD;Ethan;01/02/2010;X;1Z\n"));
    env.run("import siecle p.csv --partial").code(3).says("en conflit");
    // The examination goes to the one of the division.
    env.write(
        "c.csv",
        "nom_famille;prenoms;date_naissance;division_classe;examen;etat\nRENAUD;Ethan;01/02/2010;1C;BP;Inscrit\n",
    );
    env.run("import candidates c.csv").success();
    assert_eq!(people(&env, "ine, diploma"), ["081234501AB|Null", "081234502BC|BP"]);
    // In an empty base, two rows alike but for the division are not merged: somebody decides.
    let new = TestEnv::with_school();
    new.write("a.csv", format!("{list}RENAUD;Ethan;01/02/2010;X;1A\nRENAUD;Ethan;01/02/2010;X;1B\n"));
    new.run("import siecle a.csv").code(3).says("autre division");
    new.run("import conflicts 1 --two").success().says("2 personnes ajoutées");
    new.run("import siecle a.csv").success().says("aucun changement");
}

#[test]
fn doubtful_cells_are_told() {
    let env = TestEnv::with_school();
    let cases = [
        ("30/06/2027", "", "départ annoncé pour le 30/06/2027"),
        ("demain", "", "« demain » illisible"),
        ("", "pas-une-adresse", "« pas-une-adresse » impossible"),
    ];
    for (left, email, told) in cases {
        env.write(
            "x.csv",
            format!(
                "Nom;Prénom;Date de naissance;Division;Date de sortie;Courriel\nX;Y;01/02/2010;2A;{left};{email}\n"
            ),
        );
        env.run("import siecle x.csv --dry-run").success().says(told);
    }
    let xml = "<BEE_ELEVES><DONNEES><ELEVES><ELEVE ELEVE_ID='1'><NOM_DE_FAMILLE>X</NOM_DE_FAMILLE><PRENOM>Y</PRENOM></ELEVE></ELEVES><STRUCTURES>\
        <STRUCTURES_ELEVE ELEVE_ID='1'><STRUCTURE><CODE_STRUCTURE>1A</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>\
        <STRUCTURES_ELEVE ELEVE_ID='1'><STRUCTURE><CODE_STRUCTURE>1B</CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE>\
        </STRUCTURES></DONNEES></BEE_ELEVES>";
    env.write("x.xml", xml);
    env.run("import siecle x.xml --dry-run").success().says("1A est gardée, 1B ignorée");
}

#[test]
fn the_right_command_is_advised() {
    let env = TestEnv::with_accounts();
    env.run("import people exportCSVExtraction.csv")
        .code(65)
        .says("liste de SIECLE")
        .says("cpro import siecle FICHIER");
    env.fixture("candidats_hors_bee.csv");
    env.run("import people candidats_hors_bee.csv").code(65).says("cpro import candidates FICHIER");
    env.write("ap.csv", "Nom;Prénom;Date de naissance;Division\nPETIT;Zoé;04/02/08;APP\n");
    env.run("import people ap.csv").code(3).says("cpro import people ap.csv.rejets.csv").never_says("--kind staff");
    env.write("x.csv", "Famille;Petit nom;Né le;Groupe classe\nX;Y;01/02/2010;2A\n");
    env.run("import people x.csv --map Famille=nom").code(65).says("il manque prénom").says("--map 'Petit nom=prenom'");
    env.run("import undo abc").code(2).says("il faut un numéro");
}

/// A candidate on one's own has no account, whichever column says so and whatever its word: the exam centre answers.
#[test]
fn an_independent_candidate_is_the_exam_centres() {
    for (column, word) in [
        ("Statut", "Individuel"),
        ("Catégorie candidat", "Candidat libre"),
        ("Type de candidat", "CL"),
        ("État", "Candidat libre"),
        ("categorie", "INDIVIDUELLE"),
    ] {
        let env = TestEnv::with_school();
        let state = if column == "État" { "" } else { ";État" };
        let cell = if column == "État" { "" } else { ";Inscrit" };
        env.write(
            "candidats.csv",
            format!("Nom;Prénom;Date de naissance;Examen{state};{column}\nLIBRE;Ana;01/02/2005;BCP{cell};{word}\n"),
        );
        env.run("import candidates candidats.csv --yes --create-accounts").success().says("centre d’examen");
        env.run("accounts create --check").success().says("candidat libre : à voir avec le centre d’examen");
        env.run("accounts create").success().says("centre d’examen");
        let accounts: i64 = env
            .base()
            .query_row("select count(*) from accounts where person_id is not null", [], |row| row.get(0))
            .unwrap();
        assert_eq!(accounts, 0, "{column} {word}");
        env.run("assistance diagnose ana.libre").says("Aucun compte");
    }
    // The status of a pupil is something else.
    let env = TestEnv::with_school();
    env.write(
        "eleves.csv",
        "Nom;Prénom 1;Date de naissance;Code MEF;Division;Statut\nVIN;Léa;01/02/2010;24720003221;2A;SCOLAIRE\n",
    );
    env.run("import siecle eleves.csv --yes --create-accounts").success().says("1 compte créé");
}

#[test]
fn a_column_that_looks_like_one_we_know_is_named_once() {
    let env = TestEnv::with_school();
    env.write("eleves.csv", "Nom;Prénom 1;Date de naisance;Division;Courriel resp.;Téléphone\nVIN;Léa;01/02/2010;2A;p@x.fr;01\nBRUN;Noé;01/02/2010;2A;p@x.fr;01\n");
    let output = env.run("import siecle eleves.csv --dry-run").success();
    let output = output.says(
        "la colonne « Date de naisance » n’est pas lue ; si c’est « naissance » : --map 'Date de naisance=naissance'",
    );
    assert_eq!(output.err.matches("pas lue").count() + output.out.matches("pas lue").count(), 1, "{}", output.err);
}
