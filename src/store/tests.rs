//! The base's promises: what is refused, what is atomic, what is private.

use super::*;
use crate::domain::login::Login;
use crate::domain::person::{Person, Place};
use crate::domain::profile::Profile;
use crate::domain::setting::Key;
use jiff::civil::date;

const NOW: Duration = Duration::ZERO;

fn stamp() -> Stamp {
    Stamp { at: "2026-09-01T08:00:00+02:00".to_owned().into(), actor: "secretaire".to_owned(), is_trusted: false }
}

fn fresh(folder: &Path) -> Store {
    Store::open(&folder.join("sous/cpro.db"), Opening::OrCreate, NOW).unwrap()
}

fn pupil() -> Person {
    Person {
        family_name: "DUPONT".into(),
        first_name: "Léa".into(),
        birth_date: Some(date(2010, 2, 1)),
        ine: "070832327JA".into(),
        division: Some("2A".into()),
        left: Some(false),
        ..Person::new(Profile::Student)
    }
}

#[test]
fn what_is_written_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path());
    store
        .transact(stamp(), |tx| -> Result<()> {
            let batch = tx.begin_batch(Action::Import, "eleves.csv")?;
            tx.add_people([(&pupil(), Place { file: 0, line: 2 })].into_iter(), batch)?;
            let person = tx.people()?[0].id;
            let login = Login("lea.dupont".into());
            tx.add_account(
                &NewAccountRow {
                    person: Some(person),
                    login: &login,
                    profile: Profile::Student,
                    password: &Password::Pending,
                },
                batch,
            )?;
            tx.set(Key::Name, Some("Lycée des Tilleuls"))
        })
        .unwrap();
    let known = store.people().unwrap();
    assert_eq!((known[0].person.clone(), known[0].present), (pupil(), true));
    let account = store.account("LEA.dupont").unwrap().unwrap();
    assert_eq!(account.full_name(), "Léa DUPONT");
    assert_eq!(store.accounts_of_ine("070832327JA").unwrap(), [account]);
    assert!(store.people_without_account().unwrap().is_empty());
    assert_eq!(store.settings().unwrap().value(Key::Name).as_deref(), Some("Lycée des Tilleuls"));
}

#[test]
fn a_failure_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path());
    let outcome = store.transact(stamp(), |tx| {
        tx.begin_batch(Action::Import, "")?;
        tx.set(Key::Name, Some("X"))?;
        Err::<(), Error>(Error::Stale)
    });
    assert!(matches!(outcome, Err(Error::Stale)));
    assert_eq!((store.revision().unwrap(), store.settings().unwrap()), (0, Default::default()));
}

#[test]
fn a_login_is_given_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path());
    let add = |tx: &Tx<'_>| -> Result<()> {
        let batch = tx.begin_batch(Action::Init, "")?;
        let login = Login("lea.dupont".into());
        tx.add_account(
            &NewAccountRow {
                person: None,
                login: &login,
                profile: Profile::Administrator,
                password: &Password::Pending,
            },
            batch,
        )?;
        Ok(())
    };
    assert!(store.transact(stamp(), add).is_ok());
    assert!(store.transact(stamp(), add).is_err());
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    drop(fresh(folder.path()));
    let path = folder.path().join("sous/cpro.db");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(&folder.path().join("sous"))), (0o600, 0o700));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(Store::open(&path, Opening::Existing, NOW), Err(Error::Exposed(_))));
}

#[test]
fn what_is_not_a_base_is_recognised_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        create_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    };
    let text = write("texte.db", b"Nom;Prenom\n".repeat(200).as_slice());
    let other = folder.path().join("autre.db");
    create_file(&other).unwrap();
    Connection::open(&other).unwrap().execute_batch("create table t (a)").unwrap();
    let newer = folder.path().join("neuve.db");
    drop(Store::open(&newer, Opening::OrCreate, NOW).unwrap());
    Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for (path, newer) in [(&text, false), (&other, false), (&newer, true)] {
        let before = fs::read(path).unwrap();
        let error = Store::open(path, Opening::OrCreate, NOW).err().unwrap();
        assert!(if newer { matches!(error, Error::Newer(_)) } else { matches!(error, Error::NotOurs(_)) }, "{error}");
        assert_eq!(fs::read(path).unwrap(), before, "{}", path.display());
    }
    assert!(matches!(Store::open(&folder.path().join("rien.db"), Opening::Existing, NOW), Err(Error::Missing(_))));
    let empty = write("vide.db", b"");
    assert!(matches!(Store::open(&empty, Opening::Existing, NOW), Err(Error::Missing(_))));
    assert!(Store::open(&empty, Opening::OrCreate, NOW).is_ok());
}

#[test]
fn two_writers_do_not_interleave() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = fresh(folder.path());
    let mut second = fresh(folder.path());
    first
        .transact(stamp(), |tx| {
            tx.begin_batch(Action::Import, "")?;
            let outcome = second.transact(stamp(), |tx| tx.begin_batch(Action::Import, ""));
            assert!(matches!(outcome, Err(Error::Locked)));
            Ok::<(), Error>(())
        })
        .unwrap();
    let stale = second.transact(stamp(), |tx| tx.expect_revision(0));
    assert!(matches!(stale, Err(Error::Stale)));
}

#[test]
fn an_erased_name_is_gone_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path());
    let name = "ABRACADABRANTESQUE";
    store.transact(stamp(), |tx| tx.set(Key::Name, Some(name))).unwrap();
    store.transact(stamp(), |tx| tx.set(Key::Name, None)).unwrap();
    let bytes = fs::read(folder.path().join("sous/cpro.db")).unwrap();
    assert!(!bytes.windows(name.len()).any(|window| window == name.as_bytes()));
}

#[test]
fn a_stale_list_resets_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = fresh(folder.path());
    let account = store
        .transact(stamp(), |tx| -> Result<_> {
            let batch = tx.begin_batch(Action::Init, "")?;
            let login = Login("0990001N".into());
            let new = NewAccountRow {
                person: None,
                login: &login,
                profile: Profile::Administrator,
                password: &Password::Pending,
            };
            tx.add_account(&new, batch)
        })
        .unwrap();
    let password = Password::Temporary { hash: "$argon2id$".to_owned(), expires_on: date(2026, 10, 1) };
    let issue = |store: &mut Store, version| {
        store.transact(stamp(), |tx| tx.issue_password(account, version, &password)).unwrap()
    };
    assert!(issue(&mut store, 1));
    assert!(!issue(&mut store, 1));
    assert!(issue(&mut store, 2));
}
