//! What each format writes, and whom it takes.

use jiff::civil::date;

use super::*;
use crate::domain::account::AccountId;
use crate::domain::login::Login;
use crate::domain::member::Before;
use crate::domain::person::{Detail, Person, PersonId};
use crate::domain::profile::Profile;
use crate::domain::secret::Secret;

const PHC: &str = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

fn school() -> School {
    School {
        uai: "0990001N".to_owned(),
        name: "Lycée « des Tilleuls », à Ville".to_owned(),
        year: 2026,
        domain: Some("lycee.example".to_owned()),
        org_unit: "/".to_owned(),
        directory: Place {
            uai: "0990001N".to_owned(),
            suffix: "dc=reseau,dc=test".to_owned(),
            branch: "ou=0990001N".to_owned(),
            login: "uid".to_owned(),
        },
        columns: Column::ALL.to_vec(),
        is_raw: false,
        present: Vec::new(),
    }
}

fn member(login: &str, first: &str, family: &str) -> Member {
    let person = Person {
        first_name: first.into(),
        family_name: family.into(),
        birth_date: Some(date(2010, 2, 1)),
        ine: "120000000AA".into(),
        division: Some("2NDE 1".into()),
        ..Person::new(Profile::Student)
    };
    Member {
        account: AccountId(1),
        number: PersonId(7),
        login: Login(login.into()),
        profile: Profile::Student,
        person: person.with(Detail::Groups, "ANG1, ESP2"),
        is_open: true,
        carried: Carried::Hash(Hashed { phc: PHC.to_owned(), must_change: true, ends_on: Some(date(2026, 10, 1)) }),
        before: Before::Nothing,
        was_closed: false,
        version: 1,
    }
}

fn lea() -> Member {
    member("lea.dupont", "Léa", "D’ARC, \"dite\" L'Œuvre")
}

fn only(target: &Target, members: &[Member]) -> String {
    let documents = (target.write)(&school(), members);
    assert_eq!(documents.len(), 1);
    String::from_utf8(documents.into_iter().next().unwrap().bytes).unwrap()
}

#[test]
fn every_target_has_a_name_of_its_own() {
    let mut names: Vec<&str> = ALL.iter().map(|target| target.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), ALL.len());
    assert!(ALL.iter().all(|target| find(target.name).is_some_and(|found| found.name == target.name)));
}

#[test]
fn nobody_is_an_empty_file() {
    for target in ALL {
        let documents = (target.write)(&school(), &[]);
        assert!(documents.len() <= 5, "{}", target.name);
    }
    assert_eq!(only(&authelia::TARGET, &[]), "users: {}\n");
}

#[test]
fn a_line_of_dovecot() {
    assert_eq!(only(&dovecot::TARGET, &[lea()]), format!("lea.dupont:{{ARGON2ID}}{PHC}::::::\n"));
    let closed = Member { is_open: false, carried: Carried::Nothing, ..lea() };
    assert_eq!(only(&dovecot::TARGET, &[closed]), "lea.dupont:{ARGON2ID}!::::::fail=y\n");
}

#[test]
fn a_user_of_keycloak() {
    let documents =
        (keycloak::TARGET.write)(&school(), &[lea(), Member { before: Before::Same, ..member("b", "B", "C") }]);
    let names: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    assert_eq!(names, ["arrivees-1.json", "modifications.json"]);
    let import: serde_json::Value = serde_json::from_slice(&documents[0].bytes).unwrap();
    assert_eq!(import["users"][0]["credentials"][0]["type"], "password");
    let secret = import["users"][0]["credentials"][0]["secretData"].as_str().unwrap();
    assert!(secret.contains("\"salt\":\"c2FsdHNhbHRzYWx0c2FsdA==\""), "{secret}");
    let changes: serde_json::Value = serde_json::from_slice(&documents[1].bytes).unwrap();
    assert!(changes[0]["credentials"].is_null() && changes[0]["enabled"] == true, "{changes}");
    let many: Vec<Member> = (0..2001).map(|n| member(&format!("l{n}"), "A", "B")).collect();
    assert_eq!((keycloak::TARGET.write)(&school(), &many).len(), 3);
}

#[test]
fn a_user_of_authelia_is_quoted() {
    let text = only(&authelia::TARGET, &[lea()]);
    assert!(text.contains("displayname: 'Léa D’ARC, \"dite\" L''Œuvre'"), "{text}");
    assert!(text.contains("groups: ['2NDE 1', 'ANG1', 'ESP2']"), "{text}");
}

#[test]
fn a_person_of_kanidm_is_always_the_same() {
    let text = only(&kanidm::TARGET, &[lea()]);
    let request: serde_json::Value = serde_json::from_str(&text).unwrap();
    let person = &request["entries"][0];
    assert_eq!(person["externalId"], "0990001N-7");
    assert_eq!(person["password_import"], format!("{{ARGON2}}{PHC}"));
    assert_eq!(person["account_expire"], "2026-10-01T23:59:59Z");
    assert_eq!(text, only(&kanidm::TARGET, &[lea()]));
    assert!((kanidm::TARGET.check)(&school(), &member("léa", "A", "B")).is_err());
}

/// What Moodle and Google demand, with a password that is drawn and without.
#[test]
fn rows_of_moodle_and_google() {
    let drawn = Member { carried: Carried::Clear(Secret::new("k7rf-9wqh-3xtm")), ..lea() };
    let moodle = only(&moodle::TARGET, std::slice::from_ref(&drawn));
    assert!(
        moodle.contains(",k7rf-9wqh-3xtm,120000000AA,0990001N,2NDE 1,fr,manual,0,2026-0990001N-2NDE 1\r\n"),
        "{moodle}"
    );
    let ldap = only(&moodle::TARGET, &[Member { carried: Carried::Nothing, ..lea() }]);
    assert!(!ldap.contains("password") && ldap.contains(",fr,ldap,0,"), "{ldap}");
    let google = only(&google::TARGET, &[drawn]);
    assert!(google.contains("lea.dupont@lycee.example,k7rf-9wqh-3xtm,/,0990001N-7,2NDE 1,TRUE,Active\r\n"), "{google}");
    let long = member("a", &"é".repeat(61), "B");
    assert_eq!((google::TARGET.check)(&school(), &long), Err(Unfit::TooLong("prénom", 60)));
    let without = School { domain: None, ..school() };
    assert_eq!((google::TARGET.check)(&without, &lea()), Err(Unfit::NoAddress));
    assert_eq!((moodle::TARGET.unique)(&without, &lea()).as_deref(), Some("lea.dupont@0990001n.invalid"));
}

/// Every number that a list names is that of a row of another list.
#[test]
fn rosters_name_what_is_there() {
    let mut members = vec![lea(), Member { number: PersonId(8), ..member("b", "B", "C") }];
    members[1].person.division = None;
    members.push(Member { number: PersonId(9), profile: Profile::Teacher, ..member("t", "T", "U") });
    let unzipped = |bytes: &[u8]| {
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        let file = |name: String| {
            let text = std::io::read_to_string(zip.by_name(&name).unwrap()).unwrap();
            (name, text)
        };
        names.into_iter().map(file).collect::<HashMap<String, String>>()
    };
    let rows = |text: &str| {
        let mut csv = csv::Reader::from_reader(text.as_bytes());
        let headings = csv.headers().unwrap().clone();
        csv.records()
            .map(|row| headings.iter().map(str::to_owned).zip(row.unwrap().iter().map(str::to_owned)).collect())
            .collect::<Vec<HashMap<String, String>>>()
    };
    let oneroster = unzipped(&(oneroster::TARGET.write)(&school(), &members)[0].bytes);
    let list = |name: &str| rows(&oneroster[&format!("{name}.csv")]);
    let ids = |name: &str| list(name).into_iter().map(|row| row["sourcedId"].clone()).collect::<Vec<_>>();
    for (from, column, to) in [
        ("users", "primaryOrgSourcedId", "orgs"),
        ("roles", "userSourcedId", "users"),
        ("roles", "orgSourcedId", "orgs"),
        ("courses", "schoolYearSourcedId", "academicSessions"),
        ("classes", "courseSourcedId", "courses"),
        ("classes", "termSourcedIds", "academicSessions"),
        ("enrollments", "classSourcedId", "classes"),
        ("enrollments", "userSourcedId", "users"),
    ] {
        let known = ids(to);
        assert!(!list(from).is_empty() && list(from).iter().all(|row| known.contains(&row[column])), "{from} {column}");
    }
    let manifest = rows(&oneroster["manifest.csv"]);
    for row in manifest.iter().filter(|row| row["propertyName"].starts_with("file.")) {
        let name = row["propertyName"].trim_start_matches("file.");
        assert_eq!(row["value"] == "bulk", oneroster.contains_key(&format!("{name}.csv")), "{name}");
    }
    let sds: HashMap<String, Vec<HashMap<String, String>>> = (sds::TARGET.write)(&school(), &members)
        .iter()
        .map(|document| (document.name.clone(), rows(std::str::from_utf8(&document.bytes).unwrap())))
        .collect();
    assert_eq!((sds.len(), sds["users.csv"].len(), sds["roles.csv"].len()), (5, 3, 3));
    assert_eq!(sds["enrollments.csv"][0]["classSourcedId"], sds["classes.csv"][0]["sourcedId"]);
    let apple = unzipped(&(apple::TARGET.write)(&school(), &members)[0].bytes);
    assert_eq!(apple.len(), 6);
    assert!(
        apple["students.csv"].contains("0990001N-7,120000000AA,Léa,,\"D’ARC, \\\"dite\\\" L'Œuvre\","),
        "{}",
        apple["students.csv"]
    );
    assert!(!apple["students.csv"].contains('\r') && apple["staff.csv"].lines().count() == 2);
}

#[test]
fn two_divisions_are_two_classes() {
    let ids = ["2NDE 1", "2NDE-1", "2NDE1", "É3", "E3"].map(|division| roster::class(&school(), division).id);
    let distinct: std::collections::HashSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    assert!(ids.iter().all(|id| id.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')), "{ids:?}");
}

#[test]
fn a_line_for_each_group() {
    let text = only(&cerise::TARGET, &[lea()]);
    assert!(text.starts_with("\u{feff}Identifiant;Sconet;Nom;Prénom;Classe;Groupe Enseignement\r\n"), "{text}");
    assert_eq!(text.lines().count(), 3);
}

/// Nothing of an Argon2 string is shown by accident.
#[test]
fn a_member_does_not_show_its_password() {
    assert!(!format!("{:?}", lea()).contains("argon2id"));
}

/// Two who would have one address: the second is told.
#[test]
fn one_address_for_two() {
    let with = |login: &str| Member {
        person: lea().person.with(Detail::Email, "Un@lycee.example"),
        ..member(login, "A", "B")
    };
    let mut members = vec![with("a"), with("b"), member("c", "C", "D")];
    let unfit = google::TARGET.sift(&school(), &mut members);
    assert_eq!((members.len(), unfit.len()), (2, 1));
    assert_eq!(unfit[0].1, Unfit::Shared("Un@lycee.example".to_owned(), "a".to_owned()));
}
