//! `cpro accounts login`, `passwd`, `lock`, `unlock`: the sentences, the waits, the rules.

use crate::env::{Output, TestEnv};

const PUPIL: &str = "accounts login celia.abadie --password-stdin";

fn try_password(env: &TestEnv, password: &str) -> Output {
    env.pipe(PUPIL, format!("{password}\n").as_bytes())
}

/// A pupil who has chosen « Kiwi-42bleu ».
fn personal() -> TestEnv {
    let env = TestEnv::with_accounts();
    env.pipe(PUPIL, b"11072010\nKiwi-42bleu\nKiwi-42bleu\n").success();
    env
}

#[test]
fn the_sentences_of_the_service() {
    let env = TestEnv::with_accounts();
    let exact = |output: Output| output.out.trim_end().to_owned();
    let unknown = env.pipe("accounts login personne --password-stdin", b"x\n").code(1);
    assert_eq!(exact(unknown), "Authentification incorrecte\u{a0}: login inconnu");
    assert_eq!(
        exact(try_password(&env, "11072011").code(1)),
        "Authentification incorrecte\u{a0}: mot de passe non valide."
    );
    try_password(&env, "11072010").success().says("Première connexion : un mot de passe personnel doit être choisi.");
}

#[test]
fn the_first_time_demands_a_personal_password_twice() {
    let env = TestEnv::with_accounts();
    env.answer(
        "accounts login celia.abadie",
        &["11072010", "Celia-Abadie-1", "Kiwi-42bleu", "Kiwi-42blue", "Kiwi-42bleu", "Kiwi-42bleu"],
    )
    .success()
    .says("Première connexion : choisissez un mot de passe personnel.")
    .says("8 caractères de 3 sortes")
    .says("il contient l’identifiant et il contient le nom ou le prénom")
    .says("les deux saisies diffèrent")
    .says("reconnectez-vous avec ce nouveau mot de passe")
    .never_says("Kiwi-42bleu")
    .never_says("11072010");
    try_password(&env, "11072010").code(1);
    try_password(&env, "Kiwi-42bleu").success().says("Connexion réussie : Célia ABADIE.");
    let account = env.run("accounts show celia.abadie --format json").json();
    assert_eq!(
        (&account["password_state"], &account["must_change"], &account["last_login_at"]),
        (&"personal".into(), &false.into(), &"2026-09-01T08:00:00+02:00".into())
    );
}

#[test]
fn the_machine_contract_of_a_try() {
    let env = TestEnv::with_accounts();
    let json = |stdin: &str| env.pipe(&format!("{PUPIL} --format json"), stdin.as_bytes()).json();
    assert_eq!(
        json("11072010"),
        serde_json::json!({ "schema": 1, "ok": true, "reason": null, "code": null, "must_change": true, "locked_until": null })
    );
    let refused = json("faux");
    assert_eq!((&refused["ok"], &refused["code"]), (&false.into(), &"wrong_password".into()));
    assert_eq!(refused["reason"], "Authentification incorrecte : mot de passe non valide.");
    (0..4).for_each(|_| drop(json("faux")));
    let locked = json("11072010");
    assert_eq!((&locked["code"], &locked["locked_until"]), (&"locked".into(), &"2026-09-01T08:01:00+02:00".into()));
}

#[test]
fn five_failures_cost_a_minute_and_more_cost_double() {
    let env = personal();
    for _ in 0..4 {
        try_password(&env, "faux").code(1).never_says("verrouillé");
    }
    try_password(&env, "faux").code(1).says("verrouillé jusqu’à 08:01:00").says("cpro accounts unlock celia.abadie");
    try_password(&env, "Kiwi-42bleu").code(1).says("trop d’essais, compte verrouillé jusqu’à 08:01:00.");
    env.run("accounts list --locked").success().says("celia.abadie").says("verrouillé").says("1 compte.");
    env.wait(59);
    try_password(&env, "Kiwi-42bleu").code(1);
    env.wait(1);
    try_password(&env, "faux").code(1).says("verrouillé jusqu’à 08:03:00");
    env.wait(120);
    try_password(&env, "Kiwi-42bleu").success();
    try_password(&env, "faux").code(1).never_says("verrouillé");
}

#[test]
fn twenty_five_a_day_even_with_successes_between() {
    let env = personal();
    for _ in 0..6 {
        (0..4).for_each(|_| drop(try_password(&env, "faux").code(1)));
        try_password(&env, "Kiwi-42bleu").success();
        env.wait(60);
    }
    try_password(&env, "faux").code(1).says("verrouillé jusqu’à 08:00:00 le 02/09/2026");
    env.run("accounts unlock celia.abadie").success().says("1 compte déverrouillé.");
    try_password(&env, "Kiwi-42bleu").success();
}

#[test]
fn staff_wait_for_somebody_after_ten() {
    let env = TestEnv::with_accounts();
    env.hire_staff();
    let login = "accounts login paul.petit --password-stdin";
    for _ in 0..9 {
        env.pipe(login, b"faux\n").code(1);
        env.wait(3_000);
    }
    env.pipe(login, b"faux\n").code(1).says("jusqu’à ce que l’administrateur le rouvre");
    env.run("accounts explain paul.petit").success().says("verrouillé après 10 mots de passe faux");
    env.pipe(login, b"1980-03-14\n").code(1).says("l’administrateur doit le déverrouiller");
    env.later(3);
    env.pipe(login, b"1980-03-14\n").code(1);
    env.run("accounts unlock paul.petit").success();
    env.pipe(login, b"1980-03-14\nKiwi-42bleu\n").code(1).says("il faut 12 caractères de 3 sortes");
    env.pipe(login, b"1980-03-14\nKiwi-42-bleue\n").success();
}

#[test]
fn what_cannot_be_seen_is_pointed_out_and_never_trimmed() {
    let env = TestEnv::with_accounts();
    try_password(&env, "11072010 ").code(1).says("dans le mot de passe, il y a un espace après le dernier caractère");
    try_password(&env, "\u{a0}11072010").code(1).says("le caractère n° 1 ne se voit pas (espace insécable)");
    env.pipe(PUPIL, b"11072010\r\n").success();
    env.pipe("accounts login 'celia.abadie ' --password-stdin", b"11072010\n")
        .code(1)
        .says("login inconnu")
        .says("dans l’identifiant, il y a un espace");
    let spaced = "une phrase avec une fin ";
    env.pipe(PUPIL, format!("11072010\n{spaced}\n").as_bytes()).success().says("il y a un espace après");
    try_password(&env, spaced).success();
    try_password(&env, spaced.trim()).code(1);
}

#[test]
fn decomposed_letters_are_the_same_password() {
    let env = TestEnv::with_accounts();
    env.pipe(PUPIL, "11072010\nÉté-kiwi-42\n".as_bytes()).success();
    try_password(&env, "E\u{301}te\u{301}-kiwi-42").success();
}

#[test]
fn the_initial_password_never_becomes_the_personal_one() {
    let env = TestEnv::with_accounts();
    env.pipe(PUPIL, b"11072010\n11072010\n")
        .code(1)
        .says("il contient la date de naissance")
        .says("mot de passe actuel");
    env.pipe(PUPIL, b"11072010\nKiwi-42bleu\nKiwi-42blue\n")
        .code(1)
        .says("Les deux saisies du nouveau mot de passe diffèrent");
    try_password(&env, "11072010").success();
}

#[test]
fn closed_accounts_say_so() {
    let env = TestEnv::with_accounts();
    env.later(31);
    try_password(&env, "11072010")
        .code(1)
        .says("mot de passe expiré (il était valable jusqu’au 01/10/2026)")
        .says("cpro accounts reset celia.abadie");
    env.run("accounts lock celia.abadie").success().says("1 compte verrouillé.");
    try_password(&env, "11072010").code(1).says("compte verrouillé");
    env.run("accounts lock celia.abadie").success().says("Aucun compte à verrouiller");
    env.run("accounts lock --class 2MELEC1").code(1).says("5 comptes seraient verrouillés");
    env.run("accounts lock").code(2).says("--division");
    env.run("accounts reset celia.abadie").success();
    try_password(&env, "11072010").success();
}

#[test]
fn passwd_asks_for_the_old_password() {
    let env = personal();
    let passwd = "accounts passwd celia.abadie";
    env.run(passwd).code(2).says("--password-stdin");
    env.pipe(&format!("{passwd} --password-stdin"), b"faux\nAutre-kiwi-43\n").code(1).says("non valide");
    env.pipe(&format!("{passwd} --password-stdin"), b"Kiwi-42bleu\n").code(2).says("deuxième ligne");
    env.pipe(&format!("{passwd} --password-stdin"), b"Kiwi-42bleu\nKiwi-42bleu\n").code(1).says("mot de passe actuel");
    env.pipe(&format!("{passwd} --password-stdin"), b"Kiwi-42bleu\nAutre-kiwi-43\n")
        .success()
        .says("Mot de passe de Célia ABADIE changé.");
    env.answer(passwd, &["Autre-kiwi-43", "motdepasse1", "Kiwi-42bleu", "Kiwi-42bleu"])
        .success()
        .says("les plus courants");
    try_password(&env, "Kiwi-42bleu").success();
    env.pipe("accounts passwd personne --password-stdin", b"x\ny\n").code(1).says("login inconnu");
    let refused =
        env.pipe(&format!("{passwd} --password-stdin --format json"), b"Kiwi-42bleu\nmotdepasse1\n").code(1).json();
    assert_eq!((&refused["ok"], &refused["code"]), (&false.into(), &"new_password_refused".into()));
}

#[test]
fn the_administrator_issues_and_never_chooses() {
    let env = personal();
    env.run("accounts passwd celia.abadie --by-admin").success().says("1 compte réinitialisé.");
    try_password(&env, "11072010").success();
    let drawn = env.run("accounts passwd celia.abadie --by-admin --random --show-passwords").success();
    let password = drawn.out.lines().next().unwrap().split("  ").nth(1).unwrap().to_owned();
    try_password(&env, "11072010").code(1);
    try_password(&env, &password).success().says("Première connexion");
    env.pipe(PUPIL, format!("{password}\n{password}\n").as_bytes()).code(1).says("mot de passe actuel");
    env.run("accounts passwd celia.abadie --by-admin --password-stdin").code(2);
}

#[test]
fn hashes_grow_with_the_setting() {
    let env = personal();
    let hash = || {
        let base = env.base();
        let sql = "select hash from accounts where login = 'celia.abadie'";
        base.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap()
    };
    assert!(hash().contains("$m=8,t=1,p=1$"));
    env.run("settings set argon2 1024,1,1").code(2).says("minimum de l’OWASP");
    env.run("settings set argon2 19456,2,1").success();
    try_password(&env, "faux").code(1);
    assert!(hash().contains("$m=8,t=1,p=1$"));
    try_password(&env, "Kiwi-42bleu").success();
    assert!(hash().contains("$m=19456,t=2,p=1$"), "{}", hash());
    try_password(&env, "Kiwi-42bleu").success();
    env.run("accounts reset celia.abadie").success();
    assert!(hash().contains("$m=19456,t=2,p=1$"));
}

#[test]
fn without_a_terminal_the_password_comes_from_standard_input() {
    let env = TestEnv::with_accounts();
    env.run("accounts login celia.abadie").code(2).says("--password-stdin");
    env.run("accounts login --password-stdin").code(2).says("Il manque un identifiant");
    env.answer("accounts login --clear", &["celia.abadie", "faux"]).code(1).says("non valide");
    env.pipe(PUPIL, b"\xff\xfe\n").code(65).says("UTF-8");
    env.pipe(PUPIL, b"").code(1).says("non valide");
}
