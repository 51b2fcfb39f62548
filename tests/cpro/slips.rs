//! `cpro slips generate`.

use crate::env::TestEnv;

#[test]
fn one_two_or_both() {
    let env = TestEnv::with_accounts();
    env.run("slips generate -o deux.pdf").success().says("19 papillons sur 10 pages");
    // No printer scales a slip out of its half of the page.
    let bytes = std::fs::read(env.path("deux.pdf")).unwrap();
    let pdf = lopdf::Document::load_mem(&bytes).unwrap();
    let viewer = pdf.catalog().unwrap().get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(viewer.get(b"PrintScaling").unwrap().as_name().unwrap(), b"None");
    env.run("slips generate --per-page 1 -o un.pdf").success().says("19 papillons sur 19 pages");
    env.run("slips generate --per-page both -o les.pdf").success().says("les-1.pdf").says("les-2.pdf");
    let report = env.run("slips generate --division 1MCOM --format json -o classe.pdf").json();
    assert_eq!((&report["slips"], &report["documents"][0]["pages"]), (&7.into(), &4.into()), "{report}");
    assert_eq!(report["documents"][0]["id"], 5);
    env.run("slips generate --per-page 3").code(2).says("Choix possibles : 1, 2, 4, 8, both");
}

#[cfg(unix)]
#[test]
fn the_file_is_private_and_never_replaced_unasked() {
    use std::os::unix::fs::PermissionsExt;
    let env = TestEnv::with_accounts();
    env.run("slips generate -o p.pdf").success();
    let mode = std::fs::metadata(env.path("p.pdf")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let before = std::fs::read(env.path("p.pdf")).unwrap();
    env.run("slips generate -o p.pdf").code(73).says("existe déjà").says("--force");
    assert_eq!(std::fs::read(env.path("p.pdf")).unwrap(), before);
    env.run("slips generate -o p.pdf --force").success();
    env.run("slips generate -o nulle/part.pdf").code(73).says("créez d’abord le dossier");
    let files: Vec<_> = std::fs::read_dir(env.folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!files.iter().any(|name| name.to_string_lossy().contains(".tmp")), "{files:?}");
}

#[test]
fn standard_output_gets_the_document() {
    let env = TestEnv::with_accounts();
    let output = env.run("slips generate celia.abadie -o -").success();
    assert!(output.bytes.starts_with(b"%PDF-1.7"));
}

#[test]
fn pending_passwords_are_drawn_once() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset --class 1MCOM --random --yes").success();
    env.run("slips generate --class 1MCOM -o p.pdf").success().says("7 papillons");
    env.run("slips generate --class 1MCOM -o q.pdf")
        .success()
        .says("7 comptes laissés de côté (mot de passe provisoire déjà remis)")
        .says("Aucun papillon à imprimer")
        .says("cpro accounts reset");
    assert!(!env.path("q.pdf").exists());
}

#[test]
fn a_failed_write_leaves_pending_passwords_pending() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset celia.abadie --random").success();
    env.run("slips generate celia.abadie -o absent/p.pdf").code(73);
    env.run("accounts show celia.abadie").success().says("à remettre");
}

#[test]
fn who_is_left_out_is_counted() {
    let env = TestEnv::with_accounts();
    env.fixture("exportCSVExtraction_six_semaines_apres.csv");
    env.run("import siecle exportCSVExtraction_six_semaines_apres.csv --yes").success();
    env.run("slips generate --dry-run")
        .success()
        .says("18 papillons, 9 pages, 1 compte laissé de côté (compte désactivé).");
    env.later(40);
    env.run("slips generate --dry-run")
        .success()
        .says("18 comptes laissés de côté (mot de passe expiré, à réinitialiser)")
        .says("cpro accounts reset");
}

#[test]
fn the_administrator_is_printed_by_name() {
    let env = TestEnv::with_accounts();
    env.run("slips generate 0990001N -o admin.pdf").success().says("1 papillon sur 1 page");
}

#[test]
fn without_an_establishment_no_slip() {
    TestEnv::new().run("slips generate").code(78).says("cpro init");
}

/// Until somebody can sign in, a personal password is written by hand.
fn personalise(env: &TestEnv, login: &str) {
    let base = rusqlite::Connection::open(env.path("base/cpro.db")).unwrap();
    let sql = "update accounts set password_state = 'personal', hash = '$argon2id$x', expires_on = null, version = version + 1 where login = ?1";
    assert_eq!(base.execute(sql, [login]).unwrap(), 1);
}

#[test]
fn a_personal_password_is_never_printed() {
    let env = TestEnv::with_accounts();
    personalise(&env, "celia.abadie");
    env.run("slips generate -n")
        .success()
        .says("18 papillons, 10 pages, 1 compte laissé de côté (mot de passe personnel).");
    env.run("slips generate --include-personal -o tous.pdf").success().says("19 papillons sur 10 pages");
    env.run("accounts reset celia.abadie --slips c.pdf").success();
    env.run("slips generate -n").success().says("19 papillons");
}

#[test]
fn documents_are_kept_with_their_accounts() {
    let env = TestEnv::with_accounts();
    env.run("slips generate --division 1MCOM -o p.pdf").success();
    let base = rusqlite::Connection::open(env.path("base/cpro.db")).unwrap();
    let (content, bytes): (Vec<u8>, i64) =
        base.query_row("select content, bytes from documents", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!((content.len() as i64, &content), (bytes, &std::fs::read(env.path("p.pdf")).unwrap()));
    let accounts: i64 =
        base.query_row("select count(*) from document_accounts where document_id = 1", [], |row| row.get(0)).unwrap();
    assert_eq!(accounts, 7);
}

#[test]
fn documents_are_found_again_to_the_byte() {
    let env = TestEnv::with_accounts();
    env.run("slips list").success().says("Aucun document.");
    env.run("slips generate --per-page both -o les.pdf").success();
    let list = env.run("slips list --format json").json();
    let mut keys: Vec<&String> = list[0].as_object().unwrap().keys().collect();
    keys.sort();
    let expected = "bytes created_at handed id kind name pages per_page slips status superseded type";
    assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
    assert_eq!(
        (&list[1]["name"], &list[1]["status"], &list[1]["slips"]),
        (&"les-2.pdf".into(), &"valid".into(), &19.into())
    );
    env.run("slips export 2 -o encore.pdf").success().says("document 2");
    assert_eq!(std::fs::read(env.path("encore.pdf")).unwrap(), std::fs::read(env.path("les-2.pdf")).unwrap());
    env.run("slips export 2 -o encore.pdf").code(73);
    assert_eq!(env.run("slips export 1 -o -").success().bytes, std::fs::read(env.path("les-1.pdf")).unwrap());
    env.run("slips export 9 -o x.pdf").code(1).says("Le document 9 n’existe pas").says("cpro slips list");
}

#[test]
fn slips_overtaken_by_a_reset_are_counted() {
    let env = TestEnv::with_accounts();
    env.run("slips generate -o p.pdf").success();
    env.run("accounts reset celia.abadie").success();
    env.pipe("accounts login mariam.cisse --password-stdin", b"faux\n").code(1);
    env.run("slips list").success().says("dépassé pour 1 sur 19");
    env.run("slips export 1 -o q.pdf").success().says("1 papillon montre un mot de passe changé depuis");
    env.run("accounts reset --all --yes").success();
    env.run("slips list").success().says("dépassé").never_says("sur 19");
}

#[test]
fn a_void_document_is_not_handed_out() {
    let env = TestEnv::with_accounts();
    env.run("slips generate -o p.pdf").success();
    env.run("slips void 1").success().says("Document 1 annulé.").says("19 mots de passe de ce document servent encore");
    env.run("slips void 1").code(1).says("déjà annulé");
    env.run("slips list").success().says("annulé");
    env.run("slips export 1 -o q.pdf").code(1).says("--force");
    env.run("slips export 1 -o q.pdf --force").success();
}

#[test]
fn a_purge_erases_for_good_and_keeps_the_line() {
    let env = TestEnv::with_accounts();
    env.run("slips generate -o p.pdf").success();
    env.later(30);
    env.run("slips purge").success().says("Aucun document à effacer.");
    env.later(1);
    env.run("slips purge --dry-run").success().says("1 document sera effacé");
    env.run("slips purge --older-than 20j").code(1).says("il faut une confirmation");
    env.run("slips purge --older-than 20j --yes").success().says("1 document effacé.");
    env.run("slips export 1 -o q.pdf").code(1).says("a été effacé");
    env.run("slips list").success().says("effacé");
    let marker = &std::fs::read(env.path("p.pdf")).unwrap()[2_000..2_064];
    let base = std::fs::read(env.path("base/cpro.db")).unwrap();
    assert!(!base.windows(marker.len()).any(|window| window == marker), "le contenu est encore dans le fichier");
    env.run("accounts reset celia.abadie --slips r.pdf").success();
    env.run("slips purge --older-than 0d --yes").success().says("1 document effacé.");
    env.run("slips purge --older-than trente").code(2).says("30d");
    env.run("slips export abc -o x.pdf").code(2).says("il faut un nombre");
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_those_to_nothing_refused_before_anything_is_drawn() {
    let env = TestEnv::with_accounts();
    env.run("accounts reset celia.abadie --random --yes").success();
    std::os::unix::fs::symlink(env.path("absent/p.pdf"), env.path("lien.pdf")).unwrap();
    let before = std::fs::read(env.path("base/cpro.db")).unwrap();
    for command in [
        "slips generate celia.abadie -o lien.pdf --force",
        "slips generate celia.abadie -o q.pdf --csv lien.pdf",
        "accounts reset celia.abadie --slips lien.pdf --force --yes",
        "accounts reset celia.abadie --report lien.pdf --force --yes",
        "accounts list -o lien.pdf",
        "settings export lien.pdf",
        "import template -o lien.pdf",
        "slips generate celia.abadie --split-by division -o lien.pdf --force",
    ] {
        let output = env.run(command);
        assert!(
            output.code == 2 || output.err.contains("est un lien vers un fichier qui n’existe pas"),
            "{command}: {}",
            output.err
        );
    }
    assert!(std::fs::read(env.path("base/cpro.db")).unwrap() == before);
    env.write("vrai.pdf", "ancien");
    std::fs::remove_file(env.path("lien.pdf")).unwrap();
    std::os::unix::fs::symlink(env.path("vrai.pdf"), env.path("lien.pdf")).unwrap();
    env.run("slips generate celia.abadie -o lien.pdf --force").success();
    assert!(env.path("lien.pdf").is_symlink() && std::fs::read(env.path("vrai.pdf")).unwrap().starts_with(b"%PDF"));
}

/// What a killed command left: its list is beside the base and nobody holds it.
#[test]
fn what_was_on_its_way_to_a_name_goes_with_the_next_command() {
    let env = TestEnv::with_accounts();
    env.write(".cpro-abc.tmp", "secret");
    env.write("autre.txt", "à quelqu’un");
    let list = format!("{}\n{}\n", env.path(".cpro-abc.tmp").display(), env.path("autre.txt").display());
    env.write("base/.cpro-xyz.liste", &list);
    env.write("base/cpro.avant-v4.partiel-999999999", "copie");
    let held = std::fs::File::open(env.path("base/.cpro-xyz.liste")).unwrap();
    held.lock().unwrap();
    env.run("status").success();
    assert!(env.path(".cpro-abc.tmp").exists(), "celle d’une commande qui travaille encore");
    drop(held);
    env.run("status").success();
    assert!(!env.path(".cpro-abc.tmp").exists() && !env.path("base/.cpro-xyz.liste").exists());
    assert!(env.path("autre.txt").exists() && !env.path("base/cpro.avant-v4.partiel-999999999").exists());
    std::fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("nightly").success();
    let names = std::fs::read_dir(env.path("base")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["cpro.db"]);
}

#[test]
fn the_slips_of_a_document_and_their_hand_over() {
    let env = TestEnv::with_accounts();
    env.run("slips generate --division 2MELEC1 -o p.pdf").success();
    env.run("slips list 1").success().says("celia.abadie").says("valable");
    env.run("slips hand-over").code(2).says("Indiquez les comptes");
    // By the number that is printed on it, and on the sheet to sign.
    env.run("slips hand-over 1-0001 1-0002").success().says("2 papillons notés remis");
    env.run("slips hand-over 1-0001 1-0002 --back").success().says("2 papillons notés non remis");
    env.run("slips hand-over 1-0099").code(1).says("Aucun papillon ne porte le n° 1-0099");
    env.run("slips hand-over --division 2MELEC1").success().says("6 papillons notés remis");
    env.run("slips hand-over mariam.cisse").success().says("Aucun papillon à noter");
    env.run("slips hand-over mariam.cisse --back").success().says("1 papillon noté non remis");
    env.run("slips hand-over lucas.boivin").success().says("sans papillon valable");
    env.run("status").success().says("1 papillon pas encore remis");
    let listed = env.run("slips list --format json").success().json();
    assert_eq!((&listed[0]["slips"], &listed[0]["handed"]), (&6.into(), &5.into()));
    // Given again, given by another document, chosen, voided: each slip says what it is worth.
    env.run("accounts reset celia.abadie --random --slips q.pdf --yes").success();
    env.run("accounts reset romane.vidal --random --yes").success();
    env.run("slips hand-over 1-0001").code(1).says("ne vaut plus").says("celia.abadie");
    env.base().execute_batch("update accounts set password_state = 'personal', version = version + 1, expires_on = null where login = 'ulysse.hamel'").unwrap();
    let leaves = env.run("slips list 1 --format json").success().json();
    let of = |login: &str| leaves.as_array().unwrap().iter().find(|leaf| leaf["login"] == login).unwrap().clone();
    assert_eq!(
        (&of("celia.abadie")["status"], &of("celia.abadie")["superseded_by"]),
        (&"superseded".into(), &2.into())
    );
    assert_eq!(
        (&of("romane.vidal")["status"], &of("romane.vidal")["superseded_by"]),
        (&"superseded".into(), &serde_json::Value::Null)
    );
    assert_eq!(of("ulysse.hamel")["status"], "personalised");
    assert_eq!(of("mariam.cisse")["status"], "valid");
    env.run("slips list 1").success().says("dépassé par le n° 2").says("personnalisé");
    env.later(40);
    env.run("slips list 1").success().says("échu");
    env.run("slips void 1 --yes").success();
    env.run("slips list 1").success().says("annulé");
    env.run("slips list 9").code(1).says("n’existe pas");
    env.run("journal --verify").success();
}
