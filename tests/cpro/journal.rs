//! `cpro journal`, `accounts explain`, `assistance diagnose`: what happened, why, and what to answer.

use crate::env::TestEnv;

#[test]
fn the_journal_names_nobody() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset celia.abadie").success();
    env.pipe("accounts login celia.abadie --password-stdin", b"faux\n").code(1);
    env.pipe("accounts login celia.abadi --password-stdin", b"faux\n").code(1);
    let lines = env.run("journal").success();
    lines
        .says("secretaire")
        .says("accounts.reset")
        .says("refusé : login inconnu")
        .never_says("abadi")
        .never_says("ABADIE");
    let entries = env.run("journal --account celia.abadie --format json").json();
    let results: Vec<&str> =
        entries.as_array().unwrap().iter().map(|entry| entry["result"].as_str().unwrap()).collect();
    assert_eq!(results, ["mot de passe réinitialisé", "refusé : mot de passe non valide"]);
    let keys = "action actor at id record record_id result";
    let mut found: Vec<&String> = entries[0].as_object().unwrap().keys().collect();
    found.sort();
    assert_eq!(found, keys.split(' ').collect::<Vec<_>>());
    env.run("journal --action accounts --since 2026-09-01").success().says("5 lignes.");
    env.run("journal --action account").success().says("Aucune ligne.");
    env.run("journal --since 2026-09-02").success().says("Aucune ligne.");
    env.run("journal --account personne").code(1);
}

#[test]
fn a_line_that_was_changed_is_found() {
    let tampered = |sql: &str| {
        let env = TestEnv::with_accounts();
        for password in ["faux", "faux", "faux"] {
            env.pipe("accounts login celia.abadie --password-stdin", password.as_bytes()).code(1);
        }
        env.run("journal --verify").success().says("Journal intact");
        let base = env.base();
        base.execute_batch(sql).unwrap();
        env
    };
    for sql in [
        "update journal set actor = 'x' where id = 3",
        "update journal set at = '2026-01-01T00:00:00+01:00' where id = (select max(id) from journal)",
        "update journal set result = 'connecté' where id = (select max(id) from journal)",
        "delete from journal where id = 4",
        "delete from journal where id = (select max(id) from journal)",
        "delete from journal where id = 1",
        "delete from journal",
        "update journal set record_id = 7 where id = 2",
        "insert into journal (at, actor, action, record, record_id, result) values ('2026-09-01', 'x', 'x', '', 0, 'x')",
    ] {
        tampered(sql).run("journal --verify").code(65).says("modifié hors de cpro");
    }
    let report =
        tampered("update journal set actor = 'x' where id = 3").run("journal --verify --format json").code(65).json();
    assert_eq!((&report["intact"], &report["broken_at"]), (&false.into(), &3.into()));
}

#[test]
fn an_account_is_explained() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset celia.abadie").success();
    env.run("accounts explain celia.abadie")
        .success()
        .says("« Célia » et « ABADIE » donnent celia.abadie")
        .says("Mot de passe initial, la date de naissance, donné le 01/09/2026 à 08:00")
        .says("exportCSVExtraction.csv, ligne 2")
        .says("mot de passe réinitialisé (secretaire)");
    let homonym = env.run("accounts list --format json").json();
    let second = homonym
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|account| account["login"].as_str())
        .find(|login| login.ends_with('2'))
        .unwrap()
        .to_owned();
    env.run(&format!("accounts explain {second}"))
        .success()
        .says("était déjà à")
        .says(&format!("D’où le numéro à la fin : {second}"));
    env.run("accounts explain --ine 081234501AB").success().says("celia.abadie");
    env.run("accounts explain 0990001N").success().says("code UAI").says("tiré au hasard à l’impression");
    let report = env.run("accounts explain celia.abadie --format json").json();
    assert_eq!((&report["file"], &report["line"]), (&"exportCSVExtraction.csv".into(), &2.into()));
    let every = env.run("accounts list --format json").json();
    for account in every.as_array().unwrap() {
        let login = account["login"].as_str().unwrap();
        let page = env.run(&format!("accounts explain {login}")).success();
        assert!(page.out.lines().all(|line| line.chars().count() <= 80), "{page}");
    }
}

#[test]
fn the_four_situations_of_the_help_desk() {
    let env = TestEnv::with_accounts();
    let situation =
        |login: &str| env.run(&format!("assistance diagnose {login} --format json")).json()["situation"].clone();
    // 1. The login is not the right one.
    env.run("assistance diagnose 'Celia Abadi'")
        .code(1)
        .says("login inconnu")
        .says("cpro assistance diagnose celia.abadie");
    env.run("assistance diagnose 'celia.abadie '").code(1).says("il y a un espace après");
    assert_eq!(situation("zorro"), "unknown_login");
    env.run("assistance diagnose ABADIE").code(1).says("cpro assistance diagnose celia.abadie");
    // On the phone, a name: whoever alone bears it is meant.
    env.run("assistance diagnose 'Célia Abadie'").success().says("Célia ABADIE (celia.abadie)");
    // 2. The first time.
    assert_eq!(situation("celia.abadie"), "first_time");
    env.run("assistance diagnose celia.abadie")
        .success()
        .says("huit chiffres sans espace ni barre (jjmmaaaa)")
        .says("reconnectez-vous avec lui")
        .never_says("11072010");
    // 3. The password is not the right one.
    (0..5).for_each(|_| drop(env.pipe("accounts login celia.abadie --password-stdin", b"faux\n").code(1)));
    assert_eq!(situation("celia.abadie"), "locked");
    env.run("assistance diagnose celia.abadie").success().says("08:01:00").says("cpro accounts unlock celia.abadie");
    env.run("accounts unlock celia.abadie").success();
    env.pipe("accounts login celia.abadie --password-stdin", b"11072010\nKiwi-42bleu\n").success();
    // 4. It is forgotten.
    assert_eq!(situation("celia.abadie"), "forgotten");
    env.run("assistance diagnose celia.abadie")
        .success()
        .says("la date de naissance ne sert plus")
        .says("cpro accounts reset celia.abadie");
    env.later(31);
    assert_eq!(situation("mariam.cisse"), "expired");
    assert_eq!(situation("0990001N"), "pending");
    let page = env.run("assistance diagnose mariam.cisse").success();
    assert!(page.out.lines().all(|line| line.chars().count() <= 80), "{page}");
    for number in ["1. ", "2. ", "3. ", "4. "] {
        assert!(page.out.lines().any(|line| line.starts_with(number)), "{page}");
    }
}
