//! People entered by hand: added, corrected, archived, and taken back.

use crate::env::TestEnv;

const ADD: &str = "users add --civility MME --family-name MARTIN --first-name Camille --birth-date 14/03/1980 \
    --email camille.martin@exemple.fr --profile enseignant --discipline 'Lettres Histoire'";

#[test]
fn a_replacement_teacher() {
    let env = TestEnv::with_accounts();
    env.run(ADD).success().says("Camille MARTIN ajouté(e) : Enseignant").says("Identifiant : camille.martin");
    env.run("users show camille.martin").success().says("Mme").says("Lettres Histoire").says("hors SIECLE");
    env.pipe("accounts login camille.martin --password-stdin", b"1980-03-14\n").says("Première connexion");
    env.run("users list --profile enseignant --format json").success().says("camille.martin@exemple.fr");
    // The same again, or nearly: shown and refused.
    env.run(ADD).code(1).says("MARTIN").says("ré-importez plutôt le fichier SIECLE").says("--another");
    let near = ADD.replace("Camille", "Camile");
    env.run(&near).code(1).says("probablement déjà dans la base");
    env.run(&format!("{near} --another --no-account --yes")).success();
    // Another list does not make her leave.
    env.run("import siecle exportCSVExtraction.csv").success().says("aucun changement");
}

#[test]
fn corrections_are_batches() {
    let env = TestEnv::with_accounts();
    env.run(ADD).success();
    env.run("users edit camille.martin --usage-name DURAND --division 2MELEC1 --division 1MCOM")
        .success()
        .says("nom d’usage : (rien) → DURAND")
        .says("2MELEC1, 1MCOM");
    env.run("users edit 'Camille Durand'").success().says("aucun changement");
    env.run("users profile camille.martin personnel").success().says("profil : enseignant → personnel");
    env.run("accounts show camille.martin").success().says("Personnel");
    env.run("users profile camille.martin eleve").code(1);
    env.run("users profile camille.martin administrateur").code(1).says("un administrateur et un seul");
    env.run("users edit celia.abadie --email c@exemple.fr").success().says("corrigez aussi SIECLE");
    env.run("users archive camille.martin").code(1).says("--yes");
    env.run("users archive camille.martin --yes").success().says("compte désactivé");
    env.run("users list --archived").success().says("camille.martin");
    env.run("users archive camille.martin --yes").code(1).says("déjà parti");
    let last: i64 = env.base().query_row("select max(id) from batches", [], |row| row.get(0)).unwrap();
    env.run(&format!("import undo {last} --yes")).success();
    env.run("users show camille.martin").success().says("présent");
    let ine = env.run("accounts show celia.abadie --format json").json()["ine"].as_str().unwrap().to_owned();
    env.run(&format!("users edit mariam.cisse --ine {ine}")).code(1).says("Cet INE est celui de Célia ABADIE");
    env.run(&format!("users add --family-name X --first-name Y --profile eleve --ine {ine}")).code(1).says("ABADIE");
    env.run("users show personne.inconnue").code(1).says("cpro users list");
}

#[test]
fn what_the_options_do_not_say_is_asked() {
    let env = TestEnv::with_school();
    env.run("users add --first-name Zoé").code(2).says("Il manque --family-name");
    env.answer("users add", &["", "NOIR", "Zoé", "01/02/1985", "", "personnel"]).success().says("zoe.noir");
    // A wrong answer is asked again.
    let answers = [
        "Docteur",
        "mme",
        "BLANC",
        "Ève",
        "31/02/1985",
        "01/03/1985",
        "eve",
        "eve.blanc@exemple.fr",
        "prof",
        "enseignant",
        "Maths",
        "2A, 2B",
    ];
    env.answer("users add", &answers).success().says("la civilité est M ou MME").says("eve.blanc");
    env.run("users show eve.blanc").says("Mme").says("Maths").says("2A, 2B").says("eve.blanc@exemple.fr");
    env.run("users add --family-name X --first-name Y --profile inspecteur").code(1).says("inspecteur");
    env.run("users add --family-name X --first-name Y --profile eleve --birth-date 31/02/2010")
        .code(2)
        .says("jj/mm/aaaa");
    let new = TestEnv::new();
    new.run("users add --family-name X --first-name Y --profile eleve").code(66);
}

/// « aucun » takes away what was noted, and nothing else does.
#[test]
fn a_detail_is_taken_away_by_a_word() {
    let env = TestEnv::with_accounts();
    env.run("users edit celia.abadie --usage-name MARTIN --email c@a.example").success();
    env.run("users edit celia.abadie --usage-name aucun --email aucun --division aucune").success();
    let person = &env.run("users list --format json").json();
    let celia = person.as_array().unwrap().iter().find(|one| one["login"] == "celia.abadie").unwrap();
    for key in ["usage_name", "email", "division"] {
        assert!(celia[key].as_str().unwrap_or_default().is_empty(), "{key} : {celia}");
    }
    env.run("users edit celia.abadie --email ''").code(2);
}
