//! `cpro` alone: the menu, which only types commands that people could type themselves.

use std::fs;

use crate::env::TestEnv;

fn copy(env: &TestEnv, from: &str, to: &str) {
    fs::copy(format!("{}/fixtures/{from}", env!("CARGO_MANIFEST_DIR")), env.path(to)).unwrap();
}

#[test]
fn a_school_is_set_up_without_typing_a_command() {
    let env = TestEnv::new();
    copy(&env, "demo/exportCSVExtraction.csv", "exportCSVExtraction.csv");
    let set_up = ["1", "Lycée des Tilleuls", "0990001N", "a@b.example", ""];
    let import = ["1", "1", "oui"];
    let accounts = ["1"];
    let slips = ["1", "1", ""];
    let answers: Vec<&str> = [&set_up[..], &import, &accounts, &slips, &[""]].concat();
    env.answer("", &answers)
        .success()
        .says("Préparer la base de l’établissement")
        .says("→ cpro init")
        .says("Importer un fichier… (à faire maintenant)")
        .says("exportCSVExtraction.csv : des élèves (SIECLE)")
        .says("→ cpro import siecle exportCSVExtraction.csv")
        .says("Créer les comptes (120 sans compte) (à faire maintenant)")
        .says("→ cpro accounts create")
        .says("Imprimer les papillons… (à faire maintenant)")
        .says("→ cpro slips generate --never-printed -o papillons.pdf")
        .says("Sauvegarder… (à faire maintenant)");
    assert!(env.path("papillons.pdf").exists());
    // A name that is taken is not proposed.
    env.answer("", &["4", "3", "lucas.boivin", "", ""]).says("→ cpro slips generate lucas.boivin -o papillons-2.pdf");
}

#[test]
fn each_choice_is_a_command() {
    let env = TestEnv::with_accounts();
    env.write("logo.png", include_bytes!("../../fixtures/demo/logo.png"));
    let slips = "1";
    for (answers, command) in [
        (&[slips, "2", "2A", ""][..], "cpro slips generate --division 2A -o papillons.pdf"),
        (&[slips, "4", ""], "cpro slips generate --all -o papillons"),
        (&["5", "Célia Abadie"], "cpro assistance diagnose 'Célia Abadie'"),
        (&["6", "1", "2A", "r"], "cpro accounts reset --division 2A --slips r.pdf"),
        (&["7"], "cpro status"),
        (&["8", "1"], "cpro settings show"),
        (&["8", "2", "establishment.head", "Mme Y"], "cpro settings set establishment.head 'Mme Y'"),
        (&["8", "3", "'logo.png'"], "cpro settings logo logo.png"),
        (&["1", "copie.db"], "cpro backup copie.db"),
        (&["9"], "cpro doctor"),
    ] {
        // What is shown is a command that exists.
        env.answer("", answers).says(&format!("→ {command}")).never_says("la commande «").never_says("Utilisation :");
    }
}

#[test]
fn what_fails_is_told_and_the_menu_goes_on() {
    let env = TestEnv::with_accounts();
    env.answer("", &["99", "4", "Personne Inconnue", "7", "2", "rien.du.tout", "x", "6", ""])
        .success()
        .says("Tapez un nombre de 1 à 9, ou Entrée.")
        .says("Erreur")
        .says("→ cpro status");
    // Nothing chosen further down comes back to the menu; the end of what is typed leaves it.
    env.answer("", &["1", "", "5", "", ""]).success().never_says("→");
    env.answer("", &[]).success();
    env.answer("--db ailleurs.db", &["3", ""]).says("→ cpro --db ailleurs.db demo");
}

#[test]
fn a_file_says_what_it_is_or_somebody_does() {
    let env = TestEnv::with_school();
    fs::create_dir(env.path("Téléchargements")).unwrap();
    copy(&env, "classeurs/eleves.xlsx", "Téléchargements/eleves.xlsx");
    env.write("notes.txt", "rien\n");
    env.write("Téléchargements/papiers.csv", "a;b\n1;2\n");
    let told = env.answer("", &["1", "1", "non", ""]);
    told.says("eleves.xlsx : des élèves (SIECLE)").says("Téléchargements/eleves.xlsx").never_says("papiers.csv");
    env.answer("", &["1", "2", "notes.txt", "4", ""])
        .says("Que contient ce fichier ?")
        .says("→ cpro import people notes.txt");
    env.answer("", &["1", "2", "absent.csv", "6", ""]).success().says("Erreur").says("→ cpro status");
    env.answer("", &["1", "2", "Téléchargements", ""]).success().says("Erreur");
}

#[test]
fn a_workbook_of_several_lists_is_what_they_are() {
    let env = TestEnv::with_school();
    copy(&env, "classeurs/deux-listes.xlsx", "deux-listes.xlsx");
    env.answer("", &["1", "1", "2", "oui", ""])
        .success()
        .says("deux-listes.xlsx : des élèves (SIECLE)")
        .says("→ cpro import siecle deux-listes.xlsx")
        .says("feuille « 2B »");
}

#[test]
fn nobody_at_the_terminal_gets_the_short_help() {
    let env = TestEnv::new();
    env.run("").code(2).says("Utilisation").says("cpro demo");
    env.answer("--no-input", &[]).code(2).says("Utilisation");
}
