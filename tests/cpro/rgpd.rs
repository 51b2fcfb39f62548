//! Personal data: somebody is erased for good, whoever left is, and no copy brings them back.

use std::fs;
use std::path::PathBuf;

use crate::env::TestEnv;

const LOGIN: &str = "celia.abadie";

/// Everything under the folder where one of these is written, whatever its case.
fn holds(env: &TestEnv, marks: &[&str]) -> Vec<PathBuf> {
    let (mut folders, mut found) = (vec![env.folder.path().to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                folders.push(entry.path());
                continue;
            }
            let bytes = fs::read(entry.path()).unwrap().to_ascii_lowercase();
            let has = |mark: &&str| bytes.windows(mark.len()).any(|window| window == mark.to_lowercase().as_bytes());
            if marks.iter().any(has) {
                found.push(entry.path());
            }
        }
    }
    found
}

/// A school where a pupil has left traces everywhere; what tells of her.
fn school() -> (TestEnv, Vec<String>) {
    let env = TestEnv::with_accounts();
    env.run("slips generate -o p.pdf").success();
    env.run(&format!("accounts reset {LOGIN} --yes")).success();
    env.run(&format!("accounts email {LOGIN} celia@maison.example --yes")).success();
    env.run("assistance tickets new --category compte --subject 'Celia Abadie' --message 'Elle a perdu son papillon'")
        .success();
    env.run(&format!("accounts request {LOGIN} --reason 'Papillon mouillé'")).success();
    env.run("settings set directory.suffix dc=x").success();
    env.run("export ldif -o a.ldif").success();
    let known = env.run(&format!("accounts show {LOGIN} --format json")).json();
    let ine = known["ine"].as_str().unwrap().to_owned();
    for file in ["p.pdf", "a.ldif", "exportCSVExtraction.csv", "ticket-1.eml"] {
        fs::remove_file(env.path(file)).unwrap();
    }
    (env, vec![LOGIN.to_owned(), ine, "celia@maison.example".to_owned(), "Abadie".to_owned()])
}

#[test]
fn somebody_is_erased_everywhere() {
    let (env, marks) = school();
    let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
    assert!(!holds(&env, &marks).is_empty());
    env.run(&format!("rgpd erase {LOGIN} --dry-run"))
        .success()
        .says("tickets qui la nomment")
        .says("rien n’a été effacé");
    env.run(&format!("rgpd erase {LOGIN}")).code(1).says("demande une confirmation");
    env.answer(&format!("rgpd erase {LOGIN}"), &["oui"])
        .code(1)
        .says("tapez celia.abadie")
        .says("rien n’a été modifié");
    env.run(&format!("accounts list {LOGIN}")).success();
    let told = env.run(&format!("rgpd erase {LOGIN} -o preuve.txt --yes"));
    told.success().says("n° 1").says("n’a plus ni son identifiant ni ses numéros").says("ldif");
    assert_eq!(holds(&env, &marks), Vec::<PathBuf>::new());
    env.run(&format!("accounts list {LOGIN}")).code(1);
    env.run(&format!("rgpd erase {LOGIN} --yes")).code(1).says("Personne ne répond");
    env.run("journal --verify").success();
    env.run("journal").says("fiche effacée (n° 1)");
    let proof = fs::read_to_string(env.path("preuve.txt")).unwrap();
    assert!(proof.contains("Effacement n\u{a0}° 1 du 01/09/2026") || proof.contains("n° 1"), "{proof}");
    // The rest is sound, and the login is given to nobody else.
    env.run("status").success();
    env.run("nightly").success();
    env.run("users add --family-name ABADIE --first-name Célia --birth-date 14/03/2010 --profile eleve --division 2A")
        .success();
    env.run("accounts create").success();
    env.run("accounts list celia.abadie2").success();
    env.run("rgpd erase 0990001N --yes").code(1).says("administrateur");
}

#[test]
fn what_names_somebody_elsewhere_is_found() {
    let env = TestEnv::with_accounts();
    // In a text that is attached, in either alphabet; what says something of others stays.
    env.write("utf8.txt", "Bonjour, C\u{e9}lia Abadie ne peut pas se connecter.");
    fs::write(env.path("latin.csv"), b"nom;pr\xe9nom\r\nABADIE;C\xe9lia\r\n").unwrap();
    env.write("autre.txt", "Bonjour, Mariam ne peut pas se connecter.");
    for file in ["utf8.txt", "latin.csv", "autre.txt"] {
        env.run(&format!("assistance tickets new --category compte --subject s --message m --attach {file}")).success();
    }
    env.run("settings set establishment.head 'Mme Célia Abadie'").success();
    env.run(&format!("rgpd erase {LOGIN} --dry-run"))
        .success()
        .says("tickets qui la nomment, effacés en entier : 1, 2");
    let erased = env.run(&format!("rgpd erase {LOGIN} -o preuve.txt --yes"));
    erased.success().says("le réglage establishment.head la nomme encore").says("cpro settings set establishment.head");
    assert!(fs::read_to_string(env.path("preuve.txt")).unwrap().contains("establishment.head"));
    env.run("assistance tickets list").says("3").never_says("\n 1 ");
}

#[test]
fn a_base_set_up_anew_gives_nothing_of_theirs_to_others() {
    let env = TestEnv::with_accounts();
    env.run(&format!("rgpd erase {LOGIN} --yes")).success();
    fs::remove_file(env.path("base/cpro.db")).unwrap();
    env.run("init --name L --uai 0990001N --email a@b.example --site https://x.example").success();
    env.run("users add --family-name ABADIE --first-name Célia --birth-date 14/03/2010 --profile eleve --division 2A")
        .success();
    env.run("accounts create").success();
    env.run("accounts list celia.abadie2").success();
    // A list that is none is not taken for one.
    fs::remove_file(env.path("base/cpro.db")).unwrap();
    env.write("base/cpro.effacements", "bonjour");
    env.run("init --name L --uai 0990001N --email a@b.example --site https://x.example")
        .code(65)
        .says("liste d’effacements");
}

#[test]
fn no_copy_brings_anybody_back() {
    let (env, marks) = school();
    let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
    fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("nightly").success();
    let copy = "copies/cpro-0990001N-2026-09-01.db";
    env.run(&format!("rgpd erase {LOGIN} --yes")).success().says("1 sauvegarde où elle est encore").says("30/11/2026");
    // Over the base that knows, and where the base is lost: the files beside it and beside the copies know too.
    env.run(&format!("restore {copy} --yes")).success().says("effacée depuis l’est de nouveau");
    env.run(&format!("accounts list {LOGIN}")).code(1);
    for lost in ["base/cpro.db", "base/cpro.effacements"] {
        fs::remove_file(env.path(lost)).unwrap();
        let _ = fs::remove_file(env.path("base/cpro.db"));
        env.run(&format!("restore {copy} --yes")).success().says("effacée depuis l’est de nouveau");
        env.run(&format!("accounts list {LOGIN}")).code(1);
        env.run("accounts list mariam.cisse").success();
    }
    assert_eq!(holds(&env, &marks), [env.path(copy)]);
    // Copies go too, where that is asked for.
    env.run("rgpd erase mariam.cisse --yes --with-copies").success().says("effacée");
    assert_eq!(holds(&env, &marks), Vec::<PathBuf>::new());
    assert_eq!(holds(&env, &["mariam.cisse"]), Vec::<PathBuf>::new());
    assert!(env.path("copies/cpro-0990001N-2026-09-01.db").exists());
}

/// Who came back after an erasure is somebody who is there: no copy that has them loses them, whatever was restored between.
#[test]
fn who_came_back_stays() {
    let env = TestEnv::with_school();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv").success();
    env.run("backup sans-comptes.db").success();
    env.later(1);
    env.run("accounts create").success();
    env.run(&format!("rgpd erase {LOGIN} --yes")).success();
    env.later(1);
    env.run("import siecle exportCSVExtraction.csv --yes").success().says("effacée le 02/09/2026");
    env.run("accounts create").success();
    let login = "celia.abadie2";
    env.run("backup apres.db").success();
    env.later(1);
    env.run("restore sans-comptes.db --yes").success().says("effacée depuis l’est de nouveau");
    let kept = fs::read_dir(env.path("base")).unwrap().map(|entry| entry.unwrap().path());
    let kept = kept.map(|path| path.display().to_string()).find(|path| path.contains(".avant-restauration-")).unwrap();
    env.run(&format!("restore {kept} --yes")).success().never_says("de nouveau");
    env.run(&format!("accounts show {login}")).success();
    env.run("restore sans-comptes.db --yes").success();
    env.run("restore apres.db --yes").success().never_says("de nouveau");
    env.run(&format!("accounts show {login}")).success();
    // She is erased once more: the copies that have her lose her.
    env.run(&format!("rgpd erase {login} --yes")).success();
    env.run("restore apres.db --yes").success().says("effacée depuis l’est de nouveau");
}

#[test]
fn the_night_erases_who_left_and_waits_where_that_is_many() {
    let env = TestEnv::with_accounts();
    env.run("accounts list --format json").success();
    env.later(61);
    env.run("status").says("1 sera effacée dans les 30 jours");
    env.run("nightly --dry-run").success().never_says("personne partie");
    env.later(30);
    env.run("nightly --dry-run").success().says("1 personne partie sera effacée");
    env.run("nightly").success().says("1 personne partie effacée");
    env.run("nightly").success().never_says("effacée");
    env.run("rgpd purge").success().says("Personne n’est à effacer");
    // Half of the school at once: a clock or a setting is wrong, or somebody says yes.
    env.write("un.csv", "Nom;Prénom;Date de naissance;Code MEF;Division\nX;Y;01/02/2010;24725510211;2A\n");
    env.run("import siecle un.csv --yes --max-departures 100%").success();
    env.later(91);
    env.run("nightly").code(1).says("plus de 10 %").says("rgpd purge");
    env.run("rgpd purge --dry-run").success().says("personnes seraient effacées");
    env.run("rgpd purge").code(1).says("demande une confirmation");
    env.run("rgpd purge --yes").success().says("personnes effacées");
    env.run("nightly").success();
}

/// Bases of before keep what they had been told.
#[test]
fn an_older_base_keeps_its_durations() {
    let env = TestEnv::new();
    let sql = fs::read_to_string(crate::env::fixtures().join("store/v5.sql")).unwrap();
    fs::create_dir(env.path("base")).unwrap();
    rusqlite::Connection::open(env.path("base/cpro.db")).unwrap().execute_batch(&sql).unwrap();
    for path in ["base", "base/cpro.db"] {
        let mode = if path == "base" { 0o700 } else { 0o600 };
        fs::set_permissions(env.path(path), std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
    }
    env.run("settings get rgpd.departed").success().says("365");
    env.run("settings get departed.days").success().says("365");
    env.run("--trust-clock settings set departed.days 120").success().says("rgpd.departed");
}

/// Who asks sees everything, and no hash; the answer is in the journal.
#[test]
fn a_person_sees_what_is_known() {
    let (env, _) = school();
    env.run("users edit celia.abadie --family-name ABADIE-ROUX --yes").success();
    env.run(&format!("rgpd person {LOGIN} -o d.txt")).code(2).says("zip, json, pdf");
    env.run(&format!("rgpd person {LOGIN} -o d.json")).success().says("un mois");
    let text = fs::read_to_string(env.path("d.json")).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (part, words) in [
        ("identity", "ABADIE-ROUX"),
        ("identity", "celia@maison.example"),
        ("past", "nom : ABADIE, puis ABADIE-ROUX"),
        ("requests", "Papillon mouillé"),
        ("exports", "système « ldif »"),
        ("purposes", "comptes d’accès"),
        ("legal_basis", "6.1.e"),
        ("rights", "rectification"),
        ("account", LOGIN),
        ("batches", "import"),
        ("documents", "p.pdf"),
        ("recipients", "ldif"),
        ("tickets", "Elle a perdu son papillon"),
        ("kept", "90 jours"),
        ("journal", "accounts.reset"),
    ] {
        assert!(facts[part].to_string().contains(words), "{part} : {words} : {}", facts[part]);
    }
    assert!(!text.contains("argon2"), "{text}");
    env.run(&format!("rgpd person {LOGIN} -o d.zip")).success();
    env.run(&format!("rgpd person {LOGIN} -o d.pdf")).success();
    assert!(fs::read(env.path("d.pdf")).unwrap().starts_with(b"%PDF"));
    let mut zip = zip::ZipArchive::new(fs::File::open(env.path("d.zip")).unwrap()).unwrap();
    let names: Vec<String> = (0..zip.len()).map(|at| zip.by_index(at).unwrap().name().unwrap().into_owned()).collect();
    assert_eq!(names, ["dossier.pdf", "dossier.json", "courrier.odt"]);
    env.run("journal").says("données communiquées à la personne");
    let ine = env.run(&format!("accounts show {LOGIN} --format json")).json()["ine"].as_str().unwrap().to_owned();
    env.run(&format!("rgpd person --ine {ine} -o e.json")).success();
}

/// The register says what is done here, and nobody's name; the next version says what changed.
#[test]
fn the_register_is_filled_from_the_base() {
    let (env, marks) = school();
    env.run("rgpd register -o r.xls").code(2).says("odt, pdf, csv, md");
    env.run("rgpd register -o r.md").success().says("première version");
    let text = fs::read_to_string(env.path("r.md")).unwrap().replace('\u{a0}', " ");
    for words in [
        "article 6.1.e",
        "Élève** : 20 personnes",
        "système « ldif », avec des mots de passe",
        "90 jours",
        "à compléter",
        "Aucun.",
    ] {
        assert!(text.contains(words), "{words} : {text}");
    }
    assert!(marks.iter().all(|mark| !text.contains(mark)), "{text}");
    env.run("rgpd register -o r.odt").success().says("Rien n’a changé");
    env.run("settings set dpo 'Mme Durand'").success();
    env.run("settings set export.domain lycee.example").success();
    env.run("export google --draw --yes").success();
    let told = env.run("rgpd register -o r.pdf --verbose").success();
    told.says("Délégué à la protection des données").says("Mme Durand").says("Google (États-Unis)");
    env.run("rgpd register -o r.csv").success().says("Rien n’a changé");
    let odt = fs::read(env.path("r.odt")).unwrap();
    assert_eq!(&odt[30..38], b"mimetype", "le type vient d’abord, tel quel");
}

/// Each rule with the command that mends it; one that is mended is held.
#[test]
fn rules_are_held_against_the_settings() {
    let env = TestEnv::with_accounts();
    env.run("rgpd check")
        .code(1)
        .says("✘ premier mot de passe tiré au hasard : Élève")
        .says("settings set passwords.eleve random");
    for profile in ["eleve", "enseignant", "personnel", "chef-etablissement"] {
        env.run(&format!("settings set passwords.{profile} random")).success();
    }
    fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    let key = age::x25519::Identity::generate().to_public();
    env.run(&format!("settings set backup.recipient {key}")).success();
    env.run("settings set dpo 'Mme Durand'").success();
    env.run("settings set register.reference R-12").success();
    env.run("nightly").success();
    env.run("rgpd check").success().says("Toutes les règles sont tenues").never_says("✘");
    for (setting, words) in [
        ("passwords.days 60", "30 jours au plus"),
        ("rgpd.departed 365", "trois mois"),
        ("rgpd.journal 30", "six mois"),
    ] {
        env.run(&format!("settings set {setting}")).success();
        env.run("rgpd check").code(1).says(words);
    }
}

/// Somebody who was erased and came back is somebody who is there: a copy made since takes nobody away.
#[test]
fn whoever_came_back_stays() {
    let (env, _) = school();
    env.run(&format!("rgpd erase {LOGIN} --yes")).success();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv --yes").success();
    env.run("accounts create").success();
    env.run("accounts list celia.abadie2").success();
    env.run("backup apres.db").success();
    let dry = env.run("restore apres.db --dry-run --format json").success().json();
    assert_eq!(dry["erased_again"], 0);
    env.run("restore apres.db --yes").success().never_says("de nouveau");
    env.run("accounts list celia.abadie2").success();
    // Erased since: the trial says so before.
    env.run("rgpd erase celia.abadie2 --yes").success();
    env.run("restore apres.db --dry-run").success().says("effacée depuis le sera de nouveau").says("ABADIE");
    env.run("restore apres.db --yes").success().says("effacée depuis l’est de nouveau");
    env.run("accounts list celia.abadie2").code(1);
}

/// Imported, undone, imported again: what earlier numbers left goes too, and no undo brings the person back.
#[test]
fn earlier_numbers_are_erased_too() {
    let env = TestEnv::with_school();
    env.fixture("exportCSVExtraction.csv");
    env.run("import siecle exportCSVExtraction.csv --yes").success();
    env.run("accounts create").success();
    env.run("slips generate -o celia.abadie.pdf").success();
    fs::remove_file(env.path("celia.abadie.pdf")).unwrap();
    for batch in [4, 3, 2] {
        env.run(&format!("undo {batch} --yes"));
    }
    env.run("import siecle exportCSVExtraction.csv --yes").success();
    env.run("accounts create").success();
    let login = env.run("accounts list --format json").json();
    let login = login.as_array().unwrap().iter().find(|one| one["family_name"] == "ABADIE").unwrap()["login"].clone();
    fs::remove_file(env.path("exportCSVExtraction.csv")).unwrap();
    env.run(&format!("rgpd erase {} --yes", login.as_str().unwrap()))
        .success()
        .says("n’a plus ni son identifiant ni ses numéros");
    assert_eq!(holds(&env, &["Abadie", "celia.abadie"]), Vec::<PathBuf>::new());
    for batch in (2..12).rev() {
        env.run(&format!("undo {batch} --yes"));
    }
    assert_eq!(holds(&env, &["Abadie", "celia.abadie"]), Vec::<PathBuf>::new());
}

/// What cannot be done beside it does not hide that somebody was erased; the certificate is written all the same.
#[test]
fn an_erasure_is_told_whatever_fails_beside_it() {
    let (env, _) = school();
    fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("nightly").success();
    fs::rename(env.path("copies"), env.path("ailleurs")).unwrap();
    let told = env.run(&format!("rgpd erase {LOGIN} --yes --with-copies -o preuve.txt")).code(73);
    told.says("La personne est effacée, mais").says("celles qui s’y trouvent contiennent encore la personne");
    let proof = fs::read_to_string(env.path("preuve.txt")).unwrap();
    assert!(proof.contains("n’a pas pu être lu"), "{proof}");
    env.run(&format!("accounts list {LOGIN}")).code(1);
    // Its list is there the night after the folder is.
    fs::rename(env.path("ailleurs"), env.path("copies")).unwrap();
    env.run("nightly").success();
    assert!(env.path("copies/cpro-0990001N.effacements").exists());
}

/// Copies under other names are told too, and `--with-copies` leaves them to who made them.
#[test]
fn copies_of_any_name_are_told() {
    let (env, _) = school();
    fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("nightly").success();
    env.run("backup copies/mamain.db").success();
    env.run(&format!("rgpd erase {LOGIN} --with-copies --dry-run"))
        .success()
        .says("une seule les remplacera")
        .says("mamain.db");
    env.run(&format!("rgpd erase {LOGIN} --with-copies --yes -o preuve.txt")).success().says("à effacer à la main");
    let proof = fs::read_to_string(env.path("preuve.txt")).unwrap();
    assert!(proof.contains("mamain.db, à effacer à la main"), "{proof}");
    assert!(env.path("copies/mamain.db").exists());
}

/// A ticket that tells which of two homonyms it is about is not the other one’s.
#[test]
fn a_ticket_of_a_homonym_is_not_theirs() {
    let env = TestEnv::with_school();
    env.write("h.csv", "Nom;Prénom;Date de naissance;Code MEF;Division\nROBERT;Ambre;01/02/2010;24725510211;2A\nROBERT;Ambre;03/04/2010;24725510211;2B\n");
    env.run("import siecle h.csv --partial --yes").success();
    env.run("accounts create").success();
    for (subject, message) in
        [("Compte", "ambre.robert2 (Ambre ROBERT) ne peut pas entrer"), ("Papillon", "Ambre Robert l’a perdu")]
    {
        env.run(&format!("assistance tickets new --category compte --subject {subject} --message '{message}'"))
            .success();
    }
    for (login, tickets) in [("ambre.robert", vec!["l’a perdu"]), ("ambre.robert2", vec!["l’a perdu", "ne peut pas"])]
    {
        env.run(&format!("rgpd person {login} -o {login}.json")).success().says("masquez");
        let facts = fs::read_to_string(env.path(&format!("{login}.json"))).unwrap();
        let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
        let told = facts["tickets"].as_array().unwrap();
        assert_eq!(told.len(), tickets.len(), "{login} : {told:?}");
        assert!(tickets.iter().all(|words| facts["tickets"].to_string().contains(words)), "{login} : {told:?}");
    }
}

/// The base of before is as young as the day on which it was put aside.
#[test]
fn a_base_that_was_put_aside_stays() {
    let (env, _) = school();
    env.run("backup avant.db").success();
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(400 * 86_400);
    fs::File::options().write(true).open(env.path("base/cpro.db")).unwrap().set_modified(old).unwrap();
    env.run("restore avant.db --yes").success().says("avant-restauration");
    env.run("nightly").success().never_says("ancienne base");
    let kept = fs::read_dir(env.path("base")).unwrap().map(|entry| entry.unwrap().file_name());
    assert!(kept.map(|name| name.to_string_lossy().into_owned()).any(|name| name.contains("avant-restauration")));
}

/// A list of erasures that is none any more is no reason to let people come back unsaid.
#[test]
fn a_lost_list_of_erasures_is_told() {
    let (env, _) = school();
    env.run("backup avant.db").success();
    env.run(&format!("rgpd erase {LOGIN} --yes")).success();
    fs::remove_file(env.path("base/cpro.db")).unwrap();
    env.write("base/cpro.effacements", "bonjour");
    env.run("restore avant.db --yes").code(65).says("n’est plus une liste d’effacements");
    env.write("base/cpro.effacements", "");
    env.run("restore avant.db --yes").code(65).says("n’est plus une liste d’effacements");
    fs::remove_file(env.path("base/cpro.effacements")).unwrap();
    env.run("restore avant.db --yes").success().says("aucune liste d’effacements");
    // Nothing else takes its name.
    env.run("backup base/cpro.effacements --force").code(73).says("la base elle-même");
}

/// Former names, reasons of others and names of files go too; of two homonyms the other stays, and nothing is feared for
/// nothing.
#[test]
fn former_names_and_words_of_others_go_too() {
    let env = TestEnv::with_accounts();
    let add = |birth: &str| {
        env.run(&format!(
            "users add --family-name HOMONYX --first-name Lucas --birth-date {birth} --profile eleve --division 2A --another"
        ))
        .success();
    };
    add("14/03/2010");
    add("15/03/2010");
    env.run("accounts create").success();
    env.run("rgpd erase lucas.homonyx2 --yes").success().says("n’a plus ni son identifiant ni ses numéros");
    env.run("users edit lucas.homonyx --family-name VASILENKOVA").success();
    env.run("slips generate lucas.homonyx -o vasilenkova.pdf").success();
    fs::remove_file(env.path("vasilenkova.pdf")).unwrap();
    env.run("users edit lucas.homonyx --family-name HOMONYX").success();
    env.run("assistance tickets new --category compte --subject x --message 'Lucas Vasilenkova' --eml t.eml").success();
    fs::remove_file(env.path("t.eml")).unwrap();
    env.run("accounts request mariam.cisse --reason 'échangé avec Lucas Homonyx'").success();
    let told = env.run("rgpd erase lucas.homonyx --yes -o preuve.txt").success();
    told.never_says("les papillons des autres");
    assert_eq!(holds(&env, &["Vasilenkova", "Homonyx"]), Vec::<PathBuf>::new());
    env.run("backup c.db").success();
    env.run("rgpd erase mariam.cisse --yes -o p2.txt").success();
    assert!(fs::read_to_string(env.path("p2.txt")).unwrap().contains("à la main"));
}
