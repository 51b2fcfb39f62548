//! Everything that can be wrong is found, each with its remedy, in set-ups that are broken one by one.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::env::TestEnv;

/// A school where nothing is wrong.
fn sound() -> TestEnv {
    let env = TestEnv::with_accounts();
    fs::create_dir(env.path("copies")).unwrap();
    env.run("settings set backup.folder copies").success();
    env.run("nightly").success();
    env
}

/// What is wrong, by its word.
fn bad(env: &TestEnv) -> Vec<String> {
    let looked = env.run("doctor --format json").json();
    let bad = looked["checks"].as_array().unwrap().iter().filter(|check| check["state"] == "bad");
    bad.map(|check| {
        assert!(!check["detail"].as_str().unwrap().is_empty() && check["remedy"].is_string(), "{check}");
        check["check"].as_str().unwrap().to_owned()
    })
    .collect()
}

fn mode(env: &TestEnv, name: &str, mode: u32) {
    fs::set_permissions(env.path(name), fs::Permissions::from_mode(mode)).unwrap();
}

fn sql(env: &TestEnv, sql: &str) {
    env.base().execute_batch(sql).unwrap();
}

/// How a set-up is broken, and what must be found.
type Broken = (&'static str, fn(&TestEnv), &'static [&'static str]);

const BROKEN: [Broken; 30] = [
    ("base absente", |env| fs::remove_file(env.path("base/cpro.db")).unwrap(), &["base"]),
    ("un autre fichier", |env| fs::write(env.path("base/cpro.db"), "Nom;Prénom\n").unwrap(), &["base"]),
    (
        "base coupée",
        |env| {
            let bytes = fs::read(env.path("base/cpro.db")).unwrap();
            fs::write(env.path("base/cpro.db"), &bytes[..bytes.len() / 2]).unwrap();
        },
        &["base"],
    ),
    ("base lisible par d’autres", |env| mode(env, "base/cpro.db", 0o644), &["rights"]),
    ("dossier ouvert", |env| mode(env, "base", 0o755), &["folder"]),
    ("un déclencheur", |env| sql(env, "create trigger t after insert on journal begin select 1; end"), &["schema"]),
    (
        "un lien rompu",
        |env| sql(env, "pragma foreign_keys = off; update accounts set person_id = 99999 where login = 'celia.abadie'"),
        &["base"],
    ),
    ("une ligne du journal changée", |env| sql(env, "update journal set result = 'x' where id = 2"), &["journal"]),
    ("une horloge qui retarde", |env| env.later(-30), &["clock", "last_backup"]),
    ("un fichier inachevé", |env| env.write("base/.cpro-a1.tmp", "x"), &["leftovers"]),
    ("un autre chez les sauvegardes", |env| env.write("copies/.cpro-b1.tmp", "x"), &["leftovers"]),
    ("pas de sauvegarde réglée", |env| drop(env.run("settings unset backup.folder").success()), &["backups"]),
    (
        "le dossier de la base",
        |env| drop(env.run("settings set backup.folder base").success()),
        &["backups", "last_backup"],
    ),
    ("dossier de sauvegarde parti", |env| fs::rename(env.path("copies"), env.path("ailleurs")).unwrap(), &["backups"]),
    ("copie abîmée", |env| env.write("copies/cpro-0990001N-2026-09-01.db", "SQLite"), &["last_backup"]),
    ("deux semaines sans nuit", |env| env.later(14), &["last_backup", "night"]),
    ("courriels sans serveur", |env| drop(env.run("settings set mail.transport smtp").success()), &["mail"]),
    (
        "des papillons qui durent",
        |env| {
            env.run("settings set rgpd.documents 90").success();
            env.run("settings set passwords.days 10").success();
        },
        &["settings"],
    ),
    ("des sauvegardes qui durent", |env| drop(env.run("settings set rgpd.backups 366").success()), &["settings"]),
    (
        "des transferts sans délégué",
        |env| drop(env.run("transfers enable --register R --yes").success()),
        &["settings"],
    ),
    (
        "un nom en chinois",
        |env| {
            env.write("x.csv", "Nom;Prénom;Date de naissance;Code MEF;Division\n李;小龍;01/02/2010;24725510211;2A\n");
            env.run("import siecle x.csv --partial --yes").success();
        },
        &["letters"],
    ),
    (
        "une liste d’effacements perdue",
        |env| {
            env.run("rgpd erase celia.abadie --yes").success();
            env.write("base/cpro.effacements", "bonjour");
        },
        &["erasures"],
    ),
    ("une liste d’effacements qui n’en est pas", |env| env.write("base/cpro.effacements", "bonjour"), &["erasures"]),
    ("celle des sauvegardes aussi", |env| env.write("copies/cpro-0990001N.effacements", "bonjour"), &["erasures"]),
    ("des sauvegardes que d’autres lisent", |env| mode(env, "copies/cpro-0990001N-2026-09-01.db", 0o644), &["backups"]),
    (
        "un réglage illisible",
        |env| sql(env, "insert or replace into settings (key, value) values ('rgpd.departed', 'zzz')"),
        &["settings"],
    ),
    (
        "un annuaire réglé à moitié",
        |env| drop(env.run("settings set directory.url ldaps://annuaire.example").success()),
        &["directory"],
    ),
    (
        "un vieux ticket ouvert",
        |env| {
            env.run("assistance tickets new --category compte --subject s --message m").success();
            sql(env, "update tickets set at = '2024-01-01T08:00:00+01:00'");
        },
        &["retention"],
    ),
    ("des sauvegardes que d’autres remplacent", |env| mode(env, "copies", 0o777), &["backups"]),
    (
        "des personnes à effacer",
        |env| sql(env, "update persons set departed_on = '2026-01-05' where id < 4"),
        &["retention"],
    ),
];

#[test]
fn every_broken_set_up_is_found() {
    let env = sound();
    assert_eq!(bad(&env), Vec::<String>::new(), "{}", env.run("doctor"));
    env.run("doctor").success().says("✔ base").says("Tout va bien");
    for (what, break_it, expected) in BROKEN {
        let env = sound();
        break_it(&env);
        assert_eq!(bad(&env), expected, "{what} : {}", env.run("doctor"));
        env.run("doctor").code(1).says("✘");
    }
}

/// Servers are called where that is asked for, and nothing is sent.
#[test]
fn servers_are_called_if_asked() {
    let env = sound();
    for setting in ["transport smtp", "host 127.0.0.1", "port 1"] {
        env.run(&format!("settings set mail.{setting}")).success();
    }
    assert_eq!(bad(&env), Vec::<String>::new());
    env.run("doctor --network").code(1).says("✘ courriels");
}

#[test]
fn what_is_harmless_is_mended() {
    let env = sound();
    mode(&env, "base/cpro.db", 0o644);
    mode(&env, "base", 0o755);
    env.write("base/.cpro-a1.tmp", "x");
    env.run("doctor --repair").code(1).says("il faut une confirmation");
    env.run("doctor --repair --yes").success().says("À effacer").says("3 réparations faites");
    assert_eq!(bad(&env), Vec::<String>::new());
    env.run("doctor --repair --yes").success().says("Rien à réparer");
    // A folder that others use is not closed to them.
    env.write("base/photo.png", "x");
    mode(&env, "base", 0o755);
    env.run("doctor --repair --yes").code(1).says("Rien à réparer");
}

#[test]
fn a_report_names_nobody() {
    let env = sound();
    env.run("doctor --report r.txt").success().says("sans donnée personnelle");
    let report = fs::read_to_string(env.path("r.txt")).unwrap();
    assert!(report.contains("✔ journal") && !report.contains("Tilleuls") && !report.contains('/'), "{report}");
    env.run("doctor --report r.txt").code(73).says("--force");
}

/// Where a base was, a backup comes before a new one.
#[test]
fn a_lost_base_is_taken_from_a_backup() {
    let env = sound();
    fs::remove_file(env.path("base/cpro.db")).unwrap();
    env.run("status").code(66).says("commencez par : cpro init").says("cpro restore SAUVEGARDE");
    env.write("base/cpro.effacements", "# cpro\n");
    let told = env.run("status").code(66).to_string();
    assert!(told.find("cpro restore").unwrap() < told.find("cpro init").unwrap(), "{told}");
    let looked = env.run("doctor --format json").json();
    assert!(looked["checks"][0]["remedy"].as_str().unwrap().contains("cpro restore"), "{looked}");
}
