//! `cpro init`: asked, told, or refused.

use crate::env::TestEnv;

#[test]
fn by_options() {
    TestEnv::new()
        .run("init --name 'Lycée des Tilleuls' --uai 0990001n --email secretariat@tilleuls.example")
        .success()
        .says("Établissement 0990001N enregistré")
        .says("Compte administrateur créé : 0990001N.")
        .says("Ensuite : cpro import siecle FICHIER.csv");
}

#[test]
fn by_questions_asked_until_the_answer_is_good() {
    let env = TestEnv::new();
    env.answer("init", &["Lycée des Tilleuls", "0990001A", "0990001N", "sans arobase", "a@b.example", "2"])
        .success()
        .says("la lettre devrait être N")
        .says("« sans arobase » n’est pas une adresse électronique")
        .says(
            "1  C-Pro STI : https://www.cpro-sti.fr/0990001n\n  2  CPRO éducation : https://www.cerise-pro.fr/0990001N",
        );
    env.run("settings get establishment.site").success().says("https://www.cerise-pro.fr/0990001N");
}

#[test]
fn a_missing_answer_names_its_option() {
    TestEnv::new().run("init --name Lycée --email a@b.example").code(78).says("(--uai)").says("cpro init --uai");
    TestEnv::new().answer("init --no-input --uai 0990001N --email a@b.example", &[]).code(78).says("--name");
}

#[test]
fn a_wrong_code_is_explained() {
    TestEnv::new().run("init --name L --uai 0932048A --email a@b.example").code(2).says("la lettre devrait être W");
}

#[test]
fn the_base_of_another_school_is_refused() {
    let env = TestEnv::with_school();
    env.run("init --name X --uai 0932048W --email a@b.example")
        .code(1)
        .says("celle de l’établissement 0990001N")
        .says("--db");
    env.run("settings get establishment.name").says("Lycée des Tilleuls");
    env.run("settings set establishment.uai 0932048W").code(1).says("--yes");
    env.run("settings set establishment.uai 0932048W --yes").success();
    // Settings copied from a school do not keep the next one from being set up.
    let new = TestEnv::new();
    env.run("settings export r.toml").success();
    std::fs::copy(env.path("r.toml"), new.path("r.toml")).unwrap();
    new.run("settings import r.toml").success();
    new.run("init --name 'Collège Ney' --uai 0441993C --email c@ney.example").success().says("0441993C");
    // The settings of another school leave the identity of this one.
    new.run("settings import r.toml").success().says("ne sont pas repris").says("Aucun réglage à changer");
    new.run("settings import r.toml --identity").code(1).says("--yes");
    // A bad answer leaves no base behind.
    let none = TestEnv::new();
    none.run("init --name L --uai 0932048A --email a@b.example").code(2);
    assert!(!none.path("base/cpro.db").exists());
}

#[test]
fn a_second_init_keeps_the_one_administrator() {
    let env = TestEnv::with_school();
    env.run("init --name 'Autre nom' --yes").success().never_says("Compte administrateur créé");
    let accounts = env.run("accounts list --profile administrateur --format json").json();
    assert_eq!(accounts.as_array().map(Vec::len), Some(1));
    assert_eq!(accounts[0]["login"], "0990001N");
    assert_eq!(accounts[0]["password_state"], "pending");
}

#[cfg(unix)]
#[test]
fn the_base_is_private_and_an_exposed_one_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let env = TestEnv::with_school();
    let mode = |name: &str| std::fs::metadata(env.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("base"), mode("base/cpro.db")), (0o700, 0o600));
    std::fs::set_permissions(env.path("base/cpro.db"), std::fs::Permissions::from_mode(0o640)).unwrap();
    env.run("accounts list").code(77).says("Conseil : chmod 600 ");
}

#[test]
fn without_a_base_the_first_step_is_told() {
    TestEnv::new().run("accounts list").code(66).says("n’existe pas").says("cpro init");
}

#[test]
fn a_second_set_up_shows_before_and_after_and_asks() {
    let env = TestEnv::with_school();
    env.run("init --name 'Lycée des Tilleuls' --uai 0990001N --email secretariat@tilleuls.example").success();
    let command = "init --name 'Lycée Autre'";
    env.run(command).code(1).says("papillons : Lycée des Tilleuls → Lycée Autre").says("--yes");
    env.run("settings get establishment.name").says("Lycée des Tilleuls");
    env.answer(&format!("{command} --uai 0990001N --email b@tilleuls.example --site https://c.example"), &["oui"])
        .success()
        .says("Remplacer 2 réglages ?");
    env.run("settings get establishment.name").says("Lycée Autre");
}

/// The administrator signs in with the code of the school, whichever command changes it; the old login is nobody else's.
#[test]
fn the_administrator_follows_the_code() {
    let env = TestEnv::with_school();
    env.run("settings set establishment.uai 0932048W").code(1).says("--yes");
    env.run("settings set establishment.uai 0932048W --yes").success().says("se connecte désormais avec 0932048W");
    env.run("accounts show 0932048W").success().says("Administrateur");
    env.run("accounts show 0990001N").code(1);
    let reserved: i64 = env
        .base()
        .query_row("select count(*) from logins where login in ('0990001N', '0932048W')", [], |row| row.get(0))
        .unwrap();
    assert_eq!(reserved, 2);
    // And back, through a file.
    let other = TestEnv::with_school();
    other.run("settings export r.toml").success();
    std::fs::copy(other.path("r.toml"), env.path("r.toml")).unwrap();
    env.run("settings import r.toml --identity --yes").success();
    env.run("accounts show 0990001N").success();
    env.run("journal --verify").success();
}
