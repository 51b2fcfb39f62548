//! A copy of the base, and the base put back from it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use crate::env::TestEnv;

fn base(env: &TestEnv) -> PathBuf {
    env.path("base/cpro.db")
}
fn files(env: &TestEnv) -> Vec<String> {
    let entries = fs::read_dir(env.path("base")).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn locked(env: &TestEnv, login: &str) -> bool {
    env.run(&format!("accounts list {login} --format json")).json()[0]["status"] == "locked"
}

#[test]
fn a_copy_is_whole_private_and_sealed() {
    let env = TestEnv::with_accounts();
    env.run("backup").code(78).says("backup.folder");
    env.run("settings set backup.folder copies").code(66).says("mkdir -m 700");
    env.run("backup c.db").success().says("Sauvegarde vérifiée").says("cpro restore");
    let mode = fs::metadata(env.path("c.db")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600);
    let seal = fs::read_to_string(env.path("c.db.sha256")).unwrap();
    assert!(seal.contains("  c.db\n# journal "), "{seal}");
    env.run("backup c.db").code(73).says("--force");
    env.run("backup c.db --force --format json").success().says("\"encrypted\": false");
    env.run("backup absent/c.db").code(73).says("créez d’abord le dossier");
    // Nothing is copied first, to be left under another name.
    env.run("backup absent/").code(73).says("créez d’abord le dossier");
    assert!(files(&env).iter().all(|name| !name.starts_with(".cpro-")));
    fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("backup").success().says("cpro-0990001N-2026-09-01-080000.db");
    // The night finds that nothing changed since.
    env.run("nightly").success().never_says("sauvegarde cpro-");
    env.run("accounts lock celia.abadie").success();
    env.run("nightly").success().says("sauvegarde cpro-0990001N-2026-09-01.db");
    env.run("settings set backup.recipient age1court").code(2).says("clé publique age");
}

#[test]
fn a_copy_becomes_the_base_again() {
    let env = TestEnv::with_accounts();
    env.run("backup c.db").success();
    env.run("restore c.db --dry-run").success().says("Rien n’a été fait depuis");
    env.run("accounts lock celia.abadie").success();
    env.run("accounts reset mariam.cisse --yes").success();
    env.run("restore c.db --dry-run").success().says("opérations du journal, 1 lot").says("réinitialisation");
    assert!(locked(&env, "celia.abadie"));
    env.run("restore c.db").code(1).says("demande une confirmation");
    let done = env.run("restore c.db --yes --format json").success().json();
    assert_eq!(done["lost_batches"].as_u64(), Some(1), "{done}");
    assert!(!locked(&env, "celia.abadie"));
    env.run("journal --verify").success();
    env.run("journal").says("base reprise d’une sauvegarde");
    // The base of before is kept, and can come back.
    let kept = done["kept"].as_str().unwrap().to_owned();
    env.run(&format!("restore {kept} --yes")).success();
    assert!(locked(&env, "celia.abadie"));
    assert!(files(&env).iter().all(|name| !name.starts_with(".cpro-")), "{:?}", files(&env));
}

/// Two that went on from the same copy are told apart from strangers; what comes back is counted as it is.
#[test]
fn a_copy_that_went_its_own_way_is_told() {
    let env = TestEnv::with_accounts();
    env.run("backup c.db").success();
    env.run("accounts reset mariam.cisse --yes").success();
    env.run("backup d.db").success();
    env.run("restore c.db --yes").success();
    env.run("accounts lock celia.abadie").success();
    env.run("restore d.db --dry-run")
        .success()
        .says("ont été la même jusqu’au 01/09/2026")
        .says("2 opérations du journal")
        .never_says("ne vient pas de la base");
    env.run("rgpd erase celia.abadie --yes").success();
    let done = env.run("restore d.db --yes --format json").success().json();
    assert_eq!((&done["erased_again"], &done["copy"]["people"]), (&1.into(), &done["present"]["people"]), "{done}");
}

/// A journal that another hand changed is no proof of anything: such a copy is not taken by mistake.
#[test]
fn a_copy_with_an_altered_journal_is_refused() {
    let env = TestEnv::with_accounts();
    env.run("backup c.db").success();
    fs::remove_file(env.path("c.db.sha256")).unwrap();
    let copy = rusqlite::Connection::open(env.path("c.db")).unwrap();
    copy.execute_batch("update journal set actor = 'x' where id = 3").unwrap();
    drop(copy);
    env.run("restore c.db --yes").code(65).says("à la ligne 3 : rien n’a été modifié").says("--accept-journal");
    env.run("restore c.db --yes --accept-journal").success().says("a été modifié par un autre programme");
}

/// Other systems know people by their numbers and logins: a copy gives none of them to somebody else.
#[test]
fn what_was_given_since_is_not_given_again() {
    let env = TestEnv::with_accounts();
    env.run("backup c.db").success();
    let add = |name: &str, first: &str, day: &str| {
        env.run(&format!(
            "users add --family-name {name} --first-name {first} --birth-date {day} --profile eleve --division 2A"
        ))
        .success();
        env.run("accounts create").success();
    };
    let number = |login: &str| -> i64 {
        let sql = format!("select person_id from accounts where login = '{login}'");
        env.base().query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    add("NOUVEL", "Zoé", "14/03/2010");
    let given = number("zoe.nouvel");
    env.run("restore c.db --yes").success();
    add("NOUVEL", "Zoé", "15/03/2010");
    assert!(number("zoe.nouvel2") > given, "l’identifiant et le numéro étaient à une autre");
    // Whoever had it finds it again.
    add("NOUVEL", "Zoé", "14/03/2010");
    assert!(number("zoe.nouvel") > given);
}

#[test]
fn a_base_that_is_lost_or_damaged_comes_back() {
    let env = TestEnv::with_accounts();
    env.run("backup c.db").success();
    let at = base(&env);
    fs::remove_file(&at).unwrap();
    env.run("restore c.db --yes").success().says("Il n’y a pas de base");
    env.run("accounts list celia.abadie").success();
    let whole = fs::read(&at).unwrap();
    for damage in [whole[..whole.len() / 3].to_vec(), b"bonjour".to_vec(), Vec::new()] {
        fs::write(&at, &damage).unwrap();
        env.run("restore c.db --yes").success().says("Base reprise");
        env.run("accounts list celia.abadie").success();
    }
    assert_eq!(files(&env).iter().filter(|name| name.contains("avant-restauration")).count(), 2);
}

#[test]
fn what_is_no_copy_of_this_school_touches_nothing() {
    let env = TestEnv::with_accounts();
    env.run("backup c.db").success();
    let (base, copy) = (fs::read(base(&env)).unwrap(), fs::read(env.path("c.db")).unwrap());
    let other = TestEnv::new();
    other.run("init --name Collège --uai 0932048W --email a@b.example").success();
    other.run("backup autre.db").success();
    fs::copy(other.path("autre.db"), env.path("autre.db")).unwrap();
    env.write("texte.db", "Nom;Prénom\n");
    env.write("coupee.db", &copy[..copy.len() / 2]);
    let mut newer = copy.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    env.write("future.db", &newer);
    let mut altered = copy.clone();
    let middle = altered.len() - 4_000;
    altered[middle] ^= 0xff;
    env.write("c2.db", &altered);
    fs::copy(env.path("c.db.sha256"), env.path("c2.db.sha256")).unwrap();
    for (file, code, words) in [
        ("autre.db", 1, "0932048W"),
        ("texte.db", 65, "n’est pas une sauvegarde de cpro : rien n’a été modifié"),
        ("coupee.db", 65, "a sauvegarde « coupee.db » est endommagée : rien n’a été modifié"),
        ("future.db", 65, "plus récente"),
        ("c2.db", 65, ""),
        ("absente.db", 66, "n’existe pas"),
    ] {
        env.run(&format!("restore {file} --yes")).code(code).says(words);
        assert_eq!(fs::read(self::base(&env)).unwrap(), base, "{file}");
    }
    assert!(files(&env).iter().all(|name| !name.contains("avant-restauration") && !name.starts_with(".cpro-")));
}

#[test]
fn a_shut_copy_opens_with_its_passphrase_alone() {
    let env = TestEnv::with_accounts();
    for (name, phrase) in
        [("phrase", "une phrase assez longue 42"), ("faux", "une autre phrase longue 43"), ("court", "abc")]
    {
        env.write(name, phrase);
        fs::set_permissions(env.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    }
    env.run("backup c.age --encrypt --passphrase-file court").code(2);
    env.run("backup c.age --encrypt --passphrase-file phrase").success().says("chiffrée");
    assert!(fs::read(env.path("c.age")).unwrap().starts_with(b"age-encryption.org"));
    env.run("accounts lock celia.abadie").success();
    env.run("restore c.age --yes").code(2).says("--passphrase-file");
    env.run("restore c.age --yes --passphrase-file faux").code(65).says("rien n’a été modifié");
    assert!(locked(&env, "celia.abadie"));
    env.run("restore c.age --yes --passphrase-file phrase").success();
    assert!(!locked(&env, "celia.abadie"));
    env.run("backup d.age --draw-passphrase").success().says("Phrase de passe :");
    // For a key that is kept elsewhere: the night shuts its copies too. The school’s own would be lost with the base.
    env.run("transfers enable --register R --yes").success();
    let own = env.run("transfers key").out.trim().to_owned();
    env.run(&format!("settings set backup.recipient {own}")).code(1).says("que dans la base");
    env.run(&format!("backup e.age --recipient {own}")).code(1).says("que dans la base");
    let kept = age::x25519::Identity::generate();
    env.write("cle", age::secrecy::ExposeSecret::expose_secret(&kept.to_string()));
    fs::set_permissions(env.path("cle"), fs::Permissions::from_mode(0o600)).unwrap();
    env.run(&format!("settings set backup.recipient {}", kept.to_public())).success();
    // Nothing is copied first, to be left under another name.
    env.run("backup absent/").code(73).says("créez d’abord le dossier");
    assert!(files(&env).iter().all(|name| !name.starts_with(".cpro-")));
    fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("nightly").success().says(".db.age");
    env.run("nightly").success().never_says(".db.age");
    env.run("restore copies/cpro-0990001N-2026-09-01.db.age --yes").code(65).says("rien n’a été modifié");
    env.run("restore copies/cpro-0990001N-2026-09-01.db.age --yes --identity cle").success();
    // A disk that is not there does not become a file of that name.
    fs::rename(env.path("copies"), env.path("ailleurs")).unwrap();
    env.run("backup").code(73).says("créez d’abord le dossier");
    assert!(!env.path("copies").exists());
}
