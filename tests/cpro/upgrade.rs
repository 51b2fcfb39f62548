//! Bases of every released schema open, migrate, and keep their people.

use std::fs;

use crate::env::{TestEnv, fixtures};

/// Every dump, oldest first; a new schema adds its own.
const RELEASED: [&str; 5] = ["v1.sql", "v2.sql", "v3.sql", "v4.sql", "v5.sql"];

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
        assert_eq!(accounts.as_array().map(Vec::len), Some(19), "{dump}");
        env.run("accounts show celia.abadie").success().says("Célia ABADIE").says("exportCSVExtraction.csv, ligne 2");
        env.run("journal --verify").success().says("Journal intact");
        env.run("settings get establishment.name").success().says("Lycée des Tilleuls");
        env.run("accounts reset celia.abadie --slips p.pdf").success();
    }
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
