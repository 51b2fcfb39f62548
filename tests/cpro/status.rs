//! The dashboard: what is done, what waits, until when people are kept.

use crate::env::TestEnv;

#[test]
fn a_morning_at_school() {
    let env = TestEnv::with_school();
    env.run("status --check").code(1).says("✗ élèves importés : cpro import siecle FICHIER").says("import jamais");
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv --create-accounts").success();
    env.run("status")
        .success()
        .says("✓ comptes créés")
        .says("✗ papillons imprimés")
        .says("2MELEC1")
        .says("19 comptes jamais utilisés");
    env.pipe("accounts login celia.abadie --password-stdin", b"11072010\nUne phrase longue 12\nUne phrase longue 12\n")
        .success();
    env.pipe("accounts login celia.abadie --password-stdin", b"Une phrase longue 12\n").success();
    env.run("accounts lock lucas.boivin --yes").success();
    // One division is not the school.
    env.run("slips generate --division 1MCOM -o d.pdf").success();
    env.run("status").success().says("✗ papillons imprimés");
    env.run("slips generate -o p.pdf").success();
    env.run("accounts reset lucas.boivin2 --yes").success();
    env.run("status").success().says("✓ papillons imprimés");
    std::fs::create_dir(env.path("copies")).unwrap();
    env.run(&format!("settings set backup.folder {}", env.path("copies").display())).success();
    env.run("nightly").success();
    env.later(2);
    let told = env.run("status").success();
    told.says("1 compte verrouillé").says("sauvegarde 01/09/2026 (il y a 2 jours)").says("✓ travail de nuit");
    let status = env.run("status --format json").success().json();
    assert_eq!((&status["uai"], &status["states"]["personal"]), (&"0990001N".into(), &1.into()));
    assert_eq!(status["last"]["nightly"]["days"], 2);
    let division = status["divisions"].as_array().unwrap().iter().find(|one| one["division"] == "2MELEC1").unwrap();
    assert_eq!(division["signed_in"], 1);
    let line = env.run("status --line").success().out;
    assert!(line.starts_with("0990001N Lycée des Tilleuls\u{a0}: ") && line.lines().count() == 1, "{line}");
}

#[test]
fn who_left_is_kept_until_a_date() {
    let env = TestEnv::with_accounts();
    env.run("status").success().says("1 personne partie, gardée jusqu’au 30/11/2026");
    env.fixture("exportCSVExtraction_six_semaines_apres.csv");
    env.later(42);
    env.run("import siecle exportCSVExtraction_six_semaines_apres.csv --yes").success();
    env.run("status").success().says("gardées jusqu’au 30/11/2026 (les premières) ou au 11/01/2027 (les dernières)");
    env.run("settings set departed.days 30").success();
    env.run("status --format json").success().says("2026-11-12");
    env.run("status").success().says("dans les 30 jours, par la nuit");
}

#[test]
fn the_page_fits_eighty_columns() {
    let env = TestEnv::with_accounts();
    env.write(
        "x.csv",
        format!("Nom;Prénom;Date de naissance;Code MEF;Division\nX;Y;01/02/2010;24725510211;{}\n", "D".repeat(60)),
    );
    env.run("import siecle x.csv --partial --create-accounts").success();
    let page = env.run("status").success().out;
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

/// A base that was cut or overwritten is ours, and damaged: the advice is the backup, not the path.
#[test]
fn a_base_that_was_cut_is_damaged_and_not_somebody_elses() {
    let env = TestEnv::with_accounts();
    let path = env.path("base/cpro.db");
    let whole = std::fs::read(&path).unwrap();
    let mut overwritten = whole.clone();
    overwritten[100..4_000].fill(7);
    for spoilt in [whole[..whole.len() / 3].to_vec(), overwritten] {
        std::fs::write(&path, spoilt).unwrap();
        for command in ["accounts list", "settings set passwords.days 20"] {
            env.run(command).code(65).says("est endommagée").says("dernière sauvegarde");
        }
    }
    std::fs::write(&path, "pas une base").unwrap();
    env.run("accounts list").code(65).says("n’est pas une base cpro");
}

#[test]
fn the_state_is_a_page_to_look_at() {
    let env = TestEnv::with_accounts();
    env.run("settings set establishment.name 'Lycée <b>des</b> Tilleuls'").success();
    env.pipe("accounts login celia.abadie --password-stdin", b"14032010\n");
    env.run("status --html etat.html").success().says("Page écrite : etat.html");
    let page = std::fs::read_to_string(env.path("etat.html")).unwrap();
    for words in [
        "<html lang=\"fr\">",
        "Lycée &lt;b&gt;des&lt;/b&gt; Tilleuls (0990001N)",
        "Divisions",
        "Mise en place",
        "cpro schedule install",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        !page.contains("src=") && !page.contains("href=") && !page.contains("<script"),
        "nothing comes from elsewhere"
    );
    env.run("status --html etat.html").code(73).says("etat.html");
    env.run("status --html etat.html --force --format json").success();
    env.run("status --force").code(2);
}
