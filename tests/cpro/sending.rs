//! `cpro accounts send`: the first password of adults, by mail, in the outbox, or on paper.

use crate::env::TestEnv;
use crate::mail::{letters, school};

/// What a letter says under a heading.
fn said(letter: &str, at: usize) -> String {
    letter.lines().filter_map(|line| line.strip_prefix("    ")).nth(at).unwrap().trim().to_owned()
}

fn try_password(env: &TestEnv, password: &str) -> u8 {
    env.pipe("accounts login paul.petit --password-stdin", password.as_bytes()).code
}

#[test]
fn adults_who_wait_are_written_to() {
    let env = school();
    env.run("accounts send --dry-run").success().says("1 courriel partira").says("sans adresse : Zoé NOIR (zoe.noir)");
    assert!(letters(&env).is_empty());
    env.run("accounts send").success().says("1 courriel attend").says("slips generate zoe.noir");
    let letter = &letters(&env)[0];
    assert!(letter.contains("paul.petit@ac-lyon.example"), "{letter}");
    assert_eq!(
        (said(letter, 0).as_str(), said(letter, 2).as_str()),
        ("paul.petit", "https://www.cpro-sti.fr/0990001n")
    );
    assert!(letter.contains("jusqu’au 02/09/2026 à 08:00"), "{letter}");
    assert_eq!((try_password(&env, "1980-03-14"), try_password(&env, &said(letter, 1))), (1, 0));
    // No pupil, nobody twice, unless it is asked for.
    env.run("accounts send").success().says("Aucun courriel à envoyer");
    env.run("accounts send paul.petit celia.abadie").success().says("encore valable").says("élève");
    env.run("accounts send paul.petit --again").success().says("1 courriel");
    assert_eq!(letters(&env).len(), 2);
    env.run("journal").success().says("accounts.send").never_says("@");
}

#[test]
fn a_last_day_may_be_chosen() {
    let env = school();
    for day in ["2026-08-31", "2026-12-03"] {
        env.run(&format!("accounts send --until {day}")).code(2).says("d’aujourd’hui au 02/12/2026");
    }
    env.run("accounts send --until 15/09/2026").success();
    let password = said(&letters(&env)[0], 1);
    env.later(13);
    assert_eq!(try_password(&env, &password), 0);
    env.later(2);
    assert_eq!(try_password(&env, &password), 1);
    // The day is over: the next one is another first letter.
    env.run("accounts send").success().says("1 courriel");
}

#[test]
fn what_cannot_be_sent_becomes_a_slip() {
    let env = school();
    env.base()
        .execute("update persons set email = 'commun@ac-lyon.example' where profile in ('enseignant', 'personnel')", [])
        .unwrap();
    env.run("accounts send --slips p.pdf")
        .success()
        .says("adresse de plusieurs personnes")
        .says("2 papillons sur 1 page");
    assert!(letters(&env).is_empty());
    assert!(env.path("p.pdf").exists());
    let report = env.run("accounts send paul.petit zoe.noir --slips q.pdf --format json").success().json();
    assert_eq!((report["on_paper"].as_array().unwrap().len(), report["documents"][0].clone()), (2, 2.into()));
}

/// The administrator is written to at the establishment's address, and only by name; an inspector like a teacher.
#[test]
fn the_administrator_and_inspectors() {
    let env = school();
    env.run("accounts send 0990001N").success().says("1 courriel");
    let letter = &letters(&env)[0];
    assert_eq!(said(letter, 0), "0990001N");
    let address = env.run("settings get establishment.email").success().out;
    assert!(letter.contains(address.trim()), "{letter}");
}

#[test]
fn several_are_asked_about_and_wait_where_the_server_is_down() {
    let env = school();
    env.run("accounts email zoe.noir zoe.noir@ac-lyon.example").success();
    env.run("accounts send").code(1).says("il faut une confirmation");
    for setting in ["mail.transport smtp", "mail.host 127.0.0.1", "mail.port 1"] {
        env.run(&format!("settings set {setting}")).success();
    }
    let report = env.run("accounts send --until 03/09/2026 --yes --format json").success().json();
    assert_eq!((report["sent"].as_array().unwrap().len(), report["postponed"].as_array().unwrap().len()), (0, 2));
    // Nothing left: the password of before still serves, and whoever changes it is not written to.
    env.pipe("accounts login paul.petit --password-stdin", b"1980-03-14\nKiwi-42-bleus\n").success();
    env.run("settings set mail.transport folder").success();
    env.run("nightly").success().says("1 courriel renvoyé");
    let letter = &letters(&env)[0];
    assert!(letter.contains("Un compte vous a été ouvert") && letter.contains("03/09/2026 à 23:59"), "{letter}");
    env.run("accounts send --until 03/09/2026 zoe.noir --again --yes").success();
    env.run("settings set mail.transport smtp").success();
    env.run("accounts send --until 01/09/2026 zoe.noir --again").success().says("la nuit prochaine");
    env.later(1);
    env.run("settings set mail.transport folder").success();
    env.run("nightly").success().says("le dernier jour du mot de passe est passé");
}

#[test]
fn without_a_server_it_is_said_at_once() {
    let env = school();
    env.run("settings set mail.transport none").success();
    env.run("accounts send").code(78).says("cpro settings set mail.");
}

/// The establishment's mailbox is nobody's own; an access that ends ends the password; who is locked is named.
#[test]
fn what_was_sent_reaches_one_person_and_opens_no_longer_than_the_access() {
    let env = school();
    let common = env.run("settings get establishment.email").success().out;
    env.run(&format!("accounts email zoe.noir {}", common.trim())).success();
    env.run("accounts lock paul.petit").success();
    env.run("accounts send")
        .success()
        .says("compte verrouillé : Paul PETIT")
        .says("adresse de plusieurs personnes : Zoé NOIR");
    assert!(letters(&env).is_empty());
    env.run("accounts unlock paul.petit").success();
    env.base().execute("update accounts set closes_on = '2026-09-05' where login = 'paul.petit'", []).unwrap();
    env.run("accounts send paul.petit --until 15/09/2026").success();
    assert!(letters(&env)[0].contains("jusqu’au 05/09/2026 à 23:59"), "{}", letters(&env)[0]);
}

/// What would stop the slips is found before any letter leaves; one that is refused stops no other.
#[test]
fn what_is_wrong_is_found_before_letters_leave() {
    let env = school();
    env.run("accounts send --slips papillons.png").code(2).says("il faut un nom en .pdf");
    assert!(letters(&env).is_empty());
    env.run("accounts email zoe.noir zoe.noir@ac-lyon.example").success();
    env.base().execute("update persons set email = 'pas une adresse' where family_name = 'NOIR'", []).unwrap();
    let report = env.run("accounts send --yes --format json").success().json();
    assert_eq!(report["sent"].as_array().unwrap().len(), 1);
    assert_eq!(report["on_paper"][0]["reason"], "message refusé");
}

/// Nobody named: who was handed a slip, or signed in once, is left alone; who has neither address nor valid password is told.
#[test]
fn those_who_were_served_are_left_alone() {
    let env = school();
    env.run("slips generate paul.petit -o p.pdf").success();
    env.run("accounts send").success().says("Aucun courriel").says("déjà remis sur papier : Paul PETIT");
    env.later(40);
    env.run("accounts send zoe.noir").success().says("expiré et sans adresse à soi, à réinitialiser : Zoé NOIR");
}

/// Letters that were sent together are one batch, and are undone together.
#[test]
fn what_was_sent_together_is_undone_together() {
    let mut env = school();
    env.run("accounts email zoe.noir zoe.noir@ac-lyon.example").success();
    let lots = |env: &TestEnv| env.run("history --format json").json().as_array().unwrap().len();
    let before = lots(&env);
    env.run("accounts send --yes").success().says("2 courriels");
    assert_eq!(lots(&env), before + 1);
    let states = |env: &TestEnv| {
        let listed = env.run("accounts list --profile enseignant --profile personnel --format json").json();
        listed
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["password_state"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(states(&env), ["temporary", "temporary"]);
    env.run("undo --yes").success();
    assert_eq!(states(&env), ["initial", "initial"]);
    // Another batch in between: the next letters are one of their own.
    env.seed = 3;
    env.run("accounts send paul.petit").success();
    env.run("accounts reset celia.abadie").success();
    env.run("accounts send zoe.noir").success();
    assert_eq!(lots(&env), before + 1 + 4);
}
