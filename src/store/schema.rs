//! Which bases are ours, and how an older one becomes a present one.
//!
//! Two laws: a migration that was released is never edited, and none makes the base unreadable for its data.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction};
use rusqlite_migration::{M, Migrations};
use sha2::{Digest, Sha256};

use super::{Error, Result};

/// « CPRO » in the header of the file.
pub const APPLICATION_ID: i64 = 0x4350_524f;

/// The present schema.
pub const LATEST: i64 = 6;

/// What [`sealed`] makes of each schema, from none at all to the present one.
const SEALS: [u64; 7] = [
    0xe3b0_c442_98fc_1c14,
    0xa615_44b0_598e_7470,
    0xad96_7b28_81f2_58dc,
    0x1746_a61b_9675_53ac,
    0x065e_cac4_fb48_ea32,
    0x379f_8da0_8f6c_f669,
    0x2a1d_f34a_fa88_1c18,
];

/// Every schema ever released, in order.
fn migrations() -> Vec<M<'static>> {
    vec![
        M::up(include_str!("schema/1.sql")),
        M::up_with_hook(include_str!("schema/2.sql"), |tx: &Transaction<'_>| Ok(super::journal::chain_all(tx)?)),
        M::up(include_str!("schema/3.sql")).foreign_key_check(),
        M::up(include_str!("schema/4.sql")),
        M::up(include_str!("schema/5.sql")),
        M::up(include_str!("schema/6.sql")).foreign_key_check(),
    ]
}

fn number(conn: &Connection, pragma: &str) -> Result<i64> {
    Ok(conn.pragma_query_value(None, pragma, |row| row.get(0))?)
}

/// Refuses a file of another program, a newer base or a damaged one, having written nothing.
pub fn recognise(conn: &Connection, path: &Path, fresh: bool) -> Result<()> {
    let damaged = |error: Error| match error {
        // Its header is ours: somebody else's file was refused before.
        Error::Damaged(_) => Error::Damaged(path.to_owned()),
        error => error,
    };
    // Another command may be upgrading the base.
    let _snapshot = conn.unchecked_transaction()?;
    let application = number(conn, "application_id").map_err(damaged)?;
    let version = number(conn, "user_version").map_err(damaged)?;
    match (application, version) {
        (0, 0) if fresh => Ok(()),
        (APPLICATION_ID, version) if version > LATEST => Err(Error::Newer(path.to_owned())),
        (APPLICATION_ID, version) => ours(conn, path, version).map_err(damaged),
        _ if fresh => Err(Error::NotOurs(path.to_owned())),
        _ => Err(Error::Damaged(path.to_owned())),
    }
}

/// Refuses a base that holds what its version does not put there, such as a trigger: it would act in our name.
fn ours(conn: &Connection, path: &Path, version: i64) -> Result<()> {
    let version = usize::try_from(version).unwrap_or_default();
    let found = objects(conn)?;
    if SEALS.get(version).is_some_and(|seal| *seal == sealed(&found)) {
        return Ok(());
    }
    // To name what is strange, the schema is made anew: a few milliseconds that a sound base does not pay.
    let expected = objects(&reference(version)?)?;
    let strange = found.iter().find(|(name, object)| expected.get(*name) != Some(object));
    let missing = expected.iter().find(|(name, _)| !found.contains_key(*name));
    match strange.or(missing) {
        Some((name, object)) => Err(Error::Tampered(path.to_owned(), object.kind.clone(), name.clone())),
        None => Ok(()),
    }
}

/// An empty base of a version.
fn reference(version: usize) -> Result<Connection> {
    let mut reference = Connection::open_in_memory()?;
    Migrations::new(migrations()).to_version(&mut reference, version).map_err(sql)?;
    Ok(reference)
}

/// The first eight bytes of the SHA-256 of a schema.
fn sealed(objects: &BTreeMap<String, Object>) -> u64 {
    let mut hasher = Sha256::new();
    for (name, Object { kind, sql }) in objects {
        for text in [name, kind, sql] {
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
    }
    hasher.finalize().iter().take(8).fold(0, |seal, byte| seal << 8 | u64::from(*byte))
}

/// A table, an index, a trigger or a view.
#[derive(Debug, PartialEq, Eq)]
struct Object {
    kind: String,
    /// As it was made, without comments or spaces.
    sql: String,
}

/// Everything in the schema but the statistics that SQLite may keep, by name.
fn objects(conn: &Connection) -> Result<BTreeMap<String, Object>> {
    let sql = "select name, type, coalesce(sql, '') from sqlite_schema
        where not (type = 'table' and name like 'sqlite\\_stat_' escape '\\')";
    let mut statement = conn.prepare(sql)?;
    let objects = statement.query_map([], |row| {
        let sql: String = row.get(2)?;
        let bare = sql.lines().flat_map(|line| line.split("--").next().unwrap_or_default().split_whitespace());
        Ok((row.get(0)?, Object { kind: row.get(1)?, sql: bare.collect() }))
    })?;
    Ok(objects.collect::<std::result::Result<_, _>>()?)
}

/// Brings the base to the present schema, keeping a copy of an older one beside it.
pub fn migrate(conn: &mut Connection, path: &Path) -> Result<()> {
    apply(conn, path, &Migrations::new(migrations()), LATEST)
}

/// Brings a copy to the present schema: it is one already, and none is kept beside it.
pub fn upgrade(conn: &mut Connection) -> Result<()> {
    to_latest(conn, &Migrations::new(migrations()), LATEST)
}

fn apply(conn: &mut Connection, path: &Path, migrations: &Migrations<'_>, latest: i64) -> Result<()> {
    let version = number(conn, "user_version")?;
    if version == latest {
        return Ok(());
    }
    if version > 0 {
        keep_copy(conn, path, version)?;
    }
    to_latest(conn, migrations, latest)
}

fn to_latest(conn: &mut Connection, migrations: &Migrations<'_>, latest: i64) -> Result<()> {
    // A table that others refer to may be made anew; the migration checks what refers to what in the end.
    conn.pragma_update(None, "foreign_keys", false)?;
    let outcome = migrations.to_latest(conn);
    conn.pragma_update(None, "foreign_keys", true)?;
    // Two commands on the day of an upgrade: the other one may have done it.
    if outcome.is_err() && number(conn, "user_version")? == latest {
        return Ok(());
    }
    outcome.map_err(sql)
}

fn sql(error: rusqlite_migration::Error) -> Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::from(err),
        error => Error::Sql(rusqlite::Error::ToSqlConversionFailure(Box::new(error))),
    }
}

fn keep_copy(conn: &Connection, path: &Path, version: i64) -> Result<()> {
    let copy: PathBuf = path.with_extension(format!("avant-v{version}.db"));
    if copy.exists() {
        return Ok(());
    }
    let partial = copy.with_extension(format!("partiel-{}", std::process::id()));
    let failed = |error| Error::Io(copy.clone(), error);
    // What an interrupted attempt left is no copy.
    let _ = std::fs::remove_file(&partial);
    super::create_file(&partial).map_err(failed)?;
    conn.execute("vacuum into ?1", [partial.to_string_lossy()])?;
    std::fs::File::open(&partial).and_then(|file| file.sync_all()).map_err(failed)?;
    std::fs::rename(&partial, &copy).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_sound() {
        assert_eq!(migrations().len() as i64, LATEST);
        assert!(Migrations::new(migrations()).validate().is_ok());
    }

    #[test]
    fn every_schema_has_its_seal() {
        let seals: Vec<String> = (0..=LATEST)
            .map(|version| format!("{:#018x}", sealed(&objects(&reference(version as usize).unwrap()).unwrap())))
            .collect();
        assert_eq!(seals, SEALS.map(|seal| format!("{seal:#018x}")));
    }

    #[test]
    fn a_copy_is_kept_before_a_migration() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cpro.db");
        let mut conn = Connection::open(&path).unwrap();
        let steps = [M::up("create table one (a text) strict"), M::up("create table two (a text) strict")];
        apply(&mut conn, &path, &Migrations::from_slice(&steps[..1]), 1).unwrap();
        let copy = folder.path().join("cpro.avant-v1.db");
        assert!(!copy.exists());
        apply(&mut conn, &path, &Migrations::from_slice(&steps), 2).unwrap();
        let kept = Connection::open(&copy).unwrap();
        assert_eq!(number(&kept, "user_version").unwrap(), 1);
        assert_eq!(number(&conn, "user_version").unwrap(), 2);
    }
}
