//! Inspectors: let in by the head alone, with the head's own password, until a day.

use crate::env::TestEnv;

const OPEN: &str =
    "inspectors open --by anne.proviseur --name 'Mme Claire FONTAINE' --email claire.fontaine@ac-lyon.example";
const PASSWORD: &[u8] = b"Un-long-secret-a-moi\n";

/// A school whose head, Anne PROVISEUR, has chosen a password.
fn with_head() -> TestEnv {
    let env = TestEnv::with_accounts();
    env.run("users add --family-name PROVISEUR --first-name Anne --birth-date 14/03/1970 --profile chef-etablissement")
        .success()
        .says("anne.proviseur");
    env
}

fn with_settled_head() -> TestEnv {
    let env = with_head();
    let lines = b"1970-03-14\nUn-long-secret-a-moi\nUn-long-secret-a-moi\n";
    env.pipe("accounts login anne.proviseur --password-stdin", lines).success();
    env
}

fn batches(env: &TestEnv) -> i64 {
    env.base().query_row("select max(id) from batches", [], |row| row.get(0)).unwrap()
}

#[test]
fn only_the_head_with_the_heads_own_password() {
    let env = TestEnv::with_accounts();
    env.pipe(&format!("{OPEN} --password-stdin"), PASSWORD)
        .code(1)
        .says("n’existe pas")
        .says("cpro users add --profile chef-etablissement");
    let env = with_head();
    let stdin = format!("{OPEN} --password-stdin");
    env.pipe(&stdin.replace("anne.proviseur", "celia.abadie"), PASSWORD)
        .code(1)
        .says("n’est pas celui du chef d’établissement")
        .says("--by anne.proviseur");
    env.run(OPEN).code(2).says("--password-stdin");
    env.pipe(&stdin, b"faux\n").code(1).says("mot de passe non valide");
    // The birth date is known to many: it opens nothing.
    env.pipe(&stdin, b"1970-03-14\n").code(1).says("mot de passe personnel").says("cpro accounts login anne.proviseur");
    let env = with_settled_head();
    let before = batches(&env);
    env.pipe(&stdin, b"1970-03-14\n").code(1);
    assert_eq!(batches(&env), before);
    env.pipe(&stdin, PASSWORD)
        .success()
        .says("Accès ouvert à Claire FONTAINE jusqu’au 31/08/2027, par Anne PROVISEUR.")
        .says("Identifiant : claire.fontaine")
        .says("cpro slips generate claire.fontaine");
    let list = env.run("inspectors list --format json").success().json();
    assert_eq!(list[0]["login"], "claire.fontaine");
    assert_eq!((&list[0]["until"], &list[0]["status"]), (&"2027-08-31".into(), &"open".into()));
    assert_eq!(list[0]["opened_by"], "anne.proviseur");
    env.run("slips generate claire.fontaine -o i.pdf").success();
    env.run("users profile claire.fontaine enseignant").code(1);
    env.run("users edit claire.fontaine --first-name Autre").code(1).says("cpro inspectors close");
    env.run("users archive claire.fontaine --yes").code(1);
}

#[test]
fn an_access_ends_by_itself() {
    let env = with_settled_head();
    env.write("secret", PASSWORD);
    env.run(&format!("{OPEN} --until 2026-08-31 --password-file secret")).code(2).says("01/09/2027");
    env.run(&format!("{OPEN} --until 2027-09-02 --password-file secret")).code(2).says("--until 2027-08-31");
    env.run(&format!("{OPEN} --until 2026-09-10 --password-file secret")).code(77).says("chmod 600");
    env.answer(&format!("{OPEN} --until 2026-09-10"), &["Un-long-secret-a-moi"]).success().says("10/09/2026");
    env.run("accounts passwd claire.fontaine --by-admin --random --yes").success();
    env.later(9);
    env.run("nightly --dry-run").success().never_says("inspecteur");
    env.later(1);
    // Before the night as after it.
    env.pipe("accounts login claire.fontaine --password-stdin", b"x\n")
        .code(1)
        .says("accès ouvert jusqu’au 10/09/2026");
    env.run("accounts reset claire.fontaine --yes").says("accès d’inspecteur terminé");
    env.run("nightly --dry-run").success().says("1 accès d’inspecteur sera fermé");
    env.run("nightly").success().says("1 accès d’inspecteur fermé");
    env.run("nightly --quiet").success();
    env.run("inspectors list").success().says("fermé");
    env.run("accounts forgot claire.fontaine").code(1);
    // Let in again: the same login, another password.
    env.answer(OPEN, &["Un-long-secret-a-moi"]).success().says("Identifiant : claire.fontaine");
    let account = env.run("accounts show claire.fontaine --format json").json();
    assert_eq!((&account["status"], &account["password_state"]), (&"active".into(), &"pending".into()));
    env.run("inspectors close celia.abadie").code(1).says("cpro inspectors list");
    env.run("inspectors close claire.fontaine").code(1).says("--yes");
    env.run("inspectors close claire.fontaine --yes").success().says("Accès fermé : Claire FONTAINE");
    env.run("inspectors close claire.fontaine").success().says("Accès déjà fermé");
    env.run("inspectors list --format json").success().says("closed");
}

#[test]
fn an_access_still_open_is_prolonged_and_can_be_undone() {
    let env = with_settled_head();
    env.answer(&format!("{OPEN} --until 2026-12-31"), &["Un-long-secret-a-moi"]).success();
    env.run("slips generate claire.fontaine -o i.pdf").success();
    env.answer(&format!("{OPEN} --until 2027-03-31"), &["Un-long-secret-a-moi"]).success().says("31/03/2027");
    let account = env.run("accounts show claire.fontaine --format json").json();
    assert_eq!(account["password_state"], "temporary", "a password that was given stays");
    env.run(&format!("import undo {} --yes", batches(&env))).success();
    env.run("inspectors list").success().says("31/12/2026");
    let undone = batches(&env);
    env.run(&format!("import undo {undone} --yes")).code(1).says("Seul le chef").says("cpro inspectors open");
    // Everything is asked where nothing was said.
    let answers =
        ["anne.proviseur", "Fontaine", "Jean Bon", "jean", "jean.bon@ac-lyon.example", "Un-long-secret-a-moi"];
    env.answer("inspectors open", &answers)
        .success()
        .says("Accès ouvert à Jean Bon")
        .says("il faut le prénom et le nom");
    env.run("inspectors list").success().says("jean.bon");
    // A slip of the fingers is asked for again.
    env.answer(OPEN, &["faux", "Un-long-secret-a-moi"]).success().says("mot de passe non valide");
    env.answer(OPEN, &["faux", "faux", "faux"]).code(1).says("il faut le mot de passe du chef");
}

#[test]
fn two_inspectors_of_one_name_are_two() {
    let env = with_settled_head();
    env.answer(OPEN, &["Un-long-secret-a-moi"]).success();
    let other = OPEN.replace("claire.fontaine@ac-lyon.example", "c.fontaine@ac-dijon.example");
    env.answer(&other, &["Un-long-secret-a-moi"])
        .code(1)
        .says("à une autre adresse (c…@ac-lyon.example)")
        .says("cpro accounts email claire.fontaine ADRESSE")
        .says("--another");
    env.answer(&format!("{other} --another"), &["Un-long-secret-a-moi"]).success().says("claire.fontaine2");
    // An inspector who was locked gets in again, with another password.
    env.run("accounts lock claire.fontaine --yes").success();
    env.answer(OPEN, &["Un-long-secret-a-moi"]).success();
    let account = env.run("accounts show claire.fontaine --format json").json();
    assert_eq!((&account["status"], &account["password_state"]), (&"active".into(), &"pending".into()));
}

/// A list of the staff never opens, closes or turns an inspector into somebody else.
#[test]
fn imports_leave_inspectors_alone() {
    let env = with_settled_head();
    env.answer(OPEN, &["Un-long-secret-a-moi"]).success();
    env.run("inspectors close claire.fontaine --yes").success();
    env.write("p.csv", "Nom;Prénom;Date de naissance;Profil\nFONTAINE;Claire;01/02/1980;enseignant\n");
    env.run("import people p.csv --kind staff --yes").success().says("1 arrivée");
    env.run("accounts create").success();
    let inspector = env.run("accounts show claire.fontaine --format json").json();
    assert_eq!((&inspector["profile"], &inspector["status"]), (&"inspecteur".into(), &"inactive".into()));
    let teacher = env.run("accounts show claire.fontaine2 --format json").json();
    assert_eq!(teacher["profile"], "enseignant");
}
