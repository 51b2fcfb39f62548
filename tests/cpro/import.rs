//! `cpro import siecle`: every family, every accident, twice, later, partly.

use crate::env::{Output, TestEnv, fixtures, zipped};

fn import(env: &TestEnv, file: &str, options: &str) -> Output {
    env.fixture(file);
    env.run(&format!("import siecle {file} {options}"))
}

/// Every row is somewhere: the totals of a report add up.
fn adds_up(report: &serde_json::Value) -> bool {
    let n = |key: &str| report[key].as_u64().unwrap();
    let keys =
        ["created", "updated", "unchanged", "returned", "leaving", "repeated", "completed", "rejected", "conflicts"];
    n("read") == keys.iter().map(|key| n(key)).sum::<u64>()
}

#[test]
fn every_family_in_every_alphabet() {
    let cases = [
        ("EXP_Liste_des_eleves_par_division.csv", "A", "Windows-1252", ";", 19, 19),
        ("EXP_Liste_formules_guillemets.csv", "A", "Windows-1252", ";", 19, 19),
        ("exportCSVExtraction.csv", "B", "Windows-1252", ";", 20, 20),
        ("exportCSVExtraction_mac.csv", "B", "Mac Roman", ";", 20, 20),
        ("exportCSVExtraction_utf16.csv", "B", "UTF-16", ";", 20, 20),
        ("exportCSVExtraction_virgules.csv", "B", "UTF-8", ",", 20, 20),
        ("exportCSVExtraction_responsables.csv", "B", "Windows-1252", ";", 40, 20),
        ("ElevesComplete_reenregistre_excel.csv", "C", "Windows-1252", ";", 25, 20),
        ("candidats_hors_bee.csv", "candidats", "Windows-1252", ";", 6, 6),
    ];
    for (file, family, encoding, delimiter, read, created) in cases {
        let env = TestEnv::with_school();
        let report = import(&env, file, "--format json").success().json();
        let found = (&report["family"], &report["encoding"], &report["delimiter"], &report["read"], &report["created"]);
        assert_eq!(
            found,
            (&family.into(), &encoding.into(), &delimiter.into(), &read.into(), &created.into()),
            "{file}"
        );
        assert_eq!(
            (&report["schema"], &report["source"], &report["rejected"]),
            (&1.into(), &"siecle".into(), &0.into())
        );
        assert!(adds_up(&report), "{file}: {report}");
    }
}

#[test]
fn all_alphabets_give_the_same_logins() {
    let logins = |file: &str| {
        let env = TestEnv::with_school();
        import(&env, file, "").success();
        env.run("accounts create").success();
        env.run("accounts list --format csv")
            .success()
            .out
            .lines()
            .map(|line| line.split(';').next().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let first = logins("exportCSVExtraction.csv");
    assert_eq!(first.len(), 1 + 19);
    assert!(first.contains(&"oella.klein".to_owned()), "{first:?}");
    for file in
        ["exportCSVExtraction_mac.csv", "exportCSVExtraction_utf16.csv", "ElevesComplete_reenregistre_excel.csv"]
    {
        assert_eq!(logins(file), first, "{file}");
    }
}

#[test]
fn the_same_file_twice_changes_nothing_and_says_so() {
    let env = TestEnv::with_school();
    import(&env, "exportCSVExtraction.csv", "").success().says("20 lignes lues : 20 arrivées.");
    let before = std::fs::read(env.path("base/cpro.db")).unwrap();
    import(&env, "exportCSVExtraction.csv", "").success().says("20 lignes lues, aucun changement.");
    assert_eq!(std::fs::read(env.path("base/cpro.db")).unwrap(), before);
    for other in ["ElevesComplete_reenregistre_excel.csv", "EXP_Liste_des_eleves_par_division.csv"] {
        let report = import(&env, other, "--yes --format json").json();
        assert_eq!((&report["created"], &report["departed"]), (&0.into(), &0.into()), "{other}: {report}");
    }
}

#[test]
fn six_weeks_later() {
    let env = TestEnv::with_accounts();
    env.later(42);
    let file = "exportCSVExtraction_six_semaines_apres.csv";
    let report = import(&env, file, "--dry-run --format json").json();
    assert_eq!(
        (&report["departed"], &report["created"], &report["updated"]),
        (&1.into(), &2.into(), &3.into()),
        "{report}"
    );
    assert_eq!(report["changed_fields"], serde_json::json!({ "birth_date": 1, "division": 1, "family_name": 1 }));
    assert!(adds_up(&report) && report["batch"].is_null());

    import(&env, file, "").code(1).says("il faut une confirmation").says("--yes");
    import(&env, file, "--yes")
        .success()
        .says("nom : BOIVIN → BOIVIN-CORRIGÉ")
        .says("identifiant inchangé")
        .says("lucas.boivin")
        .says("mot de passe initial refait")
        .says("20 lignes lues : 2 arrivées, 3 modifiés, 15 inchangés ; 1 départ (absent du fichier).");
    env.run("accounts show mariam.cisse").success().says("désactivé");
    env.run("accounts create").success().says("2 comptes créés");
    env.run("accounts show zoe.lukasiewicz").success();
}

#[test]
fn who_comes_back_finds_the_same_login() {
    let env = TestEnv::with_accounts();
    import(&env, "exportCSVExtraction_six_semaines_apres.csv", "--yes").success();
    import(&env, "exportCSVExtraction.csv", "--yes --max-departures 20%").success().says("1 retour");
    let account = env.run("accounts show mariam.cisse --format json").json();
    assert_eq!((&account["status"], &account["password_state"]), (&"active".into(), &"initial".into()));
}

#[test]
fn asked_in_a_terminal() {
    let env = TestEnv::with_accounts();
    let file = "exportCSVExtraction_six_semaines_apres.csv";
    env.fixture(file);
    env.answer(&format!("import siecle {file}"), &["peut-être", "non"])
        .code(1)
        .says("Répondez par oui ou par non.")
        .says("Annulé : rien n’a été modifié");
    env.answer(&format!("import siecle {file}"), &["oui"]).success().says("1 départ");
}

#[test]
fn a_partial_file_is_stopped_and_the_divisions_named() {
    let env = TestEnv::with_accounts();
    let whole = std::fs::read_to_string(fixtures().join("siecle/exportCSVExtraction_six_semaines_apres.csv")).unwrap();
    let part: Vec<&str> = whole.lines().filter(|line| line.contains("1MCOM") || line.contains("Nom")).collect();
    env.write("une_division.csv", part.join("\n"));
    env.run("import siecle une_division.csv --yes")
        .code(1)
        .says("seraient désactivés")
        .says("1 PRO TNE (")
        .says("--partial")
        .says("--max-departures");
    env.run("import siecle une_division.csv --partial").success().says("Fichier partiel");
    env.run("import siecle une_division.csv --yes --max-departures 90%").success().says("départs");
}

#[test]
fn dirty_rows_are_rejected_one_by_one() {
    let env = TestEnv::with_school();
    let report = import(&env, "sale.csv", "--format json").code(3).json();
    assert_eq!(
        (&report["read"], &report["rejected"], &report["conflicts"]),
        (&18.into(), &5.into(), &2.into()),
        "{report}"
    );
    assert!(adds_up(&report), "{report}");
    let lines: Vec<u64> =
        report["rejects"].as_array().unwrap().iter().map(|row| row["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [3, 4, 9, 10, 14]);
    assert!(
        report["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .any(|text| text.as_str().unwrap().contains("lettre a été perdue"))
    );

    let rejects = std::fs::read(env.path("sale.csv.rejets.csv")).unwrap();
    assert!(rejects.starts_with(b"Nom de famille;Nom d'usage;Pr\xe9nom 1;"), "même codage");
    assert_eq!(rejects.iter().filter(|byte| **byte == b'\n').count(), 6);
    let corrected = String::from_utf8_lossy(&rejects).replace("01/02/10", "01/02/2010").replace("1,23E+10", "");
    env.write("corriges.csv", corrected.replace('\u{fffd}', "e"));
    env.run("import siecle corriges.csv").code(3).says("Fichier partiel").says("2 arrivées");
}

#[cfg(unix)]
#[test]
fn rejected_rows_are_private_and_go_where_they_are_asked() {
    use std::os::unix::fs::PermissionsExt;
    let env = TestEnv::with_school();
    import(&env, "sale.csv", "--rejects a-corriger.csv").code(3).says("cpro import siecle a-corriger.csv --partial");
    let mode = std::fs::metadata(env.path("a-corriger.csv")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(!env.path("sale.csv.rejets.csv").exists());
}

#[test]
fn what_a_dirty_row_shows_is_harmless() {
    let env = TestEnv::with_school();
    import(&env, "sale.csv", "--verbose")
        .code(3)
        .never_says("\u{1b}")
        .never_says("081234548AB")
        .says("même INE …48AB : Pollux");
    env.run("accounts create")
        .success()
        .says("date de naissance dans le futur")
        .says("âge peu vraisemblable (56 ans)")
        .says("eleve.1");
    env.run("accounts list --format csv").success().says("'=CMD()");
}

#[test]
fn files_that_are_not_lists_of_pupils() {
    let env = TestEnv::with_school();
    let cases: [(&str, &[u8], &str); 6] = [
        ("vide.csv", b"", "un fichier vide"),
        ("papillons.pdf", b"%PDF-1.7", "un document PDF"),
        ("eleves.xlsx", &zipped("xl/workbook.xml", b"<workbook/>"), "ou abîmé"),
        ("eleves.xml", b"<?xml version='1.0' encoding='ISO-8859-15'?><STS_EDT/>", "cpro import sts FICHIER"),
        ("binaire.csv", b"\x00\x01\x02", "binaire"),
        ("autre.csv", b"Produit;Prix\nA;1\n", "colonnes lues : Produit, Prix"),
    ];
    let before = std::fs::read(env.path("base/cpro.db")).unwrap();
    for (name, bytes, expected) in cases {
        env.write(name, bytes);
        env.run(&format!("import siecle {name}")).code(65).says(expected).says(name);
    }
    import(&env, "mojibake.csv", "").code(65).says("accents abîmés").says("ligne 1");
    import(&env, "autre_etablissement.csv", "").code(65).says("autre établissement (0932048W)");
    import(&env, "responsables.csv", "").code(65).says("responsables");
    env.run("import siecle absent.csv").code(66).says("absent.csv");
    env.run("import siecle .").code(74).says("c’est un dossier");
    assert_eq!(std::fs::read(env.path("base/cpro.db")).unwrap(), before);
}

#[test]
fn standard_input_and_several_files() {
    let env = TestEnv::with_school();
    let bytes = std::fs::read(fixtures().join("siecle/exportCSVExtraction.csv")).unwrap();
    env.pipe("import siecle -", &bytes).success().says("entrée standard").says("20 arrivées");
    let env = TestEnv::with_school();
    env.write("a.csv", "Nom;Prénom;Date de naissance;Division;MEF\nUN;Élève;01/02/2010;2A;X\n");
    env.write(
        "b.csv",
        "Nom;Prénom;Date de naissance;Division;MEF\nDEUX;Élève;01/02/2010;2B;X\nUN;Élève;01/02/2010;2A;X\n",
    );
    env.run("import siecle a.csv b.csv").success().says("3 lignes lues : 2 arrivées, 1 ligne répétée.");
    env.run("import siecle a.csv b.csv --rejects r.csv").code(2);
}

#[test]
fn accounts_and_slips_in_the_same_run() {
    let env = TestEnv::with_school();
    import(&env, "exportCSVExtraction.csv", "--create-accounts --slips papillons.pdf")
        .success()
        .says("20 arrivées")
        .says("19 comptes créés")
        .says("19 papillons sur 10 pages");
    assert!(env.path("papillons.pdf").exists());
    let without = TestEnv::new();
    without.fixture("exportCSVExtraction.csv");
    without
        .run("import siecle exportCSVExtraction.csv --create-accounts")
        .code(78)
        .says("cpro settings set establishment.name");
    without.run("accounts list").success().says("Aucun compte");
}

#[test]
fn candidates_link_to_known_pupils() {
    let env = TestEnv::with_accounts();
    let report = import(&env, "candidats_hors_bee.csv", "--format json").success().json();
    assert_eq!(
        (&report["created"], &report["updated"], &report["departed"]),
        (&0.into(), &6.into(), &0.into()),
        "{report}"
    );
    let alone = TestEnv::with_school();
    import(&alone, "candidats_hors_bee.csv", "").success();
    alone
        .run("accounts create")
        .success()
        .says("4 comptes créés")
        .says("2 personnes sans compte : candidature non inscrite.");
}

#[test]
fn tables_fit_a_terminal_of_eighty_columns() {
    let env = TestEnv::with_accounts();
    env.fixture("exportCSVExtraction_six_semaines_apres.csv");
    let long = "L".repeat(60);
    env.write("long.csv", format!("Nom;Prénom;Date de naissance;Division\n{long};{long};01/02/2010;2A\n"));
    for command in [
        "import siecle exportCSVExtraction_six_semaines_apres.csv --yes",
        "import siecle long.csv --partial",
        "accounts create",
        "accounts list",
    ] {
        let output = env.run(command).success();
        assert!(
            output.out.lines().filter(|line| line.starts_with([' ', '─'])).all(|line| line.chars().count() <= 80),
            "{output}"
        );
    }
}

/// What the run would refuse, the dry run refuses; and what it says of rows that change nothing is a simulation too.
#[test]
fn a_dry_run_refuses_what_the_run_refuses() {
    let env = TestEnv::with_school();
    env.fixture("sale.csv");
    for trial in ["--yes", "--dry-run"] {
        env.run(&format!("import siecle sale.csv --partial --rejects absent/r.csv {trial}")).code(73).says("--rejects");
    }
    env.run("import history").success().never_says("sale.csv");
    env.run("import siecle sale.csv --partial --yes").code(3);
    env.run("import siecle sale.csv --partial --dry-run").code(3).says("Simulation");
}

/// Accounts and slips that would follow are counted on a copy of the base.
#[test]
fn a_dry_run_counts_what_follows() {
    let import = "import siecle exportCSVExtraction.csv --create-accounts --slips p.pdf";
    for (env, follows) in [
        (TestEnv::with_school(), "19 comptes créés et 19 papillons imprimés"),
        (TestEnv::with_accounts(), "0 compte créé"),
    ] {
        env.fixture("exportCSVExtraction.csv");
        env.run(&format!("{import} --dry-run")).success().says(follows);
        let json = env.run(&format!("{import} --dry-run --format json")).success().json();
        let done = env.run(&format!("{import} --yes --format json")).success().json();
        assert_eq!(json["accounts_created"], done["accounts_created"]);
    }
}

/// What a corrected birth date and a return cost is counted before it is done.
#[test]
fn an_import_counts_what_is_lost() {
    let env = TestEnv::with_accounts();
    env.run("slips generate --all --per-page 2 -o p.pdf").success();
    let line = "Nom de famille;Prénom 1;Date de naissance;INE;N° interne;Division;Code MEF\n";
    env.write("un.csv", format!("{line}ABADIE;Célia;12/07/2010;081234501AB;03000990001;2MELEC1;24725510211\n"));
    let import = "import siecle un.csv --partial";
    env.run(&format!("{import} --dry-run")).success().says("1 papillon déjà imprimé");
    let json = env.run(&format!("{import} --yes --format json")).success().json();
    assert_eq!((&json["loss"]["slips"], &json["loss"]["personal_passwords"]), (&1.into(), &0.into()));
}

/// A birth date corrected by hand makes a slip false: it is said, as an import says it.
#[test]
fn a_corrected_birth_date_is_a_new_password_and_is_said() {
    let env = TestEnv::with_accounts();
    env.run("users edit celia.abadie --birth-date 12/07/2010").success().says("réimprimez son papillon");
    env.run("users edit celia.abadie --first-name Céline").success().never_says("réimprimez");
}

/// Trying, on a path mistyped, leaves nothing there.
#[test]
fn a_try_makes_no_base() {
    let env = TestEnv::new();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv --dry-run --db neuf.db").success().says("Simulation");
    env.run("import siecle exportCSVExtraction.csv --explain-line 2 --db neuf.db")
        .success()
        .says("elle serait ajoutée");
    assert!(!env.path("neuf.db").exists());
}

/// The page is written before the question, so that whoever answers has seen it.
#[test]
fn every_change_is_on_a_page() {
    let env = TestEnv::with_school();
    env.fixture("exportCSVExtraction.csv");
    let asked = env.answer("import siecle exportCSVExtraction.csv --report page.html --open", &["non"]);
    asked.code(1).says("Page écrite : page.html").says("Annulé");
    let page = std::fs::read_to_string(env.path("page.html")).unwrap();
    for words in ["Import de exportCSVExtraction.csv", "arrivée (20)", "Célia ABADIE", "id=\"genre-0\""] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(env.system.0.borrow().ran, ["open page.html"]);
    env.run("import siecle exportCSVExtraction.csv --report page.html").code(73).says("--force");
    env.run("import siecle exportCSVExtraction.csv --report p.pdf --slips p.pdf").code(2);
    env.run("import siecle exportCSVExtraction.csv -n --report page.html --force").success();
    // A file that is refused is on its page too: who would leave.
    env.run("import siecle exportCSVExtraction.csv").success();
    env.write(
        "un.csv",
        "Nom;Prénom;Date de naissance;Code MEF;Division\nABADIE;Célia;11/07/2010;24725510211;2MELEC1\n",
    );
    env.run("import siecle un.csv --report partis.html").code(1).says("seraient désactivés");
    assert!(std::fs::read_to_string(env.path("partis.html")).unwrap().contains("départ ("));
}
