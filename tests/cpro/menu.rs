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
    let accounts = ["2"];
    let slips = ["3", "1", ""];
    let answers: Vec<&str> = [&set_up[..], &import, &accounts, &slips, &[""]].concat();
    env.answer("", &answers)
        .success()
        .says("Préparer la base de l’établissement")
        .says("→ cpro init")
        .says("À faire maintenant, le 1 : Importer un fichier.")
        .says("exportCSVExtraction.csv : des élèves (SIECLE)")
        .says("→ cpro import siecle exportCSVExtraction.csv")
        .says("À faire maintenant, le 2 : Créer les comptes (120 sans compte).")
        .says("→ cpro accounts create")
        .says("À faire maintenant, le 3 : Imprimer les papillons.")
        .says("→ cpro slips generate -o papillons.pdf --never-printed")
        .says("À faire maintenant, le 8 : Sauvegarder.");
    assert!(env.path("papillons.pdf").exists());
    // A name that is taken is not proposed; whoever is near is.
    env.answer("", &["3", "3", "lucas boivain", "1", ""])
        .says("Lucas BOIVIN, 2MCOM (lucas.boivin2)")
        .says("→ cpro slips generate -o papillons-2.pdf lucas.boivin");
    env.answer("", &["1"]).says("exportCSVExtraction.csv : des élèves (SIECLE)").says("(déjà importé)");
}

#[test]
fn each_choice_is_a_command() {
    let env = TestEnv::with_accounts();
    env.write("logo.png", include_bytes!("../../fixtures/demo/logo.png"));
    fs::create_dir(env.path("clé")).unwrap();
    fs::create_dir(env.path("copies")).unwrap();
    let slips = "3";
    for (answers, command) in [
        (&[slips, "2", "3A", "2melec1", ""][..], "cpro slips generate -o papillons.pdf --division 2MELEC1"),
        (&[slips, "4", ""], "cpro slips generate -o papillons"),
        (&["4", "Célia Abadie"], "cpro assistance diagnose celia.abadie"),
        (&["4", "abadie", "1"], "cpro assistance diagnose celia.abadie"),
        (&[slips, "5", ""], "cpro slips generate -o administrateur.pdf"),
        (&["5", "1", "1mcom", "r"], "cpro accounts reset --slips r.pdf --division 1MCOM"),
        (&["6"], "cpro status"),
        (&["7", "1", "5"], "cpro settings show 'Mots de passe'"),
        (&["7", "2", "2", "Mme Y"], "cpro settings set establishment.head 'Mme Y'"),
        (&["7", "2", "7", "- Bonjour"], "cpro settings set slips.message -- '- Bonjour'"),
        (&["7", "2", "10", "mail.hots", "mail.host", "m.example"], "cpro settings set mail.host m.example"),
        (&["7", "2", "5", "-"], "cpro settings unset dpo"),
        (&["7", "3", "'logo.png'"], "cpro settings logo logo.png"),
        (&["8", "2", "clé", "2"], "cpro backup clé"),
        (&["8", "2", "clé", "1", ""], "cpro backup clé --encrypt"),
        (&["9", "clé", "1", "non"], "cpro restore clé/cpro-0990001N-2026-09-01-080000.db"),
        (&["8", "1", "copies"], "cpro settings set backup.folder copies"),
        (&["8", "1"], "cpro backup"),
        (&["9", "1", "non"], "cpro restore"),
        (&["9", "2", "clé/rien.db"], "cpro restore clé/rien.db"),
        (&["10"], "cpro schedule install"),
        (&["11"], "cpro doctor"),
    ] {
        // What is shown is a command that exists.
        let told = env.answer("", answers);
        told.says(&format!("→ {command}")).never_says("la commande «").never_says("Utilisation :");
    }
    assert!(!env.path("2").exists(), "a number is no file");
}

/// What is advised after a command has its number in the menu, and a command that is typed whole is run.
#[test]
fn the_menu_is_learned_with_its_commands() {
    let env = TestEnv::with_school();
    copy(&env, "demo/exportCSVExtraction.csv", "exportCSVExtraction.csv");
    env.answer("", &["1", "1", "oui", ""]).says("Ensuite : cpro accounts create (le\u{a0}2\u{a0}du\u{a0}menu)");
    env.answer("", &["2", ""]).says("(le\u{a0}3\u{a0}du\u{a0}menu)");
    env.answer("", &["cpro accounts show celia.abadie", "accounts list", "cpro", ""])
        .success()
        .says("→ cpro accounts show celia.abadie")
        .says("Tapez un nombre de 1 à 11, ou Entrée.")
        .never_says("→ cpro accounts list");
    // As it was shown, or as a manual shows it.
    for typed in [
        "cpro accounts list (le 2 du menu)",
        "$ cpro accounts list",
        "cpro accounts list (le\u{a0}2\u{a0}du\u{a0}menu)",
    ] {
        env.answer("", &[typed, ""]).success().says("→ cpro accounts list");
    }
    env.answer("", &["cpro slips list --format", "6", ""]).success().says("→ cpro status");
    // Outside of the menu there are no numbers.
    env.run("accounts list --never-printed").never_says("du menu");
    env.run("status").never_says("du menu");
}

/// A name that is taken, a person who is about to lose a password, a « non »: nothing ends in an error.
#[test]
fn what_would_be_lost_is_asked_about() {
    let env = TestEnv::with_accounts();
    env.answer("", &["3", "4", "a.pdf", ""]).says("papillons").says("a.pdf").never_says("existe déjà");
    env.answer("", &["3", "4", "a.pdf", "non", "b.pdf", ""]).says("« a.pdf » existe déjà.").says("-o b.pdf --all");
    env.answer("", &["3", "4", "a.pdf", "oui", ""]).says("-o a.pdf --force --all").never_says("Erreur");
    env.answer("", &["3", "5", "", ""]).says("-o administrateur.pdf");
    env.answer("", &["5", "2", "celia abadie", "non", ""])
        .says("Le mot de passe actuel de celia.abadie ne servira plus.")
        .never_says("→ cpro accounts reset");
    env.answer("", &["5", "2", "celia abadie", "oui", "", ""])
        .says("son nouveau papillon")
        .says("cpro accounts reset --slips reinitialises.pdf celia.abadie")
        .says("Le document s’ouvre")
        .says("reinitialises.pdf");
    env.answer("", &["5", "1", "1mcom", "", "non", ""]).says("Annulé : rien n’a été modifié.").never_says("Erreur");
}

/// A folder that is dragged holds the document under the name that was proposed; another end is no PDF's.
#[test]
fn a_document_is_where_it_was_put() {
    let env = TestEnv::with_accounts();
    fs::create_dir(env.path("dossier")).unwrap();
    env.answer("", &["3", "4", "dossier/", ""]).says("-o dossier/papillons.pdf --all");
    env.answer("", &["3", "4", "2GATL.docx", ""]).says("-o 2GATL.docx.pdf --all");
    // Nothing typed for a passphrase draws one.
    env.answer("", &["8", "2", "dossier", "1", "", ""])
        .says("Phrase de passe : ")
        .says("Sauvegarde vérifiée, chiffrée");
}

/// A file that is dragged where a list is shown is that file; one that can hold nobody is told at once.
#[test]
fn a_file_is_dragged_over_a_list() {
    let env = TestEnv::with_school();
    copy(&env, "demo/exportCSVExtraction.csv", "exportCSVExtraction.csv");
    fs::create_dir(env.path("Mes documents")).unwrap();
    copy(&env, "demo/exportCSVExtraction.csv", "Mes documents/export.csv");
    env.write("papillons.pdf", "%PDF-1.7\n");
    env.answer("", &["1", "'Mes documents/export.csv'", "non", ""])
        .says("→ cpro import siecle 'Mes documents/export.csv'");
    env.answer("", &["1", "absent.csv", "1", "non", ""])
        .says("il n’y a pas de fichier « absent.csv » ici")
        .says("→ cpro import siecle exportCSVExtraction.csv");
    env.answer("", &["1", "papillons.pdf", ""]).says("un document PDF").never_says("Que contient ce fichier");
    env.answer("", &["8", "2", ".", "2", "9", "papillons.pdf", "", ""]).says("→ cpro restore papillons.pdf");
}

/// A folder that was just chosen holds a copy at once; what a setting says now is shown before it is changed.
#[test]
fn a_choice_is_seen_through() {
    let env = TestEnv::with_accounts();
    fs::create_dir(env.path("copies")).unwrap();
    env.answer("", &["8", "1", "copies", ""]).says("→ cpro backup").says("Sauvegarde vérifiée");
    assert!(env.path("copies/cpro-0990001N-2026-09-01-080000.db").exists());
    env.answer("", &["7", "2", "1", "", ""]).says("Lycée des Tilleuls").never_says("→ cpro settings set");
    for line in env.answer("", &["8", "2", "", "9", "2", "", ""]).to_string().lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn what_fails_is_told_and_the_menu_goes_on() {
    let env = TestEnv::with_accounts();
    env.answer(
        "",
        &["99", "4", "Personne Inconnue", "", "7", "2", "10", "rien.du.tout", "", "9", "absente.db", "6", ""],
    )
    .success()
    .says("Tapez un nombre de 1 à 11, ou Entrée.")
    .says("personne ici ne s’appelle « Personne Inconnue »")
    .says("il n’y a pas de réglage « rien.du.tout »")
    .says("Erreur")
    .never_says("Erreur : Erreur")
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

/// A file that would make many leave is no dead end: somebody says why.
#[test]
fn many_departures_are_asked_about() {
    let env = TestEnv::with_accounts();
    let whole = env.path("exportCSVExtraction.csv");
    let bytes = fs::read(&whole).unwrap();
    let few: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').take(4).collect();
    fs::remove_file(&whole).unwrap();
    env.write("exportCSVExtraction_2A.csv", few.concat());
    env.answer("", &["1", "1", "1", ""])
        .says("Pourquoi tant de départs ?")
        .says("→ cpro import siecle exportCSVExtraction_2A.csv --partial")
        .says("aucun changement");
    env.answer("", &["1", "1", "2", "non", ""]).says("--new-year");
    env.answer("", &["1", "1", "", ""]).success().never_says("→ cpro import siecle exportCSVExtraction_2A.csv --");
    // Near names are found by the words that they are made of.
    env.answer("", &["4", "abadi", "1", ""]).says("→ cpro assistance diagnose celia.abadie");
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
