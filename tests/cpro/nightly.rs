//! `cpro accounts request` and `cpro nightly`: asked by day, done by night, once.

use crate::env::TestEnv;

fn state(env: &TestEnv, login: &str) -> String {
    env.run(&format!("accounts show {login} --format json")).json()["password_state"].as_str().unwrap().to_owned()
}

fn choose(env: &TestEnv, login: &str, initial: &str) {
    env.pipe(&format!("accounts login {login} --password-stdin"), format!("{initial}\nKiwi-42bleu\n").as_bytes())
        .success();
}

#[test]
fn asking_twice_is_asking_once() {
    let env = TestEnv::with_accounts();
    env.run("accounts request celia.abadie --reason 'papier perdu'")
        .success()
        .says("1 demande enregistrée.")
        .says("cpro accounts reset --requested");
    env.run("accounts request celia.abadie")
        .success()
        .says("0 demande enregistrée.")
        .says("1 compte déjà dans la liste");
    env.run("accounts request --list").success().says("papier").says("celia.abadie").says("1 demande.");
    let list = env.run("accounts request --list --format json").json();
    assert_eq!(
        list,
        serde_json::json!([{ "login": "celia.abadie", "requested_at": "2026-09-01T08:00:00+02:00", "requested_by": "secretaire", "reason": "papier perdu" }])
    );
    env.run("accounts list --requested").success().says("1 compte.");
    env.run("accounts request celia.abadie --cancel").success().says("1 demande retirée.");
    env.run("accounts request --list").success().says("Aucune demande en attente.");
    env.run("accounts request").code(2);
    env.run("accounts request --class 2MELEC1").code(1).says("6 comptes");
    env.run(&format!("accounts request celia.abadie --reason {}", "x".repeat(201))).code(2).says("200 caractères");
}

#[test]
fn the_night_answers_and_the_second_one_has_nothing_to_do() {
    let env = TestEnv::with_accounts();
    choose(&env, "celia.abadie", "11072010");
    env.run("accounts request celia.abadie").success();
    env.run("nightly --dry-run").success().says("1 compte sera réinitialisé (simulation");
    assert_eq!(state(&env, "celia.abadie"), "personal");
    let night = env.run("nightly --report nuit.csv --slips . --format json").success();
    let report = night.json();
    let expected = [("requested", 1), ("reset", 1), ("expired", 0), ("purged_documents", 0), ("purged_journal", 0)];
    for (key, value) in expected {
        assert_eq!(report[key], value, "{report}");
    }
    assert_eq!(state(&env, "celia.abadie"), "initial");
    let list = std::fs::read_to_string(env.path("nuit.csv")).unwrap();
    assert_eq!(
        list,
        "\u{feff}Identifiant;Nom;Prénom;Division;Résultat\r\ncelia.abadie;ABADIE;Célia;2MELEC1;réinitialisé\r\n"
    );
    assert!(std::fs::read(env.path("papillons-2026-09-01.pdf")).unwrap().starts_with(b"%PDF"));
    env.run("nightly").success().says("Nuit du 01/09/2026 (0990001N) : rien à faire.");
    let quiet = env.run("nightly --quiet").success();
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
}

#[test]
fn reset_requested_is_what_cron_runs() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset --requested --yes").success().says("Aucun compte à réinitialiser.");
    env.run("accounts request celia.abadie mariam.cisse --yes").success();
    env.write("liste.txt", "# en retard\ncelia.abadie # vue ce matin\npersonne\n");
    env.run("accounts reset --from liste.txt --yes --report fait.csv")
        .code(3)
        .says("« personne » ne désigne aucun compte");
    env.run("accounts request --list").success().says("1 demande.").never_says("celia.abadie");
    env.run("accounts list --from fait.csv").success().says("1 compte.");
    let report = env.run("accounts reset --requested --yes --format json").success().json();
    assert_eq!((&report["requested"], &report["reset"]), (&1.into(), &1.into()), "{report}");
}

#[test]
fn whoever_chose_since_is_not_reset() {
    let env = TestEnv::with_accounts();
    env.run("accounts request celia.abadie mariam.cisse --yes").success();
    choose(&env, "celia.abadie", "11072010");
    env.run("accounts request --list").success().never_says("celia.abadie");
    env.run("accounts request celia.abadie").success();
    env.pipe("accounts passwd celia.abadie --password-stdin", b"Kiwi-42bleu\nAutre-kiwi-43\n").success();
    let base = env.base();
    base.execute_batch(
        "insert into requests (account_id, at, actor, version) select id, '2026-08-31T08:00:00+02:00', 'x', 1 from accounts where login = 'celia.abadie'",
    )
    .unwrap();
    let night = env.run("nightly --format json").success();
    let report = night.json();
    assert_eq!(report["reset"], 1);
    assert_eq!(
        report["skipped"],
        serde_json::json!([{ "login": "celia.abadie", "reason": "mot de passe personnel choisi depuis la demande" }])
    );
    night.says("compte laissé de côté");
    assert_eq!(state(&env, "celia.abadie"), "personal");
    env.run("nightly --quiet --format json").success().never_says("celia.abadie");
}

#[test]
fn what_is_past_becomes_unusable_and_is_never_given_again() {
    let env = TestEnv::with_accounts();
    env.run("slips generate -o p.pdf").success();
    env.later(31);
    let hashes = |env: &TestEnv| -> i64 {
        let base = env.base();
        base.query_row("select count(*) from accounts where hash like '$argon2id$%'", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(hashes(&env), 19);
    env.run("nightly").success().says("19 mots de passe rendus inutilisables et 1 document de papillons effacé.");
    assert_eq!(hashes(&env), 0);
    assert_eq!(state(&env, "celia.abadie"), "expired");
    env.run("nightly").success().says("rien à faire");
    env.pipe("accounts login celia.abadie --password-stdin", b"11072010\n").code(1).says("expiré");
    env.run("accounts reset --expired --yes").success().says("19 comptes réinitialisés.");
}

#[test]
fn a_clock_that_went_back_expires_nobody() {
    let env = TestEnv::with_accounts();
    env.later(31);
    env.run("settings set passwords.days 20").success();
    env.later(-2);
    env.run("nightly --quiet")
        .code(1)
        .says("retarde sur la dernière opération (02/10/2026 à 08:00)")
        .says("--trust-clock");
    env.later(-1000);
    let report = env.run("nightly --format json").code(1).json();
    assert_eq!((&report["expired"], report["warnings"].as_array().map(Vec::len)), (&0.into(), Some(1)), "{report}");
    env.later(1033);
    env.run("nightly").success().says("19 mots de passe rendus inutilisables").never_says("retarde");
    env.later(-2);
    env.run("nightly --trust-clock").success().never_says("retarde");
    env.run("nightly").success().never_says("retarde");
}

#[test]
fn the_journal_is_kept_as_long_as_is_set() {
    let env = TestEnv::with_accounts();
    env.run("settings set journal.days 1096").code(2).says("entre 1 et 1095");
    env.run("settings set journal.days 400").success();
    env.later(399);
    env.run("nightly").success().never_says("journal");
    env.later(2);
    env.run("nightly").success().says("lignes de journal effacées");
    env.run("journal --verify").success().says("Journal intact");
    env.run("nightly").success().says("rien à faire");
}

#[test]
fn backups_are_made_when_something_changed_and_turn() {
    let env = TestEnv::with_accounts();
    std::fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    std::fs::remove_dir(env.path("copies")).unwrap();
    env.run("nightly").code(73).says("sauvegarde").says("copies");
    std::fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.keep 2").success();
    std::fs::write(env.path("copies/lisez-moi.txt"), "à garder").unwrap();
    env.run("nightly").success().says("sauvegarde cpro-0990001N-2026-09-01.db");
    env.run("nightly").success().says("rien à faire");
    for day in 0..3 {
        env.later(1);
        env.run("nightly").success().says("rien à faire");
        env.run(&format!("settings set passwords.days {}", 20 + day)).success();
        env.run("nightly").success().says("sauvegarde");
    }
    let mut names: Vec<String> = std::fs::read_dir(env.path("copies"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let expected = [
        "cpro-0990001N-2026-09-03.db",
        "cpro-0990001N-2026-09-03.db.sha256",
        "cpro-0990001N-2026-09-04.db",
        "cpro-0990001N-2026-09-04.db.sha256",
        "lisez-moi.txt",
    ];
    assert_eq!(names, expected);
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(env.path("copies").join(expected[2])).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    }
    env.run("--db copies/cpro-0990001N-2026-09-04.db accounts list").success().says("19 comptes.");
    env.run("--db copies/cpro-0990001N-2026-09-04.db journal --verify").success();
}

#[test]
fn a_part_that_fails_leaves_the_others_done() {
    let env = TestEnv::with_accounts();
    std::fs::create_dir(env.path("absent")).unwrap();
    env.run("settings set backup.folder absent").success();
    std::fs::remove_dir(env.path("absent")).unwrap();
    env.run("accounts request celia.abadie").success();
    env.write("deja.csv", "x");
    env.later(31);
    let night = env.run("nightly --report deja.csv --format json").code(73);
    let report = night.json();
    assert_eq!((&report["reset"], &report["expired"]), (&0.into(), &19.into()), "{report}");
    assert_eq!(report["errors"].as_array().map(Vec::len), Some(2));
    night.says("réinitialisations : ").says("--force");
    env.run("accounts request --list").success().says("1 demande.");
}

#[test]
fn an_output_is_never_the_base_nor_another_output() {
    let env = TestEnv::with_accounts();
    for command in [
        "accounts reset celia.abadie --report base/cpro.db --force",
        "accounts reset celia.abadie --slips base/../base/cpro.db --force",
        "slips generate -o base/cpro.db --force",
        "accounts reset celia.abadie --report base/cpro.db-journal --force",
    ] {
        env.run(command).code(73).says("est la base elle-même");
    }
    env.run("accounts reset celia.abadie --slips x.pdf --report x.pdf")
        .code(2)
        .says("ne peut pas recevoir deux fichiers");
    env.run("accounts request celia.abadie").success();
    env.run("nightly --slips x.pdf --report x.pdf").code(2).says("1 demande non traitée");
    env.run("nightly --report base/cpro.db --force").code(73);
    env.run("accounts request --list").success().says("1 demande.");
    env.run("journal --verify").success();
}

#[test]
fn a_missing_folder_of_slips_is_said_before_anything_is_done() {
    let env = TestEnv::with_accounts();
    env.run("accounts request celia.abadie").success();
    for folder in ["absent", "absent/"] {
        env.run(&format!("nightly --slips {folder}")).code(66).says("mkdir -m 700").says("1 demande non traitée");
    }
    assert!(!env.path("absent").exists());
    std::fs::create_dir(env.path("absent")).unwrap();
    env.run("nightly --quiet --slips absent --report absent")
        .success()
        .says("Papillons : absent/papillons-2026-09-01.pdf");
    assert!(env.path("absent/reinitialises-2026-09-01.csv").exists());
    env.write("absent/papillons-notes.pdf", "à garder");
    env.later(31);
    env.run("nightly --slips absent --dry-run").success().says("1 fichier de papillons sera effacé");
    env.run("nightly --slips absent").success().says("1 fichier de papillons effacé");
    assert!(!env.path("absent/papillons-2026-09-01.pdf").exists() && env.path("absent/papillons-notes.pdf").exists());
}

#[test]
fn whoever_was_locked_by_hand_stays_so() {
    let env = TestEnv::with_accounts();
    env.run("accounts lock celia.abadie").success();
    env.run("accounts reset --class 2MELEC1 --yes")
        .success()
        .says("Célia ABADIE (celia.abadie), compte verrouillé")
        .says("5 comptes");
    env.run("accounts request celia.abadie").success();
    env.run("nightly").success().says("1 demande laissée de côté");
    env.run("accounts list --locked").success().says("1 compte.");
    env.run("accounts reset --locked").success().says("1 compte réinitialisé");
    env.run("accounts list --locked").success().says("Aucun compte");
}

#[test]
fn a_request_follows_the_password_that_it_is_about() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset celia.abadie --random").success();
    env.run("accounts request celia.abadie --reason 'papier perdu'").success();
    env.run("slips generate celia.abadie -o p.pdf").success();
    env.run("accounts request --list").success().says("Aucune demande");
    env.run("accounts request celia.abadie").success().says("1 demande enregistrée.");
    env.run("nightly").success().says("1 compte réinitialisé");
}

#[test]
fn a_clock_years_ahead_is_doubted_too() {
    let env = TestEnv::with_accounts();
    env.later(2_000);
    env.run("nightly").code(1).says("avance de plus d’un an").says("rien n’a été fait");
    env.later(-1_990);
    env.run("nightly").success().never_says("horloge");
}

#[test]
fn nothing_is_dated_by_a_clock_that_the_journal_contradicts() {
    let commands = [
        "accounts create",
        "accounts reset celia.abadie --yes",
        "accounts reset celia.abadie --dry-run",
        "accounts lock celia.abadie --yes",
        "accounts request celia.abadie",
        "accounts email celia.abadie a@exemple.fr",
        "slips generate -o p.pdf",
        "import siecle exportCSVExtraction.csv --yes",
        "import undo 1 --yes",
        "users add --profile enseignant --family-name Petit --first-name Paul --birth-date 1980-03-14",
        "users archive celia.abadie --yes",
        "settings set passwords.days 20",
        "transfers enable --register 12 --yes",
        "init --name Autre --yes",
    ];
    for days in [-400, 2_000] {
        let env = TestEnv::with_accounts();
        let before = std::fs::read(env.path("base/cpro.db")).unwrap();
        env.later(days);
        for command in commands {
            env.run(command).code(1).says("’horloge de la machine").says("--trust-clock").never_says("Attention");
        }
        env.pipe("accounts login celia.abadie --password-stdin", b"11072010\n").code(1).says("--trust-clock");
        assert!(std::fs::read(env.path("base/cpro.db")).unwrap() == before);
        assert!(!env.path("p.pdf").exists());
        env.run("status").success().says("’horloge de la machine");
        env.run("settings set passwords.days 20 --trust-clock").success();
        env.run("settings set passwords.days 21").success();
        env.run("journal").success().says("horloge confirmée");
        env.run("journal --verify").success();
    }
}

#[test]
fn what_a_wrong_clock_has_written_is_shown() {
    let env = TestEnv::with_accounts();
    env.later(2_000);
    env.run("accounts reset celia.abadie --yes --trust-clock").success();
    env.later(-2_000);
    env.run("status").success().says("1 mot de passe donné pour plus longtemps").says("1 compte daté de l’avenir");
}

#[test]
fn a_damaged_backup_is_made_again() {
    let env = TestEnv::with_accounts();
    std::fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("nightly").success().says("sauvegarde");
    let copy = env.path("copies/cpro-0990001N-2026-09-01.db");
    let seal = env.path("copies/cpro-0990001N-2026-09-01.db.sha256");
    let mut bytes = std::fs::read(&copy).unwrap();
    bytes.push(0);
    std::fs::write(&copy, bytes).unwrap();
    env.run("nightly").success().says("sauvegarde");
    std::fs::remove_file(seal).unwrap();
    env.run("nightly").success().says("sauvegarde");
    env.run("nightly").success().says("rien à faire");
    env.later(100);
    env.run("settings set passwords.days 20").success();
    let report = env.run("nightly --format json").success().json();
    assert_eq!(report["backups_removed"], 1, "{report}");
}

/// Each part finds what the ones before it leave: whoever is reset does not expire, and the backup is of a changed base.
#[test]
fn a_dry_run_says_what_the_night_then_does() {
    let env = TestEnv::with_accounts();
    std::fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("slips generate -o p.pdf").success();
    env.run("nightly").success();
    env.later(31);
    env.run("accounts request celia.abadie mariam.cisse --yes").success();
    let before = std::fs::read(env.path("base/cpro.db")).unwrap();
    let mut tried = env.run("nightly --dry-run --slips nuit.pdf --format json").success().json();
    assert!(std::fs::read(env.path("base/cpro.db")).unwrap() == before && !env.path("nuit.pdf").exists());
    let mut done = env.run("nightly --slips nuit.pdf --format json").success().json();
    for report in [&mut tried, &mut done] {
        report["dry_run"] = false.into();
        report["slips"] = serde_json::Value::Null;
    }
    assert_eq!(tried, done);
    assert_eq!((&done["reset"], &done["expired"]), (&2.into(), &17.into()));
}
