//! Bases of every released schema open, migrate, and keep their people.

use std::fs;

use crate::env::{TestEnv, fixtures};

/// Every dump, oldest first; a new schema adds its own.
const RELEASED: [&str; 6] = ["v1.sql", "v2.sql", "v3.sql", "v4.sql", "v5.sql", "v6.sql"];

#[test]
fn every_dump_is_tested() {
    let mut dumps: Vec<String> = fs::read_dir(fixtures().join("store"))
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    dumps.sort();
    assert_eq!(dumps, RELEASED);
}

#[test]
fn every_released_schema_opens() {
    for dump in RELEASED {
        let env = restored(dump);
        let accounts = env.run("accounts list --all --format json").success().json();
        assert!(accounts.as_array().is_some_and(|accounts| accounts.len() >= 19), "{dump}");
        env.run("accounts show celia.abadie").success().says("Célia ABADIE").says("exportCSVExtraction.csv, ligne 2");
        env.run("journal --verify").success().says("Journal intact");
        env.run("settings get establishment.name").success().says("Lycée des Tilleuls");
        env.later(90);
        env.run("accounts reset celia.abadie --slips p.pdf").success();
    }
}

/// What schema 5 brought is still there.
#[test]
fn inspectors_transfers_and_tickets_are_kept() {
    let env = restored("v5.sql");
    let inspectors = env.run("inspectors list --format json").success().json();
    assert_eq!((&inspectors[0]["name"], &inspectors[0]["until"]), (&"Claire FONTAINE".into(), &"2027-08-31".into()));
    assert_eq!(inspectors[0]["opened_by"], "anne.proviseur");
    env.run("transfers list").success().says("0932048W").says("fichier gardé");
    env.run("transfers list 1").success().says("VIDAL").says("2MELEC1");
    env.run("transfers key").success().says("age1");
    env.run("assistance tickets show 1").success().says("Bonjour").says("piece.txt");
    env.later(90);
    env.run("transfers cancel 1 --yes").success().says("1 élève est de nouveau ici");
}

/// A base that was migrated has the schema of one that was made today.
#[test]
fn a_migrated_base_is_like_a_new_one() {
    let env = restored("v1.sql");
    env.run("accounts list").success();
    let new = TestEnv::with_school();
    assert_eq!(schema(&env.base()), schema(&new.base()));
}

/// The latest schema as dumped is the one that is made now: a migration that was released is never edited.
#[test]
fn the_latest_dump_has_the_present_schema() {
    let env = TestEnv::with_school();
    let dumped = rusqlite::Connection::open_in_memory().unwrap();
    dumped
        .execute_batch(&fs::read_to_string(fixtures().join("store").join(RELEASED[RELEASED.len() - 1])).unwrap())
        .unwrap();
    assert_eq!(schema(&env.base()), schema(&dumped));
}

/// A world whose base is a dump.
fn restored(dump: &str) -> TestEnv {
    let env = TestEnv::new();
    fs::create_dir(env.path("base")).unwrap();
    env.base().execute_batch(&fs::read_to_string(fixtures().join("store").join(dump)).unwrap()).unwrap();
    #[cfg(unix)]
    fs::set_permissions(env.path("base/cpro.db"), std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    env
}

fn schema(base: &rusqlite::Connection) -> Vec<String> {
    let sql = "select sql from sqlite_schema where sql is not null and name not like 'sqlite_%' order by name";
    let mut statement = base.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|sql| sql.unwrap().lines().map(|line| line.split("--").next().unwrap().trim().to_owned()).collect())
        .collect()
}

/// What another hand put into the schema, or took away, would act in our name: the base is refused, and nothing is written.
#[test]
fn a_base_that_was_tampered_with_is_recognised() {
    for (sql, named) in [
        (
            "create trigger espion after update on accounts begin update settings set value = ''; end",
            "le déclencheur « espion »",
        ),
        ("create view espion as select * from persons", "la vue « espion »"),
        ("create table espion (a)", "la table « espion »"),
        ("create index espion on persons (email)", "l’index « espion »"),
        ("drop table outbox", "la table « outbox »"),
        ("drop table outbox; create view outbox as select 1", "la vue « outbox »"),
        ("alter table persons add column notes text", "la table « persons »"),
    ] {
        for version in RELEASED.into_iter().map(Some).chain([None]) {
            let env = version.map_or_else(TestEnv::with_accounts, restored);
            if env.base().execute_batch(sql).is_err() {
                continue;
            }
            let before = fs::read(env.path("base/cpro.db")).unwrap();
            for command in ["accounts list", "settings set passwords.days 20", "nightly"] {
                env.run(command).code(65).says("modifiée par un autre programme").says(named);
            }
            assert!(fs::read(env.path("base/cpro.db")).unwrap() == before, "{sql}");
        }
    }
}
