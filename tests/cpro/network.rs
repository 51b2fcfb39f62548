//! `cpro network`: several schools, looked at and not touched.

use std::fs;

use crate::env::TestEnv;

/// Three bases in their folders: two schools that share a login, and a file that is none.
fn network() -> TestEnv {
    let env = TestEnv::new();
    for (folder, uai, pupils) in [
        ("a", "0990001N", "DUPONT;Léa;01/02/2010;2A\nMARTIN;Tom;02/02/2010;2A\n"),
        ("b", "0932048W", "DUPONT;Léa;05/06/2009;1B\n"),
    ] {
        fs::create_dir_all(env.path(&format!("ecoles/{folder}"))).unwrap();
        fs::set_permissions(env.path(&format!("ecoles/{folder}")), std::os::unix::fs::PermissionsExt::from_mode(0o700))
            .unwrap();
        let db = format!("--db ecoles/{folder}/cpro.db");
        env.run(&format!("{db} init --name École --uai {uai} --email a@b.example")).success();
        env.write("e.csv", format!("Nom;Prénom;Date de naissance;Division\n{pupils}"));
        env.run(&format!("{db} import siecle e.csv --yes --force")).success();
        env.run(&format!("{db} accounts create")).success();
    }
    env.run("--db ecoles/a/cpro.db nightly").success();
    env
}

#[test]
fn one_line_a_school() {
    let env = network();
    let before = fs::read(env.path("ecoles/a/cpro.db")).unwrap();
    let told = env.run("network status ecoles").success();
    told.says("0990001N").says("0932048W").says("pas de nuit").says("2 établissements, 3 personnes.");
    let schools = env.run("network status ecoles --format json").success().json();
    assert_eq!((&schools[0]["uai"], &schools[1]["uai"]), (&"0932048W".into(), &"0990001N".into()));
    assert_eq!((schools[1]["people"].as_u64(), schools[1]["initial"].as_u64()), (Some(2), Some(2)));
    assert!(schools[1]["last_sync"].is_null() && schools[1]["look"].as_array().unwrap().is_empty(), "{schools}");
    env.run("network status ecoles --format csv").success().says("uai;name;file;people");
    assert_eq!(before, fs::read(env.path("ecoles/a/cpro.db")).unwrap(), "rien n’est écrit");
    env.later(40);
    env.run("network status ecoles/a/cpro.db").success().says("mots de passe échus");
}

#[test]
fn what_cannot_be_looked_at_is_told() {
    let env = network();
    env.write("ecoles/faux.db", "pas une base");
    env.run("network status ecoles").code(3).says("illisible").says("n’est pas une base cpro").says("0990001N");
    fs::copy(env.path("ecoles/a/cpro.db"), env.path("ecoles/copie.db")).unwrap();
    fs::set_permissions(env.path("ecoles/copie.db"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    env.run("network status ecoles").code(3).says("deux bases");
    env.run("network status absent").code(66);
    env.run("network status").code(2);
    fs::create_dir(env.path("vide")).unwrap();
    env.run("network status vide").success().says("Aucune base");
}

#[test]
fn logins_that_two_schools_gave() {
    let env = network();
    env.run("network clashes ecoles")
        .success()
        .says("lea.dupont")
        .says("0932048W, 0990001N")
        .says("1 identifiant commun.");
    let clashes = env.run("network clashes ecoles --format json").success().json();
    assert_eq!(clashes[0]["login"], "lea.dupont");
    env.run("network clashes ecoles/a/cpro.db").success().says("Aucun identifiant commun");
}
